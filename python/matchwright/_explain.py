"""One person's place in an outcome."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict

from matchwright._display import Listed, Rows
from matchwright._why import Move, with_why_not_ids

if TYPE_CHECKING:
    from matchwright._ids import People
    from matchwright._vocabulary import Merge

__all__ = ["Alternative", "Common", "Explanation", "Meeting", "Part", "SeatPrice", "Unmatched"]


class Part(TypedDict):
    """What one criterion says of a pair."""

    criterion: str
    """Its name."""
    weight: float
    """The most that it can give, from 0 to 1."""
    value: float | None
    """Its value from 0 to 1; ``None`` where an answer is missing."""
    points: float
    """What it adds to the score."""


class Common(TypedDict):
    """What two people have in common by one criterion."""

    criterion: str
    """Its name."""
    learner: str | None
    """Who wants it from the other: ``"mentee"``, ``"mentor"``; ``None`` where both have it."""
    labels: list[str]
    """The labels, in alphabetical order."""


class SeatPrice(TypedDict):
    """What a seat of a mentor is worth, as in ``loads``."""

    low: float | None
    """What one seat more would add to the total score."""
    high: float | None
    """What one seat less would take from it."""
    pairs_low: int
    """Pairs that one seat more would add."""
    pairs_high: int
    """Pairs that one seat less would take."""


class Meeting(TypedDict):
    """A pair that the person is in."""

    mentee: Any
    """The mentee's id."""
    mentor: Any
    """The mentor's id."""
    name: str | None
    """The partner's name, where the programme's ``tables`` has one."""
    pinned: bool
    """Whether the programme pinned the pair, whatever the score."""
    score: float
    """How well they fit, from 0 to 1."""
    rank_for_mentee: int
    """1 where no allowed mentor fits the mentee better."""
    rank_for_mentor: int
    """1 where no allowed mentee fits the mentor better."""
    parts: list[Part]
    """The score criterion by criterion; the points sum to it."""
    common: list[Common]
    """What the two have in common, to talk about."""
    seat_price: SeatPrice | None
    """What a seat of the mentor is worth; ``None`` above 100,000 mentors: see ``loads``."""
    merges: list[Merge]
    """The partner's labels that count as others."""


class Alternative(TypedDict):
    """Somebody whom the person does not meet; see `WhyNot`."""

    mentee: Any
    """The mentee's id."""
    mentor: Any
    """The mentor's id."""
    meet: bool
    """False."""
    score: float
    """How well they would fit."""
    blocked_by: list[str]
    """The rules and floors that keep them apart; empty where they may meet."""
    cost: float | None
    """What the total score would fall by; ``None`` where something keeps them apart."""
    pairs_lost: int
    """How many pairs there would be less: 0 or 1."""
    moves: list[Move]
    """Who would meet somebody else."""
    needs: dict[str, float | None]
    """By how much each criterion's value would have to rise; ``None`` where that is not enough."""
    full: bool
    """Whether all seats of this partner are taken by others."""
    meets: list[Any]
    """Whom this partner meets."""


class Unmatched(TypedDict):
    """Somebody who meets nobody."""

    side: str
    """``"mentee"`` or ``"mentor"``."""
    id: Any
    """The person's id."""
    reason: str
    """The binding reason, as one word."""
    detail: str
    """The reason with its numbers, in a sentence."""


