"""Programmes made from objects have lists as long as they like; texts of programmes do not."""

import pickle

import numpy as np
import pytest

import matchwright as mw

# As text, each of the lists below is longer than the programmes that are read from files.
MANY = 60_000
PAIRS = [(f"mentee-{number}", f"mentor-{number % 7}") for number in range(MANY)]
PEOPLE = {"id": [mentee for mentee, _ in PAIRS[:3]]}, {"id": ["mentor-0", "mentor-1"]}


def _programs():
    criteria = [mw.Overlap("x")]
    yield mw.Program(criteria=criteria, rules=[mw.History(PAIRS)])
    yield mw.Program(criteria=criteria, rules=[mw.Block(PAIRS)])
    yield mw.Program(criteria=criteria, pinned=PAIRS)
    yield mw.Program(criteria=criteria, apart=[[f"label {n}" for n in range(MANY * 2)]])
    values = np.random.default_rng(1).random((MANY, 2))
    ids = [mentee for mentee, _ in PAIRS]
    yield mw.Program(criteria=[mw.Matrix(values, ids, ["mentor-0", "mentor-1"])])


PROGRAMS = list(_programs())
NAMES = ["history", "block", "pinned", "apart", "matrix"]


@pytest.mark.parametrize("program", PROGRAMS, ids=NAMES)
def test_copies_are_equal(program):
    assert pickle.loads(pickle.dumps(program)) == program
    assert mw.Program.from_dict(program.to_dict()) == program
    assert program != mw.Program(criteria=[mw.Overlap("x")])


@pytest.mark.parametrize("program", PROGRAMS, ids=NAMES)
def test_no_text_is_written_that_cannot_be_read(program):
    for write in (program.to_toml, program.to_json):
        with pytest.raises(mw.FormatError, match="longer as a text than the 1 MiB"):
            write()


def test_every_pair_of_a_list_counts():
    mentees, mentors = PEOPLE
    answers = {"x": ["a", "a", "a"]}, {"x": ["a", "a"]}
    scores = mw.score(mentees | answers[0], mentors | answers[1], PROGRAMS[0])
    expected = [[np.nan, 1.0], [1.0, np.nan], [1.0, 1.0]]
    np.testing.assert_array_equal(scores, expected)


def test_an_outcome_keeps_them(tmp_path):
    mentees, mentors = PEOPLE
    outcome = mw.match(mentees, mentors, PROGRAMS[-1])
    outcome.save(tmp_path / "outcome.json.gz")
    assert mw.Outcome.load(tmp_path / "outcome.json.gz") == outcome
