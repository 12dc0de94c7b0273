"""Costs without people."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matchwright import _core
from matchwright._certificate import Certificate
from matchwright._deprecated import warn
from matchwright._errors import CostError, KindError, OptionError

__all__ = ["Assignment", "Sparse", "WarmStart", "assign", "k_best"]

Sparse: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[Any], int]
"""Starts of the rows, columns, values, and the number of columns of a sparse matrix."""

# More than memory holds of any problem with as many plans.
_MOST_PLANS = 2**31

_MOST_SEATS = np.iinfo(np.uint32).max

# Whole numbers up to this size have a float of their own.
_LARGEST_EXACT = 2**53

_LARGEST_SIGNED = 2**63 - 1


class Assignment:
    """A plan for a matrix of costs: the best, with its proof, or one of the `k_best`.

    It cannot be changed. Each of its fields is worked out when it is first looked at, since that
    takes longer than to solve a small problem. Arrays are read-only.

    A plan that was pickled comes back without a proof, since anybody could have changed it on the
    way and the costs are not here: ``certificate.verified`` is false and ``certificate.scope``
    ``"not_checked"``. ``mw.assign(cost, warm_start=plan)`` proves it anew.
    """

    _plan: _core.Plan

    def __init__(self, plan: _core.Plan) -> None:
        self.__dict__["_plan"] = plan

    @cached_property
    def row_ind(self) -> NDArray[np.int64]:
        """Rows of the pairs, rising."""
        return _frozen(self._plan.row_ind)

    @cached_property
    def col_ind(self) -> NDArray[np.int64]:
        """Columns of the pairs."""
        return _frozen(self._plan.col_ind)

    @cached_property
    def total(self) -> float:
        """The sum of the pairs' values, and with `unmatched_cost` of the price of every empty seat.

        Rounded once, at the end.
        """
        return self._plan.total

    @cached_property
    def row_prices(self) -> NDArray[np.float64]:
        """Prices with which the best plan is proven.

        For a pair that it does not use, value - row price - column price is 0 or more (when
        maximising, or less), for one that it uses 0 or less (or more).
        """
        return _frozen(self._plan.row_prices)

    @cached_property
    def column_prices(self) -> NDArray[np.float64]:
        """Prices of the columns, to go with those of the rows; 0 where a seat is free."""
        return _frozen(self._plan.column_prices)

    @cached_property
    def certificate(self) -> Certificate:
        """The checked proof, in whole numbers of the solver's grid."""
        return Certificate._read(self._plan.certificate, verified=self._plan.verified)

    @cached_property
    def method(self) -> str:
        """The method that found the plan."""
        return self._plan.method

    @property
    def stats(self) -> dict[str, float]:
        """What it took, in the order of the work.

        ``threads``; ``memory``, the bytes that the solve was estimated to hold at most besides the
        matrix; ``pairs_read``, costs that were read to find the plan, each as often as it was;
        ``pairs_kept``, pairs that were kept to find it, in tables or short lists; ``phases`` and
        ``bids`` of the method ``"auction"``; ``searches`` for shortest paths (the others);
        ``row_scans``, rows that were read in full; and ``prepare_seconds``, ``scan_seconds`` (the
        auction's row scans), ``solve_seconds`` and ``certify_seconds`` (the proof), one after
        another. Reading the matrix comes before all of them.
        """
        stats: dict[str, float] = json.loads(self._plan.stats)
        return stats

    @cached_property
    def rounding_bound(self) -> float:
        """How much better the best plan can be because values were rounded on the way.

        0 for a plan that is verified: it is the best for the values themselves.
        """
        return self._plan.rounding_bound

    @cached_property
    def tied_rows(self) -> NDArray[np.int64] | None:
        """Rows, rising, that have other columns in another best plan, or none, or more.

        All others have the same in every best plan. ``None`` unless `assign` was asked for
        ``alternatives`` and the plan is proven best.
        """
        rows = self._plan.tied_rows
        return None if rows is None else _frozen(rows)

    @cached_property
    def _prices(self) -> str:
        return self._plan.prices

    @cached_property
    def _grid(self) -> str:
        return self._plan.grid

    @property
    def unique(self) -> bool | None:
        """Whether no other plan is as good; ``None`` unless `assign` was asked for `alternatives`.

        As good means as many pairs and the same total (with `unmatched_cost`: the same total), to
        the solver's last digit.
        """
        return None if self.tied_rows is None else not len(self.tied_rows)

    def to_json(self) -> str:
        """Everything that somebody else needs to check the proof, as JSON.

        ``pairs`` of row and column, and, where values were rounded and another plan is the best for
        the rounded ones, its ``rounded_pairs``, of which the prices speak; the ``prices`` of a
        pair, of rows and of columns, and the ``cut`` that bounds how many pairs there can be; the
        ``certificate``; and the ``grid``: the solver worked with ``cost = round(value / unit) -
        offset``, the value's sign turned when maximising. Whole numbers throughout, but for the
        unit, a power of two.
        """
        proof = {
            "pairs": np.column_stack([self.row_ind, self.col_ind]).tolist(),
            "rounded_pairs": self._plan.rounded_pairs,
            "prices": json.loads(self._prices),
            "certificate": json.loads(self.certificate.to_json()),
            "grid": json.loads(self._grid),
        }
        return json.dumps(proof)

    def __reduce__(self) -> tuple[type[Assignment], tuple[_core.Plan]]:
        """Pickle the plan alone: what was looked at of it is worked out again."""
        return type(self), (self._plan,)

    def __copy__(self) -> Assignment:
        """Return the same: nobody can change it."""
        return self

    def __deepcopy__(self, _: object) -> Assignment:
        """Return the same: nobody can change it."""
        return self

    def __setattr__(self, name: str, _: object) -> None:
        text = f"cannot assign to field {name!r}"
        raise FrozenInstanceError(text)

    def __delattr__(self, name: str) -> None:
        text = f"cannot delete field {name!r}"
        raise FrozenInstanceError(text)

    def __repr__(self) -> str:
        checked = self.certificate.scope != "not_checked"
        proof = "verified" if self.certificate.verified else "not verified"
        proof = proof if checked else "not checked here"
        return f"<Assignment: {len(self.row_ind)} pairs, total {self.total:g}, {proof}>"


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WarmStart:
    """An earlier plan to start from, where rows or columns have come, gone or moved.

    Examples
    --------
    >>> import matchwright as mw
    >>> before = mw.assign([[1, 2], [4, 8]])
    >>> start = mw.WarmStart(plan=before, rows=[0, -1], unchanged=True)  # another second row
    >>> again = mw.assign([[1, 2], [5, 3]], warm_start=start)
    >>> again.total, again.method, again.certificate.scope
    (4.0, 'repair', 'changes')
    """

    plan: Assignment
    """The earlier plan."""
    rows: ArrayLike | None = None
    """Where each row was in the earlier matrix; -1 for one that is new or has changed much. The
    same place for all unless said otherwise."""
    columns: ArrayLike | None = None
    """Where each column was; -1 for one that is new or has changed for many rows."""
    unchanged: bool = False
    """You vouch for it that pairs of rows and columns with a place cost what they did, and what
    staying unmatched costs such rows too; how many seats there are may change. They are not read
    again, not even for the proof (if the plan is restartable; otherwise few are), and the
    certificate says so: its scope is ``"changes"``. All are read where the plan was not proven, and
    where values have to be rounded on the way and the plan is not restartable."""

    def _parts(self) -> _Parts:
        places = _places("rows", self.rows), _places("columns", self.columns)
        return _Parts(self.plan._plan, *places, self.unchanged)


