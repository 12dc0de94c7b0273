"""Pages of documentation that run as they stand, at the root of the repository."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def blocks_of(name):
    """The page's blocks of Python."""
    return re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)


def run_page(name):
    """Run the page's Python in one piece, without a complaint, and return what it prints."""
    run = subprocess.run(
        [sys.executable, "-c", "\n".join(blocks_of(name))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout
