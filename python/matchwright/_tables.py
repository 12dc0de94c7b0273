"""Tables on their way in: from what people have to what the core takes.

The core takes a path, an object with an Arrow stream or a stream's capsule (with the names of the
columns that it leaves out), or a list of named columns.
"""

from __future__ import annotations

import os
from collections.abc import Container, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, cast, runtime_checkable

import narwhals as nw
from narwhals.dependencies import is_pandas_like_dataframe

from matchwright._errors import FileError, KindError

__all__ = ["ArrowStream", "Source", "TableLike", "taken"]


@runtime_checkable
class ArrowStream(Protocol):
    """Anything that hands its rows over as an Arrow stream: pandas, polars, pyarrow, DuckDB, …."""

    def __arrow_c_stream__(self, requested_schema: object | None = None, /) -> object:
        """Return a capsule with the stream."""
        ...


Records: TypeAlias = Sequence[Mapping[str, Any]]
Columns: TypeAlias = Mapping[str, Any]
TableLike: TypeAlias = ArrowStream | Columns | Records | str | os.PathLike[str]
"""What can be given as a table."""

Source: TypeAlias = str | list[tuple[str, Any]] | object
"""What the core takes."""


def taken(table: TableLike, wanted: Container[str]) -> Source:
    """What the core takes for a table of any kind: the wanted columns, and the names of the others.

    No column that nobody asks about can be an obstacle, whatever it holds.
    """
    if isinstance(table, (str, os.PathLike)):
        path = os.fspath(table)
        return _selected(_parquet(path), wanted) if path.lower().endswith(".parquet") else path
    if isinstance(table, Mapping):
        return [*table.items()]
    if isinstance(table, Sequence) and all(isinstance(row, Mapping) for row in table):
        return _columns(cast("Records", table))
    return _selected(table, wanted)


def _selected(table: object, wanted: Container[str]) -> Source:
    """Take the wanted columns of a frame or of a query, before their rows are asked for."""
    native = nw.to_native(table, pass_through=True)
    if is_pandas_like_dataframe(native):
        return _pandas(native, wanted)
    try:
        frame = nw.from_native(table, pass_through=True)
        if isinstance(frame, (nw.DataFrame, nw.LazyFrame)):
            return _narrowed(frame, wanted)
    except nw.exceptions.DuplicateError:
        # The core says which name two columns have.
        pass
    if isinstance(native, ArrowStream):
        return native
    text = (
        "a table must be a frame (pandas, polars, pyarrow, DuckDB, …), a dictionary of columns, "
        f"a list of dictionaries, or the path of a file, not {type(table).__name__}"
    )
    raise KindError(text)


def _narrowed(frame: nw.DataFrame[Any] | nw.LazyFrame[Any], wanted: Container[str]) -> Source:
    names = frame.collect_schema().names()
    read = frame.select([name for name in names if name in wanted])
    unread = [name for name in names if name not in wanted]
    if isinstance(read, nw.LazyFrame):
        if isinstance(read.to_native(), ArrowStream):
            return read.to_native(), unread
        read = read.collect()
    if read.implementation.is_polars() and any(
        alone in str(kind) for kind in read.schema.values() for alone in _POLARS_ALONE
    ):
        values = [(name, read[name].to_list()) for name in read.columns]
        return values + [(name, ()) for name in unread]
    return read.to_native(), unread


def _columns(rows: Records) -> Source:
    """One list per name; what a row lacks is missing there."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [(name, [row.get(name) for row in rows]) for name in names]


_POLARS_ALONE = ("Unknown", "Int128")
"""Types (that of nothing but nulls, and wide numbers) whose stream nobody but polars can read."""

_NO_STREAM = (ArithmeticError, AttributeError, ImportError, RuntimeError, TypeError, ValueError)
"""What pandas and pyarrow raise where a frame has no Arrow stream."""


def _pandas(frame: Any, wanted: Container[str]) -> Source:
    """Hand over the Arrow stream, or Python values where pandas cannot make one.

    pandas needs pyarrow for it, and a column of mixed kinds has no Arrow type.
    """
    if any(name is not None for name in frame.index.names):
        frame = frame.reset_index(allow_duplicates=True)
    is_read = [str(name) in wanted for name in frame.columns]
    unread = [str(name) for name, read in zip(frame.columns, is_read, strict=True) if not read]
    frame = frame.loc[:, is_read].reset_index(drop=True)
    try:
        return cast("object", frame.__arrow_c_stream__()), unread
    except _NO_STREAM:
        columns = (frame.iloc[:, position] for position in range(len(frame.columns)))
        read = [(str(column.name), _values(column)) for column in columns]
        return read + [(name, ()) for name in unread]


def _values(column: Any) -> list[Any]:
    """Python values, with ``None`` for whatever pandas calls missing."""
    pairs = zip(column.tolist(), column.isna().tolist(), strict=True)
    return [None if missing else value for value, missing in pairs]


def _parquet(path: str) -> Source:
    """Read Parquet with what is installed."""
    if not os.path.exists(path):  # noqa: PTH110
        raise FileError(2, "No such file or directory", path)
    for backend in ("pyarrow", "polars"):
        try:
            frame = nw.read_parquet(path, backend=backend)
        except ModuleNotFoundError:
            continue
        return cast("object", nw.to_native(frame))
    text = "Parquet needs pyarrow or polars; install one of them, or use CSV or JSON"
    raise KindError(text)
