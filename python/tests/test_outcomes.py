"""What an outcome says."""

import json
import pickle

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

import matchwright as mw


@pytest.fixture
def outcome(mentees, mentors, program):
    return mw.match(pl.from_arrow(pa.table(mentees)), mentors, program)


def test_pairs_are_the_best_there_are(outcome):
    # By hand: e1's own manager is m1, e4 stands above everybody, and of what is left this is most.
    assert outcome.pairs["mentee_id"].to_list() == ["e1", "e2", "e3"]
    assert outcome.pairs["mentor_id"].to_list() == ["m3", "m2", "m1"]


def test_points_sum_to_the_score(outcome):
    points = outcome.pairs.select(pl.all().exclude("^mentee_id|mentor_id|score|rank.*$"))
    millionths = [round(1e6 * sum(row)) for row in points.rows()]
    assert millionths == [round(1e6 * score) for score in outcome.pairs["score"]]


def test_unmatched_people_have_a_reason(outcome):
    assert outcome.unmatched.rows() == [
        ("mentee", "e4", "ruled_out", "min_gap_grade excludes 3 of 3 mentors, 3 by itself")
    ]


def test_loads(outcome):
    assert outcome.loads.rows()[0][:3] == ("m1", 1, 1)
    assert outcome.loads["load"].to_list() == [1, 1, 1]


@pytest.mark.parametrize("objective", ["participation", "total"])
def test_seat_prices_are_what_matching_again_says(mentees, mentors, program, objective):
    program = mw.Program.from_dict({**program.to_dict(), "objective": objective})
    mentors["seats"] = [1, 0, 2]
    frame = pl.from_arrow(pa.table(mentees))
    outcome = mw.match(frame, mentors, program)
    before = outcome.summary
    counted = objective == "participation"
    assert outcome.loads["seat_price_low"].max() > 0, "the test says nothing"
    for at, load in enumerate(outcome.loads.rows(named=True)):
        for step, kind in ((1, "low"), (-1, "high")):
            price = load[f"seat_price_{kind}"]
            if load["capacity"] + step < 0:
                assert np.isnan(price)
                continue
            seats = [*mentors["seats"]]
            seats[at] += step
            after = mw.match(frame, {**mentors, "seats": seats}, program).summary
            assert step * (after.total - before.total) == pytest.approx(price, abs=1e-9)
            pairs = step * (after.pairs - before.pairs) if counted else 0
            assert load[f"seat_pairs_{kind}"] == pairs


def test_summary(outcome):
    summary = outcome.summary
    assert (summary.mentees, summary.mentors, summary.seats, summary.pairs) == (4, 3, 3, 3)
    assert summary.participation == 0.75
    assert summary.total == pytest.approx(outcome.pairs["score"].sum())
    assert summary.mean == pytest.approx(outcome.pairs["score"].mean())
    assert summary.verified
    assert set(summary.seconds) == {"prepare", "assign", "outcome", "total"}
    assert "participation  75.0%" in str(summary)
    assert "<th style='text-align:left'>participation</th>" in summary._repr_html_()


def test_names_in_notebooks_are_escaped():
    program = mw.Program(criteria=[mw.Same("x")], name="<script>")
    outcome = mw.match({"id": [1], "x": [1]}, {"id": [1], "x": [1]}, program)
    assert "<script>" not in outcome._repr_html_()


def test_certificate(outcome):
    certificate = outcome.certificate
    assert certificate.verified
    assert certificate.gap == 0
    assert certificate.primal == certificate.dual == -round(1e6 * outcome.summary.total)
    assert certificate.scope == "all_pairs"
    assert (certificate.pairs, certificate.most_pairs) == (3, 3)
    assert json.loads(certificate.to_json())["gap"] == 0


