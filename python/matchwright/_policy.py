"""What another plan would have been worth, from the outcomes of an experiment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matchwright import _core
from matchwright._arguments import checked
from matchwright._display import Printed
from matchwright._experiment import Experiment
from matchwright._frames import Frames
from matchwright._outcome import Outcome
from matchwright._progress import reporting
from matchwright._tables import taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchwright._progress import Progress
    from matchwright._tables import TableLike

__all__ = ["PolicyValue", "policy_value"]


class PolicyValue(Printed):
    """What a plan is estimated to be worth: the mean outcome of its pairs, by several methods."""

    def __init__(self, core: _core.PolicyValue, frames: Frames) -> None:
        """Made by `policy_value`."""
        self._core = core
        self._frames = frames

    @property
    def table(self) -> Any:
        """The estimates: ``estimator``, ``value``, ``std_error``, ``low``, ``high``.

        ``observed`` is the mean of the pairs that met and that the plan has, without correction;
        ``ips``, ``snips`` and ``dr`` correct for what chance decided. Missing where a method cannot
        say.
        """
        return self._frames.make(self._core.table())

    @property
    def pairs(self) -> int:
        """Pairs whose outcome was used."""
        return self._core.counts()[0]

    @property
    def draws(self) -> int:
        """Independent draws among them; intervals are about these."""
        return self._core.counts()[1]

    @property
    def unknown(self) -> int:
        """Pairs that met and have no outcome."""
        return self._core.counts()[2]

    @property
    def uncovered(self) -> int:
        """Pairs left aside, because the plan's pair could not have been drawn."""
        return self._core.counts()[3]

    @property
    def warnings(self) -> list[str]:
        """What is to be known about the numbers; says plainly where propensities are not known."""
        return self._core.notes()

    def _lines(self) -> str:
        return self._core.text()

    def __repr__(self) -> str:
        return f"<PolicyValue of {self.pairs} pairs in {self.draws} draws>"


@checked
def policy_value(
    feedback: TableLike,
    policy: Outcome | TableLike | None = None,
    *,
    outcome: str = "fit",
    choices: Experiment | TableLike | None = None,
    model: Sequence[str] = ("score",),
    progress: Progress = False,
) -> PolicyValue:
    """Estimate the mean outcome that a plan's pairs would have had.

    Outcomes are known of pairs that met. Where an `experiment` has left partners to chance, each
    pair's propensity is known, and outcomes can be weighted by how much likelier another plan
    would have made them: inverse propensity scores (``ips``); the same divided by the sum of the
    weights (``snips``: Swaminathan and Joachims 2015); and the doubly robust estimate, which adds
    weighted errors to what a model says (``dr``: Dudík et al. 2011), with the model fitted on
    other draws. Intervals are of 95 %, for people like these; draws are independent, and not
    pairs, because two pairs share a coin.

    Parameters
    ----------
    feedback : table
        ``mentee_id``, ``mentor_id`` and the outcome. Of several answers about a pair the mean
        counts; an empty cell is no answer.
    policy : Outcome or table, optional
        The plan whose value is asked for: a table of ``mentee_id``, ``mentor_id`` and perhaps
        ``probability``. Without one the plan before the experiment.
    outcome : str, default "fit"
        The column of the outcome: numbers, or yes and no.
    choices : Experiment or table, optional
        Every pair that could have met, with its propensity: an experiment, or a table as
        `Experiment.choices`. Without it ``propensity`` in the feedback is read; where that is not
        there either, nothing but the mean of what was seen can be said, and a warning says so.
    model : sequence of str, default ("score",)
        Columns of numbers in a table of choices that the model may know.
    progress : bool or callable, default False
        As for `match`.

    Returns
    -------
    PolicyValue
        A table of estimates, and warnings. Prints as text.

    Raises
    ------
    InputError
        With everything that is wrong with the tables, or where no outcome is known.

    Examples
    --------
    >>> import matchwright as mw
    >>> ids = list(range(40))
    >>> people = {"id": ids, "site": ["Leeds", "York"] * 20}
    >>> outcome = mw.match(people, people, mw.Program(criteria=[mw.Same("site")]))
    >>> drawn = mw.experiment(outcome, share=1)
    >>> met = drawn.outcome.pairs
    >>> fit = [5 if (a + b) % 4 else 3 for a, b in zip(met["mentee_id"], met["mentor_id"])]
    >>> feedback = {"mentee_id": met["mentee_id"], "mentor_id": met["mentor_id"], "fit": fit}
    >>> value = mw.policy_value(feedback, choices=drawn)
    >>> value.draws, value.warnings
    (20, [])
    >>> mw.policy_value(feedback).warnings[0].split(":")[0]
    'Propensities are not known'
    """
    with reporting(progress) as report:
        core = _core.policy_valued(
            _source(feedback),
            None if policy is None else _plan(policy),
            outcome=outcome,
            choices=None if choices is None else _choices(choices),
            model=list(model),
            progress=report,
        )
    return PolicyValue(core, Frames(feedback))


def _source(table: TableLike) -> Any:
    return taken(table, set)[0]


def _plan(policy: Outcome | TableLike) -> Any:
    return policy._core if isinstance(policy, Outcome) else _source(policy)


def _choices(choices: Experiment | TableLike) -> Any:
    return choices._core if isinstance(choices, Experiment) else _source(choices)
