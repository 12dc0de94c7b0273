"""What a search wants to reach: what an outcome is worth."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import narwhals as nw
import numpy as np

from matchwright import _core
from matchwright._errors import KindError, OptionError
from matchwright._outcome import Outcome
from matchwright._pairs import pairs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchwright._tables import TableLike

__all__ = ["Objective", "Worth", "worth_of"]

Objective: TypeAlias = Callable[[Outcome], float] | str
"""A function of outcomes, or the name of one."""

Worth: TypeAlias = Callable[[Outcome], dict[str, float | None]]
"""The columns that a trial has of an outcome; ``value`` is what the best has most of."""

_Pair = tuple[str, str]


def worth_of(
    objective: Objective,
    truth: TableLike | Iterable[tuple[Any, Any]] | None,
    *,
    held_out: float,
    seed: int,
) -> Worth:
    """Return what says how much an outcome is worth."""
    if objective == "recovered":
        if truth is None:
            text = "truth: the objective 'recovered' needs pairs that are known to be good"
            raise OptionError(text)
        return _Recovered(_core.ids_of_pairs(pairs_of(truth), "truth"), held_out, seed)
    function = _NAMED.get(objective) if isinstance(objective, str) else objective
    if function is None:
        text = f"objective must be a function or one of recovered, {', '.join(_NAMED)}"
        raise OptionError(text)
    return lambda outcome: {"value": _number(function(outcome))}


def _number(said: Any) -> float:
    try:
        number = float(said)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if math.isnan(number):
        text = f"objective must return a number, not {type(said).__name__}"
        raise KindError(text)
    return number


class _Recovered:
    """The share of known pairs that a plan makes: of those to choose by, and of those held out."""

    def __init__(self, truth: list[_Pair], held_out: float, seed: int) -> None:
        self._truth = set(truth)
        self._held_out = held_out
        self._seed = seed
        self._parts: tuple[set[_Pair], set[_Pair]] | None = None

    def __call__(self, outcome: Outcome) -> dict[str, float | None]:
        # Who takes part is known when somebody has been matched.
        self._parts = self._parts or self._parted(outcome)
        columns = outcome._people.filled(outcome._core.pairs())
        made = set(zip(columns["mentee_id"].texts, columns["mentor_id"].texts, strict=True))
        value, held_out = (len(own & made) / len(own) if own else None for own in self._parts)
        return {"value": value, "held_out": held_out}

    def _parted(self, outcome: Outcome) -> tuple[set[_Pair], set[_Pair]]:
        """Part the pairs of people who take part, by mentees."""
        known = outcome._people
        pairs = {
            each
            for each in self._truth
            if known.mentee.known(each[0]) and known.mentor.known(each[1])
        }
        people = sorted({mentee for mentee, _ in pairs})
        order = np.random.default_rng(self._seed).permutation(len(people))
        aside = {people[at] for at in order[: round(self._held_out * len(people))]}
        held_out = {each for each in pairs if each[0] in aside}
        if pairs == held_out:
            text = (
                "truth: there is no pair to choose by; "
                f"{len(pairs)} of {len(self._truth)} are of people in the tables"
            )
            raise OptionError(text)
        return pairs - held_out, held_out


def _worst(outcome: Outcome) -> float:
    scores = list(nw.from_native(outcome.pairs, pass_through=True)["score"])
    return float(min(scores, default=0.0))


_NAMED: dict[str, Callable[[Outcome], float]] = {
    "total": lambda outcome: outcome.summary.total,
    "mean": lambda outcome: outcome.summary.mean or 0.0,
    "participation": lambda outcome: outcome.summary.participation,
    "worst": _worst,
}
