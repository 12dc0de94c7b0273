"""Several solvers on the same matrices in one process: what each takes, and its plans' total.

Started by `run.py`, which reads one JSON object per line: which solver starts, so that it is known
which one has ended the process, and in the end what each of them took.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import time
from collections import Counter
from pathlib import Path

import numpy as np
from instances import KINDS
from solvers import PEERS, Pairs, Solve, matchwright
from table import OURS

# Where a run takes microseconds, as many runs as fill this time; at most that many.
SECONDS, RUNS = 0.3, 2_000

# A run of this length is not repeated: noise is small beside it.
LONG = 10.0

# A run solves as many matrices as have so many cells, one where that is larger. Processors learn a
# small matrix by heart: the same 50 x 50 matrix again and again took solvers full of branches a
# third of the time that different ones took.
CELLS = 1 << 17


def main() -> None:
    """Measure what the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=KINDS)
    for name in ("rows", "columns", "seats", "repeat"):
        parser.add_argument(name, type=int)
    parser.add_argument("--peers", nargs="*", default=[])
    parser.add_argument("--write", type=Path, help="write the first there, as 64-bit floats")
    arguments = parser.parse_args()
    rows, columns, seats = arguments.rows, arguments.columns, arguments.seats
    random = np.random.default_rng([rows, columns, seats])
    count = max(1, CELLS // (rows * columns))
    draws = [KINDS[arguments.kind](random, rows, columns) for _ in range(count)]
    matrices = [np.ascontiguousarray(draw) for draw in draws]
    if arguments.write:
        matrices[0].astype("<f8").tofile(arguments.write)
    prepare = {OURS: matchwright, **{name: PEERS[name] for name in arguments.peers}}
    measured = [Measured(name, matrices, seats) for name in prepare]
    for each in measured:
        each.begin(prepare[each.name])
    while any([each.run_again(arguments.repeat) for each in measured]):  # noqa: C419 all of them
        pass
    for each in measured:
        say(**each.result())


class Measured:
    """One solver, its runs, and what came of them."""

    def __init__(self, name: str, matrices: list[np.ndarray], seats: int) -> None:
        self.name, self.matrices, self.seats = name, matrices, seats
        self.seconds: list[float] = []
        self.failure = ""

    def begin(self, prepare: callable) -> None:
        """Prepare, run for the first time, and look at the plans."""
        say(start=self.name)
        try:
            self.solves: list[Solve] = [prepare(matrix, self.seats) for matrix in self.matrices]
            say(start=self.name)
            plans = zip(self.matrices, self.run(), strict=True)
            self.total = math.fsum(self.checked(matrix, pairs) for matrix, pairs in plans)
        except ImportError:
            self.failure = "not installed"
        except Exception as error:  # noqa: BLE001 whatever a peer does wrong is its result
            self.failure = f"fails: {error}"

    def run(self) -> list[Pairs]:
        """Solve every matrix once, on the clock."""
        started = time.perf_counter()
        plans = [solve() for solve in self.solves]
        self.seconds.append(time.perf_counter() - started)
        return plans

    def run_again(self, repeat: int) -> bool:
        """Run once more where that is worth it; whether it was."""
        total = sum(self.seconds)
        enough = len(self.seconds) >= repeat and (total > SECONDS or len(self.seconds) >= RUNS)
        if self.failure or enough or total > LONG:
            return False
        say(start=self.name)
        self.run()
        return True

    def checked(self, matrix: np.ndarray, pairs: Pairs) -> float:
        """The total of a plan that has every pair that there is room for."""
        rows, columns = (np.asarray(positions) for positions in pairs)
        size = min(matrix.shape[0], matrix.shape[1] * self.seats)
        if len(rows) != size or len(set(rows.tolist())) != size:
            message = f"{len(set(rows.tolist()))} rows of {size}"
            raise ValueError(message)
        if max(Counter(columns.tolist()).values(), default=0) > self.seats:
            message = "a column twice"
            raise ValueError(message)
        return math.fsum(matrix[rows, columns])

    def result(self) -> dict[str, object]:
        """Median of the seconds for a matrix, and total of all plans; or the failure."""
        if self.failure:
            return {"solver": self.name, "failure": self.failure}
        median = statistics.median(self.seconds) / len(self.matrices)
        return {"solver": self.name, "seconds": median, "total": self.total}


def say(**line: object) -> None:
    """Tell `run.py`."""
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
