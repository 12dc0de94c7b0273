"""The names, and what is keyword-only."""

import importlib.util
import inspect
import pickle
from pathlib import Path

import pytest

import matchwright as mw

ROOT = Path(__file__).parents[2]


def test_every_name_exists_once():
    assert len(set(mw.__all__)) == len(mw.__all__)
    for name in mw.__all__:
        assert hasattr(mw, name), name


def test_the_contract_is_there():
    promised = """match score recommend validate assign linear_sum_assignment Program SkillCoverage
        GoalFit Overlap Same Different Gap Preference Matrix MustDiffer MustShare MinGap Block
        MatchwrightError InputError"""
    assert set(promised.split()) <= set(mw.__all__)


@pytest.mark.parametrize("function", [mw.match, mw.score, mw.recommend, mw.validate])
def test_everything_after_the_third_argument_is_keyword_only(function):
    parameters = list(inspect.signature(function).parameters.values())
    assert [each.name for each in parameters[:3]] == ["mentees", "mentors", "program"]
    assert {each.kind for each in parameters[3:]} == {inspect.Parameter.KEYWORD_ONLY}


def test_scipys_door_has_scipys_signature():
    from scipy.optimize import linear_sum_assignment as scipys  # noqa: PLC0415

    assert (
        scipys([[1, 2]], maximize=True)[1] == mw.linear_sum_assignment([[1, 2]], maximize=True)[1]
    )
    signature = str(inspect.signature(mw.linear_sum_assignment))
    assert signature == "(cost_matrix, maximize=False)"


def test_required_fields_by_position_and_the_others_by_name():
    assert mw.Overlap("interests").column == "interests"
    assert mw.MinGap("grade", 1) == mw.MinGap(column="grade", gap=1)
    with pytest.raises(TypeError, match="Overlap: too many positional arguments"):
        mw.Overlap("interests", "dice")
    with pytest.raises(TypeError, match="Gap: missing a required argument: 'ideal'"):
        mw.Gap("grade")


@pytest.mark.parametrize("name", ["Overlap", "Matrix", "MinGap", "Program"])
def test_classes_explain_themselves(name):
    cls = getattr(mw, name)
    for parameter in inspect.signature(cls).parameters:
        assert f"\n{parameter} : " in cls.__doc__
    assert "```" not in cls.__doc__


def test_the_stubs_are_what_the_core_says():
    path = ROOT / "python" / "write_stub.py"
    spec = importlib.util.spec_from_file_location("write_stub", path)
    write_stub = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(write_stub)
    for stub, text in write_stub.stubs().items():
        assert stub.read_text(encoding="utf-8") == text, "run python/write_stub.py"


@pytest.mark.parametrize(
    ("error", "builtin"),
    [
        (mw.InputError, ValueError),
        (mw.CostError, ValueError),
        (mw.FormatError, ValueError),
        (mw.InfeasibleError, ValueError),
        (mw.OptionError, ValueError),
        (mw.KindError, TypeError),
        (mw.FileError, OSError),
        (mw.UnknownIdError, LookupError),
        (mw.OutOfMemoryError, MemoryError),
    ],
)
def test_errors_are_one_tree(error, builtin):
    assert issubclass(error, mw.MatchwrightError)
    assert issubclass(error, builtin)


def test_findings_survive_a_process_pool():
    finding = {"table": "mentees", "row": 1, "id": "e1", "column": "grade", "message": "m"}
    copy = pickle.loads(pickle.dumps(mw.InputError("text", [finding])))
    assert (str(copy), copy.findings) == ("text", [finding])
