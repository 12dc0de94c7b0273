# Written by python/write_stub.py; do not edit.
"""Programmes: criteria, rules, capacity, objective."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Literal, NotRequired, Self, TypedDict

from numpy.typing import ArrayLike

from matchwright import _core, _schema
from matchwright._blocks import Rows

__all__ = ["Criterion", "Program", "Rule", "SkillCoverage", "GoalFit", "Overlap", "Same", "Different", "Gap", "SharedTime", "Distance", "Personality", "Preference", "Vector", "Text", "Table", "Matrix", "Custom", "MustDiffer", "MustEqual", "MustShare", "MinGap", "MinSharedHours", "MaxDistance", "MaxGap", "NotInReportingLine", "Avoid", "Block", "History", "Quota", "SeatRange", "TablesRole", "TablesActive", "TablesColumn", "Tables"]

class _Fields:
    _kind: ClassVar[_schema.Kind]
    _values: dict[str, Any]
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class _Member(_Fields):
    _family: ClassVar[str]
    @classmethod
    def _of(cls, values: dict[str, Any]) -> Self: ...
    def to_dict(self) -> dict[str, Any]: ...

class Criterion(_Member):
    """How well two people fit, in one respect. Use one of the subclasses."""

class Rule(_Member):
    """Who may not meet. Use one of the subclasses."""

class SkillCoverage(Criterion):
    """The mentor has the skills that the mentee wants to learn, at the level that the mentee aims at."""
    def __init__(
        self,
        /,
        need: str,
        have: str,
        *,
        importance: str | None = None,
        current: str | None = None,
        learner: Literal['mentee', 'mentor'] = 'mentee',
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def need(self) -> str: ...
    @property
    def have(self) -> str: ...
    @property
    def importance(self) -> str | None: ...
    @property
    def current(self) -> str | None: ...
    @property
    def learner(self) -> Literal['mentee', 'mentor']: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class GoalFit(Criterion):
    """The mentor can help with the mentee's goals."""
    def __init__(
        self,
        /,
        mentee: str,
        mentor: str,
        *,
        learner: Literal['mentee', 'mentor'] = 'mentee',
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def mentee(self) -> str: ...
    @property
    def mentor(self) -> str: ...
    @property
    def learner(self) -> Literal['mentee', 'mentor']: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Overlap(Criterion):
    """Both list the same things: interests, languages, hobbies."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        *,
        measure: Literal['jaccard', 'coverage', 'dice', 'cosine'] = 'jaccard',
        rarity: bool = True,
        counts: bool = False,
        weights: Mapping[str, float] = {},
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def measure(self) -> Literal['jaccard', 'coverage', 'dice', 'cosine']: ...
    @property
    def rarity(self) -> bool: ...
    @property
    def counts(self) -> bool: ...
    @property
    def weights(self) -> Mapping[str, float]: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Same(Criterion):
    """Both have the same label: the site, the profession, the language they think in."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        *,
        separator: str | None = None,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def separator(self) -> str | None: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Different(Criterion):
    """Both have different labels: another department, another site, so that people meet who would not meet anyway."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        *,
        separator: str | None = None,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def separator(self) -> str | None: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Gap(Criterion):
    """The mentor is ahead of the mentee by about as much as is good: in grade, years of service, age."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        ideal: float,
        tolerance: float,
        *,
        shape: Literal['linear', 'smooth', 'step'] = 'linear',
        scale: Sequence[str] | None = None,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def ideal(self) -> float: ...
    @property
    def tolerance(self) -> float: ...
    @property
    def shape(self) -> Literal['linear', 'smooth', 'step']: ...
    @property
    def scale(self) -> Sequence[str] | None: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class SharedTime(Criterion):
    """Both have time at the same hours of the week."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        hours: float,
        *,
        zone: str | Mapping[str, str] | None = None,
        date: str | None = None,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def hours(self) -> float: ...
    @property
    def zone(self) -> str | Mapping[str, str] | None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Distance(Criterion):
    """They are near to each other, so that they can meet face to face."""
    def __init__(
        self,
        /,
        place: Mapping[str, str | Mapping[str, str] | None] | Mapping[str, str | Mapping[str, str] | Sequence[tuple[str, str, float]]],
        half_life: float,
        *,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def place(self) -> Mapping[str, str | Mapping[str, str] | None] | Mapping[str, str | Mapping[str, str] | Sequence[tuple[str, str, float]]]: ...
    @property
    def half_life(self) -> float: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Personality(Criterion):
    """Their traits go together: answers on scales, such as those of a Big Five questionnaire."""
    def __init__(
        self,
        /,
        traits: Sequence[Mapping[str, str | Literal['similar', 'complementary'] | Mapping[str, str] | tuple[float, float] | float]],
        *,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def traits(self) -> Sequence[Mapping[str, str | Literal['similar', 'complementary'] | Mapping[str, str] | tuple[float, float] | float]]: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Preference(Criterion):
    """They asked for each other: ranked lists of ids, most wanted first, from either side or both."""
    def __init__(
        self,
        /,
        *,
        mentee: str | None = None,
        mentor: str | None = None,
        decay: float = 0.8,
        unlisted: float = 0.1,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def mentee(self) -> str | None: ...
    @property
    def mentor(self) -> str | None: ...
    @property
    def decay(self) -> float: ...
    @property
    def unlisted(self) -> float: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Vector(Criterion):
    """Their vectors point the same way: embeddings of what they wrote, by any model that you trust."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        dimensions: int,
        *,
        range: tuple[float, float] = (-1.0, 1.0),
        best: int = 3,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def dimensions(self) -> int: ...
    @property
    def range(self) -> tuple[float, float]: ...
    @property
    def best(self) -> int: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Text(Criterion):
    """They write about the same things: the words of texts, compared without a model."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        *,
        best: int = 3,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def best(self) -> int: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Table(Criterion):
    """The programme says how well each two answers fit: professions that learn from each other, learning styles, times of day."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        entries: Sequence[tuple[str, str, float]],
        *,
        otherwise: float | None = None,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def entries(self) -> Sequence[tuple[str, str, float]]: ...
    @property
    def otherwise(self) -> float | None: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Matrix(Criterion):
    """Scores that the caller computed elsewhere, aligned with ids: by a model, a questionnaire, an older system."""
    def __init__(
        self,
        /,
        values: ArrayLike,
        mentee_ids: Sequence[str],
        mentor_ids: Sequence[str],
        *,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def values(self) -> ArrayLike: ...
    @property
    def mentee_ids(self) -> Sequence[str]: ...
    @property
    def mentor_ids(self) -> Sequence[str]: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class Custom(Criterion):
    """A criterion of your own: a function of the two tables."""
    def __init__(
        self,
        /,
        function: Callable[..., ArrayLike],
        *,
        weight: float = 1.0,
        missing: float | Literal['mean', 'skip'] = 'mean',
        required: float | None = None,
        when: Mapping[str, str] | None = None,
        voice: None | Literal['mentee', 'mentor'] = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def function(self) -> Callable[..., ArrayLike]: ...
    @property
    def weight(self) -> float: ...
    @property
    def missing(self) -> float | Literal['mean', 'skip']: ...
    @property
    def required(self) -> float | None: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def voice(self) -> None | Literal['mentee', 'mentor']: ...
    @property
    def name(self) -> str | None: ...

class MustDiffer(Rule):
    """Both must have different labels: not the same manager, not the same organisation."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        *,
        missing: Literal['allow', 'forbid'] = 'allow',
        when: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def missing(self) -> Literal['allow', 'forbid']: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def name(self) -> str | None: ...

class MustEqual(Rule):
    """Both must have the same label: the same region, the same cohort, the same branch."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        *,
        missing: Literal['allow', 'forbid'] = 'allow',
        when: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def missing(self) -> Literal['allow', 'forbid']: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def name(self) -> str | None: ...

class MustShare(Rule):
    """Both must have a label in common: a language they both speak, a day they both work, the same profession."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        *,
        missing: Literal['allow', 'forbid'] = 'allow',
        when: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def missing(self) -> Literal['allow', 'forbid']: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def name(self) -> str | None: ...

class MinGap(Rule):
    """The mentor must be ahead of the mentee: at least one grade above, at least two years longer in the job."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        gap: float,
        *,
        scale: Sequence[str] | None = None,
        missing: Literal['allow', 'forbid'] = 'allow',
        when: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def gap(self) -> float: ...
    @property
    def scale(self) -> Sequence[str] | None: ...
    @property
    def missing(self) -> Literal['allow', 'forbid']: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def name(self) -> str | None: ...

class MinSharedHours(Rule):
    """Both must have time at the same hours of the week: somebody on the night shift cannot meet somebody who works mornings."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        hours: float,
        *,
        zone: str | Mapping[str, str] | None = None,
        date: str | None = None,
        missing: Literal['allow', 'forbid'] = 'allow',
        when: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def hours(self) -> float: ...
    @property
    def zone(self) -> str | Mapping[str, str] | None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def missing(self) -> Literal['allow', 'forbid']: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def name(self) -> str | None: ...

class MaxDistance(Rule):
    """They must not be too far from each other: within an hour's drive, on the same site."""
    def __init__(
        self,
        /,
        place: Mapping[str, str | Mapping[str, str] | None] | Mapping[str, str | Mapping[str, str] | Sequence[tuple[str, str, float]]],
        km: float,
        *,
        missing: Literal['allow', 'forbid'] = 'allow',
        when: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def place(self) -> Mapping[str, str | Mapping[str, str] | None] | Mapping[str, str | Mapping[str, str] | Sequence[tuple[str, str, float]]]: ...
    @property
    def km(self) -> float: ...
    @property
    def missing(self) -> Literal['allow', 'forbid']: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def name(self) -> str | None: ...

class MaxGap(Rule):
    """The mentor must not be too far ahead of the mentee: at most three grades above, at most ten years longer in the job."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        gap: float,
        *,
        scale: Sequence[str] | None = None,
        missing: Literal['allow', 'forbid'] = 'allow',
        when: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def gap(self) -> float: ...
    @property
    def scale(self) -> Sequence[str] | None: ...
    @property
    def missing(self) -> Literal['allow', 'forbid']: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def name(self) -> str | None: ...

class NotInReportingLine(Rule):
    """Neither may be above the other in the line of managers, however many steps lie between them; and nobody is their own mentor."""
    def __init__(
        self,
        /,
        column: str | Mapping[str, str],
        *,
        missing: Literal['allow', 'forbid'] = 'allow',
        when: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def column(self) -> str | Mapping[str, str]: ...
    @property
    def missing(self) -> Literal['allow', 'forbid']: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def name(self) -> str | None: ...

class Avoid(Rule):
    """Nobody meets whom they do not want to meet: lists of ids, from either side or both."""
    def __init__(
        self,
        /,
        *,
        mentee: str | None = None,
        mentor: str | None = None,
        missing: Literal['allow', 'forbid'] = 'allow',
        when: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def mentee(self) -> str | None: ...
    @property
    def mentor(self) -> str | None: ...
    @property
    def missing(self) -> Literal['allow', 'forbid']: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def name(self) -> str | None: ...

class Block(Rule):
    """These two must not meet: a conflict, a friendship, a request of either. Pairs of earlier rounds belong in `History`, so that the reason tells one from the other."""
    def __init__(
        self,
        /,
        pairs: Sequence[tuple[str, str]],
        *,
        missing: Literal['allow', 'forbid'] = 'allow',
        when: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def pairs(self) -> Sequence[tuple[str, str]]: ...
    @property
    def missing(self) -> Literal['allow', 'forbid']: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def name(self) -> str | None: ...

class History(Rule):
    """These two have met in an earlier round, and should meet somebody new."""
    def __init__(
        self,
        /,
        pairs: Sequence[tuple[str, str]],
        *,
        met: Sequence[int | str] = [],
        rounds: int | None = None,
        days: int | None = None,
        date: str | None = None,
        weaken: float | None = None,
        missing: Literal['allow', 'forbid'] = 'allow',
        when: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> None: ...
    @property
    def pairs(self) -> Sequence[tuple[str, str]]: ...
    @property
    def met(self) -> Sequence[int | str]: ...
    @property
    def rounds(self) -> int | None: ...
    @property
    def days(self) -> int | None: ...
    @property
    def date(self) -> str | None: ...
    @property
    def weaken(self) -> float | None: ...
    @property
    def missing(self) -> Literal['allow', 'forbid']: ...
    @property
    def when(self) -> Mapping[str, str] | None: ...
    @property
    def name(self) -> str | None: ...

Quota = TypedDict("Quota", {
    "of": Literal['mentee', 'mentor'],
    "column": str,
    "value": NotRequired[str | None],
    "min": NotRequired[int],
    "max": NotRequired[int | None],
    "per": NotRequired[Literal['programme', 'mentor', 'mentee']],
})

SeatRange = TypedDict("SeatRange", {
    "min": NotRequired[int | str],
    "max": int | str,
    "or_none": NotRequired[bool],
})

TablesRole = TypedDict("TablesRole", {
    "column": str,
    "mentee": str | Sequence[str],
    "mentor": str | Sequence[str],
    "both": NotRequired[str | Sequence[str] | None],
})

TablesActive = TypedDict("TablesActive", {
    "column": str,
    "yes": NotRequired[str | Sequence[str] | None],
})

TablesColumn = TypedDict("TablesColumn", {
    "from": NotRequired[str | Sequence[str] | None],
    "ticked": NotRequired[str | Sequence[str] | None],
    "busy": NotRequired[str | None],
    "within": NotRequired[str | Sequence[str] | None],
    "free": NotRequired[str | None],
    "separator": NotRequired[str | None],
    "whole": NotRequired[Sequence[str]],
    "strip": NotRequired[str | Sequence[str] | None],
    "read": NotRequired[Mapping[str, float | str]],
    "scale": NotRequired[Sequence[str]],
    "likert": NotRequired[int | None],
    "empty": NotRequired[float | str | None],
})

Tables = TypedDict("Tables", {
    "id": NotRequired[str | Sequence[str] | None],
    "role": NotRequired[TablesRole | None],
    "latest": NotRequired[str | None],
    "active": NotRequired[TablesActive | None],
    "no_answer": NotRequired[Sequence[str] | None],
    "name": NotRequired[str | Sequence[str] | None],
    "columns": NotRequired[Mapping[str, TablesColumn]],
})

class Program(_Fields):
    """A programme as written."""
    def __init__(
        self,
        /,
        *,
        criteria: Sequence[Criterion] = (),
        rules: Sequence[Rule] = (),
        name: str = '',
        form: Literal['pairs', 'peers', 'circles'] = 'pairs',
        peers: Mapping[str, Literal['mean', 'min', 'harmonic', 'three', 'sits_out']] = {'score': 'mean', 'odd': 'three'},
        circles: Mapping[str, int | str | SeatRange | Sequence[Mapping[str, str | Literal['skill_coverage', 'mentee', 'mentor'] | None] | Mapping[str, str | Literal['goal_fit', 'mentee', 'mentor']] | Mapping[str, str | Literal['overlap', 'jaccard', 'coverage', 'dice', 'cosine'] | Mapping[str, str] | bool | Mapping[str, float]] | Mapping[str, str | Literal['same'] | Mapping[str, str] | None] | Mapping[str, str | Literal['different'] | Mapping[str, str] | None] | Mapping[str, str | Literal['gap', 'linear', 'smooth', 'step'] | Mapping[str, str] | float | Sequence[str] | None] | Mapping[str, str | Literal['shared_time'] | Mapping[str, str] | float | None] | Mapping[str, Mapping[str, str | Mapping[str, str] | None] | Literal['distance'] | Mapping[str, str | Mapping[str, str] | Sequence[tuple[str, str, float]]] | float] | Mapping[str, Sequence[Mapping[str, str | Literal['similar', 'complementary'] | Mapping[str, str] | tuple[float, float] | float]] | Literal['personality']] | Mapping[str, str | Literal['preference'] | None | float] | Mapping[str, str | Literal['vector'] | Mapping[str, str] | int | tuple[float, float]] | Mapping[str, str | Literal['text'] | Mapping[str, str] | int] | Mapping[str, str | Literal['table'] | Mapping[str, str] | Sequence[tuple[str, str, float]] | float | None] | Mapping[str, ArrayLike | Literal['matrix'] | Sequence[str]]] | float | Sequence[Mapping[str, str | int]]] = {'size': {'min': 3, 'max': 6}},
        capacity: int | str | SeatRange = 1,
        mentors_per_mentee: int | str | SeatRange = 1,
        quotas: Sequence[Quota] = [],
        objective: Sequence[Literal['participation', 'mentors_in_use', 'total', 'worst', 'leximin', 'ranks', 'balance', 'stable']] | Literal['participation', 'mentors_in_use', 'total', 'worst', 'leximin', 'ranks', 'balance', 'stable'] = 'participation',
        priority: str | None = None,
        step: float = 0.01,
        proposes: Literal['mentee', 'mentor'] = 'mentee',
        min_score: float = 0.0,
        pinned: Sequence[tuple[str, str]] = [],
        same_id_is_same_person: bool = True,
        list_separator: str = ';',
        fuzzy: float | Literal['off'] = 0.93,
        apart: Sequence[Sequence[str]] = [],
        tables: Tables | None = None,
    ) -> None: ...
    @property
    def criteria(self) -> tuple[Criterion, ...]: ...
    @property
    def rules(self) -> tuple[Rule, ...]: ...
    @property
    def name(self) -> str: ...
    @property
    def form(self) -> Literal['pairs', 'peers', 'circles']: ...
    @property
    def peers(self) -> Mapping[str, Literal['mean', 'min', 'harmonic', 'three', 'sits_out']]: ...
    @property
    def circles(self) -> Mapping[str, int | str | SeatRange | Sequence[Mapping[str, str | Literal['skill_coverage', 'mentee', 'mentor'] | None] | Mapping[str, str | Literal['goal_fit', 'mentee', 'mentor']] | Mapping[str, str | Literal['overlap', 'jaccard', 'coverage', 'dice', 'cosine'] | Mapping[str, str] | bool | Mapping[str, float]] | Mapping[str, str | Literal['same'] | Mapping[str, str] | None] | Mapping[str, str | Literal['different'] | Mapping[str, str] | None] | Mapping[str, str | Literal['gap', 'linear', 'smooth', 'step'] | Mapping[str, str] | float | Sequence[str] | None] | Mapping[str, str | Literal['shared_time'] | Mapping[str, str] | float | None] | Mapping[str, Mapping[str, str | Mapping[str, str] | None] | Literal['distance'] | Mapping[str, str | Mapping[str, str] | Sequence[tuple[str, str, float]]] | float] | Mapping[str, Sequence[Mapping[str, str | Literal['similar', 'complementary'] | Mapping[str, str] | tuple[float, float] | float]] | Literal['personality']] | Mapping[str, str | Literal['preference'] | None | float] | Mapping[str, str | Literal['vector'] | Mapping[str, str] | int | tuple[float, float]] | Mapping[str, str | Literal['text'] | Mapping[str, str] | int] | Mapping[str, str | Literal['table'] | Mapping[str, str] | Sequence[tuple[str, str, float]] | float | None] | Mapping[str, ArrayLike | Literal['matrix'] | Sequence[str]]] | float | Sequence[Mapping[str, str | int]]]: ...
    @property
    def capacity(self) -> int | str | SeatRange: ...
    @property
    def mentors_per_mentee(self) -> int | str | SeatRange: ...
    @property
    def quotas(self) -> Sequence[Quota]: ...
    @property
    def objective(self) -> Sequence[Literal['participation', 'mentors_in_use', 'total', 'worst', 'leximin', 'ranks', 'balance', 'stable']] | Literal['participation', 'mentors_in_use', 'total', 'worst', 'leximin', 'ranks', 'balance', 'stable']: ...
    @property
    def priority(self) -> str | None: ...
    @property
    def step(self) -> float: ...
    @property
    def proposes(self) -> Literal['mentee', 'mentor']: ...
    @property
    def min_score(self) -> float: ...
    @property
    def pinned(self) -> Sequence[tuple[str, str]]: ...
    @property
    def same_id_is_same_person(self) -> bool: ...
    @property
    def list_separator(self) -> str: ...
    @property
    def fuzzy(self) -> float | Literal['off']: ...
    @property
    def apart(self) -> Sequence[Sequence[str]]: ...
    @property
    def tables(self) -> Tables | None: ...
    _core: _core.Program
    def _functions(self) -> dict[int, Custom]: ...
    def _bound(self, mentees: Rows, mentors: Rows) -> Any: ...
    @classmethod
    def from_toml(cls, source: str | os.PathLike[str]) -> Program: ...
    @classmethod
    def from_json(cls, source: str | os.PathLike[str]) -> Program: ...
    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Program: ...
    def to_toml(self) -> str: ...
    def to_json(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    @staticmethod
    def json_schema() -> dict[str, Any]: ...
