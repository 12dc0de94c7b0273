"""Matrices of costs from a seed, one function per kind.

Uniform random costs flatter every solver: each row has its own favourite. The other kinds are what
makes solvers slow: ties, distances, few dimensions, products, and people who all want the same.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Matrix = np.ndarray
Random = np.random.Generator

# Rows that are filled at a time, so that what lies between stays in the cache.
ROWS = 128


def uniform(random: Random, rows: int, columns: int) -> Matrix:
    """Costs spread evenly over [0, 1)."""
    return random.random((rows, columns))


def ties(random: Random, rows: int, columns: int) -> Matrix:
    """Whole numbers below 100."""
    return random.integers(0, 100, (rows, columns)).astype(np.float64)


def labels(random: Random, rows: int, columns: int) -> Matrix:
    """0 where two share one of five labels, else 1: as one question of a form scores."""
    wants, has = (
        random.choice(5, count, p=[0.4, 0.25, 0.15, 0.12, 0.08]) for count in (rows, columns)
    )
    return (wants[:, np.newaxis] != has[np.newaxis, :]).astype(np.float64)


def distances_2d(random: Random, rows: int, columns: int) -> Matrix:
    """Distances between points in the unit square."""
    return _distances(random.random((rows, 2)), random.random((columns, 2)))


def distances_8d(random: Random, rows: int, columns: int) -> Matrix:
    """Distances between points in the unit cube of 8 dimensions."""
    return _distances(random.random((rows, 8)), random.random((columns, 8)))


def low_rank(random: Random, rows: int, columns: int) -> Matrix:
    """Inner products of vectors of 4 numbers in [0, 1)."""
    return random.random((rows, 4)) @ random.random((4, columns))


def products(_: Random, rows: int, columns: int) -> Matrix:
    """The cost of i and j is i · j (Machol and Wien 1976): every search has to look at all rows."""
    return np.outer(np.arange(1.0, rows + 1), np.arange(1.0, columns + 1))


def mentor_like(random: Random, rows: int, columns: int) -> Matrix:
    """Costs as mentoring programmes have them; the recipe of `tests/support/instances.rs`.

    Everybody wants the same few skills (Zipf's law), some mentors are liked by all, seniority has
    to fit, and time zones should. Scores crowd together, and the cost is 1 - score.
    """
    skills, wanted, known = 40, 4, 6
    popularity = 1 / np.arange(1, skills + 1)
    popularity /= popularity.sum()
    wants = random.choice(skills, (wanted, rows), p=popularity)
    want_levels = random.integers(1, 6, (wanted, rows))
    levels = np.zeros((skills, columns))
    for skill in random.choice(skills, (known, columns), p=popularity):
        levels[skill, np.arange(columns)] = random.integers(1, 6, columns)
    mentee_grade, mentor_grade = random.integers(0, 5, rows), random.integers(2, 9, columns)
    zones = np.array([0.0, 1.0, 5.0, 8.0])
    mentee_zone, mentor_zone = random.choice(zones, rows), random.choice(zones, columns)
    liked = random.random(columns) ** 3

    def costs(some: slice) -> Matrix:
        coverage = sum(
            np.minimum(levels[skill[some]] / level[some, np.newaxis], 1)
            for skill, level in zip(wants, want_levels, strict=True)
        )
        gap = mentor_grade - mentee_grade[some, np.newaxis]
        seniority = np.maximum(1 - np.abs(gap - 2) / 3, 0)
        zone = 1 - np.abs(mentor_zone - mentee_zone[some, np.newaxis]) / 8
        return 1 - (4 * coverage / wanted + 2 * liked + 2 * seniority + zone) / 9

    return _by_rows(rows, columns, costs)


KINDS: dict[str, Callable[[Random, int, int], Matrix]] = {
    "mentor-like": mentor_like,
    "uniform": uniform,
    "ties": ties,
    "labels": labels,
    "2-D": distances_2d,
    "8-D": distances_8d,
    "low rank": low_rank,
    "i·j": products,
}


def _distances(points: Matrix, others: Matrix) -> Matrix:
    def between(some: slice) -> Matrix:
        apart = points[some, np.newaxis, :] - others[np.newaxis, :, :]
        return np.sqrt(np.einsum("ijk,ijk->ij", apart, apart))

    return _by_rows(len(points), len(others), between)


def _by_rows(rows: int, columns: int, costs: Callable[[slice], Matrix]) -> Matrix:
    """Fill a matrix some rows at a time."""
    matrix = np.empty((rows, columns))
    for start in range(0, rows, ROWS):
        some = slice(start, min(start + ROWS, rows))
        matrix[some] = costs(some)
    return matrix
