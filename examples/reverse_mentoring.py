"""Reverse mentoring: seniors learn from juniors. The roles are swapped, and nothing else is.

python examples/reverse_mentoring.py
"""

import matchwright as mw

seniors = mw.read("examples/cohort/mentors.csv").to_dict()
juniors = mw.read("examples/cohort/mentees.csv").to_dict()

# What a form would have asked: what the seniors want to see, and what the juniors can show.
TOPICS = ["Short videos", "Chat assistants", "Accessibility", "Podcasts"]
seniors["curious_about"] = [
    f"{TOPICS[at % 4]}:3; {TOPICS[at // 4 % 4]}:2" for at in range(len(seniors["id"]))
]
juniors["can_show"] = [f"{TOPICS[at % 4]}:{2 + at % 3}" for at in range(len(juniors["id"]))]

SCALE = ["Associate", "Professional", "Senior", "Lead", "Principal", "Director"]
program = mw.Program(
    name="Reverse mentoring",
    criteria=[
        mw.SkillCoverage(need="curious_about", have="can_show", weight=4),
        mw.Overlap("interests", rarity=True, weight=1),
        mw.Different("department", weight=1),
    ],
    rules=[
        mw.MustDiffer("manager"),
        mw.MustShare("languages"),
        # Whoever teaches is at least one grade below whoever learns.
        mw.MaxGap("grade", -1, scale=SCALE),
    ],
    min_score=0.3,
)

# The first table is of those who learn: here the seniors. Each junior teaches one of them.
outcome = mw.match(seniors, juniors, program)

print(outcome.summary)
print(outcome.pairs)
grades = dict(zip(juniors["id"] + seniors["id"], juniors["grade"] + seniors["grade"], strict=True))
for senior, junior in zip(outcome.pairs["mentee_id"], outcome.pairs["mentor_id"], strict=True):
    assert SCALE.index(grades[junior]) < SCALE.index(grades[senior])
assert outcome.certificate.verified
