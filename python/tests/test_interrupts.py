"""Ctrl-C ends work that needs no matrix as soon as any other."""

import os
import signal
import threading
import time

import pytest

import matchwright as mw

PATIENCE = 0.5
"""Seconds; a tenth is promised, on a machine that does nothing else."""


def _interrupted(call, after):
    """Seconds from Ctrl-C to the exception; how long the call took where it was faster."""
    sent = []

    def interrupt():
        sent.append(time.perf_counter())
        os.kill(os.getpid(), signal.SIGINT)

    timer = threading.Timer(after, interrupt)
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        call()
        time.sleep(10)
    return time.perf_counter() - sent[0]


@pytest.mark.parametrize("after", [0.1, 0.6])
def test_simulate(after):
    assert _interrupted(lambda: mw.simulate(200_000, 200_000, seats=2), after) < PATIENCE


def test_a_vocabulary_from_a_file(tmp_path):
    path = tmp_path / "words.csv"
    lines = (f"label number {row},name {row // 3}," for row in range(600_000))
    path.write_text("label,preferred,broader\n" + "\n".join(lines), encoding="utf-8")
    assert _interrupted(lambda: mw.Vocabulary.from_file(path), 0.2) < PATIENCE
