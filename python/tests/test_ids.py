"""Ids come back in the caller's own type, by whichever way they came."""

import datetime as dt
import pickle
import uuid

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matchwright as mw

PROGRAM = mw.Program(criteria=[mw.Same("site")], same_id_is_same_person=False)

TEXTS = st.text("abcXYZ-_.é0123456789", min_size=1, max_size=8).filter(lambda text: text.strip())
UUIDS = st.uuids(version=4)
DATES = st.dates(dt.date(1700, 1, 1), dt.date(2200, 1, 1))


def _pandas(kind):
    return lambda ids: pd.Series(ids, dtype=kind)


def _polars(kind):
    return lambda ids: pl.Series(ids, dtype=kind)


def _arrow(kind):
    return lambda ids: pa.array(ids, kind)


def _category(ids):
    return pd.Series(ids, dtype=pd.CategoricalDtype(sorted(ids)))


def _uuids(ids):
    return pa.ExtensionArray.from_storage(
        pa.uuid(), pa.array([each.bytes for each in ids], pa.binary(16))
    )


COLUMNS = {
    "pandas int64": (st.integers(-(2**63), 2**63 - 1), _pandas("int64")),
    "pandas Int32": (st.integers(-(2**31), 2**31 - 1), _pandas("Int32")),
    "pandas uint8": (st.integers(0, 255), _pandas("uint8")),
    "pandas int64[pyarrow]": (st.integers(-(2**63), 2**63 - 1), _pandas("int64[pyarrow]")),
    "pandas float64": (st.floats(-1e9, 1e9), _pandas("float64")),
    "pandas str": (TEXTS, _pandas("str")),
    "pandas object": (TEXTS, _pandas("object")),
    "pandas category": (TEXTS, _category),
    "pandas UUID": (UUIDS, _pandas("object")),
    "pandas datetime": (DATES, _pandas("datetime64[s]")),
    "pandas date": (DATES, _pandas("object")),
    "polars Int64": (st.integers(-(2**63), 2**63 - 1), _polars(pl.Int64)),
    "polars UInt16": (st.integers(0, 65535), _polars(pl.UInt16)),
    "polars Float32": (st.floats(-1e6, 1e6, width=32), _polars(pl.Float32)),
    "polars String": (TEXTS, _polars(pl.String)),
    "polars Categorical": (TEXTS, _polars(pl.Categorical)),
    "polars Object": (UUIDS, _polars(pl.Object)),
    "polars Date": (DATES, _polars(pl.Date)),
    "polars Enum": (TEXTS, lambda ids: pl.Series(ids, dtype=pl.Enum(sorted(ids)))),
    "pyarrow int16": (st.integers(-(2**15), 2**15 - 1), _arrow(pa.int16())),
    "pyarrow uint64": (st.integers(0, 2**64 - 1), _arrow(pa.uint64())),
    "pyarrow double": (st.floats(-1e9, 1e9), _arrow(pa.float64())),
    "pyarrow large_string": (TEXTS, _arrow(pa.large_string())),
    "pyarrow date": (DATES, _arrow(pa.date32())),
    "pyarrow uuid": (UUIDS, _uuids),
    "pyarrow dictionary": (TEXTS, lambda ids: pa.array(ids).dictionary_encode()),
}
"""Kinds of ids: which there are, and their column."""


def _frame(column):
    """A frame of the column's own kind, of people who are alike."""
    columns = {"id": column, "site": ["x"] * len(column)}
    if isinstance(column, pd.Series):
        # No row is where its number says.
        return pd.DataFrame(columns).set_index(pd.Index(range(len(column), 0, -1)))
    return pl.DataFrame(columns) if isinstance(column, pl.Series) else pa.table(columns)


def _column(frame, name):
    """A column with its type, and its values in an order of their own."""
    column = frame[name]
    kind = getattr(column, "dtype", None) or column.type
    return kind, sorted(column.to_list() if hasattr(column, "to_list") else column.to_pylist())


def _id_key(value):
    """What the core tells ids apart by."""
    return mw._core.id_text(value)


