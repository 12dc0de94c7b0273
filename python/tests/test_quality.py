"""The quality report, beside a direct computation."""

import numpy as np
import polars as pl
import pytest

import matchwright as mw


@pytest.fixture
def crowd():
    scores = np.random.default_rng(2).integers(0, 40, (30, 20)).astype(np.float32) / 40
    mentees, mentors = [*range(30)], [*range(100, 120)]
    program = mw.Program(
        criteria=[mw.Matrix(scores, mentee_ids=mentees, mentor_ids=mentors)], objective="total"
    )
    tables = pl.DataFrame({"id": mentees}), {"id": mentors}
    return mw.match(*tables, program), np.asarray(mw.score(*tables, program))


def test_it_says_what_the_frames_say(crowd):
    outcome, scores = crowd
    quality, pairs = outcome.quality(), outcome.pairs
    assert quality["pairs"] == len(pairs)
    assert quality["total"] == pytest.approx(pairs["score"].sum())
    assert quality["mentee_first_choice"] == pytest.approx((pairs["rank_for_mentee"] == 1).mean())
    assert quality["mentor_mean_rank"] == pytest.approx(pairs["rank_for_mentor"].mean())
    for level in (0, 10, 25, 50, 75, 90, 100):
        expected = np.quantile(pairs["score"].to_numpy(), level / 100)
        assert quality[f"score_q{level:02}"] == pytest.approx(expected)
        best = np.quantile(scores.max(axis=1), level / 100)
        assert quality[f"mentee_best_q{level:02}"] == pytest.approx(best)
    assert sum(quality.to_dict()["scores"]["histogram"]) == len(pairs)


def test_blocking_pairs_are_those_who_would_rather(crowd):
    outcome, scores = crowd
    own = dict(outcome.pairs.select("mentee_id", "score").rows())
    theirs = dict(outcome.pairs.select("mentor_id", "score").rows())
    expected = [
        (e, 100 + m)
        for e in range(30)
        for m in range(20)
        if scores[e, m] > max(own.get(e, -1), theirs.get(100 + m, -1)) + 1e-9
    ]
    found = outcome.blocking_pairs()
    assert found.select("mentee_id", "mentor_id").rows() == expected
    assert outcome.quality()["blocking_pairs"] == len(expected)
    assert found.columns == [
        *("mentee_id", "mentor_id", "score", "mentee_score", "mentor_score", "free_seats")
    ]


def test_greedy_and_random_plans_are_no_better(crowd):
    outcome, _ = crowd
    quality = outcome.quality()
    assert quality["random_total"] <= quality["greedy_total"] <= quality["total"] + 1e-9
    assert quality["greedy_gain"] == pytest.approx(quality["total"] - quality["greedy_total"])


def test_it_is_a_frame_and_a_text(crowd):
    outcome, _ = crowd
    quality = outcome.quality()
    assert quality.table.columns == ["metric", "value", "note"]
    assert "blocking pairs" in str(quality)
    assert "<table>" in quality._repr_html_()
    assert repr(quality) == "<Quality: 20 pairs>"
    assert quality.to_dict() == outcome.quality().to_dict()


def test_nobody_meets_anybody():
    program = mw.Program(criteria=[mw.Same("x")], rules=[mw.Block([("e", "m")])])
    outcome = mw.match({"id": ["e"], "x": ["a"]}, {"id": ["m"], "x": ["a"]}, program)
    quality = outcome.quality()
    assert quality["pairs"] == 0
    assert np.isnan(quality["mean"])
    assert len(outcome.blocking_pairs()["score"]) == 0
