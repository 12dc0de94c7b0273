"""Tables on their way in: from what people have to what the core takes.

The core takes a path, an object with an Arrow stream, a stream's capsule, or a list of named
columns.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
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


def taken(table: TableLike) -> Source:
    """What the core takes for a table of any kind."""
    if isinstance(table, (str, os.PathLike)):
        path = os.fspath(table)
        return _parquet(path) if path.lower().endswith(".parquet") else path
    if isinstance(table, Mapping):
        return [*table.items()]
    table = nw.to_native(table, pass_through=True)
    if is_pandas_like_dataframe(table):
        return _pandas(table)
    if isinstance(table, ArrowStream):
        return table
    if isinstance(table, Sequence) and all(isinstance(row, Mapping) for row in table):
        return _columns(cast("Records", table))
    text = (
        "a table must be a frame (pandas, polars, pyarrow, DuckDB, …), a dictionary of columns, "
        f"a list of dictionaries, or the path of a file, not {type(table).__name__}"
    )
    raise KindError(text)


def _columns(rows: Records) -> Source:
    """One list per name; what a row lacks is missing there."""
    names = dict.fromkeys(name for row in rows for name in row)
    return [(name, [row.get(name) for row in rows]) for name in names]


def _pandas(frame: Any) -> Source:
    """Hand over the Arrow stream, or Python values where pandas cannot make one.

    pandas needs pyarrow for it, and a column of mixed kinds has no Arrow type.
    """
    try:
        return cast("object", frame.__arrow_c_stream__())
    except (AttributeError, ImportError, TypeError, ValueError):
        named = frame if frame.index.name is None else frame.reset_index()
        columns = (named.iloc[:, position] for position in range(len(named.columns)))
        return [(str(column.name), _values(column)) for column in columns]


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
