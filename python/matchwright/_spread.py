"""Weights from the people alone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from matchwright import _core
from matchwright._arguments import checked
from matchwright._call import How, calling, program_of
from matchwright._display import Printed
from matchwright._frames import Frames
from matchwright._learned import with_weights
from matchwright._program import Program

if TYPE_CHECKING:
    from matchwright._frames import Kept
    from matchwright._progress import Progress
    from matchwright._tables import TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["SpreadWeights", "weights_by_spread"]


class SpreadWeights(Printed):
    """Weights by how far each criterion tells a mentee's mentors apart; prints with the argument.

    Frames are of the kind that the mentees' table has.
    """

    def __init__(self, said: tuple[dict[str, Any], str], program: Program, frames: Frames) -> None:
        """Made by `weights_by_spread`."""
        self._columns, self._text = said
        self._program = program
        self._frames = frames

    @cached_property
    def program(self) -> Program:
        """The programme with the suggested weights."""
        return with_weights(self._program, self._columns["suggested"].tolist())

    @property
    def weights(self) -> Any:
        """``criterion``, ``current``, ``spread``, ``suggested``, ``current_say``.

        ``spread`` is the standard deviation of its values between the mentors of one mentee, and
        ``current_say`` the part of what tells mentors apart that is this criterion's now.
        """
        return self._weights.fresh()

    @cached_property
    def _weights(self) -> Kept:
        return self._frames.kept(self._columns)

    def _lines(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<SpreadWeights: {len(self._columns['criterion'])} weights>"


@checked
def weights_by_spread(
    mentees: TableLike,
    mentors: TableLike | None = None,
    program: Program | None = None,
    *,
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
    threads: int | None = None,
    progress: Progress = False,
) -> SpreadWeights:
    """Suggest weights from the people alone, without knowing how any pair went.

    A weight says what a whole step from 0 to 1 counts; how much a criterion decides depends on how
    far apart its values are for one mentee, too. With a weight of 1 over its spread every criterion
    has the same say. That is where to start without feedback.

    Parameters are those of `match`; so are errors.

    Returns
    -------
    SpreadWeights
        ``.weights``, a frame; ``.program`` with the suggested weights, whose sum stays what it was;
        and text with the argument.

    Examples
    --------
    >>> import matchwright as mw
    >>> mentees = {"id": ["e1"], "site": ["Leeds"], "team": ["a"]}
    >>> mentors = {
    ...     "id": ["m1", "m2", "m3", "m4"],
    ...     "site": ["Leeds", "York", "York", "York"],
    ...     "team": ["a", "b", "b", "a"],
    ... }
    >>> program = mw.Program(criteria=[mw.Same("site"), mw.Same("team")])
    >>> suggestion = mw.weights_by_spread(mentees, mentors, program)
    >>> [round(weight, 3) for weight in suggestion.weights["suggested"]]
    [1.072, 0.928]
    """
    how = How(vocabulary, (mentee_id, mentor_id), threads, progress)
    with calling(mentees, mentors, program, how) as (call, _):
        said = _core.spread_weights(call)
    return SpreadWeights(said, program_of(program), Frames(mentees))
