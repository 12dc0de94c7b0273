"""Random matrices up to 300 × 300: SciPy's totals and ours agree.

`MATCHWRIGHT_CASES` says how many; without it a sample. Case number k is the same in every run.
"""

import os

import numpy as np
import scipy.optimize

import matchwright as mw

CASES = int(os.environ.get("MATCHWRIGHT_CASES", "500"))


def _matrix(rng):
    """Any kind, any shape; small ones more often."""
    rows, columns = rng.integers(1, rng.choice([10, 30, 100, 300]) + 1, 2)
    kind = rng.integers(7)
    shape = (rows, columns)
    matrix = [
        lambda: rng.random(shape),
        lambda: rng.normal(size=shape) * 10.0 ** rng.integers(-9, 9),
        lambda: rng.integers(-5, rng.choice([-4, 0, 5, 100, 10**6]), shape),
        lambda: np.outer(np.arange(1, rows + 1), np.arange(1, columns + 1)),
        lambda: rng.random((rows, 4)) @ rng.random((4, columns)),
        lambda: np.abs(np.subtract.outer(rng.random(rows), rng.random(columns))),
        lambda: rng.integers(0, 5, shape) / 5 + rng.random(columns) ** 3,
    ][kind]()
    share = rng.choice([0, 0, 0.1, 0.5, 0.9])
    return np.where(rng.random(shape) < share, np.inf, matrix) if share else matrix


def _total(solver, matrix, maximize):
    """The total of a plan, or the error's text."""
    try:
        rows, columns = solver(matrix, maximize)
    except ValueError as error:
        return str(error)
    assert len(set(rows.tolist())) == len(set(columns.tolist())) == min(matrix.shape)
    return matrix[rows, columns].sum()


def test_random_matrices():
    for number in range(CASES):
        rng = np.random.default_rng(number)
        matrix = _matrix(rng)
        maximize = bool(rng.integers(2))
        matrix = -matrix if maximize else matrix
        theirs = _total(scipy.optimize.linear_sum_assignment, matrix, maximize)
        ours = _total(mw.linear_sum_assignment, matrix, maximize)
        if isinstance(theirs, str) or isinstance(ours, str) or matrix.dtype.kind == "i":
            assert ours == theirs, number
        else:
            # Rounding to the grid, and of the two sums.
            finite = np.abs(matrix[np.isfinite(matrix)])
            slack = len(matrix) * finite.max() * np.finfo(float).eps
            bound = mw.assign(matrix, maximize=maximize).rounding_bound
            assert abs(ours - theirs) <= bound + 4 * slack, number
