"""An outcome as documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from matchwright._arguments import checked
from matchwright._letters import write_letters
from matchwright._plot import plot
from matchwright._report import write_report, write_workbook
from matchwright._saving import Saving

if TYPE_CHECKING:
    import os

    import altair as alt

__all__ = ["Documents"]


class Documents(Saving):
    """An outcome to read, to print, to pass on."""

    @checked
    def report(self, path: str | os.PathLike[str], *, audit: object | None = None) -> None:
        """Write the outcome as one HTML page, or as plain text: to read, to print, to pass on.

        It has the proof, the programme in plain words, charts with their numbers, who meets whom
        and what each criterion adds, who meets nobody and why, the mentors' seats, and today's
        date. It loads nothing, and needs no scripts. Beside ids and scores it holds nothing that
        people wrote but labels that count as others, and names where the programme's ``tables``
        has a ``name``. The file appears whole or not at all.

        The plain text has the same in lines of at most 80 signs, with the charts' numbers in place
        of the charts, and without the heat map.

        Parameters
        ----------
        path : path
            Where to write it: plain text where the name ends in ``.txt``, else the page.
        audit : frame, optional
            A table of groups, which becomes a section of its own: of any kind of frame, or a
            dictionary of columns.

        Raises
        ------
        FileError
            Where the file cannot be written.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import matchwright as mw
        >>> people = {"id": ["a1", "a2"], "site": ["Leeds", "York"]}
        >>> mentors = {"id": ["m1", "m2"], "site": ["York", "Leeds"]}
        >>> outcome = mw.match(people, mentors, mw.Program(criteria=[mw.Same("site")]))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     page = pathlib.Path(folder) / "report.html"
        ...     outcome.report(page)
        ...     page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
        True
        """
        write_report(self._core, path, audit)

    @checked
    def to_excel(self, path: str | os.PathLike[str]) -> None:
        """Write the outcome as an Excel workbook (``.xlsx``).

        It has the sheets ``plan``, ``explanations`` (a line a person: partners, ranks, the
        strongest reasons, who else would fit and why not), ``unmatched`` with reasons, ``mentors``
        with their seats and what those are worth, ``summary`` with the proof and the programme in
        plain words, ``read`` and ``programme``. Ids and labels that begin as a formula does stay
        texts. The file appears whole or not at all.

        Raises
        ------
        FileError
            Where the file cannot be written, or there are more pairs than a sheet has rows.
        """
        write_workbook(self._core, path)

    @checked
    def letters(
        self,
        folder: str | os.PathLike[str],
        *,
        template: str | os.PathLike[str] | None = None,
    ) -> int:
        """Write a letter to everybody who meets somebody, and say how many.

        Each is an ``.md`` file and a mail that waits to be sent (``.eml``), named after the side
        and the id. A letter says who its reader is, whom they meet, what they share and why they
        fit, and nothing of anybody else. The folder is made where it is missing; other files in it
        stay.

        Parameters
        ----------
        folder : path
            Where to write them.
        template : path or str, optional
            A file, or the text itself where it has a placeholder or several lines, in Markdown.
            ``{{name}}``, ``{{partner}}``, ``{{shared_topics}}`` and ``{{why}}`` stand for what
            each person reads; a heading in the first line is the subject of the mail.

        Raises
        ------
        InputError
            For a placeholder that there is not, with the nearest that there is; nothing is written.
        FileError
            Where a file cannot be read or written.

        Examples
        --------
        >>> import tempfile, pathlib
        >>> import matchwright as mw
        >>> people = {"id": ["a1", "a2"], "site": ["Leeds", "York"]}
        >>> mentors = {"id": ["m1", "m2"], "site": ["York", "Leeds"]}
        >>> outcome = mw.match(people, mentors, mw.Program(criteria=[mw.Same("site")]))
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     count = outcome.letters(folder, template="{{name}} meets {{partner}}")
        ...     text = (pathlib.Path(folder) / "mentee-a1.md").read_text(encoding="utf-8")
        >>> count, text
        (4, 'a1 meets m2')
        """
        return write_letters(self._core, folder, template)

    @checked
    def plot(
        self, kind: Literal["scores", "ranks", "loads", "heatmap"]
    ) -> alt.Chart | alt.LayerChart:
        """Draw a chart with Altair, of the numbers that the report draws.

        Altair comes with ``pip install "matchwright[plot]"``.

        Parameters
        ----------
        kind : {"scores", "ranks", "loads", "heatmap"}
            How scores are distributed, beside the best that each mentee could have had; how far up
            in their own lists partners stand; what seats are worth; or everybody with everybody,
            in at most 200 groups of each side.

        Raises
        ------
        OptionError
            For another kind.
        ImportError
            Where Altair is not installed.
        """
        return plot(self._core, kind)
