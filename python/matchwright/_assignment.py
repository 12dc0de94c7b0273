"""A plan for a matrix of costs."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from matchwright._certificate import Certificate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from matchwright import _core

__all__ = ["Assignment"]


class Assignment:
    """A plan for a matrix of costs: the best, with its proof, or one of the `k_best`.

    It cannot be changed. Each of its fields is worked out when it is first looked at, since that
    takes longer than to solve a small problem. Arrays are read-only.

    A plan that was pickled comes back without a proof, since anybody could have changed it on the
    way and the costs are not here: ``certificate.verified`` is false and ``certificate.scope``
    ``"not_checked"``. ``mw.assign(cost, warm_start=plan)`` proves it anew. A plan with minimums is
    not pickled, and has prices for each of its objectives instead of `row_prices`: see `to_json`.
    """

    _plan: _core.Plan | _core.LevelPlan

    def __init__(self, plan: _core.Plan | _core.LevelPlan) -> None:
        self.__dict__["_plan"] = plan

    @cached_property
    def row_ind(self) -> NDArray[np.int64]:
        """Rows of the pairs, rising."""
        return _frozen(self._plan.row_ind)

    @cached_property
    def col_ind(self) -> NDArray[np.int64]:
        """Columns of the pairs."""
        return _frozen(self._plan.col_ind)

    @cached_property
    def total(self) -> float:
        """The sum of the pairs' values, and with `unmatched_cost` of the price of every empty seat.

        Rounded once, at the end.
        """
        return self._plan.total

    @cached_property
    def row_prices(self) -> NDArray[np.float64]:
        """Prices with which the best plan is proven.

        For an allowed pair of a row and a column with seats, value - row price - column price is 0
        or more (when maximising, or less) where the plan does not use it, and 0 or less (or more)
        where it does. In a sparse matrix the pairs that are stored are allowed. Floats hold that to
        within 2**-48 of the largest number among costs, `unmatched_cost` and prices, and the method
        ``"auction"`` (which ``"auto"`` takes for large matrices) holds the second half to within
        one step of the solver's grid (`to_json`), all used pairs together. Prices of rows and
        columns without a seat say nothing.
        """
        return _frozen(self._plan.row_prices)

    @cached_property
    def column_prices(self) -> NDArray[np.float64]:
        """Prices of the columns, to go with those of the rows; 0 where a seat is free."""
        return _frozen(self._plan.column_prices)

    @cached_property
    def certificate(self) -> Certificate:
        """The checked proof, in whole numbers of the solver's grid."""
        return Certificate._read(self._plan.certificate, verified=self._plan.verified)

    @cached_property
    def method(self) -> str:
        """The method that found the plan."""
        return self._plan.method

    @property
    def stats(self) -> dict[str, float]:
        """What it took, in the order of the work.

        ``threads``; ``memory``, the bytes that the solve was estimated to hold at most besides the
        matrix; ``pairs_read``, costs that were read to find the plan, each as often as it was;
        ``pairs_kept``, pairs that were kept to find it, in tables or short lists; ``phases`` and
        ``bids`` of the methods ``"auction"`` and ``"spare"``; ``searches`` for shortest paths (all
        but the auction);
        ``row_scans``, rows that were read in full; and ``prepare_seconds``, ``scan_seconds`` (the
        auction's row scans), ``solve_seconds`` and ``certify_seconds`` (the proof), one after
        another. Reading the matrix comes before all of them.
        """
        stats: dict[str, float] = json.loads(self._plan.stats)
        return stats

    @cached_property
    def rounding_bound(self) -> float:
        """How much better the best plan can be because values were rounded on the way.

        0 for a plan that is verified: it is the best for the values themselves.
        """
        return self._plan.rounding_bound

    @cached_property
    def tied_rows(self) -> NDArray[np.int64] | None:
        """Rows, rising, that have other columns in another best plan, or none, or more.

        All others have the same in every best plan. ``None`` unless `assign` was asked for
        ``alternatives`` and the plan is proven best.
        """
        rows = self._plan.tied_rows
        return None if rows is None else _frozen(rows)

    @cached_property
    def _prices(self) -> str:
        return self._plan.prices

    @cached_property
    def _grid(self) -> str:
        return self._plan.grid

    @property
    def unique(self) -> bool | None:
        """Whether no other plan is as good; ``None`` unless `assign` was asked for `alternatives`.

        As good means as many pairs and the same total (with `unmatched_cost`: the same total), to
        the solver's last digit.
        """
        return None if self.tied_rows is None else not len(self.tied_rows)

    def to_json(self) -> str:
        """Everything that somebody else needs to check the proof, as JSON.

        ``pairs`` of row and column, and, where values were rounded and another plan is the best for
        the rounded ones, its ``rounded_pairs``, of which the prices speak; the ``prices`` of a
        pair, of rows and of columns, and the ``cut`` that bounds how many pairs there can be; the
        ``certificate``; and the ``grid``: the solver worked with ``cost = round(value / unit) -
        offset``, the value's sign turned when maximising. Whole numbers throughout, but for the
        unit, a power of two.
        """
        proof = {
            "pairs": np.column_stack([self.row_ind, self.col_ind]).tolist(),
            "rounded_pairs": self._plan.rounded_pairs,
            "prices": json.loads(self._prices),
            "certificate": json.loads(self.certificate.to_json()),
            "grid": json.loads(self._grid),
        }
        return json.dumps(proof)

    def __reduce__(self) -> tuple[type[Assignment], tuple[_core.Plan | _core.LevelPlan]]:
        """Pickle the plan alone: what was looked at of it is worked out again."""
        return type(self), (self._plan,)

    def __copy__(self) -> Assignment:
        """Return the same: nobody can change it."""
        return self

    def __deepcopy__(self, _: object) -> Assignment:
        """Return the same: nobody can change it."""
        return self

    def __setattr__(self, name: str, _: object) -> None:
        text = f"cannot assign to field {name!r}"
        raise FrozenInstanceError(text)

    def __delattr__(self, name: str) -> None:
        text = f"cannot delete field {name!r}"
        raise FrozenInstanceError(text)

    def __repr__(self) -> str:
        checked = self.certificate.scope != "not_checked"
        proof = "verified" if self.certificate.verified else "not verified"
        proof = proof if checked else "not checked here"
        return f"<Assignment: {len(self.row_ind)} pairs, total {self.total:g}, {proof}>"


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array
