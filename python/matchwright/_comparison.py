"""Two outcomes side by side, and what could be different."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from matchwright import _core
from matchwright._display import Listed, Rows
from matchwright._errors import OptionError
from matchwright._ids import People, id_text, ids_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchwright._frames import Kept
    from matchwright._outcome import Outcome

__all__ = ["Comparison", "ComparisonSummary", "PlanNumbers", "changed"]


@dataclass(frozen=True, slots=True)
class PlanNumbers:
    """A plan in a few numbers, scored by the programme of the comparison."""

    pairs: int
    """Pairs made."""
    participation: float
    """Matched mentees over mentees, from 0 to 1."""
    total: float
    """Sum of the scores."""
    mean: float | None
    """Mean score of the pairs; ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class ComparisonSummary(Listed):
    """A comparison in a few numbers; prints as a small table."""

    scored_by: str
    """The name of the programme by which both plans are scored."""
    before: PlanNumbers
    """The first plan."""
    after: PlanNumbers
    """The second plan."""
    kept: int
    """Pairs of both plans."""
    new: int
    """Pairs of the second plan alone."""
    ended: int
    """Pairs of the first plan alone."""
    mentees_gain: int
    """Mentees whose score is higher in the second plan, where nobody counts 0."""
    mentees_lose: int
    """Mentees whose score is lower."""
    mentors_gain: int
    """Mentors whose scores sum to more."""
    mentors_lose: int
    """Mentors whose scores sum to less."""

    @classmethod
    def _read(cls, text: str) -> ComparisonSummary:
        said: dict[str, Any] = json.loads(text)
        gain, lose = said.pop("gain"), said.pop("lose")
        said |= {name: PlanNumbers(**said[name]) for name in ("before", "after")}
        return cls(
            **said,
            mentees_gain=gain[0],
            mentees_lose=lose[0],
            mentors_gain=gain[1],
            mentors_lose=lose[1],
        )

    def _rows(self) -> Rows:
        before, after = self.before, self.after
        change = after.total - before.total
        rows: Rows = [("scored by", self.scored_by)] if self.scored_by else []
        return [
            *rows,
            ("pairs", f"{before.pairs:,} before, {after.pairs:,} after"),
            ("", f"{self.kept:,} kept, {self.new:,} new, {self.ended:,} ended"),
            (
                "participation",
                f"{before.participation:.1%} before, {after.participation:.1%} after",
            ),
            (
                "total score",
                f"{before.total:,.3f} before, {after.total:,.3f} after ({change:+,.3f})",
            ),
            ("mean score", f"{_mean(before)} before, {_mean(after)} after"),
            ("mentees", f"{self.mentees_gain:,} gain, {self.mentees_lose:,} lose"),
            ("mentors", f"{self.mentors_gain:,} gain, {self.mentors_lose:,} lose"),
        ]


def _mean(plan: PlanNumbers) -> str:
    return "none" if plan.mean is None else f"{plan.mean:.3f}"


