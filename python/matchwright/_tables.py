"""Tables on their way in: from what people have to what the core takes.

The core takes a path, a table that it has read, an object with an Arrow stream or a stream's
capsule (with the names of the columns that it leaves out), or a list of named columns.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, cast, runtime_checkable
from weakref import WeakSet

import narwhals as nw
from narwhals.dependencies import is_pandas_like_dataframe

from matchwright import _core
from matchwright._aligned import aligned
from matchwright._errors import KindError
from matchwright._ids import Given, column_of
from matchwright._read import ReadTable

__all__ = ["ArrowStream", "Source", "TableLike", "Wanted", "taken"]


@runtime_checkable
class ArrowStream(Protocol):
    """Anything that hands its rows over as an Arrow stream: pandas, polars, pyarrow, DuckDB, …."""

    def __arrow_c_stream__(self, requested_schema: object | None = None, /) -> object:
        """Return a capsule with the stream."""
        ...


Records: TypeAlias = Sequence[Mapping[str, Any]]
Columns: TypeAlias = Mapping[str, Any]
TableLike: TypeAlias = ArrowStream | Columns | Records | ReadTable | str | os.PathLike[str]
"""What can be given as a table."""

Source: TypeAlias = str | _core.Table | list[tuple[str, Any]] | object
"""What the core takes."""

Wanted: TypeAlias = Callable[[list[str]], Container[str]]
"""Which of the columns with these names are looked at."""


IdName: TypeAlias = Callable[[list[str]], str | None]
"""Which of the columns with these names holds the ids; ``None`` where no single one does."""


def nowhere(_: list[str]) -> None:
    """Say that nobody asks for the ids."""


def taken(table: TableLike, wanted: Wanted, id_name: IdName = nowhere) -> tuple[Source, Given]:
    """What the core takes for a table of any kind: the wanted columns, and the names of the others.

    No column that nobody asks about can be an obstacle, whatever it holds. Beside it, the column
    of the ids as the caller has it.
    """
    if isinstance(table, (str, os.PathLike)):
        return os.fspath(table), None
    if isinstance(table, ReadTable):
        return table._core, None
    if isinstance(table, Mapping):
        return _with_ids([*table.items()], id_name)
    if isinstance(table, Sequence) and all(isinstance(row, Mapping) for row in table):
        return _with_ids(_columns(cast("Records", table)), id_name)
    return _selected(table, wanted, id_name)


def _with_ids(columns: list[tuple[str, Any]], id_name: IdName) -> tuple[Source, Given]:
    name = id_name([str(name) for name, _ in columns])
    place = next((at for at, (each, _) in enumerate(columns) if str(each) == name), None)
    if place is None or not _is_column(columns[place][1]):
        return columns, None
    # What can be read once is read here.
    ids = column_of(columns[place][1])
    columns[place] = columns[place][0], nw.to_native(ids, pass_through=True)
    return columns, ids


def _is_column(values: Any) -> bool:
    return isinstance(values, Iterable) and not isinstance(values, str)


def _selected(table: object, wanted: Wanted, id_name: IdName) -> tuple[Source, Given]:
    """Take the wanted columns of a frame or of a query, before their rows are asked for."""
    native = nw.to_native(table, pass_through=True)
    if is_pandas_like_dataframe(native):
        return _pandas(native, wanted, id_name)
    try:
        frame = nw.from_native(table, pass_through=True)
        if isinstance(frame, (nw.DataFrame, nw.LazyFrame)):
            return _narrowed(frame, wanted, id_name)
    except nw.exceptions.DuplicateError:
        # The core says which name two columns have.
        pass
    if isinstance(native, ArrowStream):
        return _once(native), None
    text = (
        "a table must be a frame (pandas, polars, pyarrow, DuckDB, …), a dictionary of columns, "
        "a list of dictionaries, what `read` returns, or the path of a file, not "
        f"{type(table).__name__}"
    )
    raise KindError(text)


_READ: WeakSet[Any] = WeakSet()
"""Streams that were handed over: what can be read once looks empty the second time."""


def _once(stream: Any) -> Any:
    """Hand over a stream, and refuse one that was handed over before."""
    if type(stream).__name__ == "RecordBatchReader":
        if stream in _READ:
            text = "this stream was read already, and can be read once: make a table of it first"
            raise KindError(text)
        _READ.add(stream)
    return aligned(stream) if type(stream).__module__.startswith("pyarrow") else stream


def _narrowed(
    frame: nw.DataFrame[Any] | nw.LazyFrame[Any], wanted: Wanted, id_name: IdName
) -> tuple[Source, Given]:
    names = frame.collect_schema().names()
    looked_at = wanted(names)
    read = frame.select([name for name in names if name in looked_at])
    unread = [name for name in names if name not in looked_at]
    if isinstance(read, nw.LazyFrame):
        if isinstance(read.to_native(), ArrowStream):
            name = id_name(read.collect_schema().names())
            return (read.to_native(), unread), None if name is None else read.select(name)
        read = read.collect()
    name = id_name(read.columns)
    ids = None if name is None else read[name]
    if read.implementation.is_polars() and any(
        alone in str(kind) for kind in read.schema.values() for alone in _POLARS_ALONE
    ):
        values = [(name, read[name].to_list()) for name in read.columns]
        return values + [(name, ()) for name in unread], ids
    native = read.to_native()
    return (aligned(native) if read.implementation.is_pyarrow() else native, unread), ids


def _columns(rows: Records) -> list[tuple[str, Any]]:
    """One list per name; what a row lacks is missing there."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [(name, [row.get(name) for row in rows]) for name in names]


_POLARS_ALONE = ("Unknown", "Int128", "Object")
"""Types (that of nothing but nulls, wide numbers, and Python's objects) whose stream nobody but
polars can read."""

_NO_STREAM = (ArithmeticError, AttributeError, ImportError, RuntimeError, TypeError, ValueError)
"""What pandas and pyarrow raise where a frame has no Arrow stream."""


def _pandas(frame: Any, wanted: Wanted, id_name: IdName) -> tuple[Source, Given]:
    """Hand over the Arrow stream, or Python values where pandas cannot make one.

    pandas needs pyarrow for it, and a column of mixed kinds has no Arrow type.
    """
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index(allow_duplicates=True)
    looked_at = wanted([str(name) for name in frame.columns])
    is_read = [str(name) in looked_at for name in frame.columns]
    unread = [str(name) for name, read in zip(frame.columns, is_read, strict=True) if not read]
    frame = frame.loc[:, is_read].reset_index(drop=True)
    ids = _column(frame, id_name([str(name) for name in frame.columns]))
    try:
        return (aligned(frame), unread), ids
    except _NO_STREAM:
        columns = (frame.iloc[:, position] for position in range(len(frame.columns)))
        read = [(str(column.name), _values(column)) for column in columns]
        return read + [(name, ()) for name in unread], ids


def _column(frame: Any, wanted: str | None) -> Given:
    """The column of this name, as it is."""
    places = [at for at, name in enumerate(frame.columns) if str(name) == wanted]
    return nw.from_native(frame.iloc[:, places[0]], series_only=True) if places else None


def _values(column: Any) -> list[Any]:
    """Python values, with ``None`` for whatever pandas calls missing."""
    pairs = zip(column.tolist(), column.isna().tolist(), strict=True)
    return [None if missing else value for value, missing in pairs]
