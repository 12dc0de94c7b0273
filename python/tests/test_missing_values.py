"""NaN is no answer, whatever kind of table it comes in."""

import math
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import matchwright as mw

NOTHING = {
    "NaN": math.nan,
    "NumPy's NaN": np.float32("nan"),
    "long double": np.longdouble("nan"),
    "decimal": Decimal("nan"),
    "signalling": Decimal("snan"),
    "NA": pd.NA,
    "NaT": pd.NaT,
    "no date": np.datetime64("NaT"),
}
CRITERIA = {
    "same": mw.Same("x"),
    "gap": mw.Gap("x", ideal=1, tolerance=2, scale=["low", "high"]),
    "list": mw.Overlap("x"),
    "levels": mw.SkillCoverage("x", "x"),
    "wishes": mw.Preference(mentee="x"),
    "hours": mw.SharedTime("x", 2),
}


def _total(values, criterion):
    table = {"id": ["p1", "p2"], "x": values}
    return mw.match(table, table, mw.Program(criteria=[criterion])).summary.total


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("nothing", [name for name in NOTHING if name != "signalling"])
def test_in_a_cell(nothing, criterion):
    answer = {"gap": "low", "hours": "mon 09-12"}.get(criterion, "a")
    expected = _total([answer, None], CRITERIA[criterion])
    assert _total([answer, NOTHING[nothing]], CRITERIA[criterion]) == expected


def test_a_number_that_is_none_at_all_is_refused():
    with pytest.raises(mw.InputError, match="must be a text, a number"):
        _total(["a", NOTHING["signalling"]], CRITERIA["same"])


@pytest.mark.parametrize("nothing", [name for name in NOTHING if name != "signalling"])
def test_in_a_list_and_among_levels(nothing):
    for criterion in (CRITERIA["list"], CRITERIA["levels"]):
        expected = _total([["a"], ["b"]], criterion)
        assert _total([["a", NOTHING[nothing]], ["b"]], criterion) == expected
        assert _total([{"a": NOTHING[nothing]}, ["b"]], criterion) == expected
        assert _total([{"a": None, NOTHING[nothing]: 1}, ["b"]], criterion) == expected


@pytest.mark.parametrize("as_frame", [pl.DataFrame, pa.table, pd.DataFrame, dict])
def test_frames_and_dictionaries_agree(as_frame):
    columns = {"id": ["p1", "p2"], "x": [1.0, math.nan], "y": [[1.0, 2.5], [math.nan]]}
    table = as_frame(columns)
    for criterion in (
        mw.Same("x", missing=0.5),
        mw.Gap("x", 0, 2, missing=0.5),
        mw.Overlap("y", missing=0.5),
    ):
        program = mw.Program(criteria=[criterion], same_id_is_same_person=False)
        assert mw.match(table, table, program).summary.total == 1.5


def test_records():
    frame = pd.DataFrame({"id": ["p1", "p2"], "x": ["low", math.nan]})
    for criterion in CRITERIA.values():
        if criterion is not CRITERIA["hours"]:
            program = mw.Program(criteria=[criterion])
            expected = mw.match(frame, frame, program).to_json()
            records = frame.to_dict("records")
            assert mw.match(records, records, program).to_json() == expected
