"""The places of a programme that a search changes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np

from matchwright._errors import OptionError
from matchwright._program import Program

__all__ = ["Places", "Space", "is_range", "space_of"]

Space: TypeAlias = Mapping[str, Sequence[Any]]
"""What is tried: a list of values, or a pair of numbers in a tuple with all between them."""

_RANGE = 2
"""A range has two ends."""

_MEMBERS = ("criteria", "rules")


def is_range(values: Sequence[Any]) -> bool:
    """Whether these are the ends of a range, and not values."""
    numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in values)
    return isinstance(values, tuple) and len(values) == _RANGE and numbers


def space_of(space: Space | None) -> dict[str, Sequence[Any]]:
    """Return what is tried, with Python's values in the place of NumPy's."""
    if not space:
        text = "space: what is to be tried? {'min_score': [0, 0.2]}"
        raise OptionError(text)
    return {name: _values(name, values) for name, values in space.items()}


def _values(name: str, values: Sequence[Any]) -> Sequence[Any]:
    own = [value.item() if isinstance(value, np.generic) else value for value in values]
    if not own:
        text = f"space: there is nothing to try for {name!r}"
        raise OptionError(text)
    if not isinstance(values, tuple) or not is_range(tuple(own)):
        return own
    low, high = own
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        text = f"space: a range has two numbers, the lower one first, for {name!r}"
        raise OptionError(text)
    return (low, high)


class Places:
    """A programme, and where in it the parameters of a search stand."""

    def __init__(self, program: Program, space: Space) -> None:
        """Find all of them."""
        self.space = space
        """What is tried there."""
        self._program = program
        self._values = program.to_dict()
        self._places = {name: tuple(self._place(name)) for name in space}

    @cached_property
    def own(self) -> dict[str, Any]:
        """What the programme itself has there."""
        found = {}
        for name, place in self._places.items():
            at: Any = self._values
            for step in place:
                at = at.get(step) if isinstance(at, dict) else at[step]
            found[name] = at
        return found

    def changed(self, chosen: Mapping[str, Any]) -> Program:
        """Return the programme with other values there."""
        if not chosen:
            return self._program
        made = deepcopy(self._values)
        for name, value in chosen.items():
            *way, field = self._places[name]
            at: Any = made
            for step in way:
                at = at[step]
            at[field] = value
        return Program.from_dict(made)

    def _place(self, name: str) -> Iterator[str | int]:
        owner, _, field = name.rpartition(".")
        if owner:
            found = self._numbered(owner) or self._called(owner)
            if len(found) != 1:
                several = (
                    "several criteria or rules are" if found else "no criterion and no rule is"
                )
                text = f"space: {several} called {owner!r}"
                raise OptionError(text)
            yield from found[0]
        yield field

    def _numbered(self, owner: str) -> list[tuple[str, int]]:
        """Find a member by its number: ``criteria.0``."""
        family, _, number = owner.partition(".")
        is_there = family in _MEMBERS and number.isdecimal()
        is_there = is_there and int(number) < len(self._values.get(family, ()))
        return [(family, int(number))] if is_there else []

    def _called(self, wanted: str) -> list[tuple[str, int]]:
        """Find members by their names, or else by their kind."""
        values = self._values
        each = [(f, at, own) for f in _MEMBERS for at, own in enumerate(values.get(f, ()))]
        by_name = [(f, at) for f, at, own in each if wanted in _names(own)]
        return by_name or [(f, at) for f, at, own in each if wanted == own["kind"]]


def _names(member: dict[str, Any]) -> set[str]:
    columns = [member[key] for key in ("column", "need", "have", "mentee") if key in member]
    own = {f"{member['kind']}_{column}".replace(" ", "_") for column in columns}
    return own | ({member["name"]} if member.get("name") else set())
