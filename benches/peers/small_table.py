"""SciPy's solver and ours on the same mentor-like scores, in one process.

Prints Markdown for `benches/RESULTS.md`: the machine, then a row per size with the medians. The
totals are compared first; where they differ by more than rounding can explain, nothing is timed.

    python benches/peers/small_table.py [--sizes 500 1000 2000] [--runs 7]
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import numpy as np
from people import scores
from scipy.optimize import linear_sum_assignment as scipy_solver

import matchwright as mw

SEED = 20_261_122


def main() -> None:
    """Measure every size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[500, 1_000, 2_000])
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    print(machine(), end="\n\n")
    print("| people | total | SciPy, ms | Matchwright, ms | SciPy ÷ Matchwright |")
    print("|---|---|---|---|---|")
    for size in arguments.sizes:
        print(row(size, arguments.runs), flush=True)


def machine() -> str:
    """Where and with what this is measured."""
    cpu = platform.processor() or platform.machine()
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        names = [line for line in listed.read_text().splitlines() if line.startswith("model name")]
        cpu = names[0].partition(": ")[2] if names else cpu
    versions = [f"Python {platform.python_version()}"]
    versions += [f"{name} {version(name)}" for name in ("numpy", "scipy", "matchwright")]
    today = datetime.now(tz=UTC).date().isoformat()
    return f"{today}, {cpu}, {os.cpu_count()} cores, {', '.join(versions)}."


def row(size: int, runs: int) -> str:
    """Compare the totals, then time both solvers by turns."""
    matrix = scores(size, size, SEED + size)
    theirs = total(matrix, *scipy_solver(matrix, maximize=True))
    ours = total(matrix, *mw.linear_sum_assignment(matrix, maximize=True))
    bound = mw.assign(matrix, maximize=True).rounding_bound + 1e-12 * size
    if abs(theirs - ours) > bound:
        message = f"the totals differ at size {size}: {theirs!r} and {ours!r}"
        raise SystemExit(message)
    times: dict[Callable, list[float]] = {scipy_solver: [], mw.linear_sum_assignment: []}
    for _ in range(runs):
        for solver, seconds in times.items():
            started = time.perf_counter()
            solver(matrix, maximize=True)
            seconds.append(time.perf_counter() - started)
    scipy_ms, ours_ms = (1e3 * statistics.median(seconds) for seconds in times.values())
    cells = (f"{size:,}²", f"{ours:.4f}", f"{scipy_ms:.1f}", f"{ours_ms:.1f}")
    return "| " + " | ".join((*cells, f"{scipy_ms / ours_ms:.2f}")) + " |"


def total(matrix: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> float:
    """Sum of the values of a plan's pairs."""
    return float(matrix[rows, columns].sum())


if __name__ == "__main__":
    main()
