"""What proves a plan."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

__all__ = ["Certificate", "CirclesCertificate", "LevelsCertificate", "StableCertificate"]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was proven about a plan, over every pair that it could have used.

    All numbers are whole numbers of the solver: costs, so lower is better. In a match a score of 1
    counts -1,000,000.
    """

    verified: bool
    """Whether the plan is proven best: ``gap == 0`` and ``rounding == 0``, and no plan has more
    pairs if that counts."""
    primal: int
    """Total of the plan: the costs of its pairs and of the seats that stay empty."""
    dual: int
    """No plan (no plan with as many pairs, if most pairs come first) has a total below this."""
    pairs: int
    """Pairs of the plan."""
    most_pairs: int
    """No plan has more pairs than this."""
    objective: str
    """``"participation"``: most pairs, then the least total. ``"total"``: the least total."""
    scope: str
    """Which pairs were looked at: ``"all_pairs"``; ``"changes"`` after a restart that was vouched
    for; ``"not_checked"`` where the plan was pickled, and its costs are not here to look at, or
    where a limit of time was over before. `gap` is then no more than what the largest cost that
    there can be leaves open."""
    rounding: int
    """By how many units of the solver the plan can be worse than the best one because values were
    rounded; 0 where they were not, and where the plan is proven best for the values themselves."""

    @classmethod
    def _read(cls, text: str, *, verified: bool) -> Certificate:
        return cls(verified=verified, **json.loads(text))

    @property
    def gap(self) -> int:
        """How far the total may be above the best one; 0 where it is the best."""
        return self.primal - self.dual

    def to_json(self) -> str:
        """Everything, as JSON."""
        return json.dumps({**asdict(self), "gap": self.gap})


@dataclass(frozen=True, slots=True)
class LevelsCertificate:
    """What was proven about a plan with levels, minimums or quotas, over all pairs."""

    verified: bool
    """Whether no plan that keeps to what is demanded is better at any level without being worse at
    one before it."""
    levels: dict[str, float | None]
    """What each level has reached, in order: mentees, mentors, a sum of scores, the lowest score,
    mentees who meet their first choice, a sum of squared loads. ``None`` where there is no pair to
    say something of."""
    cases: int | None = None
    """Cases that a search has solved, where people have their minimum or nobody, or quotas cross;
    ``None`` where prices alone prove the plan."""
    open_level: tuple[str, float | None] | None = None
    """The first level at which a search has not shown that the plan is the best, and what no plan
    exceeds there: the name of the level, ``"pairs"`` or ``"kept"``. ``None`` where there is no such
    level."""

    def to_json(self) -> str:
        """Everything, as JSON."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class StableCertificate:
    """What was found of a stable plan when all pairs were asked."""

    verified: bool
    """Whether no two people would both rather meet each other."""
    blocking_pairs: int
    """Pairs of people who would."""

    def to_json(self) -> str:
        """Everything, as JSON."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class CirclesCertificate:
    """How near to the best circles are."""

    verified: bool
    """Whether no circles are better."""
    members: int
    """Members in a circle."""
    most_members: int
    """No plan has more."""
    fit: float
    """The sum over members of how well they fit their circle: leader and other members, each with
    its share."""
    most_fit: float
    """No plan with as many members has more."""

    @property
    def gap(self) -> float:
        """How far ``fit`` may be below the best."""
        return self.most_fit - self.fit

    def to_json(self) -> str:
        """Everything, as JSON."""
        return json.dumps({**asdict(self), "gap": self.gap})


AnyCertificate = Certificate | CirclesCertificate | LevelsCertificate | StableCertificate


def read(text: str, *, verified: bool) -> AnyCertificate:
    """What the core says of an outcome."""
    values = json.loads(text)
    if "most_fit" in values:
        del values["is_optimal"]
        return CirclesCertificate(verified=verified, **values)
    if "levels" in values:
        levels = {each["level"]: each["value"] for each in values["levels"]}
        search = values.get("search") or {"cases": None, "gap": None}
        gap = search["gap"] and (search["gap"]["measure"], search["gap"]["bound"])
        return LevelsCertificate(
            verified=verified, levels=levels, cases=search["cases"], open_level=gap
        )
    if "blocking_pairs" in values:
        return StableCertificate(verified=verified, **values)
    return Certificate(verified=verified, **values)
