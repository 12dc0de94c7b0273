"""Waiting lists are carried in frames, and meetings that weaken stand in every answer."""

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matchwright as mw

PROGRAM = mw.Program(criteria=[mw.Same("site")], min_score=0.5)
MENTORS = pd.DataFrame({"id": [1], "site": ["Leeds"]})


def test_a_waiting_list_goes_from_frame_to_frame():
    people = pl.DataFrame(
        {"id": [30, 7], "site": ["York", "Leeds"]}, schema_overrides={"id": pl.UInt8}
    )
    counts = []
    for _ in range(3):
        outcome = mw.match(people, MENTORS, PROGRAM)
        assert isinstance(outcome.people, pl.DataFrame)
        assert outcome.people["id"].dtype == pl.UInt8
        assert outcome.people["matched"].to_list() == [False, True]
        waited = outcome.people.select("id", "rounds_waited")
        counts.append(waited["rounds_waited"].to_list())
        people = people.select("id", "site").join(waited, on="id")
    assert counts == [[1, 0], [2, 0], [3, 0]]
    assert list(outcome.people_of("mentor")["rounds_waited"]) == [0]
    with pytest.raises(mw.OptionError, match="side must be"):
        outcome.people_of("mentees")


def test_who_pauses_stands_behind_the_others():
    program = mw.Program.from_dict(PROGRAM.to_dict() | {"tables": {"active": {"column": "joins"}}})
    people = pd.DataFrame(
        {
            "id": [3, 1, 2],
            "joins": ["yes", "no", "yes"],
            "site": ["York", "York", "Leeds"],
            "rounds_waited": [None, 4, 0],
        }
    )
    mentors = MENTORS.assign(joins="yes")
    outcome = mw.match(people, mentors, program)
    assert outcome.people["id"].tolist() == [2, 3, 1]
    assert outcome.people["id"].dtype == people["id"].dtype
    assert outcome.people["rounds_waited"].tolist() == [0, 1, 4]
    with pytest.raises(mw.InputError, match="whole number of rounds"):
        mw.match(people.assign(rounds_waited=[1.5, 0, 0]), mentors, program)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=6),
    st.sampled_from([0.1, 0.25, 1.0]),
)
def test_what_is_taken_stands_under_the_name_of_the_rule(met, weaken):
    pairs = [(f"e{e}", f"m{m}") for e, m in met]
    criteria = [mw.Gap("grade", ideal=0, tolerance=4, weight=2), mw.Same("site")]
    history = mw.History(pairs, weaken=weaken)
    program = mw.Program(criteria=criteria, rules=[history])
    assert mw.Program.from_toml(program.to_toml()) == program
    mentees = {"id": ["e0", "e1"], "grade": [0, 3], "site": ["Leeds", "York"]}
    mentors = {"id": ["m0", "m1", "m2"], "grade": [0, 1, 4], "site": ["York", "Leeds", "York"]}
    plain = mw.score(mentees, mentors, mw.Program(criteria=criteria))
    lowered = mw.score(mentees, mentors, program)
    for row, mentee in enumerate(mentees["id"]):
        for column, mentor in enumerate(mentors["id"]):
            less = weaken if (mentee, mentor) in pairs else 0
            expected = max(0, plain[row, column] - less)
            assert lowered[row, column] == pytest.approx(expected, abs=1e-9)
    outcome = mw.match(mentees, mentors, program)
    frame = pd.DataFrame(outcome.pairs.to_dict())
    parts = frame[["gap_grade", "same_site", "history"]].sum(axis=1)
    assert parts.tolist() == pytest.approx(frame["score"].tolist(), abs=1e-9)
    for pair in frame.to_dict("records"):
        meeting = outcome.explain(pair["mentee_id"]).meets[0]
        assert sum(part["points"] for part in meeting["parts"]) == pytest.approx(pair["score"])
        is_weakened = (pair["mentee_id"], pair["mentor_id"]) in pairs and pair["history"] < 0
        assert ("history" in {part["criterion"] for part in meeting["parts"]}) == is_weakened
    assert outcome.status == "optimal"
