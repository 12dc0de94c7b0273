"""An answer cannot be changed under its proof, and what is read back proves nothing by itself."""

import copy
import json
import pickle

import numpy as np
import pytest

import matchwright as mw

COSTS = [[1.0, 2.0], [4.0, 8.0]]

PEOPLE = {"id": ["e1", "e2"], "t": ["a", "b"]}

PROGRAM = mw.Program(criteria=[mw.Overlap("t")], same_id_is_same_person=False)


def text_of(plan):
    """What pickle writes of a plan."""
    return json.loads(plan._plan.__reduce__()[1][0])


def read(text):
    """What pickle makes of it."""
    return mw.Assignment(type(mw.assign(COSTS)._plan).from_json(json.dumps(text)))


def pairs(*positions):
    return [{"row": row, "column": column} for row, column in positions]


@pytest.mark.parametrize(
    "field", ["row_ind", "col_ind", "row_prices", "column_prices", "tied_rows"]
)
def test_arrays_are_read_only(field):
    plan = mw.assign([[1.0, 1.0], [1.0, 1.0]], alternatives=True)
    before = getattr(plan, field).copy()
    with pytest.raises(ValueError, match="read-only"):
        getattr(plan, field)[:] = 7
    assert (getattr(plan, field) == before).all()


def test_arrays_index_what_they_are_for():
    sparse = pytest.importorskip("scipy.sparse")
    plan = mw.assign(COSTS)
    for matrix in (np.array(COSTS), sparse.csr_array(COSTS), sparse.csc_matrix(COSTS)):
        assert matrix[plan.row_ind, plan.col_ind].sum() == plan.total


def test_statistics_are_the_callers_own():
    plan = mw.assign(COSTS)
    plan.stats["threads"] = 99
    assert plan.stats["threads"] == 1


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "dictionary"])
def test_frames_are_the_callers_own(kind):
    if kind == "dictionary":
        people = PEOPLE
    else:
        frames = pytest.importorskip(kind)
        people = (frames.table if kind == "pyarrow" else frames.DataFrame)(PEOPLE)
    outcome = mw.match(people, people, PROGRAM)
    for name in ("pairs", "unmatched", "loads", "merges"):
        frame = getattr(outcome, name)
        assert frame is not getattr(outcome, name) or kind == "pyarrow"
    pairs = outcome.pairs
    if kind == "pandas":
        pairs.loc[:, "mentor_id"] = ["e2", "e1"]
    elif kind == "polars":
        pairs[0, "mentor_id"] = "e2"
        pairs.drop_in_place("score")
    elif kind == "dictionary":
        pairs["mentor_id"] = ["e2", "e1"]
    assert np.asarray(outcome.pairs["mentor_id"]).tolist() == ["e1", "e2"]
    assert np.asarray(outcome.pairs["score"]).tolist() == [1.0, 1.0]
    outcome.summary.seconds["total"] = -1.0
    assert outcome.summary.seconds["total"] >= 0


def test_dictionaries_are_the_callers_own(monkeypatch):
    monkeypatch.setattr("matchwright._frames.find_spec", lambda _: None)
    outcome = mw.match(PEOPLE, PEOPLE, PROGRAM)
    outcome.pairs["mentor_id"].reverse()
    outcome.pairs["score"][:] = 7
    outcome.pairs.clear()
    assert outcome.pairs["mentor_id"] == ["e1", "e2"]
    assert outcome.pairs["score"].tolist() == [1.0, 1.0]


def test_a_plan_that_was_pickled_is_not_proven_here():
    plan = mw.assign(COSTS)
    looked_at = (plan.certificate, plan.row_ind, repr(plan))
    assert looked_at[0].verified
    again = pickle.loads(pickle.dumps(plan))
    assert not again.certificate.verified
    assert again.certificate.scope == "not_checked"
    assert "not checked here" in repr(again)
    assert not again.row_ind.flags.writeable
    assert mw.assign(COSTS, warm_start=again).certificate.verified


def test_copies_are_the_same():
    plan = mw.assign(COSTS)
    assert copy.copy(plan) is plan
    assert copy.deepcopy(plan) is plan


@pytest.mark.parametrize("unchanged", [False, True])
def test_other_pairs_prove_nothing(unchanged):
    text = text_of(mw.assign(COSTS))
    text["solution"]["pairs"] = pairs((0, 0), (1, 1))
    plan = read(text)
    assert not plan.certificate.verified
    again = mw.assign(COSTS, warm_start=mw.WarmStart(plan=plan, unchanged=unchanged))
    assert (again.total, again.certificate.verified) == (6.0, True)
    assert again.certificate.scope == "all_pairs"


def test_nobody_vouches_for_numbers_that_were_not_looked_at():
    plan = read(text_of(mw.assign(COSTS)))
    with pytest.raises(mw.CostError):
        mw.assign([[1.0, np.nan], [4.0, 8.0]], warm_start=mw.WarmStart(plan=plan, unchanged=True))


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        ("solution.pairs", pairs((0, 7))),
        ("solution.pairs", pairs((4294967295, 4294967295))),
        ("solution.pairs", pairs((1, 0), (0, 1))),
        ("solution.pairs", pairs((0, 1), (0, 1))),
        ("solution.prices.scale", 0),
        ("solution.prices.rows", [0]),
        ("solution.prices.rows", [2**62, 0]),
        ("solution.prices.columns", []),
        ("solution.prices.cut.rows", [9]),
        ("grid.unit", 3.0),
        ("grid.unit", 0.0),
        ("grid.limit", 2**62),
        ("unmatched", [1, 2, 3]),
        ("tied_rows", [5]),
        ("tied_rows", [1, 0]),
    ],
)
def test_what_no_plan_looks_like_is_refused(place, wrong):
    text = text_of(mw.assign(COSTS))
    *folders, last = place.split(".")
    holder = text
    for folder in folders:
        holder = holder[folder]
    holder[last] = wrong
    with pytest.raises(mw.FormatError, match="this is no plan that was pickled"):
        read(text)