class _Parts(NamedTuple):
    """A warm start as the core takes it."""

    plan: _core.Plan
    rows: NDArray[np.int64] | None
    columns: NDArray[np.int64] | None
    unchanged: bool


def _warm_start(start: Assignment | WarmStart) -> _Parts:
    if not isinstance(start, Assignment | WarmStart):
        text = f"warm_start must be an Assignment or a WarmStart, not {type(start).__name__}"
        raise KindError(text)
    return (WarmStart(plan=start) if isinstance(start, Assignment) else start)._parts()


def _places(name: str, places: ArrayLike | None) -> NDArray[np.int64] | None:
    if places is None:
        return None
    numbers = np.asarray(places)
    if numbers.ndim != 1 or (numbers.size and numbers.dtype.kind not in "iu"):
        text = f"{name} of a warm start must be a list of positions, -1 for what is new"
        raise OptionError(text)
    return numbers.astype(np.int64)


def assign(
    cost: Any,
    *,
    row_capacity: ArrayLike = 1,
    column_capacity: ArrayLike = 1,
    maximize: bool = False,
    unmatched_cost: ArrayLike | None = None,
    method: str = "auto",
    threads: int | None = None,
    timeout: float | None = None,
    alternatives: bool = False,
    warm_start: Assignment | WarmStart | None = None,
    restartable: bool = False,
    seed: Assignment | WarmStart | None = None,
) -> Assignment:
    """Find the best plan for a matrix of costs, and prove it.

    Unlike `linear_sum_assignment` it knows capacities and pays for unmatched rows, and a matrix
    that does not let everybody have a pair is solved, not refused.

    Parameters
    ----------
    cost : array_like of shape (n, m), or a SciPy sparse matrix
        Costs of any numeric type; ``inf`` (``-inf`` with `maximize`) forbids a pair, and so does
        not being stored in a sparse matrix, whose time and memory go with what is stored. A zero
        that is stored is a cost of 0, but in blocks and diagonals (``bsr``, ``dia``), which are
        filled up with zeros. NaN is refused.
    row_capacity, column_capacity : int or array_like of int
        Seats of every row and column, or of each. A pair is used at most once.
    maximize : bool
        Look for the highest total instead of the lowest.
    unmatched_cost : float or array_like of float, optional
        What each empty seat of a row costs (with `maximize`: earns), for all rows or for each. A
        seat then stays empty where that is better. Otherwise as many pairs as possible are made,
        and among those plans the best is taken.
    method : str
        ``"auto"``, ``"hungarian"``, ``"auction"``, ``"repair"`` or ``"reference"``. All find the
        same total.
    threads : int, optional
        Threads to work on; one per core unless said otherwise.
    timeout : float, optional
        Seconds after which the search ends with the best plan so far. Its certificate says how far
        it can be from the best (``certificate.gap``). Reading the matrix and checking the proof
        come on top.
    alternatives : bool
        Find out, too, whether another plan is as good, and for which rows it would be another one:
        `Assignment.unique` and `Assignment.tied_rows`. One more look at all pairs, or two.
    warm_start : Assignment or WarmStart, optional
        An earlier plan for a matrix like this one. Where little has changed it is mended, which is
        faster; the answer is the best plan all the same, and proven. With another number of rows or
        columns, or in another order, a `WarmStart` says where they were.
    restartable : bool
        Keep what a restart from this plan needs to read next to nothing, where it is said to be
        ``unchanged``: one more look at all pairs, and a kilobyte for each row. It is not pickled.
    seed : Assignment or WarmStart, optional
        The former name of `warm_start`.

    Returns
    -------
    Assignment
        Pairs, total, prices, certificate.

    Raises
    ------
    CostError
        A `ValueError`, for a matrix, capacities or prices that cannot be solved.
    KindError
        A `TypeError`, for a matrix that does not hold numbers.
    OptionError
        For a method, a number of threads or a time limit that does not exist.

    Examples
    --------
    >>> import matchwright as mw
    >>> plan = mw.assign([[5.0], [9.0], [-2.0]], column_capacity=2, maximize=True)
    >>> plan.row_ind, plan.total, plan.certificate.verified
    (array([0, 1]), 14.0, True)
    >>> plan = mw.assign([[1, 2, 9], [1, 2, 9], [9, 9, 0]], alternatives=True)
    >>> plan.unique, plan.tied_rows
    (False, array([0, 1]))
    """
    if seed is not None:
        warn("the argument 'seed'", "'warm_start'")
        warm_start = seed
    return _plans(
        cost,
        k=1,
        row_capacity=row_capacity,
        column_capacity=column_capacity,
        maximize=maximize,
        unmatched_cost=unmatched_cost,
        method=method,
        threads=threads,
        timeout=timeout,
        alternatives=alternatives,
        warm_start=warm_start,
        restartable=restartable,
    )[0]


