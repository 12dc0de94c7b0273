"""Measure a match by the workers of Dask beside one in one place.

    python3 benches/dask_match.py MENTEES MENTORS SEATS WORKERS

The people are simulated, with the criteria of the sample programme; its rules and its floor are
left out. Each worker is a process with one thread.
"""
# Printing is what this file is for, and it is no package.
# ruff: noqa: T201, INP001

from __future__ import annotations

import sys
import time

import dask.dataframe as dd
import distributed
import pandas as pd

import matchwright as mw
import matchwright.dask


def main(mentees: int, mentors: int, seats: int, workers: int) -> None:
    """Match twice, compare, and print."""
    people = mw.simulate(mentees=mentees, mentors=mentors, seats=seats, seed=23)
    table, others = pd.DataFrame(people.mentees), pd.DataFrame(people.mentors)
    sample = mw.Program.from_toml("examples/cohort/program.toml")
    program = mw.Program(criteria=sample.criteria, capacity=seats)
    started = time.perf_counter()
    alone = mw.match(table, others, program)
    print(f"{time.perf_counter() - started:.2f} s in one place")
    options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster):
        frame = dd.from_pandas(table, npartitions=8 * workers)
        started = time.perf_counter()
        lists = matchwright.dask.recommend(frame, others, program, k=5).compute()
        print(f"{time.perf_counter() - started:.2f} s for lists by {workers} workers")
        started = time.perf_counter()
        outcome = matchwright.dask.match(frame, others, program)
        print(f"{time.perf_counter() - started:.2f} s for a match, {outcome.summary.seconds}")
    among_all = mw.recommend(table, others, program, k=5)
    print(f"the same lists: {text(lists) == text(among_all)}")
    print(f"totals {outcome.summary.total} and {alone.summary.total}")
    print(outcome.certificate)


def text(lists: pd.DataFrame) -> str:
    """Write lists in one order."""
    return lists.sort_values(["mentee_id", "rank", "mentor_id"]).to_csv(index=False)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]))
