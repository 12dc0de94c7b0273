"""Many matrices in one call beside loops over one each: milliseconds, as a Markdown table.

    python benches/peers/many.py

Needs Matchwright, SciPy and lapx. Totals are compared before times, which are medians of seven.
"""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING, Any

import lap
import numpy as np
import scipy.optimize

import matchwright as mw

if TYPE_CHECKING:
    from collections.abc import Callable

SHAPES = [(5_000, 20), (1_000, 32), (1_000, 64), (64, 256)]
RUNS = 7


def median(call: Callable[[], Any]) -> float:
    """Milliseconds of the median run."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return 1e3 * statistics.median(times)


def measured(costs: np.ndarray) -> list[float]:
    """Time each way to solve all matrices, after their totals are found to be the same."""
    ours = [plan.total for plan in mw.assign_many(costs)]
    theirs = [each[scipy.optimize.linear_sum_assignment(each)].sum() for each in costs]
    np.testing.assert_allclose(ours, theirs)
    np.testing.assert_allclose(ours, [lap.lapjvr(each)[0] for each in costs])
    return [
        median(lambda: mw.assign_many(costs)),
        median(lambda: mw.assign_many(costs, threads=1)),
        median(lambda: [mw.linear_sum_assignment(each) for each in costs]),
        median(lambda: [scipy.optimize.linear_sum_assignment(each) for each in costs]),
        median(lambda: [lap.lapjvr(each) for each in costs]),
    ]


def main() -> None:
    """Print the table."""
    print("| matrices | `assign_many` | one thread | our loop | SciPy | lapjvr | fastest peer |")
    print("|---|---|---|---|---|---|---|")
    rng = np.random.default_rng(1)
    for count, size in SHAPES:
        times = measured(rng.random((count, size, size)))
        ratio = min(times[-2:]) / times[0]
        cells = [f"{each:.3g}" for each in times]
        slower = " slower" if ratio < 1 else ""
        print(f"| {count:,} of {size}² |", " | ".join([*cells, f"{ratio:.2g}{slower}"]), "|")


if __name__ == "__main__":
    main()
