"""Costs without people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from matchwright import _core
from matchwright._arguments import checked
from matchwright._assignment import Assignment
from matchwright._costs import matrix_of, prices_of, seats_of, with_column
from matchwright._deprecated import warn
from matchwright._errors import OptionError
from matchwright._progress import reporting
from matchwright._warm_start import WarmStart, warm_start_parts

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from matchwright._progress import Progress

__all__ = ["assign", "k_best"]

# More than memory holds of any problem with as many plans.
_MOST_PLANS = 2**31


@checked
def assign(
    cost: Any,
    *,
    row_capacity: ArrayLike = 1,
    column_capacity: ArrayLike = 1,
    row_minimum: ArrayLike = 0,
    column_minimum: ArrayLike = 0,
    maximize: bool = False,
    unmatched_cost: ArrayLike | None = None,
    method: str = "auto",
    threads: int | None = None,
    progress: Progress = False,
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
        Costs of any numeric type, read as `linear_sum_assignment` reads them; ``inf`` (``-inf``
        with `maximize`) forbids a pair, and so does not being stored in a sparse matrix, whose time
        and memory go with what is stored. A zero that is stored is a cost of 0, but in blocks and
        diagonals (``bsr``, ``dia``), which are filled up with zeros. NaN is refused: scores of
        `score` are passed as ``np.where(np.isnan(scores), -np.inf, scores)`` with `maximize`.
    row_capacity, column_capacity : int or array_like of int, default 1
        Seats, from 0, of every row and column, or of each. A pair is used at most once.
    row_minimum, column_minimum : int or array_like of int, default 0
        The fewest pairs of every row and column, or of each. Among the plans that keep to them the
        best is found, by a network simplex method, and proven objective by objective: most pairs
        (without `unmatched_cost`), then the total. `row_prices`, `alternatives`, `warm_start`,
        `timeout` and another `method` do not go with it, and floats that have to be rounded for the
        solver leave a `rounding_bound` above 0 and the plan unverified.
    maximize : bool, default False
        Look for the highest total instead of the lowest.
    unmatched_cost : float or array_like of float, optional
        What each empty seat of a row costs (with `maximize`: earns), for all rows or for each. A
        seat then stays empty where that is better. Otherwise as many pairs as possible are made,
        and among those plans the best is taken.
    method : str, default "auto"
        ``"auto"``, ``"hungarian"``, ``"spare"``, ``"auction"``, ``"repair"`` or
        ``"reference"``. All find the same total.
    threads : int, optional
        Threads to work on, 1 or more; one per core unless said otherwise.
    progress : bool or callable
        ``True`` shows a bar; a function is called as ``progress(stage, done, total)``, and an
        exception in it ends the work.
    timeout : float, optional
        Seconds, above 0, after which the best plan so far is returned. Its certificate says how far
        it can be from the best (``certificate.gap``); where there was no time to read all costs
        and check the proof, ``certificate.scope`` is ``"not_checked"``. Bringing floats to a
        common grid, one look at the matrix, comes on top.
    alternatives : bool, default False
        Find out, too, whether another plan is as good, and for which rows it would be another one:
        `Assignment.unique` and `Assignment.tied_rows`. One more look at all pairs, or two.
    warm_start : Assignment or WarmStart, optional
        An earlier plan for a matrix like this one. Where little has changed it is mended, which is
        faster; the answer is the best plan all the same, and proven. With another number of rows or
        columns, or in another order, a `WarmStart` says where they were.
    restartable : bool, default False
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
    InfeasibleError
        A `ValueError`, where no plan keeps to the minimums; it counts what they need and what is
        possible.
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

    Everybody would rather meet the first of two mentors; each of them needs one of the three.

    >>> costs = [[1, 5], [1, 7], [1, 6]]
    >>> plan = mw.assign(costs, column_capacity=3, column_minimum=1)
    >>> plan.col_ind, plan.total, plan.certificate.verified
    (array([1, 0, 0]), 7.0, True)
    """
    if seed is not None:
        warn("the argument 'seed'", "'warm_start'", calls=2)
        warm_start = seed
    # NumPy before 2 has no `any` of texts, which are refused by name further on.
    if np.count_nonzero(row_minimum) or np.count_nonzero(column_minimum):
        others = {
            "method": method != "auto",
            "timeout": timeout is not None,
            "alternatives": alternatives,
            "warm_start": warm_start is not None,
            "restartable": restartable,
        }
        _refuse_beside_minimums(others)
        return _within(
            cost,
            capacity=(row_capacity, column_capacity),
            minimum=(row_minimum, column_minimum),
            maximize=maximize,
            unmatched_cost=unmatched_cost,
            threads=threads,
            progress=progress,
        )
    return _plans(
        cost,
        k=1,
        row_capacity=row_capacity,
        column_capacity=column_capacity,
        maximize=maximize,
        unmatched_cost=unmatched_cost,
        method=method,
        threads=threads,
        progress=progress,
        timeout=timeout,
        alternatives=alternatives,
        warm_start=warm_start,
        restartable=restartable,
    )[0]


