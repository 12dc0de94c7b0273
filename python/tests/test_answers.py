"""What an outcome answers: why not, why nobody, what would help; in the caller's frames and ids."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matchwright as mw

PROGRAM = mw.Program(
    criteria=[mw.Same("site", weight=3), mw.Overlap("interests", rarity=False)],
    rules=[mw.MustDiffer("manager")],
    min_score=0.2,
)


def people(frame=dict):
    mentees = {
        "id": [1, 2, 3],
        "site": ["Leeds", "Leeds", "York"],
        "interests": ["chess; film", "chess", "film"],
        "manager": ["a", "b", "c"],
    }
    mentors = {
        "id": [10, 20],
        "site": ["Leeds", "Leeds"],
        "interests": ["chess", "film; chess"],
        "manager": ["x", "b"],
    }
    return frame(mentees), frame(mentors)


@pytest.fixture(scope="module")
def outcome():
    return mw.match(*people(pd.DataFrame), PROGRAM)


def test_an_explanation_speaks_of_both_sides(outcome):
    mentee = outcome.explain(1)
    assert (mentee.side, mentee.id, mentee.mentee) == ("mentee", 1, 1)
    (meeting,) = mentee.meets
    assert isinstance(meeting["mentor"], int)
    assert sum(part["points"] for part in meeting["parts"]) == pytest.approx(meeting["score"])
    assert {label for common in meeting["common"] for label in common["labels"]} >= {"Leeds"}
    mentor = outcome.explain("20")
    assert (mentor.side, mentor.id, mentor.mentee) == ("mentor", 20, None)
    assert outcome.explain(20, side="mentor") == mentor
    assert [said.id for said in outcome.explanations("mentor")] == [10, 20]
    assert "You meet" in mentee.for_person
    assert "score" in mentee.for_organiser
    assert "<table>" in mentee._repr_html_()
    assert "in common" in str(mentee)


def test_nobody_elses_data_is_in_the_text_for_the_person(outcome):
    for said in outcome.explanations():
        partners = {str(meeting["mentor"]) for meeting in said.meets}
        others = {"10", "20", "2", "3"} - partners - {str(said.id)}
        words = said.for_person.replace(".", " ").replace(",", " ").split("Of ")[0].split()
        assert not others & set(words), said.for_person


def test_why_not_is_blocked_or_has_a_price(outcome):
    blocked = outcome.why_not(2, 20)
    assert (blocked.cost, blocked.blocked_by) == (None, ["must_differ_manager"])
    assert "may not meet because of must_differ_manager" in str(blocked)
    for mentor in (10, 20):
        answer = outcome.why_not(1, mentor)
        assert answer.meet or answer.cost is not None
        assert set(answer.needs) == {"same_site", "overlap_interests"}
    frame = outcome.why_not_any(1)
    assert isinstance(frame, pd.DataFrame)
    assert frame["mentor_id"].tolist() == [10, 20]
    assert frame["cost"].tolist() == [outcome.why_not(1, mentor).cost for mentor in (10, 20)]
    with pytest.raises(mw.UnknownIdError):
        outcome.why_not(9, 10)


def test_what_would_help_whom(outcome):
    nobody = outcome.unmatched
    why = outcome.why_unmatched(nobody["id"].iloc[0])
    assert why.reason == nobody["reason"].iloc[0]
    assert all(
        set(change) >= {"kind", "what", "to", "pairs", "total"} for change in why.relaxations
    )
    assert str(why).startswith(f"{why.id} meets nobody: ")
    met = outcome.why_unmatched(outcome.pairs["mentee_id"].iloc[0])
    assert (met.reason, met.relaxations) == (None, [])


def test_another_answer_that_helps_is_as_what_if_says():
    program = mw.Program(
        criteria=[mw.Same("site")], rules=[mw.MustShare("topics"), mw.MinGap("grade", 2)]
    )
    mentees = {"id": [1], "site": ["York"], "topics": [["film"]], "grade": [3]}
    mentors = {"id": [7, 8], "site": ["York", "Bath"], "topics": ["golf", "film"], "grade": [6, 4]}
    outcome = mw.match(mentees, mentors, program)
    why = outcome.why_unmatched(1)
    found = {change["what"]: change for change in why.relaxations if change["answer"]}
    assert {name: change["kind"] for name, change in found.items()} == {
        "topics": "entry",
        "grade": "answer",
    }
    assert (found["topics"]["answer"], found["topics"]["partner"]) == ("golf", 7)
    assert (found["grade"]["answer"], found["grade"]["partner"]) == ("2", 8)
    for name, answer in (("topics", ["film", "golf"]), ("grade", 2)):
        after = outcome.what_if(answers={("mentee", 1, name): answer}).after
        gain = after.summary.total - outcome.summary.total
        assert after.pairs["mentor_id"].tolist() == [found[name]["partner"]]
        assert found[name]["total"] == pytest.approx(gain)
    assert "with golf among their topics they would meet 7" in str(why)


def test_single_changes_weights_and_ties(outcome):
    changes = outcome.relaxations()
    assert list(changes.columns) == ["kind", "what", "to", "partner", "pairs", "total"]
    weights = outcome.weights()
    assert weights["criterion"].tolist() == ["same_site", "overlap_interests"]
    assert (weights["low"] <= weights["weight"]).all()
    assert outcome.unique is (not outcome.tied)
    pd.testing.assert_frame_equal(outcome.seat_prices(), outcome.loads)


def test_answers_survive_saving(outcome, tmp_path):
    outcome.save(tmp_path / "o.json")
    loaded = mw.Outcome.load(tmp_path / "o.json")
    assert loaded.explain(1) == outcome.explain(1)
    assert loaded.why_not(1, 20) == outcome.why_not(1, 20)
    assert loaded.tied == outcome.tied


matrices = st.integers(1, 4).flatmap(
    lambda mentees: st.integers(1, 4).flatmap(
        lambda mentors: st.lists(
            st.lists(st.integers(0, 10), min_size=mentors, max_size=mentors),
            min_size=mentees,
            max_size=mentees,
        )
    )
)


@given(matrices)
@settings(deadline=None, max_examples=50)
def test_a_pair_costs_what_forcing_it_costs(tenths):
    values = np.array(tenths, dtype=np.float32) / 10
    ids = {"mentees": [f"e{at}" for at in range(len(values))]}
    ids["mentors"] = [f"m{at}" for at in range(values.shape[1])]
    fit = mw.Matrix(mentee_ids=ids["mentees"], mentor_ids=ids["mentors"], values=values)
    mentees, mentors = {"id": ids["mentees"]}, {"id": ids["mentors"]}
    outcome = mw.match(mentees, mentors, mw.Program(criteria=[fit]))
    for mentee in ids["mentees"]:
        for mentor in ids["mentors"]:
            pinned = mw.Program(criteria=[fit], pinned=[(mentee, mentor)])
            forced = mw.match(mentees, mentors, pinned).summary.total
            cost = outcome.why_not(mentee, mentor).cost
            assert cost == pytest.approx(outcome.summary.total - forced, abs=1e-9)
