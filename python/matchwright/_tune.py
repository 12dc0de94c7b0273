"""A search over the parameters of a programme.

It stands in Python because every trial is a match in Rust, beside which choosing its parameters
takes no time, and because what is to be reached is a function of the caller's.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw
import numpy as np

from matchwright._display import Printed
from matchwright._errors import KindError, OptionError
from matchwright._frames import Frames
from matchwright._ids import id_text
from matchwright._match import match
from matchwright._outcome import Outcome
from matchwright._program import Program

if TYPE_CHECKING:
    from matchwright._tables import TableLike

    _Method = Literal["auto", "grid", "random", "optuna"]

__all__ = ["Tuning", "tune"]

Space = Mapping[str, Sequence[Any]]
"""What is tried: a list of values, or a pair of numbers in a tuple with all between them."""


_RANGE = 2
"""A range has two ends."""


class Tuning(Printed):
    """The trials of a search, and the best programme."""

    def __init__(
        self, trials: list[dict[str, Any]], best: int, program: Program, frames: Frames
    ) -> None:
        """Made by `tune`."""
        self._trials = trials
        self._best = best
        self._frames = frames
        self.program = program
        """The programme of the best trial."""

    @property
    def trials(self) -> Any:
        """A trial a row: ``trial``, a column per parameter, ``value``, ``held_out``.

        Trial 0 is the programme as it was. ``value`` is what the objective says, and ``held_out``
        what it says of the mentees who were held out; missing without a truth.
        """
        names = list(dict.fromkeys(name for trial in self._trials for name in trial))
        columns: dict[str, Any] = {
            name: _column([trial.get(name) for trial in self._trials]) for name in names
        }
        return self._frames.make(columns)

    @property
    def best(self) -> dict[str, Any]:
        """The best trial, with the names of `trials`."""
        return dict(self._trials[self._best])

    def _lines(self) -> str:
        first, best = self._trials[0], self.best
        said = [f"{len(self._trials)} trials; the best is number {best['trial']}."]
        said += [
            f"{name}: {first[name]:.4f} before, {best[name]:.4f} after"
            for name in ("value", "held_out")
            if best.get(name) is not None
        ]
        return "\n".join(said)

    def __repr__(self) -> str:
        return f"<Tuning: {len(self._trials)} trials>"


def tune(
    mentees: TableLike,
    mentors: TableLike | None,
    program: Program,
    space: Space,
    objective: Callable[[Outcome], float] | str = "recovered",
    *,
    trials: int = 100,
    truth: Any = None,
    held_out: float = 0.5,
    method: _Method = "auto",
    seed: int = 0,
) -> Tuning:
    """Search for the parameters of a programme whose outcome is the best by an objective.

    Parameters
    ----------
    mentees, mentors : table
        The people, as `match` takes them.
    program : Program
        Where the search starts; trial 0 is this programme as it is.
    space : mapping of str to sequence
        What is tried, by where it stands: ``"min_score"``; or a criterion and a field:
        ``"overlap_skills.weight"``, where a criterion is called as in the outcome's columns, by
        its ``name``, by its kind where there is one of the kind, or ``"criteria.0"``; rules
        likewise. A list has the values; a tuple of two numbers is all between them.
    objective : function of an Outcome, or str, default "recovered"
        The higher the better: ``"total"``, ``"mean"``, ``"participation"``, ``"worst"`` (the
        lowest score of a pair), or ``"recovered"``: the share of the pairs of ``truth`` that the
        plan makes. Scores of programmes with other weights are on other scales: a function of
        outcomes that people know, such as pairs that did well, says more than ``"total"``.
    trials : int, default 100
        How many programmes are tried besides the first.
    truth : pairs, optional
        Pairs that are known to be good: a table of ``mentee_id`` and ``mentor_id``, or ids in
        twos.
    held_out : float, default 0.5
        The share of mentees of ``truth`` on whom nothing is chosen: what the search finds by
        chance does not show on them.
    method : "auto", "grid", "random" or "optuna"
        All of it where every value is in a list and there are no more than ``trials``; otherwise
        Optuna's search where it is installed (the extra ``tune``), else random draws.
    seed : int, default 0
        The seed of all draws.

    Returns
    -------
    Tuning
        The trials as a frame, and the best programme.

    Raises
    ------
    OptionError
        Where a parameter is not there, or an option makes no sense.
    KindError
        Where the objective does not return a number.

    Examples
    --------
    >>> import matchwright as mw
    >>> mentees = {"id": [1, 2], "site": ["Leeds", "York"], "team": ["a", "b"]}
    >>> mentors = {"id": [7, 8], "site": ["York", "Leeds"], "team": ["a", "b"]}
    >>> program = mw.Program(criteria=[mw.Same("site"), mw.Same("team", weight=3)])
    >>> space = {"same_team.weight": [0.5, 1, 2]}
    >>> tuned = mw.tune(mentees, mentors, program, space, truth=[(1, 8), (2, 7)], held_out=0)
    >>> tuned.best["same_team.weight"], tuned.best["value"]
    (0.5, 1.0)
    """
    if trials < 1 or not 0 <= held_out < 1:
        text = "trials must be 1 or more, and held_out at least 0 and less than 1"
        raise OptionError(text)
    values = program.to_dict()
    places = {name: _place(values, name) for name in space}
    judge = _Judge(objective, truth, held_out, seed)
    done: list[dict[str, Any]] = []

    def tried(chosen: Mapping[str, Any]) -> float:
        made = program if not chosen else _changed(values, places, chosen)
        outcome = match(mentees, mentors, made)
        said = judge(outcome)
        done.append({"trial": len(done), **_own(values, places), **chosen, **said})
        return float(said["value"] or 0.0)

    tried({})
    _search(_how(method, space, trials), space, trials, seed, tried)
    best = max(range(len(done)), key=lambda at: (done[at]["value"], -at))
    chosen = {name: done[best][name] for name in space}
    found = _changed(values, places, chosen) if best else program
    return Tuning(done, best, found, Frames(mentees))


class _Judge:
    """What an outcome is worth, on those it is chosen by and on those who are held out."""

    def __init__(self, objective: Any, truth: Any, held_out: float, seed: int) -> None:
        self._objective = _NAMED.get(objective) if isinstance(objective, str) else objective
        self._truth: tuple[set[tuple[str, str]], set[tuple[str, str]]] | None = None
        if objective == "recovered":
            if truth is None:
                text = "truth: the objective 'recovered' needs pairs that are known to be good"
                raise OptionError(text)
            self._truth = _parted(_pairs(truth), held_out, seed)
            if not self._truth[0]:
                text = "truth: there is no pair to choose by"
                raise OptionError(text)
        elif self._objective is None:
            text = f"objective must be a function or one of recovered, {', '.join(_NAMED)}"
            raise OptionError(text)

    def __call__(self, outcome: Outcome) -> dict[str, float | None]:
        if self._truth is None:
            return {"value": self._number(outcome)}
        made = set(_pairs(outcome.pairs))
        said = [len(part & made) / len(part) if part else None for part in self._truth]
        return {"value": said[0], "held_out": said[1]}

    def _number(self, outcome: Outcome) -> float:
        said = self._objective(outcome)  # type: ignore[misc]
        try:
            number = float(said)
        except (TypeError, ValueError):
            number = math.nan
        if math.isnan(number):
            text = f"objective must return a number, not {type(said).__name__}"
            raise KindError(text)
        return number


def _worst(outcome: Outcome) -> float:
    scores = list(nw.from_native(outcome.pairs, pass_through=True)["score"])
    return float(min(scores, default=0.0))


_NAMED: dict[str, Callable[[Outcome], float]] = {
    "total": lambda outcome: outcome.summary.total,
    "mean": lambda outcome: outcome.summary.mean or 0.0,
    "participation": lambda outcome: outcome.summary.participation,
    "worst": _worst,
}


def _pairs(given: Any) -> list[tuple[str, str]]:
    frame = nw.from_native(given, pass_through=True)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    if isinstance(frame, (nw.DataFrame, Mapping)):
        given = zip(frame["mentee_id"], frame["mentor_id"], strict=True)
    return [(id_text(mentee), id_text(mentor)) for mentee, mentor in given]


def _parted(
    pairs: Iterable[tuple[str, str]], held_out: float, seed: int
) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Part the pairs by mentees."""
    pairs = set(pairs)
    people = sorted({mentee for mentee, _ in pairs})
    order = np.random.default_rng(seed).permutation(len(people))
    aside = {people[at] for at in order[: round(held_out * len(people))]}
    return {each for each in pairs if each[0] not in aside}, {
        each for each in pairs if each[0] in aside
    }


