"""Programmes: criteria, rules, capacity, objective.

The classes of criteria and rules are made from what the core says of them (`matchwright._schema`);
`_program.pyi` says the same to editors and type checkers, written by `python/write_stub.py`.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from inspect import Parameter, Signature
from typing import Any, ClassVar, NotRequired, TypedDict

import numpy as np

from matchwright import _core, _schema
from matchwright._blocks import Blocks, Rows
from matchwright._docstrings import docstring, example_of
from matchwright._errors import FormatError, KindError
from matchwright._values import equal, matrix, pairs, plain, shown, texts, times

__all__ = ["Criterion", "Custom", "Program", "Rule"]

_Values = dict[str, Any]


class _Fields:
    """Something with the fields that the core says it has: equal, printed and pickled by them."""

    _kind: ClassVar[_schema.Kind]
    _values: _Values

    def _given(self) -> _Values:
        """Every field that is not what it would be anyway."""
        values = {field.name: getattr(self, field.name) for field in self._kind.fields}
        return {
            field.name: values[field.name]
            for field in self._kind.fields
            if field.required or not equal(values[field.name], field.default)
        }

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        mine, theirs = self._given(), other._given()  # type: ignore[attr-defined]
        return mine.keys() == theirs.keys() and all(equal(mine[k], theirs[k]) for k in mine)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        # A debugger shows what is being made, too.
        if not hasattr(self, "_values"):
            return f"<{type(self).__name__}, not made>"
        given = self._given()
        parts = [shown(given.pop(field.name)) for field in self._kind.fields if field.required]
        parts += [f"{name}={shown(value)}" for name, value in given.items()]
        return f"{type(self).__name__}({', '.join(parts)})"

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return _rebuilt, (type(self), self._given())


class _Member(_Fields):
    """A criterion or a rule. What is wrong with its fields is said at once, by the core."""

    _family: ClassVar[str]

    def _set(self, values: _Values) -> None:
        values = {"kind": self._kind.kind} | values
        if "met" in {field.name for field in self._kind.fields} and "met" not in values:
            values |= times(values["pairs"])
        for field in self._kind.fields:
            holds_texts = re.match(r"Sequence\[(?!.*float)", field.annotation)
            if field.name in values and holds_texts:
                values[field.name] = texts(pairs(values[field.name]))
        arrays = {"values": matrix(values["values"])} if "values" in values else {}
        # The core need not see the numbers of a matrix to check the rest.
        checked = values | {name: [] for name in arrays}
        self._values = _checked(self._family, checked, self._kind.kind) | arrays

    @classmethod
    def _of(cls, values: _Values) -> _Member:
        """Wrap what the core has written."""
        member = cls.__new__(cls)
        member._values = values
        if "values" in values:
            member._values["values"] = matrix(values["values"])
        return member

    def _text(self) -> _Values:
        """What the core reads."""
        return self._values

    def to_dict(self) -> dict[str, Any]:
        """Return the kind and the fields, as they stand in TOML and JSON."""
        return json.loads(json.dumps(self._values, default=plain))  # type: ignore[no-any-return]


class Criterion(_Member):
    """How well two people fit, in one respect. Use one of the subclasses."""

    _family = "criteria"


class Rule(_Member):
    """Who may not meet. Use one of the subclasses."""

    _family = "rules"


class Custom(Criterion):
    def _set(self, values: _Values) -> None:
        if not callable(values["function"]):
            text = f"Custom takes a function, not {type(values['function']).__name__}"
            raise KindError(text)
        self._values = values
        read = _checked("criteria", self._text(), "custom")
        self._values = {name: read.get(name, value) for name, value in values.items()}

    def _text(self) -> _Values:
        """A matrix of nothing, whose place the function takes in a call."""
        fields = {name: value for name, value in self._values.items() if name != "function"}
        nothing: _Values = {"values": [], "mentee_ids": [], "mentor_ids": []}
        return {"kind": "matrix", "name": self._called()} | nothing | fields

    def _called(self) -> str:
        name = self._values.get("name") or getattr(self._values["function"], "__name__", "")
        return str(name) if name and name != "<lambda>" else "custom"

    def to_dict(self) -> dict[str, Any]:
        """Refuse: a function has no form as a dictionary."""
        text = (
            f"the criterion {self._called()!r} is a function, which has no form in TOML, JSON or a "
            "dictionary; leave it out, or keep what it says as a Matrix"
        )
        raise KindError(text)


class Program(_Fields):
    _kind = _schema.program()
    _core: _core.Program
    _criteria: tuple[_Member, ...]
    _rules: tuple[_Member, ...]

    def _set(self, values: _Values) -> None:
        self._criteria = _members(Criterion, values.pop("criteria", ()))
        self._rules = _members(Rule, values.pop("rules", ()))
        if "pinned" in values:
            values["pinned"] = texts(pairs(values["pinned"]))
        self._values = json.loads(_parsed(values).to_values())
        families = {"criteria": self._criteria, "rules": self._rules}
        lists = {name: [each._text() for each in members] for name, members in families.items()}
        self._core = _parsed(values | lists)

    @classmethod
    def _of(cls, core: _core.Program) -> Program:
        """Wrap a programme that the core has read."""
        program = cls.__new__(cls)
        program._core = core
        program._values = json.loads(core.to_values())
        program._criteria = tuple(map(_member, program._values.pop("criteria", ())))
        program._rules = tuple(map(_member, program._values.pop("rules", ())))
        return program

    @property
    def criteria(self) -> tuple[_Member, ...]:
        """How well two people fit."""
        return self._criteria

    @property
    def rules(self) -> tuple[_Member, ...]:
        """Who may not meet."""
        return self._rules

    @classmethod
    def from_toml(cls, source: str | os.PathLike[str]) -> Program:
        """Read a programme in TOML: a file's path, or text with at least one line break.

        Raises
        ------
        FileError
            Where the file cannot be read.
        FormatError
            Where the text is not TOML, or has a field or a kind that does not exist.
        """
        return cls._of(_read(source, _core.Program.from_toml))

    @classmethod
    def from_json(cls, source: str | os.PathLike[str]) -> Program:
        """Read a programme in JSON: a file's path, or text that starts with a brace.

        Errors are those of `from_toml`.
        """
        return cls._of(_read(source, _core.Program.from_json))

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Program:
        """Build a programme from the dictionary that `to_dict` returns, or JSON or TOML would.

        Errors are those of `from_toml`.
        """
        return cls._of(_parsed(dict(values)))

    def to_toml(self) -> str:
        """Return the programme as TOML, which `from_toml` reads.

        A `Custom` criterion is refused, and so is a programme whose lists are longer than the 1 MiB
        that can be read again, with `FormatError`. Pickle and `to_dict` hold such lists.
        """
        return self._written().to_toml()

    def to_json(self) -> str:
        """Return the programme as JSON, which `from_json` reads; refused as by `to_toml`."""
        return self._written().to_json()

    def _written(self) -> _core.Program:
        for criterion in self._functions().values():
            criterion.to_dict()
        return self._core

    def _functions(self) -> dict[int, Custom]:
        """The criteria that are functions, by their position."""
        criteria = enumerate(self._criteria)
        return {position: each for position, each in criteria if isinstance(each, Custom)}

    def _bound(self, mentees: Rows, mentors: Rows) -> _core.Program:
        """Bind the functions to the tables of a call."""
        functions = self._functions().items()
        bound = [
            (position, Blocks(each._values["function"], each._called(), mentees, mentors))
            for position, each in functions
        ]
        return self._core.with_functions(
            [(position, blocks, blocks.is_whole) for position, blocks in bound]
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the programme as a dictionary of lists, dictionaries, texts and numbers.

        A `Custom` criterion is refused; lists are as long as they like.
        """
        return json.loads(self._written().to_values())  # type: ignore[no-any-return]

    @staticmethod
    def json_schema() -> dict[str, Any]:
        """Return the JSON Schema of programmes."""
        return json.loads(_core.Program.schema())  # type: ignore[no-any-return]


