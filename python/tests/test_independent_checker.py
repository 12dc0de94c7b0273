"""The independent checker accepts every proof, and no proof that somebody has touched."""

import copy
import json
from fractions import Fraction

import numpy as np
import pytest
from check_certificate import Problem, RefusedError, check, on_grid

import matchwright as mw


def _draw(seed):
    """A small problem of integers (forbidden: infinite) and the options it is solved with."""
    rng = np.random.default_rng(seed)
    rows, columns = rng.integers(1, 9, 2)
    spread = rng.choice([1, 4, 50, 10**6])
    costs = rng.integers(-spread, spread + 1, (rows, columns)).astype(float)
    maximize = bool(rng.random() < 0.5)
    costs[rng.random(costs.shape) < rng.choice([0, 0.3, 0.8])] = -np.inf if maximize else np.inf
    most = rng.integers(1, 4)
    options = {
        "row_capacity": rng.integers(most == 1, most + 1, rows),
        "column_capacity": rng.integers(most == 1, most + 1, columns),
        "maximize": maximize,
        "method": str(rng.choice(["auto", "hungarian", "auction", "reference"])),
    }
    if rng.random() < 0.5:
        options["unmatched_cost"] = rng.integers(-spread, spread + 1, rows)
    return costs, options


def _problem(costs, options, grid):
    """The same problem in the checker's form: lists of integers."""
    whole = [[int(cost) if np.isfinite(cost) else None for cost in row] for row in costs]
    prices = options.get("unmatched_cost", np.zeros(len(costs), int)).tolist()
    return Problem(
        [[on_grid(cost, grid) for cost in row] for row in whole],
        options["row_capacity"].tolist(),
        options["column_capacity"].tolist(),
        [on_grid(price, grid, is_pair=False) for price in prices],
        "total" if "unmatched_cost" in options else "participation",
    )


def _solved(seed):
    costs, options = _draw(seed)
    plan = mw.assign(costs, **options)
    proof = json.loads(plan.to_json())
    assert plan.certificate.verified
    return _problem(costs, options, proof["grid"]), proof


@pytest.mark.parametrize("seeds", [range(start, start + 50) for start in range(0, 500, 50)])
def test_every_proof_holds(seeds):
    for seed in seeds:
        check(*_solved(seed))


def _rounded(seed):
    """A problem whose values lie on no grid, some of them far apart, and its proof."""
    rng = np.random.default_rng(seed)
    rows, columns = rng.integers(2, 9, 2)
    spread = rng.choice([0, 2, 9])
    costs = rng.normal(size=(rows, columns)).round(2) * 10.0 ** rng.integers(
        -spread, spread + 1, columns
    )
    costs[0] *= 1 / 3
    costs[:, 0] += 1e17
    options = {
        "row_capacity": np.ones(rows, int),
        "column_capacity": rng.integers(1, 3, columns),
        "maximize": bool(rng.random() < 0.5),
    }
    if rng.random() < 0.5:
        options["unmatched_cost"] = rng.normal(size=rows) / 3
    proof = json.loads(mw.assign(costs, **options).to_json())
    sign = -1 if options["maximize"] else 1
    unmatched = options.get("unmatched_cost", np.zeros(rows)).tolist()
    exact = Problem(
        [[sign * Fraction(cost) for cost in row] for row in costs.tolist()],
        options["row_capacity"].tolist(),
        options["column_capacity"].tolist(),
        [sign * Fraction(price) for price in unmatched],
        "total" if "unmatched_cost" in options else "participation",
    )
    grid = proof["grid"]
    problem = Problem(
        [[on_grid(cost, grid) for cost in row] for row in costs.tolist()],
        exact.row_seats,
        exact.column_seats,
        [on_grid(price, grid, is_pair=False) for price in unmatched],
        exact.objective,
        exact=exact,
    )
    return problem, proof


def test_costs_that_lie_on_no_grid():
    others = 0
    for seed in range(150):
        problem, proof = _rounded(seed)
        assert not proof["grid"]["exact"]
        check(problem, proof)
        others += proof["rounded_pairs"] is not None
    assert others >= 5, "the best of the rounded values is another plan now and then"


