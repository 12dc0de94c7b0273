"""What a candidate adds is what a match of the longer table has more; ids stay what they are."""

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matchwright as mw

PROGRAM = mw.Program(
    criteria=[mw.Same("site", weight=2), mw.Gap("years", ideal=3, tolerance=9)],
    rules=[mw.MustEqual("region")],
    capacity="seats",
    min_score=0.2,
    fuzzy="off",
)


def people(ids):
    person = st.fixed_dictionaries(
        {
            "site": st.sampled_from(["Leeds", "York", None]),
            "years": st.integers(0, 12),
            "region": st.sampled_from(["North", "South"]),
            "seats": st.integers(0, 2),
        }
    )
    rows = st.lists(person, min_size=1, max_size=len(ids))
    return rows.map(lambda rows: [{"id": i} | row for i, row in zip(ids, rows, strict=False)])


@settings(max_examples=60, deadline=None)
@given(people(range(5)), people(range(10, 14)), people(range(8, 10)))
def test_what_is_said_holds(mentees, mentors, candidates):
    outcome = mw.match(mentees, mentors, PROGRAM)
    found = pd.DataFrame(outcome.recruit(candidates).to_dict())
    assert sorted(found["mentor_id"]) == [row["id"] for row in candidates]
    for each in found.to_dict("records"):
        candidate = next(row for row in candidates if row["id"] == each["mentor_id"])
        after = mw.match(mentees, [*mentors, candidate], PROGRAM).summary
        before = outcome.summary
        assert each["pairs"] == after.pairs - before.pairs
        assert each["total"] == pytest.approx(after.total - before.total, abs=1e-9)


@pytest.fixture(scope="module")
def outcome():
    person = {"site": "Leeds", "years": 3, "region": "North", "seats": 1}
    mentees = pd.DataFrame([{"id": 1, **person}, {"id": 2, **person, "region": "South"}])
    return mw.match(mentees, pd.DataFrame([{"id": 7, **person}]), PROGRAM)


CANDIDATE = {"site": "Leeds", "years": 6, "region": "South", "seats": 1}


@pytest.mark.parametrize("kind", [list, pd.DataFrame, pl.DataFrame])
def test_any_table_will_do_and_ids_keep_their_type(outcome, kind):
    table = kind([CANDIDATE | {"key": 8}, CANDIDATE | {"key": 9, "region": "West"}])
    found = outcome.recruit(table, id="key")
    assert isinstance(found, pd.DataFrame)
    assert found["mentor_id"].tolist() == [8, 9]
    assert found["mentor_id"].dtype == "int64"
    assert found["pairs"].tolist() == [1, 0]
    assert found["meets"].tolist() == ["2", ""]


def test_a_saved_outcome_says_the_same(outcome, tmp_path):
    outcome.save(tmp_path / "o.json")
    loaded = mw.Outcome.load(tmp_path / "o.json")
    candidates = [CANDIDATE | {"id": "new"}]
    assert loaded.recruit(candidates).equals(outcome.recruit(candidates))


def test_what_is_wrong_is_said(outcome):
    with pytest.raises(mw.InputError, match="a mentor of the outcome has this id"):
        outcome.recruit([CANDIDATE | {"id": 7}])
    with pytest.raises(mw.InputError, match="region"):
        outcome.recruit([{"id": 8, "site": "Leeds", "years": 1, "seats": 1}])
    program = mw.Program(criteria=[mw.Custom(lambda *_: [[1.0]])])
    custom = mw.match({"id": ["e1"]}, {"id": ["m1"]}, program)
    with pytest.raises(mw.KindError, match="function"):
        custom.recruit({"id": ["m2"]})
