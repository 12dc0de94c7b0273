"""Scores as mentoring programmes have them, from a seed.

Uniform random matrices flatter every solver: each row has its own favourite. Here everybody wants
the same few skills (Zipf's law), some mentors are liked by all, seniority has to fit, and people in
far time zones can hardly meet. Scores crowd together, and many mentees compete for few mentors.
"""

from __future__ import annotations

import numpy as np

SKILLS = 120
GRADES = 8
LEVELS = 5
ZONES = np.array([-8.0, -5.0, -3.0, 0.0, 1.0, 2.0, 5.5, 8.0, 10.0])
WORKING_HOURS = 8.0

# Weights of coverage, seniority, shared hours and popularity; they sum to 1.
WEIGHTS = (0.5, 0.25, 0.15, 0.1)


def scores(mentees: int, mentors: int, seed: int) -> np.ndarray:
    """Scores in [0, 1], mentees × mentors; the same for the same seed."""
    rng = np.random.default_rng(seed)
    parts = (
        _coverage(rng, mentees, mentors),
        _seniority(rng, mentees, mentors),
        _shared_hours(rng, mentees, mentors),
        np.broadcast_to(rng.beta(2, 5, mentors), (mentees, mentors)),
    )
    return sum(weight * part for weight, part in zip(WEIGHTS, parts, strict=True))


def _coverage(rng: np.random.Generator, mentees: int, mentors: int) -> np.ndarray:
    """Share of the wanted skills that the mentor has, by level."""
    popularity = 1 / np.arange(1, SKILLS + 1)
    popularity /= popularity.sum()
    wanted = np.zeros((mentees, SKILLS))
    for row in wanted:
        row[rng.choice(SKILLS, rng.integers(2, 6), replace=False, p=popularity)] = 1
    offered = np.zeros((mentors, SKILLS))
    for row in offered:
        count = rng.integers(3, 10)
        skills = rng.choice(SKILLS, count, replace=False, p=popularity)
        row[skills] = rng.integers(1, LEVELS + 1, count) / LEVELS
    return wanted @ offered.T / wanted.sum(axis=1, keepdims=True)


def _seniority(rng: np.random.Generator, mentees: int, mentors: int) -> np.ndarray:
    """1 where the mentor stands two grades above, 0 from three grades beside that."""
    mentee = np.minimum(rng.geometric(0.4, mentees), GRADES)
    mentor = np.minimum(rng.geometric(0.25, mentors) + 1, GRADES)
    gap = mentor[np.newaxis, :] - mentee[:, np.newaxis]
    return np.clip(1 - np.abs(gap - 2) / 3, 0, 1)


def _shared_hours(rng: np.random.Generator, mentees: int, mentors: int) -> np.ndarray:
    """Shared working hours over all working hours; most people sit in few zones."""
    share = 1 / np.arange(1, len(ZONES) + 1)
    share /= share.sum()
    mentee = rng.choice(ZONES, mentees, p=share)
    mentor = rng.choice(ZONES, mentors, p=share)
    apart = np.abs(mentor[np.newaxis, :] - mentee[:, np.newaxis])
    apart = np.minimum(apart, 24 - apart)
    return np.clip(1 - apart / WORKING_HOURS, 0, 1)
