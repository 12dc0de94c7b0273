"""Chance on purpose: what the next round's outcomes can be compared with."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from matchwright import _core
from matchwright._arguments import checked
from matchwright._display import Printed
from matchwright._frames import Frames
from matchwright._ids import People
from matchwright._outcome import Outcome
from matchwright._progress import reporting

if TYPE_CHECKING:
    import os
    from typing import Self

    from matchwright._frames import Kept
    from matchwright._progress import Progress

__all__ = ["Experiment", "experiment"]


class Experiment(Printed):
    """A plan of which some pairs were left to chance, and every pair's propensity.

    Printed, it says in a few sentences what was drawn and what it costs.
    """

    def __init__(self, core: _core.Experiment, frames: Frames, people: People) -> None:
        """Made by `experiment`."""
        self._core = core
        self._frames = frames
        self._people = people

    @cached_property
    def outcome(self) -> Outcome:
        """The plan as it was drawn, for letters and reports; every pair of it is pinned."""
        return Outcome(self._core.outcomes()[1], self._frames, self._people)

    @cached_property
    def before(self) -> Outcome:
        """The plan before the experiment."""
        return Outcome(self._core.outcomes()[0], self._frames, self._people)

    @property
    def choices(self) -> Any:
        """Every pair that could have been: what outcomes are joined to.

        ``mentee_id``, ``mentor_id``, ``draw`` (missing where no coin decided), ``propensity``,
        ``planned`` (whether it is of the plan before), ``drawn`` (whether the two meet), ``score``,
        and one column per criterion. A frame of the kind that the outcome's are.
        """
        return self._choices.fresh()

    @cached_property
    def _choices(self) -> Kept:
        columns = self._people.filled(self._core.choices())
        flags = {name: columns[name].astype(bool) for name in ("planned", "drawn")}
        return self._frames.kept(columns | flags)

    @property
    def draws(self) -> int:
        """How many coins were thrown; each decides about two pairs."""
        return self._core.numbers()[0]

    @property
    def wanted(self) -> int:
        """How many draws the share asks for; fewer are made where the band has no more."""
        return self._core.numbers()[1]

    @property
    def swaps(self) -> int:
        """How many draws have changed partners."""
        return self._core.numbers()[2]

    @property
    def cost(self) -> float:
        """What the total score has lost, exactly."""
        return self._core.numbers()[3]

    @property
    def expected_cost(self) -> float:
        """What the total score was expected to lose before the coins were thrown."""
        return self._core.numbers()[4]

    @checked
    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the experiment to a JSON file, compressed where the name ends in ``.gz``.

        Propensities are read back by `load`. As with `Outcome.save`, the file holds the answers
        that the programme reads: treat it like the tables.

        Raises
        ------
        InputError
            Where the programme holds a `Custom` criterion.
        FileError
            Where the file cannot be written.
        """
        self._core.save(path)

    @classmethod
    @checked
    def load(cls, path: str | os.PathLike[str]) -> Self:
        """Read an experiment that `save` has written.

        Scores are worked out again, and each draw is checked against rules, seats and band.

        Raises
        ------
        FileError
            Where the file cannot be read.
        FormatError
            Where it is no such file, or a draw is none of its plan.
        """
        core = _core.experiment_loaded(path)
        return cls(core, Frames(None), People(core.outcomes()[0].roster()))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self)._restored, (self._core.saved(), self._frames, self._people)

    @classmethod
    def _restored(cls, text: str, frames: Frames, people: People) -> Self:
        return cls(_core.experiment_restored(text), frames, people)

    def __eq__(self, other: object) -> bool:
        """Whether both are the same draws of the same plan."""
        return self._core.equals(other._core) if isinstance(other, Experiment) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def _lines(self) -> str:
        return self._core.text()

    def __repr__(self) -> str:
        return f"<Experiment: {self.draws} draws, {self.swaps} swaps>"


@checked
def experiment(
    outcome: Outcome,
    *,
    share: float = 0.1,
    within: float = 0.02,
    seed: int = 0,
    threads: int | None = None,
    progress: Progress = False,
) -> Experiment:
    """Leave a share of the pairs to chance, within a band of scores.

    Outcomes are known of pairs that met, and these were chosen for their scores. Here some of the
    pairs come together in twos whose mentors could change places, and for each two a fair coin
    decides whether they do. Every pair's propensity is then known (1/2, or 1 without a coin), and
    `policy_value` can say from the next round's outcomes how another plan would have done.

    Two pairs come together only where the rules and the floor allow both new pairs and nobody of
    the four would have a pair that scores more than ``within`` less. Pinned and told pairs stay,
    everybody keeps their number of pairs, and quotas hold. Ctrl-C ends it.

    Parameters
    ----------
    outcome : Outcome
        The plan, of pairs of mentees and mentors.
    share : float, default 0.1
        The share of the pairs about which a coin decides, above 0 and at most 1. About half of
        them change.
    within : float, default 0.02
        How much lower than before a pair of anybody concerned may score.
    seed : int, default 0
        The seed of the random numbers. Equal seeds give equal experiments for any order of rows.
    threads, progress
        As for `match`.

    Returns
    -------
    Experiment
        The drawn plan, the propensities, and the exact cost in total score.

    Raises
    ------
    InputError or OptionError
        Where a number is out of range, or the programme makes peers or circles.

    Examples
    --------
    >>> import matchwright as mw
    >>> ids = list(range(8))
    >>> people = {"id": ids, "site": ["Leeds", "York"] * 4}
    >>> outcome = mw.match(people, people, mw.Program(criteria=[mw.Same("site")]))
    >>> drawn = mw.experiment(outcome, share=1)
    >>> drawn.draws, drawn.cost, drawn.outcome.summary.total
    (4, 0.0, 8.0)
    >>> sorted(set(drawn.choices["propensity"]))
    [0.5]
    """
    with reporting(progress) as report:
        core = _core.experimented(
            outcome._core,
            share=share,
            within=within,
            seed=seed,
            threads=threads,
            progress=report,
        )
    return Experiment(core, outcome._frames, outcome._people)
