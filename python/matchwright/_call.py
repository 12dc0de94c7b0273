"""How every call about people begins."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from matchwright import _core
from matchwright._blocks import Rows
from matchwright._errors import KindError
from matchwright._program import Program
from matchwright._progress import reporting
from matchwright._tables import taken
from matchwright._vocabulary import core_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchwright._ids import Given
    from matchwright._progress import Progress, Report
    from matchwright._tables import Source, TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["How", "calling", "program_of"]


class How(NamedTuple):
    """What all calls take beside people and programme."""

    vocabulary: Vocabulary | None
    """What labels mean."""
    ids: tuple[str, str]
    """The columns of ids, the mentees' first."""
    threads: int | None
    """Threads to work on."""
    progress: Progress
    """Whether progress is shown, or who is told."""


def program_of(program: Program | None) -> Program:
    """Refuse a call without a programme."""
    if not isinstance(program, Program):
        hint = "; name it where there is one table: program=…" if program is None else ""
        text = f"program must be a matchwright.Program, not {type(program).__name__}{hint}"
        raise KindError(text)
    return program


@contextmanager
def calling(
    mentees: TableLike, mentors: TableLike | None, program: Program | None, how: How
) -> Iterator[tuple[_core.Call, tuple[Given, Given]]]:
    """Yield what every call about people gives to the core, and both columns of ids as given."""
    with reporting(how.progress) as report:
        yield _call(mentees, mentors, program, how, report)


def _call(
    mentees: TableLike,
    mentors: TableLike | None,
    program: Program | None,
    how: How,
    report: Report | None,
) -> tuple[_core.Call, tuple[Given, Given]]:
    program = program_of(program)
    core = program._core
    if program._functions():
        if mentors is None or program.tables is not None:
            text = "a criterion that is a function needs two tables as they are, without `tables`"
            raise KindError(text)
        # A query would give its rows twice, perhaps in another order: it is run once, here.
        rows = Rows(mentees), Rows(mentors)
        mentees, mentors = rows[0].table, rows[1].table
        core = program._bound(*rows)

    def take(table: TableLike, name: str, id_column: str) -> tuple[Source, Given]:
        return taken(
            table,
            lambda names: core.columns(name, id_column, names),
            lambda names: core.id_column(name, id_column, names),
        )

    mentee_id, mentor_id = how.ids
    one, own = take(mentees, "people" if mentors is None else "mentees", mentee_id)
    # One table holds the ids of both.
    other, others = (None, own) if mentors is None else take(mentors, "mentors", mentor_id)
    call = _core.Call(
        one,
        other,
        core,
        vocabulary=core_of(how.vocabulary),
        mentee_id=mentee_id,
        mentor_id=mentor_id,
        threads=how.threads,
        progress=report,
    )
    return call, (own, others)
