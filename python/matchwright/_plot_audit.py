"""A chart of the fairness audit with Altair: differences between groups, with their intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matchwright._errors import OptionError
from matchwright._plot import _data, drawing

if TYPE_CHECKING:
    import altair as alt

__all__ = ["plot_audit"]

_PLAIN, _FLAGGED = "#3d6f9e", "#b4556f"
_WIDE = 420

_DRAWN = ["side", "attribute", "group", "n", "value", "difference", "ci_low", "ci_high", "flag"]


def plot_audit(columns: dict[str, Any], metric: str) -> alt.Chart | alt.LayerChart:
    """Draw how far the groups are from the largest group of their attribute, in one metric."""
    known = list(dict.fromkeys(columns["metric"]))
    if metric not in known:
        text = f"metric must be one of {', '.join(known)}, not {metric!r}"
        raise OptionError(text)
    rows = [row for row in _records(columns) if row["metric"] == metric and row["group"] != "all"]
    compared = [row for row in rows if not row["suppressed"] and row["difference"] is not None]
    alt: Any = drawing()
    drawn = {name: [row[name] for row in compared] for name in _DRAWN}
    drawn["who"] = [f"{row['side']}s, {row['attribute']}: {row['group']}" for row in compared]
    base = alt.Chart(_data(alt, drawn), title=f"{metric}: difference to the largest group")
    base = base.properties(width=_WIDE).encode(
        y=alt.Y("who:N", title=None, sort=None, axis=alt.Axis(labelLimit=0)),
        color=alt.condition("datum.flag", alt.value(_FLAGGED), alt.value(_PLAIN)),
        tooltip=[*(f"{name}:N" for name in ("who", "flag")), "n:Q", "value:Q", "difference:Q"],
    )
    low = alt.X("ci_low:Q", title="difference, with its 95 % interval", scale=alt.Scale(zero=True))
    intervals = base.mark_rule(strokeWidth=2).encode(x=low, x2="ci_high:Q")
    points = base.mark_point(filled=True, size=80, opacity=1).encode(x="difference:Q")
    chart: alt.LayerChart = alt.layer(intervals, points)
    return chart.properties(description=_words(compared, metric))


def _records(columns: dict[str, Any]) -> list[dict[str, Any]]:
    """A dictionary a row; what is missing is ``None``."""
    rows = zip(*columns.values(), strict=True)
    return [{name: _known(cell) for name, cell in zip(columns, row, strict=True)} for row in rows]


def _known(cell: Any) -> Any:
    # Only what is not a number is not itself.
    return None if cell is None or cell != cell else cell  # noqa: PLR0124


def _words(rows: list[dict[str, Any]], metric: str) -> str:
    """The same in words."""
    each = "; ".join(map(_in_words, rows)) or "No groups that can be compared"
    return f"{metric}. {each}."


def _in_words(row: dict[str, Any]) -> str:
    who = f"{row['side']}s by {row['attribute']}, {row['group']} ({row['n']:,.0f})"
    text = f"{who}: {row['value']:.3f}, {row['difference']:+.3f} to the largest group"
    if row["ci_low"] is not None:
        text += f", between {row['ci_low']:+.3f} and {row['ci_high']:+.3f}"
    return text + (f", flagged {row['flag']}" if row["flag"] else "")
