"""SciPy's door: SciPy and we raise alike, or the totals agree."""

from fractions import Fraction

import numpy as np
import pytest
import scipy.optimize
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import matchwright as mw

SHAPES = [(9, 9), (5, 12), (12, 5), (1, 7), (30, 31)]


def _solve(solver, matrix, maximize):
    """The total, or the error's text."""
    try:
        rows, columns = solver(matrix, maximize)
    except ValueError as error:
        return str(error)
    matrix = np.asarray(matrix)
    assert rows.dtype == columns.dtype == np.int64
    assert len(rows) == min(matrix.shape)
    assert (np.diff(rows) > 0).all()
    assert len(set(columns.tolist())) == len(columns)
    return float(np.asarray(matrix, dtype=float)[rows, columns].sum())


def _check(matrix, maximize, tolerance=1e-9):
    theirs = _solve(scipy.optimize.linear_sum_assignment, matrix, maximize)
    ours = _solve(mw.linear_sum_assignment, matrix, maximize)
    if isinstance(theirs, str) or isinstance(ours, str):
        assert ours == theirs
    else:
        assert ours == pytest.approx(theirs, rel=tolerance, abs=tolerance)


def _matrices(seed):
    """Ten kinds of matrices, one of each."""
    rng = np.random.default_rng(seed)
    shape = SHAPES[seed % len(SHAPES)]
    forbidden = np.where(rng.random(shape) < 0.3, np.inf, rng.random(shape))
    most_forbidden = np.where(rng.random(shape) < 0.8, np.inf, rng.integers(0, 9, shape))
    return [
        rng.random(shape),
        rng.normal(size=shape) * 10.0 ** rng.integers(-9, 9),
        rng.integers(-5, 5, shape),
        rng.integers(0, 2, shape),
        rng.integers(0, 2, shape).astype(bool),
        np.zeros(shape),
        rng.random(shape).astype(np.float32).T,
        forbidden,
        most_forbidden,
        np.add.outer(rng.integers(0, 4, shape[0]), rng.integers(0, 4, shape[1])) + 0.5,
    ]


@pytest.mark.parametrize("seed", range(100))
def test_a_thousand_random_matrices(seed):
    maximize = seed % 3 == 0
    for matrix in _matrices(seed):
        forbids = np.isinf(matrix).any()
        _check(-matrix if maximize and forbids else matrix, maximize)


def _exact(matrix, rows, columns):
    return sum(Fraction(float(value)) for value in matrix[rows, columns])


def _rounding(matrix):
    """What SciPy may lose: prices grow to n times the largest cost, over n searches of n steps."""
    finite = matrix[np.isfinite(matrix)]
    largest = Fraction(float(np.abs(finite).max(initial=0)))
    return min(matrix.shape) ** 3 * Fraction(float(np.finfo(float).eps)) * largest


@settings(max_examples=200, deadline=None)
@given(
    hnp.arrays(
        np.float64,
        hnp.array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=6),
        elements=st.one_of(
            st.floats(-100, 100, width=32),
            st.sampled_from([np.inf, -np.inf, np.nan, 0.0, -0.0, 1e300, 5e-324]),
        ),
    ),
    st.booleans(),
)
@example(matrix=np.array([[0, 5e-324, np.inf, -1], [np.inf] * 3 + [0]]), maximize=False)
def test_anything(matrix, maximize):
    theirs = _solve(scipy.optimize.linear_sum_assignment, matrix, maximize)
    ours = _solve(mw.linear_sum_assignment, matrix, maximize)
    if isinstance(theirs, str) or isinstance(ours, str):
        assert ours == theirs
        return
    theirs = _exact(matrix, *scipy.optimize.linear_sum_assignment(matrix, maximize))
    ours = _exact(matrix, *mw.linear_sum_assignment(matrix, maximize))
    better_by = ours - theirs if maximize else theirs - ours
    assert 0 <= better_by <= _rounding(matrix)


