"""Frames on their way out, in the caller's own kind."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import narwhals as nw
import numpy as np

__all__ = ["Frames"]

_BACKENDS = ("pandas", "polars", "pyarrow")
"""What a caller gets who gave no frame: the first of these that is installed."""

_KINDS = {None: nw.String(), np.dtype(np.int64): nw.Int64(), np.dtype(np.float64): nw.Float64()}
"""The core gives lists of text, and arrays of numbers."""


class Frames:
    """Makes frames of the kind that one table has."""

    def __init__(self, table: object) -> None:
        """Look at the table, and keep nothing of it but its kind."""
        frame = nw.from_native(table, pass_through=True)
        self._lazy = isinstance(frame, nw.LazyFrame)
        if isinstance(frame, (nw.DataFrame, nw.LazyFrame)):
            self._backend: Any = frame.implementation
        else:
            self._backend = next(filter(find_spec, _BACKENDS), None)

    def make(self, columns: dict[str, Any]) -> Any:
        """Make a frame; a dictionary of columns where no library for frames is installed."""
        if self._backend is None:
            return columns
        if not self._lazy:
            return _frame(columns, self._backend).to_native()
        eager = next(filter(find_spec, ("pyarrow", "polars", "pandas")))
        return _frame(columns, eager).lazy(backend=self._backend).to_native()


def _frame(columns: dict[str, Any], backend: Any) -> nw.DataFrame[Any]:
    """Text stays text in a column without rows, too."""
    schema = {name: _KINDS[getattr(values, "dtype", None)] for name, values in columns.items()}
    return nw.from_dict(columns, schema, backend=backend)