@dataclass(frozen=True, slots=True, repr=False)
class Explanation(Listed):
    """One person's place in an outcome; prints as text, and `repr` says whose it is."""

    side: str
    """``"mentee"`` or ``"mentor"``."""
    id: Any
    """The person's id, in the type in which the table has it; so are all ids here."""
    name: str | None
    """The person's name, where the programme's ``tables`` has one."""
    meets: list[Meeting]
    """Whom they meet; empty where nobody."""
    unmatched: Unmatched | None
    """Why they meet nobody, where that is so."""
    allowed: int
    """How many people the rules and the floor allow them."""
    best_attainable: float | None
    """The highest score that anybody has with them who is allowed."""
    alternatives: list[Alternative]
    """Those who fit best beside those they meet, best first, and what it would cost."""
    unique: bool | None
    """Whether they meet the same people in every plan that is as good; ``None`` without a proof."""
    merges: list[Merge]
    """The person's labels that count as others."""
    certified: bool
    """Whether the plan is proven to be the best."""
    for_person: str
    """For the person, without anybody else's data but the partners' names and what they share."""
    for_organiser: str
    """For the organiser: in numbers, with what the next best would cost and who would move."""

    @classmethod
    def _read(cls, text: str, people: People) -> Explanation:
        return cls(**_with_ids(json.loads(text), people))

    @classmethod
    def _read_all(cls, text: str, people: People) -> list[Explanation]:
        return [cls(**_with_ids(said, people)) for said in json.loads(text)]

    @property
    def mentee(self) -> Any:
        """The id, where it is a mentee's."""
        return self.id if self.side == "mentee" else None

    def _rows(self) -> Rows:
        who = str(self.id) if self.name is None else f"{self.name} ({self.id})"
        rows: Rows = [(self.side, who), *_readings(self.merges)]
        for meeting in self.meets:
            ranks = f"rank {meeting['rank_for_mentee']} for the mentee"
            ranks += f", {meeting['rank_for_mentor']} for the mentor"
            ranks += ", pinned" if meeting["pinned"] else ""
            partner = self._other(meeting)
            rows.append(("meets", f"{partner}, score {meeting['score']:.3f} ({ranks})"))
            rows += [
                (f"  {part['criterion']}", f"{part['points']:.3f} of {part['weight']:.3f}")
                for part in meeting["parts"]
            ]
            rows += [("  in common", ", ".join(each["labels"])) for each in meeting["common"]]
            rows += _readings(meeting["merges"])
        if self.unmatched:
            rows.append(("meets", f"nobody: {self.unmatched['detail']}"))
        rows.append((f"allowed {_OTHERS[self.side]}", f"{self.allowed:,}"))
        for other in self.alternatives:
            why = "; ".join(_rules(other)) or f"{_seats(other)}{_cost(other)}"
            rows.append((f"or {self._other(other)}", f"score {other['score']:.3f} ({why})"))
        return rows

    def _other(self, pair: Meeting | Alternative) -> Any:
        return pair["mentor"] if self.side == "mentee" else pair["mentee"]

    def __repr__(self) -> str:
        return f"<Explanation: {self.side} {self.id!r}>"


_OTHERS = {"mentee": "mentors", "mentor": "mentees"}


def _rules(other: Alternative) -> list[str]:
    """What keeps them apart beside seats."""
    return [name for name in other["blocked_by"] if name != "no_seats"]


def _seats(other: Alternative) -> str:
    """Who has the seats of somebody who may be met."""
    if not other["full"]:
        return "free"
    return (
        f"full: meets {', '.join(map(str, other['meets']))}"
        if other["meets"]
        else "full: offers no seat"
    )


def _cost(other: Alternative) -> str:
    """What it would cost in all."""
    if other["cost"] is None:
        return ""
    pairs = ", and a pair" if other["pairs_lost"] else ""
    return f"; costs {other['cost']:.3f}{pairs}"


def _readings(merges: list[Merge]) -> Rows:
    """What somebody wrote that was read as something else."""
    text = "{label!r}, read as {into!r} ({because})"
    return [("  wrote", text.format(**merge)) for merge in merges]


def _with_ids(said: dict[str, Any], people: People) -> dict[str, Any]:
    """Put ids in the caller's own type where the core has texts."""
    sides = {"mentee": people.mentee, "mentor": people.mentor}
    own = sides[said["side"]]
    said["id"] = own.of(said["id"])
    if said["unmatched"]:
        said["unmatched"]["id"] = said["id"]
    for meeting in said["meets"]:
        meeting["mentee"] = people.mentee.of(meeting["mentee"])
        meeting["mentor"] = people.mentor.of(meeting["mentor"])
    for alternative in said["alternatives"]:
        with_why_not_ids(alternative, people)
        alternative["meets"] = [own.of(partner) for partner in alternative["meets"]]
    return said
