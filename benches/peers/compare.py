"""Runs every solver on every matrix that is asked for, and writes the page.

`run.py` starts this in an environment that has all solvers. Every matrix gets a process in which
the solvers run by turns; peers in Rust get one with ours in Rust. A solver that ends its process is
named, and the others go on without it.
"""
# Starting programs is what this file is for.
# ruff: noqa: S603

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
import threading
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from instances import KINDS
from solvers import PEERS
from table import RUST_PEERS, SMALL, Case, Result, page

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]

PACKAGES = [
    "numpy",
    "matchwright",
    "scipy",
    "lapx",
    "lapjv",
    "laprust",
    "fastlap",
    "lapcpp",
    "ortools",
]

# Rows and columns as shares of the size, and seats of a column.
SHAPES = {"square": (1, 1, 1), "1:2": (2, 1, 1), "1:10": (10, 1, 1), "3 seats": (1, 3, 3)}

# Above this, only mentor-like scores.
LARGE = 5_000
# Above this, `pathfinding` takes minutes.
PATHFINDING = 1_000


def main() -> int:
    """Measure, and print or write the page."""
    arguments = parsed()
    cases = []
    for case in wanted(arguments):
        seen = {(each.kind, each.shape): each for each in cases}
        measure(case, seen.get((case.kind, case.shape)), arguments)
        cases.append(case)
        print(case.kind, case.shape, case.size, "measured", file=sys.stderr, flush=True)
    text = page(cases, versions())
    if arguments.out:
        arguments.out.write_text(text)
    print(text)
    return 1 if any(case.is_beaten() for case in cases) else 0


def parsed() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    sizes = [20, 50, 100, 200, 300, 500, 1_000, 2_000, 5_000, 10_000]
    parser.add_argument("--sizes", type=int, nargs="+", default=sizes, help="of the longer side")
    parser.add_argument("--instances", nargs="+", choices=KINDS, default=[*KINDS], metavar="KIND")
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=[*SHAPES], metavar="SHAPE")
    peers = [*PEERS, *RUST_PEERS]
    parser.add_argument("--peers", nargs="+", choices=peers, default=peers, metavar="PEER")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each solver, or more")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds for a run")
    parser.add_argument("--out", type=Path, help="write the page there, too")
    return parser.parse_args()


def wanted(arguments: argparse.Namespace) -> Iterator[Case]:
    """The matrices that are asked for, rising in size."""
    for kind in arguments.instances:
        for shape in arguments.shapes:
            rows, columns, seats = SHAPES[shape]
            for size in sorted(arguments.sizes):
                left_out = (
                    shape != "square" if size <= SMALL else kind != "mentor-like" and size > LARGE
                )
                if not left_out:
                    yield Case(kind, shape, size, size // rows, size // columns, seats)


def measure(case: Case, smaller: Case | None, arguments: argparse.Namespace) -> None:
    """Run all solvers on one matrix."""
    peers = []
    for name in arguments.peers:
        if is_too_slow(name, case, smaller, arguments.limit):
            results = case.crates if name in RUST_PEERS else case.results
            results[name] = Result(failure=f">{arguments.limit:g} s")
        elif suits(name, case):
            peers.append(name)
    rust = [name for name in peers if name in RUST_PEERS]
    python = [name for name in peers if name in PEERS]
    numbers = [str(number) for number in (case.rows, case.columns, case.seats, arguments.repeat)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "matrix"
        command = [
            sys.executable,
            str(HERE / "measure.py"),
            case.kind,
            *numbers,
            "--write",
            str(file),
        ]
        case.results |= until_all_survive([*command, "--peers"], python, arguments.limit)
        if rust:
            command = ["cargo", "bench", "--quiet", "--bench", "rust_peers", "--", str(file)]
            command += [numbers[0], numbers[1], numbers[3]]
            case.crates |= until_all_survive(command, rust, arguments.limit)


def is_too_slow(name: str, case: Case, smaller: Case | None, limit: float) -> bool:
    """Whether cubic growth from the smaller matrix goes beyond the limit."""
    both = smaller and smaller.of(name)
    if not both:
        return False
    before = both[1]
    if before.failure:
        return before.failure.startswith(">")
    return before.seconds * (case.size / smaller.size) ** 3 > limit


def suits(name: str, case: Case) -> bool:
    """Whether a peer in Rust can take the matrix."""
    if name == "pathfinding":
        return case.seats == 1 and case.size <= PATHFINDING
    return name in PEERS or case.shape == "square"


def until_all_survive(command: list[str], peers: list[str], limit: float) -> dict[str, Result]:
    """Run a process; where a solver ends it, name that solver and start again without it."""
    lost: dict[str, Result] = {}
    while True:
        left = [name for name in peers if name not in lost]
        results, current, code, late = watched([*command, *left], limit)
        if code == 0:
            return results | lost
        why = f">{limit:g} s" if late else f"ends the process with {code}"
        if current not in peers:
            message = f"{current or command} {why}"
            raise SystemExit(message)
        lost[current] = Result(failure=why)


def watched(command: list[str], limit: float) -> tuple[dict[str, Result], str, int, bool]:
    """Results, the solver that ran last, the exit code, and whether the time was over."""
    results, current, late = {}, "", threading.Event()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(limit, end)
        for line in process.stdout:
            said = json.loads(line)
            timer.cancel()
            timer = threading.Timer(limit, end)
            timer.start()
            if name := said.pop("solver", None):
                results[name] = Result(**said)
            current = said.get("start", current)
        timer.cancel()
    return results, current, process.returncode, late.is_set()


def versions() -> list[str]:
    """What was measured, with its version."""
    listed = [f"Python {platform.python_version()}"]
    for name in PACKAGES:
        try:
            listed.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            listed.append(f"{name} (not installed)")
    lock = tomllib.loads((ROOT / "Cargo.lock").read_text())
    crates = {package["name"]: package["version"] for package in lock["package"]}
    return [*listed, *(f"crate {name} {crates[name]}" for name in ("pathfinding", "lapjv"))]


if __name__ == "__main__":
    sys.exit(main())