@checked
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
    progress: Progress = False,
    timeout: float | None = None,
) -> list[Assignment]:
    """Find the best plan, the next best, and so on.

    Two plans differ where their sets of pairs do. Without `unmatched_cost` only plans with the most
    pairs count. The first plan is that of `assign`, and the answer for a smaller `k` is a beginning
    of the answer for a larger one. Plans with the same total stand in an order that depends on the
    problem alone.

    Parameters
    ----------
    cost, row_capacity, column_capacity, maximize, unmatched_cost, method, threads, progress
        As for `assign`. The costs have to fit into memory, 8 bytes a pair.
    k : int
        How many plans, 1 or more; fewer are returned where there are fewer.
    timeout : float, optional
        Seconds, above 0, after which the list ends. Where they end the search for the best plan
        already, the plan of that search is all there is, and its certificate says how far it can be
        from the best.

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
    if not 1 <= k <= _MOST_PLANS:
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
        progress=progress,
        timeout=timeout,
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
    progress: Progress,
    timeout: float | None,
    k: int,
    alternatives: bool,
    restartable: bool,
) -> list[Assignment]:
    if method == "sparse":
        warn("the method 'sparse'", "'auction'", calls=3)
        method = "auction"
    matrix, rows, columns = _read(cost, unmatched_cost)
    with reporting(progress) as report:
        plans = _core.assigned(
            matrix,
            row_capacity=seats_of("row_capacity", row_capacity, rows),
            column_capacity=seats_of("column_capacity", column_capacity, columns),
            priced=unmatched_cost is not None,
            maximize=maximize,
            method=method,
            threads=threads,
            progress=report,
            timeout=timeout,
            warm_start=None if warm_start is None else warm_start_parts(warm_start),
            k=k,
            alternatives=alternatives,
            restartable=restartable,
        )
    return [Assignment(plan) for plan in plans]


def _read(cost: Any, unmatched_cost: ArrayLike | None) -> tuple[Any, int, int]:
    """Return the matrix, with what staying unmatched costs as its last column, and its shape."""
    matrix = cost if type(cost) is np.ndarray else matrix_of(cost)
    shape = cost.shape if isinstance(matrix, tuple) else matrix.shape
    rows, columns = shape if len(shape) == 2 else (0, 0)  # noqa: PLR2004
    if unmatched_cost is not None:
        matrix = with_column(matrix, prices_of(unmatched_cost, rows))
    return matrix, rows, columns


def _refuse_beside_minimums(others: dict[str, bool]) -> None:
    given = [name for name, is_given in others.items() if is_given]
    if given:
        text = f"minimums are kept by one method, from the start to the end: leave out {given[0]}"
        raise OptionError(text)


def _within(
    cost: Any,
    *,
    capacity: tuple[ArrayLike, ArrayLike],
    minimum: tuple[ArrayLike, ArrayLike],
    maximize: bool,
    unmatched_cost: ArrayLike | None,
    threads: int | None,
    progress: Progress,
) -> Assignment:
    matrix, rows, columns = _read(cost, unmatched_cost)
    with reporting(progress) as report:
        plan = _core.assigned_within(
            matrix,
            row_capacity=seats_of("row_capacity", capacity[0], rows),
            column_capacity=seats_of("column_capacity", capacity[1], columns),
            row_minimum=seats_of("row_minimum", np.asarray(minimum[0]), rows) or [],
            column_minimum=seats_of("column_minimum", np.asarray(minimum[1]), columns) or [],
            priced=unmatched_cost is not None,
            maximize=maximize,
            threads=threads,
            progress=report,
        )
    return Assignment(plan)
