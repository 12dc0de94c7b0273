"""Frames on their way out, in the caller's own kind."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import narwhals as nw
import numpy as np

__all__ = ["Frames", "Kept"]

_BACKENDS = ("pandas", "polars", "pyarrow")
"""What a caller gets who gave no frame: the first of these that is installed."""

_KINDS = {None: nw.String(), np.dtype(np.int64): nw.Int64(), np.dtype(np.float64): nw.Float64()}
"""The core gives lists of text, and arrays of numbers."""


class Frames:
    """Makes frames of the kind that one table has."""

    def __init__(self, table: object) -> None:
        """Look at the table, and keep nothing of it but its kind."""
        try:
            frame = nw.from_native(table, pass_through=True)
        except nw.exceptions.DuplicateError:
            # Two columns of one name matter only where somebody reads them.
            frame = None
        self._lazy = isinstance(frame, nw.LazyFrame)
        if isinstance(frame, (nw.DataFrame, nw.LazyFrame)):
            self._backend: Any = frame.implementation
        else:
            self._backend = next(filter(find_spec, _BACKENDS), None)

    def make(self, columns: dict[str, Any]) -> Any:
        """Make a frame; a dictionary of columns where no library for frames is installed."""
        return self.kept(columns).fresh()

    def kept(self, columns: dict[str, Any]) -> Kept:
        """Make a frame that can be handed out more than once."""
        if self._backend is None:
            return Kept(columns)
        if not self._lazy:
            return Kept(_frame(columns, self._backend))
        eager = next(filter(find_spec, ("pyarrow", "polars", "pandas")))
        return Kept(_frame(columns, eager).lazy(backend=self._backend))


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


def _frame(columns: dict[str, Any], backend: Any) -> nw.DataFrame[Any]:
    """Text stays text in a column without rows, too."""
    schema = {name: _KINDS[getattr(values, "dtype", None)] for name, values in columns.items()}
    return nw.from_dict(columns, schema, backend=backend)
