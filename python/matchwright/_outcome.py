"""The answer: who meets whom, who meets nobody and why, and the proof."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from matchwright import _certificate, _core
from matchwright._answers import Answers
from matchwright._arguments import checked
from matchwright._comparison import Comparison, changed
from matchwright._display import Listed, Rows
from matchwright._documents import Documents
from matchwright._errors import OptionError
from matchwright._ids import ids_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchwright._frames import Kept

__all__ = ["Bound", "Outcome", "Summary"]


@dataclass(frozen=True, slots=True)
class Summary(Listed):
    """An outcome in a few numbers; prints as a small table."""

    program: str
    """The programme's name."""
    mentees: int
    """Mentees in the table."""
    mentors: int
    """Mentors in the table."""
    seats: int
    """Seats offered."""
    pairs: int
    """Pairs made, those that were pinned included."""
    pinned: int
    """Pairs that were pinned."""
    participation: float
    """Matched mentees over mentees, from 0 to 1."""
    total: float
    """Sum of the scores."""
    mean: float | None
    """Mean score of the pairs; ``None`` where there is none."""
    method: str
    """The solver's method."""
    verified: bool
    """Whether the plan is proven to be the best."""
    seconds: dict[str, float]
    """Seconds per stage: prepare, assign, outcome, and the total."""

    def _rows(self) -> Rows:
        proof = "proven best" if self.verified else "not proven best"
        return [
            *([("programme", self.program)] if self.program else []),
            ("mentees", f"{self.mentees:,}"),
            ("mentors", f"{self.mentors:,} with {self.seats:,} seats"),
            ("pairs", f"{self.pairs:,}" + (f", {self.pinned:,} pinned" if self.pinned else "")),
            ("participation", f"{self.participation:.1%}"),
            ("total score", f"{self.total:,.3f}"),
            ("mean score", "none" if self.mean is None else f"{self.mean:.3f}"),
            ("method", f"{self.method}, {proof}"),
            ("seconds", f"{self.seconds['total']:.3f}"),
        ]


@dataclass(frozen=True, slots=True)
class Bound:
    """How far a plan can be from the best on the same terms."""

    pairs: int
    """No plan has more pairs than this plan and so many."""
    score: float
    """No plan with as many pairs has a total score that is higher by more."""


_CHANGED: dict[str, Literal["mentee", "mentor"]] = {
    "mentee_id": "mentee",
    "mentor_before": "mentor",
    "mentor_after": "mentor",
}
"""Columns of ids among the changes, and whose they are."""


