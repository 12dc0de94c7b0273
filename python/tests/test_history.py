"""Meetings of long ago count no more: rounds and days beside pairs, in frames and lists."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import polars as pl
import pytest

import matchwright as mw

PEOPLE = {"id": ["e1"], "site": ["Leeds"]}
MENTORS = {"id": ["m1", "m2"], "site": ["Leeds", "Leeds"]}


def _may_meet(history):
    program = mw.Program(criteria=[mw.Same("site")], rules=[history])
    return list(mw.recommend(PEOPLE, MENTORS, program)["mentor_id"])


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_a_frame_says_when(frame):
    pairs = {"mentee_id": ["e1", "e1"], "mentor_id": ["m1", "m2"]}
    rounds = frame(pairs | {"round": [1, 4]})
    assert _may_meet(mw.History(rounds)) == []
    assert _may_meet(mw.History(rounds, rounds=3)) == ["m1"]
    days = frame(pairs | {"date": [dt.date(2026, 1, 5), dt.date(2026, 5, 4)]})
    assert _may_meet(mw.History(days, days=90, date="2026-06-01")) == ["m1"]


def test_lists_say_when():
    pairs = [("e1", "m1"), ("e1", "m2")]
    assert _may_meet(mw.History(pairs, met=[1, 4], rounds=3)) == ["m1"]
    days = [dt.date(2026, 1, 5), "2026-05-04"]
    history = mw.History(pairs, met=days, days=90, date="2026-06-01")
    assert _may_meet(history) == ["m1"]
    assert _may_meet(
        mw.Program.from_toml(
            mw.Program(criteria=[mw.Same("site")], rules=[history]).to_toml()
        ).rules[0]
    ) == ["m1"]


def test_every_cell_that_is_empty_is_named(tmp_path):
    path = tmp_path / "met.csv"
    path.write_text("mentee_id,mentor_id,round\ne1,m1,1\n,m2,\ne1,,2\ne1,m2,\n", encoding="utf-8")
    program = mw.Program(criteria=[mw.Same("site")])
    with pytest.raises(mw.InputError) as refused:
        mw.contributions(PEOPLE, MENTORS, program, path)
    found = [(each["row"], each["column"], each["code"]) for each in refused.value.findings]
    assert found == [(3, "mentee_id", "no_id"), (4, "mentor_id", "no_id")]
