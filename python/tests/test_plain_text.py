"""What prints, and what an uncaught error says, is not obeyed by a terminal."""

import numpy as np
import pytest

import matchwright as mw

ODD = "\x1b]0;owned\x07\x1b[31m\u202e\u2066\u200f\u2028\x9b2J\r\x85\x08x"

TABLE = {"id": ["e1", "e2"], "site": ["a", "b"]}
PROGRAM = mw.Program(criteria=[mw.Same("site")])


def is_plain(text):
    obeyed = [
        c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160 or c in ODD[:-1])
    ]
    return not [c for c in obeyed if not c.isprintable()]


def test_answers_that_print():
    people = {"id": ["e" + ODD, "e2"], "x": ["chess" + ODD, "CHESS" + ODD]}
    program = mw.Program(criteria=[mw.Overlap("x", name="overlap" + ODD)], name="round" + ODD)
    outcome = mw.match(people, people, program)
    explanation = outcome.explain("e" + ODD)
    validation = mw.validate(people, people, program)
    for shown in (outcome.summary, explanation, validation):
        assert is_plain(str(shown)), repr(str(shown))
        assert is_plain(repr(shown)), repr(shown)
    assert "\N{REPLACEMENT CHARACTER}" in str(outcome.summary)
    assert explanation.mentee == "e" + ODD, "values stay what people wrote"


@pytest.mark.parametrize(
    "call",
    [
        lambda: mw.match(TABLE | {"id": ["e" + ODD] * 2}, TABLE, PROGRAM),
        lambda: mw.match({"id": ["a"], ODD: ["b"]}, TABLE, PROGRAM),
        lambda: mw.match("no" + ODD + ".csv", TABLE, PROGRAM),
        lambda: mw.match(ODD, TABLE, PROGRAM),
        lambda: mw.match(TABLE, TABLE, PROGRAM).explain(ODD),
        lambda: mw.Program.from_toml(f"{ODD}\n"),
        lambda: mw.Program.from_toml(f"no{ODD}.toml"),
        lambda: mw.assign([[1.0]], method=ODD),
        lambda: mw.Vocabulary.from_file(ODD),
        lambda: mw.Vocabulary([("a" + ODD, None, "b"), ("b", None, "a" + ODD)]),
        lambda: mw.match(TABLE, TABLE, mw.Program(criteria=[mw.Custom(lambda *_: None, name=ODD)])),
        lambda: mw.match(
            TABLE | {ODD: [object(), object()]}, TABLE, mw.Program(criteria=[mw.Same(ODD)])
        ),
    ],
)
def test_errors(call):
    with pytest.raises(mw.MatchwrightError) as caught:
        call()
    text = str(caught.value)
    assert text
    assert is_plain(text), repr(text)


def test_recommendations_and_scores_stay_what_people_wrote():
    people = {"id": ["e" + ODD], "x": ["a"]}
    program = mw.Program(criteria=[mw.Same("x")], same_id_is_same_person=False)
    assert mw.score(people, people, program).mentee_ids == ["e" + ODD]
    assert np.asarray(mw.recommend(people, people, program)["mentee_id"])[0] == "e" + ODD
