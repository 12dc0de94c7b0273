"""Measure a match by the workers of Spark beside one in one place; needs Java and pyspark.

    python3 benches/spark_match.py MENTEES MENTORS SEATS WORKERS [--lose] [--only]

Workers are threads of one Java process, and Python processes beside it. In this mode of Spark there
is nobody to lose: with `--lose` each worker is a Java process with Python processes of its own.
"""
# It is no package.
# ruff: noqa: INP001

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Any

import psutil
import pyarrow as pa
from cluster_match import main
from pyspark.sql import SparkSession

import matchwright.spark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    import pandas as pd

# Megabytes of a Java process that is a worker of its own.
EXECUTOR = 1024


class Spark:
    """A session, and the workers that it has started."""

    module = matchwright.spark

    def __init__(self, session: SparkSession) -> None:
        """Take a session that runs."""
        self.session = session

    def frame(self, table: pd.DataFrame, parts: int) -> Any:
        """Cut a table into partitions."""
        return self.session.createDataFrame(pa.Table.from_pandas(table)).repartition(parts)

    def table(self, frame: Any) -> pd.DataFrame:
        """Compute a frame."""
        return frame.toArrow().to_pandas()

    def workers(self) -> list[int]:
        """List the Java processes that are workers."""
        # What has ended and was not waited for has no command line, and `as_dict` says so.
        processes = psutil.Process().children(recursive=True)
        lines = {each.pid: str(each.as_dict(["cmdline"])) for each in processes}
        return [pid for pid, line in lines.items() if "CoarseGrainedExecutor" in line]


@contextlib.contextmanager
def start(asked: argparse.Namespace) -> Iterator[Spark]:
    """Start Spark on this machine."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    count = asked.workers
    master = f"local-cluster[{count},1,{EXECUTOR}]" if asked.lose else f"local[{count}]"
    building = SparkSession.builder.master(master)
    for silenced in ("spark.ui.enabled", "spark.ui.showConsoleProgress"):
        building = building.config(silenced, "false")
    with building.getOrCreate() as session:
        session.sparkContext.setLogLevel("ERROR")
        yield Spark(session)


if __name__ == "__main__":
    main(start)
