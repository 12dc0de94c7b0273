"""Functions of two tables, asked block by block."""

from __future__ import annotations

import inspect
import json
import os
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from matchwright._core import plain
from matchwright._errors import Finding, InputError, KindError
from matchwright._read import ReadTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matchwright._tables import TableLike

__all__ = ["Blocks", "Rows"]

_ROUNDING = 1e-6
"""How far a value may be outside of 0 to 1; it then counts as 0 or 1."""

_WITH_BLOCK = 3
"""Parameters of a function that takes a block."""


class Rows:
    """A table as a function sees it."""

    def __init__(self, table: TableLike) -> None:
        """Run the query, or read the file, that the table may be."""
        read: Any = table
        if isinstance(table, (str, os.PathLike)):
            read = _read(os.fspath(table))
        if isinstance(table, ReadTable):
            read = table.to_dict()
        frame = nw.from_native(read, pass_through=True)
        self._frame: Any = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
        if not isinstance(self._frame, (nw.DataFrame, Mapping, list, tuple)):
            text = (
                "a criterion that is a function needs a frame, a dictionary of columns, a list of "
                f"dictionaries or a path, not {type(table).__name__}"
            )
            raise KindError(text)
        is_own = read is table
        self.table: Any = nw.to_native(self._frame, pass_through=True) if is_own else table
        """The table for everybody else: the file itself, or the rows of the query."""

    def whole(self) -> Any:
        """Return all rows, in a table of their own: a column that is added to it stays there."""
        if isinstance(self._frame, nw.DataFrame):
            return self._frame[0:None].to_native()
        if isinstance(self._frame, Mapping):
            return dict(self._frame)
        return list(self._frame)


class Blocks:
    """A function bound to two tables; calls it for some of the mentees, and checks what it says."""

    def __init__(
        self, function: Callable[..., Any], name: str, mentees: Rows, mentors: Rows
    ) -> None:
        """Keep what is given."""
        self.is_whole = not _takes_block(function)
        """Whether the function is asked once, for everybody."""
        self._function = function
        self._name = name
        self._tables = mentees.whole(), mentors.whole()

    def __call__(self, first: int, last: int, mentors: int) -> NDArray[np.float32]:
        """Values for the mentees' rows from ``first`` up to ``last``, with so many mentors."""
        try:
            block = () if self.is_whole else (slice(first, last),)
            said = self._function(*self._tables, *block)
        except Exception as error:
            rows = f"rows {first + 1} to {last} of the mentees"
            error.add_note(f"raised by the criterion {self._name!r} for {rows}")
            raise
        if said is None:
            message = "must return an array of mentees × mentors, not None"
            raise self._refused(message)
        values = self._numbers(said)
        if values.shape != (last - first, mentors):
            shape = " × ".join(map(str, values.shape)) or "a single number"
            wanted = f"{last - first} mentees and {mentors} mentors"
            message = f"must return an array of mentees × mentors: {shape} for {wanted}"
            raise self._refused(message)
        outside = np.argwhere((values < -_ROUNDING) | (values > 1 + _ROUNDING))
        if len(outside):
            row, column = outside[0]
            place = f"row {first + row + 1} of the mentees and row {column + 1} of the mentors"
            message = (
                f"must return numbers from 0 to 1, or NaN, not {values[row, column]} ({place})"
            )
            raise self._refused(message)
        return np.clip(values, 0, 1)

    def _numbers(self, said: Any) -> NDArray[np.float32]:
        try:
            return np.asarray(said, dtype=np.float32, order="C")
        except (TypeError, ValueError):
            message = f"must return an array of numbers, not {type(said).__name__}"
            raise self._refused(message) from None

    def _refused(self, message: str) -> InputError:
        finding = Finding(
            table="programme",
            row=None,
            rows=[],
            id=None,
            column=self._name,
            message=message,
            code="own_member",
        )
        text = plain(f'programme, criterion "{self._name}": {message}')
        return InputError(text, [finding])


def _takes_block(function: Callable[..., Any]) -> bool:
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return False
    own = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    needed = [each for each in parameters if each.kind in own and each.default is each.empty]
    return len(needed) >= _WITH_BLOCK


def _read(path: str) -> Any:
    """What a newcomer would read the file with."""
    if path.lower().endswith(".json"):
        return json.loads(Path(path).read_text(encoding="utf-8"))
    backend: Any = next(filter(find_spec, ("pandas", "polars", "pyarrow")), None)
    if backend is None:
        text = "a criterion that is a function reads files with pandas, polars or pyarrow"
        raise KindError(text)
    read = nw.read_parquet if path.lower().endswith(".parquet") else nw.read_csv
    return read(path, backend=backend).to_native()
