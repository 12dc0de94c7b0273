"""Seats to spare, and still mentors with nobody: what it costs to share the mentees out.

python examples/balance.py
"""

import matchwright as mw

# Five hundred mentees, and three seats at each of five hundred mentors.
people = mw.simulate(mentees=500, mentors=500, seats=3, noise=0.3, seed=1)

OBJECTIVES = {
    "the best total": ["participation", "total"],
    "most mentors in use first": ["participation", "mentors_in_use", "total"],
    "even loads first": ["participation", "balance", "total"],
}

best = None
for name, objective in OBJECTIVES.items():
    program = mw.Program(
        criteria=[
            mw.SkillCoverage("wants_to_learn", "skills", weight=3),
            mw.GoalFit("goals", "can_help_with", weight=2),
            mw.Overlap("interests"),
            mw.Same("site"),
        ],
        capacity="capacity",
        objective=objective,
        same_id_is_same_person=False,
    )
    outcome = mw.match(people.mentees, people.mentors, program)
    assert outcome.certificate.verified
    total = sum(outcome.pairs["score"])
    best = best or total
    idle = sum(load == 0 for load in outcome.loads["load"])
    print(f"{name}: {idle} of 500 mentors have nobody, total {total:.2f}, ", end="")
    print(f"{1 - total / best:.2%} less than the best")
print("Each plan is the proven best of its kind.")
