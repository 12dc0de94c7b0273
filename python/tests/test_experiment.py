"""An experiment costs what it says, keeps to the rules, and can be read back."""

import pickle

import numpy as np
import pytest

import matchwright as mw

PROGRAM = mw.Program(
    criteria=[mw.Overlap("skills", weight=2), mw.Gap("grade", ideal=1, tolerance=4)],
    rules=[mw.MustDiffer("team")],
    capacity="seats",
    fuzzy="off",
)


def people(seed, count, prefix):
    draw = np.random.default_rng(seed)
    skills = ["python", "sql", "law", "talks", "design"]
    return [
        {
            "id": f"{prefix}{number}",
            "skills": "; ".join(draw.choice(skills, size=2, replace=False)),
            "grade": int(draw.integers(1, 5)),
            "team": "abcd"[draw.integers(4)],
            "seats": int(draw.integers(1, 3)),
        }
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def outcome():
    return mw.match(people(1, 60, "e"), people(2, 45, "m"), PROGRAM)


@pytest.mark.parametrize("seed", range(20))
def test_the_cost_is_exactly_what_the_total_loses(outcome, seed):
    drawn = mw.experiment(outcome, share=0.5, within=0.1, seed=seed)
    total = outcome.pairs["score"].sum(), drawn.outcome.pairs["score"].sum()
    assert round(drawn.cost * 1e6) == round((total[0] - total[1]) * 1e6)
    costs = drawn.choices.groupby("draw").apply(
        lambda rows: rows.score[rows.planned].sum() - rows.score[~rows.planned].sum(),
        include_groups=False,
    )
    assert drawn.expected_cost == pytest.approx(costs.sum() / 2, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_rules_seats_pins_and_the_band_hold(seed):
    pinned = [("e3", "m4")]
    program = mw.Program.from_dict({**PROGRAM.to_dict(), "pinned": pinned})
    mentees, mentors = people(1, 60, "e"), people(2, 45, "m")
    mentors[4]["team"], mentees[3]["team"] = "a", "b"
    mentors[4]["seats"] = 1
    outcome = mw.match(mentees, mentors, program)
    drawn = mw.experiment(outcome, share=1, within=0.05, seed=seed)
    after, before = drawn.outcome.pairs, outcome.pairs
    allowed = mw.score(mentees, mentors, PROGRAM)
    matrix = dict(zip(allowed.mentee_ids, np.asarray(allowed), strict=True))
    column = {name: at for at, name in enumerate(allowed.mentor_ids)}
    assert not any(
        np.isnan(matrix[mentee][column[mentor]])
        for mentee, mentor in zip(after.mentee_id, after.mentor_id, strict=True)
    )
    assert (after.mentor_id.value_counts().sort_index()).equals(
        before.mentor_id.value_counts().sort_index()
    )
    assert set(after.mentee_id) == set(before.mentee_id)
    assert ("e3", "m4") in set(zip(after.mentee_id, after.mentor_id, strict=True))
    choices = drawn.choices[drawn.choices.draw.notna()]
    assert not (choices.mentee_id == "e3").any()
    for side in ("mentee_id", "mentor_id"):
        for (_, _), rows in choices.groupby(["draw", side]):
            assert rows.score[~rows.planned].min() >= rows.score[rows.planned].max() - 0.05 - 1e-9


def test_propensities_are_the_frequencies_over_seeds(outcome):
    swaps = draws = 0
    for seed in range(200):
        drawn = mw.experiment(outcome, share=0.4, within=0.1, seed=seed)
        swaps, draws = swaps + drawn.swaps, draws + drawn.draws
    assert abs(swaps / draws - 0.5) < 4 * 0.5 / draws**0.5


def test_it_is_read_back_and_pickled(outcome, tmp_path):
    drawn = mw.experiment(outcome, share=0.3, within=0.1, seed=5)
    drawn.save(tmp_path / "experiment.json.gz")
    again = mw.Experiment.load(tmp_path / "experiment.json.gz")
    assert again == drawn == pickle.loads(pickle.dumps(drawn))
    assert again.choices.equals(drawn.choices)
    assert (again.cost, again.wanted) == (drawn.cost, drawn.wanted)


def test_the_order_of_the_rows_does_not_count():
    mentees, mentors = people(1, 60, "e"), people(2, 45, "m")
    one = mw.experiment(mw.match(mentees, mentors, PROGRAM), share=0.5, within=0.1)
    other = mw.experiment(mw.match(mentees[::-1], mentors[::-1], PROGRAM), share=0.5, within=0.1)
    assert one.choices.equals(other.choices)


def test_what_makes_no_sense_is_refused(outcome, tmp_path):
    with pytest.raises(mw.InputError, match="above 0 and at most 1"):
        mw.experiment(outcome, share=0)
    with pytest.raises(mw.InputError, match="within"):
        mw.experiment(outcome, within=-0.1)
    with pytest.raises(mw.KindError, match="Outcome"):
        mw.experiment("outcome")
    file = tmp_path / "experiment.json"
    mw.experiment(outcome, share=0.3, within=0.1).save(file)
    forged = file.read_text().replace('"within":0.1', '"within":0.0')
    file.write_text(forged)
    with pytest.raises(mw.FormatError, match="draw that its plan does not allow"):
        mw.Experiment.load(file)
