"""Values of plans: by hand on few pairs, and intervals that hold the truth over seeds."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

import matchwright as mw

BENCH = Path(__file__).parents[2] / "benches" / "quality" / "tracking.py"


def bench():
    spec = importlib.util.spec_from_file_location("quality_tracking", BENCH)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHOICES = {
    "mentee_id": [1, 1, 2, 2, 3],
    "mentor_id": [7, 8, 8, 7, 9],
    "draw": [1, 1, 1, 1, None],
    "propensity": [0.5, 0.5, 0.5, 0.5, 1.0],
    "planned": ["yes", "no", "yes", "no", "yes"],
    "drawn": ["no", "yes", "no", "yes", "yes"],
    "score": [0.9, 0.8, 0.9, 0.8, 0.7],
}
FEEDBACK = {"mentee_id": [1, 2, 3], "mentor_id": [8, 7, 9], "fit": [4, 2, 5]}


def values(value):
    return dict(zip(value.table["estimator"], value.table["value"], strict=True))


def test_by_hand():
    planned = values(mw.policy_value(FEEDBACK, choices=CHOICES))
    assert planned["observed"] == 5
    assert planned["ips"] == pytest.approx(5 / 3)
    assert planned["snips"] == 5
    swapped = {"mentee_id": [1, 2, 3], "mentor_id": [8, 7, 9]}
    made = values(mw.policy_value(FEEDBACK, swapped, choices=CHOICES))
    assert made["ips"] == pytest.approx((4 * 2 + 2 * 2 + 5) / 3)
    assert made["snips"] == pytest.approx((4 * 2 + 2 * 2 + 5) / 5)
    assert made["observed"] == pytest.approx(11 / 3)


def test_what_cannot_be_said_is_said():
    plain = mw.policy_value(FEEDBACK)
    assert "Propensities are not known" in plain.warnings[0]
    assert np.isnan(values(plain)["ips"])
    assert values(plain)["observed"] == pytest.approx(11 / 3)
    other = {"mentee_id": [1, 2, 3], "mentor_id": [8, 7, 8]}
    aside = mw.policy_value(FEEDBACK, other, choices=CHOICES)
    assert aside.uncovered == 1
    assert "could not have been drawn" in aside.warnings[-1]
    silent = mw.policy_value({**FEEDBACK, "fit": [4, None, 5]}, choices=CHOICES)
    assert silent.unknown == 1
    assert "1 of 3 pairs that met has no outcome" in silent.warnings[0]
    own = mw.policy_value({**FEEDBACK, "propensity": [0.5, 0.5, 1]}, choices=None)
    assert np.isnan(values(own)["dr"])
    assert "no doubly robust estimate" in str(own)


def test_what_is_wrong_is_named_together():
    wrong = {**CHOICES, "propensity": [0, 2, 0.5, 0.5, "x"]}
    with pytest.raises(mw.InputError) as caught:
        mw.policy_value(FEEDBACK, choices=wrong)
    assert [finding["row"] for finding in caught.value.findings] == [5, 1, 2]
    assert {finding["column"] for finding in caught.value.findings} == {"propensity"}
    with pytest.raises(mw.InputError, match="no such column"):
        mw.policy_value({"mentee_id": [1], "mentor_id": [2]}, outcome="fit")
    with pytest.raises(mw.InputError, match="has an outcome"):
        mw.policy_value({**FEEDBACK, "fit": [None] * 3}, choices=CHOICES)


def test_an_experiment_and_its_table_say_the_same():
    people = [{"id": at, "site": "ab"[at % 2], "grade": at % 5} for at in range(60)]
    program = mw.Program(criteria=[mw.Same("site"), mw.Gap("grade", ideal=0, tolerance=9)])
    drawn = mw.experiment(mw.match(people, people, program), share=1, within=0.2)
    met = drawn.outcome.pairs
    feedback = met[["mentee_id", "mentor_id"]].assign(fit=(met.mentee_id * 7 + met.mentor_id) % 5)
    one = mw.policy_value(feedback, choices=drawn).table
    assert one.equals(mw.policy_value(feedback, choices=drawn.choices).table)
    assert one.equals(mw.policy_value(feedback[::-1], choices=drawn.choices[::-1]).table)


def test_intervals_hold_the_value_and_the_cost_is_exact():
    module = bench()
    lines = module.policy_lines([module.policy(seed) for seed in range(100)])
    assert lines[-1]["exact"] == 100
    for line in lines[:-1]:
        assert 0.89 <= line["covered"] <= 1, line
    widths = {(line["plan"], line["estimator"]): line["width_beside_ips"] for line in lines[:-1]}
    assert all(
        widths[plan, one] < 0.6 for plan in ("planned", "swapped") for one in ("snips", "dr")
    )
