"""A matrix of scores that knows whose they are."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["Scores"]


class Scores(np.ndarray[tuple[int, int], np.dtype[np.floating[Any]]]):
    """Scores of mentees × mentors in the order of the caller's tables, NaN where two may not meet.

    A NumPy array of floats from 0 to 1. To `assign` with `maximize`, two who may not meet are -inf:
    ``np.where(np.isnan(scores), -np.inf, scores)``. Views and results of arithmetic are arrays of
    this class too, without the ids: their rows may be other people.
    """

    mentee_ids: list[Any] | None
    """Ids of the rows as the table has them; ``None`` for whatever was computed from the matrix."""
    mentor_ids: list[Any] | None
    """Ids of the columns; ``None`` for whatever was computed from the matrix."""

    @classmethod
    def _of(cls, values: np.ndarray, mentee_ids: list[Any], mentor_ids: list[Any]) -> Scores:
        scores = values.view(cls)
        scores.mentee_ids, scores.mentor_ids = mentee_ids, mentor_ids
        return scores

    def __array_finalize__(self, obj: object) -> None:
        self.mentee_ids = self.mentor_ids = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Scores._of, (np.asarray(self), self.mentee_ids, self.mentor_ids)
