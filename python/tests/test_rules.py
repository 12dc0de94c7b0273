"""Rules in Python: the classes, pairs from frames, contradictions, pinned pairs."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

import matchwright as mw

PAIRS = {"mentee_id": ["e1", "e2"], "mentor_id": ["m1", "m3"], "score": [0.5, 0.25]}


@pytest.mark.parametrize("rule", [mw.Block, mw.History])
def test_pairs_come_as_a_frame(rule):
    by_hand = rule([("e1", "m1"), ("e2", "m3")])
    for frame in (pd.DataFrame(PAIRS), pl.DataFrame(PAIRS), pl.LazyFrame(PAIRS)):
        assert rule(frame) == by_hand
    with pytest.raises(mw.KindError, match="needs the column 'mentor_id'"):
        rule(pd.DataFrame({"mentee_id": ["e1"]}))


def test_nobody_meets_twice(mentees, mentors, program):
    first = mw.match(mentees, mentors, program).pairs
    history = mw.History(first)
    later = mw.Program(criteria=program.criteria, rules=[*program.rules, history])
    second = mw.match(mentees, mentors, later).pairs
    pairs = [
        set(zip(each["mentee_id"], each["mentor_id"], strict=True)) for each in (first, second)
    ]
    assert pairs[0]
    assert pairs[1]
    assert not pairs[0] & pairs[1]


def test_a_ring_of_managers_is_refused(mentees, mentors):
    rule = mw.NotInReportingLine("manager")
    program = mw.Program(criteria=[mw.Same("site")], rules=[rule])
    mentors["manager"] = ["e1", "m1", "m1"]
    with pytest.raises(mw.InputError, match=r"row 1 \(id e1\), column \"manager\": the line of"):
        mw.match(mentees, mentors, program)
    (finding,) = mw.validate(mentees, mentors, program).errors
    assert finding["id"] == "e1"
    mentors["manager"] = ["x", "m1", "m1"]
    forbidden = mw.score(mentees, mentors, program)
    # e1 reports to m1, to whom m2 and m3 report too.
    assert np.isnan(forbidden[0]).tolist() == [True, False, False]


def test_contradictions_are_found_before_anything_is_solved(mentees, mentors):
    rules = [
        mw.MinGap("grade", 3),
        mw.MaxGap("grade", 1),
        mw.MustEqual("site"),
        mw.MustDiffer("site"),
    ]
    program = mw.Program(criteria=[mw.Same("site")], rules=rules)
    messages = [finding["message"] for finding in mw.validate(mentees, mentors, program).errors]
    assert messages == [
        "no gap is at least 3 (min_gap) and at most 1 (max_gap) on one column",
        "must_equal and must_differ on one column can never both hold",
    ]


class TestPinned:
    def test_a_pinned_pair_meets(self, mentees, mentors, program):
        pinned = mw.Program(
            criteria=program.criteria, rules=program.rules, capacity="seats", pinned=[("e2", "m3")]
        )
        outcome = mw.match(mentees, mentors, pinned)
        assert ("e2", "m3") in set(
            zip(outcome.pairs["mentee_id"], outcome.pairs["mentor_id"], strict=True)
        )
        assert (outcome.summary.pinned, outcome.certificate.verified) == (1, True)
        assert "1 pinned" in str(outcome.summary)
        explained = outcome.explain("e2")
        assert explained.meets[0]["pinned"]
        assert "pinned" in str(explained)
        assert mw.Program.from_toml(pinned.to_toml()) == pinned

    def test_a_frame_and_ids_that_are_numbers(self):
        frame = pd.DataFrame({"mentee_id": [1], "mentor_id": [2]})
        assert mw.Program(pinned=frame) == mw.Program(pinned=[("1", "2")])

    def test_a_pin_that_a_rule_forbids_is_refused(self, mentees, mentors):
        program = mw.Program(
            criteria=[mw.Same("site")], rules=[mw.Block([("e1", "m1")])], pinned=[("e1", "m1")]
        )
        with pytest.raises(mw.InputError, match="pinned to m1, which block forbids"):
            mw.match(mentees, mentors, program)
        assert not mw.validate(mentees, mentors, program).ok


class TestBothSides:
    def test_mentors_have_lists_too(self, mentees, mentors, program):
        scores = mw.score(mentees, mentors, program)
        best = mw.recommend(mentees, mentors, program, k=2, side="mentor")
        assert list(best.columns) == ["mentee_id", "mentor_id", "rank", "score"]
        for mentor, rows in best.groupby("mentor_id"):
            column = scores[:, scores.mentor_ids.index(mentor)]
            allowed = sorted(column[~np.isnan(column)], reverse=True)
            assert list(rows["score"]) == allowed[:2]
        assert list(best["mentor_id"]) == sorted(best["mentor_id"])

    def test_no_other_side(self, mentees, mentors, program):
        with pytest.raises(mw.OptionError, match="side must be"):
            mw.recommend(mentees, mentors, program, side="both")
