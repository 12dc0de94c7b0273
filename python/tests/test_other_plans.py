"""Whether the best plan is the only one, and which come next."""

import itertools
import signal
import threading
import time

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

import matchwright as mw

COSTS = np.array([[4.0, 1.0, 3.0], [2.0, 0.0, 5.0], [3.0, 2.0, 2.0]])


def _pairs(plan):
    return frozenset(zip(plan.row_ind.tolist(), plan.col_ind.tolist(), strict=True))


def _all_plans(costs, seats):
    """Total and pairs of every plan with the most pairs, by trying everything."""
    plans = []
    for choice in itertools.product([*range(costs.shape[1]), None], repeat=costs.shape[0]):
        pairs = [(row, column) for row, column in enumerate(choice) if column is not None]
        loads = np.bincount([column for _, column in pairs], minlength=costs.shape[1])
        total = sum(costs[pair] for pair in pairs)
        if (loads <= seats).all() and np.isfinite(total):
            plans.append((-len(pairs), total, frozenset(pairs)))
    most = min(plan[0] for plan in plans)
    return [(total, pairs) for fewer, total, pairs in plans if fewer == most]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([0.0, 1.0, 2.5, -1.0, np.inf]), min_size=3, max_size=3),
        min_size=1,
        max_size=4,
    ),
    st.lists(st.integers(0, 2), min_size=3, max_size=3),
    st.sampled_from(["hungarian", "auction", "reference"]),
)
def test_brute_force_agrees(costs, seats, method):
    costs = np.array(costs)
    expected = sorted(_all_plans(costs, seats), key=lambda plan: plan[0])
    plans = mw.k_best(costs, 1000, column_capacity=seats, method=method)
    assert [plan.total for plan in plans] == [total for total, _ in expected]
    assert {_pairs(plan) for plan in plans} == {pairs for _, pairs in expected}

    best = mw.assign(costs, column_capacity=seats, method=method, alternatives=True)
    others = [pairs for total, pairs in expected if total == best.total]
    assert best.unique == (len(others) == 1)
    changed = {row for pairs in others for row, _ in pairs ^ _pairs(best)}
    assert best.tied_rows.tolist() == sorted(changed)


def test_nothing_is_found_out_that_was_not_asked_for():
    plan = mw.assign(COSTS)
    assert (plan.unique, plan.tied_rows) == (None, None)
    assert mw.assign(COSTS, alternatives=True).tied_rows.dtype == np.int64


def test_gaps_say_how_much_worse():
    plans = mw.k_best(COSTS, 10, maximize=True)
    assert len(plans) == 6
    assert [plan.certificate.verified for plan in plans] == [True] + 5 * [False]
    for plan in plans:
        assert plan.certificate.gap == plans[0].total - plan.total
        assert plan.total == COSTS[plan.row_ind, plan.col_ind].sum()


def test_unmatched_costs_count_as_pairs_do():
    # By hand: nobody (3), row 0 alone with column 0 (2), with column 1 (5).
    plans = mw.k_best([[2.0, 5.0]], 5, unmatched_cost=3.0)
    assert [(plan.total, len(plan.row_ind)) for plan in plans] == [(2.0, 1), (3.0, 0), (5.0, 1)]
    tied = mw.assign([[2.0, 5.0]], unmatched_cost=2.0, alternatives=True)
    assert (tied.unique, tied.tied_rows.tolist()) == (False, [0])


def test_sparse_matrices_and_both_capacities():
    costs = sp.csr_array(np.array([[1.0, 2.0], [3.0, 4.0]]))
    plans = mw.k_best(costs, 9, row_capacity=2, column_capacity=[2, 1])
    assert [plan.total for plan in plans] == [6.0, 8.0]


@pytest.mark.parametrize("k", [0, -1, 1.5, True, None, 2**31 + 1])
def test_what_is_refused(k):
    error = mw.OptionError if type(k) is int else mw.KindError
    with pytest.raises(error, match="k must be a whole number from"):
        mw.k_best(COSTS, k)


@pytest.mark.alone
def test_ctrl_c_ends_a_long_list():
    values = np.random.default_rng(8).random((300, 300))
    timer = threading.Timer(0.5, signal.raise_signal, [signal.SIGINT])
    timer.start()
    started = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        mw.k_best(values, 1_000_000)
    assert time.monotonic() - started < 10
