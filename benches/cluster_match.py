"""A match by the workers of a cluster beside one in one place, whichever cluster it is.

`dask_match.py` and `spark_match.py` start one and hand it to `main`. The people are simulated, with
the criteria of the sample programme; its rules and its floor are left out.
"""
# Printing is what this file is for, and it is no package.
# ruff: noqa: T201, INP001

from __future__ import annotations

import argparse
import contextlib
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

import pandas as pd
import psutil

import matchwright as mw

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Partitions for each worker: enough that nobody waits long for the last one.
PARTS = 8

# Seconds after which a worker is lost: by then all have something to do, and nobody is done.
SOON = 0.3


class Cluster(Protocol):
    """Workers, and what is different about them from one cluster to another."""

    module: Any
    """`matchwright.dask` or `matchwright.spark`."""

    def frame(self, table: pd.DataFrame, parts: int) -> Any:
        """Cut a table into a frame of the cluster."""

    def table(self, frame: Any) -> pd.DataFrame:
        """Compute a frame."""

    def workers(self) -> list[int]:
        """List the processes that can be lost."""


def main(start: Callable[[argparse.Namespace], contextlib.AbstractContextManager[Cluster]]) -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser()
    for name in ("mentees", "mentors", "seats", "workers"):
        parser.add_argument(name, type=int)
    parser.add_argument("--lose", action="store_true", help="kill a worker at the second query")
    parser.add_argument("--only", action="store_true", help="nothing but the match by workers")
    asked = parser.parse_args()
    people = People.of(asked)
    with start(asked) as cluster:
        frame = cluster.frame(people.mentees, PARTS * asked.workers)
        if not asked.only:
            people.compare_lists(cluster, frame)
        outcome = match(cluster, frame, people, lose=asked.lose)
    print(f"total {outcome.summary.total!r}, {len(outcome.pairs)} pairs\n{outcome.certificate}")
    if not asked.only:
        with timed("a match in one place"):
            alone = mw.match(*people)
        print(f"the same total: {alone.summary.total == outcome.summary.total}")


class People(NamedTuple):
    """Mentees, mentors and the programme, as `mw.match` takes them."""

    mentees: pd.DataFrame
    mentors: pd.DataFrame
    program: mw.Program

    @classmethod
    def of(cls, asked: argparse.Namespace) -> Self:
        """Simulate them."""
        sizes = {"mentees": asked.mentees, "mentors": asked.mentors, "seats": asked.seats}
        people = mw.simulate(**sizes, seed=23)
        sample = mw.Program.from_toml("examples/cohort/program.toml")
        program = mw.Program(criteria=sample.criteria, capacity=asked.seats)
        return cls(pd.DataFrame(people.mentees), pd.DataFrame(people.mentors), program)

    def compare_lists(self, cluster: Cluster, frame: Any) -> None:
        """Recommend by workers and in one place."""
        with timed("lists of five by workers"):
            lists = cluster.table(cluster.module.recommend(frame, *self[1:], k=5))
        with timed("lists of five in one place"):
            alone = mw.recommend(*self, k=5)
        print(f"the same bytes: {_text(lists) == _text(alone)}")


def _text(lists: pd.DataFrame) -> bytes:
    """Write lists in one order."""
    ordered = lists.sort_values(["mentee_id", "rank", "mentor_id"])
    return ordered.to_csv(index=False).encode()


def match(cluster: Cluster, frame: Any, people: People, *, lose: bool) -> mw.Outcome:
    """Match by workers, and say how long that took and what memory."""
    queries = Queries(cluster.workers if lose else None)
    started = time.perf_counter()
    with queries.watching(cluster.module), Memory() as memory:
        outcome = cluster.module.match(frame, *people[1:])
    whole, replies = time.perf_counter() - started, sum(queries.seconds)
    print(f"{whole:.2f} s for a match by workers, {whole - replies:.2f} s of that in the driver")
    print(f"{len(queries.seconds)} queries, replied to in", *(f"{s:.2f}" for s in queries.seconds))
    memory.report()
    return outcome


@dataclass
class Queries:
    """How long each query of a match took; a worker is lost in the middle of the second one."""

    workers: Callable[[], list[int]] | None
    seconds: list[float] = field(default_factory=list)

    @contextlib.contextmanager
    def watching(self, module: Any) -> Iterator[None]:
        """Look at the queries that a module sends."""
        matched = module.matched

        def watched(*people: Any, spread: Callable[[Any], Any], **how: Any) -> mw.Outcome:
            return matched(*people, spread=lambda scorer: self._counted(spread(scorer)), **how)

        module.matched = watched
        try:
            yield
        finally:
            module.matched = matched

    def _counted(self, ask: Callable[[bytes], Any]) -> Callable[[bytes], Any]:
        def counted(query: bytes) -> Any:
            started = time.perf_counter()
            with self._losing():
                replies = list(ask(query))
            self.seconds.append(time.perf_counter() - started)
            return replies

        return counted

    @contextlib.contextmanager
    def _losing(self) -> Iterator[None]:
        if self.workers is None or len(self.seconds) != 1:
            yield
            return
        timer = threading.Timer(SOON, self._lose)
        timer.start()
        yield
        timer.cancel()

    def _lose(self) -> None:
        worker = psutil.Process(self.workers()[0])
        print(f"killing {worker.pid} ({worker.name()}) in the second query")
        worker.kill()


class Memory:
    """The most memory that processes held while it was looked at, twice a second."""

    def __enter__(self) -> Self:
        """Begin to look."""
        self.most: dict[str, float] = {}
        self.ended = threading.Event()
        self.looking = threading.Thread(target=self._look, daemon=True)
        self.looking.start()
        return self

    def __exit__(self, *raised: object) -> None:
        """Stop."""
        self.ended.set()
        self.looking.join()

    def report(self) -> None:
        """Print what was seen."""
        seen = (f"{name} {size / 1e6:.0f} MB" for name, size in sorted(self.most.items()))
        print("memory at most:", ", ".join(seen))

    def _look(self) -> None:
        driver = psutil.Process()
        while not self.ended.wait(0.5):
            held = {"driver": driver.memory_info().rss}
            for process in driver.children(recursive=True):
                # One that ends while it is looked at held nothing new.
                with contextlib.suppress(psutil.Error):
                    kind = "Java" if process.name() == "java" else "worker"
                    size = process.memory_info().rss
                    one = f"the largest {kind} process"
                    held[one] = max(held.get(one, 0), size)
                    both = f"all {kind} processes"
                    held[both] = held.get(both, 0) + size
            for name, size in held.items():
                self.most[name] = max(self.most.get(name, 0), size)


@contextlib.contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something took."""
    started = time.perf_counter()
    yield
    print(f"{time.perf_counter() - started:.2f} s for {what}", flush=True)
