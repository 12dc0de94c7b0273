"""Learn weights on simulated people whose truth is known, and see what they are worth.

    python benches/quality/weights.py [--seeds 200] [--processes 2] [--out results.jsonl]

Two questions, each with 25, 100, 400 and 1,600 labelled pairs:

*found*: labels come from planted pairs. Weights are learned on one population and match another one
of the same kind; which share of its planted pairs is found, beside other weights and other ways to
match?

*covered*: labels come from planted weights. How many of the 95 % intervals hold the planted weight?

README.md says what the conditions are and how to read the numbers.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import time
import warnings
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

import matchwright as mw

LABELS = (25, 100, 400, 1_600)
LABELLED = 600
HELD_OUT = 200
GRADES = ["Associate", "Professional", "Senior", "Lead", "Principal", "Director"]

CONDITIONS: dict[str, dict[str, Any]] = {
    "clean": {},
    "label noise": {"wrong": 0.3},
    "missing answers": {"missing": 0.4},
    "strategic answers": {"strategic": 0.25},
}
"""What is made worse in each."""

Columns = dict[str, list[Any]]


def program(**weights: float) -> mw.Program:
    """Compare all that the population is asked, by the weights of an organiser."""
    current = {"skills": 4, "goals": 1, "interests": 3, "grade": 1, "site": 2, "wishes": 0.5}
    weight = current | weights
    return mw.Program(
        criteria=[
            mw.SkillCoverage("wants_to_learn", "skills", weight=weight["skills"], name="skills"),
            mw.GoalFit("goals", "can_help_with", weight=weight["goals"], name="goals"),
            mw.Overlap("interests", weight=weight["interests"], name="interests"),
            mw.Gap(
                "grade", ideal=2, tolerance=3, scale=GRADES, weight=weight["grade"], name="grade"
            ),
            mw.Same("time_zone", weight=weight["site"], name="site"),
            mw.Preference(
                mentee="prefers", mentor="prefers", weight=weight["wishes"], name="wishes"
            ),
        ],
        same_id_is_same_person=False,
    )


def people(size: int, seed: int, condition: dict[str, Any]) -> tuple[Columns, Columns, list[str]]:
    """Draw mentees, mentors, and the mentor whom each mentee should meet."""
    missing = condition.get("missing", 0.1)
    drawn = mw.simulate(mentees=size, mentors=size, noise=0.3, missing=missing, seed=seed)
    mentees, mentors, truth = (
        {name: list(frame[name]) for name in frame.columns}
        for frame in (drawn.mentees, drawn.mentors, drawn.truth)
    )
    rng = np.random.default_rng([seed, 1])
    for at in np.flatnonzero(rng.random(size) < condition.get("strategic", 0.0)):
        # Whoever ticks everything is found by everybody.
        mentors["skills"][at] = "; ".join(f"skill {number}:5" for number in range(32))
        mentors["can_help_with"][at] = "; ".join(f"goal {number}" for number in range(12))
        mentors["interests"][at] = "; ".join(f"interest {number}" for number in range(20))
    meets = dict(zip(truth["mentee_id"], truth["mentor_id"], strict=True))
    return mentees, mentors, [meets[mentee] for mentee in mentees["id"]]


def lists(truth: list[str], mentors: list[str], labels: int, rng: np.random.Generator) -> Any:
    """Draw so many pairs: two to five a mentee, the planted one among them."""
    mentees, chosen = [], []
    for mentee in rng.permutation(len(truth)):
        size = min(int(rng.integers(2, 6)), labels - len(mentees))
        if size < 1:
            break
        others = rng.choice(mentors, size + 1, replace=False)
        picked = [truth[mentee], *[str(each) for each in others if each != truth[mentee]]][:size]
        mentees += [int(mentee)] * len(picked)
        chosen += picked
    return mentees, chosen


def judged(good: np.ndarray, mentees: list[int], wrong: float, rng: Any) -> np.ndarray:
    """Turn how good pairs are, from 0 to 1, into marks from 1 to 5.

    Some mentees are strict, others mild, and a share of the marks says nothing.
    """
    strict = rng.integers(-1, 2, LABELLED)[mentees]
    marks = np.clip(np.round(1 + 4 * good + strict), 1, 5)
    return np.where(rng.random(len(marks)) < wrong, rng.integers(1, 6, len(marks)), marks)


def found(weighted: mw.Program, held_out: Any) -> float:
    """Match the held out population; the share of planted pairs in the plan."""
    mentees, mentors, truth = held_out
    pairs = mw.match(mentees, mentors, weighted, threads=1).pairs
    meets = dict(zip(pairs["mentee_id"], pairs["mentor_id"], strict=True))
    return hits(truth, [meets.get(mentee) for mentee in mentees["id"]])


def hits(truth: list[str], meets: list[Any]) -> float:
    """Return the share of mentees who meet whom they should."""
    return float(np.mean([own == other for own, other in zip(truth, meets, strict=True)]))


def greedy(held_out: Any) -> float:
    """Let whoever fit best of all meet, then the best of the rest."""
    mentees, mentors, truth = held_out
    scores = np.array(mw.score(mentees, mentors, program(), threads=1))
    meets: list[Any] = [None] * len(truth)
    for _ in truth:
        row, column = np.unravel_index(np.argmax(scores), scores.shape)
        meets[row] = mentors["id"][column]
        scores[row], scores[:, column] = -1, -1
    return hits(truth, meets)


def of_planted_pairs(seed: int, name: str) -> list[dict[str, Any]]:
    """Learn from planted pairs, and match other people."""
    condition = CONDITIONS[name]
    mentees, mentors, truth = people(LABELLED, seed, condition)
    held_out = people(HELD_OUT, 1_000_000 + seed, condition)
    equal = program(**dict.fromkeys(["skills", "goals", "interests", "grade", "site", "wishes"], 1))
    spread = mw.weights_by_spread(mentees, mentors, program(), threads=1).program
    rng = np.random.default_rng([seed, 2])
    always = {
        "current": found(program(), held_out),
        "equal": found(equal, held_out),
        "by spread": found(spread, held_out),
        "greedy": greedy(held_out),
        "random": hits(held_out[2], list(rng.permutation(held_out[1]["id"]))),
    }
    rows = [
        {"scoring": scoring, "labels": labels, "found": share}
        for scoring, share in always.items()
        for labels in LABELS
    ]
    for labels in LABELS:
        who, chosen = lists(truth, mentors["id"], labels, rng)
        good = np.array([truth[at] == mentor for at, mentor in zip(who, chosen, strict=True)])
        # Who was not made for each other gets on somehow.
        shares = np.where(good, 0.85, rng.random(len(good)) * 0.6)
        feedback = {
            "mentee_id": [mentees["id"][at] for at in who],
            "mentor_id": chosen,
            "fit": list(judged(shares, who, condition.get("wrong", 0.0), rng)),
        }
        for scoring, options in {
            "learned": {},
            "learned pointwise": {"pointwise": True},
            "learned without lengths": {"list_lengths": False},
        }.items():
            learned = fit(mentees, mentors, program(), feedback, **options)
            if learned is not None:
                share = found(learned.program, held_out)
                rows.append({"scoring": scoring, "labels": labels, "found": share})
    return [{"question": "found", "condition": name, **row} for row in rows]


def fit(mentees: Columns, mentors: Columns, own: mw.Program, feedback: Any, **options: Any) -> Any:
    """Learn; nothing where the library says that there is too little."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        try:
            return mw.learn(mentees, mentors, own, feedback, draws=1, threads=1, **options)
        except mw.InputError:
            return None


