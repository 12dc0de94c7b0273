"""The texts of the classes that are made from the core's list, each with an example that runs."""

from __future__ import annotations

import tomllib
from textwrap import indent
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matchwright._schema import Example, Kind

__all__ = ["docstring", "example_of"]

_LEGIBLE = 300
"""Signs of a type that is shown whole."""

_Rows = tuple[tuple[str, ...], ...]


def docstring(kind: Kind, example: str) -> str:
    """What a class is for, its parameters, and an example that runs."""
    lines = [kind.about, "", "Parameters", "----------"]
    for field in kind.fields:
        default = "" if field.required else f", default {field.default!r}"
        lines += [
            f"{field.name} : {_shown(field.annotation)}{default}",
            indent(field.about, "    "),
        ]
    return "\n".join([*lines, "", "Examples", "--------", example])


def _shown(annotation: str) -> str:
    """A type as people read it: of one that nobody would read to its end, what it is."""
    short = len(annotation) <= _LEGIBLE
    return annotation if short else f"{annotation.partition('[')[0]}[...]"


def example_of(class_name: str, family: str, example: Example) -> str:
    """What a criterion or a rule says of the people in its example."""
    (fields,) = tomllib.loads(example.program)[family]
    given = [f"{name}={value!r}" for name, value in fields.items() if name != "kind"]
    member = f"mw.{class_name}({', '.join(given)})"
    # A programme needs a criterion; no two people have the same id.
    members = {"criteria": "mw.Different('id')"} | {family: member}
    listed = ", ".join(f"{name}=[{each}]" for name, each in members.items())
    header, mentee, *mentors = example.people
    lines = [
        ">>> import matchwright as mw",
        f">>> program = mw.Program({listed})",
        f">>> mentees = {_table(header, (mentee,))}",
        f">>> mentors = {_table(header, tuple(mentors))}",
        ">>> mw.score(mentees, mentors, program).tolist()",
        f"{[[_score(cells[-1]) for cells in mentors]]}",
    ]
    return "\n".join(lines)


def _table(header: tuple[str, ...], rows: _Rows) -> dict[str, list[Any]]:
    """The columns in which somebody answers."""
    columns = zip(header[:-1], list(zip(*rows, strict=True))[:-1], strict=True)
    return {name: _cells(cells) for name, cells in columns if any(cells)}


def _cells(cells: tuple[str, ...]) -> list[Any]:
    return [int(cell) if cell.isdecimal() else cell for cell in cells]


def _score(cell: str) -> float:
    """What a pair scores by a criterion, or beside one that always says 1 by a rule."""
    verdicts = {"may meet": 1.0, "may not": float("nan")}
    return verdicts[cell] if cell in verdicts else float(cell)
