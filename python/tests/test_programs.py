"""Programmes: round trips, equality, printing, what is refused."""

import pickle
from typing import ClassVar

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import matchwright as mw

FULL = mw.Program(
    criteria=[
        mw.SkillCoverage(need="wants_to_learn", have="skills", weight=4),
        mw.GoalFit(mentee="goals", mentor="can_help_with", weight=3),
        mw.Overlap("interests", weight=1, rarity=True),
        mw.Gap("grade", ideal=2, tolerance=3, scale=["AA", "AO", "EO", "HEO", "SEO"], weight=2),
        mw.Different({"mentee": "department", "mentor": "unit"}, weight=0.5),
        mw.SkillCoverage("wants_to_learn", "skills", current="skills", name="learning"),
        mw.SharedTime("free", 2, zone="zone", date="2026-03-02"),
        mw.Distance({"latitude": "lat", "longitude": {"mentee": "lon", "mentor": "x"}}, 50),
        mw.Distance({"site": "office", "km": [("Leeds", "York", 36)]}, half_life=50),
        mw.Personality([{"column": "open", "range": (1, 5), "fit": "complementary", "weight": 2}]),
        mw.Vector("about", dimensions=2),
        mw.Table("team", [("HR", "IT", 1), ("IT", "HR", 0.25)], otherwise=0),
        mw.Preference(mentee="prefers", mentor="prefers", weight=2, missing="skip"),
        mw.Same("site", when={"column": "local", "equals": "yes"}, required=0.5, name="near"),
    ],
    rules=[
        mw.MustDiffer("manager"),
        mw.MustShare("languages", missing="forbid"),
        mw.MinGap("grade", 1, scale=("AA", "AO", "EO", "HEO", "SEO")),
        mw.MinSharedHours("free", 1),
        mw.MaxDistance({"latitude": "lat", "longitude": "lon", "remote": "works"}, km=300),
        mw.Block([("e17", "m4")]),
    ],
    capacity="capacity",
    objective="total",
    min_score=0.2,
    list_separator=",",
    name="Spring cohort",
)


@pytest.mark.parametrize(
    "trip",
    [
        lambda program: mw.Program.from_toml(program.to_toml()),
        lambda program: mw.Program.from_json(program.to_json()),
        lambda program: mw.Program.from_dict(program.to_dict()),
        lambda program: pickle.loads(pickle.dumps(program)),
        lambda program: eval(repr(program), vars(mw).copy()),
    ],
    ids=["toml", "json", "dict", "pickle", "repr"],
)
def test_round_trips(trip):
    assert trip(FULL) == FULL
    assert trip(mw.Program(criteria=[mw.Same("site")])) != FULL


def test_files(tmp_path):
    for name, text in [("p.toml", FULL.to_toml()), ("p.json", FULL.to_json())]:
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert mw.Program.from_toml(tmp_path / name) == FULL
        assert mw.Program.from_json(str(tmp_path / name)) == FULL
    with pytest.raises(mw.FileError, match="absent.toml") as caught:
        mw.Program.from_toml(tmp_path / "absent.toml")
    assert caught.value.errno == 2


def test_fields_read_back_as_the_core_keeps_them():
    gap = FULL.criteria[3]
    assert (gap.column, gap.ideal, gap.tolerance, gap.shape) == ("grade", 2.0, 3.0, "linear")
    assert (gap.weight, gap.missing, gap.required, gap.when, gap.name) == (
        2.0,
        "mean",
        None,
        None,
        None,
    )
    assert FULL.criteria[12].missing == "skip"
    assert (FULL.capacity, FULL.objective, FULL.min_score) == ("capacity", "total", 0.2)
    assert mw.Program().capacity == 1
    assert mw.Program().list_separator == ";"


def test_defaults_said_aloud_are_equal_and_not_printed():
    spoken = mw.Overlap("interests", measure="jaccard", rarity=True, weight=1, missing="mean")
    assert spoken == mw.Overlap("interests")
    assert repr(spoken) == "Overlap('interests')"
    assert spoken != mw.Overlap("hobbies")
    assert mw.Same("site") != mw.Different("site")
    assert mw.Same("site") != "site"


def test_kinds_in_a_dictionary():
    assert mw.Overlap("interests").to_dict() == {
        "kind": "overlap",
        "column": "interests",
        "measure": "jaccard",
        "rarity": True,
        "counts": False,
        "weight": 1.0,
    }


