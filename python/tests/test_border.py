"""What crosses the border between Python and Rust: signals, threads, forks, panics, progress."""

import logging
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import matchwright as mw

pytestmark = pytest.mark.alone

# Two problems of many pairs, solved in a second or so, and one that takes several: everybody wants
# the same few, in the same order, so that every price depends on nearly everybody.
WORK = """
import numpy as np
import matchwright as mw

rng = np.random.default_rng(7)
ids = list(range(2_500))
words = [f"word {n}" for n in range(24)]
lists = lambda: [rng.choice(words, 5).tolist() for _ in ids]
mentees, mentors = {"id": ids, "x": lists()}, {"id": ids, "x": lists()}
program = mw.Program(criteria=[mw.Overlap("x", rarity=True)], objective="total")
costs = rng.integers(0, 60, (2_500, 2_500)).astype(float)
places = list(range(5_000))
line = {"id": places}
product = np.outer(np.arange(5_000.0), np.arange(5_000.0))
hard = mw.Program(criteria=[mw.Matrix(product / product.max(), places, places)])

# Pairs that take long to look at: many people, and as many criteria as it takes. The tables
# themselves are read within a moment.
lists = [[f"word {(7 * n + 13 * k * k) % 499}" for k in range(12)] for n in range(12_000)]
crowd = {"id": range(12_000), "x": lists}
criteria = [mw.Overlap("x", rarity=True, name=f"overlap {n}") for n in range(60)]
sweep = mw.Program(criteria=criteria)
"""


def _run(script, **options):
    """Start a script that prints when it is about to work."""
    command = [sys.executable, "-c", textwrap.dedent(WORK) + textwrap.dedent(script)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
@pytest.mark.parametrize("call", ["mw.match(mentees, mentors, program)", "mw.assign(costs)"])
@pytest.mark.parametrize("seed", range(5))
def test_ctrl_c_at_any_moment(call, seed):
    script = f"""
        print("ready", flush=True)
        try:
            while True:
                {call}
        except KeyboardInterrupt:
            print("interrupted", flush=True)
        # The process is as good as before.
        print(mw.assign([[1.0]]).total, mw.match([dict(id=1, x="a")], [dict(id=2, x="a")], program))
    """
    with _run(script) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(random.Random(seed).uniform(0.05, 2.0))
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        out, errors = process.communicate(timeout=60)
        assert time.monotonic() - sent < 5
    assert errors == ""
    assert out == "interrupted\n1.0 <Outcome: 1 pairs, 1 mentees>\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise on Windows")
@pytest.mark.parametrize(
    "call",
    [
        "mw.match(line, line, hard)",
        "mw.assign(product, maximize=True)",
        "mw.linear_sum_assignment(product, maximize=True)",
        "mw.score(crowd, crowd, sweep)",
        "mw.recommend(crowd, crowd, sweep)",
        "mw.validate(crowd, crowd, sweep)",
    ],
)
def test_ctrl_c_in_the_middle_of_long_work(call):
    script = f"""
        print("ready", flush=True)
        try:
            {call}
        except KeyboardInterrupt:
            print("interrupted", flush=True)
        else:
            print("finished", flush=True)
    """
    with _run(script) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        out, errors = process.communicate(timeout=120)
        assert time.monotonic() - sent < 2
    assert (out, errors) == ("interrupted\n", "")


def test_the_interpreter_may_end_during_a_solve():
    script = """
        import threading, time
        solve = dict(target=mw.assign, args=[product], kwargs=dict(maximize=True), daemon=True)
        threading.Thread(**solve).start()
        time.sleep(0.2)
        print("leaving", flush=True)
    """
    with _run(script) as process:
        out, _ = process.communicate(timeout=60)
    assert (out, process.returncode) == ("leaving\n", 0)


@pytest.fixture
def large():
    """A match that lasts for several looks of the caller."""
    return _hard(800)


def _hard(size):
    ids = range(size)
    values = np.outer(ids, ids) / size**2
    people = {"id": list(ids)}
    return people, people, mw.Program(criteria=[mw.Matrix(values, ids, ids)])


def test_time_limit():
    outcome = mw.match(*_hard(5_000), timeout=0.01)
    assert outcome.summary.pairs == 5_000
    assert outcome.certificate.gap > 0
    assert not outcome.certificate.verified


def test_progress_is_told_from_the_calling_thread(large):
    seen = []

    def report(stage, done, total):
        seen.append((stage, done, total, threading.get_ident()))

    mw.match(*large, progress=report)
    assert seen
    assert {stage for stage, *_ in seen} <= {"prepare", "solve", "certify", "outcome"}
    assert seen[-1][0] == "outcome"
    assert {thread for *_, thread in seen} == {threading.get_ident()}
    assert all(done >= 0 for _, done, _, _ in seen)