@pytest.mark.parametrize("kind", COLUMNS)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_every_frame_has_the_ids_that_were_given(kind, data):
    ids, make = COLUMNS[kind]
    people = data.draw(st.lists(ids, min_size=2, max_size=6, unique_by=_id_key))
    table = _frame(make(people))
    outcome = mw.match(table, table, PROGRAM)
    pairs, expected = outcome.pairs, _column(table, "id")
    assert _column(pairs, "mentee_id") == _column(pairs, "mentor_id") == expected
    assert _column(outcome.loads, "mentor_id") == expected
    recommended = mw.recommend(table, table, PROGRAM, k=1)
    assert _column(recommended, "mentee_id") == expected
    nobody = mw.match(table, table, mw.Program(criteria=[mw.Same("site")], min_score=1, capacity=0))
    kind_of_both, values = _column(nobody.unmatched, "id")
    assert (kind_of_both, values) == (expected[0], sorted(expected[1] * 2))
    scores = mw.score(table, table, PROGRAM)
    values = table["id"].to_list() if hasattr(table["id"], "to_list") else table["id"].to_pylist()
    assert scores.mentee_ids == scores.mentor_ids == values
    for mentee in values:
        said = outcome.explain(mentee)
        assert said.mentee == mentee
        assert said.meets[0]["mentor"] in values
    again = pickle.loads(pickle.dumps(outcome))
    assert _column(again.pairs, "mentee_id") == expected


VALUES = {
    "integers": [7, 1042, -3],
    "long integers": [2**53 + 1, 2**62, -(2**60)],
    "floats": [1.5, 2.0, -7.25],
    "texts": ["007", "e2", " e3 "],
    "UUIDs": [uuid.UUID(int=1), uuid.UUID(int=2), uuid.UUID(int=3)],
    "dates": [dt.date(2024, 5, 1), dt.date(1970, 1, 1), dt.date(2030, 1, 1)],
}


