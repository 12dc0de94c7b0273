"""Why two people do not meet, why somebody meets nobody, and what would help."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from matchwright._display import Rows, as_html

if TYPE_CHECKING:
    from matchwright._ids import People

__all__ = ["Move", "Relaxation", "WhyNot", "WhyUnmatched", "with_why_not_ids"]


Move = TypedDict("Move", {"mentee": Any, "from": Any, "to": Any})
"""A mentee who would meet somebody else: ``from`` and ``to`` are mentors, or ``None``."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a mentee and a mentor do not meet; prints as a sentence."""

    mentee: Any
    """The mentee's id, in the type in which the table has it; so are all ids here."""
    mentor: Any
    """The mentor's id."""
    meet: bool
    """Whether they do meet."""
    score: float
    """How well they fit, whatever keeps them apart."""
    blocked_by: list[str]
    """What keeps them apart: rules and requirements by name, and ``min_score``.

    ``pinned`` or ``told`` where the mentee's mentor is decided, ``no_seats`` where the mentor has
    none to give.
    """
    cost: float | None
    """What the total score is lower by in the best plan with this pair.

    0 where another best plan holds it; ``None`` where something keeps the two apart, or the plan is
    not proven best.
    """
    pairs_lost: int
    """How many pairs that plan has less: 0 or 1."""
    moves: list[Move]
    """Who would meet somebody else, the mentee included."""
    needs: dict[str, float | None]
    """By how much each criterion's value would have to rise for the pair to be as good.

    ``None`` where even a value of 1 is not enough.
    """
    because: str | None
    """Of a plan that is more than an assignment: the level that would be worse, whom the two would
    rather meet, or why there is no plan with the pair."""
    _sentence: str

    @classmethod
    def _read(cls, text: str, sentence: str, people: People) -> WhyNot:
        said = {"because": None} | with_why_not_ids(json.loads(text), people)
        return cls(**said, _sentence=sentence)

    def __str__(self) -> str:
        return self._sentence

    def _repr_html_(self) -> str:
        needs = [
            (f"needs of {criterion}", "cannot be reached" if more is None else f"+{more:.3f}")
            for criterion, more in self.needs.items()
        ]
        return as_html([("", self._sentence), *(needs if self.cost else [])])


def with_why_not_ids(said: dict[str, Any], people: People) -> dict[str, Any]:
    """Put ids in the caller's own type where the core has texts."""
    said["mentee"] = people.mentee.of(said["mentee"])
    said["mentor"] = people.mentor.of(said["mentor"])
    for move in said["moves"]:
        move["mentee"] = people.mentee.of(move["mentee"])
        for end in ("from", "to"):
            move[end] = None if move[end] is None else people.mentor.of(move[end])
    said["needs"] = {need["criterion"]: need["more"] for need in said["needs"]}
    return said


class Relaxation(TypedDict):
    """One change of the programme or of an answer, and what it gains."""

    kind: str
    """``rule``, ``required``, ``min_score``, ``seat``, ``participation``, ``entry``, ``answer``."""
    what: Any
    """The rule or criterion by its name, the mentor by their id, or a column of the person's."""
    to: float | None
    """The new floor, or seats offered; ``None`` where something is left out, and for answers."""
    answer: str | None
    """The other answer, or the entry of a list with its level behind a colon, as text."""
    partner: Any
    """Whom the person would meet."""
    pairs: int | None
    """Pairs more."""
    total: float
    """What the total score rises by."""


@dataclass(frozen=True, slots=True, repr=False)
class WhyUnmatched:
    """Why somebody meets nobody, and what would help; prints as sentences, and `repr` says who."""

    side: str
    """``"mentee"`` or ``"mentor"``."""
    id: Any
    """The person's id, in the type in which the table has it; so are all ids here."""
    reason: str | None
    """The binding reason, as one word; ``None`` where the person does meet somebody."""
    detail: str
    """The reason with its numbers, in a sentence."""
    relaxations: list[Relaxation]
    """The smallest changes of each kind that would give the person a partner."""
    _sentences: str

    @classmethod
    def _read(cls, text: str, sentences: str, people: People) -> WhyUnmatched:
        said = json.loads(text)
        own, other = (
            (people.mentee, people.mentor)
            if said["side"] == "mentee"
            else (people.mentor, people.mentee)
        )
        said["id"] = own.of(said["id"])
        for change in said["relaxations"]:
            change["partner"] = other.of(change["partner"])
            if change["kind"] == "seat":
                change["what"] = people.mentor.of(change["what"])
        return cls(**said, _sentences=sentences)

    def __str__(self) -> str:
        return self._sentences

    def __repr__(self) -> str:
        return f"<WhyUnmatched: {self.side} {self.id!r}, {len(self.relaxations)} relaxations>"

    def _repr_html_(self) -> str:
        rows: Rows = [("", line.removeprefix("- ")) for line in self._sentences.splitlines()]
        return as_html(rows)