def test_explanations(outcome):
    explanation = outcome.explain("e1")
    (meeting,) = explanation.meets
    assert meeting["mentor"] == "m3"
    assert sum(part["points"] for part in meeting["parts"]) == pytest.approx(meeting["score"])
    assert explanation.alternatives[0]["mentor"] == "m1"
    assert explanation.alternatives[0]["blocked_by"] == ["must_differ_manager"]
    assert "m3, score 0.583" in str(explanation)
    assert "nobody: min_gap_grade" in str(outcome.explain("e4"))
    assert outcome.explain("e4").unmatched["reason"] == "ruled_out"
    assert "<table>" in explanation._repr_html_()


def test_an_unknown_id_is_named(outcome):
    with pytest.raises(mw.UnknownIdError, match='"e99"'):
        outcome.explain("e99")


def test_json_is_equal_for_equal_input(outcome, mentees, mentors, program):
    backwards = {name: values[::-1] for name, values in mentees.items()}
    for threads in (1, 2, 7):
        again = mw.match(backwards, mentors, program, threads=threads)
        assert again.to_json() == outcome.to_json()
    assert {"summary", "pairs", "unmatched", "certificate"} <= json.loads(outcome.to_json()).keys()


def test_reading_twice_gives_equal_frames(outcome):
    assert outcome.pairs.equals(outcome.pairs)


def test_a_criterion_called_score_has_a_column_of_its_own(mentees, mentors):
    program = mw.Program(criteria=[mw.Same("site", name="score"), mw.Overlap("interests")])
    pairs = mw.match(pl.from_arrow(pa.table(mentees)), mentors, program).pairs
    fixed = ["mentee_id", "mentor_id", "score", "rank_for_mentee", "rank_for_mentor"]
    assert pairs.columns == [*fixed, "score_points", "overlap_interests"]
    points = pairs["score_points"] + pairs["overlap_interests"]
    assert points.to_list() == pytest.approx(pairs["score"].to_list())


def test_recommendations(mentees, mentors, program):
    frame = mw.recommend(pl.from_arrow(pa.table(mentees)), mentors, program, k=2)
    assert frame.columns == ["mentee_id", "mentor_id", "rank", "score"]
    assert frame.filter(pl.col("mentee_id") == "e1").rows() == [
        ("e1", "m3", 1, pytest.approx(0.583333)),
        ("e1", "m2", 2, pytest.approx(0.291667)),
    ]
    assert frame["rank"].max() == 2
    with pytest.raises(mw.OptionError, match="at least 1"):
        mw.recommend(mentees, mentors, program, k=0)


def test_validation(mentees, mentors, program):
    found = mw.validate(mentees, mentors, program)
    assert found.ok
    assert "mentees, row 4, id e4" in str(found)
    del mentees["grade"]
    found = mw.validate(mentees, mentors, program)
    assert not found.ok
    assert found.errors[0]["column"] == "grade"
    assert str(found).startswith("error: mentees, grade: there is no such column")


class TestScores:
    def test_it_is_an_array(self, mentees, mentors, program):
        scores = mw.score(mentees, mentors, program)
        assert isinstance(scores, np.ndarray)
        assert scores.shape == (4, 3)
        assert scores.dtype == np.float64
        assert np.isnan(scores[3]).all()
        assert np.isnan(scores[0, 0])
        assert np.nanmax(scores) == 0.674119
        assert type(np.asarray(scores)) is np.ndarray

    def test_what_is_computed_from_it_has_no_ids(self, mentees, mentors, program):
        scores = mw.score(mentees, mentors, program)
        assert scores[::-1].mentee_ids is None
        assert (1 - scores).mentor_ids is None
        assert scores.mentor_ids == ["m1", "m2", "m3"]

    def test_it_pickles_with_its_ids(self, mentees, mentors, program):
        scores = mw.score(mentees, mentors, program)
        copy = pickle.loads(pickle.dumps(scores))
        np.testing.assert_array_equal(copy, scores)
        assert copy.mentee_ids == scores.mentee_ids
        assert pickle.loads(pickle.dumps(scores[:2])).mentee_ids is None
