"""What a person has several of: wishes at one rank, vectors, texts; from every kind of table."""

import json

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import matchwright as mw

MENTORS = {"id": ["m1", "m2", "m3"]}


def _path(columns, folder):
    path = folder / f"{columns['id'][0]}.json"
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


WAYS = {
    "values": lambda columns, _: columns,
    "pandas": lambda columns, _: pd.DataFrame(columns),
    "polars": lambda columns, _: pl.DataFrame(columns, strict=False),
    "pyarrow": lambda columns, _: pa.table(columns),
    "JSON": _path,
}


@pytest.fixture(params=WAYS)
def table(request, tmp_path):
    return lambda columns: WAYS[request.param](columns, tmp_path)


def _values(criterion, mentees, mentors):
    return np.array(mw.score(mentees, mentors, mw.Program(criteria=[criterion]))).tolist()


def test_people_at_one_rank(table):
    mentees = table({"id": ["e1", "e2"], "wishes": [[["m3", "m1"], ["m2"]], [["m2"]]]})
    found = _values(mw.Preference(mentee="wishes"), mentees, MENTORS)
    assert found == [[1, 0.82, 1], [0.1, 1, 0.1]]


@pytest.mark.parametrize(
    "wishes",
    ["m3 = m1; m2", [["m3", "m1"], "m2"], [("m3", "m1"), "m2"], {"m3": 1, "m1": 1, "m2": 2}],
)
def test_every_way_of_writing_a_tie(wishes):
    mentees = {"id": ["e1"], "wishes": [wishes]}
    assert _values(mw.Preference(mentee="wishes"), mentees, MENTORS) == [[1, 0.82, 1]]


def test_ranks_are_whole():
    mentees = {"id": ["e1"], "wishes": [{"m1": 1.5}]}
    with pytest.raises(mw.InputError, match="ranks must be whole numbers from 1 to 10,000"):
        _values(mw.Preference(mentee="wishes"), mentees, MENTORS)


def test_vectors(table):
    mentees = table({"id": ["e1"], "about": [[[1.0, 0.0]]]})
    mentors = table({"id": ["m1", "m2"], "about": [[[1.0, 0.0], [0.0, 1.0]], [[-0.5, 0.0]]]})
    assert _values(mw.Vector("about", 2), mentees, mentors) == [[0.75, 0]]
    assert _values(mw.Vector("about", 2, best=1), mentees, mentors) == [[1, 0]]


def test_arrays_of_vectors():
    mentees = {"id": ["e1", "e2"], "about": [np.eye(2), np.array([0.0, 1.0])]}
    mentors = {"id": ["m1"], "about": [[1.0, 0.0]]}
    assert _values(mw.Vector("about", 2, best=1), mentees, mentors) == [[1], [0.5]]


@pytest.mark.parametrize("wrong", [[[1.0, 0.0], [1.0]], [[1.0, 0.0], [np.nan, 1.0]]])
def test_every_vector_has_all_dimensions(wrong):
    mentees = {"id": ["e1"], "about": [wrong]}
    with pytest.raises(mw.InputError, match="must be a list of 2 finite numbers"):
        _values(mw.Vector("about", 2), mentees, {"id": ["m1"], "about": [[1.0, 0.0]]})


def test_a_person_has_at_most_a_hundred():
    mentees = {"id": ["e1"], "about": [["chess"] * 101]}
    with pytest.raises(mw.InputError, match="must be at most 100, not 101"):
        _values(mw.Text("about"), mentees, {"id": ["m1"], "about": ["chess"]})


def test_texts(table):
    mentees = table({"id": ["e1", "e2"], "papers": [["Soil; and water"], []]})
    mentors = table({"id": ["m1"], "papers": [["rivers", "Water and soils"]]})
    found = _values(mw.Text("papers", best=1, missing=0), mentees, mentors)
    assert found == [[1], [0]]
    found = _values(mw.Text("papers", missing=0), mentees, mentors)
    assert found == [[0.5], [0]]


def test_a_list_that_holds_itself_is_refused():
    wishes = []
    wishes.append(wishes)
    with pytest.raises(mw.InputError, match="must be a text, a number"):
        _values(mw.Preference(mentee="wishes"), {"id": ["e1"], "wishes": [wishes]}, MENTORS)


def test_mentors_learn_of_mentees():
    mentees = {"id": ["e1"], "skills": ["video:3"], "helps": ["podcasts"]}
    mentors = {"id": ["m1"], "curious": ["video:4"], "goals": ["Podcast:3; writing"]}
    skills = mw.SkillCoverage("curious", "skills", learner="mentor")
    assert _values(skills, mentees, mentors) == [[0.75]]
    goals = mw.GoalFit("helps", "goals", learner="mentor")
    assert _values(goals, mentees, mentors) == [[0.75]]
    assert mw.SkillCoverage("a", "b") == mw.SkillCoverage("a", "b", learner="mentee")
