"""Measure how long contributions, learning and evaluating take.

    python benches/quality/speed.py [MENTEES MENTORS PAIRS]

15,000 mentees, 5,500 mentors and 50,000 labelled pairs unless said otherwise, ten criteria.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from weights import GRADES

import matchwright as mw


def program() -> mw.Program:
    """Compare all that the sample cohort asks, in ten ways."""
    return mw.Program(
        criteria=[
            mw.SkillCoverage("wants_to_learn", "skills", weight=4),
            mw.GoalFit("goals", "can_help_with", weight=3),
            mw.Overlap("interests", weight=1),
            mw.Overlap("languages", weight=1),
            mw.Gap("grade", ideal=2, tolerance=3, scale=GRADES, weight=2),
            mw.Different("department", weight=0.5),
            mw.Same("time_zone", weight=0.5),
            mw.Same("site", weight=1),
            mw.Same("department", weight=1, name="department too"),
            mw.Preference(mentee="prefers", mentor="prefers", weight=2),
        ],
        rules=[mw.MustDiffer("manager"), mw.MustShare("languages")],
    )


def timed(name: str, work: Callable[[], Any]) -> None:
    """Print the best of three."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    print(f"{name:40} {min(times):8.3f} s (of 3: {', '.join(f'{each:.3f}' for each in times)})")


def main(mentees: int = 15_000, mentors: int = 5_500, pairs: int = 50_000) -> None:
    """Draw people and marks, and measure."""
    drawn = mw.simulate(mentees=mentees, mentors=mentors, seed=1)
    rng = np.random.default_rng(1)
    rows = rng.integers(0, mentees, pairs)
    columns = rng.integers(0, mentors, pairs)
    _, kept = np.unique(rows * mentors + columns, return_index=True)
    rows, columns = rows[kept], columns[kept]
    ids = np.array(drawn.mentees["id"])[rows], np.array(drawn.mentors["id"])[columns]
    listed = {"mentee_id": list(ids[0]), "mentor_id": list(ids[1])}
    people = drawn.mentees, drawn.mentors, program()
    said = mw.contributions(*people, listed)
    liking = np.array(said["score"]) + rng.gumbel(size=len(rows)) / 20
    cuts = np.quantile(liking, [0.2, 0.4, 0.6, 0.8])
    feedback = listed | {"fit": [int(mark) for mark in 1 + np.searchsorted(cuts, liking)]}
    none = {"mentee_id": [], "mentor_id": []}
    print(f"{mentees} mentees, {mentors} mentors, {len(rows)} pairs, 10 criteria")
    timed("people read and checked, no pair", lambda: mw.contributions(*people, none))
    timed("contributions", lambda: mw.contributions(*people, listed))
    timed("weights by spread", lambda: mw.weights_by_spread(*people))
    timed("evaluate, 1,000 draws", lambda: mw.evaluate(*people, feedback))
    timed("learn, with its evaluation", lambda: mw.learn(*people, feedback))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
