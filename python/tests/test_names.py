"""Names stand beside ids in frames and workbooks, and nowhere else."""

import openpyxl
import polars as pl
import pytest

import matchwright as mw

NAME = "Zanzibar Quill"
TABLES = {"name": ["First", "Last"]}
MENTEES = {
    "id": [1, 2],
    "First": ["Zanzibar", None],
    "Last": ["Quill", " "],
    "site": ["x", "y"],
}
MENTORS = {"id": ["m1"], "First": ["Ben"], "Last": [None], "site": ["x"]}


def _program(**fields):
    return mw.Program(criteria=[mw.Same("site")], tables=TABLES, **fields)


@pytest.fixture
def outcome():
    return mw.match(pl.DataFrame(MENTEES), MENTORS, _program())


def test_every_frame_has_them(outcome):
    assert outcome.pairs.columns[:4] == ["mentee_id", "mentee_name", "mentor_id", "mentor_name"]
    assert outcome.pairs["mentee_name"].to_list() == [NAME]
    assert outcome.loads["mentor_name"].to_list() == ["Ben"]
    assert outcome.unmatched.columns[:3] == ["side", "id", "name"]
    assert outcome.unmatched["name"].to_list() == [None]
    recommended = mw.recommend(pl.DataFrame(MENTEES), MENTORS, _program())
    assert recommended["mentee_name"].to_list() == [NAME, None]


def test_a_saved_outcome_has_them_too(outcome, tmp_path):
    outcome.save(tmp_path / "saved.json")
    loaded = mw.Outcome.load(tmp_path / "saved.json")
    assert loaded == outcome
    assert list(loaded.pairs["mentee_name"]) == [NAME]


def test_a_workbook_has_them(outcome, tmp_path):
    outcome.to_excel(tmp_path / "plan.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")["plan"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:4] == ("mentee_id", "mentee_name", "mentor_id", "mentor_name")
    assert rows[1][:4] == (1, NAME, "m1", "Ben")


def test_nothing_else_shows_them(outcome):
    with pytest.raises(mw.InputError) as wrong:
        mw.match(MENTEES, MENTORS, _program(pinned=[(1, "m9")]))
    with pytest.raises(mw.InputError) as twice:
        mw.match(MENTEES | {"id": [1, 1]}, MENTORS, _program())
    found = mw.validate(MENTEES, MENTORS, _program())
    texts = [
        *(repr(outcome), str(outcome.summary), outcome.to_json(), outcome.certificate.to_json()),
        *(repr(outcome.explain(1)), str(outcome.reading)),
        *(str(wrong.value), repr(twice.value), str(twice.value.findings)),
        *(repr(found), str(found.suspicions)),
    ]
    for text in texts:
        assert text
        assert "Zanzibar" not in text


def test_without_a_name_there_are_none():
    without = mw.match(MENTEES, MENTORS, mw.Program(criteria=[mw.Same("site")]))
    for frame in (without.pairs, without.unmatched, without.loads):
        assert not any("name" in column for column in frame.columns)
    assert without.to_json() == mw.match(MENTEES, MENTORS, _program()).to_json()


def test_init_proposes_it_and_never_scores_it():
    mentees = [
        {"Staff ID": 1001 + at, "Full name": name, "I want to learn": topics}
        for at, (name, topics) in enumerate(
            [("Ada Quill", "SQL, Rust"), ("Ben Roy", "SQL"), ("Cy Dee", "Rust, Go")]
        )
    ]
    mentors = [
        {"Staff ID": 2001 + at, "Full name": name, "I can teach": topics}
        for at, (name, topics) in enumerate(
            [("Di Eft", "Rust, Go"), ("Ed Fox", "SQL"), ("Flo Gee", "SQL, Rust")]
        )
    ]
    program = mw.init(mentees, mentors).program
    assert program.tables["name"] == "Full name"
    assert "Full name" not in str([each.to_dict() for each in program.criteria + program.rules])
    pairs = mw.match(mentees, mentors, program).pairs
    assert set(pairs["mentee_name"]) == {"Ada Quill", "Ben Roy", "Cy Dee"}
    assert set(pairs["mentee_id"]) == {1001, 1002, 1003}
