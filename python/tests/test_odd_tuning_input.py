"""Odd lists and numbers in the calls about feedback and tracking are read, or refused by name."""

import pandas as pd
import pytest

import matchwright as mw

PEOPLE = {"id": ["a", "b"], "site": ["Leeds", "York"]}
PROGRAM = mw.Program(criteria=[mw.Same("site")], same_id_is_same_person=False)
PAIRS = {"mentee_id": ["a", "b"], "mentor_id": ["a", "b"]}


@pytest.mark.parametrize("pairs", [[("a", "b", 3)], [("a",)], ["ab"], [3], [("a", "b"), ("a",)]])
def test_pairs_are_two_ids(pairs):
    with pytest.raises(mw.KindError, match="tuples of a mentee's and a mentor's id"):
        mw.contributions(PEOPLE, PEOPLE, PROGRAM, pairs)


def test_nobody_has_said_anything_yet():
    tracking = mw.track(PAIRS, [])
    assert list(tracking.pairs["reason"]) == ["no check-in yet", "no check-in yet"]


def test_a_column_that_stands_twice():
    twice = pd.DataFrame([["a", "b", 1, 2]], columns=["mentee_id", "mentor_id", "x", "x"])
    assert list(mw.track(twice, []).pairs["mentee_id"]) == ["a"]


@pytest.mark.parametrize("overdue", [-1, 2**40])
def test_days_are_days(overdue):
    with pytest.raises(mw.OptionError, match="overdue"):
        mw.track(PAIRS, [], overdue=overdue)


def test_a_seed_is_no_negative_number():
    with pytest.raises(mw.OptionError, match="seed"):
        mw.experiment(mw.match(PEOPLE, PEOPLE, PROGRAM), seed=-1)
