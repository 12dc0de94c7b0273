"""Populations that do not exist."""

import pytest

import matchwright as mw

ROOT_PROGRAM = "examples/cohort/program.toml"


def test_the_truth_is_found_where_nothing_hides_it(request):
    program = mw.Program.from_toml(request.config.rootpath / ROOT_PROGRAM)
    people = mw.simulate(80, 80, noise=0, missing=0, wishes=1, seed=3)
    pairs = mw.match(people.mentees, people.mentors, program).pairs
    assert (pairs[["mentee_id", "mentor_id"]] == people.truth).all(axis=None)
    assert (pairs["score"] == 1).all()


def test_sizes_columns_and_seeds():
    people = mw.simulate(30, 10, seats=2, departments=[3, 1], popularity=0, seed=1)
    assert (len(people.mentees), len(people.mentors), len(people.truth)) == (30, 10, 20)
    assert set(people.mentors["capacity"]) == {2}
    assert set(people.mentees["department"]) == {"department 0", "department 1"}
    assert {"wants_to_learn", "goals", "prefers"} <= set(people.mentees.columns)
    again = mw.simulate(30, 10, seats=2, departments=[3, 1], popularity=0, seed=1)
    assert again.mentees.equals(people.mentees)
    other = mw.simulate(30, 10, seats=2, departments=[3, 1], popularity=0, seed=2)
    assert not other.mentees.equals(people.mentees)


def test_what_is_refused():
    with pytest.raises(
        mw.InputError, match='column "noise": must be a number from 0 to 1'
    ) as caught:
        mw.simulate(0, 5, noise=2)
    assert [finding["column"] for finding in caught.value.findings] == ["mentees", "noise"]
    with pytest.raises(mw.OptionError, match=r"whole numbers? from 0"):
        mw.simulate(-1, 5)
    with pytest.raises(mw.OptionError, match=r"whole numbers? from 0"):
        mw.simulate(5, 5, departments=[-1])
