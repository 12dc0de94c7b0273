"""Are two groups of people alike? Standardised differences, and a love plot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from matchwright import _core
from matchwright._arguments import checked
from matchwright._display import Printed
from matchwright._errors import KindError
from matchwright._frames import Frames
from matchwright._ids import id_text
from matchwright._outcome import Outcome
from matchwright._plot import love_plot
from matchwright._progress import reporting
from matchwright._tables import taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import altair as alt

    from matchwright._progress import Progress
    from matchwright._tables import TableLike

__all__ = ["Balance", "balance"]


class Balance(Printed):
    """Two groups of people beside each other, column after column; prints what differs most."""

    def __init__(self, core: _core.Balance, frames: Frames) -> None:
        """Made by `balance` and `track`."""
        self._core = core
        self._frames = frames

    @property
    def table(self) -> Any:
        """The differences, in the order of the columns.

        ``column``, ``level`` (the label whose share it is; missing of numbers), ``matched`` and
        ``unmatched`` (means or shares), ``difference`` (over the pooled standard deviation),
        ``weighted`` (the same after weighting, from `track`), ``variance_ratio`` of numbers, and
        ``flag``: ``look`` above 0.1, ``large`` above 0.25.
        """
        return self._frames.make(self._core.table())

    @property
    def love(self) -> Any:
        """The same in the order of a love plot: the largest difference first."""
        return self._frames.make(self._core.love())

    @property
    def matched(self) -> int:
        """People of the first group."""
        return self._core.counts()[0]

    @property
    def unmatched(self) -> int:
        """People of the other group."""
        return self._core.counts()[1]

    @property
    def largest(self) -> float:
        """The largest difference, without its sign."""
        return self._core.largest()

    def plot(self) -> alt.LayerChart:
        """Draw the love plot with Altair (the extra ``plot``).

        Raises
        ------
        ImportError
            Where Altair is not installed.
        """
        return love_plot(self._core.love())

    def _lines(self) -> str:
        return self._core.text()

    def __repr__(self) -> str:
        return f"<Balance of {self.matched} and {self.unmatched} people>"


@checked
def balance(
    outcome: Outcome | Iterable[Any],
    people: TableLike | None = None,
    *,
    side: Literal["mentee", "mentor"] = "mentee",
    by: Sequence[str] | None = None,
    id: str = "id",  # noqa: A002 - the name of the column that it means
    progress: Progress = False,
) -> Balance:
    """Compare the people who meet somebody with those who do not.

    Standardised differences (Stuart 2010): the difference of two means over the root of the mean
    of both variances. Numbers are compared by their means, labels and lists by the shares of
    people who have each of them, the commonest twelve of a column. Above 0.1 a difference is worth
    a look (Austin 2009), above 0.25 it is large (Rubin 2001).

    Parameters
    ----------
    outcome : Outcome or iterable of ids
        Who is matched; or the ids of any group of people of the table.
    people : table, optional
        The people with any columns, those of the other group among them. Without it an outcome's
        people are compared by the columns that its programme reads.
    side : "mentee" or "mentor", default "mentee"
        The side of an outcome.
    by : sequence of str, optional
        The columns; all but the ids unless they are named.
    id : str, default "id"
        The column of ids.
    progress : bool or callable, default False
        As for `match`.

    Returns
    -------
    Balance
        The differences as frames, text and a plot.

    Raises
    ------
    InputError
        Where a column is missing, an id stands twice, or nobody of the group is in the table.

    Examples
    --------
    >>> import matchwright as mw
    >>> people = {"id": [1, 2, 3, 4], "grade": [4, 5, 1, 2]}
    >>> compared = mw.balance([1, 2], people)
    >>> float(compared.table["difference"][0]), compared.table["flag"][0]
    (4.242640687119285, 'large')
    """
    if isinstance(outcome, Outcome):
        core, matched, frames = outcome._core, set[str](), outcome._frames
    else:
        core, matched, frames = None, {id_text(each) for each in outcome}, Frames(people)
    if core is None and people is None:
        text = "people: a table is needed where the group is not an outcome's"
        raise KindError(text)
    names = [] if by is None else list(by)
    looked_at = {id, *names}

    def wanted(columns: list[str]) -> set[str]:
        return looked_at.intersection(columns) if names else set(columns)

    source = None if people is None else taken(people, wanted)[0]
    with reporting(progress) as report:
        made = _core.balanced(
            core, source, matched, id_column=id, of=side, by=names, progress=report
        )
    return Balance(made, frames if people is None else Frames(people))
