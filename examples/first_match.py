"""Matches the sample cohort. The same in Rust: `first_match.rs`.

python examples/first_match.py
"""

import matchwright as mw

program = mw.Program.from_toml("examples/cohort/program.toml")
mentees = "examples/cohort/mentees.csv"  # or a frame: pandas, polars, pyarrow, DuckDB
mentors = "examples/cohort/mentors.csv"

outcome = mw.match(mentees, mentors, program)

print(outcome.summary)
print(outcome.pairs)
print(outcome.unmatched)
assert outcome.certificate.verified
