"""A search finds what is planted, and says how it does on mentees whom it has not seen."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

import matchwright as mw

PROGRAM = mw.Program(
    criteria=[mw.Same("site", weight=1), mw.Same("team", weight=5, name="team")], fuzzy="off"
)
IDS = list(range(40))
MENTEES = {"id": IDS, "site": [f"s{at}" for at in IDS], "team": [f"t{at % 5}" for at in IDS]}
MENTORS = {
    "id": [f"m{at}" for at in IDS],
    "site": [f"s{at}" for at in IDS],
    "team": [f"t{(at + 1) % 5}" for at in IDS],
}
TRUTH = [(at, f"m{at}") for at in IDS]


def test_a_grid_finds_the_planted_weights():
    space = {"team.weight": [0.1, 1, 5], "min_score": [0, 0.1]}
    tuned = mw.tune(MENTEES, MENTORS, PROGRAM, space, truth=TRUTH)
    trials = tuned.trials
    assert list(trials.columns) == ["trial", "team.weight", "min_score", "value", "held_out"]
    assert len(trials) == 7
    assert trials["value"][0] < 0.5
    assert tuned.best["team.weight"] == 0.1
    assert tuned.best["value"] == tuned.best["held_out"] == 1
    made = mw.match(MENTEES, MENTORS, tuned.program).pairs
    assert set(zip(made.mentee_id, made.mentor_id, strict=True)) == set(TRUTH)
    assert "7 trials" in str(tuned)


def test_draws_are_seeded_and_within_their_range():
    def run(seed):
        space = {"same_site.weight": (0.0, 9.0), "objective": ["total", "participation"]}
        found = mw.tune(
            MENTEES, MENTORS, PROGRAM, space, "mean", trials=12, method="random", seed=seed
        )
        return found.trials

    one = run(3)
    assert one.equals(run(3))
    assert not one.equals(run(4))
    assert one["same_site.weight"][1:].between(0, 9).all()


def test_a_function_of_the_outcome():
    space = {"criteria.1.weight": [1, 2]}
    tuned = mw.tune(MENTEES, MENTORS, PROGRAM, space, lambda outcome: -outcome.summary.total)
    assert tuned.best["value"] == min(tuned.trials["value"] * -1) * -1
    with pytest.raises(mw.KindError, match="must return a number"):
        mw.tune(MENTEES, MENTORS, PROGRAM, space, lambda _: None)


def test_what_is_not_there_is_refused():
    def refused(text, *args, **options):
        with pytest.raises(mw.OptionError, match=text):
            mw.tune(MENTEES, MENTORS, PROGRAM, *args, **options)

    refused("no criterion and no rule is called 'grade'", {"grade.weight": [1]}, "mean")
    refused("several criteria or rules are called 'same'", {"same.weight": [1]}, "mean")
    refused("needs pairs that are known", {"team.weight": [1]})
    refused("objective must be a function or one of", {"team.weight": [1]}, "joy")
    refused("a grid needs lists", {"team.weight": (0, 1)}, "mean", method="grid")
    refused("trials must be 1 or more", {"team.weight": [1]}, "mean", trials=0)


def test_optuna_searches_where_it_is_installed():
    pytest.importorskip("optuna")
    space = {"team.weight": (0.01, 9.0)}
    found = mw.tune(MENTEES, MENTORS, PROGRAM, space, truth=TRUTH, trials=15, method="optuna")
    assert found.best["value"] == 1


@pytest.mark.parametrize(
    "truth",
    [
        [list(pair) for pair in TRUTH],
        {"mentee_id": [str(at) for at in IDS], "mentor_id": MENTORS["id"]},
        [{"mentee_id": at, "mentor_id": f" m{at} "} for at in IDS],
        pd.DataFrame({"mentor_id": MENTORS["id"], "mentee_id": [float(at) for at in IDS]}),
        pl.DataFrame({"mentee_id": IDS, "mentor_id": MENTORS["id"]}).lazy(),
        [*TRUTH, (99, "m1"), (1, "gone")],
    ],
)
def test_pairs_that_are_known_come_as_any_table(truth, tmp_path):
    space = {"team.weight": [0.1, 1]}
    expected = mw.tune(MENTEES, MENTORS, PROGRAM, space, truth=TRUTH)
    assert mw.tune(MENTEES, MENTORS, PROGRAM, space, truth=truth).trials.equals(expected.trials)
    path = tmp_path / "truth.csv"
    pd.DataFrame(TRUTH, columns=["mentee_id", "mentor_id"]).to_csv(path, index=False)
    assert mw.tune(MENTEES, MENTORS, PROGRAM, space, truth=path).trials.equals(expected.trials)


def test_pairs_that_nobody_can_be_are_refused():
    space = {"team.weight": [0.1, 1]}
    for truth in ([], [("nobody", "m1")]):
        with pytest.raises(mw.OptionError, match="0 of . are of people in the tables"):
            mw.tune(MENTEES, MENTORS, PROGRAM, space, truth=truth)
    with pytest.raises(mw.InputError, match='truth, column "mentor_id": there is no such column'):
        mw.tune(MENTEES, MENTORS, PROGRAM, space, truth={"mentee_id": [1]})
    with pytest.raises(mw.KindError):
        mw.tune(MENTEES, MENTORS, PROGRAM, space, truth=3)


def test_one_table_and_what_other_calls_take():
    tables = {"role": {"column": "role", "mentee": "mentee", "mentor": "mentor"}, "id": "name"}
    program = mw.Program(criteria=PROGRAM.criteria, fuzzy="off", tables=tables)
    people = {
        "name": [*map(str, IDS), *MENTORS["id"]],
        "role": ["mentee"] * 40 + ["mentor"] * 40,
        "site": MENTEES["site"] + MENTORS["site"],
        "team": MENTEES["team"] + MENTORS["team"],
    }
    one = mw.tune(people, program=program, space={"team.weight": [0.1]}, truth=TRUTH, threads=1)
    two = mw.tune(MENTEES, MENTORS, PROGRAM, {"team.weight": [0.1]}, truth=TRUTH)
    assert one.trials.equals(two.trials)
    mentees = {"number" if name == "id" else name: values for name, values in MENTEES.items()}
    named = mw.tune(
        mentees, MENTORS, PROGRAM, {"team.weight": [0.1]}, truth=TRUTH, mentee_id="number"
    )
    assert named.trials.equals(two.trials)
    with pytest.raises(mw.KindError, match="program=…"):
        mw.tune(MENTEES, MENTORS)


def test_values_may_be_of_any_kind():
    for method in ("random", "optuna"):
        if method == "optuna":
            pytest.importorskip("optuna")
        space = {"min_score": np.linspace(0, 0.2, 3), "same_id_is_same_person": (True, False)}
        found = mw.tune(MENTEES, MENTORS, PROGRAM, space, "mean", trials=4, method=method)
        assert set(found.trials["min_score"][1:]) <= {0, 0.1, 0.2}
        assert found.program.min_score in (0, 0.1, 0.2)


@pytest.mark.parametrize(
    ("space", "text"),
    [
        (None, "what is to be tried"),
        ({}, "what is to be tried"),
        ({"min_score": []}, "nothing to try for 'min_score'"),
        ({"min_score": (0.5, 0.1)}, "the lower one first"),
        ({"min_score": (0.0, float("inf"))}, "the lower one first"),
        ({"min_score": 0.5}, "space must be a dictionary of lists"),
        ({"objective": "total"}, "space must be a dictionary of lists"),
        ({"criteria.7.weight": [1]}, r"called 'criteria\.7'"),
    ],
)
def test_a_space_that_cannot_be_searched(space, text):
    with pytest.raises(mw.OptionError, match=text):
        mw.tune(MENTEES, MENTORS, PROGRAM, space, "mean")


@pytest.mark.parametrize("method", ["grid", "optuna"])
def test_what_is_impossible_is_a_trial_without_a_value(method):
    if method == "optuna":
        pytest.importorskip("optuna")
    mentees = {"id": [1, 2], "site": ["Leeds", "Leeds"]}
    mentors = {"id": [7, 8], "site": ["Leeds", "York"]}
    program = mw.Program(criteria=[mw.Same("site")], capacity={"min": 1, "max": 2})
    space = {"min_score": [0.0, 0.9]}
    tuned = mw.tune(mentees, mentors, program, space, "total", method=method, trials=6)
    trials = tuned.trials
    assert trials["value"].isna().tolist() == (trials["min_score"] > 0.5).tolist()
    assert tuned.best["min_score"] == 0
    assert "minimums or quotas cannot be kept" in str(tuned)

    impossible = mw.Program(criteria=program.criteria, capacity=program.capacity, min_score=0.9)
    with pytest.raises(mw.InfeasibleError):
        mw.tune(mentees, mentors, impossible, {"min_score": [0.8, 0.9]}, "total", method=method)
    found = mw.tune(mentees, mentors, impossible, space, "total", method=method, trials=6)
    assert found.best["min_score"] == 0
    assert "value: no plan before" in str(found)
