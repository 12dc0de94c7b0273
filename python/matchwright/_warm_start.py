"""An earlier plan to start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matchwright import _core
from matchwright._assignment import Assignment
from matchwright._errors import KindError, OptionError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["WarmStart", "warm_start_parts"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WarmStart:
    """An earlier plan to start from, where rows or columns have come, gone or moved.

    Examples
    --------
    >>> import matchwright as mw
    >>> before = mw.assign([[1, 2], [4, 8]])
    >>> start = mw.WarmStart(plan=before, rows=[0, -1], unchanged=True)  # another second row
    >>> again = mw.assign([[1, 2], [5, 3]], warm_start=start)
    >>> again.total, again.method, again.certificate.scope
    (4.0, 'repair', 'changes')
    """

    plan: Assignment
    """The earlier plan."""
    rows: ArrayLike | None = None
    """Where each row was in the earlier matrix; -1 for one that is new or has changed much. The
    same place for all unless said otherwise."""
    columns: ArrayLike | None = None
    """Where each column was; -1 for one that is new or has changed for many rows."""
    unchanged: bool = False
    """You vouch for it that pairs of rows and columns with a place cost what they did, and what
    staying unmatched costs such rows too; how many seats there are may change. They are not read
    again, not even for the proof (if the plan is restartable; otherwise few are), and the
    certificate says so: its scope is ``"changes"``. All are read where the plan was not proven, and
    where values have to be rounded on the way and the plan is not restartable."""

    def _parts(self) -> _Parts:
        plan = self.plan._plan
        if isinstance(plan, _core.LevelPlan):
            text = "a plan with minimums is no warm start"
            raise OptionError(text)
        places = _places("rows", self.rows), _places("columns", self.columns)
        return _Parts(plan, *places, self.unchanged)


class _Parts(NamedTuple):
    """A warm start as the core takes it."""

    plan: _core.Plan
    rows: NDArray[np.int64] | None
    columns: NDArray[np.int64] | None
    unchanged: bool


def warm_start_parts(start: Assignment | WarmStart) -> _Parts:
    if not isinstance(start, Assignment | WarmStart):
        text = f"warm_start must be an Assignment or a WarmStart, not {type(start).__name__}"
        raise KindError(text)
    return (WarmStart(plan=start) if isinstance(start, Assignment) else start)._parts()


def _places(name: str, places: ArrayLike | None) -> NDArray[np.int64] | None:
    if places is None:
        return None
    numbers = np.asarray(places)
    if numbers.ndim != 1 or (numbers.size and numbers.dtype.kind not in "iu"):
        text = f"{name} of a warm start must be a list of positions, -1 for what is new"
        raise OptionError(text)
    return numbers.astype(np.int64)
