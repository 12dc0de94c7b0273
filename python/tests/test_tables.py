"""Every kind of table in, the same kind of frame out."""

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import matchwright as mw

KINDS = {
    "pandas": pd.DataFrame,
    "pandas, arrow types": lambda columns: pa.table(columns).to_pandas(types_mapper=pd.ArrowDtype),
    "polars": lambda columns: pl.from_arrow(pa.table(columns)),
    "pyarrow": pa.table,
    "duckdb": lambda columns: _relation(pa.table(columns)),
    "columns": dict,
    "rows": lambda columns: [dict(zip(columns, row, strict=True)) for row in _rows(columns)],
    "narwhals": lambda columns: nw.from_native(pa.table(columns)),
}


def _rows(columns):
    return zip(*columns.values(), strict=True)


def _relation(table):
    return duckdb.from_arrow(table)


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_of_table_changes_nothing(kind, mentees, mentors, program):
    expected = mw.match(mentees, mentors, program).to_json()
    make = KINDS[kind]
    assert mw.match(make(mentees), make(mentors), program).to_json() == expected


@pytest.mark.parametrize(
    ("kind", "out"),
    [
        ("pandas", pd.DataFrame),
        ("polars", pl.DataFrame),
        ("pyarrow", pa.Table),
        ("duckdb", duckdb.DuckDBPyRelation),
    ],
)
def test_frames_are_of_the_mentees_kind(kind, out, mentees, mentors, program):
    outcome = mw.match(KINDS[kind](mentees), mentors, program)
    frames = [outcome.pairs, outcome.unmatched, outcome.loads]
    frames.append(mw.recommend(KINDS[kind](mentees), mentors, program))
    for frame in frames:
        assert isinstance(frame, out)


def test_dictionaries_get_the_first_library_that_is_installed(mentees, mentors, program):
    assert isinstance(mw.match(mentees, mentors, program).pairs, pd.DataFrame)


def test_an_empty_frame_knows_its_kinds(mentors):
    program = mw.Program(criteria=[mw.Same("site")], rules=[mw.MustDiffer("site")])
    nobody = mw.match(
        pl.DataFrame({"id": ["e1"], "site": ["x"]}), {"id": ["m"], "site": ["x"]}, program
    )
    kinds = dict(nobody.pairs.schema)
    assert kinds["mentee_id"] == pl.String
    assert kinds["score"] == pl.Float64
    assert kinds["rank_for_mentee"] == pl.Int64
    assert nobody.pairs.height == 0


def test_columns_are_those_of_the_contract(mentees, mentors, program):
    outcome = mw.match(pl.from_arrow(pa.table(mentees)), mentors, program)
    fixed = ["mentee_id", "mentor_id", "score", "rank_for_mentee", "rank_for_mentor"]
    criteria = ["skill_coverage_wants", "overlap_interests", "site", "gap_grade"]
    assert outcome.pairs.columns == fixed + criteria
    assert outcome.unmatched.columns == ["side", "id", "reason", "detail"]
    assert outcome.loads.columns == [
        *("mentor_id", "capacity", "load"),
        *("seat_price_low", "seat_price_high", "seat_pairs_low", "seat_pairs_high"),
    ]


def test_a_criterion_may_have_the_name_of_a_column(mentees, mentors):
    program = mw.Program(criteria=[mw.Same("site", name="score")])
    pairs = mw.match(pl.from_arrow(pa.table(mentees)), mentors, program).pairs
    assert pairs["score"].to_list() == pairs["score_points"].to_list()


