"""What an outcome says when it is asked."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from matchwright import _core
from matchwright._arguments import checked
from matchwright._audit import Audit, audit
from matchwright._explain import Explanation
from matchwright._ids import id_text
from matchwright._quality import Quality, quality
from matchwright._recruit import recruit
from matchwright._saving import Saving
from matchwright._why import WhyNot, WhyUnmatched

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchwright._frames import Kept
    from matchwright._tables import TableLike

__all__ = ["Answers"]


class Answers(Saving):
    """An outcome that is asked; what is computed once is kept."""

    @checked
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

    @checked
    def explanations(self, side: Literal["mentee", "mentor"] = "mentee") -> list[Explanation]:
        """Everybody's place on one side, in the order of the ids; see `explain`."""
        return Explanation._read_all(_core.explanations(self._core, side), self._people)

    def why_not(self, mentee: Any, mentor: Any) -> WhyNot:
        """Why two people do not meet: what keeps them apart, or what it would cost and who moves.

        The cost is exact: the total score of the best plan less that of the best plan with this
        pair in it. After a `rematch` with a price, what breaking told pairs costs is part of both,
        so that a pair which breaks one costs its price too, and ``needs`` are for that cost.

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
        The changes are a rule left out, a requirement dropped, the floor lowered, a seat more, and
        one other answer of the person's own in a column that a rule or a requirement reads, or with
        a floor any criterion: another label, the nearest step of a scale, the nearest number, or
        one more entry in a list. In each column up to 12 answers are looked at, of numbers up to
        24 up and 24 down.

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
        ('all_taken', [('min_score', 0.0), ('seat', 2.0), ('answer', None)])
        >>> why.relaxations[2]["what"], why.relaxations[2]["answer"]
        ('site', 'York')
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

    @checked
    def recruit(self, mentors: TableLike, *, id: str = "id") -> Any:  # noqa: A002
        """What mentors who are not there yet would add, each alone: where to recruit.

        Columns: ``mentor_id``, ``pairs`` (how many mentees more would meet somebody), ``total``
        (what the total score would rise by), ``meets`` (the ids of those who would meet them, with
        ``"; "`` between). Everybody is matched again with each, and told pairs are kept on the same
        terms. The best come first. What labels mean stays as it was decided for all people. Ctrl-C
        ends it.

        Parameters
        ----------
        mentors : table
            Who could become a mentor, as `match` takes a table: ids, and the columns that the
            programme reads of mentors under the names that it has for them, that of the seats
            included.
        id : str, default "id"
            The column that holds the ids.

        Raises
        ------
        InputError
            With everything that is wrong in the table, an id that a mentor has, or where the
            programme reads texts of mentors.
        KindError
            Where a criterion is a function, which reads the tables itself.

        Examples
        --------
        >>> import matchwright as mw
        >>> program = mw.Program(criteria=[mw.Same("site")], min_score=0.5)
        >>> mentees = {"id": ["e1", "e2"], "site": ["Leeds", "York"]}
        >>> outcome = mw.match(mentees, {"id": ["m1"], "site": ["Leeds"]}, program)
        >>> found = outcome.recruit({"id": ["a", "b"], "site": ["Leeds", "York"]})
        >>> list(zip(found["mentor_id"], found["pairs"], found["meets"]))
        [('b', 1.0, 'e2'), ('a', 0.0, '')]
        """
        return recruit(self._core, self._frames, mentors, id_column=id)

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

    def given_up(self) -> Any:
        """What the plan gave up for what the programme asks first.

        Columns: ``measure`` (``participation``, ``mentors_in_use``, ``total``, ``worst``,
        ``first_choices``, ``blocking_pairs``), ``value``, and ``best``: what the best plan for this
        measure alone has, with the same seats, rules and pinned pairs, and without minimums and
        quotas. Four matches.

        Raises
        ------
        InputError
            For peers, who have no sides.
        """
        return self._frames.make(_core.given_up(self._core))

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

    @checked
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
