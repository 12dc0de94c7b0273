"""Odd lists and numbers in the calls about feedback and tracking are read, or refused by name."""

import datetime as dt
import json

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import matchwright as mw

PEOPLE = {"id": ["a", "b"], "site": ["Leeds", "York"]}
PROGRAM = mw.Program(criteria=[mw.Same("site")], same_id_is_same_person=False)
PAIRS = {"mentee_id": ["a", "b"], "mentor_id": ["a", "b"]}


@pytest.mark.parametrize("pairs", [[("a", "b", 3)], [("a",)], ["ab"], [3], [("a", "b"), ("a",)]])
def test_pairs_are_two_ids(pairs):
    with pytest.raises(mw.KindError, match="tuples of a mentee's and a mentor's id"):
        mw.contributions(PEOPLE, PEOPLE, PROGRAM, pairs)


def test_nobody_has_said_anything_yet():
    tracking = mw.track(PAIRS, [])
    assert list(tracking.pairs["reason"]) == ["no check-in yet", "no check-in yet"]


def test_a_column_that_stands_twice():
    twice = pd.DataFrame([["a", "b", 1, 2]], columns=["mentee_id", "mentor_id", "x", "x"])
    assert list(mw.track(twice, []).pairs["mentee_id"]) == ["a"]


@pytest.mark.parametrize("overdue", [-1, 2**40])
def test_days_are_days(overdue):
    with pytest.raises(mw.OptionError, match="overdue"):
        mw.track(PAIRS, [], overdue=overdue)


def test_a_seed_is_no_negative_number():
    with pytest.raises(mw.OptionError, match="seed"):
        mw.experiment(mw.match(PEOPLE, PEOPLE, PROGRAM), seed=-1)


IDS = [f"e{at}" for at in range(12)]
MANY = {"id": IDS, "site": ["Leeds", "York"] * 6, "skills": ["sql; rust", "chess", "rust"] * 4}
OTHERS = MANY | {"id": [f"m{at}" for at in range(12)]}
LEARNED = mw.Program(criteria=[mw.Same("site"), mw.Overlap("skills")])
MET = {"mentee_id": IDS * 3, "mentor_id": [OTHERS["id"][(7 * at) % 11] for at in range(36)]}
FIT = [1 + at * at % 5 for at in range(36)]


def _kinds(columns, folder):
    """The same table in every kind."""
    frame = pd.DataFrame({name: pd.Series(each, dtype=object) for name, each in columns.items()})
    path = folder / "table.csv"
    frame.to_csv(path, index=False)
    names = list(columns)
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [
        columns,
        rows,
        frame,
        pd.DataFrame(columns),
        pl.DataFrame(columns, strict=False),
        pl.DataFrame(columns, strict=False).lazy(),
        pa.table(pl.DataFrame(columns, strict=False).to_arrow()),
        path,
        mw.read(path),
    ]


@pytest.mark.parametrize(
    "answers",
    [
        {"fit": FIT},
        {"fit": [f" {mark} " for mark in FIT]},
        {"fit": [None if mark == 2 else float(mark) for mark in FIT]},
        {"fit": ["" if mark == 2 else str(mark) for mark in FIT]},
        {"accepted": [("Yes", "no", "TRUE", "0")[mark % 4] for mark in FIT]},
        {"accepted": [mark > 3 for mark in FIT]},
        {"accepted": [None if mark == 2 else float(mark > 3) for mark in FIT]},
        {"fit": FIT, "round": [1, 2, 3] * 12, "note": ["x"] * 36},
    ],
)
def test_feedback_of_any_kind_is_the_same(answers, tmp_path):
    said = {
        str(mw.evaluate(MANY, OTHERS, LEARNED, table, draws=10).table)
        for table in _kinds(MET | answers, tmp_path)
    }
    assert len(said) == 1
    # Feedback is a table of pairs, too.
    said = {
        str(pd.DataFrame(mw.contributions(MANY, OTHERS, LEARNED, table)).to_csv())
        for table in _kinds(MET | answers, tmp_path)
    }
    assert len(said) == 1


@pytest.mark.parametrize(
    "told",
    [
        {"date": ["2026-01-10", "2026-02-10T09:00:00Z", "2026-03-10 08:00"]},
        {"date": [dt.date(2026, 1, 10), dt.date(2026, 2, 10), None]},
        {"date": [46032, 46063, 46091]},
        {"met": ["yes", "No", "1.0"], "ended": ["0.0", None, "Y"]},
        {"met": [1.0, None, 2.0], "satisfaction": ["4", " 5", None]},
        {"goal_reached": [1.0, 0.0, None], "note": ["x", "y", "z"]},
    ],
)
def test_check_ins_of_any_kind_are_the_same(told, tmp_path):
    check_ins = {"mentee_id": ["a", "a", "b"], "mentor_id": ["a", "a", "b"]} | told
    said = {mw.track(PAIRS, table).to_json() for table in _kinds(check_ins, tmp_path)}
    assert len(said) == 1


@pytest.mark.parametrize("ids", [[7, 8], [7.0, 8.0], ["a b", "c d"], ["007", "008"], ["é", "ö"]])
def test_ids_of_any_kind_are_found(ids):
    people = PEOPLE | {"id": ids}
    pairs = {"mentee_id": ids, "mentor_id": ids[::-1]}
    as_texts = [(f" {str(ids[0]).removesuffix('.0')} ", ids[1])]
    said = mw.contributions(people, people, PROGRAM, pairs)
    assert list(said["mentee_id"]) == ids
    assert list(mw.contributions(people, people, PROGRAM, as_texts)["mentee_id"]) == ids[:1]
    tracking = mw.track(pairs, pairs | {"met": [1, 0]})
    assert list(tracking.pairs["mentee_id"]) == ids
    assert mw.balance(ids[:1], people).matched == 1


