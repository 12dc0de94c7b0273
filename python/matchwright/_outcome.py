"""The answer: who meets whom, who meets nobody and why, and the proof."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypedDict

from matchwright import _core
from matchwright._certificate import Certificate
from matchwright._display import Rows, as_html, as_text
from matchwright._frames import Frames
from matchwright._ids import People, id_text
from matchwright._letters import write_letters
from matchwright._plot import plot
from matchwright._report import write_report, write_workbook

if TYPE_CHECKING:
    import os

    import altair as alt

    from matchwright._frames import Kept
    from matchwright._plot import Kind
    from matchwright._vocabulary import Merge

__all__ = ["Alternative", "Explanation", "Meeting", "Outcome", "Part", "Summary", "Unmatched"]


@dataclass(frozen=True, slots=True)
class Summary:
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

    def __str__(self) -> str:
        return as_text(self._rows())

    def _repr_html_(self) -> str:
        return as_html(self._rows())


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


class Meeting(TypedDict):
    """A mentor whom the mentee meets."""

    mentor: Any
    """The mentor's id."""
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
    merges: list[Merge]
    """The mentor's labels that count as others."""


class Alternative(TypedDict):
    """A mentor whom the mentee does not meet."""

    mentor: Any
    """The mentor's id."""
    score: float
    """How well they would fit."""
    full: bool
    """Whether all the mentor's seats are taken by others."""
    meets: list[Any]
    """The mentees whom the mentor meets, who have those seats."""
    blocked_by: list[str]
    """The rules and floors that keep them apart; empty where they may meet."""


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


@dataclass(frozen=True, slots=True)
class Explanation:
    """One mentee's place in an outcome; prints as text."""

    mentee: Any
    """The mentee's id, in the type in which the table has it; so are all ids here."""
    meets: list[Meeting]
    """Whom they meet; empty where nobody."""
    unmatched: Unmatched | None
    """Why they meet nobody, where that is so."""
    allowed: int
    """How many mentors the rules and the floor allow them."""
    best_attainable: float | None
    """The highest score that any allowed mentor has with them."""
    alternatives: list[Alternative]
    """The mentors who fit best beside those they meet, best first."""
    merges: list[Merge]
    """The mentee's labels that count as others."""
    certified: bool
    """Whether the plan is proven to be the best."""

    def _rows(self) -> Rows:
        rows: Rows = [("mentee", str(self.mentee)), *_readings(self.merges)]
        for meeting in self.meets:
            ranks = f"rank {meeting['rank_for_mentee']} for the mentee"
            ranks += f", {meeting['rank_for_mentor']} for the mentor"
            ranks += ", pinned" if meeting["pinned"] else ""
            rows.append(("meets", f"{meeting['mentor']}, score {meeting['score']:.3f} ({ranks})"))
            rows += [
                (f"  {part['criterion']}", f"{part['points']:.3f} of {part['weight']:.3f}")
                for part in meeting["parts"]
            ]
            rows += _readings(meeting["merges"])
        if self.unmatched:
            rows.append(("meets", f"nobody: {self.unmatched['detail']}"))
        rows.append(("allowed mentors", f"{self.allowed:,}"))
        for other in self.alternatives:
            why = "; ".join(other["blocked_by"]) or _seats(other)
            rows.append((f"or {other['mentor']}", f"score {other['score']:.3f} ({why})"))
        return rows

    def __str__(self) -> str:
        return as_text(self._rows())

    def _repr_html_(self) -> str:
        return as_html(self._rows())


def _seats(other: Alternative) -> str:
    """Who has the seats of a mentor who may be met."""
    if not other["full"]:
        return "free"
    return (
        f"full: meets {', '.join(map(str, other['meets']))}"
        if other["meets"]
        else "full: offers no seat"
    )


def _readings(merges: list[Merge]) -> Rows:
    """What somebody wrote that was read as something else."""
    text = "{label!r}, read as {into!r} ({because})"
    return [("  wrote", text.format(**merge)) for merge in merges]


