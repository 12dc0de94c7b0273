"""The steps of CONTRIBUTING.md make a criterion that everything else knows.

A copy of the repository gets the file and the lines that the guide shows, and nothing else. There
the conformance tests, the criterion's own example, the command and the Python class have to work.
The compiled dependencies are shared with the repository.
"""
# Starting programs is what this file is for.
# ruff: noqa: S603

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[1]
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "target", "__pycache__", "*.so", ".*_cache")

IN_PYTHON = """\
import matchwright as mw
criterion = mw.Experience("years", 10, weight=2)
people = {"id": ["e1"]}, {"id": ["m1", "m2"], "years": [4, 12]}
program = mw.Program(criteria=[criterion])
assert mw.score(*people, program).tolist() == [[0.4, 1.0]]
assert "kind = \\"experience\\"" in program.to_toml()
assert mw.Experience.__doc__.endswith("[[0.4, 1.0]]")
"""
PROGRAM = '[[criteria]]\nkind = "experience"\ncolumn = "years"\nenough = 10\n'
EXPECTED = "mentee_id,mentor_id,rank,score\ne1,m2,1,1\ne1,m1,2,0.4\n"


def main() -> None:
    """Follow the steps, then use what they made."""
    with tempfile.TemporaryDirectory(prefix="matchwright-guide-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
        follow(copy)
        use(copy, Path(folder))


def follow(copy: Path) -> None:
    """Do what the guide says."""
    guide = (copy / "CONTRIBUTING.md").read_text("utf-8")
    section = guide.partition("## A criterion, step by step")[2].partition("\n## ")[0]
    blocks = re.findall(r"^   ```rust\n(.*?)^   ```$", section, re.DOTALL | re.MULTILINE)
    file, listed, sample = (dedent(block) for block in blocks)
    name = re.search(r"`(crates/\S+\.rs)`", section)[1]
    (copy / name).write_text(file, "utf-8")
    put_last(
        copy / "crates/matchwright/src/criteria/mod.rs", r"( *\w+ => \w+,\n)( *\}\n\}\n)", listed
    )
    put_last(copy / "tests/conformance/criteria.rs", r"( *r#\"kind = [^\n]*,\n)(\];\n)", sample)


def put_last(path: Path, end: str, line: str) -> None:
    """Put a line behind the last of a list."""
    text, count = re.subn(end, lambda at: at[1] + line + at[2], path.read_text("utf-8"), count=1)
    if count != 1:
        sys.exit(f"{path}: no list was found")
    path.write_text(text, "utf-8")


def use(copy: Path, folder: Path) -> None:
    """Run the tests, the command and the class."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
    environment = os.environ | {"CARGO_TARGET_DIR": str(target)}

    def run(*command: str, **more: str) -> None:
        print("+", *command[:8], flush=True)  # noqa: T201
        subprocess.run(command, cwd=copy, env=environment | more, check=True)

    # With all features, dependencies are those that the tests of the repository have built.
    test = ("cargo", "test", "--quiet", "--workspace", "--all-features")
    run(*test, "--test", "conformance")
    run(*test, "--test", "promises", "manual", MATCHWRIGHT_WRITE="1")
    run(*test, "--doc", "criteria::experience")
    for name, text in {
        "mentees.csv": "id\ne1\n",
        "mentors.csv": "id,years\nm1,4\nm2,12\n",
        "program.toml": PROGRAM,
    }.items():
        (folder / name).write_text(text, "utf-8")
    files = {"mentees": "mentees.csv", "mentors": "mentors.csv", "program": "program.toml"}
    options = [part for key, name in files.items() for part in (f"--{key}", str(folder / name))]
    run("cargo", "build", "--quiet", "--workspace", "--all-features")
    command = (str(target / "debug" / "matchwright"), "recommend")
    run(*command, *options, "--out", str(folder / "best.csv"))
    if (folder / "best.csv").read_text("utf-8") != EXPECTED:
        sys.exit("the command did not score as the formula says")
    library = next(path for path in (target / "debug").glob("*_core.*") if path.suffix != ".d")
    shutil.copy(library, copy / "python" / "matchwright" / "_core.abi3.so")
    run(sys.executable, "-c", IN_PYTHON, PYTHONPATH=str(copy / "python"))


if __name__ == "__main__":
    main()
