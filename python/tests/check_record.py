"""A checker of run records in plain Python, beside `check_certificate`.

A record says who met whom, with which score, and the prices that prove it; it holds nobody's
answers. Whoever has the scores of all pairs can check it with nothing of the library.
"""

from check_certificate import Problem, RefusedError, check

SAID = ("primal", "dual", "pairs", "most_pairs", "objective", "scope", "rounding")


def check_record(record, points):
    """Recompute what a record says, and raise a `RefusedError` where it differs.

    `points` has the score of each pair in whole millionths by the ids of mentee and mentor, and
    no entry for pairs that may not meet.
    """
    mentees, mentors = ([one["id"] for one in record[side]] for side in ("mentees", "mentors"))
    rows, columns = ({one: place for place, one in enumerate(ids)} for ids in (mentees, mentors))
    row_seats, column_seats = ([one["seats"] for one in record[s]] for s in ("mentees", "mentors"))
    costs = [[_cost(points.get((one, other))) for other in mentors] for one in mentees]
    plan = []
    for pair in record["pairs"]:
        ids = pair["mentee"], pair["mentor"]
        if points.get(ids) != pair["points"]:
            text = f"{ids} have {points.get(ids)} points, not {pair['points']}"
            raise RefusedError(text)
        row, column = rows[ids[0]], columns[ids[1]]
        if pair["pinned"]:
            # Decided before: the proof is about the seats that are left, and nobody meets twice.
            row_seats[row] -= 1
            column_seats[column] -= 1
            costs[row][column] = None
        else:
            plan.append([row, column])
    if min([*row_seats, *column_seats], default=0) < 0:
        text = "more pinned pairs than seats"
        raise RefusedError(text)
    objective = record["program"]["objective"]
    problem = Problem(costs, row_seats, column_seats, [0] * len(mentees), objective)
    said = {name: record["certificate"][name] for name in SAID}
    said |= {"gap": said["primal"] - said["dual"], "verified": True}
    proof = {"pairs": plan, "rounded_pairs": None, "prices": record["prices"]}
    check(problem, proof | {"certificate": said, "grid": {"exact": True}})


def _cost(points):
    return None if points is None else -points
