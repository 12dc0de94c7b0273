"""Tracking: states by their rules, targets, and differences that hold the planted truth."""

import browser
import pandas as pd
import polars as pl
import pytest
from test_policy_value import bench
from test_report import CHECKS

import matchwright as mw

PAIRS = pl.DataFrame({"mentee_id": [3, 1, 2, 4, 5, 6], "mentor_id": ["c", "a", "b", "d", "e", "f"]})
CHECKINS = [
    {"mentee_id": 1, "mentor_id": "a", "date": "2026-01-10", "met": 1, "satisfaction": 4},
    {"mentee_id": 1, "mentor_id": "a", "date": "2026-05-01", "met": "yes", "satisfaction": 5},
    {"mentee_id": 2, "mentor_id": "b", "date": "2026-01-10", "met": 2, "satisfaction": 5},
    {"mentee_id": 3, "mentor_id": "c", "date": "2026-04-20", "met": 0, "satisfaction": 4},
    {"mentee_id": 3, "mentor_id": "c", "date": "2026-05-02", "met": "no"},
    {"mentee_id": 4, "mentor_id": "d", "date": "2026-05-02", "met": 1, "satisfaction": 2},
    {
        "mentee_id": 5,
        "mentor_id": "e",
        "date": "2026-03-02",
        "met": 3,
        "ended": "yes",
        "goal_reached": "yes",
    },
]


def states(tracking):
    rows = tracking.pairs.iter_rows(named=True)
    return {row["mentee_id"]: (row["state"], row["reason"]) for row in rows}


def test_states_and_their_reasons():
    tracking = mw.track(PAIRS, CHECKINS)
    assert tracking.as_of == "2026-05-02"
    assert tracking.pairs["mentee_id"].to_list() == [1, 2, 3, 4, 5, 6]
    assert states(tracking) == {
        1: ("on_track", ""),
        2: ("needs_a_word", "no check-in for 112 days"),
        3: ("needs_a_word", "no meeting at the last two check-ins"),
        4: ("needs_a_word", "satisfaction 2"),
        5: ("ended", "ended by 2026-03-02, goal reached"),
        6: ("needs_a_word", "no check-in yet"),
    }
    later = mw.track(PAIRS, CHECKINS, as_of="2026-05-03", overdue=200, low=1)
    assert {who for who, (state, _) in states(later).items() if state == "on_track"} == {1, 2, 4}


def test_figures_and_targets():
    targets = {
        "relationships": (4, "2026-12-31"),
        "satisfaction": (4.9, "2026-01-01"),
        "pairs": 9,
        "retained": 0.5,
    }
    tracking = mw.track(PAIRS, CHECKINS, targets=targets)
    figures = dict(zip(tracking.figures["figure"], tracking.figures["value"], strict=True))
    assert (figures["pairs"], figures["relationships"]) == (6, 4)
    assert figures["needs_a_word"] == pytest.approx(4 / 6)
    assert figures["satisfaction"] == pytest.approx((4.5 + 5 + 4 + 2) / 4)
    assert tracking.targets["state"].to_list() == ["reached", "missed", "open", "unknown"]
    with pytest.raises(mw.InputError, match="no figure has this name"):
        mw.track(PAIRS, CHECKINS, targets={"joy": 1})
    with pytest.raises(mw.OptionError, match="above 0"):
        mw.track(PAIRS, CHECKINS, targets={"pairs": 0})


def test_columns_are_read_under_other_names():
    renamed = pd.DataFrame(CHECKINS).rename(columns={"satisfaction": "How happy are you?"})
    names = {"satisfaction": "How happy are you?"}
    assert states(mw.track(PAIRS, renamed, columns=names)) == states(mw.track(PAIRS, CHECKINS))


def test_what_is_wrong_is_named_without_what_was_written():
    wrong = [
        {"mentee_id": 1, "mentor_id": "a", "date": "soon", "satisfaction": 9},
        {"mentee_id": None, "mentor_id": "a", "date": "2026-02-30", "satisfaction": "so so"},
    ]
    with pytest.raises(mw.InputError) as caught:
        mw.track(PAIRS, wrong)
    found = sorted((each["column"], each["row"], each["code"]) for each in caught.value.findings)
    assert found == [
        ("date", 1, "cell_kind"),
        ("date", 2, "cell_kind"),
        ("mentee_id", 2, "no_id"),
        ("satisfaction", 1, "out_of_range"),
        ("satisfaction", 2, "cell_kind"),
    ]
    assert "soon" not in str(caught.value)


