"""Count how often intervals of experiments and of tracking hold the truth, where it is known.

    python benches/quality/tracking.py [--seeds 1000] [--out results.jsonl]

*policy*: a plan of 200 pairs is put to an experiment, outcomes are drawn from what the pairs are
worth, and the value of the plan before and of the plan with every swap made is estimated by each
method. How many 95 % intervals hold the value, and how wide are they beside those of IPS? The cost
of each experiment is compared with what the total score has lost, in millionths.

*difference*: of 600 people some are matched, more likely the higher their grade and at one site;
being matched changes what becomes of them by a known number. How many intervals hold it? In the
condition `imbalance` nobody who is matched has a grade that others have: no difference may be
stated.

Seeds 0, 1, 2, … are named in every line; equal seeds draw equal people on every machine.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

import matchwright as mw

PEOPLE = 200
CROWD = 600
TOP = 3
"""In the condition `imbalance`, who has a higher grade is matched, and nobody else."""
CHANGES = {"promoted": 0.08, "retained": 0.06, "skills_gained": 0.7}
"""By how much being matched changes each, on average."""

PROGRAM = mw.Program(
    criteria=[mw.Overlap("skills", weight=2), mw.Gap("grade", ideal=1, tolerance=5)],
    same_id_is_same_person=False,
    fuzzy="off",
)
SKILLS = ["python", "sql", "law", "talks", "design", "sales", "finance", "hiring"]

Row = dict[str, Any]


def person(number: int, draw: np.random.Generator) -> Row:
    """Draw somebody."""
    skills = "; ".join(draw.choice(SKILLS, size=3, replace=False))
    return {"id": number, "skills": skills, "grade": int(draw.integers(1, 6))}


def policy(seed: int) -> dict[str, Any]:
    """Make an experiment, draw outcomes, and estimate two plans."""
    draw = np.random.default_rng([seed, 11])
    sides = [[person(number, draw) for number in range(PEOPLE)] for _ in range(2)]
    outcome = mw.match(*sides, PROGRAM)
    drawn = mw.experiment(outcome, share=0.6, within=0.1, seed=seed)
    choices = columns(drawn.choices)
    lost = outcome.summary.total - drawn.outcome.summary.total
    moods = draw.normal(0, 0.5, PEOPLE)
    ids = list(zip(choices["mentee_id"], choices["mentor_id"], strict=True))
    worth = dict(zip(ids, 2 + 2 * np.array(choices["score"]), strict=True))
    met = [each for each, is_drawn in zip(ids, choices["drawn"], strict=True) if is_drawn]
    fits = [worth[pair] + moods[int(pair[0])] + draw.normal(0, 0.6) for pair in met]
    feedback = {"mentee_id": [a for a, _ in met], "mentor_id": [b for _, b in met], "fit": fits}
    flags = zip(ids, choices["planned"], choices["propensity"], strict=True)
    swapped = [pair for pair, planned, p in flags if (not planned) or p == 1]
    planned = [pair for pair, is_planned in zip(ids, choices["planned"], strict=True) if is_planned]
    said: dict[str, Any] = {"cost_is_exact": round(lost * 1e6) == round(drawn.cost * 1e6)}
    said["draws"] = drawn.draws
    for name, pairs in {"planned": planned, "swapped": swapped}.items():
        plan = {"mentee_id": [a for a, _ in pairs], "mentor_id": [b for _, b in pairs]}
        value = columns(mw.policy_value(feedback, plan, choices=drawn).table)
        rows = zip(value["estimator"], value["value"], value["low"], value["high"], strict=True)
        said[name] = {one: numbers for one, *numbers in rows}
        said[name]["truth"] = float(np.mean([worth[pair] for pair in pairs]))
    return said


def crowd(seed: int, *, imbalance: bool) -> tuple[Row, Row, Row]:
    """Draw people of whom some are matched: pairs, check-ins and what became of everybody."""
    draw = np.random.default_rng([seed, 12])
    grade = draw.integers(1, 6, CROWD)
    site = draw.choice(["Leeds", "York", "Bath"], CROWD)
    tenure = draw.gamma(2.0, 2.0, CROWD)
    lean = -0.6 + 0.3 * (grade - 3) + 0.3 * (site == "Leeds")
    chance = (grade > TOP).astype(float) if imbalance else 1 / (1 + np.exp(-lean))
    matched = draw.random(CROWD) < chance
    promoted = 0.15 + 0.04 * (grade - 3) + 0.05 * (site == "Leeds") + CHANGES["promoted"] * matched
    retained = 0.70 + 0.04 * (grade - 3) + 0.004 * tenure + CHANGES["retained"] * matched
    gained = 1.5 + 0.3 * (grade - 3) + CHANGES["skills_gained"] * matched
    people = {
        "id": list(range(CROWD)),
        "grade": grade.tolist(),
        "site": site.tolist(),
        "tenure": tenure.round(1).tolist(),
        "promoted": ["yes" if yes else "no" for yes in draw.random(CROWD) < promoted],
        "retained": ["yes" if yes else "no" for yes in draw.random(CROWD) < retained],
        "skills_gained": draw.poisson(gained).tolist(),
    }
    mentees = np.flatnonzero(matched).tolist()
    mentors = [f"m{number}" for number in mentees]
    checkins = {"mentee_id": mentees, "mentor_id": mentors, "met": [1] * len(mentees)}
    return {"mentee_id": mentees, "mentor_id": mentors}, checkins, people


def difference(seed: int, *, imbalance: bool) -> dict[str, Any]:
    """Compare matched and unmatched people."""
    tracking = mw.track(*crowd(seed, imbalance=imbalance))
    said = columns(tracking.compared)
    rows = zip(said["outcome"], said["difference"], said["low"], said["high"], strict=True)
    found = {name: numbers for name, *numbers in rows}
    return found | {"comparable": tracking.comparable, "warned": bool(tracking.warnings)}


def columns(frame: Any) -> dict[str, list[Any]]:
    """Return a frame of any kind as lists."""
    return {name: list(frame[name]) for name in frame}


def policy_lines(results: list[dict[str, Any]]) -> list[Row]:
    """Count the intervals that hold the value of a plan for people like these."""
    lines = []
    for plan in ("planned", "swapped"):
        # The value for people like these: the mean over all seeds of what the plans are worth.
        truth = np.mean([each[plan]["truth"] for each in results])
        widths: dict[str, float] = {}
        for estimator in ("ips", "snips", "dr"):
            value, low, high = np.array([each[plan][estimator] for each in results]).T
            widths[estimator] = float((high - low).mean())
            lines.append(
                {
                    "question": "policy",
                    "plan": plan,
                    "estimator": estimator,
                    "truth": round(float(truth), 4),
                    "bias": round(float((value - truth).mean()), 4),
                    "covered": round(float(((low <= truth) & (truth <= high)).mean()), 4),
                    "width": round(widths[estimator], 4),
                    "width_beside_ips": round(widths[estimator] / widths["ips"], 3),
                }
            )
    exact = sum(each["cost_is_exact"] for each in results)
    draws = round(float(np.mean([each["draws"] for each in results])), 1)
    return [*lines, {"question": "cost", "exact": exact, "draws": draws}]


def difference_lines(results: list[dict[str, Any]], condition: str) -> list[Row]:
    """Count the intervals that hold the planted difference, and who was warned."""
    stated = [each for each in results if each["comparable"]]
    lines = [
        {
            "question": "difference",
            "condition": condition,
            "comparable": len(stated),
            "warned": sum(each["warned"] for each in results),
        }
    ]
    for name, truth in CHANGES.items() if stated else ():
        value, low, high = np.array([each[name] for each in stated]).T
        lines.append(
            {
                "question": "difference",
                "condition": condition,
                "outcome": name,
                "truth": truth,
                "bias": round(float((value - truth).mean()), 4),
                "covered": round(float(((low <= truth) & (truth <= high)).mean()), 4),
                "width": round(float((high - low).mean()), 4),
            }
        )
    return lines


def main() -> None:
    """Print a line for each row, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results.jsonl")
    asked = parser.parse_args()
    seeds = range(asked.seeds)
    with ProcessPoolExecutor(asked.jobs) as pool:
        lines = policy_lines(list(pool.map(policy, seeds, chunksize=10)))
        for condition in ("comparable", "imbalance"):
            one = partial(difference, imbalance=condition == "imbalance")
            lines += difference_lines(list(pool.map(one, seeds, chunksize=10)), condition)
    git = ["git", "rev-parse", "--short", "HEAD"]
    said = subprocess.run(git, capture_output=True, text=True, check=False)  # noqa: S603
    commit = said.stdout.strip()
    day = dt.datetime.now(dt.UTC).date().isoformat()
    with asked.out.open("a", encoding="utf-8") as out:
        for line in lines:
            whole = {"day": day, "commit": commit, "seeds": f"0 to {asked.seeds - 1}"} | line
            print(json.dumps(line))
            out.write(json.dumps(whole) + "\n")


if __name__ == "__main__":
    main()
