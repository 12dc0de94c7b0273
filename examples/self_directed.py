"""People choose for themselves: suggestions, a directory, answers of both sides, the final match.

python examples/self_directed.py
"""

import matchwright as mw

program = mw.Program.from_toml("examples/cohort/program.toml")
mentees = mw.read("examples/cohort/mentees.csv").to_dict()
mentors = mw.read("examples/cohort/mentors.csv").to_dict()

# Five suggestions for every mentee, and nobody's name on more than twenty lists.
suggested = mw.recommend(mentees, mentors, program, k=5, exposure=20)
choices = {mentee: [] for mentee in mentees["id"]}
for mentee, mentor in zip(suggested["mentee_id"], suggested["mentor_id"], strict=True):
    choices[mentee].append(mentor)

# Whoever looks for something else finds it in the directory.
found = mw.search(mentors, "negotiation:4, python", program, where={"site": "London"}, k=3)
print(found)
choices["e001"] = [*found["id"], *choices["e001"]]

# Both sides answer. Here everybody asks first for people at their own site, and a mentor for those
# who ask for them; yours come from a form.
at = dict(zip(mentors["id"], mentors["site"], strict=True))
asked_by = {mentor: [] for mentor in mentors["id"]}
for mentee, site in zip(mentees["id"], mentees["site"], strict=True):
    choices[mentee] = sorted(choices[mentee], key=lambda mentor: at[mentor] != site)[:3]
    for mentor in choices[mentee]:
        asked_by[mentor].append(mentee)
mentees["choices"] = [choices[mentee] for mentee in mentees["id"]]
mentors["choices"] = [asked_by[mentor] for mentor in mentors["id"]]

# The final match: the same programme, in which choices count as much as all the rest.
values = program.to_dict()
weight = sum(term["weight"] for term in values["criteria"])
wish = {"kind": "preference", "mentee": "choices", "mentor": "choices"}
values["criteria"].append(wish | {"weight": weight, "name": "choices"})
outcome = mw.match(mentees, mentors, mw.Program.from_dict(values))

print(outcome.summary)
pairs = list(zip(outcome.pairs["mentee_id"], outcome.pairs["mentor_id"], strict=True))
chosen = sum(mentor in choices[mentee] for mentee, mentor in pairs)
print(f"{chosen} of {len(pairs)} mentees meet somebody whom they chose.")
assert outcome.certificate.verified
assert 2 * chosen > len(pairs)
