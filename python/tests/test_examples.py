"""The examples in the documentation do what they say."""

import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import matchwright as mw


@pytest.mark.parametrize("name", ["matchwright", "matchwright._assign", "matchwright._program"])
def test_modules(name):
    tried = doctest.testmod(importlib.import_module(name))
    assert tried.failed == 0
    assert tried.attempted > 0


def test_the_extension_module():
    finder = doctest.DocTestFinder(recurse=False)
    (example,) = finder.find(mw.linear_sum_assignment, "linear_sum_assignment", globs={})
    assert doctest.DocTestRunner().run(example).failed == 0
    assert example.examples


ROOT = Path(__file__).parents[2]
PROGRAMS = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_programs(path):
    ran = subprocess.run(
        [sys.executable, path], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "proven best" in ran.stdout
