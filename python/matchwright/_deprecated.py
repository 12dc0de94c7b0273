"""Names of earlier versions, which still work and warn."""

from __future__ import annotations

import warnings
from typing import TypeVar

T = TypeVar("T")


def warn(old: str, new: str) -> None:
    """Warn whoever called the public function that an old name was used."""
    text = f"{old} is now called {new}"
    warnings.warn(text, DeprecationWarning, stacklevel=4)


def newer(old: str, new: str, by_old: T | None, by_new: T | None) -> T | None:
    """Give what was said by the old name of an argument or by the new one."""
    if by_old is not None:
        warn(f"the argument {old!r}", repr(new))
    return by_new if by_old is None else by_old
