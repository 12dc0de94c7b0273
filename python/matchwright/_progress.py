"""Progress of long work, shown by tqdm where it is installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

__all__ = ["Progress", "Report", "reporting"]

Report: TypeAlias = Callable[[str, int, int], object]
"""Called as ``report(stage, done, total)``, about twenty times a second, from the calling thread.

The stages are ``"prepare"``, ``"solve"``, ``"certify"`` and ``"outcome"`` (ranks and reasons). An
exception ends the work.
"""

Progress: TypeAlias = bool | Report
"""Whether progress is shown, or who is told."""


@contextmanager
def reporting(progress: Progress) -> Iterator[Report | None]:
    """Yield who is told, and close what was opened for it."""
    if callable(progress):
        yield progress
    elif not progress:
        yield None
    else:
        try:
            from tqdm.auto import tqdm  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415
        except ImportError:
            yield _lines()
        else:
            with tqdm(total=0, leave=False) as bar:
                yield _bar(bar)


def _bar(bar: object) -> Report:
    def report(stage: str, done: int, total: int) -> None:
        bar.desc, bar.total, bar.n = stage, total, done  # type: ignore[attr-defined]
        bar.refresh()  # type: ignore[attr-defined]

    return report


def _lines() -> Report:
    """One line on standard error for each stage."""
    seen: list[str] = []

    def report(stage: str, _done: int, _total: int) -> None:
        if stage not in seen:
            seen.append(stage)
            sys.stderr.write(f"matchwright: {stage}\n")

    return report
