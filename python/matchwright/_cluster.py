"""A match of everybody whose pairs are read by workers, whatever the cluster is.

Every query asks all mentees, wherever they are, for the few pairs that fit them best at the prices
of seats so far. The best plan among all pairs that have come back is found here, and its prices are
the next query; where the replies to it hold no better pair, the plan is proven over all pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from matchwright import _core
from matchwright._call import calling, program_of
from matchwright._errors import OptionError
from matchwright._frames import Frames
from matchwright._ids import People
from matchwright._outcome import Outcome
from matchwright._scorer import Scorer

if TYPE_CHECKING:
    from matchwright._call import How
    from matchwright._program import Program
    from matchwright._tables import TableLike

__all__ = ["Ask", "loaded", "matched", "read_columns", "reply"]

Ask: TypeAlias = Callable[[bytes], Iterable[bytes | None]]
"""Gives a query to every part of the mentees and returns what `reply` says for each."""

_MOST = 2**32 - 1
"""More mentors than any table has."""


def read_columns(names: Iterable[str], program: Program, mentee_id: str) -> list[str]:
    """Those of the mentees' columns that the programme reads."""
    names = list(names)
    read = program_of(program)._core.columns("mentees", mentee_id, names)
    return [name for name in names if name in read]


def matched(
    mentees: TableLike,
    mentors: TableLike,
    program: Program,
    how: How,
    *,
    k: int,
    spread: Callable[[Scorer], Ask],
) -> Outcome:
    """Match everybody by what workers say, to whom `spread` gives the scorer once.

    `mentees` are all of them, with the columns that the programme reads.
    """
    if not 1 <= k <= _MOST:
        text = f"k must be from 1 to {_MOST}"
        raise OptionError(text)
    with calling(mentees, mentors, program, how) as (call, ids):
        exchange = _core.exchange(call, k)
        ask = spread(Scorer._of(exchange.scorer()))
        core = None
        while core is None:
            replies = [each for each in ask(exchange.query()) if each is not None]
            core = exchange.take(replies, threads=how.threads, progress=None)
    return Outcome(core, Frames(mentees), People(core.roster(), ids))


def reply(mentees: TableLike, scorer: Scorer, query: bytes, mentee_id: str) -> bytes | None:
    """Reply to a query for some of the mentees; ``None`` where there are none."""
    return scorer._reply(mentees, query, mentee_id)


@lru_cache(maxsize=1)
def loaded(data: bytes) -> Scorer:
    """Read the scorer of some bytes, or find it where the last task of this process had the same.

    For tens of thousands of mentors that takes a second, and a cluster has hundreds of tasks.
    """
    return Scorer.from_bytes(data)
