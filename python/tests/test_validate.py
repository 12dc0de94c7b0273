"""What validate found is told by kind to those who can mend it, and to no log."""

import json
import pickle

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import matchwright as mw

CANARY = "Zanzibar7q"

COLUMNS = ["severity", "code", "table", "rows", "count", "id", "column", "value", "message"]

PROGRAM = mw.Program(
    criteria=[mw.Same("site"), mw.Preference(mentee="prefers")],
    capacity="seats",
)

MENTEES = {"id": ["e1", "e2", "e3"], "site": ["Leeds", "n/a", "n/a"], "prefers": ["M1", "M1", "m2"]}
MENTORS = {"id": ["m1", "m2"], "site": ["Leeds", "York"], "seats": [1, 1]}


def test_findings_are_a_frame_of_the_callers_kind():
    table = pa.table(MENTEES)
    for mentees, kind in (
        (table, pa.Table),
        (table.to_pandas(), pd.DataFrame),
        (pl.from_arrow(table), pl.DataFrame),
    ):
        frame = mw.validate(mentees, MENTORS, PROGRAM).findings
        assert isinstance(frame, kind)
        names = frame.column_names if kind is pa.Table else list(frame.columns)
        assert names == COLUMNS


def test_each_kind_stands_once_with_its_rows_and_values():
    frame = pl.DataFrame(mw.validate(pa.table(MENTEES), MENTORS, PROGRAM).findings)
    found = {row["code"]: row for row in frame.rows(named=True)}
    assert len(found) == len(frame)
    wishes = found["unknown_wish"]
    assert (wishes["severity"], wishes["rows"], wishes["count"]) == ("suspicion", "1, 2", 2)
    assert wishes["value"] == '"M1" (like "m1") × 2: rows 1, 2'
    assert found["no_answer"]["value"] == '"n/a" × 2: rows 2, 3'
    assert found["seats_short"]["message"].startswith("2 seats for 3 mentees")


def test_nothing_found_is_an_empty_frame():
    people = {"id": ["e1", "e2"], "site": ["Leeds", "York"]}
    mentors = {"id": ["m1", "m2"], "site": ["York", "Leeds"]}
    found = mw.validate(pa.table(people), mentors, mw.Program(criteria=[mw.Same("site")]))
    assert found.ok
    assert (found.findings.num_rows, found.findings.column_names) == (0, COLUMNS)
    assert str(found) == "nothing found\nread: 2 mentees and 2 mentors"


def test_a_programme_that_is_wrong_has_its_findings_too():
    found = mw.validate(pa.table(MENTEES), MENTORS, mw.Program(criteria=[]))
    assert not found.ok
    assert set(found.findings["severity"].to_pylist()) == {"error"}


@pytest.mark.parametrize(
    "criterion",
    [
        mw.Same("x"),
        mw.Overlap("x"),
        mw.Gap("x", ideal=1, tolerance=1),
        mw.Preference(mentee="x"),
        mw.SkillCoverage(need="x", have="x"),
    ],
)
@pytest.mark.parametrize("capacity", [1, "x"])
@pytest.mark.parametrize("cell", [CANARY, CANARY + " (b", "=" + CANARY, CANARY + ":9"])
def test_what_people_wrote_is_shown_and_never_logged(criterion, capacity, cell, caplog):
    program = mw.Program(criteria=[criterion], capacity=capacity)
    mentees, mentors = ({"id": [f"{n}{i}" for i in range(3)], "x": [cell] * 3} for n in "em")
    found = mw.validate(mentees, mentors, program)
    kept = [repr(found), json.dumps(found.errors), json.dumps(found.suspicions), caplog.text]
    try:
        mw.match(mentees, mentors, program)
    except mw.InputError as error:
        kept += [str(error), repr(error), json.dumps(error.findings), str(pickle.dumps(error))]
    assert not [text for text in kept if CANARY in text]
    if not found.ok:
        assert CANARY in str(found)
        assert CANARY in found._repr_html_()
        assert any(CANARY in (value or "") for value in found.findings["value"])


def test_notebooks_show_text_and_no_markup():
    mentees = {"id": ["e1"], "site": ["<b>n/a</b>"], "prefers": ["<i>m9</i>"]}
    html = mw.validate(mentees, MENTORS, PROGRAM)._repr_html_()
    assert "&lt;i&gt;m9" in html
    assert "<i>" not in html
