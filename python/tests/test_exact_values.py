"""The plan is the best for the caller's numbers, whatever their magnitudes: exact fractions judge.

`MATCHWRIGHT_CASES` says how many problems of each kind are drawn.
"""

import itertools
import os
from fractions import Fraction

import numpy as np
import pytest
import scipy.optimize
import scipy.sparse

import matchwright as mw

CASES = int(os.environ.get("MATCHWRIGHT_CASES", "120"))


def _signs(rng, shape):
    return rng.choice([-1, 1], shape)


KINDS = {
    "float64": lambda rng, shape: _signs(rng, shape) * 10 ** rng.uniform(-12, 18, shape),
    "all of float64": lambda rng, shape: _signs(rng, shape) * 10 ** rng.uniform(-300, 300, shape),
    "float32": lambda rng, shape: (10 ** rng.uniform(-12, 18, shape)).astype(np.float32),
    "float16": lambda rng, shape: rng.normal(size=shape).astype(np.float16),
    "int64": lambda rng, shape: (_signs(rng, shape) * 10 ** rng.uniform(0, 18.9, shape)).astype(
        int
    ),
    "uint64": lambda rng, shape: (10 ** rng.uniform(0, 19.2, shape)).astype(np.uint64),
    "int32": lambda rng, shape: rng.integers(-(2**31), 2**31, shape).astype(np.int32),
    "a huge number forbids": lambda rng, shape: np.where(
        rng.random(shape) < 0.3, 10.0 ** rng.integers(6, 19), rng.random(shape)
    ),
    "ties of three magnitudes": lambda rng, shape: (
        rng.integers(-2, 3, shape) * 10.0 ** rng.choice([-12, 0, 18])
        + rng.integers(0, 2, shape) * 10.0 ** rng.choice([-12, 0, 6])
    ),
}


def _fractions(numbers, allowed):
    return [
        [Fraction(number.item()) if may else None for number, may in zip(*row, strict=True)]
        for row in zip(numbers, allowed, strict=True)
    ]


def _best(costs, row_seats, column_seats, unmatched):
    """Minus the pairs (0 where they do not count first) and the exact total of the best plan."""
    best = {tuple(column_seats): (0, Fraction(0))}
    for row, seats in zip(range(len(costs)), row_seats, strict=True):
        columns = [column for column, cost in enumerate(costs[row]) if cost is not None]
        after = {}
        for left, (pairs, total) in best.items():
            for count in range(seats + 1):
                for some in itertools.combinations(columns, count):
                    if all(left[column] for column in some):
                        now = tuple(n - (column in some) for column, n in enumerate(left))
                        price = unmatched[row] * (seats - count) if unmatched else 0
                        sum_ = total + sum(costs[row][column] for column in some) + price
                        key = (0 if unmatched else pairs - count, sum_)
                        after[now] = min(after.get(now, key), key)
        best = after
    return min(best.values())


def _draw(rng, kind):
    """A problem of one kind: the matrix as it is given, exact costs, and the options."""
    rows, columns = rng.integers(1, 6, 2)
    values = KINDS[kind](rng, (rows, columns))
    maximize = bool(rng.random() < 0.5)
    sign = -1 if maximize else 1
    is_sparse = values.dtype != np.float16 and rng.random() < 0.3
    can_forbid = is_sparse or values.dtype.kind == "f"
    allowed = rng.random(values.shape) < (rng.choice([0.8, 1]) if can_forbid else 1)
    if is_sparse:
        places = np.nonzero(allowed)
        matrix = scipy.sparse.coo_array((values[places], places), shape=values.shape).tocsr()
    else:
        matrix = np.where(allowed, values, -sign * -np.inf) if not allowed.all() else values
    seats = [
        rng.integers(0, 3, count) if rng.random() < 0.4 else np.ones(count, int)
        for count in values.shape
    ]
    options = {
        "row_capacity": seats[0],
        "column_capacity": seats[1],
        "maximize": maximize,
        "method": str(rng.choice(["auto", "hungarian", "spare", "auction", "repair"])),
    }
    unmatched = None
    if rng.random() < 0.35:
        options["unmatched_cost"] = KINDS[kind](rng, rows)
        unmatched = [sign * Fraction(price.item()) for price in options["unmatched_cost"]]
    costs = [
        [None if cost is None else sign * cost for cost in row]
        for row in _fractions(values, allowed)
    ]
    return matrix, costs, unmatched, options


def _found(plan, costs, unmatched, row_seats):
    pairs = list(zip(plan.row_ind.tolist(), plan.col_ind.tolist(), strict=True))
    total = sum((costs[row][column] for row, column in pairs), Fraction(0))
    if unmatched:
        empty = row_seats - np.bincount(plan.row_ind, minlength=len(costs))
        total += sum(price * int(seats) for price, seats in zip(unmatched, empty, strict=True))
    return (0 if unmatched else -len(pairs)), total


@pytest.mark.parametrize("kind", KINDS)
def test_no_plan_is_better(kind):
    rng = np.random.default_rng(list(KINDS).index(kind))
    for case in range(CASES):
        matrix, costs, unmatched, options = _draw(rng, kind)
        plan = mw.assign(matrix, **options)
        row_seats, column_seats = options["row_capacity"], options["column_capacity"]
        best = _best(costs, row_seats.tolist(), column_seats.tolist(), unmatched)
        found = _found(plan, costs, unmatched, row_seats)
        assert found == best, (case, matrix, options)
        assert plan.certificate.verified
        assert plan.rounding_bound == 0
        total = -found[1] if options["maximize"] else found[1]
        if abs(total) < Fraction(10) ** 308:
            assert plan.total == float(total)


@pytest.mark.parametrize("exponent", [6, 9, 12, 15, 18])
@pytest.mark.parametrize("size", [50, 300])
def test_a_huge_number_forbids_as_it_does_in_scipy(size, exponent):
    rng = np.random.default_rng(exponent)
    costs = rng.random((size, size))
    costs[rng.random((size, size)) < 0.3] = 10.0**exponent
    whole = np.floor(np.minimum(costs * 1000, 9e18))
    for matrix in (costs, whole, whole.astype(np.int64)):
        ours = matrix[mw.linear_sum_assignment(matrix)].sum()
        theirs = matrix[scipy.optimize.linear_sum_assignment(matrix)].sum()
        assert ours <= theirs


def test_known_answers():
    assert mw.assign([[1e20, 1e20], [2, 1]]).total == 1e20 + 1
    assert mw.assign([[1e300, 2e-300], [1.0, 1e300]]).total == 1.0
    assert mw.assign([[2**63, 2**63 + 1], [2**64 - 1, 2**63]]).total == 2.0**64
    tiny = 5e-324
    assert mw.assign([[1e308, 3 * tiny], [tiny, 1e308]]).total == 4 * tiny
