"""The same content is the same people, whichever way it comes."""

import csv
import json
import re
import tempfile
from pathlib import Path

import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import matchwright as mw


def _csv(columns, path):
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerows([columns, *zip(*columns.values(), strict=True)])
    return path.with_suffix(".csv")


def _xlsx(columns, path):
    book = openpyxl.Workbook()
    for row, cells in enumerate([list(columns), *zip(*columns.values(), strict=True)], start=1):
        for column, text in enumerate(cells, start=1):
            if text is not None:
                cell = book.active.cell(row, column, text)
                # What looks like a formula is a text here.
                cell.data_type = "s"
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def _arrow(columns, _=None):
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})


def _parquet(columns, path):
    pq.write_table(_arrow(columns), path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


def _json(columns, path):
    path.with_suffix(".json").write_text(json.dumps(_records(columns)), encoding="utf-8")
    return path.with_suffix(".json")


def _records(columns, _=None):
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


WAYS = {
    "CSV": _csv,
    "XLSX": _xlsx,
    "Parquet": _parquet,
    "JSON": _json,
    "read": lambda columns, path: mw.read(_xlsx(columns, path)),
    "pandas": lambda columns, _: pd.DataFrame(columns, dtype=object),
    "polars": lambda columns, _: pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)),
    "pyarrow": _arrow,
    "dictionary": lambda columns, _: dict(columns),
    "records": _records,
}


def _said(people, program):
    """What a match says; of a refusal all but the rows, which a frame counts in its own way."""
    try:
        return mw.match(*people, program=program).to_json()
    except mw.InputError as error:
        return [
            (each["table"], each["id"], each["column"], re.sub(r"row \d+", "row", each["message"]))
            for each in error.findings
        ]


def _by_every_way(tables, program):
    with tempfile.TemporaryDirectory() as folder:
        said = {}
        for way, make in WAYS.items():
            people = [make(each, Path(folder) / f"{way}{at}") for at, each in enumerate(tables)]
            said[way] = _said(people, program)
    return said


HEADERS = [
    *("skills", "what, exactly?", 'say "cheese"', "a;b;c", "tab\tbed", "two\nlines", "=1+1"),
    *(
        "@SUM(A1)",
        "ünïcødé 🎓",
        "Skills",
        "1",
        "2,5",
        "true",
        "a|b",
        "'quoted'",
        "[x] *",
        "#",
        "x:y",
        " padded ",
    ),
]
CELLS = [
    *("chess", "chess; rowing", "golf;", "Golf", "a:3; b:4", 'a "quote"', "a, b", "two\nlines"),
    *(
        "=1+1",
        "+49 30",
        "-",
        "n/a",
        "None",
        "007",
        "1,5",
        "1.50",
        "true",
        "NaN",
        "null",
        "é",
        "e\u0301",
    ),
    *(
        "12:30",
        "2026-01-02",
        "ß",
        "🎓; 🎓",
        "a|b|c",
        "tab\tbed",
        "x" * 300,
        "1e5",
        "#N/A",
        "{",
        "[",
    ),
    *(
        "  padded ",
        " ",
        "\u00a0",
        "0",
        "-0",
        "1e400",
        "\u202ereversed",
        "<b>&amp;",
        "%s",
    ),
    None,
]


