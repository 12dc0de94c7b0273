"""A run record holds by a checker in plain Python, and none that somebody has touched does."""

import copy
import json

import numpy as np
import pytest
from check_certificate import RefusedError
from check_record import check_record

import matchwright as mw


def _recorded(seed, folder):
    """The record of a random match, and the points of the pairs that may meet."""
    rng = np.random.default_rng(seed)
    rows, columns = rng.integers(1, 7, 2)
    mentees, mentors = (
        [f"{side}{at}" for at in range(n)] for side, n in zip("em", (rows, columns), strict=True)
    )
    values = rng.integers(0, rng.choice([2, 10]), (rows, columns)) / 10
    blocked = [(e, m) for e in mentees for m in mentors if rng.random() < 0.2]
    program = mw.Program(
        criteria=[mw.Matrix(values=values, mentee_ids=mentees, mentor_ids=mentors)],
        rules=[mw.Block(blocked)],
        capacity="seats",
        mentors_per_mentee="wants",
        objective=str(rng.choice(["participation", "total"])),
    )
    people = {"id": mentees, "wants": rng.integers(1, 3, rows).tolist()}
    seats = {"id": mentors, "seats": rng.integers(0, 4, columns).tolist()}
    outcome = mw.match(people, seats, program)
    if len(outcome.pairs["mentee_id"]) and rng.random() < 0.5:
        pin = (outcome.pairs["mentee_id"][0], outcome.pairs["mentor_id"][0])
        program = mw.Program.from_dict(program.to_dict() | {"pinned": [pin]})
        outcome = mw.match(people, seats, program)
    path = folder / "run.json"
    outcome.record(path)
    scores = mw.score(people, seats, program)
    points = {
        (mentee, mentor): round(scores[row, column] * 1e6)
        for row, mentee in enumerate(mentees)
        for column, mentor in enumerate(mentors)
        if not np.isnan(scores[row, column])
    }
    return json.loads(path.read_text()), points


@pytest.mark.parametrize("seeds", [range(start, start + 25) for start in range(0, 100, 25)])
def test_every_record_holds(seeds, tmp_path):
    for seed in seeds:
        check_record(*_recorded(seed, tmp_path))


def _another_pair(record):
    pair = record["pairs"][0]
    others = [one["id"] for one in record["mentors"] if one["id"] != pair["mentor"]]
    pair["mentor"] = others[0] if others else "nobody"


def _another_score(record):
    record["pairs"][0]["points"] += 1


def _a_pair_less(record):
    record["pairs"].pop()


def _a_seat_less(record):
    mentor = record["pairs"][0]["mentor"]
    next(one for one in record["mentors"] if one["id"] == mentor)["seats"] = 0


def _another_bound(record):
    record["certificate"]["dual"] -= 1


def _another_total(record):
    record["certificate"]["primal"] -= 1


def _a_price_above_0(record):
    record["prices"]["rows"][0] = 1


TOUCHES = [
    _another_pair,
    _another_score,
    _a_pair_less,
    _a_seat_less,
    _another_bound,
    _another_total,
    _a_price_above_0,
]


@pytest.mark.parametrize("touch", TOUCHES, ids=lambda touch: touch.__name__.strip("_"))
def test_no_record_that_was_touched_does(touch, tmp_path):
    tried = 0
    for seed in range(30):
        record, points = _recorded(seed, tmp_path)
        if not record["pairs"]:
            continue
        touched = copy.deepcopy(record)
        touch(touched)
        with pytest.raises((RefusedError, KeyError)):
            check_record(touched, points)
        tried += 1
    assert tried > 20
