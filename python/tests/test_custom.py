"""Criteria of the caller's own: functions of two tables."""

import json
import pickle

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import matchwright as mw

IDS = {"mentees": ["e3", "e1", "e2"], "mentors": ["m2", "m1"]}
FLOORS = {"mentees": [5.0, 1.0, None], "mentors": [2.0, 1.0]}


def tables(make):
    """Rows are not in the order of the ids."""
    return [make({"id": IDS[side], "floor": FLOORS[side]}) for side in ("mentees", "mentors")]


def nearby(mentees, mentors):
    """1 on the same floor, less with every floor between."""
    own, other = (np.array(list(table["floor"]), dtype=float) for table in (mentees, mentors))
    return 1 / (1 + abs(own[:, None] - other[None, :]))


# The third mentee gave no answer, and gets the mean of the others.
EXPECTED = np.array([[0.25, 0.2], [0.5, 1.0], [0.4875, 0.4875]])


@pytest.mark.parametrize(
    "make", [pd.DataFrame, pl.DataFrame, dict], ids=["pandas", "polars", "dict"]
)
def test_values_stand_in_the_order_of_the_tables(make):
    mentees, mentors = tables(make)
    seen = []

    def spy(mentees, mentors):
        seen.append((type(mentees), type(mentors)))
        return nearby(mentees, mentors)

    scores = mw.score(mentees, mentors, mw.Program(criteria=[mw.Custom(spy)]))
    np.testing.assert_allclose(scores, EXPECTED, atol=1e-6)
    assert set(seen) == {(type(mentees), type(mentors))}


def test_kinds_of_tables_that_are_read_or_run_first(tmp_path):
    frames = tables(pl.DataFrame)
    paths = [tmp_path / "mentees.csv", tmp_path / "mentors.csv"]
    for frame, path in zip(frames, paths, strict=True):
        frame.write_csv(path)
    records = [frame.to_dicts() for frame in frames]
    for path, rows in zip(paths, records, strict=True):
        path.with_suffix(".json").write_text(json.dumps(rows))
    jsons = [path.with_suffix(".json") for path in paths]

    def of_rows(mentees, mentors):
        columns = [{"floor": [row["floor"] for row in rows]} for rows in (mentees, mentors)]
        return nearby(*columns)

    def of_arrow(mentees, mentors):
        return nearby(*({"floor": each["floor"].to_pylist()} for each in (mentees, mentors)))

    for given, function in [
        ([frame.lazy() for frame in frames], nearby),
        ([frame.to_arrow() for frame in frames], of_arrow),
        (paths, nearby),
        (records, of_rows),
        (jsons, of_rows),
    ]:
        scores = mw.score(*given, mw.Program(criteria=[mw.Custom(function)]))
        np.testing.assert_allclose(scores, EXPECTED, atol=1e-6)
    reader = pa.table({"id": ["e1"]}).to_reader()
    with pytest.raises(mw.KindError, match="needs a frame"):
        mw.score(reader, reader, mw.Program(criteria=[mw.Custom(nearby)]))


def test_every_call_takes_it():
    mentees, mentors = tables(pd.DataFrame)
    custom = mw.Custom(nearby, weight=3, required=0.3, missing=0.9)
    program = mw.Program(criteria=[mw.Same("floor"), custom], objective="total")
    outcome = mw.match(mentees, mentors, program)
    assert outcome.certificate.verified
    assert list(outcome.pairs["nearby"]) == [0.75, 0.675]
    assert outcome.unmatched["detail"][0].startswith("required nearby excludes 2 of 2")
    assert outcome.explain("e2").meets[0]["parts"][1]["value"] is None
    assert list(outcome.loads["load"]) == [1, 1]
    best = mw.recommend(mentees, mentors, program, k=1, side="mentor")
    assert list(best["mentee_id"]) == ["e1", "e2"]
    assert mw.validate(mentees, mentors, program).ok
    constant = mw.Program(criteria=[mw.Custom(lambda e, m: np.full((len(e), len(m)), 0.5))])
    suspicions = [each["message"] for each in mw.validate(mentees, mentors, constant).suspicions]
    assert "custom says the same of every pair and decides nothing" in suspicions


def test_it_equals_the_matrix_that_it_returns():
    random = np.random.default_rng(3)
    mentees, mentors = ({"id": np.arange(n), "x": random.random(n)} for n in (700, 2_100))

    def distance(mentees, mentors, block):
        own = mentees["x"][block]
        assert len(own) * len(mentors["id"]) <= 2**20
        return abs(np.subtract.outer(own, mentors["x"]))

    values = abs(np.subtract.outer(mentees["x"], mentors["x"]))
    matrix = mw.Matrix(values, mentees["id"], mentors["id"], name="c")
    others = [mw.Same("x", weight=0.5)]
    outcomes = [
        mw.match(mentees, mentors, mw.Program(criteria=[*others, each], name="x"), threads=3)
        for each in (mw.Custom(distance, name="c"), matrix)
    ]
    assert outcomes[0].to_json() == outcomes[1].to_json()