@st.composite
def tables(draw):
    """Two small tables with the same columns, whose names and cells are what people do to us."""
    names = draw(st.lists(st.sampled_from(HEADERS), min_size=2, max_size=5, unique=True))
    made = []
    for prefix in "em":
        size = draw(st.integers(1, 4))
        cells = st.lists(st.sampled_from(CELLS), min_size=size, max_size=size)
        made.append({"id": [f"{prefix}{at}" for at in range(size)]})
        made[-1].update({name: draw(cells) for name in names})
    return made


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_two_tables(made):
    first, second = list(made[0])[1:3]
    program = mw.Program(
        criteria=[mw.Overlap(first), mw.Same(second, weight=2), mw.SkillCoverage(first, first)],
        rules=[mw.MustDiffer(second)],
    )
    said = _by_every_way(made, program)
    assert said == dict.fromkeys(WAYS, said["dictionary"])


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.data())
def test_one_table_by_what_the_programme_calls_things(made, data):
    first, second = list(made[0])[1:3]
    people = {name: made[0][name] + made[1][name] for name in made[0]}
    roles = st.sampled_from(["Mentee", "mentor ", "Both"])
    people["I am"] = [data.draw(roles) for _ in people["id"]]
    program = mw.Program(
        criteria=[mw.Overlap("likes"), mw.Same("said")],
        tables={
            "id": "ID",
            "role": {"column": "i am", "mentee": "Mentee", "mentor": "Mentor", "both": "Both"},
            "columns": {
                "likes": {"from": [first, second], "separator": ";"},
                "said": {"from": second, "read": {"chess": "golf"}},
            },
        },
    )
    said = _by_every_way([people], program)
    assert said == dict.fromkeys(WAYS, said["dictionary"])


MS_FORMS = {
    "id": "WWID",
    "latest": "Completion time",
    "name": ["First Name", "Last Name"],
    "columns": {
        "offers": {"from": "Which of these do you think are good at?"},
        "needs": {
            "from": "Part 3 of 3 Which of these mentor skills are important to you?",
            "strip": "Skill: ",
        },
        "seats": {
            "from": "How many mentees are you willing to mentor?",
            "read": {
                "One mentee only, please!": 1,
                "I'm willing to take on two mentees.": 2,
                "I can handle this! Give me three mentees.": 3,
            },
        },
        "sites": {
            "ticked": ["Fort Washington (Consumer Inc)", "Malvern (Janssen)"],
            "read": {
                "Definitely Yes": 2,
                "Not my first preference, but I'd make it work.": 1,
                "No": 0,
            },
        },
        "wishes": {"from": "WWIDs of Preferred Mentor", "separator": " ", "strip": ","},
    },
}
TEAMS = {
    "role": {"column": "role", "mentee": "mentee", "mentor": "mentor"},
    "id": "What is your email address?",
    "latest": "Timestamp",
    "columns": {
        "hours": {"busy": "Check the times that you will be UNAVAILABLE for group work. [*]"},
        "choices": {
            "from": [
                f"{'Please rank your top choices from the options below.'} [{place}]"
                for place in ("Top choice", "Choice 2", "Choice 3")
            ]
        },
    },
}
READERS = {
    "path": str,
    "read": mw.read,
    "pandas": lambda path: pd.read_csv(path, keep_default_na=False),
    "polars": lambda path: pl.read_csv(path, infer_schema=False),
    "texts": lambda path: pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("list"),
    "records": lambda path: pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records"),
}


def _notes(answer):
    """What was decided, without the rows, which a frame counts in its own way."""
    notes = [line for line in answer.reading if ", column " in line]
    return [re.sub(r" \(rows? [^()]*\)$", "", line) for line in notes]


@pytest.mark.parametrize("way", READERS)
def test_two_forms_by_path_and_by_frame(way, published):
    paths = [published(f"forms/ms_forms_{role}.csv") for role in ("mentees", "mentors")]
    program = mw.Program(
        criteria=[
            mw.SkillCoverage("needs", "offers"),
            mw.Overlap("sites"),
            mw.Preference(mentee="wishes"),
        ],
        capacity="seats",
        tables=MS_FORMS,
    )
    outcome = mw.match(*map(READERS[way], paths), program)
    assert outcome.summary.pairs == 7
    assert outcome.to_json() == mw.match(*paths, program).to_json()
    found = mw.validate(*map(READERS[way], paths), program)
    assert found.ok
    assert _notes(outcome) == _notes(found) == _notes(mw.match(*paths, program))


