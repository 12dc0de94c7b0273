"""Where the memory is not there, `MemoryError` says so; nothing aborts."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.alone

PREPARE = """
import resource
import numpy as np
import matchwright as mw

def limit(megabytes):
    with open("/proc/self/statm") as file:
        held = int(file.read().split()[0]) * 4096
    resource.setrlimit(resource.RLIMIT_AS, (held + megabytes * 2**20,) * 2)

mw.assign(np.random.default_rng(1).random((600, 600)))
"""

CALLS = {
    "k_best": """
costs = np.random.default_rng(2).random((50, 50))
limit(12)
call = lambda: mw.k_best(costs, 100_000)
""",
    "recommend": """
people = mw.simulate(10_000, 10_000)
program = mw.Program(criteria=[mw.Same("site")])
limit(30)
call = lambda: mw.recommend(people.mentees, people.mentors, program, k=1000)
""",
    "recommend to mentors": """
people = mw.simulate(10_000, 10_000)
program = mw.Program(criteria=[mw.Same("site")])
limit(30)
call = lambda: mw.recommend(people.mentees, people.mentors, program, k=1000, side="mentor")
""",
    "simulate": """
limit(60)
call = lambda: mw.simulate(300_000, 300_000)
""",
    "a vocabulary": """
import pathlib, tempfile
path = pathlib.Path(tempfile.mkdtemp()) / "words.csv"
lines = (f"label number {row},name {row // 3},\\n" for row in range(300_000))
path.write_text("label,preferred,broader\\n" + "".join(lines))
limit(100)
call = lambda: mw.Vocabulary.from_file(path)
""",
    "a table": """
import pathlib, tempfile
path = pathlib.Path(tempfile.mkdtemp()) / "people.csv"
path.write_text("id,site\\n" + "".join(f"person {row},Leeds\\n" for row in range(300_000)))
program = mw.Program(criteria=[mw.Same("site")])
limit(20)
call = lambda: mw.match(path, path, program)
""",
    "reference": """
costs = np.random.default_rng(2).random((3000, 3000))
limit(60)
call = lambda: mw.assign(costs, method="reference")
""",
}

CATCH = """
try:
    call()
except MemoryError as error:
    print(type(error).__module__, error)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")
@pytest.mark.parametrize("name", CALLS)
def test_a_limit_of_memory(name):
    script = PREPARE + CALLS[name] + CATCH
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.startswith("matchwright._errors"), ran.stdout
    assert "do not fit into memory" in ran.stdout
