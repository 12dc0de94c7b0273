"""What several tests need: the published data, and a small cohort."""

import os
from pathlib import Path

import pytest

import matchwright as mw

ROOT = Path(__file__).parents[2]


@pytest.fixture
def published():
    """Find a file of the published data sets, or skip."""

    def find(name):
        folder = Path(os.environ.get("MATCHWRIGHT_DATA", ROOT / ".." / "shared" / "data"))
        if not (folder / name).exists():
            pytest.skip(f"the data file {name} is absent")
        return folder / name

    return find


MENTEES = {
    "id": ["e1", "e2", "e3", "e4"],
    "site": ["Leeds", "York", "Leeds", None],
    "grade": [1, 2, 1, 4],
    "interests": [["chess", "rowing"], ["chess"], [], None],
    "wants": [{"python": 3}, {"sql": 2, "python": 1}, None, {"rust": 1}],
    "manager": ["m1", "m9", "m9", "m9"],
}

MENTORS = {
    "id": ["m1", "m2", "m3"],
    "site": ["Leeds", "York", "Hull"],
    "grade": [3, 4, 3],
    "interests": [["chess"], ["rowing", "chess"], ["running"]],
    "skills": [{"python": 4}, {"sql": 3}, {"python": 2}],
    "manager": ["x", "y", "z"],
    "seats": [1, 1, 1],
}


@pytest.fixture
def mentees():
    return {name: list(values) for name, values in MENTEES.items()}


@pytest.fixture
def mentors():
    return {name: list(values) for name, values in MENTORS.items()}


@pytest.fixture
def program():
    return mw.Program(
        criteria=[
            mw.SkillCoverage("wants", "skills", weight=4),
            mw.Overlap("interests", weight=1),
            mw.Same("site", name="site"),
            mw.Gap("grade", ideal=2, tolerance=3, weight=2),
        ],
        rules=[mw.MustDiffer({"mentee": "manager", "mentor": "id"}), mw.MinGap("grade", 1)],
        capacity="seats",
        name="Spring cohort",
    )
