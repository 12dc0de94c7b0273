"""What mentors who are not there yet would add."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matchwright import _core
from matchwright._ids import ids_in
from matchwright._tables import taken

if TYPE_CHECKING:
    from matchwright._frames import Frames
    from matchwright._tables import TableLike

__all__ = ["recruit"]


def recruit(core: _core.Outcome, frames: Frames, mentors: TableLike, *, id_column: str) -> Any:
    """Try each of the mentors alone."""
    wanted = {*_core.mentor_columns(core, id_column)}

    def id_name(names: list[str]) -> str | None:
        return id_column if id_column in names else None

    source, given = taken(mentors, wanted.intersection, id_name)
    columns = _core.recruited(core, source, id_column=id_column)
    columns["mentor_id"] = ids_in(given, columns.pop("row"), columns["mentor_id"])
    return frames.make(columns)
