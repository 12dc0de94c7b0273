"""What is wrong gets an error that says where, and never what a person wrote."""

import math

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import matchwright as mw

SECRET = "Sekretariat-4711"

PROGRAM = mw.Program(
    criteria=[mw.Gap("grade", 1, 3), mw.Overlap("interests"), mw.Same("site")],
    rules=[mw.MinGap("rank", 1, scale=["AA", "AO"])],
    capacity="seats",
)


def _people(**changes):
    people = {
        "id": ["p1", "p2"],
        "grade": [1, 2],
        "interests": ["a; b", "b"],
        "site": ["Leeds", "York"],
        "rank": ["AA", "AO"],
        "seats": [1, 1],
    } | changes
    return {name: values for name, values in people.items() if values is not None}


CASES = {
    "no rows": (_people(**{name: [] for name in _people()}), None, "at least one row is needed"),
    "no columns": ({}, None, "there is no such column"),
    "no id": (_people(id=None), "id", "there is no such column"),
    "missing id": (_people(id=["p1", None]), "id", "an id is needed"),
    "blank id": (_people(id=["p1", " "]), "id", "an id is needed"),
    "repeated id": (_people(id=["p1", "p1"]), "id", "already stands in row 1"),
    "ids equal in Unicode": (_people(id=["é", "e\u0301"]), "id", "already stands in row 1"),
    "id that is a list": (_people(id=["p1", ["x"]]), "id", "must be a single value"),
    "id that is NaN": (_people(id=["p1", math.nan]), "id", "an id is needed"),
    "infinite id": (_people(id=["p1", math.inf]), "id", "must be a text or a finite number"),
    "unknown column": (_people(grade=None), "grade", "there is no such column"),
    "misspelt column": (_people(site=None, sites=["a", "b"]), "site", 'did you mean "sites"'),
    "text for a number": (_people(grade=[1, SECRET]), "grade", "must be a finite number"),
    "infinity": (_people(grade=[1, -math.inf]), "grade", "must be a finite number"),
    "list for a number": (_people(grade=[1, [2]]), "grade", "must be a single value"),
    "off the scale": (_people(rank=["AA", SECRET]), "rank", "must be one of the scale AA, AO"),
    "list for a label": (_people(site=["a", ["b"]]), "site", "must be a single value"),
    "huge text": (_people(site=["a", "b" * 70_000]), "site", "at most 64 KiB"),
    "thousands of entries": (
        _people(interests=["a", [f"{SECRET}{n}" for n in range(10_001)]]),
        "interests",
        "at most 10,000 entries, not 10001",
    ),
    "negative level": (_people(interests=["a", {"b": -1}]), "interests", "levels must be numbers"),
    "infinite": (_people(interests=["a", {"b": math.inf}]), "interests", "levels must be numbers"),
    "list of lists": (_people(interests=["a", [["b"]]]), "interests", "not a list of lists"),
    "object": (_people(site=["a", object()]), "site", "must be a text, a number"),
    "complex": (_people(grade=[1, 2j]), "grade", "must be a text, a number"),
    "bytes": (_people(site=["a", b"b"]), "site", "must be a text, a number"),
    "unequal columns": (_people(site=["a"]), "site", "has 1 values where the first column has 2"),
}

SEATS = {
    "negative capacity": ([1, -1], "must be a whole number from 0 to 1,000,000"),
    "half a seat": ([1, 0.5], "must be a whole number from 0 to 1,000,000"),
    "too many seats": ([1, 2_000_000], "must be a whole number from 0 to 1,000,000"),
    "no answer": ([1, None], "must be a whole number from 0 to 1,000,000"),
    "text": ([1, SECRET], "must be a whole number from 0 to 1,000,000"),
    "NaN seats": ([1, math.nan], "must be a whole number from 0 to 1,000,000"),
}


@pytest.mark.parametrize("case", CASES)
def test_mentees(case):
    table, column, text = CASES[case]
    with pytest.raises(mw.InputError, match=text.replace("(", r"\(")) as caught:
        mw.match(table, _people(), PROGRAM)
    findings = [each for each in caught.value.findings if text in each["message"]]
    assert findings[0]["table"] == "mentees"
    if column is not None:
        assert findings[0]["column"] == column
    assert SECRET not in str(caught.value)
    assert SECRET not in repr(caught.value.findings)