def test_an_outcome_keeps_its_ids():
    people = {"id": [1, 2, 3], "site": ["x", "y", "x"]}
    outcome = mw.match(
        people, {"id": ["a", "b"], "site": ["x", "y"]}, mw.Program(criteria=[mw.Same("site")])
    )
    met = outcome.pairs
    tracking = mw.track(outcome, {"mentee_id": met.mentee_id, "mentor_id": met.mentor_id})
    assert tracking.pairs.mentee_id.tolist() == met.mentee_id.tolist()
    value = tracking.figures.set_index("figure").value
    assert value["participation"] == pytest.approx(2 / 3)


def test_skills_before_and_after_are_counted():
    people = {
        "id": range(80),
        "skills_before": ["a; b"] * 80,
        "skills_after": ["A; b; c; d"] * 40 + ["a"] * 40,
        "grade": [1, 2, 3, 4] * 20,
    }
    pairs = {"mentee_id": list(range(40)), "mentor_id": list(range(100, 140))}
    tracking = mw.track(pairs, pairs, people)
    compared = pd.DataFrame(tracking.compared)
    assert compared["matched"].tolist() == [2.0]
    assert compared["difference"].tolist() == [pytest.approx(2.0)]


def test_differences_hold_the_planted_truth():
    module = bench()
    found = [module.difference(seed, imbalance=False) for seed in range(150)]
    lines = module.difference_lines(found, "comparable")
    assert lines[0]["comparable"] == 150
    for line in lines[1:]:
        assert 0.90 <= line["covered"] <= 0.99, line


def test_planted_imbalance_is_warned_of_and_nothing_is_stated(tmp_path):
    tracking = mw.track(*bench().crowd(1, imbalance=True))
    assert tracking.comparable is False
    assert pd.DataFrame(tracking.compared)["difference"].isna().all()
    assert "not comparable: no weighting makes them alike in grade" in tracking.warnings[0]
    tracking.report(tmp_path / "page.html", title="Spring")
    page = (tmp_path / "page.html").read_text()
    assert "not comparable: no weighting makes them alike" in page
    for text in (page, str(tracking), tracking.to_json()):
        assert "caused" not in text
        assert "effect of" not in text


@pytest.mark.skipif(browser.find() is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_reads_well(tmp_path, width, scheme):
    pairs, checkins, people = bench().crowd(2, imbalance=False)
    wanted = {"relationships": (6, "2026-12-31"), "retained": 0.9}
    tracking = mw.track(pairs, checkins, people, targets=wanted)
    page = tmp_path / "page.html"
    tracking.report(page, title="Spring cohort")
    with browser.Browser(browser.find(), tmp_path / "profile") as window:
        window.open(page.as_uri(), width=width, scheme=scheme)
        window.picture(tmp_path / f"{width}-{scheme}.png")
        assert window.run(CHECKS) == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert window.run(wide) <= 0
        errors, loaded = window.complaints()
    assert errors == []
    assert loaded == [page.as_uri()]


@pytest.mark.parametrize("answered", [1, 9, 10])
def test_no_figure_is_the_answer_of_a_few(answered):
    """What became of people is shown of ten and more, in figures, comparison and balance."""
    pairs = pl.DataFrame({"mentee_id": range(30), "mentor_id": [f"m{each}" for each in range(30)]})
    people = pl.DataFrame(
        {
            "id": range(60),
            "grade": [1 + each % 4 for each in range(60)],
            "promoted": [None if answered <= each < 30 else "yes" for each in range(60)],
        }
    )
    tracking = mw.track(pairs, [], people)
    figure = tracking.figures.filter(pl.col("figure") == "promoted").row(0, named=True)
    row = tracking.compared.row(0, named=True)
    assert figure["of"] == row["matched_people"] == answered
    assert pd.isna([figure["value"], figure["low"], row["matched"]]).tolist() == [answered < 10] * 3
    assert row["unmatched"] == 1
    few = mw.track(pairs[:answered], [], people)
    grade = few.balance.table.row(0, named=True)
    assert pd.isna([grade["matched"], grade["difference"]]).tolist() == [answered < 10] * 2
    assert not pd.isna(grade["unmatched"])
    assert ("fewer than 10 people" in str(few)) == (answered < 10)
