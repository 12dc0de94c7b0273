"""Pairs within one population: the best of all, judged by trying all of them."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import scipy.sparse
from hypothesis import given
from hypothesis import strategies as st

import matchwright as mw


def _plans(people):
    """Every way to pair some people off."""
    if not people:
        yield []
        return
    first, *others = people
    yield from _plans(others)
    for place, other in enumerate(others):
        for plan in _plans(others[:place] + others[place + 1 :]):
            yield [(first, other), *plan]


def _best(weights, objective):
    worth = []
    for plan in _plans(list(range(len(weights)))):
        total = sum(weights[one][other] for one, other in plan)
        if total > -math.inf:
            worth.append((len(plan) if objective == "participation" else 0, total))
    return max(worth)


@st.composite
def _squares(draw):
    people = draw(st.integers(0, 7))
    weight = st.one_of(st.integers(-3, 5).map(float), st.just(-math.inf), st.just(0.5))
    square = np.zeros((people, people))
    for one in range(people):
        for other in range(one):
            square[one, other] = square[other, one] = draw(weight)
    return square


@given(weights=_squares(), objective=st.sampled_from(["total", "participation"]))
def test_no_pairs_are_better(weights, objective):
    pairing = mw.pair(weights, objective=objective)
    counted = len(pairing.pairs) if objective == "participation" else 0
    assert (counted, pairing.total) == _best(weights, objective)
    assert pairing.certificate.verified
    everybody = sorted([*pairing.pairs.ravel().tolist(), *pairing.alone.tolist()])
    assert everybody == list(range(len(weights)))
    assert all(pairing.partners[pairing.partners[one]] == one for one in pairing.pairs[:, 0])


@given(weights=_squares())
def test_a_sparse_matrix_says_the_same(weights):
    one, other = np.nonzero(np.isfinite(weights) & ~np.eye(len(weights), dtype=bool))
    shape = weights.shape
    sparse = scipy.sparse.coo_array((weights[one, other], (one, other)), shape=shape).tocsr()
    assert mw.pair(sparse).total == mw.pair(weights).total


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        ([[0, 1, 2], [1, 0, 3]], "a square"),
        ([[0, 1], [2, 0]], "row 0, column 1"),
        ([[0, math.nan], [math.nan, 0]], "NaN"),
        ([[0, math.inf], [math.inf, 0]], "row 0, column 1"),
    ],
)
def test_weights_that_are_none_are_refused(weights, says):
    with pytest.raises(mw.CostError, match=says):
        mw.pair(weights)


def test_options_that_do_not_exist():
    with pytest.raises(mw.OptionError):
        mw.pair([[0]], objective="worst")
    with pytest.raises(mw.OptionError):
        mw.pair([[0]], threads=0)


def test_what_a_checker_needs_and_what_is_shown():
    pairing = mw.pair([[0, 2, 2], [2, 0, 2], [2, 2, 0]])
    proof = json.loads(pairing.to_json())
    assert proof["pairs"] == pairing.pairs.tolist()
    assert proof["certificate"]["verified"]
    assert proof["prices"]
    assert repr(pairing) == "<Pairing: 1 pairs, 1 alone, total 2, verified>"
    with pytest.raises(ValueError, match="read-only"):
        pairing.partners[0] = 1
