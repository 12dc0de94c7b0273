"""Ids on their way out, in the caller's own type: their column, taken by the rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from copy import copy
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, cast

import narwhals as nw
import numpy as np

from matchwright import _core

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Given", "IdColumn", "Ids", "People", "column_of", "id_text", "ids_in", "ids_of"]

Given: TypeAlias = nw.Series[Any] | nw.LazyFrame[Any] | Sequence[Any] | np.ndarray | None
"""The caller's column of ids: of a query not its values, and ``None`` where it was in a file."""


def id_text(value: Any) -> str:
    """Return an id as the core writes it: ``1042`` and ``1042.0`` as ``"1042"``."""
    text = _core.id_text(value)
    return str(value) if text is None else text


def column_of(values: Any) -> Given:
    """Return the values of a column, one per row, as something that rows can be taken from."""
    series = nw.from_native(values, series_only=True, pass_through=True)
    is_column = isinstance(series, (nw.Series, np.ndarray, list))
    return series if is_column else list(values)


class IdColumn(NamedTuple):
    """Ids of some people."""

    values: Given
    """In the caller's own type; ``None`` where they have none in common."""
    texts: list[str]
    """The same as texts."""
    sql: str | None = None
    """The type that they have in DuckDB, where they come from there."""


class Ids:
    """The ids of one side, in their order."""

    def __init__(self, read: tuple[list[str], Any, NDArray[np.int64]], given: Given) -> None:
        """Take the caller's column in this order; without one, what the core has read.

        That is the ids as texts, as values, and the row of each in the caller's table.
        """
        texts, values, rows = read
        self._texts = np.array(texts, dtype=object)
        self._sql = None
        if isinstance(given, nw.LazyFrame):
            self._sql, given = _sql_type(given), None
        if isinstance(given, nw.Series) and given.implementation.is_polars():
            # Polars keeps Python's objects and does nothing with them.
            given = given.to_list() if given.dtype == nw.Object else given
        own = None if given is None else _of_one_type(_at(given, rows))
        self._values = values if own is None else own
        self._places: dict[str, int] | None = None
        # Taking one id from a frame's column is slow, and explanations name everybody many times.
        self._found: dict[str, Any] = {}

    def at(self, places: NDArray[np.int64]) -> IdColumn:
        """Return the ids of the people in these places."""
        return IdColumn(_at(self._values, places), self._texts[places].tolist(), self._sql)

    def all(self) -> IdColumn:
        """Return the ids of everybody."""
        return self.at(np.arange(len(self._texts)))

    def listed(self, places: NDArray[np.int64]) -> list[Any]:
        """Return the ids of the people in these places as Python values."""
        values = _at(self._values, places)
        if isinstance(values, nw.Series):
            return list(values.to_list())
        return list(values.tolist() if isinstance(values, np.ndarray) else values)

    def of(self, text: str) -> Any:
        """Return the id that the core writes so."""
        if text not in self._found:
            self._found[text] = self.listed(np.array([self._place(text)]))[0]
        return self._found[text]

    def among(self, texts: list[str]) -> Ids:
        """Return these of the ids."""
        some = copy(self)
        places = np.array([self._place(text) for text in texts], dtype=np.int64)
        some._texts, some._values = self._texts[places], _at(self._values, places)
        some._places = None
        some._found = {}
        return some

    def known(self, text: str) -> bool:
        """Whether somebody has the id."""
        return text in self._all_places()

    def _place(self, text: str) -> int:
        return self._all_places()[text]

    def _all_places(self) -> dict[str, int]:
        if self._places is None:
            self._places = {text: place for place, text in enumerate(self._texts)}
        return self._places