BASE = np.random.default_rng(5).integers(0, 100, (6, 8))


@pytest.mark.parametrize(
    "matrix",
    [
        BASE.astype(np.float64)[::2, ::-1],
        BASE.astype(np.float64).T,
        np.asfortranarray(BASE.astype(np.float64)),
        np.broadcast_to(BASE[0].astype(np.float64), (8, 8)),
        BASE.astype(">f8"),
        BASE.astype(">i4"),
        BASE.astype(np.float16),
        BASE.astype(np.uint8)[:, ::3],
        BASE.astype(np.uint64),
        BASE.tolist(),
        tuple(map(tuple, BASE)),
        np.ma.masked_array(BASE),
        BASE.view(np.matrix),
        np.zeros(6, dtype=[("a", "f4"), ("b", "f8", 8)])["b"] + BASE,
        np.frombuffer(b"x" + BASE.astype(np.float64).tobytes(), np.float64, 48, 1).reshape(6, 8),
        np.zeros((0, 0)),
        np.zeros((0, 3)),
        np.zeros((3, 0)),
        [[]],
    ],
    ids=lambda matrix: f"{type(matrix).__name__} {getattr(matrix, 'dtype', '')}",
)
def test_every_form_of_a_matrix(matrix):
    for maximize in (False, True):
        _check(matrix, maximize)


def test_a_field_of_records_is_not_contiguous():
    records = np.zeros((4, 4), dtype=[("flag", "i1"), ("cost", "f8")])
    records["cost"] = BASE[:4, :4]
    _check(records["cost"], maximize=False)


@pytest.mark.parametrize(
    ("matrix", "text"),
    [
        ([1, 2], r"expected a matrix \(2-D array\), got a 1 array"),
        (np.zeros((2, 2, 2)), r"expected a matrix \(2-D array\), got a 3 array"),
        (None, r"expected a matrix \(2-D array\), got a 0 array"),
        ([[1, 2], [3]], "inhomogeneous"),
        ([[np.nan]], "matrix contains invalid numeric entries"),
        ([[-np.inf]], "matrix contains invalid numeric entries"),
        ([[np.inf]], "cost matrix is infeasible"),
        ([[1, np.inf], [2, np.inf]], "cost matrix is infeasible"),
    ],
)
def test_what_is_refused(matrix, text):
    with pytest.raises(ValueError, match=text):
        mw.linear_sum_assignment(matrix)


@pytest.mark.parametrize(
    "matrix",
    [
        np.array([["a", "b"]]),
        np.array([[1, None]], dtype=object),
        [[1j]],
        np.zeros((1, 1), dtype="M8[D]"),
        np.zeros((1, 1), dtype=np.longdouble),
    ],
    ids=lambda matrix: str(np.asarray(matrix).dtype),
)
def test_what_is_not_a_number(matrix):
    with pytest.raises(TypeError):
        scipy.optimize.linear_sum_assignment(matrix)
    with pytest.raises(TypeError, match="expected a matrix of numbers"):
        mw.linear_sum_assignment(matrix)
    with pytest.raises(mw.KindError, match="expected a matrix of numbers"):
        mw.assign(matrix)


def test_a_failing_array():
    class Broken:
        def __array__(self, dtype=None, copy=None):
            message = "the disk is gone"
            raise OSError(message)

    with pytest.raises(OSError, match="the disk is gone"):
        mw.linear_sum_assignment(Broken())


def test_the_argument_is_left_alone():
    for kind in (np.float64, np.int32):
        matrix = BASE.astype(kind)
        mw.linear_sum_assignment(matrix, maximize=True)
        mw.assign(matrix, unmatched_cost=3)
        np.testing.assert_array_equal(matrix, BASE)
    frozen = BASE.astype(np.float64)
    frozen.flags.writeable = False
    _check(frozen, maximize=False)