_MEMBERS = ("criteria", "rules")


def _place(values: dict[str, Any], name: str) -> tuple[str | int, ...]:
    """Where a parameter stands in a programme."""
    *owner, field = name.split(".")
    if not owner:
        return (field,)
    if len(owner) == _RANGE and owner[0] in _MEMBERS and owner[1].isdecimal():
        found = [(owner[0], int(owner[1]))]
        found = [(family, at) for family, at in found if at < len(values.get(family, ()))]
    else:
        wanted = ".".join(owner)
        each = [(f, at, m) for f in _MEMBERS for at, m in enumerate(values.get(f, ()))]
        by_name = [(f, at) for f, at, member in each if wanted in _names(member)]
        by_kind = [(f, at) for f, at, member in each if wanted == member["kind"]]
        found = by_name or by_kind
    if len(found) != 1:
        several = "several criteria or rules are" if found else "no criterion and no rule is"
        text = f"space: {several} called {'.'.join(owner)!r}"
        raise OptionError(text)
    return (*found[0], field)


def _names(member: dict[str, Any]) -> set[str]:
    columns = [member[key] for key in ("column", "need", "have", "mentee") if key in member]
    own = {f"{member['kind']}_{column}".replace(" ", "_") for column in columns}
    return own | ({member["name"]} if member.get("name") else set())