def of_planted_weights(seed: int, name: str) -> list[dict[str, Any]]:
    """Judge by weights that were drawn, and see whether intervals hold them."""
    condition = CONDITIONS[name]
    mentees, mentors, truth = people(LABELLED, seed, condition)
    rng = np.random.default_rng([seed, 3])
    own = program()
    names = [term.name for term in own.criteria]
    shares = rng.dirichlet(np.full(len(names), 2.0))
    rows = []
    for labels in LABELS:
        who, chosen = lists(truth, mentors["id"], labels, rng)
        pairs = [(mentees["id"][at], mentor) for at, mentor in zip(who, chosen, strict=True)]
        said = mw.contributions(mentees, mentors, own, pairs, threads=1)
        whole = sum(term.weight for term in own.criteria)
        values = np.array(
            [np.array(said[term.name]) * whole / term.weight for term in own.criteria]
        )
        liking = shares @ values
        # A step as wide as the values that pairs differ by, and as much chance again.
        liking = 1.5 * liking / liking.std() + rng.gumbel(size=len(liking))
        ranks = np.searchsorted(np.sort(liking), liking) / len(liking)
        feedback = {
            "mentee_id": [pair[0] for pair in pairs],
            "mentor_id": chosen,
            "fit": list(judged(ranks, who, condition.get("wrong", 0.0), rng)),
        }
        learned = fit(mentees, mentors, own, feedback, list_lengths=False)
        if learned is None:
            continue
        weights = learned.weights
        for at, criterion in enumerate(names):
            estimate, low, high = (
                list(weights[column])[at] / whole for column in ("estimate", "low", "high")
            )
            rows.append(
                {
                    "criterion": criterion,
                    "labels": labels,
                    "covered": float(low <= shares[at] <= high),
                    "width": high - low,
                    "inside": float(low <= estimate <= high),
                    "error": abs(estimate - shares[at]),
                }
            )
    return [{"question": "covered", "condition": name, **row} for row in rows]


