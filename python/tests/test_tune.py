"""A search finds what is planted, and says how it does on mentees whom it has not seen."""

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