@pytest.mark.parametrize("values", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("way", ["list", "tuple", "iterator", "records", "array", "series"])
def test_ids_that_are_pythons_own(values, way):
    ways = {
        "list": lambda ids: {"id": ids, "site": ["x"] * len(ids)},
        "tuple": lambda ids: {"id": tuple(ids), "site": ["x"] * len(ids)},
        "iterator": lambda ids: {"id": iter(ids), "site": ["x"] * len(ids)},
        "records": lambda ids: [{"id": each, "site": "x"} for each in ids],
        "array": lambda ids: {"id": np.array(ids), "site": ["x"] * len(ids)},
        "series": lambda ids: {"id": pd.Series(ids, index=[5, 6, 7]), "site": ["x"] * len(ids)},
    }
    make = ways[way]
    outcome = mw.match(make(values), make(values), PROGRAM)
    back = list(outcome.pairs["mentee_id"])
    assert sorted(back) == sorted(values)
    assert {type(each) for each in outcome.pairs["mentee_id"].tolist()} == {
        type(each) for each in pd.Series(values).tolist()
    }
    assert mw.score(make(values), make(values), PROGRAM).mentee_ids == values


def test_the_two_sides_have_types_of_their_own():
    mentees = pl.DataFrame({"id": [1, 2], "site": ["x", "x"]}, schema_overrides={"id": pl.Int32})
    mentors = pd.DataFrame({"id": pd.Categorical(["a", "b"]), "site": ["x", "x"]})
    outcome = mw.match(mentees, mentors, PROGRAM)
    assert outcome.pairs.schema["mentee_id"] == pl.Int32
    assert outcome.pairs.schema["mentor_id"] == pl.Categorical
    assert outcome.pairs["mentor_id"].to_list() == ["a", "b"]
    nobody = mw.match(mentees, mentors, mw.Program(criteria=[mw.Same("site")], capacity=0))
    assert nobody.unmatched["id"].to_list() == ["1", "2", "a", "b"]


def test_a_mixture_is_text():
    people = {"id": [1, "e2", 3.5], "site": ["x", "x", "x"]}
    assert list(mw.match(people, people, PROGRAM).pairs["mentee_id"]) == ["1", "3.5", "e2"]
    frame = pd.DataFrame(people)
    assert list(mw.match(frame, frame, PROGRAM).pairs["mentee_id"]) == ["1", "3.5", "e2"]


def test_one_table_and_rows_that_are_left_out():
    tables = {
        "id": "Staff no",
        "role": {"column": "Role", "mentee": "e", "mentor": "m", "both": "b"},
        "active": {"column": "Joins"},
    }
    program = mw.Program(criteria=[mw.Same("site")], tables=tables)
    people = pl.DataFrame(
        {
            "staff no": [9, 8, 7, 6, None],
            "Role": ["m", "e", "b", "e", "e"],
            "Joins": ["yes", "no", "yes", "yes", "no"],
            "site": ["x", "x", "y", "x", "x"],
        },
        schema_overrides={"staff no": pl.UInt16},
    )
    pairs = mw.match(people, program=program).pairs
    assert pairs.schema["mentee_id"] == pl.UInt16
    assert dict(zip(pairs["mentee_id"], pairs["mentor_id"], strict=True)) == {6: 7, 7: 9}


def test_joined_ids_are_texts():
    tables = {"id": ["site", "number"]}
    program = mw.Program(criteria=[mw.Same("site")], tables=tables, same_id_is_same_person=False)
    people = pl.DataFrame({"number": [1, 2], "site": ["x", "y"]})
    assert mw.match(people, people, program).pairs["mentee_id"].to_list() == ["x 1", "y 2"]


def test_numbers_of_a_file_are_numbers(tmp_path):
    people = pd.DataFrame({"id": [30, 4, 17], "site": ["x", "x", "y"]})
    people.to_parquet(tmp_path / "people.parquet")
    people.to_excel(tmp_path / "people.xlsx", index=False)
    people.to_json(tmp_path / "people.json", orient="records")
    for ending in ("parquet", "xlsx", "json"):
        path = tmp_path / f"people.{ending}"
        for table in (path, mw.read(path)):
            outcome = mw.match(table, table, PROGRAM)
            assert outcome.pairs["mentee_id"].tolist() == [17, 30, 4], ending
            outcome.save(tmp_path / "saved.json.gz")
            loaded = mw.Outcome.load(tmp_path / "saved.json.gz")
            assert loaded.pairs["mentee_id"].dtype == np.int64
            assert loaded.explain(17).mentee == 17
    people.to_csv(tmp_path / "people.csv", index=False)
    outcome = mw.match(tmp_path / "people.csv", tmp_path / "people.csv", PROGRAM)
    assert outcome.pairs["mentee_id"].tolist() == ["17", "30", "4"]


@pytest.mark.parametrize("one", [1042, 1042.0, "1042", " 1042 ", np.int32(1042), np.float32(1042)])
def test_an_id_is_found_in_every_way_of_writing_it(one):
    other = type(one)(17) if not isinstance(one, str) else "17"
    people = {"id": [1042, 17], "site": ["x", "x"]}
    assert mw.match(people, people, PROGRAM).explain(one).mentee == 1042
    program = mw.Program(
        criteria=[mw.Same("site")], pinned=[(one, other)], same_id_is_same_person=False
    )
    pairs = mw.match(people, people, program).pairs
    assert dict(zip(pairs["mentee_id"], pairs["mentor_id"], strict=True)) == {1042: 17, 17: 1042}
    for rule in (mw.Block([(one, other)]), mw.History([(one, other)])):
        program = mw.Program(criteria=[mw.Same("site")], rules=[rule], same_id_is_same_person=False)
        pairs = mw.match(people, people, program).pairs
        assert dict(zip(pairs["mentee_id"], pairs["mentor_id"], strict=True))[1042] == 1042
    matrix = mw.Matrix([[0.0, 1.0], [1.0, 0.0]], mentee_ids=[one, other], mentor_ids=[one, other])
    program = mw.Program(criteria=[matrix], same_id_is_same_person=False)
    pairs = mw.match(people, people, program).pairs
    assert dict(zip(pairs["mentee_id"], pairs["mentor_id"], strict=True))[1042] == 17


def test_an_earlier_frame_of_pairs_is_a_history():
    people = pl.DataFrame({"id": [uuid.UUID(int=1), uuid.UUID(int=2)], "site": ["x", "x"]})
    earlier = mw.match(people, people, PROGRAM).pairs
    program = mw.Program(
        criteria=[mw.Same("site")], rules=[mw.History(earlier)], same_id_is_same_person=False
    )
    later = mw.match(people, people, program).pairs
    assert set(earlier.iter_rows()).isdisjoint(later.iter_rows())
    assert len(later) == 2


def test_a_query_keeps_its_types():
    connection = duckdb.connect()
    query = connection.sql("select unnest([4, 5])::utinyint as id, 'x' as site")
    outcome = mw.match(query, query, PROGRAM)
    assert min(outcome.pairs.fetchall())[0] == 4
    people = {"id": pl.Series(["a", "b"], dtype=pl.Categorical), "site": ["x", "x"]}
    lazy = pl.LazyFrame(people)
    pairs = mw.match(lazy, lazy, PROGRAM).pairs.collect()
    assert pairs.schema["mentee_id"] == pl.Categorical


SQL = {
    "bigint": "range",
    "utinyint": "range::utinyint",
    "hugeint": "range::hugeint * 100000000000000000000 + range",
    "double": "range / 4",
    "decimal(9, 2)": "(range / 4)::decimal(9, 2)",
    "varchar": "'e' || range",
    "uuid": "('00000000-0000-0000-0000-00000000000' || range)::uuid",
    "date": "date '2024-05-01' + range::int",
    "timestamp": "timestamp '2024-05-01 10:00:00' + to_hours(range)",
    "enum": "(case when range < 2 then 'a' || range else 'b' end)::enum('b', 'a1', 'a0')",
}


@pytest.mark.parametrize("sql", SQL.values(), ids=SQL)
def test_a_relation_comes_back_in_its_connection_with_its_types(sql):
    connection = duckdb.connect()
    connection.execute(f"create table people as select {sql} as id, 'x' as site from range(3)")
    people = connection.table("people")
    outcome = mw.match(people, people, PROGRAM)
    pairs = outcome.pairs
    # Only relations of one connection can be joined.
    joined = connection.sql("select mentor_id, p.id from pairs join people p on mentee_id = p.id")
    assert sorted(joined.fetchall(), key=str) == sorted(
        pairs.select("mentor_id, mentee_id").fetchall(), key=str
    )
    assert len(joined) == 3
    assert pairs.types[:2] == [people.types[0]] * 2
    assert outcome.loads.types[0] == people.types[0]
    recommended = mw.recommend(people, people, PROGRAM, k=1)
    assert recommended.types[0] == people.types[0]
    nobody = mw.match(people, people, mw.Program(criteria=[mw.Same("site")], capacity=0))
    assert nobody.unmatched.types[1] == people.types[0]
    # Nothing is left in the connection.
    assert connection.execute("show tables").fetchall() == [("people",)]
    views = "select count(*) from duckdb_views() where not internal"
    assert connection.execute(views).fetchone() == (0,)


def test_a_relation_whose_connection_is_closed_comes_back_in_duckdbs_own():
    connection = duckdb.connect()
    people = connection.sql("select range as id, 'x' as site from range(2)")
    outcome = mw.match(people, people, PROGRAM)
    again = pickle.loads(pickle.dumps(outcome))
    connection.close()
    for each in (outcome, again):
        assert len(each.pairs.fetchall()) == 2
        assert duckdb.sql("select 1 as x").cross(each.pairs).shape[0] == 2


def test_names_of_criteria_are_no_sql():
    connection = duckdb.connect()
    people = connection.sql("select range as id, 'x' as site from range(2)")
    name = 'a", (select 1) as "b'
    program = mw.Program(criteria=[mw.Same("site", name=name)], same_id_is_same_person=False)
    assert mw.match(people, people, program).pairs.columns[-1] == name
