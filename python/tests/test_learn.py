"""Weights from feedback: frames in kind, programmes that can be used, texts, pages and plots."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

import matchwright as mw

TRUE = np.array([0.6, 0.3, 0.1])


def world(mentees=120, mentors=5, seed=0):
    """Everybody with everybody, by three criteria of which the first matters most."""
    rng = np.random.default_rng(seed)
    own, others = list(range(mentees)), [f"m{at}" for at in range(mentors)]
    values = rng.random((3, mentees, mentors))
    criteria = [
        mw.Matrix(values[at], mentee_ids=own, mentor_ids=others, weight=at + 1, name=f"c{at}")
        for at in range(3)
    ]
    liking = np.tensordot(TRUE, values, 1) + rng.gumbel(size=(mentees, mentors)) / 8
    fit = 1 + np.searchsorted(np.quantile(liking, [0.2, 0.4, 0.6, 0.8]), liking)
    feedback = {
        "mentee_id": [mentee for mentee in own for _ in others],
        "mentor_id": others * mentees,
        "fit": list(map(int, fit.ravel())),
        "accepted": ["yes" if mark > 3 else "no" for mark in fit.ravel()],
    }
    return {"id": own}, {"id": others}, mw.Program(criteria=criteria, name="<Spring>"), feedback


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame])
def test_weights_come_in_kind_and_make_a_programme(make):
    mentees, mentors, program, feedback = world()
    learned = mw.learn(make(mentees), mentors, program, make(feedback), draws=50)
    weights = learned.weights
    assert isinstance(weights, make)
    assert list(weights["criterion"]) == ["c0", "c1", "c2"]
    assert np.allclose(sum(weights["estimate"]), 6)
    assert np.allclose(np.array(weights["estimate"]) / 6, TRUE, atol=0.1)
    assert list(weights["current"]) == [1, 2, 3]
    assert [term.weight for term in learned.program.criteria] == list(weights["estimate"])
    assert learned.program.name == "<Spring>"
    assert len(mw.match(mentees, mentors, learned.program).pairs) == len(mentors["id"])


def test_held_out_mentees_say_what_it_is_worth():
    learned = mw.learn(*world(), draws=200)
    table = pd.DataFrame(learned.evaluation.table).set_index(["scoring", "measure"])
    better = table.loc[("learned", "within_mentee_accuracy")]
    assert better["difference_low"] > 0
    assert table.loc[("random", "within_mentee_accuracy"), "value"] == pytest.approx(0.5, abs=0.1)
    assert {"current", "learned", "equal", "by spread", "greedy", "random"} == {
        scoring for scoring, _ in table.index
    }
    assert "learned weights are better than the present ones" in str(learned)
    assert all(len(line) <= 80 for line in str(learned.evaluation).splitlines()[-8:])


def test_an_aspect_is_chosen_or_named():
    mentees, mentors, program, feedback = world()
    assert mw.evaluate(mentees, mentors, program, feedback, draws=10).aspect == "fit"
    by = mw.evaluate(mentees, mentors, program, feedback, aspect="accepted", draws=10)
    assert by.aspect == "accepted"
    with pytest.raises(mw.OptionError, match="aspect must be one of fit, goal_reached"):
        mw.evaluate(mentees, mentors, program, feedback, aspect="looks")
    with pytest.raises(mw.OptionError, match="at least 1"):
        mw.evaluate(mentees, mentors, program, feedback, k=0)


def test_a_form_is_read_by_its_own_names():
    mentees, mentors, program, feedback = world()
    form = {"mentee_id": feedback["mentee_id"], "mentor_id": feedback["mentor_id"]}
    words = ["bad", "poor", "fair", "good", "great"]
    form["How was it?"] = [words[mark - 1] for mark in feedback["fit"]]
    scale = {"bad": 1, "poor": 2, "fair": 3, "good": 4, "great": 5}
    tables = {"columns": {"fit": {"from": "How was it?", "read": scale}}}
    plain = mw.evaluate(mentees, mentors, program, feedback, aspect="fit", draws=10)
    read = mw.evaluate(mentees, mentors, program, form, tables=tables, draws=10)
    assert list(plain.table["value"]) == list(read.table["value"])
    wrong = form | {"fit": form["How was it?"]}
    with pytest.raises(mw.InputError, match="must be a number from 1 to 5") as refused:
        mw.evaluate(mentees, mentors, program, wrong)
    assert "great" not in str(refused.value)


def test_too_little_is_refused_and_one_by_one_is_warned_of():
    mentees, mentors, program, feedback = world()
    once = {name: values[::5] for name, values in feedback.items()}
    with pytest.raises(mw.InputError, match="at least 5 mentees are needed for 3 weights"):
        mw.learn(mentees, mentors, program, once)
    with pytest.warns(UserWarning, match="Learned from each pair by itself"):
        learned = mw.learn(mentees, mentors, program, once, pointwise=True, draws=10)
    assert learned.notes[0].startswith("Learned from each pair by itself")
    with pytest.raises(mw.InputError, match="no row has an answer"):
        mw.learn(mentees, mentors, program, {"mentee_id": ["x"], "mentor_id": ["m0"], "fit": [3]})


def test_threads_and_the_order_of_rows_do_not_matter():
    mentees, mentors, program, feedback = world(60)
    one = mw.learn(mentees, mentors, program, feedback, threads=1, draws=20)
    turned = {name: values[::-1] for name, values in feedback.items()}
    two = mw.learn(mentees, mentors, program, turned, threads=2, draws=20)
    assert str(one) == str(two)
    assert one.weights.equals(two.weights)


def test_pages_name_criteria_and_nobody(tmp_path):
    mentees, mentors, program, feedback = world()
    learned = mw.learn(mentees, mentors, program, feedback, draws=50)
    learned.report(tmp_path / "learned.html")
    page = (tmp_path / "learned.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "&#60;Spring&#62;" in page
    assert "<Spring>" not in page
    assert page.count("<svg") == 3
    assert ">m0<" not in page
    learned.evaluation.report(tmp_path / "evaluation.html")
    assert (tmp_path / "evaluation.html").read_text(encoding="utf-8").count("<svg") == 2
    with pytest.raises(mw.FileError):
        learned.report(tmp_path / "nowhere" / "learned.html")


def test_plots_draw_the_numbers():
    pytest.importorskip("altair")
    learned = mw.learn(*world(60), draws=20)
    drawn = str(learned.plot().to_dict())
    assert all(name in drawn for name in ("c0", "estimate", "current"))
    for kind in ("measures", "calibration"):
        assert learned.evaluation.plot(kind).to_dict()
    with pytest.raises(mw.OptionError, match="kind must be one of measures, calibration"):
        learned.evaluation.plot("pie")


def test_weights_by_spread_give_every_criterion_the_same_say():
    mentees, mentors, program, _ = world()
    suggestion = mw.weights_by_spread(mentees, mentors, program)
    weights = suggestion.weights
    spread = np.array(weights["spread"])
    assert np.allclose(weights["suggested"] * spread, 6 / sum(1 / spread))
    assert [term.weight for term in suggestion.program.criteria] == list(weights["suggested"])
    again = mw.weights_by_spread(mentees, mentors, suggestion.program).weights
    assert np.allclose(again["current_say"], 1 / 3)
    assert "a suggestion from the data alone" in str(suggestion)


def test_a_criterion_that_is_a_function_can_be_learned():
    mentees, mentors, program, feedback = world(60)
    values = np.random.default_rng(5).random((60, 5))
    custom = mw.Custom(lambda _own, _others: values, name="own", weight=2)
    both = mw.Program(criteria=[*program.criteria, custom])
    learned = mw.learn(mentees, mentors, both, feedback, draws=10)
    assert list(learned.weights["criterion"])[-1] == "own"
    # It says nothing about how pairs went; a programme has no weight of 0.
    assert list(learned.weights["estimate"])[-1] < 0.2
    assert 0 < learned.program.criteria[-1].weight < 0.2
