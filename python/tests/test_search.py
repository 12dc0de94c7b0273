"""A search takes any table, and gives it back in kind, with ids as they are."""

import pandas as pd
import polars as pl
import pytest

import matchwright as mw

MENTORS = {
    "id": [11, 7, 30],
    "site": ["Leeds", "York", "Leeds"],
    "grade": [3, 4, 3],
    "skills": [{"Python": 4, "public speaking": 2}, {"Python": 5, "SQL": 1}, {"SQL": 3}],
}


@pytest.mark.parametrize("make", [pd.DataFrame, lambda x: x])
def test_people_are_found_in_frames_and_columns(make):
    table = dict(MENTORS) | {"skills": ["Python:4; public speaking:2", "python:5; SQL", "SQL:3"]}
    found = mw.search(make(table), "pyhton, public speaking")
    assert list(found["id"]) == [11, 7]
    assert list(found["rank"]) == [1, 2]
    assert list(found["score"]) == [1.0, 0.5]
    assert list(found["how"]) == ["slip; exact", "slip"]


def test_native_lists_and_ids_of_their_own_type():
    frame = pl.DataFrame(
        {"id": [1, 2], "skills": [["SQL", "Rust"], ["Go", "SQL"]], "portrait": [b"x", b"y"]},
        schema_overrides={"id": pl.UInt16},
    )
    program = mw.Program(criteria=[mw.Overlap("skills")])
    found = mw.search(frame, ["rust", "sql"], program)
    assert isinstance(found, pl.DataFrame)
    assert found["id"].dtype == pl.UInt16
    assert found["id"].to_list() == [1, 2]
    assert found["listed"].to_list() == ["Rust; SQL", "SQL"]
    assert list(mw.search(MENTORS, "sql")["id"]) == [30, 7]


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ({"site": "leeds"}, [30]),
        ({"grade": 4}, [7]),
        ({"grade": [3, 4.0]}, [30, 7]),
        ({"site": ["York"], "grade": 3}, []),
        ({"skills": "Python"}, [7]),
    ],
)
def test_filters_are_equality(where, ids):
    assert list(mw.search(MENTORS, "sql", where=where)["id"]) == ids


def test_a_programme_says_who_takes_part_and_a_vocabulary_what_labels_mean():
    program = mw.Program(
        criteria=[mw.SkillCoverage("needs", "skills")],
        tables={
            "id": "Who",
            "active": {"column": "Joining?"},
            "columns": {"skills": {"from": "I can teach", "separator": ","}},
        },
    )
    people = pd.DataFrame(
        {
            "Who": ["Ada", "Ben", "Cy"],
            "Joining?": ["yes", "no", "yes"],
            "I can teach": ["JS, SQL", "JavaScript", "React, SQL"],
        }
    )
    words = [("JS", "JavaScript", None), ("React", None, "JavaScript")]
    found = mw.search(people, "javascript", program, vocabulary=mw.Vocabulary(words))
    assert list(found["id"]) == ["Ada", "Cy"]
    assert list(found["how"]) == ["alias", "narrower"]
    assert list(found["score"]) == [1.0, 0.5]


def test_what_cannot_be_is_refused():
    with pytest.raises(mw.InputError, match="at least one label"):
        mw.search(MENTORS, " ")
    with pytest.raises(mw.InputError, match="there is no such column"):
        mw.search(MENTORS, "sql", where={"town": "Leeds"})
    with pytest.raises(mw.OptionError, match="k must be"):
        mw.search(MENTORS, "sql", k=0)
    with pytest.raises(mw.KindError, match="program must be"):
        mw.search(MENTORS, "sql", "program.toml")
    with pytest.raises(mw.KindError, match="where"):
        mw.search(MENTORS, "sql", where={"site": object()})
