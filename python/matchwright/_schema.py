"""What the core says of programmes: the fields of criteria, rules and programmes.

Criteria and rules are listed once, in Rust. The core describes them as a JSON Schema; here it is
read, and `matchwright._program` makes classes of it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matchwright import _core

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Field", "Kind", "criteria", "custom", "program", "records", "rules"]

_SCHEMA: dict[str, Any] = json.loads(_core.Program.schema())

_SCALARS = {"string": "str", "number": "float", "integer": "int", "boolean": "bool", "null": "None"}

_RECORDS = {
    "Quota": "Quota",
    "SeatRange": "SeatRange",
    "Role": "TablesRole",
    "Active": "TablesActive",
    "Source": "TablesColumn",
    "Mapping": "Tables",
}
"""Definitions that are dictionaries with fields of their own, and what Python calls them."""


_CUSTOM = """\
A criterion of your own: a function of the two tables.

The function gets both tables whole, each as a frame of the kind that was given (a dictionary of
columns, a list of dictionaries; for a path, the frame that reading it makes), and returns an array
of mentees × mentors: numbers from 0 to 1, higher is better, and NaN where it has no opinion. What
is outside by at most a millionth counts as 0 or 1. It is called once, from another thread than the
caller's, and what it says is kept: 4 bytes a pair.

Where that is too much, let it take a third argument, a slice of the mentees' rows, and return the
rows of that block alone. It is then called for block after block, each of at most a million pairs,
in any order, and must say the same every time. What it has said is kept up to 256 MiB, and asked
for again beyond that.

An error in the function ends the call and comes out as it was raised. A programme with such a
criterion has no form in TOML, JSON or a dictionary."""


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter."""

    name: str
    annotation: str
    about: str
    required: bool
    default: Any
    """What it is where it is not given; of no meaning where it is required."""


@dataclass(frozen=True, slots=True)
class Example:
    """How a programme lists a criterion or a rule, and what it then says of people."""

    program: str
    """In TOML."""
    people: tuple[tuple[str, ...], ...]
    """The names of the columns, the mentee, the mentors; behind each of these what it says."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One criterion, one rule, or the programme."""

    kind: str
    class_name: str
    about: str
    fields: tuple[Field, ...]
    example: Example | None = None


def criteria() -> list[Kind]:
    """Every criterion, in the order of the core's list."""
    return _members("Term")


def custom() -> Kind:
    """A criterion of the caller's own, which the core does not list."""
    about = "What it says of all mentees, or of a block of them, with all mentors."
    annotation = "Callable[..., ArrayLike]"
    function = Field("function", annotation, about, required=True, default=None)
    return Kind("custom", "Custom", _CUSTOM, (function, *_fields(_SCHEMA["$defs"]["Term"])))


def rules() -> list[Kind]:
    """Every rule, in the order of the core's list."""
    return _members("Clause")


def program() -> Kind:
    """The programme itself, criteria and rules first."""
    fields = {field.name: field for field in _fields(_SCHEMA)}
    first = {"criteria": "Criterion", "rules": "Rule"}
    lists = [
        Field(name, f"Sequence[{member}]", fields.pop(name).about, required=False, default=())
        for name, member in first.items()
    ]
    return Kind("program", "Program", _prose(_SCHEMA["description"]), (*lists, *fields.values()))


def records() -> list[Kind]:
    """The dictionaries that say what tables call things, each after those that it holds."""
    definitions = [(name, _SCHEMA["$defs"][key]) for key, name in _RECORDS.items()]
    return [
        Kind("tables", name, _prose(definition["description"]), tuple(_fields(definition)))
        for name, definition in definitions
    ]


def _members(family: str) -> list[Kind]:
    definition = _SCHEMA["$defs"][family]
    common = _fields(definition)
    members = []
    for member in definition["oneOf"]:
        kind = member["properties"]["kind"]["const"]
        own = sorted(_fields(member), key=lambda field: not field.required)
        class_name = kind.title().replace("_", "")
        about, _, example = member["description"].partition("# In a programme\n")
        fields = (*own, *common)
        members.append(Kind(kind, class_name, _prose(about), fields, _example(example)))
    return members


def _fields(schema: dict[str, Any]) -> list[Field]:
    required = schema.get("required", [])
    return [
        Field(
            name,
            _annotation(field),
            _prose(field.get("description", "")),
            required=name in required,
            default=_default(field),
        )
        for name, field in schema["properties"].items()
        if name != "kind"
    ]


def _default(schema: dict[str, Any]) -> Any:
    default = schema.get("default")
    return tuple(default) if default and "prefixItems" in schema else default


def _annotation(schema: dict[str, Any]) -> str:
    """Python's type for what a schema allows."""
    return _union([schema])


def _options(schema: dict[str, Any]) -> list[str]:
    """Python's types for what a schema allows, one by one."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return [_RECORDS[name]] if name in _RECORDS else _options(_SCHEMA["$defs"][name])
    if "const" in schema:
        return [f"Literal[{schema['const']!r}]"]
    if "enum" in schema:
        return [f"Literal[{', '.join(map(repr, schema['enum']))}]"]
    if options := schema.get("anyOf") or schema.get("oneOf"):
        return [each for option in options for each in _options(option)]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return [_SCALARS.get(kind) or _container(kind, schema) for kind in kinds]


def _container(kind: str, schema: dict[str, Any]) -> str:
    if kind == "object":
        values = schema.get("properties", {}).values() or [schema["additionalProperties"]]
        return f"Mapping[str, {_union(values)}]"
    if "prefixItems" in schema:
        return f"tuple[{', '.join(_annotation(item) for item in schema['prefixItems'])}]"
    items = schema["items"]
    # Rows of rows of numbers are a matrix: NumPy's business.
    rows = items.get("items", {}) if items.get("type") == "array" else {}
    is_matrix = bool(rows) and rows.get("type") != "string"
    return "ArrayLike" if is_matrix else f"Sequence[{_annotation(items)}]"


def _union(schemas: Iterable[dict[str, Any]]) -> str:
    """One of several types, literals together, each once."""
    options = [each for schema in schemas for each in _options(schema)]
    literals = [option[8:-1] for option in options if option.startswith("Literal[")]
    joined = [f"Literal[{', '.join(literals)}]"] if literals else []
    others = [option for option in options if not option.startswith("Literal[")]
    return " | ".join(dict.fromkeys(others[:1] + joined + others[1:] if others else joined))


def _example(text: str) -> Example | None:
    """A block of TOML, and below it a table of people."""
    toml = re.search(r"```toml\n(.*?)```", text, flags=re.DOTALL)
    rows = [
        row.strip("|").split("|") for row in re.findall(r"^\|(?!---).*", text, flags=re.MULTILINE)
    ]
    people = tuple(tuple(cell.strip() for cell in row) for row in rows)
    return Example(toml[1], people) if toml and people else None


def _prose(text: str) -> str:
    """Rust's documentation without its examples and links."""
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    text = re.sub(r"\[([^\[\]]+)\]\([\w:]+\)", r"\1", text)
    text = re.sub(r"\[`([^`]+)`\]", r"`\1`", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
