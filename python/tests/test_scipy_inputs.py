"""What SciPy reads as a matrix, we read alike; what it refuses, we refuse alike."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import scipy.optimize

import matchwright as mw


def _frame(kind, first=(4, 2), second=(1, 0)):
    return pd.DataFrame({"a": list(first), "b": list(second)}, dtype=kind)


def _objects(*rows):
    return np.array(rows, dtype=object)


INPUTS = {
    "Int64": _frame("Int64"),
    "Int64 with NA": _frame("Int64", (4, None)),
    "UInt8": _frame("UInt8"),
    "Float64": _frame("Float64", (4, 2.5)),
    "Float32": _frame("Float32", (4, 2.5)),
    "Float64 with NA": _frame("Float64", (4, None)),
    "Float64 with inf": _frame("Float64", (4, np.inf)),
    "boolean": _frame("boolean", (True, False), (False, False)),
    "boolean with NA": _frame("boolean", (True, None)),
    "columns of several types": pd.DataFrame({"a": pd.array([4, 2], "Int64"), "b": [1.5, 0.5]}),
    "columns of truth and numbers": pd.DataFrame({"a": [True, False], "b": [1.5, 0.25]}),
    "columns of Arrow": _frame("int64[pyarrow]"),
    "columns of Arrow with null": _frame("int64[pyarrow]", (4, None)),
    "categories": pd.DataFrame({"a": pd.Categorical([4, 2]), "b": pd.Categorical([1, 0])}),
    "sparse columns": pd.DataFrame({"a": pd.arrays.SparseArray([4, 2]), "b": [1, 0]}),
    "a column": pd.Series([1, 2], dtype="Int64"),
    "polars": pl.DataFrame({"a": [4, 2], "b": [1, 0]}),
    "polars with null": pl.DataFrame({"a": [4, None], "b": [1, 0]}),
    "pyarrow": pa.table({"a": [4, 2], "b": [1, 0]}),
    "beyond 63 bits": [[2**63, 1], [2, 3]],
    "beyond 63 bits and below 0": [[2**63, -1], [2, 3]],
    "beyond 64 bits": [[2**64, 1], [2, 2**70]],
    "far below 0": [[-(2**64), 1], [2, -(2**70)]],
    "beyond floats": [[10**400, 1], [2, 3]],
    "fractions": [[Fraction(1, 3), 1], [2, 3]],
    "decimals": [[Decimal("0.1"), 1], [2, 3]],
    "truth": [[True, False], [False, 1]],
    "long doubles in a list": [[np.longdouble(1), 2], [3, 4]],
    "rows that are arrays": [np.array([4, 1]), np.array([2, 0])],
    "None in a list": [[4, None], [1, 0]],
    "text in a list": [["4", "x"], ["1", "0"]],
    "complex numbers in a list": [[1j, 2], [3, 4]],
    "objects": _objects([4, 2.5], [True, 0]),
    "objects with None": _objects([4, None], [1, 0]),
    "no objects": np.zeros((0, 3), dtype=object),
    "texts": np.array([["4", "2"], ["1", "0"]]),
    "bytes": np.array([[b"4", b"2"], [b"1", b"0"]]),
    "records": np.zeros((2, 2), dtype=[("a", "f8")]),
    "a masked array": np.ma.masked_array([[1.0, 2], [3, 4]], mask=[[1, 0], [0, 0]]),
    "a dictionary": {"a": 1},
    "a set": {1, 2},
    "a text": "abc",
    "nothing": None,
    "an empty list": [],
}


def _answer(solver, matrix, maximize):
    """The positions, or which of Python's own exceptions it is."""
    try:
        return [places.tolist() for places in solver(matrix, maximize)]
    except (TypeError, ValueError, OverflowError) as error:
        return next(kind for kind in type(error).__mro__ if kind.__module__ == "builtins")


@pytest.mark.parametrize("maximize", [False, True])
@pytest.mark.parametrize("name", INPUTS)
def test_what_is_read(name, maximize):
    theirs = _answer(scipy.optimize.linear_sum_assignment, INPUTS[name], maximize)
    assert _answer(mw.linear_sum_assignment, INPUTS[name], maximize) == theirs


@pytest.mark.parametrize("name", INPUTS)
def test_assign_reads_the_same(name):
    theirs = _answer(scipy.optimize.linear_sum_assignment, INPUTS[name], maximize=False)
    if isinstance(theirs, list):
        plan = mw.assign(INPUTS[name])
        assert [plan.row_ind.tolist(), plan.col_ind.tolist()] == theirs
    else:
        with pytest.raises(theirs):
            mw.assign(INPUTS[name])


def test_no_value_stands_in_an_error():
    with pytest.raises(mw.MatchwrightError) as caught:
        mw.linear_sum_assignment([["secret", "4"], ["1", "0"]])
    assert "secret" not in str(caught.value)
