"""Costs without people: capacities, unmatched rows, sparse matrices, prices, proofs."""

import copy
import itertools
import pickle

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

import matchwright as mw

COSTS = np.array([[4.0, 1.0, 3.0], [2.0, 0.0, 5.0], [3.0, 2.0, 2.0]])


def test_one_to_one():
    plan = mw.assign(COSTS)
    assert (plan.row_ind.tolist(), plan.col_ind.tolist()) == ([0, 1, 2], [1, 0, 2])
    assert (plan.total, plan.method, plan.rounding_bound) == (5.0, "hungarian", 0.0)
    assert plan.certificate.verified
    assert repr(plan) == "<Assignment: 3 pairs, total 5, verified>"
    assert plan.stats["threads"] == 1


@pytest.mark.parametrize(("method", "counted"), [("hungarian", "searches"), ("auction", "bids")])
def test_what_it_took(method, counted):
    stats = mw.assign(np.outer(range(1, 101), range(1, 101)), method=method).stats
    counts = {"pairs_read", "pairs_kept", "phases", "bids", "searches", "row_scans"}
    seconds = {"prepare_seconds", "scan_seconds", "solve_seconds", "certify_seconds"}
    assert counts | seconds | {"threads"} <= set(stats)
    assert stats["pairs_read"] >= 100**2
    assert stats["memory"] > 0
    assert {name for name in ("searches", "bids") if stats[name]} == {counted}
    assert stats["certify_seconds"] > 0


def test_a_plan_is_what_it_is_whenever_it_is_looked_at():
    costs = COSTS.copy()
    plan = mw.assign(costs, alternatives=True)
    costs[:] = 0  # nothing that is looked at later is read from the matrix
    copies = [pickle.loads(pickle.dumps(plan)), copy.copy(plan), copy.deepcopy(plan)]
    assert plan.row_ind is plan.row_ind
    for other in copies:
        assert (other.col_ind.tolist(), other.total, other.unique) == ([1, 0, 2], 5.0, plan.unique)
        assert other.stats == plan.stats
        assert other.certificate.verified == (other is plan), "costs are not pickled"
        assert mw.assign(COSTS, warm_start=other).total == 5.0
    with pytest.raises(AttributeError, match="cannot assign"):
        plan.total = 0.0
    with pytest.raises(AttributeError, match="cannot delete"):
        del plan.total


def test_nobody_has_to_have_a_pair():
    plan = mw.assign([[np.inf, 1.0], [np.inf, 2.0]])
    assert (plan.row_ind.tolist(), plan.total) == ([0], 1.0)
    assert plan.certificate.most_pairs == 1


def test_capacities():
    plan = mw.assign(COSTS, column_capacity=[0, 3, 1])
    assert (plan.col_ind.tolist(), plan.total) == ([1, 1, 1], 3.0)
    plan = mw.assign(COSTS, row_capacity=[2, 0, 0], column_capacity=2)
    assert (plan.row_ind.tolist(), plan.col_ind.tolist(), plan.total) == ([0, 0], [1, 2], 4.0)


def test_unmatched_costs():
    plan = mw.assign(COSTS, unmatched_cost=1.5)
    # By hand: row 1 takes column 1 for 0; rows 0 and 2 cost 2 or more elsewhere.
    assert (plan.row_ind.tolist(), plan.col_ind.tolist(), plan.total) == ([1], [1], 3.0)
    plan = mw.assign(COSTS, unmatched_cost=[9, 0, 1.5])
    assert (plan.row_ind.tolist(), plan.total) == ([0], 1.0 + 0.0 + 1.5)
    plan = mw.assign(COSTS, unmatched_cost=[0.0, 0.0, 2.5], maximize=True)
    assert (plan.row_ind.tolist(), plan.col_ind.tolist()) == ([0, 1], [0, 2])
    assert plan.total == 4.0 + 5.0 + 2.5


def test_an_unmatched_cost_is_as_exact_as_the_costs():
    plan = mw.assign([[1, 2], [3, 4]], unmatched_cost=0.5)
    assert (len(plan.row_ind), plan.total, plan.rounding_bound) == (0, 1.0, 0.0)


