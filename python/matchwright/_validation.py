"""What a look at programme and people found, for those who can mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from matchwright import _core
from matchwright._display import as_html
from matchwright._errors import Finding
from matchwright._frames import Frames
from matchwright._vocabulary import Merge

__all__ = ["Validation"]

_NAMED = 5
"""How many rows a text names."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What a look at the input found; prints as a list, those first that change most.

    What people wrote is in ``str()``, in notebooks and in ``findings``, for those who can mend it,
    and neither in ``repr()`` nor in ``errors`` and ``suspicions``, which may go to logs.

    Examples
    --------
    >>> import matchwright as mw
    >>> program = mw.Program(criteria=[mw.Same("site")], capacity="seats")
    >>> mentees = {"id": ["e1"], "site": ["Leeds"]}
    >>> mentors = {"id": ["m1", "m2"], "site": ["York", "Leeds"], "seats": ["2-3", "2-3"]}
    >>> found = mw.validate(mentees, mentors, program)
    >>> list(found.findings["code"]), list(found.findings["value"])
    (['not_seats'], ['"2-3" × 2: rows 1, 2'])
    >>> "2-3" in repr(found)
    False
    """

    errors: list[Finding]
    """What has to be mended before matching."""
    suspicions: list[Finding]
    """What would be matched as it stands, but is probably not meant."""
    merges: list[Merge] = field(repr=False)
    """Every way of writing a label that counts as another one."""
    mentees: int | None = None
    """How many mentees were read; ``None`` where the cells of their table are wrong."""
    mentors: int | None = None
    """How many mentors were read."""
    reading: list[str] = field(default_factory=list)
    """How the tables were read, and what the programme's ``tables`` decided: a line for each."""
    _values: list[str | None] = field(default_factory=list, repr=False)
    _frames: Frames | None = field(default=None, repr=False, compare=False)

    @property
    def ok(self) -> bool:
        """Whether nothing has to be mended."""
        return not self.errors

    @property
    def findings(self) -> Any:
        """Everything that was found, as a frame of the kind that the mentees' table is.

        ``severity`` (``"error"``, ``"suspicion"``), ``code``, ``table``, ``rows`` (the first of
        them, as text), ``count``, ``id``, ``column``, ``value`` (what stands there, and how often),
        ``message``.
        """
        all_of_it = [*self.errors, *self.suspicions]
        columns: dict[str, Any] = {
            "severity": ["error"] * len(self.errors) + ["suspicion"] * len(self.suspicions),
            "code": [each["code"] for each in all_of_it],
            "table": [each["table"] for each in all_of_it],
            "rows": [_rows(each) for each in all_of_it],
            "count": np.array([max(len(each["rows"]), 1) for each in all_of_it], np.int64),
            "id": [each["id"] for each in all_of_it],
            "column": [each["column"] for each in all_of_it],
            "value": [value for _, value in self._told()],
            "message": [each["message"] for each in all_of_it],
        }
        return (self._frames or Frames(None)).make(columns)

    def _told(self) -> list[tuple[Finding, str | None]]:
        all_of_it = [*self.errors, *self.suspicions]
        values = [*self._values, *[None] * (len(all_of_it) - len(self._values))]
        return list(zip(all_of_it, values, strict=True))

    def _rows_shown(self) -> list[tuple[str, str]]:
        told = [_line(finding, value) for finding, value in self._told()]
        severe = len(self.errors)
        rows = [("error", text) for text in told[:severe]]
        rows += [("suspicious", text) for text in told[severe:]]
        rows += [("merged", _merged(merge)) for merge in self.merges]
        rows = rows or [("nothing found", "")]
        if self.mentees is not None and self.mentors is not None:
            rows.append(("read", f"{self.mentees:,} mentees and {self.mentors:,} mentors"))
        return rows

    def __str__(self) -> str:
        lines = [f"{label}: {text}" if text else label for label, text in self._rows_shown()]
        return "\n".join(map(_core.plain, lines))

    def _repr_html_(self) -> str:
        return as_html(self._rows_shown())


def _merged(merge: Merge) -> str:
    return "{label!r} counts as {into!r} ({because}), people: {people}".format(**merge)


def _rows(finding: Finding) -> str | None:
    rows = finding["rows"] or [row for row in [finding["row"]] if row is not None]
    more = ", …" if len(rows) > _NAMED else ""
    return ", ".join(map(str, rows[:_NAMED])) + more if rows else None


def _line(finding: Finding, value: str | None) -> str:
    place = [finding["table"], *_who(finding), finding["column"]]
    written = f"; written: {value}" if value else ""
    return ", ".join(part for part in place if part) + f": {finding['message']}{written}"


def _who(finding: Finding) -> list[str]:
    if len(finding["rows"]) > 1:
        return [f"{len(finding['rows'])} rows ({_rows(finding)})"]
    row = [] if finding["row"] is None else [f"row {finding['row']}"]
    return row + ([] if finding["id"] is None else [f"id {finding['id']}"])
