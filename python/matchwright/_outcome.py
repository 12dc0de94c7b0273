"""The answer: who meets whom, who meets nobody and why, and the proof."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from matchwright import _core
from matchwright._audit import Audit, audit
from matchwright._certificate import Certificate
from matchwright._comparison import Comparison, changed
from matchwright._display import Rows, as_html, as_text
from matchwright._explain import Explanation
from matchwright._frames import Frames
from matchwright._ids import People, id_text, ids_of
from matchwright._letters import write_letters
from matchwright._plot import plot
from matchwright._quality import Quality, quality
from matchwright._report import write_report, write_workbook
from matchwright._why import WhyNot, WhyUnmatched

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    import altair as alt

    from matchwright._frames import Kept
    from matchwright._tables import TableLike

__all__ = ["Bound", "Outcome", "Summary"]


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

    def __init__(
        self, core: _core.Outcome, frames: Frames, people: People, told: People | None = None
    ) -> None:
        """Made by `matchwright.match`; `told` are those of an earlier outcome."""
        self._core = core
        self._frames = frames
        self._people = people
        self._told = told

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

    @property
    def status(self) -> Literal["optimal", "stopped", "bounded"]:
        """How sure it is that no plan is better.

        ``"optimal"``: proven. ``"stopped"``: a limit of time ended the search. ``"bounded"``: after
        a `rematch`, proven to be within `bound` of the best on its terms.
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
        return Comparison(core, self, Outcome(after, self._frames, people, self._told))

    @property
    def rule_prices(self) -> Any:
        """What each rule costs: the programme is solved again without it.

        Columns: ``kind`` (``"rule"``, ``"required"`` of a criterion, ``"floor"``), ``name``,
        ``pairs`` that the plan without it has more, ``score`` by which its total is higher,
        ``certified`` (``"yes"`` where both plans are proven best). Takes a match for each when it
        is first asked for; Ctrl-C ends it.
        """
        return self._rule_prices.fresh()

    @cached_property
    def _rule_prices(self) -> Kept:
        return self._frames.kept(_core.rule_prices(self._core))

    @cached_property
    def certificate(self) -> Certificate:
        """The proof that no plan is better."""
        verified = self._core.is_optimal()
        return Certificate._read(self._core.certificate(), verified=verified)

    def explain(
        self,
        id: Any,  # noqa: A002
        *,
        side: Literal["mentee", "mentor"] | None = None,
    ) -> Explanation:
        """Why somebody meets whom they meet, and what others would have cost.

        Parameters
        ----------
        id : id
            A mentee's id or a mentor's, as the table has it or as text: ``1042`` and ``"1042"`` are
            one. One that both sides have is the mentee's.
        side : "mentee" or "mentor", optional
            The side, where both have the id.

        Raises
        ------
        UnknownIdError
            Where nobody has the id.

        Examples
        --------
        >>> import matchwright as mw
        >>> program = mw.Program(criteria=[mw.Overlap("interests", rarity=False)])
        >>> mentees = {"id": ["e1", "e2"], "interests": ["chess", "chess; film"]}
        >>> mentors = {"id": ["m1", "m2"], "interests": ["chess; film", "chess"]}
        >>> said = mw.match(mentees, mentors, program).explain("e1")
        >>> said.meets[0]["mentor"], said.meets[0]["common"][0]["labels"]
        ('m2', ['chess'])
        >>> said.alternatives[0]["cost"], said.for_person
        (0.585786, 'You meet m2. You have in common: chess. Of 2 mentors who could be yours, ...')
        """
        return Explanation._read(_core.explain(self._core, id_text(id), side), self._people)

    def explanations(self, side: Literal["mentee", "mentor"] = "mentee") -> list[Explanation]:
        """Everybody's place on one side, in the order of the ids; see `explain`."""
        return Explanation._read_all(_core.explanations(self._core, side), self._people)

    def why_not(self, mentee: Any, mentor: Any) -> WhyNot:
        """Why two people do not meet: what keeps them apart, or what it would cost and who moves.

        The cost is exact: the total score of the best plan less that of the best plan with this
        pair in it.

        Parameters
        ----------
        mentee, mentor : id
            As the tables have them or as text.

        Raises
        ------
        UnknownIdError
            Where nobody has an id.

        Examples
        --------
        >>> import matchwright as mw
        >>> program = mw.Program(criteria=[mw.Same("site")])
        >>> mentees = {"id": ["e1", "e2"], "site": ["Leeds", "York"]}
        >>> mentors = {"id": ["m1", "m2"], "site": ["Leeds", "York"]}
        >>> why_not = mw.match(mentees, mentors, program).why_not("e1", "m2")
        >>> why_not.cost, [(move["mentee"], move["to"]) for move in why_not.moves]
        (2.0, [('e1', 'm2'), ('e2', 'm1')])
        """
        return WhyNot._read(
            *_core.why_not(self._core, id_text(mentee), id_text(mentor)), self._people
        )

    def why_not_any(self, mentee: Any) -> Any:
        """What it would cost to pair a mentee with each of the mentors.

        Columns: ``mentor_id``, ``score``, ``cost``, ``pairs_lost``, ``blocked_by``; costs are those
        of `why_not`.
        """
        columns = _core.why_not_any(self._core, id_text(mentee))
        return self._frames.make(self._people.filled(columns))

    def why_unmatched(self, id: Any) -> WhyUnmatched:  # noqa: A002
        """Why somebody meets nobody, and the smallest changes that would help.

        Each change was tried: everybody was matched again with it, and the person has a partner.

        Parameters
        ----------
        id : id
            A mentee's id or a mentor's; one that both sides have is the mentee's.

        Raises
        ------
        UnknownIdError
            Where nobody has the id.

        Examples
        --------
        >>> import matchwright as mw
        >>> program = mw.Program(criteria=[mw.Same("site")], min_score=0.5)
        >>> mentees = {"id": ["e1", "e2"], "site": ["Leeds", "Leeds"]}
        >>> mentors = {"id": ["m1", "m2"], "site": ["Leeds", "York"]}
        >>> outcome = mw.match(mentees, mentors, program)
        >>> why = outcome.why_unmatched(outcome.unmatched["id"][0])
        >>> why.reason, [(change["kind"], change["to"]) for change in why.relaxations]
        ('all_taken', [('min_score', 0.0), ('seat', 2.0)])
        """
        return WhyUnmatched._read(*_core.why_unmatched(self._core, id_text(id)), self._people)

    def relaxations(self) -> Any:
        """Which single change of the programme gains most pairs, and then most score.

        Columns: ``kind`` (``rule``, ``required``, ``min_score``, ``seat``, ``participation``),
        ``what`` (the rule, the criterion or the mentor), ``to`` (the new floor, or seats),
        ``partner`` (empty here), ``pairs`` and ``total``, which are gained with everybody matched
        again. The best come first; what gains nothing is left out.
        """
        return self._frames.make(_core.relaxations(self._core))

    def seat_prices(self) -> Any:
        """What a seat of each mentor is worth: the same as `loads`."""
        return self.loads

    def weights(self) -> Any:
        """For each criterion, over which weights these pairs stay the best.

        Columns: ``criterion``, ``weight``, ``low``, ``high``, ``changes_below``, ``changes_above``.
        The pairs were found to be the best with ``low`` and ``high`` (NaN where any larger weight
        does), and others with the weights in the last two columns, which are at most a thousandth
        away. Everybody is matched some fifteen times for each end.

        Raises
        ------
        MatchwrightError
            Where the plan is not proven best.
        """
        return self._frames.make(_core.weights(self._core))

    @property
    def unique(self) -> bool | None:
        """Whether no other plan is as good; ``None`` where the plan is not proven best."""
        tied = _core.tied(self._core)
        return None if tied is None else not tied

    @property
    def tied(self) -> list[Any]:
        """The mentees who have another mentor, or none, in some plan that is as good.

        Everybody else has the same mentor in every best plan.
        """
        return [self._people.mentee.of(mentee) for mentee in _core.tied(self._core) or []]

    def quality(self) -> Quality:
        """How good the plan is, and for whom.

        Scores and the best that each could have, ranks on both sides, the worst pair, loads,
        unmatched people, blocking pairs, the gap to one's own best, and what matching at random and
        greedily makes of the same people. Looks at all pairs of people about twice; Ctrl-C ends it.

        Examples
        --------
        >>> import matchwright as mw
        >>> program = mw.Program(criteria=[mw.Same("site")])
        >>> mentees = {"id": ["e1", "e2"], "site": ["Leeds", "York"]}
        >>> mentors = {"id": ["m1", "m2"], "site": ["Leeds", "Bath"]}
        >>> quality = mw.match(mentees, mentors, program).quality()
        >>> quality["mean"], quality["mentee_first_choice"], quality["blocking_pairs"]
        (0.5, 1.0, 0.0)
        """
        return quality(self._core, self._frames)

    def blocking_pairs(self) -> Any:
        """Pairs who may meet and do not, though both would rather have each other.

        ``mentee_id``, ``mentor_id``, ``score``, ``mentee_score`` and ``mentor_score`` (of what they
        have: the mentee's own pair, and the mentor's worst; NaN where there is none),
        ``free_seats`` (1 where the mentor has one). Empty where the plan is stable. Looks at all
        pairs of people once; Ctrl-C ends it.
        """
        return self._frames.make(self._people.filled(_core.blocking_pairs(self._core)))

    def audit(
        self,
        attributes: TableLike,
        *,
        id: str = "id",  # noqa: A002
        by: Sequence[str] | str | None = None,
        metrics: Sequence[str] | None = None,
        seed: int = 0,
    ) -> Audit:
        """What groups of people get, beside each other.

        The attributes are read after everybody is matched, from a table of their own: no criterion
        and no rule can reach them. Each group is compared with the largest of its attribute, by a
        permutation test of 10,000 seeded draws and a 95 % interval; groups under 10 are hidden, and
        whatever they could be computed from. It is a report, and no legal opinion.

        Parameters
        ----------
        attributes : table
            As `match` takes it: an id and an attribute's label in each row. Who is missing, or has
            no answer, is in the group ``"unknown"``; ids that nobody has are passed over.
        id : str, default "id"
            The column that holds the ids.
        by : list of str, optional
            The attributes; all columns but the ids where nothing is said. Where there are several,
            they are looked at one by one and all together.
        metrics : list of str, optional
            Some of: eligible, matched, eligible_rate, match_rate, mean_score, median_score,
            above_median, mean_rank, top_1, top_3, p10_score, min_score, envy, load, score_gap,
            assignment_gap. All where nothing is said.
        seed : int, default 0
            The seed of the random numbers, 0 or more.

        Raises
        ------
        InputError
            Where a column is missing or holds more than 10 different numbers (put them into bands
            first), somebody stands twice with different answers, or nobody in the table is matched.
        OptionError
            Where there is no such metric.

        Examples
        --------
        >>> import matchwright as mw
        >>> people = [{"id": i, "site": "Leeds" if i % 2 else "York"} for i in range(40)]
        >>> mentors = {"id": ["m1", "m2"], "site": ["York", "York"]}
        >>> outcome = mw.match(people, mentors, mw.Program(criteria=[mw.Same("site")], capacity=20))
        >>> hr = {"id": [*range(40)], "gender": ["f", "m"] * 20}
        >>> audit = outcome.audit(hr, by=["gender"], metrics=["mean_score"])
        >>> rows = zip(audit.table["side"], audit.table["group"], audit.table["value"])
        >>> [(group, value) for side, group, value in rows if side == "mentee"]
        [('all', 0.5), ('f', 1.0), ('m', 0.0)]
        """
        return audit(
            self._core,
            self._frames,
            self._people,
            attributes,
            id_column=id,
            by=by,
            metrics=metrics,
            seed=seed,
        )

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

    def record(self, path: str | os.PathLike[str]) -> None:
        """Write the record of the run to a JSON file, compressed where the name ends in ``.gz``.

        It holds what is needed to check the run again with `matchwright.verify`, or to repeat it:
        versions, programme, pairs by id, points, seats, prices, certificate, seconds. Of what
        people answered it holds only fingerprints of everybody's scores.

        Raises
        ------
        InputError
            Where the programme holds a `Custom` criterion: no file can hold a function.
        FileError
            Where the file cannot be written.
        """
        _core.record(self._core, path)

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

    def plot(
        self, kind: Literal["scores", "ranks", "loads", "heatmap"]
    ) -> alt.Chart | alt.LayerChart:
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
        return _restored, (self._core.saved(), self._frames, self._people, self._told)

    def __repr__(self) -> str:
        numbers = self.summary
        return f"<Outcome: {numbers.pairs} pairs, {numbers.mentees} mentees>"

    def _repr_html_(self) -> str:
        return self.summary._repr_html_()


def _restored(text: str, frames: Frames, people: People, told: People | None = None) -> Outcome:
    """Make an outcome of what it was pickled as."""
    return Outcome(_core.restored(text), frames, people, told)

    return Outcome(_core.restored(text), frames, people)
