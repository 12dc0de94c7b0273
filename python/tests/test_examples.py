"""The examples in the documentation do what they say."""

import doctest
import importlib

import pytest

import matchwright as mw


@pytest.mark.parametrize("name", ["matchwright", "matchwright._assign"])
def test_modules(name):
    tried = doctest.testmod(importlib.import_module(name))
    assert tried.failed == 0
    assert tried.attempted > 0


def test_the_extension_module():
    finder = doctest.DocTestFinder(recurse=False)
    (example,) = finder.find(mw.linear_sum_assignment, "linear_sum_assignment", globs={})
    assert doctest.DocTestRunner().run(example).failed == 0
    assert example.examples
