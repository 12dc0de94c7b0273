"""Public bug reports of other tools, as small inputs: the right answer to each."""

import itertools
import json
import os
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import scipy.sparse

import matchwright as mw

ROOT = Path(__file__).parents[2]


@pytest.fixture
def case():
    """Find a case by its id, or skip."""
    folder = Path(os.environ.get("MATCHWRIGHT_CASES_FOLDER", ROOT / ".." / "shared" / "cases"))
    path = folder / "cases.jsonl"
    if not path.exists():
        pytest.skip("the file cases.jsonl is absent")
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {entry["id"]: entry for entry in cases}


@pytest.fixture
def saved(tmp_path):
    """Write a text or bytes as a file, and return its path."""

    def write(content, name):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def people(entry, saved):
    """Return the paths of a case's two tables."""
    given = entry["input"]
    return [saved(given[side], f"{side}.csv") for side in ("mentees", "mentors")]


def met(outcome):
    """Return the pairs of ids as a set."""
    return set(zip(outcome.pairs["mentee_id"], outcome.pairs["mentor_id"], strict=True))


def told(found):
    """Return all that a validation says, as one text."""
    return str(found)


def test_rw01_the_best_total_and_not_the_best_pair_first(case):
    entry = case["RW01"]
    for which, name in (("a", "scores_a"), ("b", "scores_b")):
        scores = np.array(
            [[-np.inf if value is None else value for value in row] for row in entry["input"][name]]
        )
        plan = mw.assign(scores, maximize=True)
        expected = entry["expected"][which]
        places = zip(plan.row_ind, plan.col_ind, strict=True)
        pairs = [[f"a{row + 1}", f"b{column + 1}"] for row, column in places]
        assert pairs == expected["pairs"]
        assert plan.total == pytest.approx(expected["total"])
        assert plan.certificate.verified


def test_rw03_a_stored_zero_is_a_pair_and_an_absent_entry_is_none(case):
    entry = case["RW03"]
    rows, columns, values = zip(*entry["input"]["entries"], strict=True)
    matrix = scipy.sparse.coo_array((values, (rows, columns)), shape=entry["input"]["shape"])
    for maximize, name in ((True, "maximise"), (False, "minimise")):
        plan = mw.assign(matrix.tocsr(), maximize=maximize)
        expected = entry["expected"][name]
        pairs = np.transpose([plan.row_ind, plan.col_ind]).tolist()
        assert pairs == expected["pairs"]
        assert plan.total == expected["total"]


def test_rw04_equal_wishes_are_one_plan_for_any_order(case, saved):
    entry = case["RW04"]
    program = mw.Program(criteria=[mw.Preference(mentee="prefers")], capacity="seats")
    mentees, mentors = (pd.read_csv(path) for path in people(entry, saved))
    plans = set()
    for order in itertools.permutations(range(3)):
        for threads in (1, 2):
            outcome = mw.match(mentees.iloc[list(order)], mentors, program, threads=threads)
            assert outcome.summary.pairs == entry["expected"]["pairs"]
            assert outcome.summary.total == pytest.approx(entry["expected"]["total"])
            plans.add(frozenset(met(outcome)))
    assert len(plans) == 1


def test_rw06_equal_scores_are_one_plan_for_any_order(case):
    entry = case["RW06"]
    plan = mw.assign(
        np.array(entry["input"]["scores"]),
        column_capacity=np.array(entry["input"]["seats"]),
        maximize=True,
    )
    assert plan.total == entry["expected"]["total"]
    # Seats are not spread for their own sake; it is said that the plan is not the only one.
    assert len(mw.k_best(np.array([[0.5, 0.5]] * 4), 2, maximize=True)) == 2


def test_rw08_silence_is_what_the_programme_says(case, saved):
    entry = case["RW08"]
    mentees, mentors = people(entry, saved)
    for missing, total, seated in ((0.5, 1.5, {"p3"}), (0.0, 1.1, {"p1", "p2"})):
        program = mw.Program(criteria=[mw.Preference(mentee="prefers", missing=missing)])
        outcome = mw.match(mentees, mentors, program)
        assert outcome.summary.total == pytest.approx(total)
        assert seated <= set(outcome.pairs["mentee_id"])


