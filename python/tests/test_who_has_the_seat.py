"""An explanation names who has the seats of the mentors whom somebody does not meet."""

import pytest

import matchwright as mw

PROGRAM = mw.Program(criteria=[mw.Overlap("likes")], capacity="seats")
MENTEES = {"id": ["e1", "e2", "e3"], "likes": ["chess", "chess; go", "chess; go"]}
MENTORS = {"id": ["m1", "m2", "m3"], "likes": ["chess; go", "tea", "chess"], "seats": [2, 1, 0]}


def test_the_mentees_who_have_them():
    explanation = mw.match(MENTEES, MENTORS, PROGRAM).explain("e1")
    assert [meeting["mentor"] for meeting in explanation.meets] == ["m2"]
    others = {other["mentor"]: other for other in explanation.alternatives}
    assert (others["m1"]["full"], others["m1"]["meets"]) == (True, ["e2", "e3"])
    assert (others["m3"]["full"], others["m3"]["meets"]) == (True, [])
    text = str(explanation)
    assert "full: meets e2, e3" in text
    assert "full: offers no seat" in text


def test_a_pin_below_the_floor_is_refused():
    program = mw.Program(criteria=[mw.Overlap("likes")], min_score=0.5, pinned=[("e1", "m2")])
    with pytest.raises(mw.InputError, match=r"pinned to m2, which .* forbids"):
        mw.match(MENTEES, MENTORS, program)
