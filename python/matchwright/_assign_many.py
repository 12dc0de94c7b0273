"""Many matrices of costs in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from matchwright import _core
from matchwright._arguments import checked
from matchwright._assignment import Assignment
from matchwright._progress import reporting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchwright._progress import Progress

__all__ = ["assign_many"]


@checked
def assign_many(
    costs: Iterable[Any],
    *,
    maximize: bool = False,
    threads: int | None = None,
    progress: Progress = False,
) -> list[Assignment]:
    """Find the best plan for each of many matrices, and prove them.

    The answers are those of `assign` for one matrix after the other. Threads share the matrices,
    and other threads of Python run meanwhile.

    Parameters
    ----------
    costs : array_like of shape (k, n, m), or an iterable of matrices
        The matrices, which may differ in shape and type. Costs are read as `assign` reads them;
        a sparse matrix is for `assign`.
    maximize : bool, default False
        Look for the highest totals instead of the lowest.
    threads : int, optional
        Threads to work on, 1 or more; one per core unless said otherwise.
    progress : bool or callable
        ``True`` shows a bar; a function is called as ``progress(stage, done, total)``, and an
        exception in it ends the work. Steps are matrices.

    Returns
    -------
    list of Assignment
        A plan for each matrix, in their order.

    Raises
    ------
    CostError, KindError, OptionError
        As for `assign`; the message begins with the number of the matrix, from 0.

    Examples
    --------
    >>> import numpy as np
    >>> import matchwright as mw
    >>> plans = mw.assign_many(np.array([[[1, 2], [1, 3]], [[9, 5], [4, 1]]]))
    >>> [plan.total for plan in plans], [plan.col_ind.tolist() for plan in plans]
    ([3.0, 9.0], [[1, 0], [1, 0]])
    """
    matrices, rows = _together(costs)
    with reporting(progress) as report:
        plans = _core.assigned_many(
            matrices, rows=rows, maximize=maximize, threads=threads, progress=report
        )
    return [Assignment(plan) for plan in plans]


def _together(costs: Iterable[Any]) -> tuple[list[Any], int | None]:
    """Give the matrices of an array below each other in one, with the rows of each; others apart.

    One array is borrowed once. Where its rows do not follow each other in memory, as in one that is
    turned or repeated, putting them so would copy it.
    """
    if (
        isinstance(costs, np.ndarray)
        and costs.ndim == _DEPTH
        and costs.size
        and costs.flags.c_contiguous
    ):
        count, rows, columns = costs.shape
        return [costs.reshape(count * rows, columns)], rows
    return list(costs), None


_DEPTH = 3
"""Dimensions of an array of matrices."""
