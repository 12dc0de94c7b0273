"""Problems whose best totals others have published."""

import numpy as np
import pytest

import matchwright as mw

OR_LIBRARY = {
    100: 305, 200: 475, 300: 626, 400: 804, 500: 991, 600: 1176, 700: 1362, 800: 1552,
}  # fmt: skip

LAPSOLVER = [5010, 8352, 4508, 6036, 1329, 867, 492, 2989, 257, 677, 7764]


@pytest.mark.parametrize("size", OR_LIBRARY)
def test_or_library(size, published):
    numbers = np.array(published(f"or_library_assign/assign{size}.txt").read_text().split(), int)
    assert numbers[0] == size
    costs = numbers[1:].reshape(size, size)
    rows, columns = mw.linear_sum_assignment(costs)
    assert costs[rows, columns].sum() == OR_LIBRARY[size]


@pytest.mark.parametrize("number", range(len(LAPSOLVER)))
def test_lapsolver(number, published):
    with np.load(published(f"lapsolver_dense/costs{number}.npz")) as stored:
        costs = next(stored[name] for name in stored.files if stored[name].ndim == 2)
    plan = mw.assign(np.where(np.isnan(costs), np.inf, costs))
    assert plan.total == LAPSOLVER[number]
    assert plan.certificate.verified
    assert plan.rounding_bound == 0


def test_rounding_loops(published):
    costs = np.loadtxt(published("lap_hard/cost_eps.csv.gz"), delimiter=",")
    rows, columns = mw.linear_sum_assignment(costs)
    assert costs[rows, columns].sum() == pytest.approx(224.889950729465, abs=1e-11)
