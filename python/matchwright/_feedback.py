"""Feedback on its way in: how pairs went, and what is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from matchwright._errors import OptionError
from matchwright._program import Program
from matchwright._tables import taken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchwright._tables import Source, TableLike

__all__ = ["Aspect", "asked"]

Aspect = Literal["fit", "goal_reached", "accepted", "ended_early", "meetings"]
"""The column by which a pair went better or worse."""


def asked(
    feedback: TableLike,
    *,
    tables: Mapping[str, Any] | None,
    aspect: Aspect | None,
    k: int,
    draws: int,
    seed: int,
) -> tuple[Source, dict[str, Any]]:
    """Return the table, of which a mapping may read any column, and the options for the core."""
    if k < 1 or draws < 1:
        text = "k and draws must be at least 1"
        raise OptionError(text)
    # A mapping is read as a programme reads its own.
    own = None if tables is None else Program.from_dict({"criteria": [], "tables": dict(tables)})
    mapping = None if own is None else own._core
    options = {"tables": mapping, "aspect": aspect, "k": k, "draws": draws, "seed": seed}
    return taken(feedback, set)[0], options
