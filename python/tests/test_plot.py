"""Plots draw the numbers that the report draws."""

import builtins
import json

import pytest

import matchwright as mw

KINDS = ["scores", "ranks", "loads", "heatmap"]


@pytest.fixture
def outcome(mentees, mentors, program):
    return mw.match(mentees, mentors, program)


def rows(chart):
    drawn = chart.to_dict()
    return json.loads(drawn["datasets"][drawn["data"]["name"]])


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_is_one_that_altair_accepts(outcome, kind):
    pytest.importorskip("altair", reason="Altair is not installed")
    chart = outcome.plot(kind)
    drawn = chart.to_dict()
    assert drawn["$schema"]
    assert drawn["datasets"]


def test_the_numbers_are_those_of_the_frames(outcome):
    pytest.importorskip("altair", reason="Altair is not installed")
    counts = [row["count"] for row in rows(outcome.plot("ranks"))]
    assert sum(counts) == 2 * outcome.summary.pairs
    cells = rows(outcome.plot("heatmap"))
    assert len(cells) == 4 * 3
    assert sum(cell["pairs"] for cell in cells) == outcome.summary.pairs
    assert {row["what"] for row in rows(outcome.plot("scores"))} == {
        "pairs in this plan",
        "the best each mentee could have had",
    }


def test_another_kind_is_refused_with_those_that_there_are(outcome):
    with pytest.raises(mw.OptionError, match="scores, ranks, loads, heatmap"):
        outcome.plot("pie")


def test_without_altair_the_error_says_what_to_install(outcome, monkeypatch):
    usual = builtins.__import__

    def without(name, *arguments, **options):
        if name == "altair":
            raise ModuleNotFoundError(name)
        return usual(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ImportError, match=r"matchwright\[plot\]"):
        outcome.plot("ranks")
