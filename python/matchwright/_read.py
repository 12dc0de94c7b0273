"""A file as a table."""

from __future__ import annotations

import datetime as dt
import os
from typing import Any

from matchwright import _core
from matchwright._arguments import checked
from matchwright._errors import OptionError

__all__ = ["ReadTable", "read"]


class ReadTable:
    """A table as `read` has read it. Every call about people takes it; prints as a line."""

    def __init__(self, core: _core.Table) -> None:
        """Made by `matchwright.read`."""
        self._core = core

    @property
    def reading(self) -> str:
        """How the file was read, and what was passed over."""
        return self._core.reading()

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in the order of the file; one may stand twice."""
        return self._core.names()

    @property
    def rows(self) -> list[int]:
        """For each row the number that the spreadsheet shows beside it."""
        return self._core.sheet_rows()

    def to_dict(self) -> dict[str, list[Any]]:
        """Return the columns by their names: texts, numbers, lists, and ``None`` for empty cells.

        Lists with levels are dictionaries. Of columns with one name the first is there.
        """
        return {name: self._core.column(name) for name in self._core.names()}

    @checked
    def beside(self, other: ReadTable, *, by: str = "id") -> ReadTable:
        r"""Return this table with the columns of another one about the same people.

        Whoever is not in the other table has no answer there; whoever is in it alone is counted in
        ``.reading``. A column that both have stays as it is here.

        Parameters
        ----------
        other : ReadTable
            One row a person, with their ids in the column ``id``, as badges and calendars are read.
        by : str, default "id"
            The column here that holds these ids; case and blanks do not count.

        Returns
        -------
        ReadTable
            Which every call about people takes.

        Raises
        ------
        InputError
            Where there is no such column, or the other table has an id twice.

        Examples
        --------
        >>> import os, tempfile
        >>> import matchwright as mw
        >>> def table(text):
        ...     with tempfile.TemporaryDirectory() as folder:
        ...         path = os.path.join(folder, "people.csv")
        ...         with open(path, "w") as file:
        ...             _ = file.write(text)
        ...         return mw.read(path)
        >>> mentors = table("id,email\nm1,ada@example.org\nm2,ben@example.org\n")
        >>> more = table("id,skills\nAda@example.org,sql; rust\n")
        >>> mentors.beside(more, by="email").to_dict()["skills"]
        ['sql; rust', None]
        """
        return ReadTable(self._core.beside(other._core, by))

    def __len__(self) -> int:
        """How many rows it has."""
        return len(self._core)

    def __repr__(self) -> str:
        return _core.plain(f"<{len(self):,} rows, {len(self.columns)} columns, {self.reading}>")


@checked
def read(
    path: str | os.PathLike[str],
    *,
    sheet: str | None = None,
    sep: str | None = None,
    encoding: str | None = None,
    decimal: str | None = None,
    skip_rows: int = 0,
    date: str | dt.date | None = None,
) -> ReadTable:
    r"""Read a file as every call about people reads it, and say how it was read.

    Parameters
    ----------
    path : str or path
        A .csv, .tsv, .txt, .xlsx, .xls, .ods, .json, .jsonl, .ics, .parquet or .arrow file, also
        with .gz behind; ``"people.xlsx#Mentors"`` for one sheet of a workbook.
    sheet : str, optional
        The sheet of a workbook: the first visible one that holds something.
    sep : str, optional
        What stands between two cells of a text file, one sign: found among comma, semicolon, tab
        and ``|``, or in a first line ``sep=``.
    encoding : str, optional
        The encoding of a text file, such as ``"windows-1250"``: UTF-8, UTF-16 and Windows-1252 are
        found.
    decimal : {",", "."}, optional
        What stands before the decimals of a number in a text file: found where it is clear.
    skip_rows : int, default 0
        Rows above the header that are passed over, as the spreadsheet counts them.
    date : str or date, optional
        The day on which what has a day counts, such as ``"2026-03-02"``: credentials that have
        expired by then are no skills, and of a calendar the four weeks from then are read.

    Returns
    -------
    ReadTable
        With ``.reading``, ``.columns``, ``.rows`` and ``.to_dict()``; `match`, `validate` and the
        other calls take it.

    Raises
    ------
    FileError, FormatError, InputError, OptionError
        Where the file is not there, is no table, or an option has no meaning.

    Examples
    --------
    >>> import os, tempfile
    >>> import matchwright as mw
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = os.path.join(folder, "mentors.csv")
    ...     with open(path, "w") as file:
    ...         _ = file.write("id;years\nm1;3,5\n;\nm2;4,0\n")
    ...     mentors = mw.read(path)
    >>> mentors.reading
    'read as ;-separated, UTF-8, decimal comma; 1 empty row passed over'
    >>> mentors.to_dict(), mentors.rows
    ({'id': ['m1', 'm2'], 'years': ['3.5', '4.0']}, [2, 4])
    """
    for name, sign in (("sep", sep), ("decimal", decimal)):
        if sign is not None and len(sign) != 1:
            text = f"{name} must be one sign"
            raise OptionError(text)
    if skip_rows < 0:
        text = "skip_rows must be 0 or more"
        raise OptionError(text)
    core = _core.Table.read(
        os.fspath(path),
        sheet=sheet,
        separator=sep,
        encoding=encoding,
        decimal=decimal,
        skip_rows=skip_rows,
        date=None if date is None else str(date),
    )
    return ReadTable(core)
