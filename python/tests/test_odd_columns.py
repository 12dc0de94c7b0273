"""No column, whatever its type, ends in an error that is not ours, or that does not name it."""

import datetime as dt
import decimal
import uuid
import warnings

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import matchwright as mw

CRITERIA = [
    mw.Same("x"),
    mw.Overlap("x"),
    mw.Gap("x", 1, 1),
    mw.Vector("x", 2),
    mw.SharedTime("x", 1),
]
MENTORS = {"id": ["m1"], "x": ["a"]}
OBJECTS = {
    "text and an array": ["a", np.array([1, 2])],
    "text and a list": ["a", ["b"]],
    "a number and text": [1, "a"],
    "a dictionary and text": [{"a": 1}, "b"],
    "objects": [object(), object()],
    "identifiers": [uuid.UUID(int=1), uuid.UUID(int=2)],
    "dates": [dt.date(2020, 1, 1)] * 2,
    "moments": [dt.datetime(2020, 1, 1, tzinfo=dt.UTC)] * 2,
    "times": [dt.time(1)] * 2,
    "durations": [dt.timedelta(1)] * 2,
    "decimals": [decimal.Decimal("1.5")] * 2,
    "bytes": [b"a", b"\xff"],
    "complex numbers": [1j, 2],
    "lists of lists": [[["a"]], [["b"]]],
    "lists of dictionaries": [[{"a": 1}], [{"a": 2}]],
    "lists of several kinds": [["a", 1], [2.5, None]],
    "sets": [{"a"}, {"b"}],
    "large numbers": [10**30, 2],
    "half a character": ["\ud800", "a"],
    "nothing": [None, None],
    "matrices": [np.zeros((2, 2)), np.zeros((2, 2))],
    "arrays of several lengths": [np.zeros(2), np.ones(3)],
    "intervals": [pd.Interval(0, 1), pd.Interval(1, 2)],
    "periods": [pd.Period("2020")] * 2,
    "classes": [int, str],
}


def _arrow(values):
    return lambda: pa.table({"id": ["a", "b"], "x": values()})


def _polars(values, kind):
    return lambda: pl.DataFrame({"id": ["a", "b"], "x": pl.Series(values, dtype=kind)})


def _not_utf8():
    buffers = [None, pa.py_buffer(np.array([0, 1, 2], np.int32)), pa.py_buffer(b"\xff\xfe")]
    return pa.Array.from_buffers(pa.string(), 2, buffers)


def _union():
    kinds, places = pa.array([0, 1], pa.int8()), pa.array([0, 0], pa.int32())
    return pa.UnionArray.from_dense(kinds, places, [pa.array([1]), pa.array(["a"])])


def _two_of_one_name():
    ids, values = pa.array(["a", "b"]), pa.array([1, 2])
    return pa.Table.from_arrays([ids, values, values], names=["id", "x", "x"])


TYPED = {
    "pandas categories": lambda: pd.DataFrame({"id": ["a", "b"], "x": pd.Categorical(["a", "b"])}),
    "pandas intervals": lambda: pd.DataFrame({"id": ["a", "b"], "x": pd.interval_range(0, 2)}),
    "pandas complex": lambda: pd.DataFrame({"id": ["a", "b"], "x": [1j, 2]}),
    "polars objects": _polars([object(), object()], pl.Object),
    "polars structs": lambda: pl.DataFrame({"id": ["a", "b"], "x": [{"a": 1}, {"a": 2}]}),
    "polars nothing": lambda: pl.DataFrame({"id": ["a", "b"], "x": [None, None]}),
    "polars categories": _polars(["a", "b"], pl.Categorical),
    "polars wide numbers": _polars([1, 10**30], pl.Int128),
    "polars matrices": _polars([[[1, 2], [3, 4]]] * 2, pl.Array(pl.Array(pl.Int64, 2), 2)),
    "Arrow maps": _arrow(lambda: pa.array([[("k", 1)], []], pa.map_(pa.string(), pa.int64()))),
    "Arrow unions": _arrow(_union),
    "Arrow runs": _arrow(lambda: pa.RunEndEncodedArray.from_arrays([2], ["a"])),
    "Arrow views": _arrow(lambda: pa.array(["a", "b"], pa.string_view())),
    "Arrow views of lists": _arrow(lambda: pa.array([["a"], ["b"]], pa.list_view(pa.string()))),
    "Arrow intervals": _arrow(lambda: pa.array([pa.MonthDayNano([1, 2, 3])] * 2)),
    "Arrow half numbers": _arrow(lambda: pa.array(np.array([1, 2], np.float16))),
    "Arrow text that is not UTF-8": _arrow(_not_utf8),
    "two columns of one name": _two_of_one_name,
    "a dictionary's matrix": lambda: {"id": ["a", "b"], "x": np.zeros((2, 2))},
    "a dictionary's records": lambda: {"id": ["a", "b"], "x": np.zeros(2, dtype=[("a", "f8")])},
    "a dictionary's number": lambda: {"id": ["a", "b"], "x": 3},
    "a dictionary's short list": lambda: {"id": ["a", "b"], "x": [1]},
}


def _check(table):
    """The column is read, or named in an error of ours with its table."""
    for criterion in CRITERIA:
        text = _refusal(table, mw.Program(criteria=[criterion]))
        assert text is None or ("mentees" in text and '"x"' in text), text


def _refusal(table, program):
    try:
        mw.validate(table, MENTORS, program)
    except mw.MatchwrightError as error:
        return str(error)
    return None


@pytest.mark.parametrize("form", ["dictionary", "records", "pandas", "polars"])
@pytest.mark.parametrize("name", OBJECTS)
def test_columns_of_objects(name, form):
    values = OBJECTS[name]
    if form == "dictionary":
        table = {"id": ["a", "b"], "x": values}
    elif form == "records":
        table = [{"id": "a", "x": values[0]}, {"id": "b", "x": values[1]}]
    elif form == "pandas":
        table = pd.DataFrame({"id": ["a", "b"], "x": pd.Series(values, dtype=object)})
    else:
        try:
            table = pl.DataFrame({"id": ["a", "b"], "x": values}, strict=False)
        except (
            TypeError,
            ValueError,
            OverflowError,
            UnicodeEncodeError,
            pl.exceptions.PolarsError,
        ):
            pytest.skip("polars has no column of this kind")
    _check(table)


@pytest.mark.parametrize("name", TYPED)
def test_columns_of_types(name):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _check(TYPED[name]())
