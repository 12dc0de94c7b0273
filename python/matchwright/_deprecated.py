"""Names of earlier versions, which still work and warn."""

from __future__ import annotations

import warnings


def warn(old: str, new: str, *, calls: int = 1) -> None:
    """Warn the caller's caller, or whoever is so many calls of ours away."""
    text = f"{old} is now called {new}"
    warnings.warn(text, DeprecationWarning, stacklevel=calls + 2)
