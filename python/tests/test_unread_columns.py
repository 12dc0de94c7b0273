"""Columns that nobody reads never matter, and what cannot be read is said in our own words."""

import datetime as dt

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import matchwright as mw

PROGRAM = mw.Program(criteria=[mw.Overlap("t")], same_id_is_same_person=False)
CALLS = [mw.match, mw.score, mw.recommend, mw.validate]


class Odd:
    """No cell can hold it, and it cannot even be listed."""

    def __iter__(self):
        raise RuntimeError


def _polars(value, **kinds):
    frame = pl.DataFrame({"id": ["e1", "e2"], "t": ["a", "b"]})
    return frame.with_columns(unread=pl.lit(value, **kinds))


def _pyarrow(column):
    return pa.table({"id": ["e1", "e2"], "t": ["a", "b"], "unread": column})


TABLES = {
    "nulls": _polars(None),
    "nulls in a struct": _polars(None).with_columns(unread=pl.struct("unread")),
    "128 bits": _polars(1).with_columns(unread=pl.col("unread").cast(pl.Int128)),
    "duration": _polars(dt.timedelta(1)),
    "bytes": _polars(b"\xff"),
    "objects": _polars(Odd(), dtype=pl.Object),
    "lazy": _polars(None).lazy(),
    "interval": _pyarrow(pa.nulls(2, pa.month_day_nano_interval())),
    "nested interval": _pyarrow(pa.nulls(2, pa.list_(pa.month_day_nano_interval()))),
    "union": _pyarrow(pa.UnionArray.from_sparse(pa.array([0, 0], pa.int8()), [pa.array([1, 2])])),
    "query": duckdb.sql("select unnest(['e1', 'e2']) as id, 'a' as t, interval 3 day as unread"),
    "pandas": pd.DataFrame({"id": ["e1", "e2"], "t": ["a", "b"], "unread": [Odd(), [{}, 1j]]}),
    "dictionary": {"id": ["e1", "e2"], "t": ["a", "b"], "unread": [Odd(), {1: object()}]},
    "no list": {"id": ["e1", "e2"], "t": ["a", "b"], "unread": Odd()},
    "another length": {"unread": [1], "id": ["e1", "e2"], "t": ["a", "b"]},
    "records": [{"id": "e1", "t": "a", "unread": Odd()}, {"id": "e2", "t": "b"}],
}


@pytest.mark.parametrize("call", CALLS, ids=[call.__name__ for call in CALLS])
@pytest.mark.parametrize("name", TABLES)
def test_they_are_not_looked_at(name, call):
    answer = call(TABLES[name], TABLES[name], PROGRAM)
    assert call is not mw.validate or answer.ok


@pytest.mark.parametrize("name", ["nulls", "interval", "pandas", "dictionary"])
def test_their_names_are_known(name):
    with pytest.raises(mw.InputError, match='did you mean "unread"'):
        mw.match(TABLES[name], TABLES["dictionary"], mw.Program(criteria=[mw.Same("unred")]))


@pytest.mark.parametrize("values", [[None, None], [[None], []]])
def test_nulls_that_are_read_are_no_answer(values):
    table = pl.DataFrame({"id": ["e1", "e2"], "t": values})
    assert mw.score(table, TABLES["dictionary"], PROGRAM).tolist() == [[0.5, 0.5]] * 2


def test_texts_and_arrays_in_one_column():
    table = pd.DataFrame({"id": ["e1", "e2"], "t": ["a", np.array(["b", "c"])]})
    assert mw.score(table, table, PROGRAM).tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_a_column_that_no_cell_can_hold_is_named():
    table = pd.DataFrame({"id": ["e1", "e2"], "t": ["a", np.array([["b", "c"]])]})
    with pytest.raises(mw.InputError, match='row 2 .*column "t": must be a list') as caught:
        mw.match(table, TABLES["dictionary"], PROGRAM)
    assert caught.value.findings[0]["column"] == "t"


@pytest.mark.parametrize("values", [5, "e1", None])
def test_what_is_no_column_is_named(values):
    with pytest.raises(mw.KindError, match='mentors, column "t": must be a list'):
        mw.match(TABLES["dictionary"], {"id": ["e1", "e2"], "t": values}, PROGRAM)


class Broken:
    def __init__(self, answer):
        self.answer = answer

    def __arrow_c_stream__(self, requested_schema=None):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize("answer", [RuntimeError("boom"), 5, None])
def test_a_broken_stream_is_said_in_our_own_words(answer):
    with pytest.raises(mw.FormatError, match="mentees: its Arrow stream cannot be read"):
        mw.match(Broken(answer), TABLES["dictionary"], PROGRAM)
