"""SciPy's own tests of `linear_sum_assignment`, with ours in its place."""

import importlib.util
import os
import re
import subprocess
import sys

import pytest
import scipy.optimize

import matchwright as mw

MODULE = "scipy.optimize.tests.test_linear_assignment"

# Collected before SciPy's file, which imports the function by this name.
PLUGIN = """
import os
import scipy.optimize
import matchwright

if os.environ["SOLVER"] == "ours":
    scipy.optimize.linear_sum_assignment = matchwright.linear_sum_assignment

def pytest_collection_finish(session):
    solver = session.items[0].module.linear_sum_assignment
    print("solver of", solver.__module__)
"""


def _run(folder, solver):
    """Run SciPy's file in a process of its own; return what pytest says, and who solved."""
    (folder / "replace_solver.py").write_text(PLUGIN)
    command = [sys.executable, "-m", "pytest", "--pyargs", MODULE, "-p", "replace_solver", "-q"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(folder)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "SOLVER": solver},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("solver", "module"),
    [("ours", mw.linear_sum_assignment.__module__), ("scipys", "scipy.optimize")],
)
def test_all_of_them_pass(tmp_path, solver, module):
    if importlib.util.find_spec(MODULE) is None:
        pytest.skip(f"SciPy {scipy.__version__} was installed without its tests")
    code, said = _run(tmp_path, solver)
    assert code == 0, said
    assert f"solver of {module}" in said
    assert int(re.search(r"(\d+) passed", said)[1]) >= 20, said
    assert not re.search(r"skipped|xfailed|deselected", said), said
