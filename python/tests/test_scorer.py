"""A scorer says of some what is said of them among all, from bytes, pickles and record batches."""

import pickle

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matchwright as mw

MENTEES = {
    "id": [1, 2, 3, 4],
    "interests": ["chess; film", "film; golf", None, "Golf; opera"],
    "site": ["Leeds", None, "York", "leeds"],
    "prefers": ["m2", None, "m1; m3", None],
}
MENTORS = {
    "id": ["m1", "m2", "m3"],
    "interests": ["chess; opera", "film", "golf; gulf"],
    "site": ["york", "Leeds", None],
    "prefers": ["4", "1; 3", None],
}
PROGRAM = mw.Program(
    criteria=[
        mw.Overlap("interests"),
        mw.Same("site", missing="skip"),
        mw.Preference(mentee="prefers", mentor="prefers"),
    ]
)
KINDS = {"pandas": pd.DataFrame, "polars": pl.DataFrame, "pyarrow": pa.table}


def some(rows):
    return {name: [cells[row] for row in rows] for name, cells in MENTEES.items()}


def rows_of(frame):
    """The rows of a frame of any kind."""
    columns = {name: list(column) for name, column in pa.table(frame).to_pydict().items()}
    return list(zip(*columns.values(), strict=True))


@pytest.fixture(scope="module")
def scorer():
    return mw.Scorer(MENTEES, MENTORS, PROGRAM)


@pytest.fixture(scope="module")
def among_all():
    return rows_of(mw.recommend(pa.table(MENTEES), MENTORS, PROGRAM, k=2))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows", [[0], [1], [2], [3], [0, 3], [2, 1]])
def test_frames_of_every_kind(scorer, among_all, kind, rows):
    table = KINDS[kind](some(rows))
    found = scorer.recommend(table, k=2)
    assert type(found) is type(table)
    ids = {MENTEES["id"][row] for row in rows}
    assert rows_of(found) == [row for row in among_all if row[0] in ids]


def test_bytes_and_pickles_say_the_same(scorer, among_all):
    for again in (mw.Scorer.from_bytes(scorer.to_bytes()), pickle.loads(pickle.dumps(scorer))):
        assert again.to_bytes() == scorer.to_bytes()
        assert again.program == PROGRAM
        assert rows_of(again.recommend(pa.table(MENTEES), k=2)) == among_all
        assert repr(again) == "<matchwright.Scorer: 3 mentors>"


@pytest.mark.parametrize("threads", [1, 2])
def test_record_batches_in_and_out(scorer, among_all, threads):
    table = pa.table(MENTEES)
    empty = table.slice(0, 0).to_batches() or [pa.RecordBatch.from_pylist([], table.schema)]
    batches = [*empty, *table.to_batches(max_chunksize=1)]
    found = list(scorer.recommend_batches(batches, k=2, threads=threads))
    assert all(isinstance(batch, pa.RecordBatch) for batch in found)
    assert {str(batch.schema) for batch in found} == {str(found[0].schema)}
    assert rows_of(pa.Table.from_batches(found)) == among_all


def test_batches_of_other_kinds(scorer, among_all):
    for make in (pl.DataFrame, pd.DataFrame, dict):
        found = scorer.recommend_batches([make(some([0, 1])), make(some([2, 3]))], k=2)
        assert rows_of(pa.Table.from_batches(found)) == among_all
    reader = pa.table(MENTEES).to_reader(max_chunksize=3)
    assert rows_of(pa.Table.from_batches(scorer.recommend_batches(reader, k=2))) == among_all


def test_nothing_is_read_before_it_is_asked_for(scorer):
    def batches():
        yield pa.table(some([0]))
        raise AssertionError

    found = scorer.recommend_batches(batches(), k=1)
    assert next(found).num_rows == 1
    with pytest.raises(AssertionError):
        next(found)


def test_contributions_are_those_among_all(scorer):
    pairs = [(4, "m3"), (4, "m1")]
    among_all = mw.contributions(pa.table(MENTEES), MENTORS, PROGRAM, pairs)
    alone = scorer.contributions(pa.table(some([3])), pairs)
    assert repr(rows_of(alone)) == repr(rows_of(among_all))


def test_whoever_was_not_there_is_scored_by_what_was_learned(scorer):
    known = rows_of(scorer.recommend(pa.table(some([0])), k=3))
    new = some([0]) | {"id": [9], "prefers": ["m2"], "interests": ["a game of my own; film"]}
    assert rows_of(scorer.recommend(pa.table(some([0])), k=3)) == known
    assert [row[0] for row in rows_of(scorer.recommend(pa.table(new), k=3))] == [9, 9, 9]


def test_what_cannot_be_sent_is_refused():
    def own(mentees, mentors):
        return [[1.0] * len(mentors["id"]) for _ in mentees["id"]]

    program = mw.Program(criteria=[mw.Custom(own, name="own")])
    with pytest.raises(mw.InputError) as refused:
        mw.Scorer(MENTEES, MENTORS, program)
    assert [finding["code"] for finding in refused.value.findings] == ["programme"]


def test_a_batch_is_checked(scorer):
    with pytest.raises(mw.InputError) as refused:
        scorer.recommend(some([0, 0]))
    assert refused.value.findings[0]["code"] == "id_twice"
    with pytest.raises(mw.InputError):
        list(scorer.recommend_batches([{"id": [1]}]))
    for call in (scorer.recommend, scorer.recommend_batches):
        with pytest.raises(mw.OptionError):
            call([], k=0)


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_bytes_that_were_changed_are_refused(data):
    written = mw.Scorer(MENTEES, MENTORS, PROGRAM).to_bytes()
    at = data.draw(st.integers(0, len(written) - 1))
    flipped = bytes([written[at] ^ data.draw(st.integers(1, 255))])
    for broken in (written[:at], written[:at] + flipped + written[at + 1 :], written + b"x"):
        with pytest.raises(mw.FormatError):
            mw.Scorer.from_bytes(broken)