def k_best(
    cost: Any,
    k: int,
    *,
    row_capacity: ArrayLike = 1,
    column_capacity: ArrayLike = 1,
    maximize: bool = False,
    unmatched_cost: ArrayLike | None = None,
    method: str = "auto",
    threads: int | None = None,
) -> list[Assignment]:
    """Find the best plan, the next best, and so on.

    Two plans differ where their sets of pairs do. Without `unmatched_cost` only plans with the most
    pairs count. The first plan is that of `assign`, and the answer for a smaller `k` is a beginning
    of the answer for a larger one. Plans with the same total stand in an order that depends on the
    problem alone.

    Parameters
    ----------
    cost, row_capacity, column_capacity, maximize, unmatched_cost, method, threads
        As for `assign`. The costs have to fit into memory, 8 bytes a pair.
    k : int
        How many plans; fewer are returned where there are fewer.

    Returns
    -------
    list of Assignment
        From the best on. Every plan comes with the prices of the best; its ``certificate.gap`` is
        how much worse than that it is, in steps of the solver's grid, and ``certificate.verified``
        says whether it is as good. That no plan is left out in between is not part of the
        certificate.

    Raises
    ------
    CostError, KindError, OptionError
        As for `assign`, and `OptionError` for a `k` below 1.
    OutOfMemoryError
        Where the costs do not fit into memory.

    Examples
    --------
    >>> import matchwright as mw
    >>> [plan.total for plan in mw.k_best([[1, 2, 9], [4, 8, 9]], 3)]
    [6.0, 9.0, 10.0]
    """
    if isinstance(k, bool) or not isinstance(k, (int, np.integer)) or not 1 <= k <= _MOST_PLANS:
        text = f"k must be a whole number from 1 to {_MOST_PLANS}"
        raise OptionError(text)
    return _plans(
        cost,
        k=int(k),
        row_capacity=row_capacity,
        column_capacity=column_capacity,
        maximize=maximize,
        unmatched_cost=unmatched_cost,
        method=method,
        threads=threads,
        timeout=None,
        alternatives=False,
        warm_start=None,
        restartable=False,
    )