class People:
    """The ids of both sides."""

    def __init__(self, roster: _core.Roster, given: tuple[Given, Given] = (None, None)) -> None:
        """Take the callers' columns, mentees first."""
        self.mentee = Ids(roster.ids("mentee"), given[0])
        self.mentor = Ids(roster.ids("mentor"), given[1])
        self._paused = (
            Ids(roster.paused("mentee"), given[0]),
            Ids(roster.paused("mentor"), given[1]),
        )

    def among(self, roster: _core.Roster) -> People:
        """Return those of them who are in a roster."""
        some = copy(self)
        some.mentee = self.mentee.among(roster.ids("mentee")[0])
        some.mentor = self.mentor.among(roster.ids("mentor")[0])
        return some

    def with_paused(self, side: Literal["mentee", "mentor"]) -> IdColumn:
        """Return the ids of a side, and behind them those of its people who take no part."""
        here, paused = getattr(self, side).all(), self._paused[side == "mentor"].all()
        if not paused.texts:
            return cast("IdColumn", here)
        values = _joined(here.values, paused.values)
        return IdColumn(values, here.texts + paused.texts, here.sql)

    def filled(self, columns: dict[str, Any]) -> dict[str, Any]:
        """Put the ids where the core has put places."""
        sides = {"mentee_id": self.mentee, "mentor_id": self.mentor}
        return {
            name: sides[name].at(values) if name in sides else values
            for name, values in columns.items()
        }

    def mixed(self, sides: Sequence[str], places: NDArray[np.int64]) -> IdColumn:
        """Return the ids of people of both sides; texts where the sides' types differ."""
        is_mentee = np.array([side == "mentee" for side in sides], dtype=bool)
        mentees = self.mentee.at(places[is_mentee])
        mentors = self.mentor.at(places[~is_mentee])
        # Mentees stand before mentors.
        sql = mentees.sql if mentees.sql == mentors.sql else None
        return IdColumn(_joined(mentees.values, mentors.values), mentees.texts + mentors.texts, sql)


def ids_in(given: Given, rows: NDArray[np.int64], texts: list[str]) -> IdColumn:
    """Return the ids in these rows of a caller's column, which the core writes so."""
    if given is None or isinstance(given, nw.LazyFrame):
        return IdColumn(None, texts)
    return IdColumn(_of_one_type(_at(given, rows)), texts)


def ids_of(who: Sequence[tuple[str, str | None]], *people: People) -> IdColumn:
    """Return ids of people of either side, each by the first who know it.

    They have the caller's type where all have one; nobody is ``None``.
    """
    values: list[Any] = []
    for side, text in who:
        known = (getattr(each, side) for each in people)
        own = next((ids for ids in known if text is not None and ids.known(text)), None)
        values.append(text if own is None or text is None else own.of(text))
    texts: list[Any] = [text for _, text in who]
    kinds = {type(value) for value in values if value is not None}
    return IdColumn(values if len(kinds) == 1 else None, texts)


_READ_BACK = re.compile(
    r"(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL|UUID|ENUM|DATE|TIMESTAMP|VARCHAR)\b"
)
"""Types of DuckDB whose values it makes again of the texts and numbers that the core has."""


def _sql_type(query: nw.LazyFrame[Any]) -> str | None:
    """The type of a relation's one column."""
    if not query.implementation.is_duckdb():
        return None
    kind = str(query.to_native().types[0])
    return kind if _READ_BACK.match(kind) else None


def _at(column: Any, places: NDArray[np.int64]) -> Any:
    if isinstance(column, nw.Series):
        return column[places.tolist()]
    return column[places] if isinstance(column, np.ndarray) else [column[at] for at in places]


def _of_one_type(column: Any) -> Any:
    """Return the column; ``None`` where it is a mixture."""
    is_typed = isinstance(column, nw.Series) and column.dtype not in (nw.Object, nw.Unknown)
    is_typed |= isinstance(column, np.ndarray) and column.dtype != object
    kinds = set() if is_typed else {type(value) for value in column}
    if isinstance(column, list) and kinds in ({int}, {float}):
        # An array has its type where it is empty, too; longer numbers have none.
        with suppress(OverflowError):
            return np.array(column, dtype=np.int64 if int in kinds else np.float64)
    return column if len(kinds) <= 1 else None


def _joined(mentees: Any, mentors: Any) -> Any:
    if isinstance(mentees, nw.Series) and isinstance(mentors, nw.Series):
        is_same = mentees.implementation == mentors.implementation
        is_same &= _native_type(mentees) == _native_type(mentors)
        both = [series.alias("id").to_frame() for series in (mentees, mentors)]
        return nw.concat(both)["id"] if is_same else None
    if isinstance(mentees, np.ndarray) and isinstance(mentors, np.ndarray):
        return np.concatenate([mentees, mentors]) if mentees.dtype == mentors.dtype else None
    if isinstance(mentees, list) and isinstance(mentors, list):
        return _of_one_type(mentees + mentors)
    return None


def _native_type(series: nw.Series[Any]) -> Any:
    native = series.to_native()
    return getattr(native, "dtype", None) or getattr(native, "type", None)
