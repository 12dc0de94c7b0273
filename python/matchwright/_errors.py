"""Everything that Matchwright refuses, in one tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "CostError",
    "FileError",
    "Finding",
    "FormatError",
    "InfeasibleError",
    "InputError",
    "KindError",
    "MatchwrightError",
    "OptionError",
    "OutOfMemoryError",
    "UnknownIdError",
]


class Finding(TypedDict):
    """One thing that is wrong or suspicious, and where; what is not known is ``None``."""

    table: str | None
    """``"mentees"``, ``"mentors"``, ``"programme"``, or a file."""
    row: int | None
    """Row in the table, as the spreadsheet shows it; in frames and records the first is 1."""
    rows: list[int]
    """Every row, where it is about several; ``row`` is the first of them."""
    id: str | None
    """The person's id."""
    column: str | None
    """The column, or the field of the programme."""
    message: str
    """What is wrong and what is allowed; never what a person wrote."""
    code: str
    """The stable name of its kind, such as ``"id_twice"``."""


class MatchwrightError(Exception):
    """The root of the tree. Raised itself only for a bug in Matchwright."""


class InputError(MatchwrightError, ValueError):
    """The people's data or the programme does not hold together.

    The text lists the first twenty findings, `findings` holds all of them.
    """

    findings: list[Finding]

    def __init__(self, text: str, findings: list[Finding]) -> None:
        """Keep the text as the only thing that is printed."""
        super().__init__(text)
        self.findings = findings

    def __reduce__(self) -> tuple[type[InputError], tuple[str, list[Finding]]]:
        """Pickle the findings with the text, so that they survive a process pool."""
        return type(self), (str(self), self.findings)


class InfeasibleError(MatchwrightError, ValueError):
    """No plan keeps to the minimums and quotas of the programme, or of an assignment."""

    witness: str
    """Who needs pairs, who there is for them, and what keeps others out."""
    needed: int
    """Pairs that the minimums named in the witness need together."""
    possible: int
    """The most that they can have together."""
    relaxations: list[tuple[str, str]]
    """Changes of the programme, each as the field and what it would be, of which any one is enough,
    as was tried."""
    minimums: list[Bound]
    """Of `assign`: the rows and columns that need pairs, and how many."""
    maximums: list[Bound]
    """Of `assign`: what else counts these pairs, and how many it can have."""
    pairs: list[tuple[int, int]]
    """Of `assign`: further pairs of a row and a column that may meet."""

    def __init__(
        self,
        text: str,
        witness: str = "",
        needed: int = 0,
        possible: int = 0,
        relaxations: list[tuple[str, str]] | None = None,
    ) -> None:
        """Keep the text as the only thing that is printed."""
        super().__init__(text)
        self.witness, self.needed, self.possible = witness, needed, possible
        self.relaxations = relaxations or []
        self.minimums, self.maximums, self.pairs = [], [], []

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the witness with the text, so that they survive a process pool."""
        values = (str(self), self.witness, self.needed, self.possible, self.relaxations)
        return type(self), values, self.__dict__


class FormatError(MatchwrightError, ValueError):
    """A text is not the CSV, JSON, TOML or programme that it should be."""


class KindError(MatchwrightError, TypeError):
    """An argument is of a kind that nothing can be made of."""


class FileError(MatchwrightError, OSError):
    """A file could not be read."""


class UnknownIdError(MatchwrightError, LookupError):
    """Nobody has the id that was asked for."""


class CostError(MatchwrightError, ValueError):
    """A matrix of costs, or a list that goes with it, cannot be solved as it stands."""


Bound: TypeAlias = tuple[str, int, int]
"""``"row"`` or ``"column"``, its position, and a number of pairs."""


def infeasible_assignment(
    needed: int,
    possible: int,
    minimums: list[Bound],
    maximums: list[Bound],
    pairs: list[tuple[int, int]],
) -> InfeasibleError:
    """Say of a matrix in words why no plan keeps to minimums; the core calls it."""
    possibly = [_listed(maximums)] if maximums else []
    if pairs:
        possibly.append(_named([f"row {row} with column {column}" for row, column in pairs]))
    witness = f"{_listed(minimums)} need {needed} pairs together, and {possible} are possible" + (
        f": {' and '.join(possibly)}" if possibly else ""
    )
    error = InfeasibleError(f"no plan keeps to the minimums: {witness}", witness, needed, possible)
    error.minimums, error.maximums, error.pairs = minimums, maximums, pairs
    return error


_NAMED = 10
"""Rows, columns or pairs that a text names."""


def _listed(bounds: list[Bound]) -> str:
    """Name rows and columns: ``columns 0, 1 (2 pairs each) and row 3 (1 pair)``."""
    groups: dict[tuple[str, int], list[int]] = {}
    for what, position, pairs in bounds:
        groups.setdefault((what, pairs), []).append(position)
    texts = [
        f"{what}{'s' if len(positions) > 1 else ''} {_named(positions)} "
        f"({pairs} pair{'' if pairs == 1 else 's'}{' each' if len(positions) > 1 else ''})"
        for (what, pairs), positions in groups.items()
    ]
    return " and ".join(texts)


def _named(things: Sequence[object]) -> str:
    more = len(things) - _NAMED
    named = ", ".join(str(thing) for thing in things[:_NAMED])
    return f"{named} and {more:,} more" if more > 0 else named


class OptionError(MatchwrightError, ValueError):
    """A way to solve that does not exist: a method, a number of threads, a time limit."""


class OutOfMemoryError(MatchwrightError, MemoryError):
    """The memory for a matrix could not be had."""
