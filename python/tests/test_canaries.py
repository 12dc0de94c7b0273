"""What people wrote stands in no repr, error, log, certificate or run record."""

import json
import logging

import pytest

import matchwright as mw

CANARY = "Zanzibar"


def person(role, number):
    return {
        "id": f"{role}{number}",
        "name": f"{CANARY} {role} {number}",
        "site": f"{CANARY}-site-{number % 2}",
        "interests": f"{CANARY} chess; {CANARY} film {number}",
        "notes": f"{CANARY} words {number}",
        "manager": f"{CANARY}-boss-{number}",
    }


MENTEES = [person("e", number) for number in range(6)]
MENTORS = [person("m", number) for number in range(4)]
PROGRAM = mw.Program(
    criteria=[mw.Same("site"), mw.Overlap("interests"), mw.Text("notes")],
    rules=[mw.MustDiffer("manager")],
    tables=mw.Tables(name="name"),
)


@pytest.fixture(scope="module")
def outcome():
    return mw.match(MENTEES, MENTORS, PROGRAM)


def helped():
    """Somebody whom another answer, which somebody gave, would help."""
    program = mw.Program(criteria=[mw.Same("site")], min_score=0.5)
    why = mw.match(MENTEES[:1], MENTORS[1:2], program).why_unmatched("e0")
    assert CANARY in why.relaxations[-1]["answer"]
    return why


def asked(outcome):
    """Everything that can be asked, by name."""
    nobody = outcome.unmatched[0]["id"] if isinstance(outcome.unmatched, list) else "e0"
    yield "outcome", outcome
    yield "certificate", outcome.certificate
    yield "summary", outcome.summary
    yield "explain", outcome.explain("e1")
    yield "why_not", outcome.why_not("e1", "m2")
    yield "why_unmatched", outcome.why_unmatched(nobody)
    yield "helped", helped()
    yield "what_if", outcome.what_if(min_score=0.1)
    yield "compare", mw.compare(outcome, outcome)
    yield "quality", outcome.quality()
    attributes = [{"id": row["id"], "secret": f"{CANARY}-{row['id']}"} for row in MENTEES]
    yield "audit", outcome.audit(attributes, by=["secret"])
    yield "validation", mw.validate(MENTEES, MENTORS, PROGRAM)


def test_no_repr_shows_what_people_wrote(outcome):
    for name, answer in asked(outcome):
        assert CANARY not in repr(answer), name


def test_what_goes_on_to_others_does_not_either(outcome, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    assert CANARY not in outcome.to_json()
    assert CANARY not in outcome.certificate.to_json()
    assert CANARY not in json.dumps(str(outcome.summary))
    outcome.record(tmp_path / "run.json")
    assert CANARY not in (tmp_path / "run.json").read_text("utf-8")
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    "wrong",
    [
        lambda outcome: outcome.what_if(answers={("mentee", "e1", "nowhere"): CANARY}),
        lambda outcome: outcome.audit([{"id": "e1", "secret": [CANARY]}], by=["nowhere"]),
        lambda _: mw.match([*MENTEES, MENTEES[0] | {"site": f"{CANARY} too"}], MENTORS, PROGRAM),
        lambda _: mw.match(
            MENTEES, MENTORS, mw.Program(criteria=[mw.Gap("notes", ideal=1, tolerance=1)])
        ),
    ],
)
def test_no_error_quotes_them(outcome, wrong):
    with pytest.raises(mw.MatchwrightError) as caught:
        wrong(outcome)
    assert CANARY not in f"{caught.value!r} {caught.value}"
