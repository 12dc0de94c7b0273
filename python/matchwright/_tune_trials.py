"""Which values a search tries, one trial after the other."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from typing import Any, Literal, TypeAlias

import numpy as np

from matchwright._errors import OptionError
from matchwright._tune_places import Space, is_range

__all__ = ["Method", "method_of", "number_of_trials", "search"]

Method: TypeAlias = Literal["auto", "grid", "random", "optuna"]
"""How values are chosen."""

_Tried = Callable[[dict[str, Any]], float | None]
"""Tries values, and says what that is worth; ``None`` where nobody can be matched by them."""


def method_of(method: Method, space: Space, trials: int) -> Method:
    """Return the method that ``"auto"`` means."""
    is_finite = not any(map(is_range, space.values()))
    if method == "grid" and not is_finite:
        text = "a grid needs lists of values, not ranges"
        raise OptionError(text)
    if method != "auto":
        return method
    if is_finite and math.prod(map(len, space.values())) <= trials:
        return "grid"
    return "optuna" if find_spec("optuna") else "random"


def number_of_trials(method: Method, space: Space, trials: int) -> int:
    """Return how many trials there are."""
    return min(trials, math.prod(map(len, space.values()))) if method == "grid" else trials


def search(method: Method, space: Space, trials: int, seed: int, tried: _Tried) -> None:
    """Try values until there were enough trials, or everything was tried."""
    if method == "optuna":
        _by_optuna(space, trials, seed, tried)
        return
    for chosen in _grid(space, trials) if method == "grid" else _draws(space, trials, seed):
        tried(chosen)


def _grid(space: Space, trials: int) -> Iterator[dict[str, Any]]:
    every = itertools.product(*space.values())
    return (dict(zip(space, values, strict=True)) for values in itertools.islice(every, trials))


def _draws(space: Space, trials: int, seed: int) -> Iterator[dict[str, Any]]:
    """Draw evenly: of a range between its ends, of a list one of its values."""
    dice = np.random.default_rng(seed)

    def drawn(values: Sequence[Any]) -> Any:
        if is_range(values):
            return float(dice.uniform(*values))
        return values[int(dice.integers(len(values)))]

    for _ in range(trials):
        yield {name: drawn(values) for name, values in space.items()}


def _by_optuna(space: Space, trials: int, seed: int, tried: _Tried) -> None:
    if not find_spec("optuna"):
        text = 'this search is Optuna\'s: python -m pip install "matchwright[tune]"'
        raise ImportError(text, name="optuna")
    import optuna  # noqa: PLC0415 - an extra

    def one(trial: Any) -> float:
        def chosen(name: str, values: Sequence[Any]) -> Any:
            if is_range(values):
                return trial.suggest_float(name, *values)
            # Optuna knows numbers and texts; a value may be a list.
            return values[trial.suggest_categorical(name, range(len(values)))]

        value = tried({name: chosen(name, values) for name, values in space.items()})
        if value is None:
            raise optuna.TrialPruned
        return value

    level = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        sampler = optuna.samplers.TPESampler(seed=seed)
        optuna.create_study(direction="maximize", sampler=sampler).optimize(one, n_trials=trials)
    finally:
        optuna.logging.set_verbosity(level)
