"""A published cohort of civil servants, through pandas."""

import pandas as pd
import pytest

import matchwright as mw

GRADES = ["AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4"]

PROGRAM = mw.Program(
    criteria=[
        mw.Same("profession", weight=4),
        mw.Overlap(
            {"mentee": "identity to match", "mentor": "characteristics"},
            measure="coverage",
            weight=6,
            when={"column": "match with similar identity", "equals": "yes"},
        ),
    ],
    rules=[mw.MustDiffer("organisation"), mw.MinGap("grade", 1, scale=GRADES)],
    list_separator=",",
    name="Civil service",
)


@pytest.mark.parametrize("size", ["small", "large"])
def test_every_mentee_with_an_allowed_mentor_is_matched(size, published):
    mentees = pd.read_csv(published(f"mentor_cohort/{size}-mentees.csv"))
    mentors = pd.read_csv(published(f"mentor_cohort/{size}-mentors.csv"))
    ids = {"mentee_id": "email address", "mentor_id": "email address"}
    outcome = mw.match(mentees, mentors, PROGRAM, **ids)
    assert outcome.certificate.verified
    assert isinstance(outcome.pairs, pd.DataFrame)

    pairs = outcome.pairs.merge(
        mentees.add_prefix("e "), left_on="mentee_id", right_on="e email address"
    )
    pairs = pairs.merge(mentors.add_prefix("m "), left_on="mentor_id", right_on="m email address")
    assert len(pairs) == len(outcome.pairs) == outcome.summary.pairs
    assert (pairs["e organisation"] != pairs["m organisation"]).all()
    steps = pairs["m grade"].map(GRADES.index) - pairs["e grade"].map(GRADES.index)
    assert (steps >= 1).all()

    allowed = pd.Series(mw.score(mentees, mentors, PROGRAM, **ids).max(axis=1) >= 0)
    reasons = outcome.unmatched.query("side == 'mentee'").set_index("id")["reason"]
    lonely = mentees.loc[~mentees["email address"].isin(pairs["mentee_id"]), "email address"]
    assert set(reasons.index) == set(lonely)
    assert len(allowed) == len(mentees)
    assert set(reasons) <= {"ruled_out", "all_taken"}
    # Nobody is left out while a mentor who may meet them is free.
    assert outcome.certificate.pairs == outcome.certificate.most_pairs
