"""How answers show themselves, in terminals and notebooks."""

from __future__ import annotations

from html import escape

from matchwright._core import plain

__all__ = ["Listed", "Printed", "Rows", "as_html"]

Rows = list[tuple[str, str]]
"""Labels with their values."""


class Listed:
    """Shows labels with their values: lines in a terminal, a table in a notebook."""

    __slots__ = ()

    def _rows(self) -> Rows:
        raise NotImplementedError

    def __str__(self) -> str:
        return as_text(self._rows())

    def _repr_html_(self) -> str:
        return as_html(self._rows())


class Printed:
    """Shows lines of text, in a notebook as in a terminal."""

    __slots__ = ()

    def _lines(self) -> str:
        raise NotImplementedError

    def __str__(self) -> str:
        # No terminal obeys what stands in a line.
        return "\n".join(plain(line) for line in self._lines().splitlines())

    def _repr_html_(self) -> str:
        return f"<pre style='overflow-x:auto'>{escape(str(self))}</pre>"


def as_text(rows: Rows) -> str:
    """Labels in a column of their own; no terminal obeys what stands in them."""
    rows = [(plain(label), plain(value)) for label, value in rows]
    width = max((len(label) for label, _ in rows), default=0)
    return "\n".join(f"{label:<{width}}  {value}" for label, value in rows)


def as_html(rows: Rows) -> str:
    """Build a table for notebooks; everything in it is escaped."""
    cells = (
        f"<tr><th style='text-align:left'>{escape(label)}</th>"
        f"<td style='text-align:left'>{escape(value)}</td></tr>"
        for label, value in rows
    )
    return f"<table>{''.join(cells)}</table>"
