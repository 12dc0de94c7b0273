"""Pairs of ids on their way in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from matchwright._errors import KindError
from matchwright._tables import taken

if TYPE_CHECKING:
    from matchwright._tables import Source, TableLike

__all__ = ["pairs_of"]

_IDS = ("mentee_id", "mentor_id")


def pairs_of(pairs: TableLike | Iterable[tuple[Any, Any]]) -> Source:
    """Take a table, or make one of pairs of ids."""
    if isinstance(pairs, (list, tuple, zip, set)) and not _are_records(pairs):
        rows = [*pairs]
        if any(isinstance(row, str) or not _is_two(row) for row in rows):
            text = "pairs must be a table, or tuples of a mentee's and a mentor's id"
            raise KindError(text)
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], []]
        return [*zip(_IDS, columns, strict=True)]
    source, _ = taken(cast("TableLike", pairs), set(_IDS).intersection)
    return source


def _is_two(row: Any) -> bool:
    return isinstance(row, Sequence) and len(row) == len(_IDS)


def _are_records(pairs: Any) -> bool:
    return isinstance(pairs, list) and bool(pairs) and isinstance(pairs[0], Mapping)
