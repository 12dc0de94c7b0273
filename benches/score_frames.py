"""How long `mw.score` takes from frames of pandas to the matrix, as a Markdown table.

    python benches/score_frames.py

Needs Matchwright and pandas. Times are medians of seven, after a first call that is not counted.
"""
# ruff: noqa: INP001, T201

from __future__ import annotations

import statistics
import time
from pathlib import Path

import matchwright as mw

PEOPLE = 6_000
RUNS = 7
PROGRAM = Path(__file__).parents[1] / "examples" / "cohort" / "program.toml"


def main() -> None:
    """Print the table."""
    program = mw.Program.from_toml(PROGRAM)
    people = mw.simulate(PEOPLE, PEOPLE, seed=1)
    print("| scores | milliseconds | million pairs/s |")
    print("|---|---|---|")
    for dtype in ("float64", "float32"):
        times = []
        for _ in range(RUNS + 1):
            start = time.perf_counter()
            scores = mw.score(people.mentees, people.mentors, program, dtype=dtype)
            times.append(time.perf_counter() - start)
        seconds = statistics.median(times[1:])
        rate = scores.size / seconds / 1e6
        print(f"| {dtype} | {1e3 * seconds:.0f} | {rate:.0f} |", flush=True)


if __name__ == "__main__":
    main()
