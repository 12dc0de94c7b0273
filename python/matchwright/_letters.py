"""Letters to everybody who meets somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchwright import _core
from matchwright._report import today

if TYPE_CHECKING:
    import os

__all__ = ["write_letters"]


def write_letters(
    outcome: _core.Outcome,
    folder: str | os.PathLike[str],
    template: str | os.PathLike[str] | None,
) -> int:
    """Write the letters, and say how many.

    A template is a text where it has a placeholder or several lines, else the name of a file.
    """
    is_text = isinstance(template, str) and ("{{" in template or "\n" in template)
    text = template if is_text else None
    file = None if is_text else template
    return _core.lettered(outcome, folder, template=text, file=file, date=today())
