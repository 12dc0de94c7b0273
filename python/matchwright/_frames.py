"""Frames on their way out, in the caller's own kind."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

import narwhals as nw

__all__ = ["Frames"]

_BACKENDS = ("pandas", "polars", "pyarrow")
"""What a caller gets who gave no frame: the first of these that is installed."""


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
            return nw.from_dict(columns, backend=self._backend).to_native()
        eager = next(filter(find_spec, ("pyarrow", "polars", "pandas")))
        frame = nw.from_dict(columns, backend=eager)  # type: ignore[arg-type]
        return frame.lazy(backend=self._backend).to_native()
