"""How well scores fit how pairs went."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from matchwright import _core
from matchwright._arguments import checked
from matchwright._call import How, calling
from matchwright._display import Printed
from matchwright._feedback import Aspect, asked
from matchwright._frames import Frames
from matchwright._plot_tuning import plot_evaluation
from matchwright._report import today

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    import altair as alt

    from matchwright._frames import Kept
    from matchwright._program import Program
    from matchwright._progress import Progress
    from matchwright._tables import TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["Evaluation", "evaluate"]


class Evaluation(Printed):
    """How well a programme's scores fit how pairs went, beside other ways of scoring them.

    Prints as a small table. Frames are of the kind that the mentees' table has.
    """

    def __init__(self, core: _core.Evaluation, frames: Frames) -> None:
        """Made by `evaluate` and `learn`."""
        self._core = core
        self._frames = frames

    @property
    def table(self) -> Any:
        """Every measure of every way of scoring, one a row.

        ``scoring``: ``current`` for the programme as it is, ``learned`` where weights were (each
        mentee by weights that were learned from others), ``equal`` weights, ``by spread``,
        ``greedy`` (the programme's scores, pairs of the greedy plan first), ``random``.
        ``measure``: ``within_mentee_accuracy``, ``auc``, ``ndcg``, ``first_choice`` and
        ``calibration_error``. ``value`` with its 95 % interval from ``low`` to ``high``;
        ``difference`` to ``current``, from ``difference_low`` to ``difference_high``.
        """
        return self._table.fresh()

    @cached_property
    def _table(self) -> Kept:
        return self._frames.kept(self._core.table())

    @property
    def calibration(self) -> Any:
        """Whether chances that are made of scores hold.

        ``scoring``; ``from`` and ``to``, a part of the chances that the higher score is right;
        ``comparisons`` there; ``predicted``, the mean chance, and ``observed``, the share that came
        true, with its 95 % interval from ``low`` to ``high``.
        """
        return self._calibration.fresh()

    @cached_property
    def _calibration(self) -> Kept:
        return self._frames.kept(self._core.calibration())

    @property
    def aspect(self) -> str:
        """What went better or worse: the column of the feedback."""
        return self._core.aspect()

    @checked
    def report(self, path: str | os.PathLike[str]) -> None:
        """Write the evaluation as one HTML page that loads nothing.

        Raises
        ------
        FileError
            Where the file cannot be written.
        """
        self._core.report(path, date=today())

    @checked
    def plot(
        self, kind: Literal["measures", "calibration"] = "measures"
    ) -> alt.LayerChart | alt.FacetChart:
        """Draw the measures with their intervals, or whether chances hold, with Altair.

        It is an extra: ``python -m pip install "matchwright[plot]"``.
        """
        chart: alt.LayerChart | alt.FacetChart = plot_evaluation(self._core, kind)
        return chart

    def _lines(self) -> str:
        return self._core.text()

    def __repr__(self) -> str:
        return f"<Evaluation by {self.aspect}>"


@checked
def evaluate(
    mentees: TableLike,
    mentors: TableLike | None = None,
    program: Program | None = None,
    feedback: TableLike = (),
    *,
    aspect: Aspect | None = None,
    tables: Mapping[str, Any] | None = None,
    k: int = 5,
    draws: int = 1_000,
    seed: int = 0,
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
    threads: int | None = None,
    progress: Progress = False,
) -> Evaluation:
    """Measure how well the programme's scores fit how pairs went.

    Beside the programme stand equal weights, weights by spread, the greedy plan and chance.
    Intervals are of mentees drawn anew, each with all of their pairs.

    Parameters
    ----------
    mentees, mentors, program
        As for `match`.
    feedback : table
        A row a pair, of any kind of table that `match` takes: ``mentee_id``, ``mentor_id``, and of
        ``fit`` (1 to 5), ``goal_reached``, ``accepted``, ``ended_early`` (yes or no), ``meetings``
        and ``round`` whatever there is. What is missing stays missing; rows about people who are
        not in the tables are left out.
    aspect : str, optional
        The column by which a pair went better or worse; the one that tells most pairs of one mentee
        apart unless said otherwise.
    tables : mapping, optional
        What the feedback's table calls things: ``columns`` and ``no_answer`` as in a programme's
        ``tables``, such as ``{"columns": {"fit": {"from": "How was it?"}}}``.
    k : int, default 5
        How many places of a list count in ``ndcg``.
    draws : int, default 1000
        How often mentees are drawn anew for intervals.
    seed : int, default 0
        The seed of these draws.
    vocabulary, mentee_id, mentor_id, threads, progress
        As for `match`.

    Raises
    ------
    InputError
        Where no row has an answer about people in the tables, where an answer is out of range, and
        as `match`.
    FileError, FormatError, KindError, OptionError
        See each; all are `MatchwrightError`.

    Examples
    --------
    >>> import matchwright as mw
    >>> mentees = {"id": ["e1", "e2"], "site": ["Leeds", "York"]}
    >>> mentors = {"id": ["m1", "m2"], "site": ["Leeds", "York"]}
    >>> feedback = [
    ...     {"mentee_id": "e1", "mentor_id": "m1", "fit": 5},
    ...     {"mentee_id": "e1", "mentor_id": "m2", "fit": 2},
    ...     {"mentee_id": "e2", "mentor_id": "m1", "fit": 4},
    ...     {"mentee_id": "e2", "mentor_id": "m2", "fit": 3},
    ... ]
    >>> program = mw.Program(criteria=[mw.Same("site")])
    >>> evaluation = mw.evaluate(mentees, mentors, program, feedback)
    >>> list(evaluation.table["measure"])[0], list(evaluation.table["value"])[0]
    ('within_mentee_accuracy', 0.5)
    """
    source, options = asked(feedback, tables=tables, aspect=aspect, k=k, draws=draws, seed=seed)
    how = How(vocabulary, (mentee_id, mentor_id), threads, progress)
    with calling(mentees, mentors, program, how) as (call, _):
        core = _core.evaluated(call, source, **options)
    return Evaluation(core, Frames(mentees))