def one(task: tuple[str, str, int]) -> list[dict[str, Any]]:
    """Answer one question for one seed."""
    question, name, seed = task
    ask = of_planted_pairs if question == "found" else of_planted_weights
    return [{"seed": seed, **row} for row in ask(seed, name)]


def summed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Means over seeds, with their standard errors."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        key = (row["question"], row["condition"], row["labels"], row.get("scoring", ""))
        groups[key].append(row)
    lines = []
    for (question, condition, labels, scoring), of in groups.items():
        seeds = len({row["seed"] for row in of})
        line: dict[str, Any] = {"question": question, "condition": condition, "labels": labels}
        line |= {"scoring": scoring} if scoring else {}
        line["seeds"] = seeds
        for measure in ("found", "covered", "width", "inside", "error"):
            if measure in of[0]:
                by_seed = defaultdict(list)
                for row in of:
                    by_seed[row["seed"]].append(row[measure])
                means = np.array([np.mean(values) for values in by_seed.values()])
                line[measure] = round(float(means.mean()), 4)
                line[f"{measure}_se"] = round(float(means.std() / max(1, seeds) ** 0.5), 4)
        lines.append(line)
    return lines


def show(lines: list[dict[str, Any]]) -> None:
    """Print a table for each question and condition."""
    for question in ("found", "covered"):
        for condition in dict.fromkeys(line["condition"] for line in lines):
            some = [
                line
                for line in lines
                if (line["question"], line["condition"]) == (question, condition)
            ]
            if not some:
                continue
            print(f"\n{question}, {condition}, {max(line['seeds'] for line in some)} seeds")
            names = [line.get("scoring", "covered") for line in some]
            for name in dict.fromkeys(names):
                own = {line["labels"]: line for line in some if line.get("scoring", name) == name}
                cells = [f"{own[n][question]:9.3f}" if n in own else " " * 9 for n in LABELS]
                print(f"{name:24}", *cells)
            if question == "covered":
                for measure in ("width", "inside", "error"):
                    cells = [f"{line[measure]:9.3f}" for line in some]
                    print(f"{measure:24}", *cells)


def main() -> None:
    """Run everything, print tables, and keep a line each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--conditions", nargs="*", default=[*CONDITIONS])
    parser.add_argument("--questions", nargs="*", default=["found", "covered"])
    parser.add_argument(
        "--processes", type=int, default=os.cpu_count(), help="all cores unless said"
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results.jsonl")
    asked = parser.parse_args()
    start = time.perf_counter()
    tasks = [
        (question, condition, seed)
        for question in asked.questions
        for condition in asked.conditions
        for seed in range(asked.seeds)
    ]
    with ProcessPoolExecutor(asked.processes) as pool:
        rows = [row for rows in pool.map(one, tasks, chunksize=4) for row in rows]
    lines = summed(rows)
    show(lines)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent,
    )
    about = {"date": dt.datetime.now(tz=dt.UTC).date().isoformat(), "commit": commit.stdout.strip()}
    with asked.out.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(about | line) + "\n" for line in lines)
    print(f"\n{time.perf_counter() - start:.0f} s; lines appended to {asked.out.name}")


if __name__ == "__main__":
    sys.exit(main())
