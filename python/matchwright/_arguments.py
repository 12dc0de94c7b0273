"""Arguments of the wrong kind are refused here, for every call of the package.

What a call takes is said once, by its annotations; they are read when it is called first.
"""

from __future__ import annotations

import collections.abc
import datetime as dt
import functools
import math
import operator
import os
import sys
import types
import typing
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from inspect import signature
from numbers import Real
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin

import numpy as np

from matchwright._errors import KindError, OptionError
from matchwright._progress import Progress

__all__ = ["checked"]

_P = ParamSpec("_P")
_R = TypeVar("_R")

_Wrong = type[KindError] | type[OptionError] | None
"""What a value is refused with."""

_MOST = 2**64 - 1
"""The largest whole number that the core takes."""


def checked(call: Callable[_P, _R]) -> Callable[_P, _R]:
    """Refuse arguments that are not of the kinds of the call's annotations.

    `KindError` where the kind is another one, `OptionError` where only the value can be none of
    those. No argument is shown: it may be somebody's answer.
    """
    hints: dict[str, Any] = {}

    @functools.wraps(call)
    def careful(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        if not hints:
            hints.update(_hints(call))
        # Where there are too many or too few, Python itself says so.
        for name, value in (*zip(hints, args, strict=False), *kwargs.items()):
            hint = hints.get(name, Any)
            if wrong := _wrong(value, hint):
                kind = f", not {type(value).__name__}" if wrong is KindError else ""
                text = f"{name} must be {_words(hint)}{kind}"
                raise wrong(text)
        return call(*args, **kwargs)

    return careful


def _hints(call: Callable[..., Any]) -> dict[str, Any]:
    """What each parameter takes; ``Any`` where the annotation names what is not known here."""
    return {name: _hint(call, name) for name in signature(call).parameters}


def _hint(call: Callable[..., Any], name: str) -> Any:
    known = vars(collections.abc) | vars(typing) | vars(sys.modules["matchwright"])
    known |= {"os": os, "dt": dt, "Progress": Progress}
    own: Any = types.SimpleNamespace(__annotations__={"own": call.__annotations__.get(name, Any)})
    try:
        return typing.get_type_hints(own, call.__globals__, known)["own"]
    except NameError:
        return Any


def _wrong(value: Any, hint: Any) -> _Wrong:
    kind = get_origin(hint) or hint
    if kind in _KINDS:
        return _KINDS[kind](value, get_args(hint))
    return None if not isinstance(kind, type) or isinstance(value, kind) else KindError


def _wrong_of_several(value: Any, inside: tuple[Any, ...]) -> _Wrong:
    found = {_wrong(value, each) for each in inside}
    return None if None in found else OptionError if OptionError in found else KindError


def _wrong_name(value: Any, inside: tuple[Any, ...]) -> _Wrong:
    return KindError if not isinstance(value, str) else None if value in inside else OptionError


def _wrong_truth(value: Any, _inside: Any) -> _Wrong:
    return None if isinstance(value, bool | np.bool_) else KindError


def _wrong_whole(value: Any, _inside: Any) -> _Wrong:
    try:
        number = operator.index(value)
    except TypeError:
        return KindError
    if isinstance(value, bool):
        return KindError
    return None if 0 <= number <= _MOST else OptionError


def _wrong_number(value: Any, _inside: Any) -> _Wrong:
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        return KindError
    try:
        return OptionError if math.isnan(value) else None
    except OverflowError:
        return OptionError


def _wrong_iterable(value: Any, _inside: Any) -> _Wrong:
    """Whether it cannot be gone through; what can be gone through once is left for the call."""
    return None if isinstance(value, Iterable) and not isinstance(value, str | bytes) else KindError


def _wrong_list(value: Any, inside: tuple[Any, ...]) -> _Wrong:
    if not isinstance(value, Collection) or isinstance(value, str | bytes | Mapping):
        return KindError
    return OptionError if any(_wrong(each, inside[0]) for each in value) else None


def _wrong_dictionary(value: Any, inside: tuple[Any, ...]) -> _Wrong:
    if not isinstance(value, Mapping):
        return KindError
    return _wrong_list(value.keys(), inside) or _wrong_list(value.values(), inside[1:])


_KINDS: dict[Any, Callable[[Any, tuple[Any, ...]], _Wrong]] = {
    Any: lambda _value, _inside: None,
    Union: _wrong_of_several,
    types.UnionType: _wrong_of_several,
    Literal: _wrong_name,
    bool: _wrong_truth,
    int: _wrong_whole,
    float: _wrong_number,
    Iterable: _wrong_iterable,
    Sequence: _wrong_list,
    Mapping: _wrong_dictionary,
    # What stands where in it is said by the call.
    tuple: lambda _value, _inside: None,
}


def _words(hint: Any) -> str:
    """What may stand there; that it may be left out goes without saying."""
    kind, inside = get_origin(hint) or hint, get_args(hint)
    if kind in (Union, types.UnionType):
        return " or ".join(_words(each) for each in inside if each is not type(None))
    if kind is Literal:
        return f"one of {', '.join(inside)}"
    if kind in (Sequence, Mapping):
        plural = _PLURALS.get(get_origin(inside[-1]) or inside[-1])
        return _WORDS[kind] + (f" of {plural}" if plural else "")
    is_ours = kind.__module__.startswith("matchwright")
    return _WORDS.get(kind) or ("a matchwright." if is_ours else "a ") + kind.__name__


_WORDS: dict[Any, str] = {
    bool: "True or False",
    int: "a whole number from 0 to 2**64 - 1",
    float: "a number",
    str: "a text",
    Callable: "a function",
    Iterable: "a list",
    Sequence: "a list",
    Mapping: "a dictionary",
    os.PathLike: "a path",
    dt.date: "a day",
}

_PLURALS: dict[Any, str] = {str: "texts", int: "whole numbers from 0", Sequence: "lists"}
