"""Every form of programme runs on the sample cohort, and keeps to what it says."""

from __future__ import annotations

import collections
import pickle
from pathlib import Path

import pandas as pd
import pytest
from pages import ROOT, run_page

import matchwright as mw

PAGE = "docs/programmes.md"
PROGRAMMES = sorted(Path("examples/programmes").glob("*.toml"))
MENTEES = pd.read_csv("examples/cohort/mentees.csv")
MENTORS = pd.read_csv("examples/cohort/mentors.csv")
ONE_TABLE = {"peers", "peer_circles"}


def run(name: str) -> mw.Outcome:
    """Match the sample cohort, or its mentees among themselves."""
    program = mw.Program.from_toml(f"examples/programmes/{name}.toml")
    if name in ONE_TABLE:
        return mw.match(MENTEES, program=program)
    return mw.match(MENTEES, MENTORS, program=program)


def test_the_page_runs_and_names_every_example() -> None:
    assert run_page(PAGE).startswith("m1 and m2 need mentees: 4 pairs together, and 3 are possible")
    page = (ROOT / PAGE).read_text("utf-8")
    assert all(f"`{path.name}`" in page for path in PROGRAMMES)


@pytest.mark.parametrize("path", PROGRAMMES, ids=lambda path: path.stem)
def test_every_example_is_proven_or_says_how_far_it_is(path: Path, tmp_path: Path) -> None:
    outcome = run(path.stem)
    assert len(outcome.pairs) > 0
    if isinstance(outcome.certificate, mw.CirclesCertificate):
        assert outcome.status in ("optimal", "bounded")
        assert outcome.certificate.fit <= outcome.certificate.most_fit + 1e-9
    elif isinstance(outcome.certificate, mw.LevelsCertificate) and outcome.certificate.open_level:
        assert outcome.status == "bounded"
        assert outcome.bound.pairs > 0 or outcome.bound.score > 0
    else:
        assert outcome.certificate.verified
    who = MENTEES["id"][0]
    assert "proven" in outcome.explain(who).for_organiser
    outcome.report(tmp_path / "report.html")
    if not isinstance(outcome.certificate, mw.CirclesCertificate):
        # Reading circles back takes the search again; tests in Rust do it with few members.
        assert pickle.loads(pickle.dumps(outcome)) == outcome


def test_minimums_hold() -> None:
    loads = run("minimum_loads").loads
    assert (loads["load"][loads["capacity"] > 0] >= 1).all()
    # Whoever offers no seat takes no part.
    assert (loads["capacity"] == 0).any()


def test_whoever_has_somebody_has_two() -> None:
    outcome = run("or_nobody")
    loads = outcome.loads["load"]
    assert set(loads) - {0}
    assert 1 not in set(loads)
    assert outcome.certificate.cases > 1
    program = mw.Program.from_toml("examples/programmes/or_nobody.toml").to_dict()
    assert program["capacity"] == {"min": 2, "max": "capacity", "or_none": True}


def test_quotas_that_cross_are_kept() -> None:
    outcome = run("crossing_quotas")
    people = MENTEES.set_index("id")
    assert outcome.certificate.cases > 1
    assert outcome.certificate.open_level is None
    for _, pairs in outcome.pairs.groupby("mentor_id"):
        for column in ("department", "site"):
            assert people.loc[pairs["mentee_id"], column].is_unique


def test_several_mentors_come_from_several_departments() -> None:
    program = mw.Program.from_toml("examples/programmes/several_mentors.toml")
    outcome = mw.match(MENTEES.head(40), MENTORS, program=program)
    department = MENTORS.set_index("id")["department"]
    pairs = outcome.pairs.assign(department=lambda pairs: pairs["mentor_id"].map(department))
    assert pairs.groupby("mentee_id").size().max() == 2
    assert pairs.groupby(["mentee_id", "department"]).size().max() == 1


def test_quotas_hold() -> None:
    outcome = run("quotas")
    people = MENTEES.set_index("id")
    pairs = outcome.pairs.join(people[["department", "site"]], on="mentee_id")
    assert pairs.groupby(["mentor_id", "department"]).size().max() == 1
    assert (pairs["site"] == "Lisbon").sum() >= 8


def test_balance_uses_more_mentors_and_says_what_that_costs() -> None:
    plain = mw.match(
        MENTEES,
        MENTORS,
        program=mw.Program.from_dict(
            mw.Program.from_toml("examples/programmes/balance.toml").to_dict()
            | {"objective": "participation"}
        ),
    )
    balanced = run("balance")
    assert (balanced.loads["load"] == 0).sum() <= (plain.loads["load"] == 0).sum()
    given_up = balanced.given_up().set_index("measure")
    assert given_up.loc["total", "value"] <= given_up.loc["total", "best"]
    assert given_up.loc["total", "value"] == pytest.approx(balanced.summary.total)


