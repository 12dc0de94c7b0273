"""Frames on their way out, in the caller's own kind."""

from __future__ import annotations

from contextlib import suppress
from importlib.util import find_spec
from typing import Any

import narwhals as nw
import numpy as np

from matchwright._ids import IdColumn

__all__ = ["Frames", "Kept"]

_BACKENDS = ("pandas", "polars", "pyarrow")
"""What a caller gets who gave no frame: the first of these that is installed."""

_EAGER = ("pyarrow", "polars", "pandas")
"""What a query is made of."""

_KINDS = {
    None: nw.String(),
    np.dtype(np.int64): nw.Int64(),
    np.dtype(np.float64): nw.Float64(),
    np.dtype(np.bool_): nw.Boolean(),
}
"""The core gives lists of text, and arrays of numbers; some are yes or no."""


class Frames:
    """Makes frames of the kind that one table has."""

    def __init__(self, table: object) -> None:
        """Look at the table, and keep nothing of it but its kind and DuckDB's connection."""
        try:
            frame: Any = nw.from_native(table, pass_through=True)
        except nw.exceptions.DuplicateError:
            # Two columns of one name matter only where somebody reads them.
            frame = None
        self._lazy = isinstance(frame, nw.LazyFrame)
        # The door to its connection.
        is_query = isinstance(frame, nw.LazyFrame) and frame.implementation.is_duckdb()
        self._relation = frame.to_native() if is_query else None
        if isinstance(frame, (nw.DataFrame, nw.LazyFrame)):
            self._backend: Any = frame.implementation
        else:
            self._backend = _first(_BACKENDS)

    def make(self, columns: dict[str, Any]) -> Any:
        """Make a frame; a dictionary of columns where no library for frames is installed."""
        return self.kept(columns).fresh()

    def kept(self, columns: dict[str, Any]) -> Kept:
        """Make a frame that can be handed out more than once."""
        if self._backend is None:
            return Kept({name: _plain(values) for name, values in columns.items()})
        if not self._lazy:
            return Kept(_frame(columns, self._backend))
        eager = self._backend if self._backend.is_polars() else _first(_EAGER)
        frame = _frame(columns, eager)
        if self._relation is not None:
            # Where the connection is closed, or sees no variables of Python, DuckDB's own serves.
            with suppress(Exception):
                return Kept(_related(self._relation, columns, frame.to_native()))
        return Kept(frame.lazy(backend=self._backend))

    def __getstate__(self) -> dict[str, Any]:
        """Leave the connection here: it cannot be pickled."""
        return self.__dict__ | {"_relation": None}


class Kept:
    """A frame that nobody else can change."""

    def __init__(self, frame: dict[str, Any] | nw.DataFrame[Any] | nw.LazyFrame[Any]) -> None:
        """Keep it."""
        self._frame = frame

    def fresh(self) -> Any:
        """Return a frame of the caller's own."""
        if isinstance(self._frame, nw.DataFrame):
            return self._frame.clone().to_native()
        if isinstance(self._frame, nw.LazyFrame):
            return self._frame.to_native()
        return {name: values.copy() for name, values in self._frame.items()}


def _first(libraries: tuple[Any, ...]) -> Any:
    """The first of these that is installed."""
    found = next(filter(find_spec, libraries), None)
    return None if found is None else nw.Implementation.from_backend(found)


def _related(relation: Any, columns: dict[str, Any], _matchwright_answer: Any) -> Any:
    """Make a relation in the connection of another one, ids in the types that they have there.

    DuckDB reads a variable of Python by its name where no table has the name.
    """
    shown = []
    for name, column in columns.items():
        quoted = '"' + name.replace('"', '""') + '"'
        kind = column.sql if isinstance(column, IdColumn) else None
        shown.append(f"cast({quoted} as {kind}) as {quoted}" if kind else quoted)
    query = f"select {', '.join(shown)} from _matchwright_answer"  # noqa: S608
    return nw.from_native(relation.query("_matchwright_people", query))


def _frame(columns: dict[str, Any], backend: Any) -> nw.DataFrame[Any]:
    """Text stays text in a column without rows, too."""
    ids = {name: column for name, column in columns.items() if isinstance(column, IdColumn)}
    others = {name: column for name, column in columns.items() if name not in ids}
    schema = {name: _KINDS[getattr(values, "dtype", None)] for name, values in others.items()}
    frame = nw.from_dict(others, schema, backend=backend)
    own = [_series(name, column, backend) for name, column in ids.items()]
    return frame.with_columns(*own).select(*columns)


def _series(name: str, ids: IdColumn, backend: Any) -> nw.Series[Any]:
    """Ids in the caller's own type, or as texts where frames of this kind have no such type."""
    values = ids.values
    if isinstance(values, nw.Series) and values.implementation is backend:
        return values.alias(name)
    if values is not None:
        given = values.to_list() if isinstance(values, nw.Series) else values
        # Every library has errors of its own for what it cannot hold.
        with suppress(Exception):
            return nw.new_series(name, given, _kind(values, backend), backend=backend)
    return nw.new_series(name, ids.texts, nw.String(), backend=backend)


def _kind(values: Any, backend: Any) -> Any:
    """The type of ids; ``None`` where their values say it."""
    if isinstance(values, nw.Series):
        return values.dtype
    if not isinstance(values, list):
        return None
    if all(isinstance(value, str | None) for value in values):
        return nw.String()
    # With a gap between them, pandas would make floats of numbers.
    return nw.Object() if None in values and backend.is_pandas_like() else None


def _plain(column: Any) -> Any:
    """A column where no library for frames is installed."""
    if not isinstance(column, IdColumn):
        return column
    return column.texts if column.values is None else column.values