def _parsed(values: Mapping[str, Any]) -> _core.Program:
    """Let the core read the fields of a programme; matrices go beside the text."""
    criteria = [dict(criterion) for criterion in values.get("criteria", ())]
    matrices = []
    for position, criterion in enumerate(criteria):
        if isinstance(criterion.get("values"), np.ndarray):
            matrices.append((position, matrix(criterion["values"])))
            criterion["values"] = []
    try:
        text = json.dumps(dict(values) | {"criteria": criteria}, default=plain, allow_nan=False)
    except ValueError:
        message = "programme: numbers must be finite"
        raise FormatError(message) from None
    try:
        return _core.Program.from_values(text, matrices)
    except FormatError as error:
        # Nobody but this function has seen the text.
        raise FormatError(re.sub(r" at line \d+ column \d+", "", str(error))) from None


def _checked(family: str, values: _Values, kind: str) -> _Values:
    """Let the core read a member alone, which has no number in a programme yet."""
    try:
        program = _parsed({family: [values]})
    except FormatError as error:
        text = re.sub(r"^programme: \w+ 1 \(\w+\)", kind, str(error))
        raise FormatError(text) from None
    return json.loads(program.to_values())[family][0]  # type: ignore[no-any-return]


def _read(source: str | os.PathLike[str], parse: Callable[[str], _core.Program]) -> _core.Program:
    is_text = isinstance(source, str) and ("\n" in source or source.lstrip().startswith("{"))
    return parse(str(source)) if is_text else _core.Program.from_file(os.fspath(source))


