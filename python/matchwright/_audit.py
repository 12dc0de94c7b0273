"""The fairness audit: what groups of people get, beside each other."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from matchwright import _core
from matchwright._arguments import checked
from matchwright._display import Printed
from matchwright._ids import People
from matchwright._plot_audit import plot_audit
from matchwright._tables import taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from matchwright._frames import Frames, Kept
    from matchwright._tables import TableLike

__all__ = ["Audit", "audit"]


class Audit(Printed):
    """What groups of people get, beside each other; prints what stands out.

    It is a report of what is in the data, and no legal opinion. Groups under 10 are hidden, and
    whatever they could be computed from, within one audit: two audits of the same people by
    different attributes can say more together than each. Frames are of the kind that the outcome's
    are.
    """

    def __init__(self, core: _core.Audit, frames: Frames, people: People) -> None:
        """Made by `Outcome.audit`."""
        self._core = core
        self._frames = frames
        self._ids = people

    @property
    def table(self) -> Any:
        """Every group and metric, one a row.

        ``side``, ``attribute``, ``group``, ``n``, ``n_share``, ``metric``, ``value``,
        ``reference_group``, ``difference``, ``ratio``, ``ci_low``, ``ci_high``, ``p_value``,
        ``test``, ``flag``, ``suppressed``, ``note``. What is hidden, or not there, is missing.
        ``difference`` and ``ratio`` are to the reference group, the largest; ``ci_low`` and
        ``ci_high`` are the 95 % interval of the difference. ``flag`` is empty or holds
        ``below_four_fifths``, ``significant``, ``small_n`` (under 30), ``unknown``.
        """
        return self._table.fresh()

    @cached_property
    def _table(self) -> Kept:
        return self._frames.kept(_with_truths(self._core.table()))

    @property
    def flags(self) -> Any:
        """The rows of `table` that are flagged."""
        return self._flags.fresh()

    @cached_property
    def _flags(self) -> Kept:
        return self._frames.kept(_with_truths(self._core.flags()))

    @property
    def mixing(self) -> Any:
        """Who meets whom, by groups.

        ``attribute``, ``mentee_group``, ``mentor_group``, ``pairs``, ``expected`` (where groups did
        not matter), ``ratio`` of the two, ``suppressed``.
        """
        return self._mixing.fresh()

    @cached_property
    def _mixing(self) -> Kept:
        return self._frames.kept(_with_truths(self._core.mixing()))

    @property
    def price(self) -> Any:
        """What fairness of other kinds would cost: the plan beside those of other objectives.

        ``plan``, ``attribute``, ``group``, ``pairs``, ``total``, ``lowest``, ``price``,
        ``group_matched``, ``note``. Each plan is the best of its kind for the same people, rules
        and seats: ``as_is``; ``max_min``, whose lowest score is as high as can be with as many
        pairs; ``most_pairs`` or ``highest_total``, whichever the programme's objective is not; and
        ``group_first`` for each group whose match rate is flagged as low. ``price`` is the share of
        the total that it costs. Matches about 25 times when it is first asked for; Ctrl-C ends it.
        """
        return self._price.fresh()

    @cached_property
    def _price(self) -> Kept:
        return self._frames.kept(self._core.price())

    @property
    def people(self) -> Any:
        """Everybody as the audit has seen them: for tools such as Fairlearn's ``MetricFrame``.

        ``id``, ``side``, ``matched`` (1 or 0), ``score`` (the mean of the person's pairs, 0 without
        one), and a column for each attribute, ``"unknown"`` where nothing is known. Nothing is
        hidden in it: treat it like the table of attributes.
        """
        return self._everybody.fresh()

    @cached_property
    def _everybody(self) -> Kept:
        columns = self._core.people()
        columns["id"] = self._ids.mixed(columns["side"], columns["id"])
        return self._frames.kept(columns)

    @checked
    def plot(self, metric: str = "match_rate") -> alt.Chart | alt.LayerChart:
        """Draw how far groups are from the largest group of their attribute, with Altair.

        A point for each group, with the 95 % interval of the difference; what is flagged has
        another colour. What is hidden is not drawn. The numbers are those of `table`, and the
        chart's description has them in words. Altair comes with
        ``pip install "matchwright[plot]"``.

        Parameters
        ----------
        metric : str, default "match_rate"
            A metric of `table`.

        Raises
        ------
        OptionError
            Where the audit has no such metric.
        ImportError
            Where Altair is not installed.
        """
        return plot_audit(_with_truths(self._core.table()), metric)

    def _lines(self) -> str:
        return self._core.text()

    def __repr__(self) -> str:
        return f"<Audit by {', '.join(self._core.attributes())}>"


def _with_truths(columns: dict[str, Any]) -> dict[str, Any]:
    return columns | {"suppressed": columns["suppressed"].astype(bool)}


def audit(
    core: _core.Outcome,
    frames: Frames,
    people: People,
    attributes: TableLike,
    *,
    id_column: str,
    by: Sequence[str] | str | None,
    metrics: Sequence[str] | None,
    seed: int,
) -> Audit:
    """Make the audit."""
    names = [by] if isinstance(by, str) else [] if by is None else [*by]
    wanted = {id_column, *names}

    def looked_at(columns: list[str]) -> set[str]:
        return wanted.intersection(columns) if names else set(columns)

    source, _ = taken(attributes, looked_at)
    made = _core.audited(
        core, source, id_column=id_column, by=names, metrics=[*(metrics or ())], seed=seed
    )
    return Audit(made, frames, people)
