"""From what was measured to a page of Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from solvers import PEERS

OURS = "Matchwright"
RUST_PEERS = ["pathfinding", "lapjv crate"]
ALL_PEERS = [*PEERS, *RUST_PEERS]

# Sums of 64-bit floats differ by less, and so does what rounding to our grid can have cost.
ROUNDING = 1e-8
# A total that is worse by more than this share is shown with the ratio: 32-bit floats, whole steps.
SHOWN = 1e-6
# One that is worse by more than this is no answer to the question: no ratio.
WRONG = 1e-3

# Up to here a matrix is small and has a table of its own.
SMALL = 300

INTRODUCTION = """\
# Other solvers and ours

Written by `python3 benches/peers/run.py --out benches/PEERS.md`. A number says how many times as
long as Matchwright a solver takes on the same matrix in the same process, medians of runs by turns:
above 1 Matchwright is faster. A small matrix stands for several that are drawn alike, since
processors learn one by heart. Ours takes costs in 64-bit floats, as the others do, and includes the
proof that its plan is the best one; no other solver returns a proof. Totals are compared before
times: where another plan's total is worse, the cell says by how much, and above 0.1 % there is no
ratio.

What the others need is done before the clock starts: replicated columns where a column has seats
(OR-tools' min-cost flow has capacities), zeros that make a matrix square (lapjv), whole numbers
(OR-tools, pathfinding). lapjv computes in 32-bit floats. pathfinding and the crate lapjv are
compared with Matchwright called from Rust, one after the other. A cell is empty where a solver
cannot take the matrix, or, with pathfinding, above 1,000.

Sizes are those of the longer side. *1:2* and *1:10* have fewer rows than columns; *3 seats* has a
third as many columns as rows, with 3 seats each.
"""


@dataclass
class Result:
    """What one solver did with one matrix."""

    seconds: float | None = None
    total: float | None = None
    failure: str = ""


@dataclass
class Case:
    """One matrix and what all solvers did with it."""

    kind: str
    shape: str
    size: int
    rows: int
    columns: int
    seats: int
    results: dict[str, Result] = field(default_factory=dict)
    # Of the process of the peers in Rust, which are compared with ours in Rust.
    crates: dict[str, Result] = field(default_factory=dict)

    def of(self, name: str) -> tuple[Result, Result] | None:
        """Our result and a peer's of the same process; ``None`` where the peer was not asked."""
        results = self.crates if name in RUST_PEERS else self.results
        return (results.get(OURS, Result()), results[name]) if name in results else None

    def ratio(self, name: str) -> float | None:
        """How many times as long as ours a peer takes, where its total is one to compare with."""
        if (both := self.of(name)) is None or both[1].failure:
            return None
        ours, theirs = both
        return theirs.seconds / ours.seconds if excess(ours, theirs) <= WRONG else None

    def is_beaten(self) -> bool:
        """Whether a peer's total is better than ours, which nothing can explain."""
        asked = [both for name in ALL_PEERS if (both := self.of(name)) and not both[1].failure]
        return any(excess(ours, theirs) < -ROUNDING for ours, theirs in asked)


def page(cases: list[Case], versions: list[str]) -> str:
    """The page with all tables."""
    small = [case for case in cases if case.size <= SMALL]
    large = [case for case in cases if case.size > SMALL]
    text = f"{INTRODUCTION}\n{machine()}; {', '.join(versions)}.\n"
    for title, some in (("Small matrices", small), ("500 and more", large)):
        if some:
            text += "\n".join([f"\n## {title}\n", *rows(some)]) + "\n"
    return text


def machine() -> str:
    """When and where this is measured."""
    cpu = platform.processor() or platform.machine()
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        names = [line for line in listed.read_text().splitlines() if line.startswith("model name")]
        cpu = names[0].partition(": ")[2] if names else cpu
    today = datetime.now(tz=UTC).date().isoformat()
    return f"{today}, {cpu}, {os.cpu_count()} cores"


def rows(cases: list[Case]) -> Iterator[str]:
    """The table: a line per matrix, a column per peer that was asked, and the fastest of them."""
    peers = [name for name in ALL_PEERS if any(case.of(name) for case in cases)]
    head = ["costs", "shape", "size", "ours, ms", *peers, "fastest"]
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for case in cases:
        ratios = [ratio for name in peers if (ratio := case.ratio(name)) is not None]
        cells = [case.kind, case.shape, f"{case.size:,}", number(1e3 * case.results[OURS].seconds)]
        cells += [cell(case, name) for name in peers]
        yield "| " + " | ".join([*cells, fastest(ratios)]) + " |"


def cell(case: Case, name: str) -> str:
    """What one peer did with one matrix."""
    if (both := case.of(name)) is None:
        return ""
    ours, theirs = both
    if theirs.failure:
        return theirs.failure
    worse = excess(ours, theirs)
    if worse < -ROUNDING:
        return f"BETTER TOTAL by {-worse:.1e}"
    ratio = case.ratio(name)
    if ratio is None:
        return f"wrong total, {100 * worse:+.2g} %"
    return number(ratio) + (f" (total {100 * worse:+.1g} %)" if worse > SHOWN else "")


def fastest(ratios: list[float]) -> str:
    """The ratio of the fastest peer."""
    if not ratios:
        return ""
    least = min(ratios)
    return f"**{number(least)}**" + (" slower" if least < 1 else "")


def excess(ours: Result, theirs: Result) -> float:
    """By which share of our total another total is worse."""
    return (theirs.total - ours.total) / max(abs(ours.total), abs(theirs.total), 1e-300)


def number(value: float) -> str:
    """Two digits, or all before the point."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.2g}"  # noqa: PLR2004
