"""A match after an earlier one, which keeps what people were told."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal, TypeAlias

from matchwright._arguments import checked
from matchwright._call import How, calling
from matchwright._errors import OptionError
from matchwright._frames import Frames
from matchwright._ids import People
from matchwright._outcome import Outcome

if TYPE_CHECKING:
    from matchwright._program import Program
    from matchwright._progress import Progress
    from matchwright._tables import TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["Keep", "rematch"]

Keep: TypeAlias = Literal["told"] | int | float
"""All that is still possible, all but so many pairs, or what is worth a price."""


@checked
def rematch(
    previous: Outcome,
    mentees: TableLike,
    mentors: TableLike | None = None,
    program: Program | None = None,
    *,
    keep: Keep = "told",
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
    threads: int | None = None,
    progress: Progress = False,
    timeout: float | None = None,
) -> Outcome:
    """Match the people of now, and keep what the people of an earlier outcome were told.

    A told pair can be kept where both are still there, no rule, requirement or floor forbids them
    to meet, nobody is pinned to somebody else, and the mentor offers a seat. Where a mentor has
    fewer seats than such pairs, the best plan decides which are kept. People are recognised by
    their ids. Keeping comes first: where fewer people can meet because of it, fewer meet; a price
    leaves the programme's objective first.

    Parameters
    ----------
    previous : Outcome
        What people were told; a saved one (`Outcome.load`) does as well.
    mentees, mentors, program
        The people of now, as for `match`.
    keep : "told", int or float, default "told"
        ``"told"`` keeps all told pairs that are still possible. A whole number is how many of them
        may be broken at most. A float is the price of breaking one, in score, from 0 to 1,000.
    vocabulary, mentee_id, mentor_id, threads, progress, timeout
        As for `match`.

    Returns
    -------
    Outcome
        With ``.changes``, the mentees for whom something is new and why. It is the best plan on
        these terms. Where a number of pairs may be broken, no price may break just as many; then
        ``.status`` is ``"bounded"``, and ``.bound`` says how much better a plan can be at most.

    Raises
    ------
    InputError
        As `match`, and where the price is not a number from 0 to 1,000.

    Examples
    --------
    >>> import matchwright as mw
    >>> program = mw.Program(criteria=[mw.Same("site")])
    >>> told = mw.match([{"id": "e1", "site": "York"}], [{"id": "m1", "site": "Leeds"}], program)
    >>> mentees = [{"id": "e1", "site": "York"}, {"id": "e2", "site": "Leeds"}]
    >>> mentors = [{"id": "m1", "site": "Leeds"}, {"id": "m2", "site": "York"}]
    >>> mw.rematch(told, mentees, mentors, program).summary.total
    0.0
    >>> better = mw.rematch(told, mentees, mentors, program, keep=1)
    >>> better.summary.total, list(better.changes["reason"])
    (2.0, ['better for the whole: +1 in pairs, +2.000 in score', 'joined'])
    """
    broken, price = _terms(keep)
    how = How(vocabulary, (mentee_id, mentor_id), threads, progress)
    with calling(mentees, mentors, program, how) as (call, ids):
        core = call.rematch(previous=previous._core, broken=broken, price=price, timeout=timeout)
    return Outcome(core, Frames(mentees), People(core.roster(), ids), previous._people)


def _terms(keep: Keep) -> tuple[int | None, float | None]:
    """How many pairs may be broken, and what breaking one costs."""
    if keep == "told":
        return None, None
    if isinstance(keep, int) and not isinstance(keep, bool) and keep >= 0:
        return min(keep, sys.maxsize), None
    if isinstance(keep, float):
        return None, keep
    text = 'keep must be "told", a number of pairs (0 or more), or a price as a float'
    raise OptionError(text)
