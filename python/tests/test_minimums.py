"""Plans with minimums are the best of all that keep to them, by trying every plan."""

import itertools
import json
import pickle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

import matchwright as mw

NUMBERS = st.one_of(st.integers(-4, 9), st.just(np.inf))


@st.composite
def problems(draw):
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    cost = draw(st.lists(NUMBERS, min_size=rows * columns, max_size=rows * columns))
    small = lambda count: st.lists(st.integers(0, 3), min_size=count, max_size=count)  # noqa: E731
    return (
        np.array(cost, dtype=float).reshape(rows, columns),
        [draw(small(rows)), draw(small(columns))],
        [[min(n, 2) for n in draw(small(rows))], [min(n, 2) for n in draw(small(columns))]],
    )


def best(cost, capacity, minimum, unmatched):
    """Pairs and total of the best plan; ``None`` where none keeps to the minimums."""
    cells = [cell for cell in np.ndindex(*cost.shape) if np.isfinite(cost[cell])]
    found = []
    for chosen in itertools.product([False, True], repeat=len(cells)):
        used = np.zeros(cost.shape, dtype=int)
        for cell, is_used in zip(cells, chosen, strict=True):
            used[cell] = is_used
        fits = all(
            (least <= used.sum(axis)).all() and (used.sum(axis) <= most).all()
            for axis, least, most in zip((1, 0), minimum, capacity, strict=True)
        )
        if fits:
            total = float(cost[used == 1].sum())
            if unmatched is None:
                found.append((-int(used.sum()), total))
            else:
                empty = np.array(capacity[0]) - used.sum(1)
                found.append((0, total + unmatched * float(empty.sum())))
    return min(found, default=None)


@settings(max_examples=300, deadline=None)
@given(problems(), st.sampled_from([None, 3]), st.booleans(), st.booleans())
def test_the_best_of_all_plans(problem, unmatched, maximize, is_sparse):
    cost, capacity, minimum = problem
    expected = best(cost, capacity, minimum, unmatched)
    sign = -1 if maximize else 1
    matrix = sign * cost
    if is_sparse:
        stored = np.argwhere(np.isfinite(cost))
        values = [matrix[tuple(cell)] for cell in stored]
        matrix = sparse.coo_array((values, stored.T.reshape(2, -1)), shape=cost.shape)
    options = {
        "row_capacity": capacity[0],
        "column_capacity": capacity[1],
        "row_minimum": minimum[0],
        "column_minimum": minimum[1],
        "maximize": maximize,
        "unmatched_cost": None if unmatched is None else sign * unmatched,
    }
    if expected is None:
        with pytest.raises(mw.InfeasibleError) as refused:
            mw.assign(matrix, **options)
        assert refused.value.needed > refused.value.possible
        holds(refused.value, cost, capacity, minimum)
        return
    plan = mw.assign(matrix, **options)
    pairs, total = expected
    if unmatched is None:
        assert len(plan.row_ind) == -pairs
    assert plan.total == sign * total
    assert plan.certificate.verified


def holds(error, cost, capacity, minimum):
    """Count the witness once more."""
    sides = {"row": 0, "column": 1}
    assert all(minimum[sides[what]][at] == pairs for what, at, pairs in error.minimums)
    assert all(capacity[sides[what]][at] == pairs for what, at, pairs in error.maximums)
    assert error.needed == sum(pairs for _, _, pairs in error.minimums)
    assert error.possible == sum(pairs for _, _, pairs in error.maximums) + len(error.pairs)
    counted = [{(what, at) for what, at, _ in side} for side in (error.minimums, error.maximums)]
    for row, column in np.argwhere(np.isfinite(cost)).tolist():
        if capacity[0][row] and capacity[1][column]:
            times = [(("row", row) in side) + (("column", column) in side) for side in counted]
            assert times[0] <= times[1] + ((row, column) in error.pairs)


def test_what_cannot_be_is_counted_in_words():
    cost = [[1, 5], [1, 7], [np.inf, 2]]
    with pytest.raises(mw.InfeasibleError) as refused:
        mw.assign(cost, column_capacity=3, column_minimum=2)
    assert str(refused.value) == (
        "no plan keeps to the minimums: columns 0, 1 (2 pairs each) need 4 pairs together, and 3 "
        "are possible: rows 0, 1, 2 (1 pair each)"
    )
    assert isinstance(refused.value, mw.MatchwrightError)
    again = pickle.loads(pickle.dumps(refused.value))
    assert (str(again), again.needed) == (str(refused.value), 4)


def test_floats_are_proven_up_to_rounding_and_large_problems_for_themselves():
    rng = np.random.default_rng(1)
    whole = rng.integers(0, 1000, (200, 40))
    plan = mw.assign(whole, column_capacity=10, column_minimum=4)
    assert plan.certificate.verified
    assert np.bincount(plan.col_ind, minlength=40).min() >= 4
    assert plan.method == "flow"
    proof = json.loads(plan.to_json())
    assert {"levels", "bounds"} == set(proof["prices"])
    floats = mw.assign(rng.random((20, 4)), column_capacity=10, column_minimum=4)
    assert floats.certificate.verified == (floats.rounding_bound == 0)
    assert floats.rounding_bound < 1e-9


@pytest.mark.parametrize(
    "option", [{"method": "auction"}, {"timeout": 1}, {"alternatives": True}, {"restartable": True}]
)
def test_what_does_not_go_with_minimums_is_refused(option):
    with pytest.raises(mw.OptionError, match=next(iter(option))):
        mw.assign([[1]], row_minimum=1, **option)
    plan = mw.assign([[1]], row_minimum=1)
    with pytest.raises(mw.OptionError, match="to_json"):
        _ = plan.row_prices
    with pytest.raises(mw.OptionError, match="no warm start"):
        mw.assign([[1]], warm_start=plan)
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(plan)
    with pytest.raises(mw.CostError, match="row_minimum"):
        mw.assign([[1]], row_minimum=[1, 2])