class Outcome(Answers, Documents):
    """Everything that a match has to say.

    Frames are of the kind that the mentees' table has; where that was no frame, of the first of
    pandas, polars and pyarrow that is installed, and dictionaries of columns where none is. Each is
    the caller's own: what is changed in it changes nothing here. People stand in the order of their
    ids, whatever the order of the rows.

    Ids have the type that they have in the tables: integers, floats, UUIDs, dates and categories
    come back as what they were. They are texts where they came as text, as a mixture, or joined
    from several columns; numbers of a file are numbers. A column of both sides' ids has their type
    where both have the same. Where the programme's ``tables`` has a ``name``, names stand beside
    the ids, in ``mentee_name`` and ``mentor_name``; they never count for a score.
    """

    @property
    def pairs(self) -> Any:
        """Who meets whom.

        Columns: ``mentee_id``, ``mentor_id``, ``score``, ``rank_for_mentee``, ``rank_for_mentor``,
        and one per criterion with the points it adds; they sum to the score. A criterion whose name
        is taken gets ``_points`` behind it.
        """
        return self._pairs.fresh()

    @cached_property
    def _pairs(self) -> Kept:
        return self._frames.kept(self._people.filled(self._core.pairs()))

    @property
    def unmatched(self) -> Any:
        """Who meets nobody and why: ``side``, ``id``, ``reason``, ``detail``.

        With ``name`` behind the id where the programme's ``tables`` has one.
        """
        return self._unmatched.fresh()

    @cached_property
    def _unmatched(self) -> Kept:
        columns = self._core.unmatched()
        columns["id"] = self._people.mixed(columns["side"], columns["id"])
        return self._frames.kept(columns)

    @property
    def circles(self) -> Any:
        """Who is in which circle: ``circle``, ``mentee_id``, ``mentor_id``, and how well they fit.

        One row for each member; ``leader_fit`` is the mean score of a circle's members with its
        leader, ``member_fit`` the mean of how well each member fits the others. Without
        ``mentor_id`` where nobody leads. Of peers the pairs and threes. Empty where the programme
        makes pairs of mentees and mentors.
        """
        return self._circles.fresh()

    @cached_property
    def _circles(self) -> Kept:
        return self._frames.kept(self._people.filled(self._core.circles()))

    @property
    def people(self) -> Any:
        """Every mentee after the round: ``id``, ``matched``, ``rounds_waited``.

        ``rounds_waited`` is 0 where they meet somebody, and otherwise one more than in the column
        of that name in the mentees' table, or 1 without one. To carry a waiting list on, the next
        round's table takes the column over. Who pauses (``active`` in the programme's ``tables``)
        stands behind the others, and keeps their number.
        """
        return self.people_of("mentee")

    @checked
    def people_of(self, side: Literal["mentee", "mentor"]) -> Any:
        """Everybody on a side after the round, as `people`."""
        if side not in ("mentee", "mentor"):
            text = f'side must be "mentee" or "mentor", not {side!r}'
            raise OptionError(text)
        columns = self._core.people(side)
        columns["id"] = self._people.with_paused(side)
        columns["matched"] = np.array([matched == "yes" for matched in columns["matched"]])
        return self._frames.make(columns)

    @property
    def loads(self) -> Any:
        """Seats offered and taken, and what one more or one less would change.

        Columns: ``mentor_id``, ``capacity``, ``load``, ``seat_price_low``, ``seat_price_high``,
        ``seat_pairs_low``, ``seat_pairs_high``. With one seat more of this mentor, and everybody
        matched anew, the total score would rise by ``seat_price_low`` and ``seat_pairs_low`` pairs
        would be added (0 or 1); with one seat less the total would fall by ``seat_price_high``
        (NaN where the mentor offers none) and ``seat_pairs_high`` pairs would be lost. A high
        ``low`` says where to recruit, a high ``high`` whom to keep.

        Where most people come first (``objective="participation"``), an added pair may cost
        others more than it scores itself; its price is then below 0, and the pair is made all the
        same. Where no number of pairs changes, 0 <= low <= high. Prices are NaN where the plan is
        not proven best. Looks at all pairs of people a few times when it is first asked for;
        Ctrl-C ends it.
        """
        return self._loads.fresh()

    @cached_property
    def _loads(self) -> Kept:
        return self._frames.kept(self._people.filled(self._core.loads()))

    def seat_prices(self) -> Any:
        """What a seat of each mentor is worth: the same as `loads`."""
        return self.loads

    @property
    def merges(self) -> Any:
        """Labels that count as another one: ``label``, ``into``, ``because``, ``people``.

        Every way of writing a label that is not the label's own, with the reason (``case``,
        ``alias``, ``fuzzy 0.93``) and the number of people who wrote it so.
        """
        return self._merges.fresh()

    @cached_property
    def _merges(self) -> Kept:
        return self._frames.kept(self._core.merges())

    @property
    def reading(self) -> list[str]:
        """How the tables were read, and what the programme's ``tables`` decided: a line for each.

        Empty where the outcome comes from a file.
        """
        return self._core.reading()

    @property
    def summary(self) -> Summary:
        """The outcome in a few numbers."""
        numbers = json.loads(self._core.summary())
        verified = self._core.is_verified()
        return Summary(**numbers, verified=verified, seconds=self._core.seconds())

    @property
    def status(self) -> Literal["optimal", "stable", "stopped", "bounded"]:
        """How sure it is that no plan is better.

        ``"optimal"``: proven. ``"stable"``: proven, of a programme that asks for a stable plan.
        ``"stopped"``: a limit of time ended the search. ``"bounded"``: proven to be within `bound`
        of the best; after a `rematch`, on its terms.
        """
        return self._core.status()

    @property
    def bound(self) -> Bound:
        """How far the plan can be from the best on the same terms; 0 where it is proven best."""
        return Bound(**json.loads(self._core.bound()))

    @property
    def changes(self) -> Any:
        """The mentees for whom something is new since the outcome that they were told.

        Columns: ``mentee_id``, ``mentor_before``, ``mentor_after``, ``change`` (``"joined"``,
        ``"left"``, ``"moved"``, ``"matched"``, ``"unmatched"``), ``reason`` in plain words. Nobody
        is listed after a `match`; see `rematch`.
        """
        return self._changes.fresh()

    @cached_property
    def _changes(self) -> Kept:
        columns = self._core.changes()
        people = [self._people, *([] if self._told is None else [self._told])]
        for name, side in _CHANGED.items():
            columns[name] = ids_of([(side, text) for text in columns[name]], *people)
        return self._frames.kept(columns)

    @property
    def changes_summary(self) -> str:
        """The changes in a sentence with their numbers; empty after a `match`."""
        return self._core.changes_sentence() or ""

    @checked
    def what_if(
        self,
        *,
        capacity: Mapping[Any, int] | None = None,
        without: Sequence[Any] = (),
        without_rules: Sequence[str] = (),
        weights: Mapping[str, float] | None = None,
        min_score: float | None = None,
        answers: Mapping[tuple[str, Any, str], Any] | None = None,
    ) -> Comparison:
        """Match again with something different, and compare.

        It starts from this plan, and is as fast as that makes it. What labels mean stays as it was
        decided for all people; a label that nobody wrote before is one of its own. Both plans are
        scored by the programme of this outcome. Ctrl-C ends it.

        Parameters
        ----------
        capacity : mapping of id to int, optional
            Seats that mentors offer instead.
        without : sequence of ids, optional
            People who take no part; ``("mentee", id)`` or ``("mentor", id)`` where both sides have
            the id. Pinned pairs of theirs are no longer pinned.
        without_rules : sequence of str, optional
            Rules that do not count, by the names that reasons give them: ``"must_differ_manager"``.
        weights : mapping of str to float, optional
            Other weights, by the names of the criteria.
        min_score : float, optional
            Another floor.
        answers : mapping, optional
            Other answers, by side, id and column: ``{("mentee", "e4", "grade"): "Senior"}``. Texts
            of a `Text` criterion cannot be changed here.

        Returns
        -------
        Comparison
            ``.before`` is this outcome, ``.after`` the other one.

        Raises
        ------
        InputError
            With everything that cannot be changed: ids, rules, criteria and columns that are not
            there, answers that cannot be read.

        Examples
        --------
        >>> import matchwright as mw
        >>> program = mw.Program(criteria=[mw.Same("site")])
        >>> mentees = {"id": ["e1", "e2"], "site": ["Leeds", "Leeds"]}
        >>> outcome = mw.match(mentees, {"id": ["m1"], "site": ["Leeds"]}, program)
        >>> outcome.what_if(capacity={"m1": 2}).after.summary.total
        2.0
        >>> outcome.what_if(answers={("mentor", "m1", "site"): "York"}).after.summary.total
        0.0
        """
        changes = changed(
            capacity=capacity or {},
            without=without,
            without_rules=without_rules,
            weights=weights or {},
            min_score=min_score,
            answers=answers or {},
        )
        core, after = _core.what_if(self._core, changes)
        people = self._people.among(after.roster())
        return Comparison(core, self, type(self)(after, self._frames, people, self._told))

    @cached_property
    def certificate(self) -> _certificate.AnyCertificate:
        """What proves the plan; ``verified`` says whether it does.

        A `LevelsCertificate` where the programme has minimums, quotas or levels, a
        `StableCertificate` where it asks for a stable plan, and a `CirclesCertificate` of circles.
        """
        return _certificate.read(self._core.certificate(), verified=self._core.is_verified())

    def __eq__(self, other: object) -> bool:
        """Whether both say the same by the same programme; seconds and frames do not count."""
        return self._core.equals(other._core) if isinstance(other, Outcome) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        numbers = self.summary
        return f"<Outcome: {numbers.pairs} pairs, {numbers.mentees} mentees>"

    def _repr_html_(self) -> str:
        return self.summary._repr_html_()