def test_the_schema_names_every_class():
    schema = mw.Program.json_schema()
    kinds = [
        member["properties"]["kind"]["const"]
        for family in ("Term", "Clause")
        for member in schema["$defs"][family]["oneOf"]
    ]
    for kind in kinds:
        assert issubclass(getattr(mw, kind.title().replace("_", "")), (mw.Criterion, mw.Rule))
    assert len(kinds) >= 12


class TestMatrix:
    values = np.array([[0.25, np.nan], [1.0, 0.0]])

    def test_values_are_an_array(self):
        matrix = mw.Matrix(self.values, ["e1", "e2"], ["m1", "m2"])
        assert isinstance(matrix.values, np.ndarray)
        np.testing.assert_array_equal(matrix.values, self.values)
        assert matrix == mw.Matrix(self.values.tolist(), ["e1", "e2"], ["m1", "m2"])
        assert matrix == mw.Matrix([[0.25, None], [1, 0]], ["e1", "e2"], ["m1", "m2"])
        assert matrix != mw.Matrix(self.values + 0.1, ["e1", "e2"], ["m1", "m2"])

    def test_nobody_reads_its_values_in_print(self):
        assert repr(mw.Matrix(self.values, ["e1", "e2"], ["m1", "m2"])) == (
            "Matrix(<2 × 2 numbers>, ['e1', 'e2'], ['m1', 'm2'])"
        )

    @pytest.mark.parametrize(
        "trip",
        [
            lambda program: mw.Program.from_toml(program.to_toml()),
            lambda program: mw.Program.from_json(program.to_json()),
            lambda program: mw.Program.from_dict(program.to_dict()),
            lambda program: pickle.loads(pickle.dumps(program)),
        ],
    )
    def test_round_trips(self, trip):
        program = mw.Program(criteria=[mw.Matrix(self.values, ["e1", "e2"], ["m1", "m2"])])
        assert trip(program) == program

    def test_it_scores_as_given(self):
        program = mw.Program(criteria=[mw.Matrix(self.values, ["e1", "e2"], ["m1", "m2"])])
        people = {"id": ["e2", "e1"]}, {"id": ["m1", "m2"]}
        # Nothing is known of the last pair: the mean of the others.
        expected = [[1.0, 0.0], [0.25, 0.416667]]
        np.testing.assert_array_equal(mw.score(*people, program), expected)

    def test_half_a_million_values_and_ids_that_are_numbers(self):
        ids = np.arange(700)
        values = np.random.default_rng(1).random((700, 700))
        matrix = mw.Matrix(values, ids, ids)
        program = mw.Program(criteria=[matrix], same_id_is_same_person=False)
        scores = mw.score({"id": ids}, {"id": ids}, program)
        np.testing.assert_allclose(scores, values, atol=1e-6)


class TestVectors:
    vectors = np.array([[3, 4], [0, 0], [-4, 3]], dtype=np.float32)
    program = mw.Program(criteria=[mw.Vector("about", 2, missing=0.5)])
    mentors: ClassVar = {"id": ["m1", "m2"], "about": [[0.6, 0.8], [4.0, 3.0]]}

    @pytest.mark.parametrize(
        "frame",
        [
            dict,
            pd.DataFrame,
            pl.DataFrame,
            pa.table,
            lambda columns: pa.table(
                columns | {"about": pa.array(columns["about"], pa.list_(pa.float32(), 2))}
            ),
        ],
        ids=["dict", "pandas", "polars", "pyarrow", "fixed_size_list"],
    )
    def test_frames(self, frame):
        mentees = frame({"id": ["e1", "e2", "e3"], "about": self.vectors.tolist()})
        expected = [[1.0, 0.98], [0.5, 0.5], [0.5, 0.36]]
        scores = mw.score(mentees, frame(self.mentors), self.program)
        np.testing.assert_allclose(scores, expected, atol=1e-6)

    def test_rows_of_an_array(self):
        mentees = {"id": ["e1", "e2", "e3"], "about": list(self.vectors)}
        scores = mw.score(mentees, self.mentors, self.program)
        np.testing.assert_allclose(scores[:, 1], [0.98, 0.5, 0.36], atol=1e-6)

    def test_a_range_of_cosines(self):
        program = mw.Program(criteria=[mw.Vector("about", 2, range=(0.5, 1), missing=0.5)])
        assert mw.Program.from_toml(program.to_toml()) == program
        assert program.criteria[0].range == (0.5, 1.0)
        assert mw.Vector("about", 2, range=(-1, 1), missing=0.5) == self.program.criteria[0]
        mentees = {"id": ["e1", "e2", "e3"], "about": list(self.vectors)}
        expected = [[1.0, 0.92], [0.5, 0.5], [0.0, 0.0]]
        np.testing.assert_allclose(mw.score(mentees, self.mentors, program), expected, atol=1e-6)

    def test_other_lengths_are_findings(self):
        mentees = {"id": ["e1", "e2"], "about": [[0.5, 0.5, 0.5], [0.5]]}
        with pytest.raises(mw.InputError) as caught:
            mw.score(mentees, self.mentors, self.program)
        message = "must be a list of 2 finite numbers"
        places = [(f["row"], f["id"], f["column"], f["message"]) for f in caught.value.findings]
        assert places == [(1, "e1", "about", message), (2, "e2", "about", message)]