def test_files(tmp_path, mentees, mentors, program):
    expected = mw.match(mentees, mentors, program).to_json()
    for name, table in [("mentees", mentees), ("mentors", mentors)]:
        rows = [dict(zip(table, row, strict=True)) for row in _rows(table)]
        (tmp_path / f"{name}.json").write_text(json.dumps(rows), encoding="utf-8")
        pd.DataFrame(table).to_parquet(tmp_path / f"{name}.parquet")
        text = {column: [_text(value) for value in values] for column, values in table.items()}
        pd.DataFrame(text).to_csv(tmp_path / f"{name}.csv", index=False)
    for ending in ("json", "parquet", "csv"):
        paths = tmp_path / f"mentees.{ending}", str(tmp_path / f"mentors.{ending}")
        outcome = mw.match(*paths, program)
        assert outcome.to_json() == expected, ending
        assert isinstance(outcome.pairs, pd.DataFrame)


def _text(value):
    if isinstance(value, dict):
        return "; ".join(f"{label}:{level}" for label, level in value.items())
    return "; ".join(value) if isinstance(value, list) else value


@pytest.mark.parametrize("ending", ["csv", "json", "parquet"])
def test_an_absent_file_is_named(ending, tmp_path, mentors, program):
    with pytest.raises(mw.FileError, match=f"absent.{ending}") as caught:
        mw.match(tmp_path / f"absent.{ending}", mentors, program)
    assert caught.value.errno == 2


def test_a_file_of_another_kind_is_refused(tmp_path, mentors, program):
    with pytest.raises(mw.FormatError, match=r"\.csv, \.tsv, \.txt, \.xlsx"):
        mw.match(tmp_path / "people.docx", mentors, program)


@pytest.mark.parametrize("table", [5, None, [1, 2], "", {1, 2}, object()])
def test_what_is_no_table_is_refused(table, mentors, program):
    with pytest.raises(mw.MatchwrightError, match=r"a table|tables are read"):
        mw.match(table, mentors, program)


# Both tables number their people from one.
SAME = mw.Program(criteria=[mw.Same("x")], same_id_is_same_person=False)


def _same(value, other):
    """Whether two values of a cell are one label."""
    return mw.score({"id": [1], "x": [value]}, {"id": [1], "x": [other]}, SAME)[0, 0] == 1.0


@pytest.mark.parametrize(
    ("value", "other"),
    [
        (7, "7"),
        (7.0, 7),
        (np.int64(7), "7"),
        (np.float32(0.5), "0.5"),
        (True, "yes"),
        (np.bool_(False), "no"),
        (np.str_("Leeds"), "leeds"),
        (Decimal("2.5"), 2.5),
        (dt.date(2026, 11, 22), "2026-11-22"),
        (pd.Timestamp("2026-11-22"), "2026-11-22T00:00:00"),
        (2**60 + 1, str(2**60 + 1)),
        (10**30, str(10**30)),
    ],
)
def test_single_values_are_labels(value, other):
    assert _same(value, other)
    assert not _same(value, "something else")


def test_long_staff_numbers_stay_apart():
    ids = [2**60, 2**60 + 1]
    for table in (
        {"id": ids, "x": ids},
        pa.table({"id": ids, "x": ids}),
        pd.DataFrame({"id": ids, "x": ids}),
    ):
        scores = mw.score(table, table, SAME)
        np.testing.assert_array_equal(scores, np.eye(2))
        assert scores.mentee_ids == ids


@pytest.mark.parametrize(
    "value",
    [
        ["chess", "golf"],
        ("golf", "chess"),
        {"chess", "golf"},
        frozenset({"chess", "golf"}),
        np.array(["chess", "golf"]),
        "chess; golf",
        {"chess": 1, "golf": None},
    ],
)
def test_lists_of_any_kind(value):
    program = mw.Program(criteria=[mw.Overlap("x")], same_id_is_same_person=False)
    scores = mw.score({"id": [1], "x": [value]}, {"id": [1], "x": [["golf", "chess"]]}, program)
    assert scores[0, 0] == 1.0


def test_lists_of_structs_and_maps():
    program = mw.Program(criteria=[mw.SkillCoverage("need", "have")], same_id_is_same_person=False)
    mentors = pa.table(
        {"id": [1], "have": pa.array([[("python", 2)]], pa.map_(pa.string(), pa.int8()))}
    )
    for name in ("label", "name", "skill"):
        need = pl.DataFrame({"id": [1], "need": [[{name: "Python", "level": 4}]]})
        assert mw.score(need, mentors, program)[0, 0] == 0.5


