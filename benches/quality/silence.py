"""Measure what silence does to the lists of others, by what counts for a missing answer.

    python benches/quality/silence.py

Simulated populations with a hidden plan, at several shares of missing answers and a quarter of
the mentors with nothing but an id and seats: how well planted pairs score in their row, how many of
them the plan finds, and how many of the first five places the silent mentors take (a quarter would
be fair).
"""

from __future__ import annotations

import numpy as np
from measures import auc, share_of_top

import matchwright as mw

POLICIES = {"one half": 0.5, "mean": "mean", "skip": "skip"}
SEEDS = range(5)
PEOPLE = 400


def program(policy: float | str) -> mw.Program:
    """Compare all that the population is asked, with one policy for missing answers."""
    return mw.Program(
        criteria=[
            mw.SkillCoverage("wants_to_learn", "skills", weight=3, missing=policy),
            mw.GoalFit("goals", "can_help_with", weight=2, missing=policy),
            mw.Overlap("interests", missing=policy),
            mw.Same("site", missing=policy),
        ],
        rules=[],
        same_id_is_same_person=False,
    )


def main() -> None:
    """Print a line for each policy and share of missing answers."""
    print(f"{'missing':>8} {'policy':10} {'AUC':>6} {'found':>6} {'silent in top 5':>16}")
    for missing in (0.0, 0.2, 0.4):
        for name, policy in POLICIES.items():
            rows = np.array([measure(missing, policy, seed) for seed in SEEDS])
            score, found, top = rows.mean(axis=0)
            print(f"{missing:8.1f} {name:10} {score:6.3f} {found:6.3f} {top:16.3f}")


def measure(missing: float, policy: float | str, seed: int) -> tuple[float, float, float]:
    """Match a population in which every fourth mentor says nothing."""
    drawn = mw.simulate(mentees=PEOPLE, mentors=PEOPLE, missing=missing, noise=0.3, seed=seed)
    mentees, mentors = as_columns(drawn.mentees), as_columns(drawn.mentors)
    silent = np.arange(PEOPLE) % 4 == 0
    for column, values in mentors.items():
        if column not in ("id", "capacity"):
            mentors[column] = [
                None if quiet else value for value, quiet in zip(values, silent, strict=True)
            ]
    scores = np.array(mw.score(mentees, mentors, program(policy)))
    truth = as_columns(drawn.truth)
    rows = {person: at for at, person in enumerate(mentees["id"])}
    columns = {person: at for at, person in enumerate(mentors["id"])}
    planted = [
        (rows[mentee], columns[mentor])
        for mentee, mentor in zip(truth["mentee_id"], truth["mentor_id"], strict=True)
        if not silent[columns[mentor]]
    ]
    fits = np.zeros(scores.shape, bool)
    fits[tuple(np.transpose(planted))] = True
    plan = mw.linear_sum_assignment(scores, maximize=True)
    met = set(zip(*(side.tolist() for side in plan), strict=True))
    found = sum(pair in met for pair in planted) / len(planted)
    return auc(scores, fits), found, share_of_top(scores, silent)


def as_columns(frame: object) -> dict[str, list]:
    """Return a frame of any kind as lists."""
    if hasattr(frame, "to_pydict"):
        return frame.to_pydict()
    if hasattr(frame, "to_dict"):
        return {name: list(frame[name]) for name in frame}
    return dict(frame)


if __name__ == "__main__":
    main()
