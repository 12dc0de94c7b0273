"""How good scores are, by what is known of the pairs."""

from __future__ import annotations

import numpy as np


def auc(scores: np.ndarray, fits: np.ndarray) -> float:
    """Return the chance that a pair that fits scores above one that does not, both of one row.

    Ties count half. The mean over the rows that have both; 0.5 is what chance gives.
    """
    rows = []
    for row, row_fits in zip(scores, fits, strict=True):
        known = ~np.isnan(row)
        values, good = row[known], row_fits[known]
        if good.all() or not good.any():
            continue
        others = np.sort(values[~good])
        below = np.searchsorted(others, values[good], "left")
        upto = np.searchsorted(others, values[good], "right")
        rows.append(((below + upto) / 2 / len(others)).mean())
    return float(np.mean(rows))


def share_of_top(scores: np.ndarray, columns: np.ndarray, places: int = 5) -> float:
    """Return the share that some columns have of the first places of every row."""
    order = np.argsort(-np.nan_to_num(scores, nan=-1.0), axis=1, kind="stable")[:, :places]
    return float(columns[order].mean())
