"""Files of other programs hold what those were given, and they read what this one writes."""

import datetime as dt
import re
import shutil
import subprocess
import uuid

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.feather
import pyarrow.parquet
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import matchwright as mw

PEOPLE = {
    "id": [1, 2, 3],
    "name": ["Zoë", 'Åsa, "B"', None],
    "joined": [dt.date(2024, 2, 29), dt.date(1999, 12, 31), dt.date(1904, 1, 2)],
    "seen": [dt.datetime(2024, 2, 29, 9, 30), dt.datetime(1999, 12, 31, 23, 59, 59), None],  # noqa: DTZ001
    "happy": [True, False, None],
    "years": [1.5, -3.0, 12345678901.0],
    "note": ["two\nlines", "=1+1", "007"],
}
BOOLEANS = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}
FORMULAS = {"double": [3.0, -6.0, None], "both": ["ab", None, None]}


def _moment(cell):
    day, _, time = str(cell).replace("T", " ").partition(" ")
    hour, minute, second = (int(float(part)) for part in (time or "0:0:0").split(":"))
    return dt.datetime.fromisoformat(day) + dt.timedelta(hours=hour, minutes=minute, seconds=second)


READ = {
    "id": lambda cell: int(float(cell)),
    "name": str,
    "joined": lambda cell: _moment(cell).date(),
    "seen": _moment,
    "happy": lambda cell: BOOLEANS[re.sub(r"\.0$", "", str(cell)).lower()],
    "years": float,
    # Who writes no quotes writes a number.
    "note": lambda cell: str(cell).replace("\r\n", "\n"),
    "double": lambda cell: None if cell == "#DIV/0!" else float(cell),
    "both": str,
}


def _assert_holds(path, expected=PEOPLE, **options):
    table = mw.read(path, **options)
    columns = table.to_dict()
    seen = {
        name: [None if cell is None else READ[name](cell) for cell in columns[name]]
        for name in expected
    }
    assert seen == expected, table.reading


def _workbook(epoch=None):
    book = openpyxl.Workbook()
    book.epoch = epoch or book.epoch
    sheet = book.active
    sheet.title = "People"
    sheet.append([*PEOPLE, *FORMULAS])
    for row, cells in enumerate(zip(*PEOPLE.values(), strict=True), start=2):
        sheet.append(cells)
        sheet.cell(row, 7).data_type = "s"
        sheet.cell(row, 8).value = f"=F{row}*2" if row < 4 else "=1/0"
    sheet["I2"].value = '="a"&"b"'
    hidden = book.create_sheet("Left over", 0)
    hidden.append(["id"])
    hidden.append([9])
    hidden.sheet_state = "hidden"
    return book


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Convert a file by LibreOffice, which works formulas out."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")

    def convert(path, kind):
        options = ["--headless", f"-env:UserInstallation=file://{folder}/profile"]
        command = [program, *options, "--convert-to", kind, "--outdir", str(folder), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return folder / f"{path.stem}.{kind.partition(':')[0]}"

    return convert


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904], ids=["1900", "1904"])
def test_openpyxl_with_either_calendar(tmp_path, epoch):
    _workbook(epoch).save(tmp_path / "people.xlsx")
    _assert_holds(tmp_path / "people.xlsx")
    reading = mw.read(tmp_path / "people.xlsx").reading
    assert "formula that was never worked out" in reading
    assert 'the hidden sheets "Left over"' in reading


def test_openpyxl_with_merged_cells(tmp_path):
    book = openpyxl.Workbook()
    for row in (["id", "team"], [1, "A"], [2, None], [3, "B"]):
        book.active.append(row)
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "people.xlsx")
    assert mw.read(tmp_path / "people.xlsx").to_dict()["team"] == ["A", "A", "B"]


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904], ids=["1900", "1904"])
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_libreoffice_workbooks(tmp_path, office, kind, epoch):
    book = tmp_path / f"{kind}_{epoch is None}.xlsx"
    _workbook(epoch).save(book)
    _assert_holds(office(book, kind), PEOPLE | FORMULAS)


def test_libreoffice_text(tmp_path, office):
    _workbook().save(tmp_path / "text.xlsx")
    semicolons_in_utf8 = (
        "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,2"
    )
    sheet = office(tmp_path / "text.xlsx", semicolons_in_utf8)
    _assert_holds(sheet.with_stem("text-People"), PEOPLE | FORMULAS)


def _pandas():
    return pd.DataFrame(PEOPLE)