@pytest.mark.parametrize("form", [sp.csr_array, sp.csc_array, sp.coo_array, sp.csr_matrix])
def test_sparse(form):
    rows, columns = [0, 0, 1, 2, 2], [1, 2, 0, 0, 2]
    values = [1.5, 3.0, 0.0, -2.0, 2.0]
    sparse = form(sp.coo_array((values, (rows, columns)), shape=(3, 4)))
    dense = np.full((3, 4), np.inf)
    dense[rows, columns] = values
    for options in ({}, {"unmatched_cost": 1.0}, {"column_capacity": [1, 0, 1, 1]}):
        one, other = mw.assign(sparse, **options), mw.assign(dense, **options)
        assert one.total == other.total
        np.testing.assert_array_equal(one.col_ind, other.col_ind)
        assert one.certificate.verified


@pytest.mark.parametrize("priced", [None, 40.0])
def test_a_large_sparse_matrix_is_never_made_dense(priced):
    # As a matrix of floats it would take 12.8 GB.
    size, random = 40_000, np.random.default_rng(7)
    rows = np.repeat(np.arange(size), 4)
    columns = np.concatenate([np.arange(size)[:, None], random.integers(0, size, (size, 3))], 1)
    values = random.integers(1, 1_000, rows.size)
    stored = np.unique(rows * size + columns.ravel(), return_index=True)[1]
    entries = values[stored], (rows[stored], columns.ravel()[stored])
    costs = sp.csr_array(entries, shape=(size, size))
    plan = mw.assign(costs, unmatched_cost=priced)
    assert plan.certificate.verified
    assert plan.method == "auction"
    if priced is None:
        best = min_weight_full_bipartite_matching(costs)
        assert plan.total == costs[best].sum()
        assert len(plan.row_ind) == size
    else:
        taken = costs[plan.row_ind, plan.col_ind].sum()
        assert plan.total == taken + priced * (size - len(plan.row_ind))


@pytest.mark.parametrize("kind", ["array", "matrix"])
@pytest.mark.parametrize("form", ["coo", "csr", "csc", "lil", "dok", "bsr", "dia"])
def test_only_padding_is_no_pair(form, kind):
    rows, columns = [0, 1, 2, 2, 3, 3], [0, 1, 2, 3, 2, 3]
    values = np.array([5.0, 7.0, 9.0, 1.0, 2.0, 3.0])
    make = getattr(sp, f"coo_{kind}")
    costs = make((values, (rows, columns)), shape=(4, 4))
    costs = costs.tobsr(blocksize=(2, 2)) if form == "bsr" else costs.asformat(form)
    stored = costs.data.copy() if form == "bsr" else None
    for options in ({}, {"unmatched_cost": 100.0}):
        assert mw.assign(costs, **options).total == 15
    if form == "bsr":
        assert (costs.data == stored).all(), "the caller's matrix stays what it is"

    # A cost of 0 that somebody stored is a pair, where the format can tell.
    values[:2] = 0
    costs = make((values, (rows, columns)), shape=(4, 4))
    costs = costs.tobsr(blocksize=(2, 2)) if form == "bsr" else costs.asformat(form)
    plan = mw.assign(costs)
    assert len(plan.row_ind) == (2 if form in ("bsr", "dia") else 4)
    assert plan.total == 3


def test_sparse_entries_that_stand_twice_add_up():
    twice = sp.coo_array(([1.0, 2.0], ([0, 0], [0, 0])), shape=(1, 1)).tocsr()
    assert mw.assign(twice).total == 3.0
    assert mw.assign(sp.csr_array((2, 3))).total == 0.0


def _best(costs, seats):
    """Most pairs, then the least total, by trying everything."""
    best = (0, 0.0)
    choices = [*range(costs.shape[1]), None]
    for plan in itertools.product(choices, repeat=costs.shape[0]):
        taken = [column for column in plan if column is not None]
        if any(taken.count(column) > seats[column] for column in set(taken)):
            continue
        values = [costs[row, column] for row, column in enumerate(plan) if column is not None]
        if np.isfinite(values).all():
            best = min(best, (-len(values), float(sum(values))))
    return best


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([0.0, 1.0, 2.5, -1.0, np.inf]), min_size=3, max_size=3),
        min_size=1,
        max_size=4,
    ),
    st.lists(st.integers(0, 2), min_size=3, max_size=3),
)
def test_brute_force_agrees(costs, seats):
    costs = np.array(costs)
    for method in ("hungarian", "auction", "reference"):
        plan = mw.assign(costs, column_capacity=seats, method=method)
        assert (-len(plan.row_ind), plan.total) == _best(costs, seats)
        assert plan.certificate.verified


