"""Many matrices in one call have the answers of one call for each."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matchwright as mw

KINDS = ["float64", "float32", "float16", "int64", "uint64", "int8", "bool"]


def _matrix(seed, kind):
    rng = np.random.default_rng(seed)
    drawn = rng.integers(-9, 9, rng.integers(0, 9, 2))
    matrix = (np.abs(drawn) if kind == "uint64" else drawn).astype(kind)
    if matrix.dtype.kind == "f":
        matrix[rng.random(matrix.shape) < 0.2] = np.inf
    return matrix[:, ::-1] if rng.random() < 0.3 else matrix


def _said(plan):
    return plan.total, plan.method, plan.to_json()


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(KINDS)), max_size=40),
    st.booleans(),
    st.sampled_from([None, 1, 3]),
)
def test_as_one_by_one(drawn, maximize, threads):
    matrices = [_matrix(*each) for each in drawn]
    matrices = [-matrix if maximize and matrix.dtype.kind == "f" else matrix for matrix in matrices]
    plans = mw.assign_many(matrices, maximize=maximize, threads=threads)
    expected = [mw.assign(matrix, maximize=maximize) for matrix in matrices]
    assert [*map(_said, plans)] == [*map(_said, expected)]
    assert all(plan.certificate.verified for plan in plans)


@pytest.mark.parametrize("size", [3, 70, 300])
def test_an_array_of_three_dimensions(size):
    costs = np.random.default_rng(size).random((7, size, size + 1))
    for of in (costs, iter(costs), costs.tolist()):
        plans = mw.assign_many(of)
        assert [plan.total for plan in plans] == [mw.assign(each).total for each in costs]


def test_an_array_of_three_dimensions_in_any_order_and_type():
    costs = np.random.default_rng(1).integers(0, 99, (5, 4, 6), dtype="int16")
    for of in (costs, costs[::-2], costs.transpose(0, 2, 1), np.asfortranarray(costs), costs > 50):
        assert [*map(_said, mw.assign_many(of))] == [_said(mw.assign(each)) for each in of]
    repeated = np.broadcast_to(costs[0], (3, 4, 6))
    assert [*map(_said, mw.assign_many(repeated))] == 3 * [_said(mw.assign(costs[0]))]
    costs = costs.astype(float)
    costs[2, 1, 3] = np.nan
    with pytest.raises(mw.CostError, match=r"^matrix 2: .*row 1.*column 3"):
        mw.assign_many(costs)
    with pytest.raises(mw.KindError, match=r"^matrix 0: "):
        mw.assign_many(costs.astype(complex))


def test_nothing_at_all():
    assert mw.assign_many([]) == []
    assert mw.assign_many(np.zeros((0, 3, 4))) == []
    assert [len(plan.row_ind) for plan in mw.assign_many(np.zeros((2, 0, 4)))] == [0, 0]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ([[np.nan]], mw.CostError),
        ([1.0], mw.CostError),
        (np.array([["a"]]), mw.KindError),
        ([[-np.inf]], mw.CostError),
    ],
)
def test_the_error_says_which_matrix(wrong, error):
    with pytest.raises(error, match=r"^matrix 2: "):
        mw.assign_many([np.eye(3), np.eye(2), wrong, wrong])


def test_no_thread_is_refused():
    with pytest.raises(mw.OptionError):
        mw.assign_many([np.eye(3)], threads=0)
