"""A first programme for tables that nobody has described."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchwright import _core
from matchwright._arguments import checked
from matchwright._errors import Finding
from matchwright._program import Program
from matchwright._tables import taken

if TYPE_CHECKING:
    from matchwright._tables import TableLike

__all__ = ["Proposal", "init"]


@dataclass(frozen=True, slots=True, eq=False)
class Proposal:
    """A proposed programme with its reasons; prints as the text of the programme."""

    program: Program
    """The programme, with what the tables call things."""
    used: list[tuple[str, str]]
    """What is proposed, and why."""
    left_out: list[tuple[str, str, str]]
    """For each column that is not used its table, its name, and why."""
    questions: list[str]
    """What only people can decide."""
    hints: list[str]
    """Other forms of a programme that the tables suggest: peers, circles, minimums, priority."""
    problems: list[Finding]
    """What has to be mended in the tables, whatever the programme."""
    text: str
    """The programme as TOML, with the reasons as comments."""

    def to_toml(self) -> str:
        """Return the programme as TOML, with the reasons as comments."""
        return self.text

    def __str__(self) -> str:
        return self.text


@checked
def init(
    mentees: TableLike,
    mentors: TableLike | None = None,
    *,
    mentee_id: str = "id",
    mentor_id: str = "id",
) -> Proposal:
    """Propose a programme for tables that nobody has described: a cautious interview of columns.

    It proposes few criteria, each with a reason, and says of every other column why it is left out.
    Times, names, addresses, free text and what everybody answers alike never score; neither do
    protected attributes. Read it before use: what counts is for people to decide.

    Parameters
    ----------
    mentees, mentors : table
        As those of `match`; without `mentors`, `mentees` is one table of both roles.
    mentee_id, mentor_id : str, default "id"
        The columns that hold the ids; where a table has no such column, they are found.

    Returns
    -------
    Proposal
        ``.program``, ``.to_toml()``, ``.used``, ``.left_out``, ``.questions``, ``.hints``,
        ``.problems``.

    Raises
    ------
    FileError, FormatError, InputError, KindError
        Where a table cannot be read.

    Examples
    --------
    >>> import matchwright as mw
    >>> mentees = [
    ...     {"Staff ID": 1001, "Gender": "f", "I want to learn": "SQL, Rust"},
    ...     {"Staff ID": 1002, "Gender": "m", "I want to learn": "SQL"},
    ... ]
    >>> mentors = [
    ...     {"Staff ID": 2001, "Gender": "f", "I can teach": "Rust, SQL", "How many mentees?": 1},
    ...     {"Staff ID": 2002, "Gender": "f", "I can teach": "SQL", "How many mentees?": 2},
    ... ]
    >>> proposal = mw.init(mentees, mentors)
    >>> [type(criterion).__name__ for criterion in proposal.program.criteria]
    ['SkillCoverage']
    >>> {column for _, column, why in proposal.left_out if "audit" in why}
    {'Gender'}
    >>> mw.match(mentees, mentors, proposal.program).summary.pairs
    2
    """

    def take(table: TableLike) -> object:
        source, _ = taken(table, lambda names: names)
        return source

    text, used, left_out, questions, hints, problems = _core.proposed(
        take(mentees),
        None if mentors is None else take(mentors),
        mentee_id=mentee_id,
        mentor_id=mentor_id,
    )
    return Proposal(Program.from_toml(text), used, left_out, questions, hints, problems, text)
