"""Weights learned from feedback as an estimator of scikit-learn, which is an extra.

A row of ``X`` is a pair, a column what a criterion says of it, from 0 to 1; ``y`` says how it went,
the higher the better; ``groups`` says whose pairs they are.

>>> import numpy as np
>>> from matchwright.sklearn import WeightLearner
>>> rng = np.random.default_rng(1)
>>> X = rng.random((200, 3))
>>> y = X @ [3, 1, 0] + rng.gumbel(size=200) / 4
>>> learner = WeightLearner().fit(X, y, groups=np.arange(200) // 4)
>>> bool(learner.weights_[0] > learner.weights_[1] > learner.weights_[2])
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np

from matchwright import _core

try:
    from sklearn.base import BaseEstimator, RegressorMixin
    from sklearn.utils.validation import check_is_fitted, validate_data
except ImportError as _error:
    _text = 'WeightLearner needs scikit-learn: python -m pip install "matchwright[sklearn]"'
    raise ImportError(_text, name="sklearn") from _error

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["WeightLearner"]


class WeightLearner(RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """Learn weights of 0 or more that put the pairs of one mentee in the order in which they went.

    Parameters
    ----------
    current : array-like of shape (n_features,), optional
        Weights towards which others are pulled, beside one over the spread of each column and equal
        ones, as far as mentees who are held out in turn say.

    Attributes
    ----------
    weights_ : ndarray of shape (n_features,)
        The weights; they sum to 1.
    low_, high_ : ndarray of shape (n_features,)
        The 95 % intervals of what the weights may be by the data alone, without the pull.
    n_features_in_ : int
        How many columns.
    """

    def __init__(self, current: ArrayLike | None = None) -> None:
        """Keep the parameters."""
        self.current = current

    def fit(self, X: ArrayLike, y: ArrayLike, groups: ArrayLike | None = None) -> Self:  # noqa: N803
        """Learn the weights.

        Parameters
        ----------
        X : array-like of shape (n_samples, n_features)
            What every criterion says of every pair.
        y : array-like of shape (n_samples,)
            How the pairs went, the higher the better.
        groups : array-like of shape (n_samples,), optional
            Whose pairs they are: pairs of one mentee are compared with each other. Without it any
            two pairs may be compared, and up to ten at a time are.

        Raises
        ------
        InputError
            Where there is too little to learn from.
        """
        checked = validate_data(self, X, y, y_numeric=True, dtype=np.float64, ensure_min_samples=2)
        values, went = (np.asarray(each, dtype=np.float64) for each in checked)
        of = _few_by_few(len(went)) if groups is None else np.asarray(groups)
        _, members = np.unique(of, return_inverse=True)
        current = np.empty(0) if self.current is None else np.asarray(self.current, dtype=float)
        found = _core.learned_of_values(values, went, members.astype(np.int64), current)
        self.weights_, self.low_, self.high_ = (np.array(each) for each in found)
        return self

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:  # noqa: N803
        """Score pairs: the weighted sum of what the criteria say."""
        check_is_fitted(self)
        values = np.asarray(validate_data(self, X, reset=False, dtype=np.float64))
        return np.asarray(values @ self.weights_)

    def score(self, X: ArrayLike, y: ArrayLike, groups: ArrayLike | None = None) -> float:  # noqa: N803
        """Return the share of two pairs of one mentee in the right order; ties count half."""
        scores, went = self.predict(X), np.asarray(y, dtype=float)
        of = np.zeros(len(went)) if groups is None else np.asarray(groups)
        right = total = 0.0
        for member in np.unique(of):
            own = of == member
            apart = np.sign(went[own][:, None] - went[own])
            said = np.sign(scores[own][:, None] - scores[own])
            total += np.count_nonzero(apart > 0)
            right += ((said[apart > 0] + 1) / 2).sum()
        return float(right / total) if total else float("nan")


def _few_by_few(pairs: int) -> NDArray[np.intp]:
    """Part pairs into groups of up to ten, and into five at least, so that some can be held out."""
    return np.arange(pairs) % max(-(-pairs // 10), min(5, pairs // 2), 1)
