"""A search over the parameters of a programme.

It stands in Python because every trial is a match in Rust, beside which choosing its parameters
takes no time, and because what is to be reached is a function of the caller's.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from matchwright._arguments import checked
from matchwright._call import program_of
from matchwright._display import Printed
from matchwright._errors import InfeasibleError, OptionError
from matchwright._frames import Frames
from matchwright._match import match
from matchwright._progress import reporting
from matchwright._tune_objective import Objective, worth_of
from matchwright._tune_places import Places, Space, space_of
from matchwright._tune_trials import Method, method_of, number_of_trials, search

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchwright._program import Program
    from matchwright._progress import Progress
    from matchwright._tables import TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["Tuning", "tune"]


class Tuning(Printed):
    """The trials of a search, and the best programme."""

    def __init__(
        self, trials: list[dict[str, Any]], best: int, program: Program, frames: Frames
    ) -> None:
        """Made by `tune`."""
        self._trials = trials
        self._best = best
        self._frames = frames
        self.program = program
        """The programme of the best trial."""

    @property
    def trials(self) -> Any:
        """A trial a row: ``trial``, a column per parameter, ``value``, ``held_out``.

        Trial 0 is the programme as it was. ``value`` is what the objective says, and ``held_out``
        what it says of the mentees who were held out; missing without a truth. Both are missing
        where the programme's minimums and quotas cannot be kept.
        """
        names = list(dict.fromkeys(name for trial in self._trials for name in trial))
        columns: dict[str, Any] = {
            name: _column([trial.get(name) for trial in self._trials]) for name in names
        }
        return self._frames.make(columns)

    @property
    def best(self) -> dict[str, Any]:
        """The best trial, with the names of `trials`."""
        return dict(self._trials[self._best])

    def _lines(self) -> str:
        first, best = self._trials[0], self.best
        said = [f"{len(self._trials)} trials; the best is number {best['trial']}."]
        impossible = sum(trial["value"] is None for trial in self._trials)
        if impossible:
            said.append(f"In {impossible} of them minimums or quotas cannot be kept.")
        said += [
            f"{name}: {_said(first[name])} before, {best[name]:.4f} after"
            for name in ("value", "held_out")
            if best.get(name) is not None
        ]
        return "\n".join(said)

    def __repr__(self) -> str:
        return f"<Tuning: {len(self._trials)} trials>"


@checked
def tune(
    mentees: TableLike,
    mentors: TableLike | None = None,
    program: Program | None = None,
    space: Space | None = None,
    objective: Objective = "recovered",
    *,
    trials: int = 100,
    truth: TableLike | Iterable[tuple[Any, Any]] | None = None,
    held_out: float = 0.5,
    method: Method = "auto",
    seed: int = 0,
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
    threads: int | None = None,
    progress: Progress = False,
) -> Tuning:
    """Search for the parameters of a programme whose outcome is the best by an objective.

    Parameters
    ----------
    mentees, mentors, program
        As for `match`; trial 0 is this programme as it is.
    space : mapping of str to sequence
        What is tried, by where it stands: ``"min_score"``; or a criterion and a field:
        ``"overlap_skills.weight"``, where a criterion is called as in the outcome's columns, by
        its ``name``, by its kind where there is one of the kind, or ``"criteria.0"``; rules
        likewise. A list has the values; a tuple of two numbers is all between them.
    objective : function of an Outcome, or str, default "recovered"
        The higher the better: ``"total"``, ``"mean"``, ``"participation"``, ``"worst"`` (the
        lowest score of a pair), or ``"recovered"``: the share of the pairs of ``truth`` that the
        plan makes. Scores of programmes with other weights are on other scales: a function of
        outcomes that people know, such as pairs that did well, says more than ``"total"``.
    trials : int, default 100
        How many programmes are tried besides the first.
    truth : table, or pairs of ids, optional
        Pairs that are known to be good: a table with the columns ``mentee_id`` and ``mentor_id``,
        or pairs of a mentee's and a mentor's id. Pairs of people who take no part are left out.
    held_out : float, default 0.5
        The share of mentees of ``truth`` on whom nothing is chosen: what the search finds by
        chance does not show on them.
    method : "auto", "grid", "random" or "optuna"
        All of it where every value is in a list and there are no more than ``trials``; otherwise
        Optuna's search where it is installed (the extra ``tune``), else random draws.
    seed : int, default 0
        The seed of all draws.
    vocabulary, mentee_id, mentor_id, threads
        As for `match`.
    progress : bool or callable, default False
        ``True`` shows a bar (tqdm, where installed); a function is called as
        ``progress("trials", done, total)``, and an exception in it ends the search.

    Returns
    -------
    Tuning
        The trials as a frame, and the best programme.

    Raises
    ------
    OptionError
        Where a parameter is not there, or an option makes no sense.
    KindError
        Where the objective does not return a number.
    InfeasibleError
        Where no programme that is tried can keep its minimums and quotas.
    InputError, FileError, FormatError
        As `match`, for a programme that is tried as well.

    Examples
    --------
    >>> import matchwright as mw
    >>> mentees = {"id": [1, 2], "site": ["Leeds", "York"], "team": ["a", "b"]}
    >>> mentors = {"id": [7, 8], "site": ["York", "Leeds"], "team": ["a", "b"]}
    >>> program = mw.Program(criteria=[mw.Same("site"), mw.Same("team", weight=3)])
    >>> space = {"same_team.weight": [0.5, 1, 2]}
    >>> tuned = mw.tune(mentees, mentors, program, space, truth=[(1, 8), (2, 7)], held_out=0)
    >>> tuned.best["same_team.weight"], tuned.best["value"]
    (0.5, 1.0)
    """
    if trials < 1 or not 0 <= held_out < 1:
        text = "trials must be 1 or more, and held_out at least 0 and less than 1"
        raise OptionError(text)
    places = Places(program_of(program), space_of(space))
    worth = worth_of(objective, truth, held_out=held_out, seed=seed)
    method = method_of(method, places.space, trials)
    total = 1 + number_of_trials(method, places.space, trials)
    done: list[dict[str, Any]] = []
    refused: list[InfeasibleError] = []

    with reporting(progress) as report:

        def told(*_: object) -> None:
            if report is not None:
                report("trials", len(done), total)

        def worth_with(chosen: dict[str, Any]) -> dict[str, float | None]:
            try:
                outcome = match(
                    mentees,
                    mentors,
                    places.changed(chosen),
                    vocabulary=vocabulary,
                    mentee_id=mentee_id,
                    mentor_id=mentor_id,
                    threads=threads,
                    progress=told,
                )
            except InfeasibleError as error:
                refused.append(error)
                return {"value": None}
            return worth(outcome)

        def tried(chosen: dict[str, Any]) -> float | None:
            said = worth_with(chosen)
            done.append({"trial": len(done), **places.own, **chosen, **said})
            return said["value"]

        tried({})
        search(method, places.space, trials, seed, tried)
        told()
    possible = [at for at, trial in enumerate(done) if trial["value"] is not None]
    if not possible:
        raise refused[0]
    best = max(possible, key=lambda at: (done[at]["value"], -at))
    chosen = {name: done[best][name] for name in places.space} if best else {}
    return Tuning(done, best, places.changed(chosen), Frames(mentees))


def _said(value: float | None) -> str:
    return "no plan" if value is None else f"{value:.4f}"


def _column(values: list[Any]) -> Any:
    """Numbers as an array, whatever else as texts."""
    if all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return np.array(values, dtype=np.int64)
    if all(value is None or isinstance(value, int | float) for value in values):
        return np.array([math.nan if value is None else value for value in values], dtype=float)
    return [None if value is None else str(value) for value in values]
