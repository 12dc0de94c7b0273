"""Charts of learned weights and of evaluations, with Altair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matchwright._errors import OptionError
from matchwright._plot import _data, drawing

if TYPE_CHECKING:
    from matchwright import _core

__all__ = ["plot_evaluation", "plot_weights"]

_OWN, _OTHER = "#3d6f9e", "#c98a2b"
_WIDE = 480


def plot_weights(learned: _core.Learned) -> Any:
    """Draw the weights with their intervals beside the present ones."""
    alt = drawing()
    columns = learned.weights()
    tooltip = ["criterion:N", "estimate:Q", "low:Q", "high:Q", "current:Q"]
    base = alt.Chart(_data(alt, columns), title="Weights", width=_WIDE).encode(
        y=alt.Y("criterion:N", sort=list(columns["criterion"]), title=None), tooltip=tooltip
    )
    between = base.mark_rule(color=_OWN).encode(x=alt.X("low:Q", title="weight"), x2="high:Q")
    own = base.mark_point(filled=True, color=_OWN, size=60, opacity=1).encode(x="estimate:Q")
    present = base.mark_tick(color=_OTHER, thickness=3, size=14).encode(x="current:Q")
    return alt.layer(between, own, present)


def plot_evaluation(evaluation: _core.Evaluation, kind: str) -> Any:
    """Draw the measures, or whether chances hold."""
    if kind not in _CHARTS:
        message = f"kind must be one of {', '.join(_CHARTS)}"
        raise OptionError(message)
    return _CHARTS[kind](drawing(), evaluation)


def _measures(alt: Any, evaluation: _core.Evaluation) -> Any:
    columns = evaluation.table()
    order = list(dict.fromkeys(columns["scoring"]))
    base = alt.Chart(_data(alt, columns), width=_WIDE).encode(
        y=alt.Y("scoring:N", sort=order, title=None),
        tooltip=["scoring:N", "measure:N", "value:Q", "low:Q", "high:Q", "difference:Q"],
    )
    x = alt.X("low:Q", title=None, scale=alt.Scale(zero=False))
    between = base.mark_rule(color=_OWN).encode(x=x, x2="high:Q")
    value = base.mark_point(filled=True, color=_OWN, opacity=1).encode(x="value:Q")
    facet = alt.Row("measure:N", sort=list(dict.fromkeys(columns["measure"])), title=None)
    layer = alt.layer(between, value)
    return layer.facet(row=facet).resolve_scale(x="independent").properties(title="Measures")


def _calibration(alt: Any, evaluation: _core.Evaluation) -> Any:
    columns = evaluation.calibration()
    data = _data(alt, columns)
    scale = alt.Scale(domain=[0.5, 1])
    base = alt.Chart(data, title="Do chances hold?", width=_WIDE).encode(
        x=alt.X("predicted:Q", title="chance by the scores", scale=scale),
        color=alt.Color("scoring:N", title=None, sort=list(dict.fromkeys(columns["scoring"]))),
        tooltip=["scoring:N", "predicted:Q", "observed:Q", "comparisons:Q"],
    )
    base = base.transform_filter("datum.scoring == 'current' || datum.scoring == 'learned'")
    y = alt.Y("observed:Q", title="share that came true", scale=alt.Scale(zero=False))
    seen = base.mark_line(point=True).encode(y=y)
    between = base.mark_rule().encode(y=alt.Y("low:Q"), y2="high:Q")
    ideal = alt.Chart(alt.InlineData(values=[{"at": 0.5}, {"at": 1.0}])).mark_line(
        color="#8b929a", strokeDash=[4, 4]
    )
    return alt.layer(ideal.encode(x="at:Q", y="at:Q"), between, seen)


_CHARTS = {"measures": _measures, "calibration": _calibration}
