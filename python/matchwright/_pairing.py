"""Pairs within one population, without people."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from matchwright import _core
from matchwright._arguments import checked
from matchwright._certificate import Certificate
from matchwright._costs import matrix_of
from matchwright._errors import OptionError
from matchwright._progress import reporting

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matchwright._progress import Progress

__all__ = ["Pairing", "pair"]


class Pairing:
    """The best pairs within one population, with their proof. Arrays are read-only."""

    def __init__(self, pairing: _core.Pairing) -> None:
        self._pairing = pairing

    @cached_property
    def partners(self) -> NDArray[np.int64]:
        """For each person the position of the partner; -1 for who is alone."""
        partners = self._pairing.partners
        partners.flags.writeable = False
        return partners

    @cached_property
    def pairs(self) -> NDArray[np.int64]:
        """The pairs, each once as a row of two positions, the lower one first; in their order."""
        everybody = np.arange(len(self.partners))
        is_first = everybody < self.partners
        pairs = np.column_stack([everybody[is_first], self.partners[is_first]])
        pairs.flags.writeable = False
        return pairs

    @cached_property
    def alone(self) -> NDArray[np.int64]:
        """The positions of those who meet nobody, rising."""
        alone = np.flatnonzero(self.partners < 0)
        alone.flags.writeable = False
        return alone

    @property
    def total(self) -> float:
        """The sum of the pairs' weights, rounded once at the end."""
        return self._pairing.total

    @cached_property
    def certificate(self) -> Certificate:
        """The checked proof, in whole numbers of the solver's grid."""
        return Certificate._read(self._pairing.certificate, verified=self._pairing.verified)

    @property
    def rounding_bound(self) -> float:
        """How much better the best pairs can be because weights were rounded; 0 where verified."""
        return self._pairing.rounding_bound

    def to_json(self) -> str:
        """Everything that somebody else needs to check the proof, as JSON.

        ``pairs``; the ``prices`` of people and of odd sets; the ``certificate``; the ``grid`` on
        which weights became whole costs.
        """
        proof = {
            "pairs": self.pairs.tolist(),
            "prices": json.loads(self._pairing.prices),
            "certificate": json.loads(self.certificate.to_json()),
            "grid": json.loads(self._pairing.grid),
        }
        return json.dumps(proof)

    def __repr__(self) -> str:
        proof = "verified" if self.certificate.verified else f"gap {self.certificate.gap}"
        counts = f"{len(self.pairs)} pairs, {len(self.alone)} alone"
        return f"<Pairing: {counts}, total {self.total:g}, {proof}>"


@checked
def pair(
    weights: Any,
    *,
    objective: Literal["total", "participation"] = "total",
    threads: int | None = None,
    progress: Progress = False,
    timeout: float | None = None,
) -> Pairing:
    """Pair the members of one population off, for the highest total weight.

    A maximum-weight matching in a general graph (Edmonds 1965), exact and proven by prices of
    people and of sets of an odd number of people, checked over all pairs.

    Parameters
    ----------
    weights : array_like of shape (n, n), or a SciPy sparse matrix
        What each pair is worth, the same in both directions, of any numeric type; ``-inf`` forbids
        a pair, and so does not being stored in a sparse matrix. The diagonal is not read, but must
        not be NaN.
    objective : {"total", "participation"}, default "total"
        The highest total, with pairs of negative weight left out; or as many pairs as possible,
        and among those plans the highest total.
    threads : int, optional
        Threads to work on, 1 or more; one per core unless said otherwise.
    progress : bool or callable
        As for `assign`.
    timeout : float, optional
        Seconds, above 0, after which the search ends; ``certificate.gap`` then says how far the
        best pairs so far can be from the best.

    Returns
    -------
    Pairing
        Partners, total, certificate.

    Raises
    ------
    CostError
        A `ValueError`, for weights that are no square, not the same in both directions, or NaN.
    KindError
        A `TypeError`, for a matrix that does not hold numbers.
    OptionError
        For an objective, a number of threads or a time limit that does not exist.

    Examples
    --------
    >>> import matchwright as mw
    >>> weights = [[0, 5, 4, 0], [5, 0, 3, 0], [4, 3, 0, 1], [0, 0, 1, 0]]
    >>> pairing = mw.pair(weights)
    >>> pairing.pairs.tolist(), pairing.total, pairing.certificate.verified
    ([[0, 1], [2, 3]], 6.0, True)
    """
    if objective not in ("total", "participation"):
        text = f'objective must be "total" or "participation", not {objective!r}'
        raise OptionError(text)
    matrix = weights if type(weights) is np.ndarray else matrix_of(weights)
    with reporting(progress) as report:
        found = _core.paired(
            matrix,
            participation=objective == "participation",
            threads=threads,
            progress=report,
            timeout=timeout,
        )
    return Pairing(found)
