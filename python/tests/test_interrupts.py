"""Ctrl-C ends work that needs no matrix as soon as any other."""

import gc
import os
import signal
import threading
import time

import numpy as np
import pytest

import matchwright as mw

pytestmark = pytest.mark.alone

PATIENCE = 0.5
"""Seconds; a tenth is promised, on a machine that does nothing else."""


def _interrupted(call, after):
    """Seconds from Ctrl-C to the exception; how long the call took where it was faster."""
    sent = []

    def interrupt():
        sent.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    def call_and_wait():
        call()
        time.sleep(10)

    # What earlier tests have left behind goes first: where its weak references have callbacks, a
    # Ctrl-C that arrives in one of them is lost, which nobody but Python could help.
    gc.collect()
    timer = threading.Timer(after, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        call_and_wait()
    return time.perf_counter() - sent[0]


@pytest.mark.parametrize("after", [0.1, 0.6])
def test_simulate(after):
    assert _interrupted(lambda: mw.simulate(200_000, 200_000, seats=2), after) < PATIENCE


def test_a_vocabulary_from_a_file(tmp_path):
    path = tmp_path / "words.csv"
    lines = (f"label number {row},name {row // 3}," for row in range(600_000))
    path.write_text("label,preferred,broader\n" + "\n".join(lines), encoding="utf-8")
    assert _interrupted(lambda: mw.Vocabulary.from_file(path), 0.2) < PATIENCE


def test_criteria_that_take_long_to_prepare():
    lists = [[f"word {(7 * n + 13 * k * k) % 499}" for k in range(12)] for n in range(12_000)]
    crowd = {"id": range(12_000), "x": lists}
    criteria = [mw.Overlap("x", rarity=True, name=f"overlap {n}") for n in range(60)]
    program = mw.Program(criteria=criteria)
    assert _interrupted(lambda: mw.score(crowd, crowd, program), 1.0) < PATIENCE
    assert _interrupted(lambda: mw.validate(crowd, crowd, program), 1.0) < PATIENCE


def test_a_programme_with_a_large_matrix():
    values = np.zeros((12_000, 12_000))
    ids = [str(n) for n in range(12_000)]

    def make():
        while True:
            mw.Program(criteria=[mw.Matrix(values, ids, ids)])

    assert _interrupted(make, 0.3) < PATIENCE


def test_explanations_among_many_mentors():
    many = {"id": range(300_000), "site": ["Leeds", "York", "Hull"] * 100_000}
    one = {"id": [1], "site": ["York"]}
    outcome = mw.match(one, many, mw.Program(criteria=[mw.Same("site")]))

    def explain_on_and_on():
        while True:
            assert len(outcome.explain("1").alternatives) == 5

    assert _interrupted(explain_on_and_on, 0.1) < PATIENCE
    assert _interrupted(explain_on_and_on, 0.4) < PATIENCE


@pytest.mark.parametrize(
    "call",
    [
        "assign",
        "assign_many",
        "k_best",
        "score",
        "recommend",
        "validate",
        "track",
        "balance",
        "policy_value",
    ],
)
def test_progress_of_every_call(call):
    people = {"id": range(40), "site": ["Leeds", "York"] * 20}
    program = mw.Program(criteria=[mw.Same("site")])
    pairs = {"mentee_id": range(20), "mentor_id": range(20), "fit": [1, 2] * 10}
    calls = {
        "assign": lambda report: mw.assign(np.eye(40), progress=report),
        "assign_many": lambda report: mw.assign_many([np.eye(40)], progress=report),
        "k_best": lambda report: mw.k_best(np.eye(40), 3, progress=report),
        "score": lambda report: mw.score(people, people, program, progress=report),
        "recommend": lambda report: mw.recommend(people, people, program, progress=report),
        "validate": lambda report: mw.validate(people, people, program, progress=report),
        "track": lambda report: mw.track(pairs, pairs, people, progress=report),
        "balance": lambda report: mw.balance(range(9), people, progress=report),
        "policy_value": lambda report: mw.policy_value(pairs, progress=report),
    }
    seen = []
    calls[call](lambda *state: seen.append(state))
    assert seen
    assert all(done <= total or total == 0 for _, done, total in seen)

    def refuse(stage, done, total):
        raise LookupError(stage)

    with pytest.raises(LookupError):
        calls[call](refuse)


@pytest.mark.parametrize("shape", [(2_000_000, 3, 3), (3, 4_000, 4_000)])
def test_many_matrices(shape):
    matrices = list(np.random.default_rng(1).integers(0, 10**9, shape, dtype=np.int32))
    assert _interrupted(lambda: mw.assign_many(matrices), 0.4) < PATIENCE


def test_a_limit_of_time_ends_a_list_of_plans():
    costs = np.random.default_rng(4).random((300, 300))
    plans = mw.k_best(costs, 1_000_000, timeout=0.5)
    assert 1 <= len(plans) < 1_000_000
    assert plans[0].certificate.verified


@pytest.fixture(scope="module")
def crowd():
    """Many people, what was said of their pairs, and a plan for some of them."""
    people = mw.simulate(20_000, 5_000, seats=4)
    some = mw.simulate(2_000, 500, seats=4)
    mentees, mentors = list(people.mentees["id"]), list(people.mentors["id"])
    pairs = {"mentee_id": mentees[::2], "mentor_id": (mentors * 4)[::2]}
    feedback = {
        "mentee_id": mentees * 3,
        "mentor_id": [mentors[(at * 7 + at // 20_000) % 5_000] for at in range(60_000)],
        "fit": [1 + (at * at + at // 20_000) % 5 for at in range(60_000)],
    }
    check_ins = {name: values * 4 for name, values in pairs.items()} | {"met": [1] * 40_000}
    told = people.mentees.assign(promoted=[at % 2 for at in range(20_000)])
    program = mw.Program(criteria=[mw.SkillCoverage("wants_to_learn", "skills"), mw.Same("site")])
    whole = (people.mentees, people.mentors, program)
    small = (some.mentees, some.mentors, program)
    outcome = mw.match(*small)
    return {
        "contributions": lambda: mw.contributions(*whole, feedback),
        "weights_by_spread": lambda: mw.weights_by_spread(*whole),
        "evaluate": lambda: mw.evaluate(*whole, feedback),
        "learn": lambda: mw.learn(*whole, feedback),
        "tune": lambda: mw.tune(*small, {"min_score": (0.0, 0.3)}, "total", method="random"),
        "experiment": lambda: mw.experiment(outcome, share=1),
        "balance": lambda: mw.balance(pairs["mentee_id"], told),
        "track": lambda: mw.track(pairs, check_ins, told),
        "policy_value": lambda: mw.policy_value(feedback),
    }


@pytest.mark.parametrize("after", [0.1, 0.7])
@pytest.mark.parametrize(
    "call",
    [
        "contributions",
        "weights_by_spread",
        "evaluate",
        "learn",
        "tune",
        "experiment",
        "balance",
        "track",
        "policy_value",
    ],
)
def test_what_is_learned_of_outcomes(crowd, call, after):
    def on_and_on():
        while True:
            crowd[call]()

    assert _interrupted(on_and_on, after) < PATIENCE


@pytest.mark.parametrize(
    "call", ["contributions", "weights_by_spread", "evaluate", "learn", "tune", "experiment"]
)
def test_progress_of_what_is_learned_of_outcomes(call):
    ids = [f"e{at}" for at in range(40)]
    people = {"id": ids, "site": ["Leeds", "York"] * 20, "team": [at % 3 for at in range(40)]}
    program = mw.Program(criteria=[mw.Same("site"), mw.Same("team")], same_id_is_same_person=False)
    pairs = {"mentee_id": ids * 3, "mentor_id": ids + ids[1:] + ids[:1] + ids[2:] + ids[:2]}
    feedback = pairs | {"fit": [1 + (at * at + at // 40) % 5 for at in range(120)]}
    whole = (people, people, program)
    outcome = mw.match(*whole)
    calls = {
        "contributions": lambda report: mw.contributions(*whole, pairs, progress=report),
        "weights_by_spread": lambda report: mw.weights_by_spread(*whole, progress=report),
        "evaluate": lambda report: mw.evaluate(*whole, feedback, progress=report),
        "learn": lambda report: mw.learn(*whole, feedback, progress=report),
        "tune": lambda report: mw.tune(*whole, {"min_score": [0, 0.1]}, "total", progress=report),
        "experiment": lambda report: mw.experiment(outcome, progress=report),
    }
    seen = []
    calls[call](lambda *state: seen.append(state))
    assert seen
    assert all(done <= total or total == 0 for _, done, total in seen)
    assert call != "tune" or seen[-1] == ("trials", 3, 3)

    def refuse(stage, done, total):
        raise LookupError(stage)

    with pytest.raises(LookupError):
        calls[call](refuse)
