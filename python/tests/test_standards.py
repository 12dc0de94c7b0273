"""Badges, calendars and HR exports are read alike from a file, and match like any other people."""

import datetime as dt
import json
from pathlib import Path

import pandas as pd
import pytest

import matchwright as mw

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STANDARDS = EXAMPLES / "standards"
DAY = "2026-03-02"


def _people(name):
    roster = mw.read(STANDARDS / f"{name}.csv")
    for more in ("badges.json", "calendars.ics"):
        roster = roster.beside(mw.read(STANDARDS / more, date=DAY), by="email")
    return roster


def _pairs(mentees, mentors):
    program = mw.Program.from_toml(STANDARDS / "program.toml")
    pairs = mw.match(mentees, mentors, program).pairs
    return [*zip(pairs["mentee_id"], pairs["mentor_id"], pairs["score"], strict=True)]


def test_what_was_read_matches_as_a_table_as_records_and_as_a_frame():
    tables = [_people("mentees"), _people("mentors")]
    expected = _pairs(*tables)
    assert [pair[:2] for pair in expected] == [("e1", "m1"), ("e2", "m2"), ("e3", "m3")]
    columns = [table.to_dict() for table in tables]
    assert _pairs(*columns) == expected
    rows = [
        [dict(zip(side, row, strict=True)) for row in zip(*side.values(), strict=True)]
        for side in columns
    ]
    assert _pairs(*rows) == expected
    assert _pairs(*map(pd.DataFrame, columns)) == expected


def test_validate_lists_what_was_ignored():
    program = mw.Program.from_toml(STANDARDS / "program.toml")
    found = mw.validate(_people("mentees"), _people("mentors"), program)
    assert found.ok
    reading = _people("mentors").reading
    assert "1 credential expired before 2026-03-02: no skill" in reading
    assert "no signature and no revocation was checked" in reading
    assert "not read: 1 × VTODO" in reading
    assert "@example.org" not in reading


def test_a_day_is_a_text_or_a_date_and_nothing_else():
    path = STANDARDS / "badges.json"
    read = mw.read(path, date=dt.date(2026, 3, 2)).to_dict()
    assert read == mw.read(path, date=DAY).to_dict() != mw.read(path).to_dict()
    with pytest.raises(mw.FormatError, match="must be a day"):
        mw.read(path, date="March")
    with pytest.raises(mw.KindError, match="date"):
        mw.read(path, date=20260302)
    with pytest.raises(mw.FormatError, match="give a date"):
        mw.read(STANDARDS / "calendars.ics")


def test_people_beside_are_found_by_a_column_that_is_there(tmp_path):
    mentors = mw.read(STANDARDS / "mentors.csv")
    badges = mw.read(STANDARDS / "badges.json")
    with pytest.raises(mw.InputError, match='did you mean "email"'):
        mentors.beside(badges, by="mail")
    twice = tmp_path / "twice.csv"
    twice.write_text("id,skills\na,sql\nA,go\n")
    with pytest.raises(mw.InputError, match="stands there already"):
        mentors.beside(mw.read(twice))
    with pytest.raises(mw.KindError):
        mentors.beside("badges.json")


def test_a_record_that_is_no_credential_is_refused_without_its_values(tmp_path):
    path = tmp_path / "badges.json"
    path.write_text(
        json.dumps([{"type": "Assertion", "badge": {"name": "secret"}}, {"id": {"a": "b"}}])
    )
    with pytest.raises(mw.InputError) as refused:
        mw.read(path)
    assert "secret" not in str(refused.value)
