"""Prices keep to what their docstring states: over allowed pairs, dense and sparse alike."""

import json

import numpy as np
import pytest
import scipy.sparse as sp

import matchwright as mw

METHODS = ["auto", "hungarian", "auction", "repair"]


def _values(rng, shape):
    kinds = [
        lambda: rng.integers(-9, 9, shape).astype(float),
        lambda: rng.random(shape),
        lambda: rng.normal(size=shape) * 10.0 ** rng.integers(-9, 9),
        lambda: rng.integers(0, 3, shape),
    ]
    return kinds[rng.integers(len(kinds))]()


def _options(rng, shape):
    options = {"maximize": bool(rng.integers(2)), "method": METHODS[rng.integers(len(METHODS))]}
    if rng.random() < 0.4:
        options["row_capacity"] = rng.integers(0, 3, shape[0])
        options["column_capacity"] = rng.integers(0, 3, shape[1])
    if rng.random() < 0.3:
        options["unmatched_cost"] = float(rng.integers(-3, 5))
    return options


def _check(plan, values, allowed, options):
    seats = [
        np.broadcast_to(options.get(f"{side}_capacity", 1), count) > 0
        for side, count in zip(("row", "column"), values.shape, strict=True)
    ]
    used = np.zeros(values.shape, dtype=bool)
    used[plan.row_ind, plan.col_ind] = True
    numbers = (
        values[allowed],
        plan.row_prices,
        plan.column_prices,
        [options.get("unmatched_cost", 0)],
    )
    rounding = 2.0**-48 * max(np.abs(part).max(initial=0) for part in numbers)
    reduced = values - plan.row_prices[:, None] - plan.column_prices
    reduced = -reduced if options["maximize"] else reduced
    counted = allowed & seats[0][:, None] & seats[1]
    assert (reduced[counted & ~used] >= -rounding).all()
    # The auction's prices are off by less than one step of the grid, all pairs together.
    step = json.loads(plan.to_json())["grid"]["unit"] if plan.method == "auction" else 0
    above = np.maximum(reduced[counted & used] - rounding, 0)
    assert above.sum() <= step


@pytest.mark.parametrize("seed", range(20))
def test_random_problems(seed):
    rng = np.random.default_rng(seed)
    for _ in range(50):
        shape = tuple(rng.integers(1, 9, 2))
        values, allowed = _values(rng, shape), rng.random(shape) < rng.choice([0.1, 0.3, 0.6, 1])
        options = _options(rng, shape)
        rows, columns = np.nonzero(allowed)
        sparse = sp.coo_array((values[rows, columns], (rows, columns)), shape=shape).tocsr()
        forbidden = -np.inf if options["maximize"] else np.inf
        for cost in (sparse, np.where(allowed, values, forbidden)):
            _check(mw.assign(cost, **options), values, allowed, options)
