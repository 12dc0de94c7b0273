"""Every answer works where there is next to nobody or nobody may meet; empty tables are refused."""

import json

import pytest

import matchwright as mw

PROGRAM = mw.Program(
    criteria=[mw.Same("site"), mw.Overlap("topics")],
    rules=[mw.MustEqual("region")],
    min_score=0.5,
)


def person(i, region="North"):
    return {"id": i, "site": "Leeds", "topics": ["chess"], "region": region}


COHORTS = {
    "one of each": ([person("e1")], [person("m1")]),
    "one of each, who may not meet": ([person("e1")], [person("m1", "South")]),
    "everything forbidden": ([person(f"e{i}") for i in range(3)], [person("m1", "South")]),
    "one and many": ([person("e1")], [person(f"m{i}") for i in range(3)]),
}


@pytest.mark.parametrize("is_saved", [False, True])
@pytest.mark.parametrize("cohort", COHORTS)
def test_everything_can_be_asked(cohort, is_saved, tmp_path):
    mentees, mentors = COHORTS[cohort]
    outcome = mw.match(mentees, mentors, PROGRAM)
    if is_saved:
        outcome.save(tmp_path / "o.json")
        outcome = mw.Outcome.load(tmp_path / "o.json")
    for row in [*mentees, *mentors]:
        assert str(outcome.explain(row["id"]))
        assert str(outcome.why_unmatched(row["id"]))
    for mentee in mentees:
        assert len(outcome.why_not_any(mentee["id"])) == len(mentors)
        for mentor in mentors:
            why = outcome.why_not(mentee["id"], mentor["id"])
            assert why.meet or why.blocked_by or why.cost is not None
    assert len(outcome.explanations()) == len(mentees)
    assert outcome.unique is (not outcome.tied)
    for frame in (
        outcome.relaxations(),
        outcome.rule_prices,
        outcome.weights(),
        outcome.seat_prices(),
        outcome.blocking_pairs(),
        outcome.recruit([person("m9")]),
        outcome.quality().table,
    ):
        assert len(frame) >= 0
    assert str(outcome.audit([{"id": "e1", "group": "x"}]))
    assert str(mw.compare(outcome, outcome.what_if(min_score=0.0).after))
    again = mw.rematch(outcome, mentees, mentors, PROGRAM)
    assert again.summary.pairs == outcome.summary.pairs
    outcome.report(tmp_path / "r.html")
    outcome.report(tmp_path / "r.txt")
    outcome.to_excel(tmp_path / "r.xlsx")
    assert outcome.letters(tmp_path / "letters") == 2 * outcome.summary.pairs
    outcome.record(tmp_path / "run.json")
    assert mw.verify(tmp_path / "run.json", mentees, mentors).holds
    assert json.loads(outcome.to_json())["summary"]["pairs"] == outcome.summary.pairs


@pytest.mark.parametrize("empty", [0, 1])
@pytest.mark.parametrize("table", [[], {"id": [], "site": [], "topics": [], "region": []}])
def test_a_table_without_people_is_refused(empty, table):
    tables = [[person("e1")], [person("m1")]]
    tables[empty] = table
    with pytest.raises(mw.InputError, match="at least one row is needed"):
        mw.match(*tables, PROGRAM)