@pytest.mark.parametrize("missing", [None, "", "  "])
def test_missing_values(missing):
    scores = mw.score({"id": [1], "x": [missing]}, {"id": [1], "x": ["a"]}, SAME)
    assert scores[0, 0] == 0.5


@pytest.mark.parametrize("missing", [np.nan, None, pd.NA, pd.NaT], ids=["nan", "None", "NA", "NaT"])
def test_what_pandas_calls_missing(missing):
    frame = pd.DataFrame({"id": [1], "x": pd.Series([missing], dtype=object)})
    assert mw.score(frame, {"id": [1], "x": ["a"]}, SAME)[0, 0] == 0.5


def test_pandas_columns_of_mixed_kinds():
    frame = pd.DataFrame({"id": [1, "b"], "x": ["7", 7]})
    scores = mw.score(frame, {"id": [1], "x": [7]}, SAME)
    np.testing.assert_array_equal(scores, [[1.0], [1.0]])


def test_pandas_index_as_id():
    frame = pd.DataFrame({"id": ["a"], "x": [7]}).set_index("id")
    mixed = pd.DataFrame({"id": ["a", "b"], "x": ["7", 7]}).set_index("id")
    for table in (frame, mixed):
        assert mw.score(table, {"id": [1], "x": [7]}, SAME).mentee_ids[0] == "a"


def test_pandas_without_pyarrow(tmp_path):
    script = tmp_path / "without.py"
    script.write_text(
        """
import sys
sys.modules["pyarrow"] = None
sys.modules["polars"] = None
import pandas as pd
import matchwright as mw

program = mw.Program(criteria=[mw.Overlap("x", missing=0.5)], capacity="seats")
mentees = pd.DataFrame({"id": ["e1", "e2"], "x": [["a", "b"], None]})
mentors = pd.DataFrame({"id": ["m1", "m2"], "x": ["a; b", "b"], "seats": [1, 1]})
outcome = mw.match(mentees, mentors, program)
assert isinstance(outcome.pairs, pd.DataFrame)
print(outcome.summary.total)
""",
        encoding="utf-8",
    )
    ran = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stdout == "1.5\n"


def test_only_the_columns_that_are_read_are_looked_at():
    table = pa.table(
        {
            "id": ["e1"],
            "x": ["a"],
            "photo": pa.array([b"\xff"], pa.binary()),
            "nested": [[[1]]],
        }
    )
    assert mw.score(table, table, SAME)[0, 0] == 1.0
    with pytest.raises(mw.InputError, match="the type Binary cannot be read") as caught:
        mw.score(table, table, mw.Program(criteria=[mw.Same("photo")]))
    finding = caught.value.findings[0]
    assert (finding["table"], finding["column"]) == ("mentees", "photo")


def test_ids_under_another_name(mentees, mentors, program):
    expected = mw.match(mentees, mentors, mw.Program(criteria=[mw.Same("site")])).to_json()
    mentees["staff number"] = mentees.pop("id")
    mentors["email"] = mentors.pop("id")
    names = {"mentee_id": "staff number", "mentor_id": "email"}
    outcome = mw.match(mentees, mentors, mw.Program(criteria=[mw.Same("site")]), **names)
    assert outcome.to_json() == expected


def test_scores_stand_in_the_order_of_the_tables(mentees, mentors, program):
    scores = mw.score(mentees, mentors, program)
    backwards = mw.score(
        {name: values[::-1] for name, values in mentees.items()},
        {name: values[::-1] for name, values in mentors.items()},
        program,
    )
    assert scores.mentee_ids == mentees["id"]
    assert backwards.mentor_ids == mentors["id"][::-1]
    np.testing.assert_array_equal(scores, np.asarray(backwards)[::-1, ::-1])
