"""The learner keeps to scikit-learn's own rules."""

import numpy as np
import pytest

pytest.importorskip("sklearn")

from sklearn.model_selection import GroupKFold, cross_val_score
from sklearn.utils.estimator_checks import parametrize_with_checks

import matchwright as mw
from matchwright.sklearn import WeightLearner

TOO_LITTLE = "ten pairs are too few for anything to be learned, and are refused"
NOT_MEANT = {
    "check_estimators_nan_inf": TOO_LITTLE,
    "check_fit2d_1feature": TOO_LITTLE,
    "check_regressors_no_decision_function": TOO_LITTLE,
}


@parametrize_with_checks([WeightLearner()], expected_failed_checks=lambda _: NOT_MEANT)
def test_the_checks_of_scikit_learn(estimator, check):
    check(estimator)


def pairs(seed=0):
    rng = np.random.default_rng(seed)
    values = rng.random((600, 3))
    went = values @ [0.6, 0.3, 0.1] + rng.gumbel(size=600) / 8 + np.repeat(rng.random(120), 5)
    return values, went, np.repeat(np.arange(120), 5)


def test_weights_are_those_by_which_pairs_went():
    values, went, groups = pairs()
    learner = WeightLearner().fit(values, went, groups=groups)
    assert np.allclose(learner.weights_, [0.6, 0.3, 0.1], atol=0.1)
    assert ((learner.low_ < learner.weights_) & (learner.weights_ < learner.high_)).all()
    assert learner.score(values, went, groups) > 0.7


def test_it_can_be_cross_validated_by_mentee():
    values, went, groups = pairs(1)
    scores = cross_val_score(
        WeightLearner(current=[1, 1, 1]), values, went, groups=groups, cv=GroupKFold(5)
    )
    assert scores.mean() > 0.65


def test_too_little_is_refused():
    with pytest.raises(mw.InputError, match="too few"):
        WeightLearner().fit([[0.0, 1.0], [1.0, 0.0]], [0, 1])