def _own(values: dict[str, Any], places: Mapping[str, tuple[str | int, ...]]) -> dict[str, Any]:
    """What the programme itself has in these places."""
    found = {}
    for name, place in places.items():
        at: Any = values
        for step in place:
            at = at.get(step) if isinstance(at, dict) else at[step]
        found[name] = at
    return found


def _changed(
    values: dict[str, Any],
    places: Mapping[str, tuple[str | int, ...]],
    chosen: Mapping[str, Any],
) -> Program:
    made = deepcopy(values)
    for name, value in chosen.items():
        *way, field = places[name]
        at: Any = made
        for step in way:
            at = at[step]
        at[field] = value
    return Program.from_dict(made)


def _is_range(values: Sequence[Any]) -> bool:
    numbers = all(isinstance(value, int | float) for value in values)
    return isinstance(values, tuple) and len(values) == _RANGE and numbers


def _how(method: _Method, space: Space, trials: int) -> _Method:
    if method not in ("auto", "grid", "random", "optuna"):
        text = f"method must be auto, grid, random or optuna, not {method!r}"
        raise OptionError(text)
    lists = [values for values in space.values() if not _is_range(values)]
    is_finite = len(lists) == len(space)
    if method == "grid" and not is_finite:
        text = "a grid needs lists of values, not ranges"
        raise OptionError(text)
    if method != "auto":
        return method
    if is_finite and math.prod(map(len, lists)) <= trials:
        return "grid"
    return "optuna" if find_spec("optuna") else "random"


def _search(
    method: _Method,
    space: Space,
    trials: int,
    seed: int,
    tried: Callable[[Mapping[str, Any]], float],
) -> None:
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
        if _is_range(values):
            return float(dice.uniform(*values))
        return values[int(dice.integers(len(values)))]

    for _ in range(trials):
        yield {name: drawn(values) for name, values in space.items()}


def _by_optuna(
    space: Space, trials: int, seed: int, tried: Callable[[Mapping[str, Any]], float]
) -> None:
    try:
        import optuna  # noqa: PLC0415 - an extra
    except ImportError as error:
        text = 'this search is Optuna\'s: python -m pip install "matchwright[tune]"'
        raise ImportError(text, name="optuna") from error

    def one(trial: Any) -> float:
        def chosen(name: str, values: Sequence[Any]) -> Any:
            if _is_range(values):
                return trial.suggest_float(name, *values)
            return trial.suggest_categorical(name, list(values))

        return tried({name: chosen(name, values) for name, values in space.items()})

    level = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    try:
        sampler = optuna.samplers.TPESampler(seed=seed)
        optuna.create_study(direction="maximize", sampler=sampler).optimize(one, n_trials=trials)
    finally:
        optuna.logging.set_verbosity(level)


def _column(values: list[Any]) -> Any:
    """Numbers as an array, whatever else as texts."""
    if all(isinstance(value, int) and not isinstance(value, bool) for value in values):
        return np.array(values, dtype=np.int64)
    if all(value is None or isinstance(value, int | float) for value in values):
        return np.array([math.nan if value is None else value for value in values], dtype=float)
    return [None if value is None else str(value) for value in values]
