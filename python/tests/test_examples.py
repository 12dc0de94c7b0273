"""The examples in the documentation do what they say."""

import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import matchwright as mw

CLASSES = [mw.Criterion, mw.Rule]


def _needs_example(name):
    """A function, a criterion or a rule, and what people make besides of these."""
    thing = getattr(mw, name)
    if isinstance(thing, type):
        is_member = issubclass(thing, (mw.Criterion, mw.Rule)) and thing not in CLASSES
        return is_member or thing in (mw.Program, mw.Vocabulary, mw.WarmStart)
    return callable(thing)


NAMES = [name for name in mw.__all__ if _needs_example(name)]


def test_nothing_public_is_left_out():
    calls = {"match", "score", "recommend", "validate", "assign", "k_best", "simulate"}
    assert calls | {"linear_sum_assignment", "Overlap", "MinGap", "Custom"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_everything_public_has_an_example_that_holds(name):
    finder = doctest.DocTestFinder(recurse=False)
    (example,) = finder.find(getattr(mw, name), name, globs={})
    assert example.examples, f"{name} has no example"
    assert "Examples\n" in example.docstring
    assert doctest.DocTestRunner().run(example).failed == 0


@pytest.mark.parametrize("name", ["matchwright", "matchwright._program"])
def test_modules(name):
    tried = doctest.testmod(importlib.import_module(name))
    assert tried.failed == 0
    assert tried.attempted > 0


ROOT = Path(__file__).parents[2]
PROGRAMS = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.name)
def test_programs(path):
    ran = subprocess.run(
        [sys.executable, path], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "proven best" in ran.stdout