def test_a_plan_that_is_best_for_rounded_values_only_is_refused():
    refused = 0
    for seed in range(150):
        problem, proof = _rounded(seed)
        if proof["rounded_pairs"] is not None:
            proof["pairs"] = proof["rounded_pairs"]
            with pytest.raises(RefusedError, match="better"):
                check(problem, proof)
            refused += 1
    assert refused >= 5


# Four rows of one seat, two of which have only one column to go to; one column has two seats.
COSTS = np.array([[7.0, 3, 9], [np.inf, 2, np.inf], [np.inf, 1, np.inf], [5, 8, 4]])
OPTIONS = {"row_capacity": np.ones(4, int), "column_capacity": np.array([2, 1, 1])}


def _move_pair(proof):
    # Row 0 sits with column 0, where the other seat is free: row 3 goes there from column 2.
    proof["pairs"][-1][1] = 0


def _fake(name, change):
    def fault(proof):
        proof["certificate"][name] += change

    return fault


def _price(name, position, change):
    def fault(proof):
        proof["prices"][name][position] += change

    return fault


FAULTS = {
    "a pair moved": (_move_pair, "primal"),
    "a pair dropped": (lambda proof: proof["pairs"].pop(), "primal|dual|pairs"),
    "a pair twice": (lambda proof: proof["pairs"].append(proof["pairs"][0]), "at most once"),
    "a forbidden pair": (lambda proof: proof["pairs"].append([1, 0]), "allowed"),
    "a pair nowhere": (lambda proof: proof["pairs"].append([9, 0]), "allowed"),
    "a row with too many": (lambda proof: proof["pairs"].append([3, 0]), "1 seats taken"),
    "a price above 0": (_price("rows", 0, 10**6), "above 0"),
    "a price that proves too little": (_price("rows", 0, -1), "dual"),
    "a column's price": (_price("columns", 1, -10), "dual"),
    "the price of a pair": (lambda proof: proof["prices"].update(per_pair=-99), "dual"),
    "half a price": (_price("columns", 1, -0.5), "whole"),
    "a price too few": (lambda proof: proof["prices"]["rows"].pop(), "one price per row"),
    "no cut": (lambda proof: proof["prices"].update(cut={"rows": [], "columns": []}), "most_pairs"),
    "a cut without its column": (lambda proof: proof["prices"]["cut"]["columns"].clear(), "most_"),
    "a total that is too good": (_fake("primal", -1), "primal"),
    "a bound that is too good": (_fake("dual", 1), "dual"),
    "more pairs than there are": (_fake("pairs", 1), "pairs"),
    "fewer pairs than there can be": (_fake("most_pairs", -1), "most_pairs"),
    "another verdict": (lambda proof: proof["certificate"].update(verified=False), "verified"),
    "another objective": (
        lambda proof: proof["certificate"].update(objective="total"),
        "objective",
    ),
    "another scope": (lambda proof: proof["certificate"].update(scope="some_pairs"), "scope"),
    "nothing said": (lambda proof: proof["certificate"].pop("scope"), "a certificate of"),
}


@pytest.mark.parametrize(("fault", "reason"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_refused(fault, reason):
    proof = json.loads(mw.assign(COSTS, **OPTIONS).to_json())
    problem = _problem(COSTS, OPTIONS, proof["grid"])
    check(problem, proof)
    assert len(proof["pairs"]) == 3
    fault(proof)
    with pytest.raises(RefusedError, match=reason):
        check(problem, proof)


def test_a_fault_in_any_proof_is_refused():
    for seed in range(200):
        problem, proof = _solved(seed)
        rng = np.random.default_rng(seed)
        faults = [_price(name, seat, -(10**9)) for name, seat in _seated(problem, rng)]
        if proof["pairs"]:
            pair = rng.integers(len(proof["pairs"]))
            faults.append(lambda proof, pair=pair: proof["pairs"].pop(pair))
        for fault in faults:
            touched = copy.deepcopy(proof)
            fault(touched)
            with pytest.raises(RefusedError):
                check(problem, touched)


def _seated(problem, rng):
    """A row and a column that have a seat: there a price far too low makes the bound too low."""
    for name, seats in [("rows", problem.row_seats), ("columns", problem.column_seats)]:
        seated = np.flatnonzero(seats)
        if seated.size:
            yield name, rng.choice(seated)
