"""An outcome as documents: a page and a workbook."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import narwhals as nw

from matchwright import _core
from matchwright._errors import KindError

if TYPE_CHECKING:
    import os

__all__ = ["today", "write_report", "write_workbook"]

_Column = list[float | None] | list[str | None]


def write_report(
    outcome: _core.Outcome, path: str | os.PathLike[str], audit: object | None
) -> None:
    """Write the page."""
    columns = None if audit is None else _columns(audit)
    _core.reported(outcome, path, date=today(), audit=columns)


def write_workbook(outcome: _core.Outcome, path: str | os.PathLike[str]) -> None:
    """Write the workbook."""
    _core.workbook(outcome, path, date=today())


def today() -> str:
    """The day where the machine is."""
    return dt.datetime.now().astimezone().date().isoformat()


def _columns(audit: object) -> list[tuple[str, _Column]]:
    """Take apart an audit, a frame of any kind, or a dictionary of columns."""
    frame: Any = nw.from_native(audit, pass_through=True)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, nw.DataFrame):
        return [(name, _column(frame[name].to_list())) for name in frame.columns]
    if isinstance(frame, dict):
        return [(str(name), _column(list(values))) for name, values in frame.items()]
    if not hasattr(audit, "table"):
        text = f"audit must be a matchwright.Audit, or its table, not {type(audit).__name__}"
        raise KindError(text)
    return _columns(audit.table)


def _column(values: list[Any]) -> _Column:
    """Numbers where all of them are, else texts."""
    if all(value is None or _is_number(value) for value in values):
        return [None if value is None else float(value) for value in values]
    return [None if value is None else _text(value) for value in values]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
