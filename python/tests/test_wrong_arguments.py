"""Arguments of the wrong kind are refused by name, in the same way by every call."""

import inspect
import math

import numpy as np
import pytest

import matchwright as mw

SECRET = "hunter2 of Elm Street"
WRONG = {
    "text": SECRET,
    "negative": -1,
    "NaN": math.nan,
    "huge": 2**80,
    "None": None,
    "list": [SECRET, 1],
    "half": 1.5,
    "bytes": b"x",
    "object": object(),
    "dictionary": {SECRET: 1},
}

IDS = [f"e{at}" for at in range(8)]
MENTEES = {"id": IDS, "site": ["Leeds", "York"] * 4}
MENTORS = {"id": [f"m{at}" for at in range(8)], "site": ["Leeds", "York"] * 4}
PEOPLE = (MENTEES, MENTORS, mw.Program(criteria=[mw.Same("site")]))
OUTCOME = mw.match(*PEOPLE)
PAIRS = {"mentee_id": IDS, "mentor_id": MENTORS["id"]}
FEEDBACK = {
    "mentee_id": [mentee for mentee in IDS for _ in MENTORS["id"]],
    "mentor_id": MENTORS["id"] * 8,
    "fit": [1 + (3 * at * at + at // 8) % 5 for at in range(64)],
}
COSTS = np.eye(4)

CALLS = {
    "assign": (COSTS,),
    "assign_many": ([COSTS],),
    "balance": (OUTCOME,),
    "compare": (OUTCOME, OUTCOME),
    "contributions": (*PEOPLE, PAIRS),
    "evaluate": (*PEOPLE, FEEDBACK),
    "experiment": (OUTCOME,),
    "init": PEOPLE[:2],
    "k_best": (COSTS, 2),
    "learn": (*PEOPLE, FEEDBACK),
    "match": PEOPLE,
    "pair": (COSTS,),
    "policy_value": (FEEDBACK,),
    "read": ("nowhere.csv",),
    "recommend": PEOPLE,
    "rematch": (OUTCOME, *PEOPLE),
    "score": PEOPLE,
    "search": (MENTEES, "Leeds"),
    "simulate": (5, 5),
    "track": (PAIRS, []),
    "tune": (*PEOPLE, {"min_score": [0, 0.1]}, "total"),
    "validate": PEOPLE,
    "verify": ("nowhere.json", *PEOPLE[:2]),
    "weights_by_spread": PEOPLE,
}


def test_no_call_is_left_out():
    functions = {name for name in mw.__all__ if inspect.isfunction(getattr(mw, name))}
    assert functions == set(CALLS)


def _options(call):
    parameters = inspect.signature(call).parameters.items()
    return [name for name, each in parameters if each.kind is inspect.Parameter.KEYWORD_ONLY]


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("kind", WRONG)
def test_every_option_of_every_call(name, kind):
    call = getattr(mw, name)
    for option in _options(call):
        said = _refusal(lambda option=option: call(*CALLS[name], **{option: WRONG[kind]}))
        assert "a bug" not in said


def _refusal(call):
    """What a call is refused with, if it is."""
    try:
        call()
    except mw.MatchwrightError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("kind", WRONG)
def test_everything_before_the_options(name, kind):
    call, given = getattr(mw, name), CALLS[name]
    for place in range(len(given)):
        wrong = (*given[:place], WRONG[kind], *given[place + 1 :])
        assert "a bug" not in _refusal(lambda wrong=wrong: call(*wrong))


@pytest.mark.parametrize(
    ("call", "wrong", "text"),
    [
        (mw.recommend, {"k": "3"}, "k must be a whole number from 0 to 2**64 - 1, not str"),
        (mw.recommend, {"side": SECRET}, "side must be one of mentee, mentor"),
        (
            mw.match,
            {"threads": 1.5},
            "threads must be a whole number from 0 to 2**64 - 1, not float",
        ),
        (mw.match, {"timeout": "1"}, "timeout must be a number, not str"),
        (mw.match, {"restartable": 1}, "restartable must be True or False, not int"),
        (mw.match, {"mentee_id": 3}, "mentee_id must be a text, not int"),
        (mw.match, {"progress": "yes"}, "progress must be True or False or a function, not str"),
        (mw.match, {"vocabulary": "x"}, "vocabulary must be a matchwright.Vocabulary, not str"),
    ],
)
def test_what_is_said(call, wrong, text):
    with pytest.raises(mw.MatchwrightError) as refused:
        call(*PEOPLE, **wrong)
    assert str(refused.value) == text
    assert isinstance(refused.value, TypeError if ", not" in text else ValueError)


def test_a_side_is_never_guessed():
    for call in (mw.balance, lambda outcome, side: mw.track(outcome, [], side=side)):
        with pytest.raises(mw.OptionError, match="side must be one of mentee, mentor"):
            call(OUTCOME, side="mentors")


def test_a_name_is_no_list_of_names():
    with pytest.raises(mw.KindError, match="by must be a list of texts, not str"):
        mw.balance(OUTCOME, by="site")
    with pytest.raises(mw.OptionError, match="by must be a list of texts"):
        mw.balance(OUTCOME, by=["site", 3])


def test_numbers_of_numpy_are_numbers():
    with_python = mw.recommend(*PEOPLE, k=3, threads=1)
    with_numpy = mw.recommend(*PEOPLE, k=np.int32(3), threads=np.uint8(1))
    assert with_python.equals(with_numpy)
    assert mw.assign(COSTS, maximize=np.True_, timeout=np.float32(9)).total == 4


def test_targets_are_numbers_perhaps_with_a_day():
    for wanted in (SECRET, None, (), ("6",), (6, "2026-12-31", 1), [6]):
        with pytest.raises(mw.MatchwrightError, match="target"):
            mw.track(PAIRS, [], targets={"relationships": wanted})
    with pytest.raises(mw.OptionError, match="a day"):
        mw.track(PAIRS, [], targets={"relationships": (6, SECRET)})


def test_rows_that_are_skipped_may_be_more_than_there_are(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id\n1\n", encoding="utf-8")
    assert mw.read(path, skip_rows=2**63).rows == []