def _plans(
    cost: Any,
    *,
    row_capacity: ArrayLike,
    column_capacity: ArrayLike,
    unmatched_cost: ArrayLike | None,
    warm_start: Assignment | WarmStart | None,
    maximize: bool,
    method: str,
    threads: int | None,
    timeout: float | None,
    k: int,
    alternatives: bool,
    restartable: bool,
) -> list[Assignment]:
    if method == "sparse":
        warn("the method 'sparse'", "'auction'", calls=2)
        method = "auction"
    matrix = cost if type(cost) is np.ndarray else _matrix(cost)
    shape = cost.shape if isinstance(matrix, tuple) else matrix.shape
    rows, columns = shape if len(shape) == 2 else (0, 0)  # noqa: PLR2004
    if unmatched_cost is not None:
        matrix = _with_column(matrix, _prices(unmatched_cost, rows))
    plans = _core.assigned(
        matrix,
        row_capacity=_seats("row_capacity", row_capacity, rows),
        column_capacity=_seats("column_capacity", column_capacity, columns),
        priced=unmatched_cost is not None,
        maximize=maximize,
        method=method,
        threads=threads,
        timeout=timeout,
        warm_start=None if warm_start is None else _warm_start(warm_start),
        k=k,
        alternatives=alternatives,
        restartable=restartable,
    )
    return [Assignment(plan) for plan in plans]


def _matrix(cost: Any) -> Any:
    return _sparse(cost) if hasattr(cost, "tocsr") else np.asarray(cost)