class Outcome:
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

    def __init__(self, core: _core.Outcome, frames: Frames, people: People) -> None:
        """Made by `matchwright.match`."""
        self._core = core
        self._frames = frames
        self._people = people

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
        verified = self._core.is_optimal()
        return Summary(**numbers, verified=verified, seconds=self._core.seconds())

    @cached_property
    def certificate(self) -> Certificate:
        """The proof that no plan is better."""
        verified = self._core.is_optimal()
        return Certificate._read(self._core.certificate(), verified=verified)

    def explain(self, mentee: Any) -> Explanation:
        """Why a mentee meets whom they meet, and how others would have fitted.

        Parameters
        ----------
        mentee : id
            The mentee's id, as the table has it or as text: ``1042`` and ``"1042"`` are one.

        Raises
        ------
        UnknownIdError
            Where no mentee has the id.
        """
        said = json.loads(self._core.explain(id_text(mentee)))
        return Explanation(**_with_ids(said, self._people))

    def to_json(self) -> str:
        """What it says but the seconds, as JSON; equal for equal input.

        Nobody's answers are in it, and no outcome can be made of it again: see `save`.
        """
        return self._core.to_json()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the outcome to a JSON file, compressed where the name ends in ``.gz``.

        The file holds the programme and the answers that it reads of everybody, and names where the
        programme's ``tables`` has a ``name``: treat it like the tables. What `load` makes of it is
        equal and answers the same; so does what `pickle` makes. After `load`, ids are numbers where
        all of them were, else texts; `pickle` keeps their type.

        Raises
        ------
        InputError
            Where the programme holds a `Custom` criterion: no file can hold a function.
        FileError
            Where the file cannot be written.
        """
        self._core.save(path)

    def report(self, path: str | os.PathLike[str], *, audit: object | None = None) -> None:
        """Write the outcome as one HTML page: to read, to print, to pass on.

        It has the proof, the programme in plain words, charts with their numbers, who meets whom
        and what each criterion adds, who meets nobody and why, the mentors' seats, and today's
        date. It loads nothing, and needs no scripts. Beside ids and scores it holds nothing that
        people wrote but labels that count as others, and names where the programme's ``tables``
        has a ``name``. The file appears whole or not at all.

        Parameters
        ----------
        path : path
            Where to write it.
        audit : frame, optional
            A table of groups, which becomes a section of its own: of any kind of frame, or a
            dictionary of columns.

        Raises
        ------
        FileError
            Where the file cannot be written.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import matchwright as mw
        >>> people = {"id": ["a1", "a2"], "site": ["Leeds", "York"]}
        >>> mentors = {"id": ["m1", "m2"], "site": ["York", "Leeds"]}
        >>> outcome = mw.match(people, mentors, mw.Program(criteria=[mw.Same("site")]))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     page = pathlib.Path(folder) / "report.html"
        ...     outcome.report(page)
        ...     page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
        True
        """
        write_report(self._core, path, audit)

    def to_excel(self, path: str | os.PathLike[str]) -> None:
        """Write the outcome as an Excel workbook (``.xlsx``).

        It has the sheets ``plan``, ``explanations`` (a line a person: partners, ranks, the
        strongest reasons, who else would fit and why not), ``unmatched`` with reasons, ``mentors``
        with their seats and what those are worth, ``summary`` with the proof and the programme in
        plain words, ``read`` and ``programme``. Ids and labels that begin as a formula does stay
        texts. The file appears whole or not at all.

        Raises
        ------
        FileError
            Where the file cannot be written, or there are more pairs than a sheet has rows.
        """
        write_workbook(self._core, path)

    def letters(
        self,
        folder: str | os.PathLike[str],
        *,
        template: str | os.PathLike[str] | None = None,
    ) -> int:
        """Write a letter to everybody who meets somebody, and say how many.

        Each is an ``.md`` file and a mail that waits to be sent (``.eml``), named after the side
        and the id. A letter says who its reader is, whom they meet, what they share and why they
        fit, and nothing of anybody else. The folder is made where it is missing; other files in it
        stay.

        Parameters
        ----------
        folder : path
            Where to write them.
        template : path or str, optional
            A file, or the text itself where it has a placeholder or several lines, in Markdown.
            ``{{name}}``, ``{{partner}}``, ``{{shared_topics}}`` and ``{{why}}`` stand for what
            each person reads; a heading in the first line is the subject of the mail.

        Raises
        ------
        InputError
            For a placeholder that there is not, with the nearest that there is; nothing is written.
        FileError
            Where a file cannot be read or written.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import matchwright as mw
        >>> people = {"id": ["a1", "a2"], "site": ["Leeds", "York"]}
        >>> mentors = {"id": ["m1", "m2"], "site": ["York", "Leeds"]}
        >>> outcome = mw.match(people, mentors, mw.Program(criteria=[mw.Same("site")]))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     count = outcome.letters(folder, template="{{name}} meets {{partner}}")
        ...     text = (pathlib.Path(folder) / "mentee-a1.md").read_text(encoding="utf-8")
        >>> count, text
        (4, 'a1 meets m2')
        """
        return write_letters(self._core, folder, template)

    def plot(self, kind: Kind) -> alt.Chart | alt.LayerChart:
        """Draw a chart with Altair, of the numbers that the report draws.

        Altair comes with ``pip install "matchwright[plot]"``.

        Parameters
        ----------
        kind : {"scores", "ranks", "loads", "heatmap"}
            How scores are distributed, beside the best that each mentee could have had; how far up
            in their own lists partners stand; what seats are worth; or everybody with everybody,
            in at most 200 groups of each side.

        Raises
        ------
        OptionError
            For another kind.
        ImportError
            Where Altair is not installed.
        """
        return plot(self._core, kind)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Outcome:
        """Read an outcome that `save` has written.

        Scores, ranks, reasons and the proof are worked out again from the answers and the plan, so
        that no file can claim what does not hold. Takes one look at all pairs of people; Ctrl-C
        ends it. Frames are of the first of pandas, polars and pyarrow that is installed.

        Raises
        ------
        FileError
            Where the file cannot be read.
        FormatError
            Where it is no such file, or its parts do not belong together.
        """
        core = _core.loaded(path)
        return cls(core, Frames(None), People(core.roster()))

    def __eq__(self, other: object) -> bool:
        """Whether both say the same by the same programme; seconds and frames do not count."""
        return self._core.equals(other._core) if isinstance(other, Outcome) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._core.saved(), self._frames, self._people)

    def __repr__(self) -> str:
        numbers = self.summary
        return f"<Outcome: {numbers.pairs} pairs, {numbers.mentees} mentees>"

    def _repr_html_(self) -> str:
        return self.summary._repr_html_()


def _restored(text: str, frames: Frames, people: People) -> Outcome:
    """Make an outcome of what it was pickled as."""
    return Outcome(_core.restored(text), frames, people)


def _with_ids(said: dict[str, Any], people: People) -> dict[str, Any]:
    """Put ids in the caller's own type where an explanation has texts."""
    said["mentee"] = people.mentee.of(said["mentee"])
    if said["unmatched"]:
        said["unmatched"]["id"] = said["mentee"]
    for other in said["meets"] + said["alternatives"]:
        other["mentor"] = people.mentor.of(other["mentor"])
    for other in said["alternatives"]:
        other["meets"] = [people.mentee.of(mentee) for mentee in other["meets"]]
    return said
