"""Pages of documentation that run as they stand, at the root of the repository.

A page is one program: its blocks of Python, in their order. A block of ``text`` behind one of them
is what it prints, where ``…`` stands for anything within a line, and alone in a line for any lines.
With ``MATCHWRIGHT_WRITE=1`` what is printed takes the place of what does not fit.
"""

import contextlib
import functools
import io
import os
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]

BLOCK = re.compile(
    r"^```python\n(?P<code>.*?)^```$(?P<behind>\n\n```text\n(?P<text>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)


def blocks_of(name):
    """The page's blocks of Python."""
    return [block["code"] for block in BLOCK.finditer((ROOT / name).read_text("utf-8"))]


def with_python():
    """The pages that have a block of Python, as paths from the root of the repository."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    names = [str(path.relative_to(ROOT)) for path in pages]
    return [name for name in names if blocks_of(name)]


@functools.cache
def run_page(name):
    """Run the page's Python in one piece, without a complaint, and return what it prints."""
    page = (ROOT / name).read_text("utf-8")
    whole, names = [], {"__name__": "__main__"}
    for block in BLOCK.finditer(page):
        printed = _run(block["code"], f"{name}:{page.count(chr(10), 0, block.start()) + 1}", names)
        whole.append(printed)
        if block["text"] is not None and not _fits(block["text"], printed):
            wrong = f"{name} shows\n{block['text']}\nnot\n{printed}"
            assert os.environ.get("MATCHWRIGHT_WRITE"), wrong
            _replace(name, block["behind"], f"\n\n```text\n{printed}```")
    return "".join(whole)


def _run(code, place, names):
    """What a block prints; at the root, as if it were started there."""
    out, complaints = io.StringIO(), io.StringIO()
    caught = contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaints)
    with contextlib.chdir(ROOT), caught[0], caught[1]:
        exec(compile(code, place, "exec"), names)
    assert complaints.getvalue() == ""
    return out.getvalue()


def _fits(shown, printed):
    lines = ["(.*\n)*?" if line == "…" else _pattern(line) + "\n" for line in shown.splitlines()]
    printed = "".join(f"{line.rstrip()}\n" for line in printed.splitlines())
    return re.fullmatch("".join(lines), printed) is not None


def _pattern(line):
    return ".*".join(map(re.escape, line.split("…")))


def _replace(name, old, new):
    page = (ROOT / name).read_text("utf-8")
    new = "".join(f"{line.rstrip()}\n" for line in new.splitlines()).rstrip("\n")
    (ROOT / name).write_text(page.replace(old, new, 1), "utf-8")