def test_rw09_nobody_is_their_own_mentor(case, saved):
    entry = case["RW09"]
    program = mw.Program(criteria=[mw.Overlap("interests")], objective="total")
    mentees, mentors = people(entry, saved)
    assert met(mw.match(mentees, mentors, program)) == {("p2", "p3")}
    spelt = saved(mentors.read_text().replace("p1", "P1"), "spelt.csv")
    assert ("p1", "P1") not in met(mw.match(mentees, spelt, program))
    assert "in both tables" in told(mw.validate(mentees, spelt, program))


def test_rw10_a_blocked_id_that_nobody_has_is_found(case, saved):
    entry = case["RW10"]
    program = mw.Program(
        criteria=[mw.Overlap("interests")],
        rules=[mw.Block(pairs=[("ann.lee@corp.example", "Bo.Kay@corp.example")])],
        objective="total",
    )
    said = told(mw.validate(*people(entry, saved), program))
    assert "Bo.Kay@corp.example" in said
    assert "bo.kay@corp.example" in said


def test_rw11_managers_that_are_nobodys_id_are_counted(case, saved):
    entry = case["RW11"]
    program = mw.Program(
        criteria=[mw.SkillCoverage("wants", "skills")], rules=[mw.NotInReportingLine("manager")]
    )
    mentees, mentors = people(entry, saved)
    assert "none of the 2 managers" in told(mw.validate(mentees, mentors, program))
    plain = pd.read_csv(mentees, dtype=str)
    plain["manager"] = plain["manager"].str.extract(r"\((\d+)\)", expand=False)
    outcome = mw.match(plain, pd.read_csv(mentors, dtype=str), program)
    assert met(outcome) == {("1001", "2002"), ("1002", "2001")}


def test_rw12_a_head_who_is_their_own_manager_ends_the_line(case, saved):
    program = mw.Program(criteria=[mw.Same("site")], rules=[mw.NotInReportingLine("manager")])
    outcome = mw.match(*people(case["RW12"], saved), program)
    assert met(outcome) == {("e1", "m2")}


def test_rw14_slips_are_reported_and_can_be_kept_apart(case):
    entry = case["RW14"]
    alike = [["Singing", "Signing"], *entry["input"]["also_one_slip_apart"]]
    for (often, once), merged in [
        *((pair, True) for pair in alike),
        *((pair, False) for pair in entry["input"]["two words that must stay apart"]),
    ]:
        mentees = {"id": ["e1", "e2", "e3"], "interests": [often] * 3}
        mentors = {"id": ["m1"], "interests": [once]}
        program = mw.Program(criteria=[mw.Overlap("interests")])
        merges = mw.match(mentees, mentors, program).merges
        assert (len(merges["label"]) == 1) == merged, (often, once)
        for careful in ({"fuzzy": "off"}, {"apart": [[often, once]]}):
            program = mw.Program(criteria=[mw.Overlap("interests")], **careful)
            assert mw.score(mentees, mentors, program)[0, 0] == 0.0


def test_rw15_marks_between_digits_are_the_meaning(case):
    given = case["RW15"]["input"]

    def same(one, other):
        program = mw.Program(criteria=[mw.Same("x")])
        return mw.score({"id": ["e"], "x": [one]}, {"id": ["m"], "x": [other]}, program)[0, 0]

    assert same(given["a"]["mentee"], given["a"]["mentor"]) == 0.0
    for one, other in given["c"]["lists"]:
        program = mw.Program(criteria=[mw.Overlap("x")])
        tables = {"id": ["e"], "x": [[one]]}, {"id": ["m"], "x": [[other]]}
        assert mw.score(*tables, program)[0, 0] == 0.0, (one, other)
    gap = mw.Program(criteria=[mw.Gap("x", 0, 4, scale=given["b"]["scale"])])
    for answer, place in (("6\N{EN DASH}10", 3), ("3 - 5", 2)):
        tables = {"id": ["e"], "x": [given["b"]["scale"][place]]}, {"id": ["m"], "x": [answer]}
        assert mw.score(*tables, gap)[0, 0] == 1.0
    with pytest.raises(mw.InputError, match="must be one of the scale"):
        mw.score({"id": ["e"], "x": ["0-1"]}, {"id": ["m"], "x": ["12"]}, gap)


