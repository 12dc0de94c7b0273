"""Charts in words: the numbers that a chart draws, for who cannot see it."""

from __future__ import annotations

import math
from typing import Any

__all__ = ["described"]

_MOST = 40
"""More than so many of a kind are not listed, and it is said where they stand."""


def described(kind: str, columns: dict[str, Any]) -> str:
    """What a chart of this kind shows, number by number."""
    return _WORDS[kind]([dict(zip(columns, row, strict=True)) for row in _rows(columns)])


def _rows(columns: dict[str, Any]) -> Any:
    return zip(*columns.values(), strict=True)


def _listed(parts: list[str], others: str) -> str:
    rest = len(parts) - _MOST
    more = [f"and {rest:,} more, which {others} has"] if rest > 0 else []
    return "; ".join([*parts[:_MOST], *more])


def _scores(rows: list[dict[str, Any]]) -> str:
    def counted(name: str) -> str:
        some = [row for row in rows if row[name]]
        bins = [f"{row[name]:,} from {row['score_from']:g} to {row['score_to']:g}" for row in some]
        return _listed(bins, "outcome.quality()") or "none"

    made, best = counted("pairs"), counted("best_possible")
    return f"Scores of pairs: {made}. The best each mentee could have had: {best}."


def _ranks(rows: list[dict[str, Any]]) -> str:
    def counted(name: str) -> str:
        return "; ".join(f"{row[name]:,} at rank {row['rank']}" for row in rows) or "none"

    of = [f"In the {side}s' own lists: {counted(f'{side}s')}." for side in ("mentee", "mentor")]
    return " ".join(of)


def _loads(rows: list[dict[str, Any]]) -> str:
    each = [
        f"{row['mentor_id']}: {row['load']:,} of {row['capacity']:,} taken, one more gains "
        f"{_price(row['seat_price_low'])}, one less loses {_price(row['seat_price_high'])}"
        for row in rows
    ]
    return f"Seats. {_listed(each, 'outcome.loads')}."


def _price(price: float) -> str:
    return "an unknown amount" if math.isnan(price) else f"{price:.3f}"


def _heatmap(rows: list[dict[str, Any]]) -> str:
    means = [row["mean_score"] for row in rows if not math.isnan(row["mean_score"])]
    sides = [len({row[side] for row in rows}) for side in ("mentees", "mentors")]
    between = f"; mean scores from {min(means):.3f} to {max(means):.3f}" if means else ""
    allowed, pairs = (sum(int(row[name]) for row in rows) for name in ("allowed", "pairs"))
    return (
        f"{sides[0]:,} rows of mentees by {sides[1]:,} columns of mentors; {allowed:,} pairs may "
        f"meet{between}; {pairs:,} do, which outcome.pairs lists."
    )


_WORDS = {"scores": _scores, "ranks": _ranks, "loads": _loads, "heatmap": _heatmap}
