"""What every criterion and rule says of given pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matchwright import _core
from matchwright._arguments import checked
from matchwright._call import How, calling
from matchwright._frames import Frames
from matchwright._ids import People
from matchwright._pairs import pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchwright._program import Program
    from matchwright._progress import Progress
    from matchwright._tables import TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["contributions"]


@checked
def contributions(
    mentees: TableLike,
    mentors: TableLike | None = None,
    program: Program | None = None,
    pairs: TableLike | Iterable[tuple[Any, Any]] = (),
    *,
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
    threads: int | None = None,
    progress: Progress = False,
) -> Any:
    """Say what every criterion and rule says of given pairs; nobody else is scored.

    Parameters
    ----------
    mentees, mentors, program
        As for `match`.
    pairs : table, or pairs of ids
        The pairs: a table with the columns ``mentee_id`` and ``mentor_id``, such as
        ``outcome.pairs``, or pairs of a mentee's and a mentor's id.
    vocabulary, mentee_id, mentor_id, threads, progress
        As for `match`.

    Returns
    -------
    frame
        One row a pair, in their order: ``mentee_id``, ``mentor_id``; ``score``, from 0 to 1,
        whether or not the two may meet; a column for each criterion with what it adds to the score,
        and for each rule that weakens with what it takes; ``"<criterion> value"`` with the value of
        each criterion, from 0 to 1, missing where it has no opinion; ``broken``, the rules that
        keep the two apart, with ``"; "`` between them.

    Raises
    ------
    InputError
        With every id that nobody has, and as `match`.
    FileError, FormatError, KindError, OptionError
        See each; all are `MatchwrightError`.

    Examples
    --------
    >>> import matchwright as mw
    >>> program = mw.Program(
    ...     criteria=[mw.Overlap("interests", weight=3), mw.Same("site")],
    ...     rules=[mw.MustDiffer("manager")],
    ... )
    >>> mentees = {"id": [1], "interests": [None], "site": ["Leeds"], "manager": ["Ada"]}
    >>> mentors = {"id": [7], "interests": ["chess"], "site": ["Leeds"], "manager": ["Ada"]}
    >>> said = mw.contributions(mentees, mentors, program, [(1, 7)])
    >>> list(said["same_site"]), list(said["same_site value"]), list(said["broken"])
    ([0.25], [1.0], ['must_differ_manager'])
    """
    source = pairs_of(pairs)
    how = How(vocabulary, (mentee_id, mentor_id), threads, progress)
    with calling(mentees, mentors, program, how) as (call, ids):
        columns, roster = _core.contributed(call, source)
    return Frames(mentees).make(People(roster, ids).filled(columns))
