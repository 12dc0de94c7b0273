"""Write the stubs that depend on the core's list of criteria and rules.

python python/write_stub.py
"""

from __future__ import annotations

from pathlib import Path

import matchwright as mw
from matchwright import _schema

PACKAGE = Path(__file__).parent / "matchwright"

HEAD = '''\
# Written by python/write_stub.py; do not edit.
"""Programmes: criteria, rules, capacity, objective."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Literal, NotRequired, Self, TypedDict

from numpy.typing import ArrayLike

from matchwright import _core, _schema
from matchwright._blocks import Rows

__all__ = [{names}]

class _Fields:
    _kind: ClassVar[_schema.Kind]
    _values: dict[str, Any]
    def __eq__(self, other: object) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]

class _Member(_Fields):
    _family: ClassVar[str]
    @classmethod
    def _of(cls, values: dict[str, Any]) -> Self: ...
    def to_dict(self) -> dict[str, Any]: ...

class Criterion(_Member):
    """How well two people fit, in one respect. Use one of the subclasses."""

class Rule(_Member):
    """Who may not meet. Use one of the subclasses."""
'''

METHODS = """\
    _core: _core.Program
    def _functions(self) -> dict[int, Custom]: ...
    def _bound(self, mentees: Rows, mentors: Rows) -> Any: ...
    @classmethod
    def from_toml(cls, source: str | os.PathLike[str]) -> Program: ...
    @classmethod
    def from_json(cls, source: str | os.PathLike[str]) -> Program: ...
    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Program: ...
    def to_toml(self) -> str: ...
    def to_json(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    @staticmethod
    def json_schema() -> dict[str, Any]: ...
"""


def stubs() -> dict[Path, str]:
    """Return every file with the text that it should have."""
    return {PACKAGE / "__init__.pyi": _surface(), PACKAGE / "_program.pyi": _programmes()}


def _surface() -> str:
    """Every public name, from the module that has it."""
    modules: dict[str, list[str]] = {}
    for name in mw.__all__:
        module = getattr(getattr(mw, name), "__module__", None)
        if module is not None:
            modules.setdefault(module, []).append(name)
    lines = ["# Written by python/write_stub.py; do not edit."]
    for module, names in sorted(modules.items()):
        lines += [f"from {module} import (", *(f"    {name}," for name in sorted(names)), ")"]
    lines += ["", "__version__: str", "__all__ = ["]
    lines += [f'    "{name}",' for name in sorted(mw.__all__)]
    return "\n".join([*lines, "]"]) + "\n"


def _programmes() -> str:
    families = {"Criterion": [*_schema.criteria(), _schema.custom()], "Rule": _schema.rules()}
    names = ["Criterion", "Program", "Rule"]
    names += [kind.class_name for kinds in families.values() for kind in kinds]
    names += [kind.class_name for kind in _schema.records()]
    head = HEAD.format(names=", ".join(f'"{name}"' for name in names))
    classes = [_class(kind, base) for base, kinds in families.items() for kind in kinds]
    records = [_record(kind) for kind in _schema.records()]
    program = _class(_schema.program(), "_Fields") + METHODS
    return "\n".join([head, *classes, *records, program])


def _record(kind: _schema.Kind) -> str:
    """A call, because a field such as ``from`` cannot stand in a class."""
    lines = [f'{kind.class_name} = TypedDict("{kind.class_name}", {{']
    for field in kind.fields:
        needed = field.annotation if field.required else f"NotRequired[{field.annotation}]"
        lines.append(f'    "{field.name}": {needed},')
    return "\n".join([*lines, "})"]) + "\n"


def _class(kind: _schema.Kind, base: str) -> str:
    about = kind.about.partition("\n\n")[0].replace("\n", " ")
    lines = [f"class {kind.class_name}({base}):", f'    """{about}"""', "    def __init__("]
    lines += ["        self,", "        /,"]
    required = [field for field in kind.fields if field.required]
    optional = [field for field in kind.fields if not field.required]
    lines += [f"        {field.name}: {field.annotation}," for field in required]
    lines += ["        *,"]
    lines += [
        f"        {field.name}: {field.annotation} = {field.default!r}," for field in optional
    ]
    lines += ["    ) -> None: ..."]
    for field in kind.fields:
        lines += ["    @property", f"    def {field.name}(self) -> {_read(field)}: ..."]
    return "\n".join(lines) + "\n"


def _read(field: _schema.Field) -> str:
    """What a field gives back: the core's own form of what was given."""
    given = field.annotation.replace("Sequence[Criterion]", "tuple[Criterion, ...]")
    return given.replace("Sequence[Rule]", "tuple[Rule, ...]")


if __name__ == "__main__":
    for path, text in stubs().items():
        path.write_text(text, encoding="utf-8")
