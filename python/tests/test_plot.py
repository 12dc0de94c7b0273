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


def test_a_chart_says_its_numbers_in_words(outcome):
    pytest.importorskip("altair", reason="Altair is not installed")
    words = {kind: outcome.plot(kind).to_dict()["description"] for kind in KINDS}
    for row in rows(outcome.plot("ranks")):
        assert f"{row['count']:,} at rank {row['rank']}" in words["ranks"]
    for row in rows(outcome.plot("scores")):
        named = f"{row['count']:,} from {row['score_from']:g} to {row['score_to']:g}"
        assert (named in words["scores"]) == (row["count"] > 0)
    for row in rows(outcome.plot("loads")):
        assert f"{row['mentor_id']}: {row['load']} of {row['capacity']} taken" in words["loads"]
        assert f"gains {row['seat_price_low']:.3f}" in words["loads"]
    assert f"{outcome.summary.pairs} do" in words["heatmap"]


def test_words_about_many_people_say_where_the_others_are():
    pytest.importorskip("altair", reason="Altair is not installed")
    mentees = {"id": range(50), "site": ["Leeds"] * 50}
    program = mw.Program(criteria=[mw.Same("site")])
    outcome = mw.match(mentees, mentees | {"id": range(100, 150)}, program)
    words = outcome.plot("loads").to_dict()["description"]
    assert words.count(" taken") == 40
    assert "and 10 more, which outcome.loads has" in words


@pytest.fixture
def audit():
    mentees = [{"id": at, "site": "Leeds" if at % 3 else "York"} for at in range(60)]
    mentors = {"id": ["m1", "m2"], "site": ["York", "York"]}
    outcome = mw.match(mentees, mentors, mw.Program(criteria=[mw.Same("site")], capacity=30))
    # The smallest group that is large enough is hidden with the one that is not.
    groups = ["abcc"[at % 4] for at in range(55)] + ["few"] * 5
    return outcome.audit({"id": [*range(60)], "group": groups}, by=["group"])


def test_an_audit_is_drawn_and_said_as_its_table_has_it(audit):
    pytest.importorskip("altair", reason="Altair is not installed")
    chart = audit.plot("mean_score")
    table = audit.table
    shown = table[(table["metric"] == "mean_score") & table["difference"].notna()]
    drawn = rows(chart)
    assert [row["difference"] for row in drawn] == list(shown["difference"])
    words = chart.to_dict()["description"]
    for row in drawn:
        assert f"{row['group']} ({row['n']:.0f}): {row['value']:.3f}" in words
        assert f"between {row['ci_low']:+.3f} and {row['ci_high']:+.3f}" in words
    assert drawn
    assert "few" not in json.dumps(chart.to_dict()), "what is hidden is not drawn"


def test_a_metric_that_an_audit_has_not_is_refused(audit):
    with pytest.raises(mw.OptionError, match="metric must be one of eligible, matched"):
        audit.plot("luck")
