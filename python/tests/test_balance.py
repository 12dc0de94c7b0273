"""Standardised differences are those of the formula."""

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest

import matchwright as mw

PEOPLE = pd.DataFrame(
    {
        "id": range(8),
        "grade": [5, 4, 4, 3, 2, 2, 1, None],
        "site": ["Leeds", "leeds", "York", "Leeds", "York", "York", "Bath", "York"],
        "skills": ["a;b", "a", "b", None, "a", "b;c", "c", "c"],
    }
)


def row(balance, column, level=None):
    found = [
        each
        for each in balance.table.to_dict("records")
        if each["column"] == column and (level is None or each["level"] == level)
    ]
    return found[0]


def test_the_formula():
    balance = mw.balance(range(4), PEOPLE)
    assert (balance.matched, balance.unmatched) == (4, 4)
    grade = row(balance, "grade")
    one, other = np.array([5, 4, 4, 3]), np.array([2, 2, 1])
    spread = math.sqrt((one.var(ddof=1) + other.var(ddof=1)) / 2)
    assert grade["difference"] == pytest.approx((one.mean() - other.mean()) / spread)
    assert grade["variance_ratio"] == pytest.approx(one.var(ddof=1) / other.var(ddof=1))
    assert grade["flag"] == "large"
    leeds = row(balance, "site", "Leeds")
    assert (leeds["matched"], leeds["unmatched"]) == (0.75, 0.0)
    a = row(balance, "skills", "a")
    assert (a["matched"], a["unmatched"]) == (pytest.approx(2 / 3), 0.25)


def test_an_outcome_by_its_own_columns_and_by_others():
    program = mw.Program(criteria=[mw.Gap("grade", ideal=0, tolerance=9), mw.Same("site")])
    mentees = PEOPLE.drop(columns="skills")
    mentors = {"id": ["m1", "m2"], "grade": [5, 4], "site": ["Leeds", "Leeds"]}
    outcome = mw.match(mentees, mentors, program)
    own = mw.balance(outcome)
    assert list(dict.fromkeys(own.table["column"])) == ["grade", "site"]
    assert (own.matched, own.unmatched) == (2, 6)
    other = mw.balance(outcome, PEOPLE, by=["skills"])
    assert set(other.table["column"]) == {"skills"}
    assert mw.balance(outcome, side="mentor").unmatched == 0


def test_frames_text_and_plot():
    balance = mw.balance(range(4), pl.from_pandas(PEOPLE))
    assert isinstance(balance.table, pl.DataFrame)
    sizes = balance.love["difference"].drop_nulls().drop_nans().abs().to_list()
    assert sizes == sorted(sizes, reverse=True)
    assert max(sizes) == balance.largest
    assert "- grade: +" in str(balance)
    chart = balance.plot().to_dict()
    assert len(chart["layer"]) == 4


def test_what_makes_no_sense_is_refused():
    with pytest.raises(mw.InputError, match="no id in it"):
        mw.balance(["x"], PEOPLE)
    with pytest.raises(mw.InputError, match="no such column"):
        mw.balance([1], PEOPLE, by=["age"])
    with pytest.raises(mw.InputError, match="stands twice"):
        mw.balance([1], {"id": [1, 1], "age": [3, 4]})
    with pytest.raises(mw.KindError, match="a table is needed"):
        mw.balance([1, 2])