@pytest.mark.parametrize("way", READERS)
def test_one_form_of_both_roles(way, published, tmp_path):
    text = published("forms/google_forms_teams.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines(keepends=True)))
    path = tmp_path / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        roles = ["role", *("mentee" if at % 3 else "mentor" for at in range(len(rows) - 1))]
        csv.writer(file).writerows([[*row, role] for row, role in zip(rows, roles, strict=True)])
    program = mw.Program(
        criteria=[mw.SharedTime("hours", 2), mw.Overlap("choices")], capacity=3, tables=TEAMS
    )
    outcome = mw.match(READERS[way](path), program=program)
    assert outcome.to_json() == mw.match(path, program=program).to_json()
    assert outcome.summary.mentees > outcome.summary.mentors > 0
    assert mw.validate(READERS[way](path), program=program).ok
    calls = mw.score(READERS[way](path), program=program), mw.score(path, program=program)
    assert calls[0].tolist() == calls[1].tolist()
    lists = [mw.recommend(people, program=program, k=2) for people in (READERS[way](path), path)]
    assert list(map(str, lists[0]["mentor_id"])) == list(map(str, lists[1]["mentor_id"]))


def test_what_is_read_says_how(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "likes"])
    book.active.append([])
    book.active.append(["m1", "chess"])
    book.create_sheet("Mentees").append(["id", "likes"])
    book["Mentees"].append(["e1", "chess"])
    path = tmp_path / "people.xlsx"
    book.save(path)
    mentors, mentees = mw.read(path), mw.read(path, sheet="Mentees")
    assert (mentors.rows, mentors.columns, len(mentors)) == ([3], ["id", "likes"], 1)
    assert mentees.to_dict() == {"id": ["e1"], "likes": ["chess"]}
    outcome = mw.match(mentees, mentors, mw.Program(criteria=[mw.Overlap("likes")]))
    assert outcome.reading == [
        f"mentees: 1 row, {mentees.reading}",
        f"mentors: 1 row, {mentors.reading}",
    ]
    assert (
        outcome.to_json()
        == mw.match(f"{path}#Mentees", path, mw.Program(criteria=[mw.Overlap("likes")])).to_json()
    )


def test_a_function_gets_what_was_read_as_columns(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id;floor\ne1;1\ne2;2\n", encoding="utf-8")
    people = mw.read(path)
    own = mw.Custom(lambda left, right: [[a == b for b in right["floor"]] for a in left["floor"]])
    program = mw.Program(criteria=[own], same_id_is_same_person=False)
    assert mw.score(people, people, program).tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_rows_are_those_of_the_spreadsheet(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text('id,years\n\n"e\n1",2\ne2,long\n', encoding="utf-8")
    program = mw.Program(criteria=[mw.Gap("years", ideal=1, tolerance=2)])
    mentors = {"id": ["m1", "m2"], "years": [1, "long"]}
    with pytest.raises(mw.InputError) as caught:
        mw.match(path, mentors, program)
    places = [(each["table"], each["row"]) for each in caught.value.findings]
    assert places == [("mentees", 4), ("mentors", 2)]


def test_one_table_needs_roles(mentees, program):
    with pytest.raises(mw.InputError, match="role"):
        mw.match(mentees, program=program)
    with pytest.raises(mw.KindError, match="program=…"):
        mw.match(mentees, program)


def test_a_function_needs_the_tables_as_they_are(mentees, mentors):
    own = mw.Custom(lambda *_: [[1.0]])
    tables = {"no_answer": ["?"]}
    with pytest.raises(mw.KindError, match="two tables as they are"):
        mw.match(mentees, mentors, mw.Program(criteria=[own], tables=tables))


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"sep": "ab"}, "sep must be one sign"),
        ({"decimal": ""}, "decimal must be one sign"),
        ({"skip_rows": -1}, "skip_rows"),
    ],
)
def test_options_without_a_meaning_are_refused(options, text, tmp_path):
    with pytest.raises(mw.OptionError, match=text):
        mw.read(tmp_path / "people.csv", **options)
