"""What became of the pairs: progress, targets, and matched people beside others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from numbers import Real
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import narwhals as nw

from matchwright import _core
from matchwright._arguments import checked
from matchwright._balance import Balance
from matchwright._display import Printed
from matchwright._errors import OptionError
from matchwright._frames import Frames
from matchwright._ids import column_of, ids_in
from matchwright._outcome import Outcome
from matchwright._progress import reporting
from matchwright._report import today
from matchwright._tables import taken

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    from matchwright._frames import Kept
    from matchwright._ids import Given
    from matchwright._program import Program
    from matchwright._progress import Progress
    from matchwright._tables import TableLike

__all__ = ["Tracking", "track"]

_Wanted: TypeAlias = float | tuple[float, str | dt.date]
"""What a figure should reach, perhaps by a day."""

_LONGEST = 1_000_000
"""Days without a check-in at most: more than anybody waits."""


class Tracking(Printed):
    """How pairs and programme stand; prints as text."""

    def __init__(
        self, core: _core.Tracking, frames: Frames, given: Outcome | tuple[Given, Given]
    ) -> None:
        """Made by `track`; `given` are the ids of the pairs as they came."""
        self._core = core
        self._frames = frames
        self._given = given

    @property
    def pairs(self) -> Any:
        """Every pair, by the mentee's id.

        ``mentee_id``, ``mentor_id``, ``state`` (``on_track``, ``needs_a_word``, ``ended``),
        ``reason``, ``check_ins``, ``latest``, ``meetings``, ``satisfaction``, ``goal_reached``
        (1 or 0). What nobody said is missing.
        """
        return self._pairs.fresh()

    @cached_property
    def _pairs(self) -> Kept:
        columns = self._core.pairs()
        rows = columns.pop("row")
        given = self._given
        if isinstance(given, Outcome):
            own = given._people.filled(given._core.pairs())
            given = (own["mentee_id"].values, own["mentor_id"].values)
        for name, ids in zip(("mentee_id", "mentor_id"), given, strict=True):
            columns[name] = ids_in(ids, rows, columns[name])
        return self._frames.kept(columns)

    @property
    def figures(self) -> Any:
        """The programme in numbers: ``figure``, ``value``, ``low``, ``high``, ``of``.

        ``pairs``, ``relationships`` (pairs that have met), ``participation``, ``on_track``,
        ``needs_a_word``, ``ended``, ``meetings`` a pair, ``satisfaction``, ``goal_reached``, and of
        matched people ``promoted``, ``retained``, ``skills_gained`` where the table says it.
        ``low`` and ``high`` are 95 % intervals; ``of`` is how many pairs or people it is about.
        """
        return self._frames.make(self._core.figures())

    @property
    def targets(self) -> Any:
        """The targets: ``figure``, ``wanted``, ``value``, ``share``, ``by``, ``state``.

        ``state`` is ``reached``, ``open``, ``missed`` (after the last day) or ``unknown``.
        """
        return self._frames.make(self._core.targets())

    @property
    def compared(self) -> Any:
        """What became of matched people beside unmatched ones: a difference, and no cause.

        ``outcome``, ``matched``, ``unmatched``, ``weighted`` (the unmatched, weighted to resemble
        the matched), ``difference`` of ``matched`` and ``weighted``, ``std_error``, ``low``,
        ``high``, ``matched_people``, ``unmatched_people``. No difference is stated where the groups
        cannot be made alike: see `warnings`.
        """
        return self._frames.make(self._core.compared())

    @property
    def balance(self) -> Balance | None:
        """How alike matched and unmatched people are, before and after weighting."""
        core = self._core.balance()
        return None if core is None else Balance(core, self._frames)

    @property
    def comparable(self) -> bool | None:
        """Whether the groups can be compared; ``None`` without a table of people."""
        said = self._core.comparability()
        return None if said is None else said[0]

    @property
    def warnings(self) -> list[str]:
        """What is in the way of a comparison, or is to be known about it."""
        said = self._core.comparability()
        return [*([] if said is None else said[2]), *self._core.notes()[1]]

    @property
    def as_of(self) -> str | None:
        """The day from which it was looked at."""
        return self._core.notes()[0]

    @checked
    def report(self, path: str | os.PathLike[str], *, title: str = "") -> None:
        """Write all of it as one HTML page that needs nothing else.

        Raises
        ------
        FileError
            Where the file cannot be written.
        """
        self._core.report(path, title=title, date=today())

    def to_json(self) -> str:
        """All of it as JSON; equal for equal input."""
        return self._core.to_json()

    def _lines(self) -> str:
        return self._core.text()

    def __repr__(self) -> str:
        return f"<Tracking of {len(self._core.pairs()['row'])} pairs>"


@checked
def track(
    pairs: Outcome | TableLike,
    checkins: TableLike,
    people: TableLike | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    program: Program | None = None,
    side: Literal["mentee", "mentor"] = "mentee",
    by: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    id: str = "id",  # noqa: A002 - the name of the column that it means
    as_of: str | dt.date | None = None,
    overdue: int = 60,
    low: float = 2,
    targets: Mapping[str, _Wanted] | None = None,
    progress: Progress = False,
) -> Tracking:
    """Say how pairs and programme stand, and what became of matched people beside others.

    A pair has ``ended`` where a check-in says so. It ``needs_a_word`` where nobody has checked in,
    the latest check-in is too long ago, the last two report no meeting, or the latest satisfaction
    is low. Otherwise it is ``on_track``.

    Matched and unmatched people are compared by what is known of them before: first the
    standardised differences, then the difference of what became of them, with the unmatched
    weighted so that the means of all columns are those of the matched (entropy balancing:
    Hainmueller 2012). It is a difference and never a cause: who is matched may differ in what no
    column shows. Where no weights make the groups alike, no difference is stated, and `warnings`
    says so.

    Parameters
    ----------
    pairs : Outcome or table
        ``mentee_id``, ``mentor_id``, and perhaps the day ``started``.
    checkins : table
        One check-in a row: ``mentee_id``, ``mentor_id``, and as far as they are there ``date``,
        ``met`` (meetings since the last, or yes or no), ``satisfaction`` (1 to 5),
        ``goal_reached`` and ``ended`` (yes or no).
    people : table, optional
        One person a row, matched or not: ``id``; what became of them: ``promoted`` and
        ``retained`` (yes or no), ``skills_gained`` (a number; or lists ``skills_before`` and
        ``skills_after``); and columns that say who they were before.
    columns : mapping, optional
        What the check-ins call their columns: ``{"satisfaction": "How happy are you?"}``.
    program : Program, optional
        Its ``tables`` says how the table of people is read.
    side : "mentee" or "mentor", default "mentee"
        Whose matched and unmatched people are compared.
    by : sequence of str, optional
        Columns that say who people were before; otherwise all that say neither who somebody is nor
        what became of them.
    outcomes : sequence of str, optional
        Columns that say what became of people, instead of those above.
    id : str, default "id"
        The column of ids in the table of people.
    as_of : day, optional
        The day from which it is looked at; that of the latest check-in unless it is given.
    overdue : int, default 60
        After so many days without a check-in a pair needs a word.
    low : float, default 2
        A satisfaction that is low.
    targets : mapping, optional
        What figures should reach, perhaps by a day:
        ``{"relationships": (6, "2026-12-31"), "satisfaction": 4}``.
    progress : bool or callable, default False
        As for `match`.

    Returns
    -------
    Tracking
        Frames, text and a page.

    Raises
    ------
    InputError
        With everything that is wrong with the tables, and targets that no figure is about.
    OptionError
        Where a day or a target cannot be read.

    Examples
    --------
    >>> import matchwright as mw
    >>> pairs = {"mentee_id": [1, 2], "mentor_id": [7, 8]}
    >>> checkins = {
    ...     "mentee_id": [1, 1, 2],
    ...     "mentor_id": [7, 7, 8],
    ...     "date": ["2026-01-10", "2026-03-10", "2026-03-12"],
    ...     "met": [1, 2, 0],
    ... }
    >>> tracking = mw.track(pairs, checkins, targets={"relationships": 2})
    >>> list(tracking.pairs["state"]), tracking.pairs["reason"][1]
    (['on_track', 'needs_a_word'], 'no meeting at the only check-in')
    >>> tracking.targets["state"][0]
    'open'
    """
    source: Any
    given: Outcome | tuple[Given, Given]
    if isinstance(pairs, Outcome):
        source, given, frames = pairs._core, pairs, pairs._frames
    else:
        source, frames = taken(pairs, set)[0], Frames(pairs)
        given = _ids(pairs, "mentee_id"), _ids(pairs, "mentor_id")
    if isinstance(checkins, list) and not checkins:
        checkins = {"mentee_id": [], "mentor_id": []}  # nobody has said anything yet
    if not 0 <= overdue <= _LONGEST:
        text = f"overdue must be a number of days from 0 to {_LONGEST}"
        raise OptionError(text)
    with reporting(progress) as report:
        core = _core.tracked(
            source,
            taken(checkins, set)[0],
            None if people is None else taken(people, set)[0],
            id_column=id,
            program=None if program is None else program._core,
            of=side,
            columns=dict(columns or {}),
            by=list(by),
            outcomes=list(outcomes),
            as_of=None if as_of is None else str(as_of)[:10],
            overdue=overdue,
            low=low,
            targets=[_target(name, wanted) for name, wanted in (targets or {}).items()],
            progress=report,
        )
    return Tracking(core, frames, given)


def _target(name: str, wanted: _Wanted) -> tuple[str, float, str | None]:
    number, day = wanted if isinstance(wanted, tuple) and len(wanted) == 2 else (wanted, None)  # noqa: PLR2004
    if not isinstance(number, Real):
        text = 'a target is a number, perhaps with a day: (6, "2026-12-31")'
        raise OptionError(text)
    return name, float(number), None if day is None else str(day)[:10]


def _ids(table: Any, name: str) -> Given:
    """The caller's column of ids, where it is one that can be read more than once."""
    try:
        frame = nw.from_native(table, pass_through=True)
    except nw.exceptions.DuplicateError:
        return None
    if isinstance(frame, nw.DataFrame):
        return frame[name] if name in frame.columns else None
    if isinstance(table, Mapping):
        return column_of(table[name]) if name in table else None
    return [row.get(name) for row in table] if isinstance(table, list) else None
