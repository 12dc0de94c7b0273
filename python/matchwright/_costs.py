"""Costs, seats and prices as the core takes them."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matchwright import _core
from matchwright._errors import CostError, KindError

__all__ = ["Sparse", "matrix_of", "prices_of", "seats_of", "with_column"]

Sparse: TypeAlias = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[Any], int]
"""Starts of the rows, columns, values, and the number of columns of a sparse matrix."""

_MOST_SEATS = np.iinfo(np.uint32).max

# Whole numbers up to this size have a float of their own.
_LARGEST_EXACT = 2**53

_LARGEST_SIGNED = 2**63 - 1


def matrix_of(cost: Any) -> Any:
    return _sparse(cost) if hasattr(cost, "tocsr") else _core.as_matrix(cost)


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


def with_column(matrix: Any, column: NDArray[Any]) -> Any:
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


def seats_of(name: str, seats: ArrayLike, count: int) -> list[int] | None:
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


def prices_of(unmatched_cost: Any, count: int) -> NDArray[Any]:
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
