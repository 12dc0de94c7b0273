"""Scores come as floats of the width that the caller asks for."""

from __future__ import annotations

import numpy as np
import pytest

import matchwright as mw

PEOPLE = mw.simulate(mentees=40, mentors=30, noise=0.3, seed=5)
PROGRAM = mw.Program(
    criteria=[mw.SkillCoverage("wants_to_learn", "skills"), mw.Overlap("interests", weight=2)],
)


@pytest.mark.parametrize("dtype", ["float32", np.float32, "f4", np.dtype("float32")])
def test_half_the_memory_holds_the_nearest_score(dtype):
    whole = mw.score(PEOPLE.mentees, PEOPLE.mentors, PROGRAM)
    half = mw.score(PEOPLE.mentees, PEOPLE.mentors, PROGRAM, dtype=dtype)
    assert (whole.dtype, half.dtype) == (np.float64, np.float32)
    assert half.nbytes * 2 == whole.nbytes
    assert half.mentee_ids == whole.mentee_ids
    points = np.round(np.asarray(whole) * 1e6).astype(np.float32)
    assert np.asarray(half).tobytes() == (points / np.float32(1e6)).tobytes()


@pytest.mark.parametrize("dtype", ["float64", float, np.float64, None])
def test_floats_of_64_bits_are_what_it_has_without(dtype):
    whole = mw.score(PEOPLE.mentees, PEOPLE.mentors, PROGRAM)
    said = mw.score(PEOPLE.mentees, PEOPLE.mentors, PROGRAM, dtype=dtype)
    assert said.tobytes() == whole.tobytes()


@pytest.mark.parametrize("dtype", ["float16", int, "complex128", "nothing", object(), [1], 3.5])
def test_other_types_are_refused_by_name(dtype):
    with pytest.raises(mw.OptionError, match="dtype must be"):
        mw.score(PEOPLE.mentees, PEOPLE.mentors, PROGRAM, dtype=dtype)


def test_a_single_one_can_be_assigned():
    half = mw.score(PEOPLE.mentees, PEOPLE.mentors, PROGRAM, dtype="float32")
    assert mw.assign(half, maximize=True).certificate.verified


def test_who_may_not_meet_is_nan_in_both():
    program = mw.Program(criteria=[mw.Same("site")], min_score=0.5)
    mentees, mentors = {"id": ["a", "b"], "site": ["x", "y"]}, {"id": ["m"], "site": ["x"]}
    half = mw.score(mentees, mentors, program, dtype="float32")
    assert half[0, 0] == 1.0
    assert np.isnan(half[1, 0])
