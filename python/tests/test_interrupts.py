"""Ctrl-C ends work that needs no matrix as soon as any other."""

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
    "call", ["assign", "assign_many", "k_best", "score", "recommend", "validate"]
)
def test_progress_of_every_call(call):
    people = {"id": range(40), "site": ["Leeds", "York"] * 20}
    program = mw.Program(criteria=[mw.Same("site")])
    calls = {
        "assign": lambda report: mw.assign(np.eye(40), progress=report),
        "assign_many": lambda report: mw.assign_many([np.eye(40)], progress=report),
        "k_best": lambda report: mw.k_best(np.eye(40), 3, progress=report),
        "score": lambda report: mw.score(people, people, program, progress=report),
        "recommend": lambda report: mw.recommend(people, people, program, progress=report),
        "validate": lambda report: mw.validate(people, people, program, progress=report),
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
