"""Scores go to `assign` with what its error says of NaN."""

import re

import numpy as np
import pytest

import matchwright as mw

PROGRAM = mw.Program(criteria=[mw.Same("site")], rules=[mw.Block([("e1", "m1")])])
PEOPLE = {"id": ["e1", "e2"], "site": ["a", "a"]}, {"id": ["m1", "m2"], "site": ["a", "b"]}


def test_the_error_says_what_to_pass():
    scores = mw.score(*PEOPLE, PROGRAM)
    for maximize, other in [(True, -np.inf), (False, np.inf)]:
        with pytest.raises(mw.CostError, match="row 0, column 0 is not a number; ") as caught:
            mw.assign(scores, maximize=maximize)
        advice = re.search(r"np\.where\(.*\)", str(caught.value))[0]
        passed = eval(advice, {"np": np, "cost": scores})
        np.testing.assert_array_equal(passed, np.where(np.isnan(scores), other, scores))
        plan = mw.assign(passed, maximize=maximize)
        assert list(zip(plan.row_ind, plan.col_ind, strict=True)) == [(0, 1), (1, 0)]
