"""One function per solver: from a matrix of costs to a call that can be timed.

What a user of the solver would have done before (columns replicated for seats, zeros that make a
matrix square, whole numbers) is done before the clock starts, in favour of the peers. A call
returns rows and columns of the pairs.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

Pairs = tuple[np.ndarray, np.ndarray]
Solve = Callable[[], Pairs]

# OR-tools takes whole numbers: costs are spread over this many steps where they are not whole.
STEPS = 1_000_000_000


def matchwright(matrix: np.ndarray, seats: int) -> Solve:
    """Ours, seats as they are."""
    import matchwright as mw  # noqa: PLC0415

    if seats == 1:
        return lambda: mw.linear_sum_assignment(matrix)

    def solve() -> Pairs:
        plan = mw.assign(matrix, column_capacity=seats)
        return plan.row_ind, plan.col_ind

    return solve


def replicated(prepare: Callable[[np.ndarray], Solve]) -> Callable[[np.ndarray, int], Solve]:
    """A solver that knows no seats: every seat becomes a column of its own."""

    def prepared(matrix: np.ndarray, seats: int) -> Solve:
        if seats == 1:
            return prepare(matrix)
        solve = prepare(np.repeat(matrix, seats, axis=1))

        def solve_seats() -> Pairs:
            rows, columns = solve()
            return rows, columns // seats

        return solve_seats

    return prepared


@replicated
def scipy(matrix: np.ndarray) -> Solve:
    """SciPy's rectangular shortest augmenting paths."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    return lambda: linear_sum_assignment(matrix)


@replicated
def lapx_lapjvr(matrix: np.ndarray) -> Solve:
    """Jonker and Volgenant's method in Rust, rectangles without padding."""
    import lap  # noqa: PLC0415

    return lambda: lap.lapjvr(matrix, extend_cost=True, return_cost=False)


@replicated
def lapx_lapjvs(matrix: np.ndarray) -> Solve:
    """The same package's other implementation, in 64-bit floats."""
    import lap  # noqa: PLC0415

    return lambda: lap.lapjvs(matrix, return_cost=False, prefer_float32=False)


@replicated
def lapjv(matrix: np.ndarray) -> Solve:
    """In 32-bit floats, which is its default: totals can be off. Square matrices only."""
    from lapjv import lapjv as solver  # noqa: PLC0415

    rows, columns = matrix.shape
    square = _square(matrix)
    return lambda: _kept(solver(square)[0][:rows], columns)


@replicated
def laprust(matrix: np.ndarray) -> Solve:
    """Jonker and Volgenant's method in Rust."""
    from laprust import lapjv as solver  # noqa: PLC0415

    return lambda: solver(matrix, extend_cost=True, return_cost=False)


@replicated
def fastlap(matrix: np.ndarray) -> Solve:
    """Jonker and Volgenant's method in Rust, by SciPy's name."""
    from fastlap import linear_sum_assignment  # noqa: PLC0415

    return lambda: linear_sum_assignment(matrix)


@replicated
def lapcpp(matrix: np.ndarray) -> Solve:
    """Jonker and Volgenant's method in C++."""
    from lapcpp import lapjv as solver  # noqa: PLC0415

    return lambda: solver(matrix, extend_cost=True, return_cost=False)


def ortools(matrix: np.ndarray, seats: int) -> Solve:
    """Google's cost scaling: the assignment solver, or with seats the min-cost flow."""
    return _ortools_assignment(matrix) if seats == 1 else _ortools_flow(matrix, seats)


PEERS: dict[str, Callable[[np.ndarray, int], Solve]] = {
    "SciPy": scipy,
    "lapx lapjvr": lapx_lapjvr,
    "lapx lapjvs": lapx_lapjvs,
    "lapjv": lapjv,
    "laprust": laprust,
    "fastlap": fastlap,
    "lapcpp": lapcpp,
    "OR-tools": ortools,
}


def _ortools_assignment(matrix: np.ndarray) -> Solve:
    from ortools.graph.python.linear_sum_assignment import (  # noqa: PLC0415
        SimpleLinearSumAssignment,
    )

    rows, columns = matrix.shape
    costs = _square(_whole(matrix))
    left, right = _arcs(*costs.shape)
    costs = costs.ravel()

    def solve() -> Pairs:
        solver = SimpleLinearSumAssignment()
        solver.add_arcs_with_cost(left, right, costs)
        if solver.solve() != solver.OPTIMAL:
            message = "not solved"
            raise ValueError(message)
        return _kept(np.array([solver.right_mate(row) for row in range(rows)]), columns)

    return solve


def _ortools_flow(matrix: np.ndarray, seats: int) -> Solve:
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow  # noqa: PLC0415

    rows, columns = matrix.shape
    costs = _whole(matrix).ravel()
    left, right = _arcs(rows, columns)
    right += rows
    ones = np.ones(costs.size, np.int64)
    nodes = np.arange(rows + columns, dtype=np.int32)
    supplies = np.concatenate([np.ones(rows, np.int64), np.full(columns, -seats)])

    def solve() -> Pairs:
        solver = SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(left, right, ones, costs)
        solver.set_nodes_supplies(nodes, supplies)
        if solver.solve_max_flow_with_min_cost() != solver.OPTIMAL:
            message = "not solved"
            raise ValueError(message)
        return np.divmod(np.flatnonzero(solver.flows(arcs)), columns)

    return solve


def _square(matrix: np.ndarray) -> np.ndarray:
    """Zeros beside or below the matrix."""
    rows, columns = matrix.shape
    if rows == columns:
        return matrix
    square = np.zeros((max(rows, columns),) * 2, matrix.dtype)
    square[:rows, :columns] = matrix
    return square


def _kept(column: np.ndarray, columns: int) -> Pairs:
    """The pairs, given each row's column, that are not with the zeros of a square."""
    kept = column < columns
    return np.flatnonzero(kept), column[kept]


def _whole(matrix: np.ndarray) -> np.ndarray:
    """Costs as whole numbers, as fine as `STEPS` where they are not whole already."""
    if np.array_equal(matrix, np.round(matrix)):
        return matrix.astype(np.int64)
    return np.round(matrix * (STEPS / matrix.max())).astype(np.int64)


def _arcs(rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """Both ends of every pair, row after row."""
    left = np.repeat(np.arange(rows, dtype=np.int32), columns)
    return left, np.tile(np.arange(columns, dtype=np.int32), rows)
