"""A match after an earlier one keeps what people were told."""

from __future__ import annotations

import pickle
from itertools import product

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matchwright as mw

COUNT = 4
IDS = [f"e{at}" for at in range(COUNT)], [f"m{at}" for at in range(COUNT)]


def program(scores):
    values = [[score / 100 for score in row] for row in scores]
    return mw.Program(criteria=[mw.Matrix(mentee_ids=IDS[0], mentor_ids=IDS[1], values=values)])


def plans():
    """All plans in which nobody has two partners."""
    for plan in product([None, *range(COUNT)], repeat=COUNT):
        mentors = [mentor for mentor in plan if mentor is not None]
        if len(set(mentors)) == len(mentors):
            yield plan


ALL = list(plans())


def value(scores, plan):
    pairs = [(mentee, mentor) for mentee, mentor in enumerate(plan) if mentor is not None]
    return len(pairs), sum(scores[mentee][mentor] for mentee, mentor in pairs)


def kept(told, plan):
    return sum(one is not None and one == other for one, other in zip(told, plan, strict=True))


def plan_of(outcome):
    found = dict(zip(outcome.pairs["mentee_id"], outcome.pairs["mentor_id"], strict=True))
    return [IDS[1].index(found[own]) if own in found else None for own in IDS[0]]


rows = st.lists(st.integers(0, 100), min_size=COUNT, max_size=COUNT)
matrices = st.lists(rows, min_size=COUNT, max_size=COUNT)


@settings(max_examples=60, deadline=None)
@given(matrices, matrices, st.integers(0, COUNT))
def test_no_plan_within_the_budget_is_better_than_stated(before, now, budget):
    people = {"id": IDS[0]}, {"id": IDS[1]}
    told = plan_of(previous := mw.match(*people, program(before)))
    outcome = mw.rematch(previous, *people, program(now), keep=budget)
    plan = plan_of(outcome)
    assert kept(told, plan) >= COUNT - budget
    best = max(value(now, other) for other in ALL if kept(told, other) >= COUNT - budget)
    pairs, total = value(now, plan)
    if outcome.status == "optimal":
        assert (pairs, total) == best
        assert outcome.certificate.verified
    else:
        assert outcome.status == "bounded"
        assert not outcome.certificate.verified
        assert best[0] <= pairs + outcome.bound.pairs
        assert best[1] <= total + 100 * outcome.bound.score + 1e-6


def test_changes_have_the_callers_ids_and_reasons(tmp_path):
    scores = mw.Program(criteria=[mw.Same("site")], capacity="seats")
    for frame in (pd.DataFrame, pl.DataFrame):
        mentees = {"id": [1, 2, 3], "site": ["Leeds", "York", "Hull"]}
        mentors = {"id": [7, 8, 9], "site": ["Leeds", "York", "Hull"], "seats": [1, 1, 1]}
        told = mw.match(frame(mentees), frame(mentors), scores)
        assert len(told.changes) == 0
        mentees = {"id": [2, 3, 4], "site": ["York", "Hull", "York"]}
        mentors = {"id": [8, 9, 10], "site": ["York", "Hull", "Hull"], "seats": [1, 0, 1]}
        outcome = mw.rematch(told, frame(mentees), frame(mentors), scores)
        assert list(outcome.changes["mentee_id"]) == [1, 3, 4]
        assert list(outcome.changes["mentor_before"])[:2] == [7, 9]
        assert list(outcome.changes["mentor_after"])[1] == 10
        assert list(outcome.changes["reason"]) == ["left", "mentor 9 offers fewer seats", "joined"]
        assert outcome.changes_summary.startswith("Told pairs: 3; kept: 1, no longer possible: 2")
        assert list(outcome.pairs["mentor_id"]) == [8, 10]
        again = pickle.loads(pickle.dumps(outcome))
        assert again == outcome
        assert list(again.changes["mentee_id"]) == [1, 3, 4]
        told.save(tmp_path / "told.json")
        loaded = mw.Outcome.load(tmp_path / "told.json")
        assert mw.rematch(loaded, frame(mentees), frame(mentors), scores) == outcome


def test_what_cannot_be_kept_is_refused():
    people = {"id": IDS[0]}, {"id": IDS[1]}
    scores = program([[1] * COUNT] * COUNT)
    told = mw.match(*people, scores)
    for error, wrongs in ((mw.OptionError, (-1, "all")), (mw.KindError, (None, True))):
        for wrong in wrongs:
            with pytest.raises(error, match="keep"):
                mw.rematch(told, *people, scores, keep=wrong)
    with pytest.raises(mw.InputError, match="price"):
        mw.rematch(told, *people, scores, keep=-0.5)
    with pytest.raises(mw.KindError, match="previous"):
        mw.rematch("told.json", *people, scores)
    assert mw.rematch(told, *people, scores, keep=0.1).status == "optimal"