def test_rw17_who_stands_twice_is_refused_or_the_latest_counts(case, saved):
    entry = case["RW17"]
    mentees = saved(entry["input"]["mentees"], "mentees.csv")
    mentors = {"id": ["m1"], "site": ["York"], "Timestamp": ["2026-01-10 09:00"]}
    plain = mw.Program(criteria=[mw.Same("site")])
    found = mw.validate(mentees, mentors, plain)
    assert not found.ok
    twice = " ".join(str(error) for error in found.errors)
    assert all(part in twice for part in ("e2", "3", "4"))
    latest = mw.Program(criteria=[mw.Same("site")], tables={"latest": "Timestamp"})
    outcome = mw.match(mentees, mentors, latest)
    assert outcome.summary.mentees == 3
    assert any("latest" in line or "twice" in line for line in outcome.reading)


def test_rw19_separators_and_decimal_commas(case, saved):
    given = case["RW19"]["input"]
    site, hours = mw.Same("site"), mw.Gap("hours", 0, 1)
    for name, criterion in (("a", hours), ("b", site), ("d", site)):
        table = mw.read(saved(given[name], f"{name}.csv"))
        program = mw.Program(criteria=[criterion], same_id_is_same_person=False)
        assert mw.score(table, table, program)[0, 0] == 1.0
    quoted = saved(given["c"], "c.csv")
    with pytest.raises(mw.InputError, match="row 2"):
        mw.score(quoted, quoted, mw.Program(criteria=[hours]))


def test_rw20_encodings(case, saved):
    given = case["RW20"]["input"]
    program = mw.Program(criteria=[mw.Same("site")], same_id_is_same_person=False)
    for name, site in (("windows-1252 (hex)", "Zürich"), ("utf-16 with BOM (hex)", "Leeds")):
        table = saved(bytes.fromhex(given[name]), "odd.csv")
        assert mw.score(table, {"id": ["m1"], "site": [site]}, program)[0, 0] == 1.0
    suspected = saved(given["utf-7"], "utf-7.csv")
    found = mw.validate(suspected, {"id": ["m1"], "site": ["Leeds"]}, program)
    assert "UTF-7" in told(found) + " ".join(found.reading)


def test_rw21_extra_header_rows_are_nobody(case, saved):
    entry = case["RW21"]
    mentees = saved(entry["input"]["mentees"], "mentees.csv")
    program = mw.Program(criteria=[mw.SkillCoverage("wants", "skills")])
    mentors = {"id": ["m1", "m2", "m3"], "skills": ["Python", "Rowing", "SQL"]}
    outcome = mw.match(mentees, mentors, program, mentee_id="ResponseId")
    assert outcome.summary.mentees == entry["expected"]["mentees"]
    assert "Response ID" not in str(outcome.to_json())


def test_rw23_one_column_an_option(case, saved):
    entry = case["RW23"]
    columns = {"topics": {"ticked": ["Leadership", "Career growth"]}}
    program = mw.Program(
        criteria=[mw.Overlap("topics", rarity=False)], tables={"id": "#", "columns": columns}
    )
    scores = mw.score(*people(entry, saved), program)
    assert scores.tolist() == [[0.5, 0.0], [0.5, 1.0]]
    question = "💡 Motivation\n\nWhy?"
    program = mw.Program(criteria=[mw.Same({"mentee": question, "mentor": "Leadership"})])
    ids = {"mentee_id": "#", "mentor_id": "#"}
    assert mw.score(*people(entry, saved), program, **ids).shape == (2, 2)


