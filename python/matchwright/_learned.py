"""Weights that were learned from feedback."""

from __future__ import annotations

import warnings
from functools import cached_property
from typing import TYPE_CHECKING, Any

from matchwright import _core
from matchwright._arguments import checked
from matchwright._call import How, calling, program_of
from matchwright._display import Printed
from matchwright._evaluation import Evaluation
from matchwright._feedback import Aspect, asked
from matchwright._frames import Frames
from matchwright._plot_tuning import plot_weights
from matchwright._program import Program
from matchwright._report import today

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import altair as alt

    from matchwright._frames import Kept
    from matchwright._progress import Progress
    from matchwright._tables import TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["Learned", "learn", "with_weights"]


class Learned(Printed):
    """Weights that were learned from feedback, and how far they can be trusted; prints as text.

    Frames are of the kind that the mentees' table has.
    """

    def __init__(self, core: _core.Learned, program: Program, frames: Frames) -> None:
        """Made by `learn`."""
        self._core = core
        self._program = program
        self._frames = frames

    @cached_property
    def program(self) -> Program:
        """The programme with the learned weights.

        A weight that is learned to be 0 is next to nothing there: a programme has no weight of 0.
        """
        return with_weights(self._program, self._core.program_weights())

    @property
    def weights(self) -> Any:
        """A row a criterion: ``criterion``, ``estimate``, ``low``, ``high``, ``current``.

        The estimates sum to what the weights of the programme do. ``low`` and ``high`` are the 95 %
        interval of what the weight may be by the feedback alone, without the pull towards other
        weights; the estimate may lie outside. Missing where nothing is learned of a criterion.
        """
        return self._weights.fresh()

    @cached_property
    def _weights(self) -> Kept:
        return self._frames.kept(self._core.weights())

    @cached_property
    def evaluation(self) -> Evaluation:
        """How well learned weights fit how pairs of other mentees went: the row ``learned``."""
        return Evaluation(self._core.evaluation(), self._frames)

    @property
    def notes(self) -> list[str]:
        """What to keep in mind, in sentences."""
        return self._core.notes()

    @checked
    def report(self, path: str | os.PathLike[str]) -> None:
        """Write weights and evaluation as one HTML page that loads nothing.

        Raises
        ------
        FileError
            Where the file cannot be written.
        """
        self._core.report(path, date=today())

    def plot(self) -> alt.LayerChart:
        """Draw the weights with their intervals beside the present ones, with Altair.

        It is an extra: ``python -m pip install "matchwright[plot]"``.
        """
        chart: alt.LayerChart = plot_weights(self._core)
        return chart

    def _lines(self) -> str:
        return self._core.text()

    def __repr__(self) -> str:
        return f"<Learned: {len(self._core.weights()['criterion'])} weights>"


@checked
def learn(
    mentees: TableLike,
    mentors: TableLike | None = None,
    program: Program | None = None,
    feedback: TableLike = (),
    *,
    aspect: Aspect | None = None,
    tables: Mapping[str, Any] | None = None,
    pointwise: bool = False,
    list_lengths: bool = True,
    k: int = 5,
    draws: int = 1_000,
    seed: int = 0,
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
    threads: int | None = None,
    progress: Progress = False,
) -> Learned:
    """Learn the weights of a programme from how pairs went.

    Weights are 0 or more. They make it likely that of two pairs of one mentee the one that went
    better has the higher score (a pairwise logistic model, Joachims 2002): how strictly a mentee
    judges counts for both and falls out. They are pulled towards the weights that there are, those
    by spread and equal ones, weakly and strongly, and are the mean of all these fits. Mentees who
    are held out in turn say how much each counts: with few answers all count, so that neither
    weights by guess nor chance decide; with many those that fit them.

    Parameters
    ----------
    mentees, mentors, program
        As for `match`.
    feedback, aspect, tables
        As for `evaluate`.
    pointwise : bool, default False
        Learn from whether each pair by itself went well: for feedback with one pair a mentee. What
        mentees are like then passes for fit, and a `UserWarning` says so.
    list_lengths : bool, default True
        Learn what the lengths of mentors' lists do beside the weights, so that long lists do not
        pass for fit.
    k, draws, seed
        Of the evaluation, as for `evaluate`.
    vocabulary, mentee_id, mentor_id, threads, progress
        As for `match`.

    Returns
    -------
    Learned
        ``.program`` with the learned weights, ``.weights`` with intervals, ``.evaluation`` of held
        out mentees, ``.report()``, ``.plot()``, and text.

    Raises
    ------
    InputError
        Where there is too little feedback, with how much is needed, and as `evaluate`.
    FileError, FormatError, KindError, OptionError
        See each; all are `MatchwrightError`.

    Examples
    --------
    >>> import matchwright as mw
    >>> mentees = {"id": list(range(20)), "site": ["Leeds"] * 20, "team": ["a"] * 20}
    >>> mentors = {"id": ["m1", "m2"], "site": ["Leeds", "York"], "team": ["b", "a"]}
    >>> feedback = {
    ...     "mentee_id": [*range(20), *range(20)],
    ...     "mentor_id": ["m1"] * 20 + ["m2"] * 20,
    ...     "fit": [5] * 16 + [1] * 4 + [3] * 20,
    ... }
    >>> program = mw.Program(
    ...     criteria=[mw.Same("site"), mw.Same("team")], same_id_is_same_person=False
    ... )
    >>> learned = mw.learn(mentees, mentors, program, feedback)
    >>> site, team = learned.weights["estimate"]
    >>> site > team
    True
    """
    source, options = asked(feedback, tables=tables, aspect=aspect, k=k, draws=draws, seed=seed)
    how = How(vocabulary, (mentee_id, mentor_id), threads, progress)
    with calling(mentees, mentors, program, how) as (call, _):
        core = _core.learned(
            call, source, pointwise=pointwise, list_lengths=list_lengths, **options
        )
    if pointwise:
        warnings.warn(core.notes()[0], UserWarning, stacklevel=3)
    return Learned(core, program_of(program), Frames(mentees))


def with_weights(program: Program, weights: list[float]) -> Program:
    """Return the programme with other weights; criteria that are functions stay what they are."""
    terms = zip(program.criteria, weights, strict=True)
    criteria = [term._of({**term._values, "weight": weight}) for term, weight in terms]
    return Program(**{**program._values, "criteria": criteria, "rules": program.rules})