PANDAS = {
    "people.csv": lambda path: _pandas().to_csv(path, index=False),
    "people.csv.gz": lambda path: _pandas().to_csv(path, index=False),
    "people.tsv": lambda path: _pandas().to_csv(path, index=False, sep="\t", encoding="utf-16"),
    "bom.csv": lambda path: _pandas().to_csv(path, index=False, encoding="utf-8-sig"),
    "old.csv": lambda path: _pandas().to_csv(path, index=False, sep=";", encoding="cp1252"),
    "comma.csv": lambda path: _pandas().to_csv(path, index=False, sep=";", decimal=","),
    "people.parquet": lambda path: _pandas().to_parquet(path),
    "people.arrow": lambda path: _pandas().to_feather(path),
    "people.json": lambda path: _pandas().to_json(path, orient="records", date_format="iso"),
    "people.jsonl": lambda path: _pandas().to_json(
        path, orient="records", date_format="iso", lines=True
    ),
}


@pytest.mark.parametrize("name", PANDAS)
def test_pandas(tmp_path, name):
    PANDAS[name](tmp_path / name)
    _assert_holds(tmp_path / name)


def _polars():
    return pl.DataFrame(PEOPLE)


POLARS = {
    "people.csv": lambda path: _polars().write_csv(path),
    "people.parquet": lambda path: _polars().write_parquet(path),
    "people.arrow": lambda path: _polars().write_ipc(path),
    "people.arrows": lambda path: _polars().write_ipc_stream(path),
    "people.json": lambda path: _polars().write_json(path),
    "people.ndjson": lambda path: _polars().write_ndjson(path),
}


@pytest.mark.parametrize("name", POLARS)
def test_polars(tmp_path, name):
    POLARS[name](tmp_path / name)
    _assert_holds(tmp_path / name)


@pytest.mark.parametrize("codec", ["none", "snappy", "gzip", "zstd", "lz4"])
def test_pyarrow_parquet(tmp_path, codec):
    pa.parquet.write_table(pa.table(PEOPLE), tmp_path / "people.parquet", compression=codec)
    _assert_holds(tmp_path / "people.parquet")


@pytest.mark.parametrize("ending", ["arrow", "parquet"])
def test_pyarrow_uuids(tmp_path, ending):
    ids = [uuid.UUID(int=7), uuid.UUID(int=8)]
    table = pa.table({"id": pa.array([one.bytes for one in ids], pa.uuid())})
    path = tmp_path / f"people.{ending}"
    write = pa.feather.write_feather if ending == "arrow" else pa.parquet.write_table
    write(table, path)
    assert mw.read(path).to_dict()["id"] == [str(one) for one in ids]


def test_what_is_not_read_says_what_to_write(tmp_path):
    pa.parquet.write_table(pa.table(PEOPLE), tmp_path / "b.parquet", compression="brotli")
    with pytest.raises(mw.FormatError, match="compressed with Brotli, .* zstd or snappy"):
        mw.read(tmp_path / "b.parquet")


def test_pyarrow_csv_and_arrow(tmp_path):
    pa.csv.write_csv(pa.table(PEOPLE), tmp_path / "people.csv")
    _assert_holds(tmp_path / "people.csv")
    pa.feather.write_feather(pa.table(PEOPLE), tmp_path / "people.arrow", compression="zstd")
    _assert_holds(tmp_path / "people.arrow")


@pytest.mark.parametrize("options", ["csv", "parquet", "json", "json, array true"])
def test_duckdb(tmp_path, options):
    people = pa.table(PEOPLE)
    path = tmp_path / f"people.{options.partition(',')[0]}"
    with duckdb.connect() as connection:
        connection.register("people", people)
        connection.execute(f"copy people to '{path}' (format {options})")
    _assert_holds(path)


COHORT = {
    "mentees": {"id": ["e1", "=e2"], "likes": ["chess", "go"]},
    "mentors": {"id": ["m1", "m2"], "likes": ["go", "chess"]},
}


@pytest.fixture
def plan(tmp_path):
    outcome = mw.match(*COHORT.values(), mw.Program(criteria=[mw.Overlap("likes")]))
    outcome.to_excel(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


PAIRS = [("=e2", "m1"), ("e1", "m2")]


def _pairs(frame):
    return sorted(zip(list(frame["mentee_id"]), list(frame["mentor_id"]), strict=True))


def test_our_workbook_in_openpyxl_pandas_and_polars(plan):
    sheet = openpyxl.load_workbook(plan)["plan"]
    assert [cell.value for cell in sheet[1]][:2] == ["mentee_id", "mentor_id"]
    assert sorted(row[:2] for row in sheet.iter_rows(min_row=2, values_only=True)) == PAIRS
    assert _pairs(pd.read_excel(plan, sheet_name="plan")) == PAIRS


def test_our_workbook_in_libreoffice(plan, office):
    path = office(plan, "ods")
    assert _pairs(mw.read(path, sheet="plan").to_dict()) == PAIRS
