"""Other solvers and ours on the same matrices: a table of ratios, as Markdown.

    python3 benches/peers/run.py                                    everything; hours
    python3 benches/peers/run.py --sizes 500 --instances ties       some of it; --help says what

Makes an environment of its own beside this file, with Matchwright from the checkout and the peers
from the package index, and starts `compare.py` there.
"""
# Starting programs is what this file is for.
# ruff: noqa: S603, S607

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ENVIRONMENT = HERE / ".venv"
PYTHON = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"

PEERS = ["scipy", "lapx", "lapjv", "laprust", "fastlap", "lapcpp", "ortools"]


def main() -> int:
    """Install and compare."""
    if not PYTHON.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, ROOT], check=True)
    for peer in PEERS:
        # The table names a peer that is not there; the others go on.
        subprocess.run([*pip, peer], check=False)
    subprocess.run(["cargo", "bench", "--bench", "rust_peers", "--no-run"], cwd=ROOT, check=True)
    return subprocess.run([PYTHON, HERE / "compare.py", *sys.argv[1:]], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
