"""Everything that Matchwright refuses, in one tree."""

from __future__ import annotations

from typing import TypedDict

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
    """No plan keeps to the minimums and quotas of the programme."""

    witness: str
    """Who needs pairs, who there is for them, and what keeps others out."""
    needed: int
    """Pairs that the minimums named in the witness need together."""
    possible: int
    """The most that they can have together."""
    relaxations: list[tuple[str, str]]
    """Changes of the programme, each as the field and what it would be, of which any one is enough,
    as was tried."""

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

    def __reduce__(
        self,
    ) -> tuple[type[InfeasibleError], tuple[str, str, int, int, list[tuple[str, str]]]]:
        """Pickle the witness with the text."""
        values = (str(self), self.witness, self.needed, self.possible, self.relaxations)
        return type(self), values


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


class OptionError(MatchwrightError, ValueError):
    """A way to solve that does not exist: a method, a number of threads, a time limit."""


class OutOfMemoryError(MatchwrightError, MemoryError):
    """The memory for a matrix could not be had."""