class Comparison:
    """Two outcomes, and what is different; prints as its summary.

    Both plans are scored by one programme, each with the answers that its own outcome has. Frames
    are of the kind that the first outcome has; ids have the type that they have there.
    """

    def __init__(self, core: _core.Comparison, before: Outcome, after: Outcome) -> None:
        """Made by `compare` and `Outcome.what_if`."""
        self._core = core
        self.before = before
        """The first outcome."""
        self.after = after
        """The second outcome."""

    @property
    def pairs(self) -> Any:
        """The pairs of both plans, by the mentee's id, then the mentor's.

        Columns: ``mentee_id``, ``mentor_id``, ``change`` (``"kept"``, ``"new"``, ``"ended"``),
        ``score_before``, ``score_after`` (NaN in the plan that does not have the pair).
        """
        return self._pairs.fresh()

    @cached_property
    def _pairs(self) -> Kept:
        columns = self._core.pairs()
        for side in ("mentee", "mentor"):
            name = f"{side}_id"
            columns[name] = ids_of([(side, text) for text in columns[name]], *self._people)
        return self.before._frames.kept(columns)

    @property
    def people(self) -> Any:
        """What is different for everybody, mentees first, by id.

        Columns: ``side``, ``id``, ``partners_before``, ``partners_after`` (ids as text, with
        ``"; "`` between them), ``change`` (``"kept"``, ``"changed"``, ``"new"``, ``"ended"``,
        ``"nobody"``), ``score_before``, ``score_after`` (the sum over partners, NaN where there is
        none), ``gain`` (the difference, where nobody counts 0).
        """
        return self._everybody.fresh()

    @cached_property
    def _everybody(self) -> Kept:
        columns = self._core.people()
        who = list(zip(columns["side"], columns["id"], strict=True))
        columns["id"] = ids_of(who, *self._people)
        return self.before._frames.kept(columns)

    @property
    def _people(self) -> tuple[People, People]:
        return self.before._people, self.after._people

    @property
    def summary(self) -> ComparisonSummary:
        """The comparison in a few numbers."""
        return ComparisonSummary._read(self._core.summary())

    @property
    def rule_prices(self) -> Any:
        """What each rule costs in either plan: both are solved again without it.

        Columns: ``plan`` (``"before"``, ``"after"``), and those of `Outcome.rule_prices`. Takes a
        match for each rule when it is first asked for; Ctrl-C ends it.
        """
        return self._prices.fresh()

    @cached_property
    def _prices(self) -> Kept:
        plans = [(name, _core.rule_prices(of._core)) for name, of in self._plans()]
        count = [len(columns["name"]) for _, columns in plans]
        names = [name for (name, _), rows in zip(plans, count, strict=True) for _ in range(rows)]
        joined: dict[str, Any] = {"plan": names}
        for name, values in plans[0][1].items():
            joined[name] = _joined(values, plans[1][1][name])
        return self.before._frames.kept(joined)

    def _plans(self) -> list[tuple[str, Outcome]]:
        return [("before", self.before), ("after", self.after)]

    def __str__(self) -> str:
        return f"{self.summary}\n{self._core.sentence()}"

    def __repr__(self) -> str:
        numbers = self.summary
        return f"<Comparison: {numbers.kept} kept, {numbers.new} new, {numbers.ended} ended>"

    def _repr_html_(self) -> str:
        return self.summary._repr_html_()


def _joined(one: Any, other: Any) -> Any:
    """Columns below each other: lists, or arrays."""
    if isinstance(one, list):
        return one + other
    return np.concatenate([one, other])


def changed(
    *,
    capacity: Mapping[Any, int],
    without: Sequence[Any],
    without_rules: Sequence[str],
    weights: Mapping[str, float],
    min_score: float | None,
    answers: Mapping[tuple[str, Any, str], Any],
) -> dict[str, Any]:
    """Return what is different as the core takes it."""
    return {
        "capacity": [(id_text(mentor), _seats(seats)) for mentor, seats in capacity.items()],
        "without": [_person(person) for person in without],
        "without_rules": list(without_rules),
        "weights": [(name, float(weight)) for name, weight in weights.items()],
        "min_score": None if min_score is None else float(min_score),
        "answers": [_answer(place, value) for place, value in answers.items()],
    }


def _seats(seats: int) -> int:
    if isinstance(seats, bool) or not 0 <= seats <= _MOST_SEATS or int(seats) != seats:
        text = "seats must be a whole number from 0 to 1,000,000"
        raise OptionError(text)
    return int(seats)


_MOST_SEATS = 1_000_000


def _person(person: Any) -> tuple[str | None, str]:
    if isinstance(person, tuple):
        side, own = person
        return side, id_text(own)
    return None, id_text(person)


def _answer(place: tuple[str, Any, str], value: Any) -> tuple[str, str, str, Any]:
    try:
        side, own, column = place
    except (TypeError, ValueError):
        text = 'answers are named by side, id and column: ("mentee", "e4", "grade")'
        raise OptionError(text) from None
    return side, id_text(own), column, value