def test_it_sees_everybody_however_many_they_are():
    mentees = pd.DataFrame({"id": np.arange(2_000), "years": np.arange(2_000.0)})
    mentors = pd.DataFrame({"id": np.arange(2_000)})

    def senior(mentees, mentors):
        years = mentees["years"].to_numpy()
        share = (years - years.min()) / (years.max() - years.min())
        return np.repeat(share[:, None], len(mentors), axis=1)

    program = mw.Program(criteria=[mw.Custom(senior)], same_id_is_same_person=False)
    scores = mw.score(mentees, mentors, program)
    np.testing.assert_allclose(scores, senior(mentees, mentors), atol=1e-6)


@pytest.mark.parametrize(("value", "counts"), [(1 + 1e-9, 1.0), (-1e-17, 0.0), (-1e-7, 0.0)])
def test_roundings_count_as_the_ends(value, counts):
    program = mw.Program(criteria=[mw.Custom(lambda *_: np.array([[value]]))])
    assert mw.score([{"id": 1}], [{"id": 2}], program).tolist() == [[counts]]


class TestErrors:
    def refused(self, function, **options):
        mentees, mentors = tables(pd.DataFrame)
        program = mw.Program(criteria=[mw.Same("floor"), mw.Custom(function, **options)])
        with pytest.raises(Exception) as caught:  # noqa: PT011
            mw.match(mentees, mentors, program)
        return caught.value

    def test_an_error_comes_out_as_it_was_raised(self):
        def broken(mentees, mentors):
            return mentees["flor"]

        error = self.refused(broken)
        assert type(error) is KeyError
        assert error.__notes__ == [
            "raised by the criterion 'broken' for rows 1 to 3 of the mentees"
        ]
        assert error.__traceback__ is not None

    @pytest.mark.parametrize(
        ("returned", "message"),
        [
            (np.zeros((2, 3)), "an array of mentees × mentors: 2 × 3 for 3 mentees and 2 mentors"),
            (0.5, "an array of mentees × mentors: a single number for 3 mentees and 2 mentors"),
            ("much", "must return an array of numbers, not str"),
            (None, "must return an array of mentees × mentors, not None"),
            (
                np.array([[0, 0], [0, 1.5], [0, 0]]),
                "numbers from 0 to 1, or NaN, not 1.5 (row 2 of the mentees and row 2 of the",
            ),
            (np.full((3, 2), np.inf), "or NaN, not inf (row 1 of the mentees"),
            (np.full((3, 2), -1), "or NaN, not -1.0 (row 1 of the mentees"),
        ],
    )
    def test_what_is_no_score_is_refused(self, returned, message):
        error = self.refused(lambda *_: returned, name="mine")
        assert isinstance(error, mw.InputError)
        assert message in str(error)
        (finding,) = error.findings
        assert (finding["table"], finding["column"]) == ("programme", "mine")

    def test_validate_lists_it(self):
        mentees, mentors = tables(pd.DataFrame)
        program = mw.Program(criteria=[mw.Custom(lambda *_: np.zeros(3))])
        (finding,) = mw.validate(mentees, mentors, program).errors
        assert "3 for 3 mentees" in finding["message"]

    def test_a_function_that_fails_later(self):
        said = []

        def once(mentees, mentors):
            if said:
                message = "twice"
                raise RuntimeError(message)
            return nearby(mentees, mentors)

        mentees, mentors = tables(pd.DataFrame)
        program = mw.Program(criteria=[mw.Custom(once)])
        outcome = mw.match(mentees, mentors, program)
        said.append(True)
        # What the function said is kept with the outcome.
        assert outcome.explain("e1").meets
        with pytest.raises(RuntimeError, match="twice"):
            mw.score(mentees, mentors, program)


class TestTheClass:
    def test_equality_printing_and_pickling(self):
        custom = mw.Custom(nearby, weight=2)
        assert custom == mw.Custom(nearby, weight=2.0)
        assert custom != mw.Custom(nearby)
        assert custom.function is nearby
        assert (custom.weight, custom.missing, custom.name) == (2.0, "mean", None)
        assert repr(custom).startswith("Custom(<function nearby")
        program = mw.Program(criteria=[custom])
        assert pickle.loads(pickle.dumps(program)) == program

    def test_it_cannot_be_written_down(self):
        program = mw.Program(criteria=[mw.Same("site"), mw.Custom(nearby)])
        for write in (program.to_toml, program.to_json, program.to_dict):
            with pytest.raises(mw.KindError, match="'nearby' is a function, which has no form"):
                write()

    def test_what_is_refused_at_once(self):
        with pytest.raises(mw.KindError, match="takes a function, not float"):
            mw.Custom(0.5)
        with pytest.raises(mw.FormatError, match="custom: weight: must be a number"):
            mw.Custom(nearby, weight="much")
        with pytest.raises(TypeError, match="missing a required argument: 'function'"):
            mw.Custom()
        mentees, mentors = tables(pd.DataFrame)
        with pytest.raises(mw.InputError, match=r"custom\)\.weight"):
            mw.match(mentees, mentors, mw.Program(criteria=[mw.Custom(nearby, weight=-1)]))