def _sparse(cost: Any) -> Sparse:
    """Starts of the rows, columns, values and number of columns; whatever is stored is allowed."""
    rows = cost.tocsr()
    if not rows.has_canonical_format:
        rows = rows.copy()
        rows.sum_duplicates()
    if cost.format == "bsr":
        # Blocks are stored whole, and nothing tells their padding from a cost of 0.
        rows.eliminate_zeros()
    if rows.ndim != 2:  # noqa: PLR2004
        text = f"expected a matrix (2-D array), got a {rows.ndim} array"
        raise CostError(text)
    if rows.dtype.kind not in "biuf":
        text = f"expected a matrix of numbers, got the type {rows.dtype}"
        raise KindError(text)
    starts, indices = rows.indptr.astype(np.int64), rows.indices.astype(np.int64)
    return starts, indices, rows.data, rows.shape[1]


def _with_column(matrix: Any, column: NDArray[Any]) -> Any:
    """Put a column behind the last one."""
    if not isinstance(matrix, tuple):
        if matrix.ndim != 2:  # noqa: PLR2004
            return matrix
        return np.column_stack(_of_one_type(matrix, column))
    starts, indices, values, columns = matrix
    ends = starts[1:]
    longer = starts + np.arange(len(starts))
    values, column = _of_one_type(values, column)
    return longer, np.insert(indices, ends, columns), np.insert(values, ends, column), columns + 1


def _of_one_type(values: NDArray[Any], others: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Both in a type that holds all of their numbers exactly."""
    both = values, others
    if not any(part.dtype.kind in "iu" for part in both):
        kind = np.result_type(*both)
        return values.astype(kind), others.astype(kind)
    low = min((part.min() for part in both if part.size), default=0)
    high = max((part.max() for part in both if part.size), default=0)
    if all(_is_whole(part) for part in both):
        ranges = [(np.int64, -(2**63), _LARGEST_SIGNED), (np.uint64, 0, 2**64 - 1)]
        for whole_kind, least, most in ranges:
            if least <= int(low) and int(high) <= most:
                return values.astype(whole_kind), others.astype(whole_kind)
    whole = [part for part in both if part.dtype.kind in "iu" and part.size]
    if any(max(-int(part.min()), int(part.max())) > _LARGEST_EXACT for part in whole):
        most = _LARGEST_EXACT
        text = f"costs and unmatched_cost must be of one type where they are above {most}"
        raise CostError(text)
    return values.astype(np.float64), others.astype(np.float64)


def _is_whole(numbers: NDArray[Any]) -> bool:
    if numbers.dtype.kind != "f":
        return True
    return bool(np.isfinite(numbers).all() and (numbers == np.rint(numbers)).all())


def _seats(name: str, seats: ArrayLike, count: int) -> list[int] | None:
    """One number per row or column; ``None`` for one seat each."""
    if isinstance(seats, int) and seats == 1:
        return None
    numbers = np.asarray(seats)
    whole = numbers.dtype.kind in "iu" or numbers.size == 0
    if not whole or (numbers.size and not 0 <= numbers.min() <= numbers.max() <= _MOST_SEATS):
        text = f"{name} must be whole numbers from 0 to {_MOST_SEATS}"
        raise CostError(text)
    spread: list[int] = _spread(name, numbers, count).tolist()
    return spread


def _prices(unmatched_cost: Any, count: int) -> NDArray[Any]:
    prices = np.asarray(unmatched_cost)
    if prices.dtype.kind not in "biuf" or not np.isfinite(prices).all():
        text = "unmatched_cost must be finite numbers"
        raise CostError(text)
    return _spread("unmatched_cost", prices, count)


def _spread(name: str, numbers: NDArray[Any], count: int) -> NDArray[Any]:
    """One number for all, or one for each."""
    if numbers.ndim == 0:
        return np.full(count, numbers)
    if numbers.shape != (count,):
        text = f"{name}: expected one number or {count}, found the shape {numbers.shape}"
        raise CostError(text)
    return numbers
