"""What is said of listed pairs is what a match says of its own, and of no others."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

import matchwright as mw


def test_the_pairs_of_a_plan_add_up_as_in_the_plan(mentees, mentors, program):
    outcome = mw.match(mentees, mentors, program)
    said = mw.contributions(mentees, mentors, program, outcome.pairs)
    for column in ["mentee_id", "mentor_id", "score", *_criteria(said)]:
        assert list(said[column]) == list(outcome.pairs[column]), column
    assert set(said["broken"]) == {""}


def test_values_and_points_fit_together(mentees, mentors, program):
    pairs = [(mentee, mentor) for mentee in mentees["id"] for mentor in mentors["id"]]
    said = pl.DataFrame(mw.contributions(pl.DataFrame(mentees), mentors, program, pairs))
    total = said.select(pl.sum_horizontal(_criteria(said)))[:, 0]
    assert np.allclose(total, said["score"])
    for criterion, share in zip(_criteria(said), [4 / 8, 1 / 8, 1 / 8, 2 / 8], strict=True):
        value = said[f"{criterion} value"]
        known = value.is_not_null() & value.is_not_nan()
        expected = share * value.filter(known).to_numpy()
        assert np.allclose(said[criterion].filter(known), expected, atol=1e-6)


def test_broken_rules_are_those_that_leave_no_score(mentees, mentors, program):
    scores = mw.score(mentees, mentors, program)
    pairs = [(mentee, mentor) for mentee in mentees["id"] for mentor in mentors["id"]]
    said = mw.contributions(pd.DataFrame(mentees), mentors, program, pairs)
    assert [text == "" for text in said["broken"]] == list(~np.isnan(np.array(scores)).ravel())
    assert said["broken"][0] == "must_differ_manager"


def test_ids_have_the_type_in_which_they_came():
    people = {"id": [3, 4], "site": ["a", "b"]}
    program = mw.Program(criteria=[mw.Same("site")], same_id_is_same_person=False)
    said = mw.contributions(people, people, program, [(4, 3), (3, 3)])
    assert list(said["mentee_id"]) == [4, 3]
    assert list(said["same_site value"]) == [0.0, 1.0]
    nothing = mw.contributions(people, people, program, [])
    assert len(nothing["mentee_id"]) == 0


def test_every_unknown_id_is_named(mentees, mentors, program):
    pairs = {"mentee_id": ["e1", "e9"], "mentor_id": ["m8", "m1"]}
    with pytest.raises(mw.InputError) as refused:
        mw.contributions(mentees, mentors, program, pairs)
    found = [(each["row"], each["column"], each["id"]) for each in refused.value.findings]
    assert found == [(1, "mentor_id", "m8"), (2, "mentee_id", "e9")]
    with pytest.raises(mw.InputError, match="there is no such column"):
        mw.contributions(mentees, mentors, program, {"mentee_id": ["e1"]})


def _criteria(said):
    return [name.removesuffix(" value") for name in said.columns if name.endswith(" value")]