def test_a_progress_function_may_end_the_work(large):
    def report(stage, done, total):
        message = "enough"
        raise LookupError(message)

    with pytest.raises(LookupError, match="enough"):
        mw.match(*large, progress=report)


def test_progress_bar(large, capsys):
    mw.match(*large, progress=True)
    assert "%" in capsys.readouterr().err


def test_progress_without_tqdm(large, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    mw.match(*large, progress=True)
    lines = capsys.readouterr().err.splitlines()
    assert lines
    assert set(lines) <= {
        f"matchwright: {stage}" for stage in ("prepare", "solve", "certify", "outcome")
    }


@pytest.fixture
def panic():
    """The exception that stands for a panic in Rust: raised into Rust, it is one again."""
    with pytest.raises(mw.CostError):
        mw.linear_sum_assignment([[np.nan]])
    kinds = [each for each in BaseException.__subclasses__() if each.__name__ == "PanicException"]
    if not kinds:
        pytest.fail("the exception of panics has not been made")
    return kinds[0]


def test_a_panic_becomes_an_exception_of_the_package(panic, large, capfd):
    def report(stage, done, total):
        message = "planted"
        raise panic(message)

    with pytest.raises(mw.MatchwrightError, match="a bug in Matchwright ended the call") as caught:
        mw.match(*large, progress=report)
    assert "planted" not in str(caught.value)
    assert "planted" in capfd.readouterr().err
    assert mw.match(*large).summary.pairs == 800


def _solve(seed):
    costs = np.random.default_rng(seed).integers(0, 99, (300, 300))
    return mw.assign(costs).total


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # forking with threads: that is the test
def test_processes_after_use(method):
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system cannot {method}")
    here = [_solve(seed) for seed in range(4)]
    with multiprocessing.get_context(method).Pool(2) as workers:
        there = workers.map_async(_solve, range(4)).get(timeout=120)
    assert there == here
    assert _solve(0) == here[0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_small_problems_start_no_threads():
    script = """
        import os
        mw.linear_sum_assignment(costs[:100, :100])
        mw.assign(costs[:150, :150])
        print(len(os.listdir("/proc/self/task")))
    """
    if not os.path.isdir("/proc/self/task"):  # noqa: PTH112
        pytest.skip("this system does not list threads")
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    with _run(script, env=environment) as process:
        out, errors = process.communicate(timeout=60)
    assert (out, errors) == ("1\n", "")


def test_sixteen_threads_with_logging(mentees, mentors, program):
    logging.getLogger("test").setLevel(logging.DEBUG)
    expected = mw.match(mentees, mentors, program).to_json()
    total = _solve(3)

    def work(number):
        logging.getLogger("test").debug("starting %d", number)
        threads = number % 3 + 1
        outcome = mw.match(
            mentees,
            mentors,
            program,
            threads=threads,
            progress=lambda *state: logging.getLogger("test").debug("%s", state),
        )
        return outcome.to_json(), _solve(3)

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(work, range(64), timeout=120))
    assert answers == [(expected, total)] * 64


def test_other_threads_run_during_a_solve():
    ticks = []
    done = threading.Event()

    def tick():
        while not done.wait(0.005):
            ticks.append(time.monotonic())

    clock = threading.Thread(target=tick)
    clock.start()
    started = time.monotonic()
    mw.assign(np.outer(range(800), range(800)), maximize=True)
    ended = time.monotonic()
    done.set()
    clock.join()
    during = [moment for moment in ticks if started < moment < ended]
    assert len(during) > (ended - started) / 0.05


def test_a_matrix_that_another_thread_changes():
    costs = np.random.default_rng(5).random((400, 400))
    done = threading.Event()

    def write():
        while not done.is_set():
            costs[:] = np.random.default_rng().random(costs.shape)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        # The matrix is read where it lies, without a copy: no plan comes back without a proof.
        answers = [_answer(costs) for _ in range(20)]
    finally:
        done.set()
        writer.join()
    for answer in answers:
        if isinstance(answer, mw.CostError):
            assert "was changed while it was solved" in str(answer)
        else:
            assert answer.certificate.verified
            assert sorted(answer.col_ind) == list(range(400))
    assert mw.assign(costs).certificate.verified


def _answer(costs):
    try:
        return mw.assign(costs)
    except mw.CostError as error:
        return error