def _members(base: type[_Member], given: Iterable[Any]) -> tuple[_Member, ...]:
    members = tuple(given)
    for member in members:
        if not isinstance(member, base):
            text = f"{base._family} takes {base.__name__} objects, not {type(member).__name__}"
            raise KindError(text)
    return members


def _member(values: _Values) -> _Member:
    return _CLASSES[values["kind"]]._of(values)


def _rebuilt(cls: type[Any], values: _Values) -> Any:
    return cls(**values)


def _signature(kind: _schema.Kind) -> Signature:
    """Required fields by position or name, the others by name only."""
    parameters = [Parameter("self", Parameter.POSITIONAL_ONLY)]
    for field in kind.fields:
        how = Parameter.POSITIONAL_OR_KEYWORD if field.required else Parameter.KEYWORD_ONLY
        default = Parameter.empty if field.required else field.default
        parameters.append(Parameter(field.name, how, default=default, annotation=field.annotation))
    return Signature(parameters)


def _initialiser(kind: _schema.Kind) -> Callable[..., None]:
    signature = _signature(kind)

    def __init__(*args: Any, **kwargs: Any) -> None:  # noqa: N807
        try:
            values = signature.bind(*args, **kwargs).arguments
        except TypeError as error:
            message = f"{kind.class_name}: {error}"
            raise TypeError(message) from None
        fields = values.pop("self")
        fields._set({name: value for name, value in values.items() if value is not None})

    __init__.__signature__ = signature  # type: ignore[attr-defined]
    __init__.__doc__ = f"See `{kind.class_name}`."
    return __init__


def _reader(field: _schema.Field) -> property:
    is_tuple = field.annotation.startswith("tuple[")

    def read(self: _Fields) -> Any:
        value = self._values.get(field.name, field.default)
        return tuple(value) if is_tuple else value

    return property(read, doc=field.about)


def _complete(cls: type[_Fields], kind: _schema.Kind) -> None:
    """Give a class its initialiser and a property for each field."""
    cls._kind = kind
    cls.__init__ = _initialiser(kind)  # type: ignore[method-assign,assignment]
    for field in kind.fields:
        if not hasattr(cls, field.name):
            setattr(cls, field.name, _reader(field))


