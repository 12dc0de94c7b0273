"""A saved outcome answers as it did before, from a file and from a pickle."""

import json
import pickle

import numpy as np
import pytest

import matchwright as mw


@pytest.fixture
def outcome(mentees, mentors, program):
    return mw.match(mentees, mentors, program)


def answers(outcome):
    """Everything that can be asked."""
    explained = [str(outcome.explain(mentee)) for mentee in ("e1", "e2", "e3", "e4")]
    return [
        outcome.to_json(),
        outcome.summary,
        outcome.certificate,
        *explained,
        *(
            {name: list(column) for name, column in frame.items()}
            for frame in (outcome.pairs, outcome.unmatched, outcome.loads, outcome.merges)
        ),
    ]


@pytest.mark.parametrize("name", ["spring.json", "spring.json.gz"])
def test_what_is_loaded_answers_as_what_was_saved(outcome, tmp_path, name):
    outcome.save(tmp_path / name)
    loaded = mw.Outcome.load(str(tmp_path / name))
    assert loaded == outcome
    assert repr(answers(loaded)) == repr(answers(outcome))


def test_a_pickle_answers_and_keeps_its_kind_of_frames(mentees, mentors, program):
    pl = pytest.importorskip("polars")
    columns = {name: mentees[name] for name in ("id", "site", "grade", "interests", "manager")}
    people = pl.DataFrame(columns)
    program = mw.Program(criteria=[mw.Same("site"), mw.Overlap("interests")])
    outcome = mw.match(people, pl.DataFrame({n: mentors[n] for n in columns}), program)
    again = pickle.loads(pickle.dumps(outcome))
    assert again == outcome
    assert isinstance(again.pairs, pl.DataFrame)
    assert again.pairs.equals(outcome.pairs)


def test_outcomes_are_equal_where_they_say_the_same(outcome, mentees, mentors, program):
    assert mw.match(mentees, mentors, program) == outcome
    mentors["seats"] = [1, 1, 0]
    assert mw.match(mentees, mentors, program) != outcome
    assert outcome != "outcome"


def test_a_loaded_outcome_can_start_the_next_match(outcome, mentees, mentors, program, tmp_path):
    outcome.save(tmp_path / "spring.json")
    loaded = mw.Outcome.load(tmp_path / "spring.json")
    again = mw.match(mentees, mentors, program, warm_start=loaded)
    assert again.summary.total == outcome.summary.total
    assert again.certificate.verified


def test_a_function_cannot_be_saved_and_is_named(mentees, mentors, tmp_path):
    half = mw.Custom(
        lambda left, right: np.full((len(left["id"]), len(right["id"])), 0.5), name="half"
    )
    outcome = mw.match(mentees, mentors, mw.Program(criteria=[half]))
    with pytest.raises(mw.InputError, match="half") as refused:
        outcome.save(tmp_path / "outcome.json")
    assert refused.value.findings[0]["column"] == "criteria 1"
    assert not (tmp_path / "outcome.json").exists()
    with pytest.raises(mw.InputError, match="half"):
        pickle.dumps(outcome)


def test_what_was_changed_in_the_file_is_refused_or_not_proven(outcome, tmp_path):
    path = tmp_path / "spring.json"
    outcome.save(path)
    saved = json.loads(path.read_text())
    path.write_text(json.dumps({**saved, "solution": {**saved["solution"], "pairs": []}}))
    assert not mw.Outcome.load(path).certificate.verified
    pair = {"row": 9, "column": 0}
    path.write_text(json.dumps({**saved, "solution": {**saved["solution"], "pairs": [pair]}}))
    with pytest.raises(mw.FormatError, match="row 9"):
        mw.Outcome.load(path)
    path.write_text(outcome.to_json())
    with pytest.raises(mw.FormatError, match="not an outcome as it was saved"):
        mw.Outcome.load(path)
    with pytest.raises(mw.FileError):
        mw.Outcome.load(tmp_path / "none.json")
