"""A directive that documents what the package offers, from its docstrings.

``public`` takes the name of a group below. The groups of criteria, rules and errors are what there
is of them, and ``others`` is everything that no group names, so that nothing public is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective, switch_source_input

import matchwright as mw

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAMED = {
    "people": ["read", "ReadTable", "init", "Proposal", "validate", "Validation", "Finding"],
    "labels": ["Vocabulary", "Merge"],
    "matching": ["match", "rematch", "score", "Scores", "recommend", "Scorer", "search"],
    "programme": ["Program", "Custom"],
    "outcome": ["Outcome", "Summary"],
    "answers": ["Explanation", "WhyNot", "WhyUnmatched", "Quality", "Audit"],
    "comparing": ["compare", "Comparison"],
    "tuning": [
        "contributions",
        "evaluate",
        "Evaluation",
        "learn",
        "Learned",
        "weights_by_spread",
        "SpreadWeights",
        "tune",
        "Tuning",
        "experiment",
        "Experiment",
        "policy_value",
        "PolicyValue",
    ],
    "tracking": ["balance", "Balance", "track", "Tracking"],
    "proof": [
        "Certificate",
        "LevelsCertificate",
        "StableCertificate",
        "CirclesCertificate",
        "verify",
        "Verification",
    ],
    "solver": [
        "assign",
        "Assignment",
        "linear_sum_assignment",
        "k_best",
        "assign_many",
        "pair",
        "Pairing",
        "WarmStart",
    ],
    "simulation": ["simulate", "Population"],
}
"""What stands together on a page."""

KINDS = {"criteria": mw.Criterion, "rules": mw.Rule, "errors": mw.MatchwrightError}
"""What is found by what it is."""

MADE = (mw.Criterion, mw.Rule)
"""Classes that are made from what the core says of them."""

MEMBERS = [":members:", ":inherited-members: object,ndarray"]
"""All that a class offers, and nothing that NumPy documents."""

OWN_MEMBERS = [":members:"]
"""What an error adds to Python's exceptions."""


def _members(group: str) -> list[str]:
    """The names of a group, in the order in which they are documented."""
    if group in NAMED:
        return NAMED[group]
    if group in KINDS:
        return [name for name in mw.__all__ if _is(name, KINDS[group]) and not _is_named(name)]
    return [name for name in mw.__all__ if name not in _grouped() and not name.startswith("_")]


def _is(name: str, kind: type) -> bool:
    thing = getattr(mw, name)
    return isinstance(thing, type) and issubclass(thing, kind)


def _is_named(name: str) -> bool:
    return any(name in names for names in NAMED.values())


def _grouped() -> set[str]:
    return {name for group in [*NAMED, *KINDS] for name in _members(group)}


class Public(SphinxDirective):
    """Document a group."""

    required_arguments = 1
    has_content = False
    option_spec: ClassVar[dict[str, object]] = {}

    def run(self) -> list[nodes.Node]:
        """Make what autodoc makes of every name."""
        group = self.arguments[0]
        lines: list[str] = []
        for name in _members(group):
            is_class = isinstance(getattr(mw, name), type)
            lines += [f".. auto{'class' if is_class else 'function'}:: matchwright.{name}"]
            members = OWN_MEMBERS if group == "errors" else MEMBERS
            # The parameters say what a criterion has.
            with_members = is_class and not issubclass(getattr(mw, name), MADE)
            lines += ["   " + each for each in members] if with_members else []
            lines += [""]
        node = nodes.section()
        node.document = self.state.document
        content = StringList(lines, source=self.get_source_info()[0])
        with switch_source_input(self.state, content):
            self.state.nested_parse(content, 0, node)
        return node.children


def _made_by_us(
    _app: Sphinx, _what: str, _name: str, obj: object, *_: object
) -> tuple[str, None] | None:
    """Say nothing of how to make what only the package makes."""
    made = isinstance(obj, type) and str(obj.__init__.__doc__).startswith("Made by")
    return ("", None) if made else None


_COLON = "\ue000"
"""Stands for a colon while Napoleon looks for one behind the type of a property."""


def _without_colon(
    _app: Sphinx, what: str, _name: str, _obj: object, _options: object, lines: list[str]
) -> None:
    if what in ("attribute", "property") and lines:
        lines[0] = lines[0].replace(":", _COLON)


def _with_colon(
    _app: Sphinx, _what: str, _name: str, _obj: object, _options: object, lines: list[str]
) -> None:
    lines[:] = [line.replace(_COLON, ":") for line in lines]


def _from_markdown(
    _app: Sphinx, _what: str, _name: str, obj: object, _options: object, lines: list[str]
) -> None:
    """Turn what the core says of a criterion or a rule from Markdown into reStructuredText."""
    if not (isinstance(obj, type) and issubclass(obj, MADE)):
        return
    rows: list[str] = []
    made: list[str] = []
    for line in [*lines, ""]:
        if line.startswith("|") and line.endswith("|"):
            rows.append(line)
            continue
        made += _table(rows) if rows else []
        rows = []
        made.append(line.replace("|", "\\|"))
    lines[:] = made


def _table(rows: list[str]) -> list[str]:
    """A table of Markdown, without its second line."""
    made = [".. list-table::", "   :header-rows: 1", ""]
    for row in [rows[0], *rows[2:]]:
        cells = row.strip("|").replace("\\|", "\0").split("|")
        cells = [cell.strip().replace("\0", "\\|") for cell in cells]
        made += [f"   {'*' if at == 0 else ' '} - {cell}" for at, cell in enumerate(cells)]
    return [*made, ""]


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("public", Public)
    app.connect("autodoc-process-signature", _made_by_us)
    app.connect("autodoc-process-docstring", _from_markdown)
    # Before and after Napoleon.
    app.connect("autodoc-process-docstring", _without_colon, priority=400)
    app.connect("autodoc-process-docstring", _with_colon, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
