"""What would be different, two outcomes side by side, and what rules cost."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matchwright as mw

PROGRAM = mw.Program(
    name="Spring",
    criteria=[
        mw.Same("site", name="town"),
        mw.Gap("grade", ideal=1, tolerance=3, scale=["Junior", "Senior", "Lead"]),
    ],
    rules=[mw.MustDiffer("team")],
    capacity="seats",
    min_score=0.1,
)
MENTEES = {
    "id": [11, 12, 13],
    "site": ["Leeds", "Leeds", "York"],
    "grade": ["Junior", "Junior", "Senior"],
    "team": ["a", "b", "a"],
}
MENTORS = {
    "id": [21, 22],
    "site": ["Leeds", "York"],
    "grade": ["Senior", "Lead"],
    "team": ["b", "c"],
    "seats": [1, 1],
}


def test_frames_have_the_callers_kind_and_ids():
    for frame in (pd.DataFrame, pl.DataFrame):
        outcome = mw.match(frame(MENTEES), frame(MENTORS), PROGRAM)
        comparison = outcome.what_if(
            capacity={21: 3},
            without=[("mentor", 22)],
            without_rules=["must_differ_team"],
            weights={"town": 3},
            min_score=0,
            answers={("mentee", 13, "grade"): "Junior"},
        )
        assert isinstance(comparison.pairs, frame)
        assert set(comparison.pairs["mentee_id"]) <= {11, 12, 13}
        assert list(comparison.people["id"]) == [11, 12, 13, 21, 22]
        assert list(comparison.after.loads["mentor_id"]) == [21]
        assert list(comparison.after.pairs["mentee_id"]) == [11, 12, 13]
        assert comparison.before is outcome
        assert comparison.after.status == outcome.status == "optimal"
        assert outcome.bound == type(outcome.bound)(pairs=0, score=0.0)
        assert "kept" in str(comparison)
        assert "<table>" in comparison._repr_html_()
        assert "Comparison" in repr(comparison)


def test_a_match_of_changed_tables_says_the_same():
    outcome = mw.match(MENTEES, MENTORS, PROGRAM)
    after = outcome.what_if(
        capacity={"21": 2}, without=[12], answers={("mentee", 13, "site"): "Leeds"}
    ).after
    keep = [0, 2]
    mentees = {name: [values[at] for at in keep] for name, values in MENTEES.items()}
    mentees["site"] = ["Leeds", "Leeds"]
    again = mw.match(mentees, MENTORS | {"seats": [2, 1]}, PROGRAM)
    pd.testing.assert_frame_equal(after.pairs, again.pairs)
    pd.testing.assert_frame_equal(after.unmatched, again.unmatched)
    assert after.summary.total == again.summary.total


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_rules_cost_what_a_match_without_them_gains(data):
    def draw(values, count):
        return data.draw(st.lists(st.sampled_from(values), min_size=count, max_size=count))

    def people(count):
        return {
            "id": list(range(count)),
            "site": draw(["Leeds", "York"], count),
            "grade": draw(["Junior", "Senior", "Lead"], count),
            "team": draw(["a", "b", "c"], count),
            "seats": draw([0, 1, 2], count),
        }

    tables = people(4), {**people(3), "id": ["x", "y", "z"]}
    outcome = mw.match(*tables, PROGRAM)
    prices = outcome.rule_prices
    parts = PROGRAM.to_dict()
    without = {
        "must_differ_team": mw.Program.from_dict(parts | {"rules": []}),
        "min_score": mw.Program.from_dict(parts | {"min_score": 0.0}),
    }
    assert list(prices["name"]) == list(without)
    for name, pairs, score in zip(prices["name"], prices["pairs"], prices["score"], strict=True):
        again = mw.match(*tables, without[name])
        assert pairs == again.summary.pairs - outcome.summary.pairs
        assert score == pytest.approx(again.summary.total - outcome.summary.total, abs=1e-9)


def test_two_programmes_and_a_saved_outcome(tmp_path):
    one = mw.match(pd.DataFrame(MENTEES), pd.DataFrame(MENTORS), PROGRAM)
    free = mw.Program(criteria=[mw.Same("site")], capacity="seats")
    other = mw.match(pd.DataFrame(MENTEES), pd.DataFrame(MENTORS), free)
    with pytest.raises(mw.InputError, match="grade"):
        mw.compare(one, other)
    comparison = mw.compare(one, other, scored_by=free)
    assert comparison.summary.scored_by == ""
    people = comparison.people
    nobody = people["score_before"].isna() & people["score_after"].isna()
    assert (people["change"][nobody] == "nobody").all()
    gain = people["score_after"].fillna(0) - people["score_before"].fillna(0)
    assert np.allclose(people["gain"], gain)
    assert list(comparison.rule_prices["plan"]) == ["before", "before"]
    one.save(tmp_path / "one.json")
    again = mw.compare(mw.Outcome.load(tmp_path / "one.json"), other, scored_by=free)
    assert again.summary == comparison.summary
    pd.testing.assert_frame_equal(again.pairs, comparison.pairs)


def test_what_cannot_be_changed_is_said():
    outcome = mw.match(MENTEES, MENTORS, PROGRAM)
    with pytest.raises(mw.InputError, match="must_differ_team") as refused:
        outcome.what_if(capacity={99: 1}, without_rules=["must_differ_tram"], weights={"twon": 2})
    codes = [finding["code"] for finding in refused.value.findings]
    assert codes == ["unknown_mentor", "unknown_name", "unknown_name"]
    for wrong in (-1, 1.5, True, 10**7):
        with pytest.raises(mw.OptionError, match="whole number"):
            outcome.what_if(capacity={21: wrong})
    with pytest.raises(mw.OptionError, match="side, id and column"):
        outcome.what_if(answers={"grade": "Lead"})
    with pytest.raises(mw.OptionError, match="side"):
        outcome.what_if(answers={("friend", 11, "grade"): "Lead"})
    with pytest.raises(mw.KindError, match=r"must be a matchwright\.Outcome"):
        mw.compare(outcome, "before.json")
    with pytest.raises(mw.KindError, match="Program"):
        mw.compare(outcome, outcome, scored_by="program.toml")


def test_functions_know_their_own_tables():
    half = mw.Custom(lambda mentees, mentors: np.full((len(mentees), len(mentors)), 0.5))
    program = mw.Program(criteria=[half])
    mentees, mentors = pd.DataFrame({"id": ["e1"]}), pd.DataFrame({"id": ["m1", "m2"]})
    outcome = mw.match(mentees, mentors, program)
    assert outcome.what_if(capacity={"m1": 2}).after.summary.total == 0.5
    with pytest.raises(mw.KindError, match="function"):
        outcome.what_if(without=["m1"])
    with pytest.raises(mw.KindError, match="function"):
        mw.compare(outcome, outcome)