def test_a_stable_plan_has_no_blocking_pair() -> None:
    outcome = run("stable")
    assert outcome.status == "stable"
    assert outcome.certificate.blocking_pairs == 0
    met = set(zip(outcome.pairs["mentee_id"], outcome.pairs["mentor_id"], strict=True))
    mentee, mentor = next((e, m) for e in MENTEES["id"] for m in MENTORS["id"] if (e, m) not in met)
    assert "would not rather" in str(outcome.why_not(mentee, mentor))


def test_peers_meet_each_other() -> None:
    outcome = run("peers")
    pairs = set(zip(outcome.pairs["mentee_id"], outcome.pairs["mentor_id"], strict=True))
    assert pairs == {(other, one) for one, other in pairs}
    sizes = collections.Counter(outcome.circles["circle"])
    assert set(sizes.values()) <= {2, 3}
    assert sum(size == 3 for size in sizes.values()) <= len(MENTEES) % 2
    assert outcome.summary.pairs == len(pairs) / 2


@pytest.mark.parametrize(("name", "least", "most"), [("circles", 3, 6), ("peer_circles", 4, 5)])
def test_circles_keep_to_sizes_and_mix(name: str, least: int, most: int) -> None:
    outcome = run(name)
    members = outcome.circles
    assert members.groupby("circle").size().between(least, most).all()
    department = MENTEES.set_index("id")["department"]
    alike = members.assign(department=members["mentee_id"].map(department))
    assert alike.groupby(["circle", "department"]).size().max() <= 2
    assert ("mentor_id" in members) == (name == "circles")


def test_levels_in_python_as_in_toml() -> None:
    program = mw.Program(
        criteria=[mw.Same("site")],
        capacity={"min": 1, "max": "capacity"},
        objective=["participation", "worst", "total"],
        quotas=[{"of": "mentee", "column": "department", "per": "mentor", "max": 1}],
        priority=None,
    )
    assert program.objective == ["participation", "worst"]
    assert mw.Program.from_toml(program.to_toml()) == program


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"capacity": {"mim": 1, "max": 2}}, "did you mean `min`"),
        ({"capacity": {"min": 3, "max": 2}}, "must not be above `max`"),
        ({"objective": "particpation"}, "did you mean `participation`"),
        ({"objective": ["stable", "total"]}, "without other levels"),
        ({"objective": "worst"}, "name another level before"),
        ({"objective": []}, "at least one level"),
        ({"quotas": [{"of": "mentee", "column": "site"}]}, "says nothing"),
        ({"quotas": [{"of": "mentee", "column": "site", "max": 1, "per": "mentee"}]}, "one group"),
        ({"priority": "waited", "objective": "total"}, "names participation"),
        ({"form": "peer"}, "did you mean `peers`"),
        ({"form": "peers", "capacity": 2}, "one partner each"),
        ({"circles": {"leaders": 0}}, "where the form is circles"),
        ({"form": "circles", "circles": {"leaders": 2}}, "must be 1, or 0"),
        ({"form": "circles", "objective": "total"}, "leave objective"),
    ],
)
def test_what_does_not_go_together_is_refused(fields: dict[str, object], said: str) -> None:
    people = [{"id": "a", "site": "x", "waited": 1}]
    others = [{"id": "b", "site": "x", "waited": 1}]
    with pytest.raises(mw.MatchwrightError) as refused:
        mw.match(people, others, program=mw.Program(criteria=[mw.Same("site")], **fields))
    assert said in str(refused.value)


def test_what_is_impossible_says_why_and_survives_a_pickle() -> None:
    program = mw.Program(criteria=[mw.Same("site")], capacity={"min": 2, "max": 2})
    people = [{"id": f"e{at}", "site": "x"} for at in range(3)]
    others = [{"id": f"m{at}", "site": "x"} for at in range(2)]
    with pytest.raises(mw.InfeasibleError) as refused:
        mw.match(people, others, program=program)
    again = pickle.loads(pickle.dumps(refused.value))
    assert (again.needed, again.possible) == (4, 3)
    assert again.relaxations == refused.value.relaxations
    assert ("capacity.min", "1 in place of 2") in again.relaxations


def test_peers_are_one_table() -> None:
    program = mw.Program(criteria=[mw.Same("site")], form="peers")
    with pytest.raises(mw.InputError, match="one table"):
        mw.match([{"id": "a", "site": "x"}], [{"id": "b", "site": "x"}], program=program)
