"""Measure how long NumPy takes for the six criteria of `benches/scoring.rs`.

    python3 benches/numpy_twin.py

Everybody is encoded as arrays beforehand, which is not timed; the formulas are matrix products and
broadcasts over blocks of mentees, in float32, without missing answers and without rounding to
points. Levels are compared skill by skill, for the mentees who need it.
"""
# Printing is what this file is for, and it is no package.
# ruff: noqa: T201, INP001

from __future__ import annotations

import time

import numpy as np

MENTEES, MENTORS, SEED = 2_000, 20_000, 23
SKILLS, GOALS, INTERESTS, GRADES, DEPARTMENTS = 32, 12, 20, 6, 8
BLOCK = 64


def zipf(random: np.random.Generator, names: int, shape: tuple[int, ...]) -> np.ndarray:
    """Positions below `names`, the k-th with a chance in proportion to 1/k."""
    chances = 1 / np.arange(1, names + 1)
    return random.choice(names, size=shape, p=chances / chances.sum())


def sets(random: np.random.Generator, people: int, names: int, most: int) -> np.ndarray:
    """Everybody's list as a row of zeros and ones."""
    rows = np.zeros((people, names), np.float32)
    drawn = zipf(random, names, (people, most))
    drawn[np.arange(most) > random.integers(0, most, (people, 1))] = -1
    for column in drawn.T:
        given = column >= 0
        rows[np.flatnonzero(given), column[given]] = 1
    return rows


class Side:
    """One side of a random cohort, encoded."""

    def __init__(self, random: np.random.Generator, people: int, others: int, lists: int) -> None:
        """Draw the answers of `people` people."""
        self.skills = sets(random, people, SKILLS, lists)
        self.levels = self.skills * random.integers(2, 6, (people, SKILLS)).astype(np.float32)
        self.goals = sets(random, people, GOALS, lists - 1)
        self.interests = sets(random, people, INTERESTS, 4)
        self.grade = random.integers(0, GRADES, people).astype(np.float32)
        self.department = zipf(random, DEPARTMENTS, (people,))
        self.wishes = random.integers(0, others, (people, 2))


def score(mentees: Side, mentors: Side, rarity: np.ndarray, rows: slice) -> np.ndarray:
    """Scores of some mentees with all mentors."""
    need, weight = mentees.levels[rows], mentees.skills[rows]
    covered = np.zeros((len(need), MENTORS), np.float32)
    for skill in range(SKILLS):
        wanted = np.flatnonzero(weight[:, skill])
        if len(wanted):
            target = need[wanted, skill, None]
            covered[wanted] += np.minimum(mentors.levels[:, skill] / target, 1)
    skills = covered / weight.sum(1, keepdims=True)
    goals = mentees.goals[rows]
    fit = goals @ mentors.goals.T / goals.sum(1, keepdims=True)
    interests = mentees.interests[rows] * rarity
    both = interests @ mentors.interests.T
    own, other = interests.sum(1), (mentors.interests * rarity).sum(1)
    overlap = both / (own[:, None] + other - both)
    ahead = mentors.grade - mentees.grade[rows, None]
    gap = np.clip(1 - np.abs(ahead - 2) / 3, 0, 1)
    different = (mentors.department != mentees.department[rows, None]).astype(np.float32)
    first, count = rows.start, len(need)
    wish = np.full((count, MENTORS), 0.1, np.float32)
    for rank, value in enumerate((1.0, 0.82)):
        wish[np.arange(count), mentees.wishes[rows, rank]] = value
        listed = mentors.wishes[:, rank] - first
        here = np.flatnonzero((listed >= 0) & (listed < count))
        wish[listed[here], here] = value
    return (4 * skills + 3 * fit + overlap + 2 * gap + 0.5 * different + 2 * wish) / 12.5


def main() -> None:
    """Time the whole matrix, block after block."""
    random = np.random.default_rng(SEED)
    mentees = Side(random, MENTEES, MENTORS, 4)
    mentors = Side(random, MENTORS, MENTEES, 6)
    counts = mentees.interests.sum(0) + mentors.interests.sum(0)
    rarity = np.log1p((MENTEES + MENTORS) / counts).astype(np.float32)
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        total = 0.0
        for first in range(0, MENTEES, BLOCK):
            block = score(mentees, mentors, rarity, slice(first, min(first + BLOCK, MENTEES)))
            total += float(block[0, 0])
        seconds.append(time.perf_counter() - started)
    median = sorted(seconds)[1]
    print(f"NumPy {np.__version__}: {MENTEES * MENTORS / median / 1e6:.1f} million pairs/s")


if __name__ == "__main__":
    main()
