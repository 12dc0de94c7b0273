"""The extension module: Python's way to the crates `matchwright` and `matchwright-assign`."""

import os
from collections.abc import Sequence
from typing import Any, Protocol, final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matchwright._blocks import Blocks
from matchwright._costs import Sparse
from matchwright._errors import Finding
from matchwright._progress import Report
from matchwright._tables import Source

__all__ = [
    "Outcome",
    "Plan",
    "Program",
    "Vocabulary",
    "as_matrix",
    "assigned",
    "linear_sum_assignment",
    "loaded",
    "matched",
    "plain",
    "recommended",
    "restored",
    "scored",
    "simulated",
    "validated",
]

@final
class Program:
    @staticmethod
    def from_json(text: str) -> Program: ...
    @staticmethod
    def from_values(
        values: str, matrices: Sequence[tuple[int, NDArray[np.float32]]]
    ) -> Program: ...
    def with_functions(self, functions: Sequence[tuple[int, Blocks]]) -> Program: ...
    @staticmethod
    def from_toml(text: str) -> Program: ...
    @staticmethod
    def from_file(path: str) -> Program: ...
    def columns(self, of_mentors: bool, id_column: str) -> set[str]: ...
    @staticmethod
    def schema() -> str: ...
    def to_values(self) -> str: ...
    def to_json(self) -> str: ...
    def to_toml(self) -> str: ...

@final
class Vocabulary:
    @staticmethod
    def from_words(words: Sequence[tuple[str, str | None, str | None]]) -> Vocabulary: ...
    @staticmethod
    def from_file(path: str) -> Vocabulary: ...
    @staticmethod
    def from_onet_titles(alternate_titles: str, occupations: str) -> Vocabulary: ...
    def with_vectors(
        self, labels: Sequence[str], vectors: NDArray[np.float32], threshold: float
    ) -> Vocabulary: ...
    def meaning(self, label: str) -> str | None: ...
    def __len__(self) -> int: ...

@final
class Outcome:
    def pairs(self) -> dict[str, Any]: ...
    def unmatched(self) -> dict[str, Any]: ...
    def loads(self) -> dict[str, Any]: ...
    def merges(self) -> dict[str, Any]: ...
    def summary(self) -> str: ...
    def seconds(self) -> dict[str, float]: ...
    def certificate(self) -> str: ...
    def is_optimal(self) -> bool: ...
    def explain(self, mentee: str) -> str: ...
    def save(self, path: str | os.PathLike[str]) -> None: ...
    def saved(self) -> str: ...
    def equals(self, other: Outcome) -> bool: ...
    def to_json(self) -> str: ...

def loaded(path: str | os.PathLike[str]) -> Outcome: ...
def restored(text: str) -> Outcome: ...
def matched(
    mentees: Source,
    mentors: Source,
    program: Program,
    *,
    vocabulary: Vocabulary | None,
    mentee_id: str,
    mentor_id: str,
    threads: int | None,
    progress: Report | None,
    timeout: float | None,
    warm_start: Outcome | None,
    restartable: bool,
) -> Outcome: ...
def scored(
    mentees: Source,
    mentors: Source,
    program: Program,
    *,
    vocabulary: Vocabulary | None,
    mentee_id: str,
    mentor_id: str,
    threads: int | None,
    progress: Report | None,
) -> tuple[NDArray[np.float64], list[str], list[str]]: ...
def recommended(
    mentees: Source,
    mentors: Source,
    program: Program,
    *,
    vocabulary: Vocabulary | None,
    mentee_id: str,
    mentor_id: str,
    threads: int | None,
    progress: Report | None,
    k: int,
    of_mentors: bool,
) -> dict[str, Any]: ...
def plain(text: str) -> str: ...
def validated(
    mentees: Source,
    mentors: Source,
    program: Program,
    *,
    vocabulary: Vocabulary | None,
    mentee_id: str,
    mentor_id: str,
    threads: int | None,
    progress: Report | None,
) -> tuple[list[Finding], list[Finding], dict[str, Any], tuple[int | None, int | None]]: ...
def simulated(
    mentees: int,
    mentors: int,
    *,
    seats: int | None,
    departments: Sequence[int] | None,
    popularity: float | None,
    missing: float | None,
    wishes: float | None,
    noise: float | None,
    seed: int | None,
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]: ...
def as_matrix(cost: ArrayLike) -> NDArray[Any]: ...
def linear_sum_assignment(
    cost_matrix: ArrayLike, maximize: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.int64]]: ...

class _WarmStart(Protocol):
    @property
    def plan(self) -> Plan: ...
    @property
    def rows(self) -> NDArray[np.int64] | None: ...
    @property
    def columns(self) -> NDArray[np.int64] | None: ...
    @property
    def unchanged(self) -> bool: ...

@final
class Plan:
    @staticmethod
    def from_json(text: str) -> Plan: ...
    @property
    def row_ind(self) -> NDArray[np.int64]: ...
    @property
    def col_ind(self) -> NDArray[np.int64]: ...
    @property
    def total(self) -> float: ...
    @property
    def row_prices(self) -> NDArray[np.float64]: ...
    @property
    def column_prices(self) -> NDArray[np.float64]: ...
    @property
    def certificate(self) -> str: ...
    @property
    def verified(self) -> bool: ...
    @property
    def method(self) -> str: ...
    @property
    def stats(self) -> str: ...
    @property
    def rounding_bound(self) -> float: ...
    @property
    def rounded_pairs(self) -> list[tuple[int, int]] | None: ...
    @property
    def prices(self) -> str: ...
    @property
    def grid(self) -> str: ...
    @property
    def tied_rows(self) -> NDArray[np.int64] | None: ...

def assigned(
    cost: ArrayLike | Sparse,
    *,
    row_capacity: Sequence[int] | None,
    column_capacity: Sequence[int] | None,
    priced: bool,
    maximize: bool,
    method: str,
    threads: int | None,
    progress: Report | None,
    timeout: float | None,
    warm_start: _WarmStart | None,
    k: int,
    alternatives: bool,
    restartable: bool,
) -> list[Plan]: ...
