"""Every page of the documentation runs as it stands, and prints what it shows."""

import re

import pages
import pytest

import matchwright as mw

TOML = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", pages.with_python())
def test_the_page_runs_and_prints_what_it_shows(name):
    pages.run_page(name)


def test_what_a_page_shows_can_be_wrong(tmp_path, monkeypatch):
    monkeypatch.setattr(pages, "ROOT", tmp_path)
    monkeypatch.delenv("MATCHWRIGHT_WRITE", raising=False)
    page = tmp_path / "page.md"
    page.write_text("```python\nprint('a 1')\nprint('b')\n```\n\n```text\n…\nb\n```\n")
    assert pages.run_page.__wrapped__("page.md") == "a 1\nb\n"
    for shown in ("a …\nb\n", "a 1\n…\n", "…\n"):
        page.write_text(f"```python\nprint('a 1')\nprint('b')\n```\n\n```text\n{shown}```\n")
        pages.run_page.__wrapped__("page.md")
    for shown in ("a\nb\n", "b\n", "a 1\nb\nc\n", ""):
        page.write_text(f"```python\nprint('a 1')\nprint('b')\n```\n\n```text\n{shown}```\n")
        with pytest.raises(AssertionError, match="page.md shows"):
            pages.run_page.__wrapped__("page.md")


def _programmes():
    """Blocks of TOML with their page; those of the manual are checked in Rust."""
    written = {"docs/criteria.md", "docs/rules.md", "docs/tables.md"}
    paths = [pages.ROOT / "README.md", *sorted((pages.ROOT / "docs").rglob("*.md"))]
    for path in paths:
        name = str(path.relative_to(pages.ROOT))
        if name not in written:
            for number, block in enumerate(TOML.findall(path.read_text("utf-8"))):
                yield pytest.param(block, id=f"{name}-{number}")


@pytest.mark.parametrize("block", [*_programmes()])
def test_what_a_page_writes_in_a_programme_is_accepted(block):
    mw.Program.from_toml(block)
