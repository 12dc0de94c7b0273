"""Several rounds: nobody meets the same person again soon, and those who wait are not forgotten.

python examples/rounds.py
"""

import matchwright as mw

values = mw.Program.from_toml("examples/cohort/program.toml").to_dict()
rules = values["rules"]
mentees = mw.read("examples/cohort/mentees.csv").to_dict()
mentors = mw.read("examples/cohort/mentors.csv").to_dict()

pairs, met, waited = [], [], {}
for number in (1, 2, 3):
    # Who met in the round before does not meet again; who met earlier may, at a fifth less.
    history = {"kind": "history", "pairs": pairs, "met": met}
    values["rules"] = [
        *rules,
        {**history, "rounds": 1, "name": "last round"},
        {**history, "weaken": 0.2, "name": "met before"},
    ]
    program = mw.Program.from_dict(values)
    mentees["rounds_waited"] = [waited.get(mentee, 0) for mentee in mentees["id"]]
    outcome = mw.match(mentees, mentors, program)

    told = list(zip(outcome.pairs["mentee_id"], outcome.pairs["mentor_id"], strict=True))
    again = len({*told} & {*pairs})
    assert not {*told} & {pair for pair, when in zip(pairs, met, strict=True) if when == number - 1}
    waited = dict(zip(outcome.people["id"], outcome.people["rounds_waited"], strict=True))
    print(f"Round {number}: {len(told)} pairs, {again} of them again; ", end="")
    print(f"{sum(rounds == number for rounds in waited.values())} have waited since the beginning.")
    pairs, met = pairs + told, met + [number] * len(told)

# After the third round a mentor leaves. Everybody else keeps whom they were told.
leaver = told[0][1]
stay = [at for at, mentor in enumerate(mentors["id"]) if mentor != leaver]
mentors = {name: [cells[at] for at in stay] for name, cells in mentors.items()}
after = mw.rematch(outcome, mentees, mentors, program, keep="told")

print(after.summary)
print(after.changes_summary)
assert after.certificate.verified
assert leaver not in set(after.pairs["mentor_id"])
