"""Values of a programme's fields, as the core takes them and as they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import narwhals as nw
import numpy as np

from matchwright import _core
from matchwright._errors import FormatError, KindError

__all__ = ["equal", "matrix", "pairs", "plain", "shown", "texts", "times"]


def texts(values: Any) -> Any:
    """Ids as text: they may be numbers, dates and UUIDs, in tables and in lists of ids."""
    if isinstance(values, Iterable) and not isinstance(values, (str, Mapping)):
        return [texts(value) for value in values]
    is_id = values is not None and not isinstance(values, (str, bool, Mapping))
    text = _core.id_text(values) if is_id else None
    return values if text is None else text


def times(pairs: Any) -> dict[str, Any]:
    """When pairs met: a frame's column ``round`` or ``date``, where it has one."""
    frame = nw.from_native(pairs, pass_through=True)
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    columns = frame.columns if isinstance(frame, nw.DataFrame) else []
    column = next((name for name in ("round", "date") if name in columns), None)
    return {} if column is None else {"met": frame[column].to_list()}


def pairs(values: Any) -> Any:
    """Pairs of ids from a frame's columns ``mentee_id`` and ``mentor_id``; else what was given."""
    frame = nw.from_native(values, pass_through=True)
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    if not isinstance(frame, nw.DataFrame):
        return values
    missing = {"mentee_id", "mentor_id"} - set(frame.columns)
    if missing:
        message = f"a frame of pairs needs the column {min(missing)!r}"
        raise KindError(message)
    return frame.select("mentee_id", "mentor_id").rows()


_AT_ONCE = 1 << 22
"""Numbers that are copied at a time: some milliseconds."""


def matrix(values: Any) -> np.ndarray:
    """Single precision is finer than the grid of scores; Ctrl-C is noticed between two parts."""
    try:
        given = np.atleast_2d(np.asarray(values))
        if given.dtype.kind not in "biuf" or given.ndim > 2:  # noqa: PLR2004
            return np.array(values, dtype=np.float32, ndmin=2, order="C")
        copy = np.empty(given.shape, dtype=np.float32)
        rows = max(1, _AT_ONCE // max(1, given.shape[1]))
        for first in range(0, len(given), rows):
            copy[first : first + rows] = given[first : first + rows]
    except (TypeError, ValueError) as error:
        message = f"values must be a matrix of numbers: {error}"
        raise FormatError(message) from None
    return copy


def plain(value: Any) -> Any:
    """What JSON can hold instead of NumPy's kinds, sets and other sequences."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        numbers = value.astype(object)
        numbers[np.isnan(value)] = None
        return numbers.tolist()
    if isinstance(value, (np.ndarray, np.generic)):
        return value.tolist()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Iterable):
        return list(value)
    message = f"a programme cannot hold {type(value).__name__}"
    raise KindError(message)


def equal(left: Any, right: Any) -> bool:
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        return np.array_equal(left, right, equal_nan=True)
    return bool(left == right)


def shown(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"<{' × '.join(map(str, value.shape))} numbers>"
    return repr(list(value)) if isinstance(value, tuple) else repr(value)
