"""Small tables of two columns, for terminals and notebooks."""

from __future__ import annotations

from html import escape

from matchwright._core import plain

__all__ = ["Rows", "as_html", "as_text", "plain_text"]

Rows = list[tuple[str, str]]
"""Labels with their values."""


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


def plain_text(text: str) -> str:
    """Lines without the last end of line; no terminal obeys what stands in them."""
    return "\n".join(plain(line) for line in text.splitlines())
