"""The wheel that is released works on the Pythons and NumPys that it is for.

It is built of the source distribution, so that this is complete, and for Linux so that it needs no
glibc that is younger than the tag of the wheel says. First it matches the sample cohort in an
environment that has what the package depends on and nothing else. Then all tests run against it:
on the oldest Python that is found with the oldest NumPy that the package allows, and on the newest
with the newest. Free-threaded Pythons get a wheel of their own.
"""
# Starting programs and printing what they do is what this file is for.
# ruff: noqa: S603, T201

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
WHEELS = TARGET / "wheels"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

OLDEST = 11
"""The minor version of the oldest Python 3."""

# Beyond the newest one that anybody has.
YOUNGEST = 30

# pyo3 supports free-threaded Pythons from here on.
FREE_THREADED = 14

# Later ones need NumPy 2, and do not say so to pip.
BESIDE_OLDEST = "pyarrow<23"

# The tests are started where the sources are: they must not be what is tested.
INSTALLED = "import matchwright, sys; sys.exit(not matchwright.__file__.startswith(sys.prefix))"


def main() -> None:
    """Build, install and test."""
    shutil.rmtree(WHEELS, ignore_errors=True)
    pythons = found(range(OLDEST, YOUNGEST))
    wheel = built(["--sdist", "--interpreter", pythons[0]], "*-abi3-*.whl")
    print(f"{wheel.name}, {wheel.stat().st_size / 1e6:.1f} MB")
    oldest = next(text for text in PROJECT["dependencies"] if text.startswith("numpy"))
    try_out(pythons[0], wheel, [oldest.replace(">=", "=="), BESIDE_OLDEST])
    try_out(pythons[-1], wheel, ["numpy"])
    free = found(range(FREE_THREADED, YOUNGEST), "t")
    if not free:
        print(f"! no wheel for free-threaded Python: none from 3.{FREE_THREADED} on is on the path")
    for python in free:
        tag = "cp3" + Path(python).name.removeprefix("python3.")
        try_out(python, built(["--interpreter", python], f"*-{tag}-*.whl"), ["numpy"])


def found(minors: range, suffix: str = "") -> list[str]:
    """Find the Pythons on the path that start, the oldest first."""
    pythons = []
    for minor in minors:
        # A version manager may have the name on the path and no interpreter behind it.
        name = shutil.which(f"python3.{minor}{suffix}")
        if (
            name
            and not subprocess.run([name, "-c", ""], check=False, capture_output=True).returncode
        ):
            pythons.append(name)
    return pythons


def built(options: list[str], pattern: str) -> Path:
    """Build the wheel that is released."""
    # Panics would say where sources lay on the machine that built it.
    registry = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo")) / "registry" / "src"
    rustflags, linux = f"--remap-path-prefix={registry}=", []
    if sys.platform == "linux":
        rustflags += f" -Clink-arg={unwinder()}"
        linux = ["--zig", "--compatibility", "manylinux2014"]
    # Whatever links for an older glibc asks the Python on the path for zig.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    maturin = [sys.executable, "-m", "maturin", "build", "--release", "--out", str(WHEELS)]
    run([*maturin, *linux, *options], RUSTFLAGS=rustflags, PATH=path)
    (wheel,) = WHEELS.glob(pattern)
    return wheel


def unwinder() -> str:
    """Find the library that unwinds stacks, which zig would replace by one of its own.

    Python ends threads that come back while it is ending, and glibc unwinds their stacks by this
    library. With another one in the wheel the process crashed there.
    """
    line = ["cc", "-print-file-name=libgcc_s.so.1"]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout.strip()


def try_out(python: str, wheel: Path, pinned: list[str]) -> None:
    """Match with nothing but the wheel, then run the tests against it."""
    folder = TARGET / "wheel-environment"
    run([python, "-m", "venv", "--clear", str(folder)])
    bare = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    pip = [bare, "-m", "pip", "--quiet", "install"]
    run([*pip, str(wheel), pinned[0]])
    run([bare, "-c", INSTALLED])
    run([bare, "examples/first_match.py"])
    run([*pip, "--upgrade", "pip>=25.1"])
    run([*pip, "--group", "test", *pinned])
    run([bare, "-c", "import numpy, sys; print(sys.version, 'and NumPy', numpy.__version__)"])
    pytest = [bare, "-m", "pytest", "--quiet"]
    run([*pytest, "--numprocesses", "2", "-m", "not alone"])
    run([*pytest, "-m", "alone"])


def run(command: list[str], **settings: str) -> None:
    """Run a command from the root of the repository."""
    print("+", *command, flush=True)
    subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=True)


if __name__ == "__main__":
    main()