def test_a_header_alone_is_no_feedback(tmp_path):
    path = tmp_path / "header.csv"
    path.write_text("mentee_id,mentor_id,fit\n", encoding="utf-8")
    for table in (path, pd.read_csv(path)):
        with pytest.raises(mw.InputError, match="there is no row"):
            mw.learn(PEOPLE, PEOPLE, PROGRAM, table)
        assert len(mw.contributions(PEOPLE, PEOPLE, PROGRAM, table)) == 0
        assert list(mw.track(PAIRS, table).pairs["reason"]) == ["no check-in yet"] * 2


@pytest.mark.parametrize("size", ["small", "large"])
def test_a_cohort_from_files_and_from_frames(size, published, tmp_path):
    paths = [published(f"mentor_cohort/{size}-{side}.csv") for side in ("mentees", "mentors")]
    frames = [pd.read_csv(path) for path in paths]
    program = mw.Program(criteria=[mw.Same("organisation"), mw.Same("profession")])
    ids = {"mentee_id": "email address", "mentor_id": "email address"}
    mentees, mentors = (list(frame["email address"]) for frame in frames)
    feedback = {
        "mentee_id": mentees * 3,
        "mentor_id": mentors + mentors[1:] + mentors[:1] + mentors[2:] + mentors[:2],
        "fit": [1 + (at * at + at // len(mentees)) % 5 for at in range(3 * len(mentees))],
    }
    path = tmp_path / "feedback.json"
    path.write_text(pd.DataFrame(feedback).to_json(orient="records"), encoding="utf-8")

    def said(people, told):
        balance = mw.balance(mentees[:9], people[0], id="email address")
        return (
            str(mw.learn(*people, program, told, draws=20, **ids)),
            str(mw.evaluate(*people, program, told, draws=20, **ids)),
            str(mw.weights_by_spread(*people, program, **ids)),
            pd.DataFrame(mw.contributions(*people, program, told, **ids)).to_csv(),
            str(balance),
        )

    assert said(frames, feedback) == said(paths, path)


@pytest.mark.parametrize(
    ("mentees", "mentors"),
    [
        ("forms/ms_forms_mentees.csv", "forms/ms_forms_mentors.csv"),
        ("forms/google_forms_teams.csv", "forms/google_forms_teams.csv"),
        ("mentor_cohort/small-mentees.csv", "mentor_cohort/small-mentors.csv"),
        ("scim/rfc7643-8.3-enterprise_user.json", "scim/rfc7643-8.2-user-full.json"),
    ],
)
def test_an_export_of_others(published, mentees, mentors):
    tables = mw.read(published(mentees)), mw.read(published(mentors))
    program = mw.init(*tables).program
    people = (*tables, program)
    spread = mw.weights_by_spread(*people)
    assert sum(spread.weights["suggested"]) == pytest.approx(sum(spread.weights["current"]))
    score = mw.score(*people)
    partners = score.mentor_ids[:3]
    pairs = [(mentee, mentor) for mentee in score.mentee_ids for mentor in partners]
    feedback = [
        {"mentee_id": mentee, "mentor_id": mentor, "fit": 1 + (at * at) % 5}
        for at, (mentee, mentor) in enumerate(pairs)
    ]
    assert len(mw.contributions(*people, pairs)) == len(pairs)
    outcome = mw.match(*people)
    assert len(mw.experiment(outcome, share=1).outcome.pairs) == len(outcome.pairs)
    assert mw.balance(outcome).matched == len(set(outcome.pairs["mentee_id"]))
    tracking = mw.track(outcome, [], tables[0], program=program)
    assert list(tracking.pairs["state"]) == ["needs_a_word"] * len(outcome.pairs)
    if len(feedback) > 1:
        assert len(mw.learn(*people, feedback).weights) == len(spread.weights)
        assert "NDCG" in str(mw.evaluate(*people, feedback))


def test_nobodys_answers_are_told():
    secret = "hunter2 of Elm Street"
    for call in (
        lambda: mw.evaluate(PEOPLE, PEOPLE, PROGRAM, PAIRS | {"fit": [secret, 3]}),
        lambda: mw.track(PAIRS, PAIRS | {"satisfaction": [secret, 3]}),
        lambda: mw.track(PAIRS, [], PEOPLE | {"promoted": [secret, "no"]}),
        lambda: mw.policy_value(PAIRS | {"fit": [secret, 3]}),
    ):
        with pytest.raises(mw.InputError) as refused:
            call()
        assert secret not in str(refused.value)
        assert secret not in json.dumps(refused.value.findings)


def test_columns_that_are_named_are_there():
    check_ins = PAIRS | {"How happy?": [1, 5]}
    columns = {"satisfaction": "How happy?"}
    assert list(mw.track(PAIRS, check_ins, columns=columns).pairs["satisfaction"]) == [1, 5]
    for wrong in ({"satisfaction": "How hapy?"}, {"happiness": "How happy?"}):
        with pytest.raises(mw.InputError, match="no such column"):
            mw.track(PAIRS, check_ins, columns=wrong)