@pytest.mark.parametrize("maximize", [False, True])
@pytest.mark.parametrize("shift", [0.0, 1e6, -1e13])
def test_prices_prove_the_plan(maximize, shift):
    values = np.random.default_rng(3).integers(0, 50, (7, 9)) + shift
    plan = mw.assign(values, maximize=maximize)
    reduced = values - plan.row_prices[:, np.newaxis] - plan.column_prices[np.newaxis, :]
    reduced = -reduced if maximize else reduced
    assert (reduced >= 0).all()
    assert (reduced[plan.row_ind, plan.col_ind] <= 0).all()
    assert plan.total == values[plan.row_ind, plan.col_ind].sum()


def test_a_plan_that_was_cut_short_says_what_rounding_can_hide():
    values = np.random.default_rng(4).random((600, 600))
    values[0, 0] = 1e12
    plan = mw.assign(values, maximize=True, timeout=1e-6)
    assert not plan.certificate.verified
    assert plan.rounding_bound > 0
    assert mw.assign(values, maximize=True).rounding_bound == 0


@pytest.mark.parametrize(
    ("arguments", "error", "text"),
    [
        ({"cost": [1]}, mw.CostError, "2-D array"),
        ({"cost": [1], "unmatched_cost": 3}, mw.CostError, "2-D array"),
        ({"cost": [[np.nan]]}, mw.CostError, "row 0, column 0 is not a number"),
        ({"cost": [[-np.inf]]}, mw.CostError, "infinitely good"),
        ({"cost": [[2**64 - 1]], "unmatched_cost": -1}, mw.CostError, "of one type"),
        ({"cost": [[1]], "row_capacity": -1}, mw.CostError, "row_capacity must be whole"),
        ({"cost": [[1]], "row_capacity": 1.5}, mw.CostError, "row_capacity must be whole"),
        ({"cost": [[1]], "column_capacity": 2**32}, mw.CostError, "column_capacity must be whole"),
        ({"cost": [[1]], "column_capacity": [1, 1]}, mw.CostError, "one number or 1, found"),
        ({"cost": [[1]], "unmatched_cost": np.nan}, mw.CostError, "must be finite"),
        ({"cost": [[1]], "unmatched_cost": "1"}, mw.CostError, "must be finite"),
        ({"cost": [[1]], "unmatched_cost": [1, 2]}, mw.CostError, "one number or 1, found"),
        ({"cost": [[1]], "method": "guess"}, mw.OptionError, 'no method is called "guess"'),
        ({"cost": [[1]], "threads": 0}, mw.OptionError, "threads must be"),
        ({"cost": sp.csr_array([[1j]])}, mw.KindError, "complex"),
        ({"cost": sp.csr_array([[np.nan]])}, mw.CostError, "row 0, column 0 is not a number"),
    ],
)
def test_what_is_refused(arguments, error, text):
    cost = arguments.pop("cost")
    with pytest.raises(error, match=text):
        mw.assign(cost, **arguments)


def test_threads_change_nothing():
    values = np.random.default_rng(6).integers(0, 9, (600, 640))
    plans = [mw.assign(values, threads=threads) for threads in (1, 2, 7)]
    for plan in plans:
        np.testing.assert_array_equal(plan.col_ind, plans[0].col_ind)
    assert plans[1].stats["threads"] == 2


def test_time_limit():
    matrix = np.outer(np.arange(3_000.0), np.arange(3_000.0))
    plan = mw.assign(matrix, method="hungarian", timeout=0.05)
    assert len(plan.row_ind) == 3_000
    assert plan.certificate.gap > 0
    assert not plan.certificate.verified
    with pytest.raises(mw.OptionError, match="timeout"):
        mw.assign(matrix, timeout=0)


def test_matrices_of_any_layout():
    matrix = np.random.default_rng(5).random((30, 40))
    expected = mw.assign(matrix).total
    padded = np.zeros((60, 80))
    padded[::2, ::2] = matrix
    for other in (np.asfortranarray(matrix), padded[::2, ::2], matrix[::-1], matrix[:, ::-1]):
        assert mw.assign(other).total == expected
    single = mw.assign(matrix.astype(np.float32))
    assert abs(single.total - expected) < 1e-5
