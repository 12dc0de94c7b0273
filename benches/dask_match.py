"""Measure a match by the workers of Dask beside one in one place.

    python3 benches/dask_match.py MENTEES MENTORS SEATS WORKERS [--lose] [--only]

Each worker is a process with one thread.
"""
# It is no package.
# ruff: noqa: INP001

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import dask.dataframe as dd
import distributed
from cluster_match import main

import matchwright.dask

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    import pandas as pd


class Dask:
    """A scheduler here, and workers beside it."""

    module = matchwright.dask

    def __init__(self, cluster: distributed.LocalCluster) -> None:
        """Take a cluster that runs."""
        self.cluster = cluster

    def frame(self, table: pd.DataFrame, parts: int) -> Any:
        """Cut a table into partitions."""
        return dd.from_pandas(table, npartitions=parts)

    def table(self, frame: Any) -> pd.DataFrame:
        """Compute a frame."""
        return frame.compute()

    def workers(self) -> list[int]:
        """List the worker processes."""
        return [worker.pid for worker in self.cluster.workers.values()]


@contextlib.contextmanager
def start(asked: argparse.Namespace) -> Iterator[Dask]:
    """Start so many workers on this machine."""
    options = {"n_workers": asked.workers, "threads_per_worker": 1, "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster):
        yield Dask(cluster)


if __name__ == "__main__":
    main(start)
