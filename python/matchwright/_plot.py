"""Charts of an outcome with Altair, of the numbers that the report draws."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from matchwright import _core
from matchwright._plot_words import described

if TYPE_CHECKING:
    import altair as alt

__all__ = ["drawing", "love_plot", "plot"]

_MADE, _OTHER = "#3d6f9e", "#c98a2b"
_GAIN, _LOSS = "#2f7d5b", "#b4556f"
_MARK = "#d9782d"
_WIDE = 480

_LEGIBLE = 40
"""More names along an axis cannot be read."""


def plot(outcome: _core.Outcome, kind: str) -> alt.Chart | alt.LayerChart:
    """Draw a chart."""
    # An unknown kind is refused whether or not Altair is there.
    columns = _core.plotted(outcome, kind)
    chart: alt.Chart | alt.LayerChart = _CHARTS[kind](drawing(), columns)
    return chart.properties(description=described(kind, columns))


def drawing() -> Any:
    """Return Altair, which is an extra."""
    try:
        import altair as alt  # noqa: PLC0415
    except ImportError as error:
        text = 'plots are drawn by Altair: python -m pip install "matchwright[plot]"'
        raise ImportError(text, name="altair") from error
    return alt


def _data(alt: Any, columns: dict[str, Any]) -> Any:
    """A row a record; what is no number is null. As one text, because Altair checks every value."""
    values = [list(map(_plain, column)) for column in columns.values()]
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True)]
    return alt.InlineData(values=json.dumps(rows), format=alt.JsonDataFormat(type="json"))


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and math.isnan(value) else value


def _long(columns: dict[str, Any], names: dict[str, str], kept: list[str]) -> dict[str, Any]:
    """Several columns of counts as one, with what they count beside them."""
    rows = len(columns[kept[0]])
    long = {name: [value for _ in names for value in columns[name]] for name in kept}
    long["what"] = [text for text in names.values() for _ in range(rows)]
    long["count"] = [value for name in names for value in columns[name]]
    return long


def _two_colours(alt: Any, names: dict[str, str]) -> Any:
    scale = alt.Scale(domain=list(names.values()), range=[_MADE, _OTHER])
    legend = alt.Legend(orient="top", labelLimit=0)
    return alt.Color("what:N", title=None, scale=scale, legend=legend)


def _scores(alt: Any, columns: dict[str, Any]) -> Any:
    names = {"pairs": "pairs in this plan", "best_possible": "the best each mentee could have had"}
    data = _data(alt, _long(columns, names, ["score_from", "score_to"]))
    x = alt.X("score_from:Q", bin="binned", title="score", scale=alt.Scale(domain=[0, 1]))
    y = alt.Y("count:Q", title=None, stack=None)
    base = alt.Chart(data, title="Scores", width=_WIDE).encode(x=x, x2="score_to:Q", y=y)
    colour = _two_colours(alt, names)
    tooltip = ["what:N", "score_from:Q", "score_to:Q", "count:Q"]
    return base.mark_bar(opacity=0.7).encode(color=colour, tooltip=tooltip)


def _ranks(alt: Any, columns: dict[str, Any]) -> Any:
    names = {
        "mentees": "the mentor in the mentee's list",
        "mentors": "the mentee in the mentor's list",
    }
    data = _data(alt, _long(columns, names, ["rank"]))
    colour = _two_colours(alt, names)
    chart = alt.Chart(data, title="Ranks obtained", width=_WIDE).mark_bar()
    return chart.encode(
        x=alt.X("rank:N", sort=list(columns["rank"]), axis=alt.Axis(labelAngle=0)),
        xOffset="what:N",
        y=alt.Y("count:Q", title="pairs"),
        color=colour,
        tooltip=["what:N", "rank:N", "count:Q"],
    )


def _loads(alt: Any, columns: dict[str, Any]) -> Any:
    named = columns.get("mentor_name", columns["mentor_id"])
    names = zip(named, columns["mentor_id"], strict=True)
    data = _data(alt, columns | {"mentor": [str(name or own) for name, own in names]})
    tooltip = ["mentor:N", "load:Q", "capacity:Q", "seat_price_low:Q", "seat_price_high:Q"]
    base = alt.Chart(data, title="Seats and what they are worth", width=_WIDE)
    base = base.encode(y=alt.Y("mentor:N", sort="-x", title=None), tooltip=tooltip)
    more, less = alt.X("seat_price_low:Q", title="score"), alt.X("seat_price_high:Q")
    line = base.mark_rule().encode(x=more, x2="seat_price_high:Q")
    adds = base.mark_point(filled=True, color=_GAIN).encode(x=more)
    takes = base.mark_point(filled=True, color=_LOSS).encode(x=less)
    return alt.layer(line, takes, adds)


def _heatmap(alt: Any, columns: dict[str, Any]) -> Any:
    chart = alt.Chart(
        _data(alt, columns), title="Everybody with everybody", width=_WIDE, height=_WIDE
    )
    base = chart.encode(
        x=_people(alt, alt.X, "mentors", columns),
        y=_people(alt, alt.Y, "mentees", columns),
        tooltip=["mentees:N", "mentors:N", "mean_score:Q", "allowed:Q", "pairs:Q"],
    )
    scale = alt.Scale(scheme="blues", zero=False)
    cells = base.mark_rect().encode(color=alt.Color("mean_score:Q", title="score", scale=scale))
    made = base.transform_filter("datum.pairs > 0")
    return alt.layer(cells, made.mark_point(filled=True, opacity=1, color=_MARK, size=12))


def _people(alt: Any, channel: Any, side: str, columns: dict[str, Any]) -> Any:
    """One side in the order of the cells."""
    names = list(dict.fromkeys(columns[side]))
    axis = alt.Axis(labels=len(names) <= _LEGIBLE, ticks=False)
    return channel(f"{side}:N", sort=names, axis=axis)


_CHARTS = {"scores": _scores, "ranks": _ranks, "loads": _loads, "heatmap": _heatmap}


def love_plot(columns: dict[str, Any]) -> alt.LayerChart:
    """Draw how much two groups differ in each column, before and after weighting."""
    chart: alt.LayerChart = _love(drawing(), columns)
    return chart


def _love(alt: Any, columns: dict[str, Any]) -> Any:
    levels = zip(columns["column"], columns["level"], strict=True)
    names = [f"{column}: {level}" if level else column for column, level in levels]
    before, after = map(abs, columns["difference"]), map(abs, columns["weighted"])
    shown = {"name": names, "before": list(before), "after": list(after)}
    base = alt.Chart(_data(alt, shown), title="Standardised differences", width=_WIDE)
    base = base.encode(y=alt.Y("name:N", sort=names, title=None))
    x = alt.X("before:Q", title="difference")
    marks = _data(alt, {"mark": [0.1, 0.25]})
    limits = alt.Chart(marks).mark_rule(strokeDash=[4, 4]).encode(x=alt.X("mark:Q"))
    tooltip = ["name:N", "before:Q", "after:Q"]
    line = base.mark_rule().encode(x=x, x2="after:Q", tooltip=tooltip)
    hollow = base.mark_point(color=_LOSS).encode(x=x, tooltip=tooltip)
    full = base.mark_point(filled=True, color=_GAIN).encode(x="after:Q", tooltip=tooltip)
    return alt.layer(limits, line, hollow, full)
