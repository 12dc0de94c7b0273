"""Check whether the record of a run holds for these tables."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchwright import _core
from matchwright._arguments import checked
from matchwright._call import How, calling
from matchwright._certificate import Certificate
from matchwright._display import Listed, Rows
from matchwright._program import Program

if TYPE_CHECKING:
    import os

    from matchwright._errors import Finding
    from matchwright._progress import Progress
    from matchwright._tables import TableLike
    from matchwright._vocabulary import Vocabulary

__all__ = ["Verification", "verify"]


@dataclass(frozen=True, slots=True)
class Verification(Listed):
    """What is left of a record when everything in it was worked out again; prints as text."""

    findings: list[Finding]
    """What differs; each names the table and the id that it is about."""
    certificate: Certificate | None
    """The proof, checked again; ``None`` where people, seats or the plan do not fit."""
    pairs: int
    """Pairs of the record."""

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return not self.findings

    def _rows(self) -> Rows:
        differs = [
            (f"{each['table']} {each['id'] or ''}", each["message"]) for each in self.findings
        ]
        return [("holds", "yes" if self.holds else "no"), ("pairs", f"{self.pairs:,}"), *differs]


@checked
def verify(
    path: str | os.PathLike[str],
    mentees: TableLike,
    mentors: TableLike | None = None,
    *,
    vocabulary: Vocabulary | None = None,
    mentee_id: str = "id",
    mentor_id: str = "id",
    threads: int | None = None,
    progress: Progress = False,
) -> Verification:
    """Work out a recorded run again from the tables, and say what differs.

    Pairs, points, seats, everybody's scores and the proof; the proof is checked without the solver.
    Other parameters and errors are those of `match`; the programme is the record's.

    Parameters
    ----------
    path : path
        What `Outcome.record` has written.
    mentees, mentors, vocabulary, mentee_id, mentor_id, threads, progress
        As for `match`.

    Returns
    -------
    Verification
        ``.holds``, ``.findings``, ``.certificate``.

    Raises
    ------
    FormatError
        Where the file is no such record.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import matchwright as mw
    >>> program = mw.Program(criteria=[mw.Same("site")])
    >>> mentees = {"id": ["e1"], "site": ["Leeds"]}
    >>> mentors = {"id": ["m1"], "site": ["Leeds"]}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "run.json"
    ...     mw.match(mentees, mentors, program).record(path)
    ...     same = mw.verify(path, mentees, mentors)
    ...     changed = mw.verify(path, {"id": ["e1"], "site": ["York"]}, mentors)
    >>> same.holds, changed.holds, changed.findings[0]["id"]
    (True, False, 'e1')
    """
    program = Program.from_dict(json.loads(_core.recorded_program(path)))
    how = How(vocabulary, (mentee_id, mentor_id), threads, progress)
    with calling(mentees, mentors, program, how) as (call, _):
        findings, proof, verified, pairs = _core.verified(call, path)
    certificate = None if proof is None else Certificate._read(proof, verified=verified)
    return Verification(findings, certificate, pairs)
