"""The quality report: how good a plan is, and for whom."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from matchwright import _core
from matchwright._display import Printed, as_html

if TYPE_CHECKING:
    from matchwright._frames import Frames, Kept

__all__ = ["Quality", "quality"]


class Quality(Printed):
    """How good a plan is, and for whom; prints as text."""

    def __init__(
        self, said: dict[str, Any], columns: dict[str, Any], text: str, frames: Frames
    ) -> None:
        """Made by `Outcome.quality`."""
        self._said = said
        self._columns = columns
        self._text = text
        self._frames = frames

    @property
    def table(self) -> Any:
        """The report as a long table: ``metric``, ``value`` (NaN where there is none), ``note``."""
        return self._table.fresh()

    @cached_property
    def _table(self) -> Kept:
        return self._frames.kept(self._columns)

    def __getitem__(self, metric: str) -> float:
        """Return the value of a metric of the table, such as ``"mentee_first_choice"``."""
        return float(self._columns["value"][self._columns["metric"].index(metric)])

    def to_dict(self) -> dict[str, Any]:
        """Return the report as nested dictionaries, with quantiles and histograms as lists."""
        return json.loads(json.dumps(self._said))  # type: ignore[no-any-return]

    def _lines(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"<Quality: {self._said['pairs']} pairs>"

    def _repr_html_(self) -> str:
        values = zip(self._columns["metric"], self._columns["value"], strict=True)
        rows = [
            (metric, "none" if np.isnan(value) else f"{value:.6g}")
            for metric, value in values
            if "_bin_" not in metric
        ]
        return as_html(rows)


def quality(core: _core.Outcome, frames: Frames) -> Quality:
    """Make the report."""
    said, columns, text = _core.quality(core)
    return Quality(json.loads(said), columns, text, frames)