def test_numbers_in_lists_are_still_labels():
    program = mw.Program(criteria=[mw.Overlap("codes", rarity=False)])
    mentees = {"id": ["e1"], "codes": [[1.5, 2.0]]}
    mentors = {"id": ["m1"], "codes": [["1.5", "2", "7", "8"]]}
    assert mw.score(mentees, mentors, program) == [[0.5]]


def test_ids_that_are_numbers():
    assert mw.Block([(1, np.int64(2))]) == mw.Block([("1", "2")])
    assert mw.MinGap("x", 1, scale=[1, 2]).scale == ["1", "2"]


@pytest.mark.parametrize(
    ("make", "error", "text"),
    [
        (
            lambda: mw.Overlap("a", measure="cos"),
            mw.FormatError,
            "measure: there is no `cos`; there",
        ),
        (
            lambda: mw.Overlap("a", weight="much"),
            mw.FormatError,
            "weight: must be a number, not",
        ),
        (lambda: mw.Overlap("a", weight=float("nan")), mw.FormatError, "numbers must be finite"),
        (lambda: mw.Overlap({"mentee": "a"}), mw.FormatError, "expected a column name"),
        (lambda: mw.Overlap("a", missing="maybe"), mw.FormatError, "expected a number from 0 to 1"),
        (
            lambda: mw.Overlap("a", when={"column": "b"}),
            mw.FormatError,
            "when: the field `equals` is",
        ),
        (lambda: mw.Overlap("a", name=object()), mw.KindError, "cannot hold object"),
        (lambda: mw.Overlap("a", nonsense=1), TypeError, "unexpected keyword argument 'nonsense'"),
        (lambda: mw.Block([("e1",)]), mw.FormatError, "pairs 1: must be a list of 2, not of 1"),
        (lambda: mw.Matrix([[1], [2, 3]], ["a"], ["b"]), mw.FormatError, "matrix of numbers"),
        (lambda: mw.Matrix("ab", ["a"], ["b"]), mw.FormatError, "matrix of numbers"),
        (lambda: mw.Program(criteria=["same"]), mw.KindError, "takes Criterion objects, not str"),
        (lambda: mw.Program(rules=[mw.Same("a")]), mw.KindError, "takes Rule objects, not Same"),
        (lambda: mw.Program(capacity=-1), mw.FormatError, "a whole number from 0 to 1,000,000"),
        (
            lambda: mw.Program(objective="fun"),
            mw.FormatError,
            "there is no `fun`; there are",
        ),
        (lambda: mw.Program.from_toml("a\n"), mw.FormatError, "programme: "),
        (lambda: mw.Program.from_json("{"), mw.FormatError, "programme: "),
        (lambda: mw.Program.from_toml("\n" + " " * 2**21), mw.FormatError, "longer than 1 MiB"),
        (
            lambda: mw.Program.from_dict({"nonsense": 1}),
            mw.FormatError,
            "no field `nonsense`",
        ),
        (lambda: mw.Program.from_dict({"criteria": [{"kind": "x"}]}), mw.FormatError, "`x`"),
    ],
)
def test_what_is_refused_at_once(make, error, text):
    with pytest.raises(error, match=text):
        make()


def test_what_is_refused_with_all_findings(mentees, mentors):
    criteria = [mw.Same("site", weight=0), mw.Gap("grade", 1, -2), mw.Same("site", missing=7)]
    program = mw.Program(criteria=criteria, min_score=1.5)
    with pytest.raises(mw.InputError) as caught:
        mw.match(mentees, mentors, program)
    columns = {finding["column"] for finding in caught.value.findings}
    assert columns >= {"min_score", "criteria 1 (same).weight", "criteria 2 (gap).tolerance"}
    assert {finding["table"] for finding in caught.value.findings} == {"programme"}


@pytest.mark.parametrize("name", ["Matrix", "Overlap", "Program", "MinGap"])
def test_what_is_being_made_can_be_shown(name):
    cls = getattr(mw, name)
    assert repr(cls.__new__(cls)) == f"<{name}, not made>"
