"""A checker of proofs that shares nothing with the solver: plain Python, exact numbers.

It gets the problem as its owner knows it and what `Assignment.to_json` says, and refuses what does
not follow. The proof: write c for a pair's cost less its row's unmatched cost, d and b for seats, P
for the number of pairs. A pair is used at most once, so for any price l of a pair and any prices
u <= 0 of rows and v <= 0 of columns, every plan x with P pairs (with l = 0: every plan) has

    sum of c*x  >=  l*P + sum of d*u + sum of b*v + sum over allowed pairs of min(0, c - l - u - v)

Prices are whole numbers of steps, `scale` of which make a unit of cost; totals are whole units, so
that the right side may be rounded up to one.

Why: c = (c - l - u - v) + l + u + v; the first is at least its min with 0 where x is 0 or 1, there
are P times l, and a row is used at most d times, which with u <= 0 adds at least d*u; columns
alike. A plan whose total equals the right side is the best one. And a pair of any plan has a row
outside the cut, or a column of the cut, or is an allowed pair of a row inside with a column
outside: there are never more pairs than seats of those rows and columns, and pairs of that kind.

Where values were rounded to whole numbers, all that is about the plan that is best for the rounded
ones. That the plan itself is the best for the exact values is checked without prices: a plan can be
made better exactly where its residual graph has a cycle of negative length, which rounds of Bellman
and Ford find in fractions.
"""

from collections import Counter
from fractions import Fraction


class RefusedError(Exception):
    """What is said does not follow."""


class Problem:
    """Costs in the solver's whole numbers, ``None`` if forbidden, and what surrounds them.

    `exact` is the same problem in exact values, where those were rounded.
    """

    def __init__(self, costs, row_seats, column_seats, unmatched, objective, *, exact=None):
        self.costs = costs
        self.exact = exact
        self.row_seats = row_seats
        self.column_seats = column_seats
        self.unmatched = unmatched
        self.objective = objective
        _require(len(costs) == len(row_seats) == len(unmatched), "one of everything per row")
        _require(all(len(row) == len(column_seats) for row in costs), "one cost per column")
        _require(objective in {"participation", "total"}, "an objective that is known")

    def usable(self):
        """Pairs that a plan may have: row, column, cost less the row's unmatched cost."""
        for row, costs in enumerate(self.costs):
            for column, cost in enumerate(costs):
                if cost is not None and self.row_seats[row] and self.column_seats[column]:
                    yield row, column, cost - self.unmatched[row]

    def base(self):
        """Total of the plan without pairs."""
        return sum(map(_product, self.row_seats, self.unmatched))


def on_grid(value, grid, *, is_pair=True):
    """A value in the solver's whole numbers; ``None`` for ``None``."""
    if value is None:
        return None
    turned = -Fraction(value) if grid["sense"] == "maximize" else Fraction(value)
    return round(turned / Fraction(grid["unit"])) - (grid["offset"] if is_pair else 0)


def check(problem, proof):
    """Recompute everything that the proof says, and raise a `RefusedError` where it differs."""
    said, prices = proof["certificate"], proof["prices"]
    pairs = proof["rounded_pairs"] or proof["pairs"]
    found = {
        "primal": _primal(problem, pairs),
        "dual": _dual(problem, prices, len(pairs)),
        "pairs": len(pairs),
        "most_pairs": _most_pairs(problem, prices["cut"]),
        "objective": problem.objective,
        "scope": "all_pairs",
        "rounding": 0,
    }
    found["gap"] = found["primal"] - found["dual"]
    fullest = problem.objective == "total" or found["pairs"] == found["most_pairs"]
    found["verified"] = found["gap"] == 0 and fullest
    _require(found.keys() == said.keys(), f"a certificate of {', '.join(found)}")
    for name, value in found.items():
        _require(said[name] == value, f"{name} {value}, not {said[name]}")
    if problem.exact:
        _primal(problem.exact, proof["pairs"])
        _require(not _can_be_better(problem.exact, proof["pairs"]), "no plan that is better")
    else:
        _require(proof["grid"]["exact"], "exact values beside rounded ones")
        _require(pairs is proof["pairs"], "one plan")


def _can_be_better(problem, pairs):
    """Whether a cycle of the residual graph of a plan has a negative length."""
    pairs = {tuple(pair) for pair in pairs}
    arcs = [
        (("column", column), ("row", row), -cost)
        if (row, column) in pairs
        else (("row", row), ("column", column), cost)
        for row, column, cost in problem.usable()
    ]
    ends = "free", "free" if problem.objective == "total" else "taken"
    for side, seats in enumerate((problem.row_seats, problem.column_seats)):
        loads = Counter(pair[side] for pair in pairs)
        for position, count in enumerate(seats):
            node = ("row", "column")[side], position
            there, back = [(ends[side], node), (node, ends[side])][:: 1 - 2 * side]
            arcs += [(*there, 0)] if loads[position] < count else []
            arcs += [(*back, 0)] if loads[position] else []
    distances = dict.fromkeys((node for arc in arcs for node in arc[:2]), Fraction(0))
    for _ in range(len(distances) + 1):
        before = dict(distances)
        for start, end, length in arcs:
            distances[end] = min(distances[end], distances[start] + length)
        if distances == before:
            return False
    return True


def _primal(problem, pairs):
    """Total of a plan, after checking that it is one."""
    cost = {(row, column): cost for row, column, cost in problem.usable()}
    pairs = [tuple(pair) for pair in pairs]
    _require(len(set(pairs)) == len(pairs), "every pair at most once")
    for pair in pairs:
        _require(pair in cost, f"{pair} to be a pair that is allowed")
    for side, seats in enumerate((problem.row_seats, problem.column_seats)):
        for position, taken in Counter(pair[side] for pair in pairs).items():
            _require(taken <= seats[position], f"{seats[position]} seats taken, not {taken}")
    return problem.base() + sum(cost[pair] for pair in pairs)


def _dual(problem, prices, pairs):
    """What no plan (with that many pairs, where most pairs come first) can go below."""
    each, rows, columns = prices["per_pair"], prices["rows"], prices["columns"]
    scale = prices["scale"]
    _require(type(scale) is int and scale >= 1, "a whole number of steps in a unit")
    _require(len(rows) == len(problem.row_seats), "one price per row")
    _require(len(columns) == len(problem.column_seats), "one price per column")
    _require(all(type(price) is int for price in [each, *rows, *columns]), "whole prices")
    _require(all(price <= 0 for price in rows + columns), "no price of a seat above 0")
    _require(each == 0 or problem.objective == "participation", "no price of a pair")
    bound = each * pairs
    bound += sum(map(_product, problem.row_seats, rows))
    bound += sum(map(_product, problem.column_seats, columns))
    pairs = problem.usable()
    reduced = (cost * scale - each - rows[row] - columns[column] for row, column, cost in pairs)
    bound += sum(min(0, cost) for cost in reduced)
    return problem.base() - (-bound // scale)


def _most_pairs(problem, cut):
    """What no plan has more pairs than."""
    rows, columns = set(cut["rows"]), set(cut["columns"])
    outside = sum(seats for row, seats in enumerate(problem.row_seats) if row not in rows)
    served = sum(seats for column, seats in enumerate(problem.column_seats) if column in columns)
    pairs = problem.usable()
    crossing = sum(row in rows and column not in columns for row, column, _ in pairs)
    return outside + served + crossing


def _product(one, other):
    return one * other


def _require(holds, expected):
    if not holds:
        text = f"expected {expected}"
        raise RefusedError(text)