@pytest.mark.parametrize("case", SEATS)
def test_seats(case):
    seats, text = SEATS[case]
    with pytest.raises(mw.InputError, match=text) as caught:
        mw.match(_people(), _people(seats=seats), PROGRAM)
    (finding,) = caught.value.findings
    assert (finding["table"], finding["row"], finding["id"]) == ("mentors", 2, "p2")
    assert SECRET not in str(caught.value)


def test_programme_and_people_are_refused_together():
    program = mw.Program(criteria=[mw.Same("site", weight=-1), mw.Gap("grade", 1, 3)])
    people = _people(grade=[1, 2j]), _people(site=["a", object()])
    for call in (mw.match, mw.score, mw.recommend):
        with pytest.raises(mw.InputError) as caught:
            call(*people, program)
        tables = [finding["table"] for finding in caught.value.findings]
        assert tables == ["programme", "mentees", "mentors"]
    found = mw.validate(*people, program)
    assert [finding["table"] for finding in found.errors] == tables
    assert (found.mentees, found.mentors) == (None, None)
    people = _people(id=["p1", "p1"]), _people(grade=["1", SECRET])
    assert [finding["table"] for finding in mw.validate(*people, program).errors] == tables


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame, pa.table, dict])
def test_the_kind_of_table_changes_no_finding(make):
    with pytest.raises(mw.InputError) as caught:
        mw.match(make(_people(grade=["1", SECRET], id=["p1", "p1"])), _people(), PROGRAM)
    assert [(each["row"], each["column"]) for each in caught.value.findings] == [
        (2, "id"),
        (2, "grade"),
    ]
    assert SECRET not in str(caught.value)


def test_columns_that_stand_twice():
    frame = pd.DataFrame([["p1", 1, 2], ["p2", 1, 2]], columns=["id", "x", "x"])
    with pytest.raises(mw.InputError, match='column "x": stands twice in the table'):
        mw.match(frame, {"id": [1], "x": [1]}, mw.Program(criteria=[mw.Same("x")]))


def test_more_findings_than_anybody_reads():
    table = _people(**{name: values * 50 for name, values in _people(grade=["x", "y"]).items()})
    table["id"] = [f"p{number}" for number in range(100)]
    with pytest.raises(mw.InputError, match="and 80 more") as caught:
        mw.match(table, _people(), PROGRAM)
    assert len(caught.value.findings) == 100


def test_a_table_that_is_a_broken_file(tmp_path):
    broken = tmp_path / "broken.csv"
    for content in (b"id,x\n1\n", b"id,x\n\x81,1\n"):
        broken.write_bytes(content)
        with pytest.raises(mw.FormatError, match="broken.csv"):
            mw.match(broken, _people(), PROGRAM)
    broken = tmp_path / "broken.json"
    for content in ('{"id": 1}', "[1]", "[", f'[{{"id": "{SECRET}"'):
        broken.write_text(content, encoding="utf-8")
        with pytest.raises(mw.FormatError, match="broken.json") as caught:
            mw.match(broken, _people(), PROGRAM)
        assert SECRET not in str(caught.value)


def test_an_iterator_that_fails():
    class Broken(list):
        def __iter__(self):
            yield 1
            message = "the disk is gone"
            raise OSError(message)

    with pytest.raises(OSError, match="the disk is gone"):
        mw.match({"id": Broken([1, 2])}, _people(), PROGRAM)


@pytest.mark.parametrize(
    ("option", "error"),
    [
        ({"threads": 0}, mw.OptionError),
        ({"threads": 10**6}, mw.OptionError),
        ({"threads": -1}, mw.OptionError),
        ({"threads": 1.5}, mw.KindError),
        ({"timeout": 0}, mw.OptionError),
        ({"timeout": -1.0}, mw.OptionError),
        ({"timeout": math.nan}, mw.OptionError),
        ({"mentee_id": 3}, mw.KindError),
        ({"nonsense": 3}, TypeError),
    ],
)
def test_options(option, error):
    with pytest.raises(error):
        mw.match(_people(), _people(), PROGRAM, **option)


def test_endless_time_is_a_time_limit_too():
    program = mw.Program(criteria=[mw.Same("site")])
    assert mw.match(_people(), _people(), program, timeout=math.inf).summary.pairs == 2


def test_a_programme_that_is_none():
    with pytest.raises(mw.KindError, match="must be a matchwright.Program, not dict"):
        mw.match(_people(), _people(), {})