def _classes(base: type[_Member], kinds: list[_schema.Kind]) -> dict[str, type[_Member]]:
    classes = {}
    for kind in kinds:
        cls = classes[kind.kind] = type(kind.class_name, (base,), {"__module__": __name__})
        _complete(cls, kind)
        example = example_of(kind.class_name, base._family, kind.example) if kind.example else ""
        cls.__doc__ = docstring(kind, example)
    return classes


def _record(kind: _schema.Kind) -> Any:
    """A dictionary with these fields, for type checkers and help."""
    fields = {
        field.name: field.annotation if field.required else NotRequired[field.annotation]
        for field in kind.fields
    }
    record = TypedDict(kind.class_name, fields)
    record.__module__ = __name__
    record.__doc__ = docstring(kind, _TABLES)
    return record


_TABLES = """\
>>> import matchwright as mw
>>> tables: mw.Tables = {
...     "id": ["First name", "Last name"],
...     "role": {"column": "I am a", "mentee": "Mentee", "mentor": "Mentor", "both": "Both"},
...     "active": {"column": "Joining this round?"},
...     "columns": {
...         "topics": {"from": "Which topics?", "separator": ","},
...         "seats": {"from": "How many mentees?", "read": {"One only, please": 1, "2-3": 3}},
...     },
... }
>>> program = mw.Program(criteria=[mw.Overlap("topics")], capacity="seats", tables=tables)
>>> program.tables == tables
True
>>> people = {
...     "First name": ["Ada", "Ben", "Cy"],
...     "Last name": ["Quill", "Roy", "Dee"],
...     "I am a": ["Mentee", "Both", "Mentor"],
...     "Joining this round?": ["yes", "yes", "no"],
...     "Which topics?": ["SQL, Rust", "Rust", "SQL"],
...     "How many mentees?": [None, "2-3", "One only, please"],
... }
>>> outcome = mw.match(people, program=program)
>>> list(outcome.pairs["mentee_id"]), list(outcome.pairs["mentor_id"])
(['Ada Quill'], ['Ben Roy'])
>>> print(*outcome.reading, sep="\\n")
people: 3 rows, made from values
people, column "Joining this round?": 1 row is left out as not active (row 3)
people: 1 person is mentee and mentor (row 2)"""

_PROGRAM = """\
>>> import matchwright as mw
>>> program = mw.Program(
...     criteria=[mw.Overlap("interests", weight=2), mw.Different("department")],
...     rules=[mw.MustDiffer("manager")],
...     capacity="seats",
...     min_score=0.2,
... )
>>> mw.Program.from_toml(program.to_toml()) == program
True"""

_CUSTOM = """\
>>> import matchwright as mw
>>> import numpy as np
>>> def nearby(mentees, mentors):
...     away = np.subtract.outer(mentees["floor"], mentors["floor"])
...     return 1 / (1 + abs(away))
>>> program = mw.Program(criteria=[mw.Custom(nearby)])
>>> people = {"id": ["e1"], "floor": [2]}, {"id": ["m1", "m2"], "floor": [3, 2]}
>>> mw.score(*people, program).tolist()
[[0.5, 1.0]]"""

_CLASSES = _classes(Criterion, _schema.criteria()) | _classes(Rule, _schema.rules())

for _cls, _own, _example in (
    (Program, Program._kind, _PROGRAM),
    (Custom, _schema.custom(), _CUSTOM),
):
    _complete(_cls, _own)
    _cls.__doc__ = docstring(_own, _example)
globals().update({cls.__name__: cls for cls in _CLASSES.values()})
__all__ += [cls.__name__ for cls in _CLASSES.values()]

_RECORDS = {kind.class_name: _record(kind) for kind in _schema.records()}
globals().update(_RECORDS)
__all__ += list(_RECORDS)