def test_rw24_ids_that_went_through_a_spreadsheet(case, saved):
    entry = case["RW24"]["input"]
    program = mw.Program(criteria=[mw.Preference(mentee="prefers")], list_separator=";")
    mentees = saved(entry["csv"]["mentees"], "mentees.csv")
    mentors = saved(entry["csv"]["mentors"], "mentors.csv")
    assert all(part in told(mw.validate(mentees, mentors, program)) for part in ("597449", "00042"))
    frames = (
        pd.DataFrame({"id": ["e1", "e2"], "prefers": [597449.0, float("nan")]}),
        pd.DataFrame({"id": [597449, 42]}),
    )
    assert mw.score(*frames, program)[0].tolist() == [1.0, pytest.approx(0.1)]
    large = pd.DataFrame({"id": [9007199254740992.0, 9007199254740993.0], "prefers": [None, None]})
    with pytest.raises(mw.InputError):
        mw.match(large, frames[1], program)


def test_rw25_texts_that_mean_no_answer(case, saved):
    entry = case["RW25"]
    tables = people(entry, saved)
    plain = mw.Program(criteria=[mw.Overlap("interests", missing=0.5)])
    assert "no answer" in told(mw.validate(*tables, plain))
    mapped = mw.Program(criteria=[mw.Overlap("interests", missing=0.5)], tables={})
    scores = mw.score(*tables, mapped)
    assert [scores[0, 0], scores[1, 1], scores[2, 2]] == [0.5, 0.5, 0.5]


def test_rw26_prefixes_and_years_are_pointed_at(case, saved):
    entry = case["RW26"]
    tables = people(entry, saved)
    program = mw.Program(criteria=[mw.SkillCoverage("needs", "skills")])
    today = Fraction(4, 2016) / 3 + Fraction(1, 3)
    assert mw.score(*tables, program)[0, 0] == pytest.approx(float(today), abs=1e-6)
    said = told(mw.validate(*tables, program))
    assert "2016" in said or "level" in said
    assert "Skill: Public Speaking" in said
    columns = {"needs": {"from": "needs", "strip": "Skill: "}}
    mapped = mw.Program(criteria=[mw.SkillCoverage("needs", "skills")], tables={"columns": columns})
    better = today + Fraction(1, 3)
    assert mw.score(*tables, mapped)[0, 0] == pytest.approx(float(better), abs=1e-6)


def test_rw29_invisible_differences(case, saved):
    tables = people(case["RW29"], saved)
    program = mw.Program(criteria=[mw.Overlap("skills"), mw.Preference(mentee="prefers")])
    overlap = mw.Program(criteria=[mw.Overlap("skills", rarity=False)])
    assert mw.score(*tables, overlap).tolist() == [[1.0, 0.5], [0.5, 1.0]]
    wishes = mw.Program(criteria=[mw.Preference(mentee="prefers")])
    scores = mw.score(*tables, wishes)
    assert scores[1, 1] == 1.0
    assert scores[0, 0] == 1.0 or "m1" in told(mw.validate(*tables, program))


def test_rw32_a_stream_that_was_read_already_says_so(case):
    assert case["RW32"]
    table = pa.table({"id": ["e1"], "site": ["Leeds"]})
    mentors = {"id": ["m1"], "site": ["Leeds"]}
    program = mw.Program(criteria=[mw.Same("site")])
    stream = table.to_reader()
    assert mw.validate(stream, mentors, program).ok
    with pytest.raises(mw.KindError, match="read already"):
        mw.match(stream, mentors, program)
    stream = table.to_reader()
    with pytest.raises(mw.KindError, match="read already"):
        mw.match(stream, stream, program)
    with pytest.raises(mw.KindError, match="must be a frame"):
        mw.match((row for row in table.to_pylist()), mentors, program)


def test_rw33_ids_that_a_spreadsheet_would_run(case, saved, tmp_path):
    tables = people(case["RW33"], saved)
    program = mw.Program(criteria=[mw.Same("site")])
    assert "formula" in told(mw.validate(*tables, program))
    outcome = mw.match(*tables, program)
    assert met(outcome) <= set(
        itertools.product(('=HYPERLINK("http://x.example")', "-2"), ("@m1", "+m2"))
    )
    again = mw.Program(criteria=[mw.Same("site")], rules=[mw.History(pairs=sorted(met(outcome)))])
    assert not met(outcome) & met(mw.match(*tables, again))
