"""Run the checks of the repository: the same ones for people and for continuous integration.

    python3 check.py                 everything that has to hold
    python3 check.py rust lint       some recipes
    python3 check.py --list          what there is

Needs Rust and Python 3.11 or later; everything else is installed into `.venv`.
"""
# Starting programs and printing what they do is what this file is for.
# ruff: noqa: S603, T201

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / "python"
SITE = ROOT / "target" / "site"

# A longer line is cut where it is printed.
LINE = 160


def format_() -> Iterator[list[str]]:
    """Check that the Rust files are formatted."""
    # `cargo fmt` does not see modules that a macro declares, so rustfmt gets the files by name.
    names = ("crates", "tests", "examples", "benches", "fuzz/targets", "npm/bindgen/src")
    folders = [ROOT / name for name in names]
    files = sorted(str(path.relative_to(ROOT)) for root in folders for path in root.rglob("*.rs"))
    yield ["rustfmt", "--check", "--edition", "2024", *files]


def lint() -> Iterator[list[str]]:
    """Check that Clippy finds nothing, in any target with any feature."""
    targets = ["--workspace", "--all-targets", "--all-features"]
    yield ["cargo", "clippy", *targets, "--", "--deny", "warnings"]


def rust() -> Iterator[list[str]]:
    """Run the Rust tests, those in the documentation and the README included."""
    # The extension module has no tests here, but what it asks of dependencies is built into them,
    # so that the wheel need not build them again.
    yield ["cargo", "test", "--workspace", "--all-features", "--no-fail-fast"]


def docs() -> Iterator[list[str]]:
    """Build the Rust documentation, without a warning."""
    deny = 'build.rustdocflags=["--deny", "warnings"]'
    yield ["cargo", "--config", deny, "doc", "--workspace", "--all-features", "--no-deps"]


INSTALLED: set[tuple[str, ...]] = set()


def installed(*settings: str) -> Iterator[list[str]]:
    """Install the Python package, built with some settings, and what its tests and checks need."""
    if settings in INSTALLED:
        return
    # Groups of dependencies came with pip 25.1.
    yield _added("--upgrade", "pip>=25.1")
    yield _added("--group", "test", "--group", "lint")
    yield _added(*settings, ".")
    INSTALLED.clear()
    INSTALLED.add(settings)


def _added(*what: str) -> list[str]:
    """Add something to the environment, which is made where there is none."""
    if not PYTHON.exists():
        print("+ creating", ENVIRONMENT.name, flush=True)
        venv.create(ENVIRONMENT, with_pip=True)
    return [str(PYTHON), "-m", "pip", "--quiet", "install", *what]


# As the Rust tests are built: what those have compiled is not compiled again, and overflow is
# noticed here as well.
AS_TESTED = ("--config-settings", "build-args=--profile dev --features as-tested")


def python() -> Iterator[list[str]]:
    """Install the Python package; check style and types; run its tests."""
    yield from installed(*AS_TESTED)
    yield [str(PROGRAMS / "ruff"), "check"]
    yield [str(PROGRAMS / "ruff"), "format", "--check"]
    typed = ["--mypy-config-file", "pyproject.toml"]
    typed += ["--allowlist", "python/stubtest_allowlist.txt"]
    yield [str(PYTHON), "-m", "mypy.stubtest", "matchwright", *typed]
    pytest = [str(PYTHON), "-m", "pytest", "--quiet"]
    yield [*pytest, "--numprocesses", "2", "-m", "not alone"]
    yield [*pytest, "-m", "alone", f"--ignore={SPARK}"]


SPARK = "python/tests/test_spark.py"


def spark() -> Iterator[list[str]]:
    """Recommend and match on Spark, which is large, where there is the Java that it needs."""
    if shutil.which("java") is None:
        print("! Spark is left out: it needs Java, and there is none on the path", flush=True)
        return
    yield from installed(*AS_TESTED)
    yield _added("--group", "spark")
    yield [str(PYTHON), "-m", "pytest", "--quiet", SPARK]


def site() -> Iterator[list[str]]:
    """Build the documentation as a site in target/site and run its notebooks, without a warning."""
    yield from installed(*AS_TESTED)
    yield _added("--group", "docs")
    strict = ["--fail-on-warning", "--keep-going", "--fresh-env"]
    yield [str(PROGRAMS / "sphinx-build"), "--quiet", *strict, "docs", str(SITE)]
    yield [str(PYTHON), "-m", "pytest", "--quiet", "python/tests/look_at_site.py"]


def features() -> Iterator[list[str]]:
    """Check the core crates without each of their features, and compare the answers; minutes."""
    yield [sys.executable, "tests/features.py"]


def quick() -> Iterator[list[str]]:
    """Look at style, lint, and run all tests but the solver's and Python's; for a built tree."""
    yield from format_()
    yield [str(PROGRAMS / "ruff"), "check"]
    yield ["cargo", "clippy", "--workspace", "--all-features", "--", "--deny", "warnings"]
    crates = ["matchwright", "matchwright-tables", "matchwright-cli", "matchwright-suite"]
    chosen = [argument for crate in crates for argument in ("--package", crate)]
    yield ["cargo", "test", *chosen, "--all-features", "--lib", "--bins", "--tests"]


def guide() -> Iterator[list[str]]:
    """Add the criterion of CONTRIBUTING.md to a copy of the repository, and use it; minutes."""
    yield from installed(*AS_TESTED)
    yield [str(PYTHON), "tests/guide.py"]


WASM = "wasm32-unknown-unknown"


def npm() -> Iterator[list[str]]:
    """Build the npm package and test it; needs Node and Rust's target for wasm; minutes."""
    if not _is_installed(WASM):
        print(f"! Rust's target is not installed: rustup target add {WASM}", flush=True)
        yield [sys.executable, "-c", "raise SystemExit(1)"]
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    # Panics would say where the sources lay on the machine that built the package.
    registry = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo")) / "registry" / "src"
    flags = [f"--remap-path-prefix={path}=" for path in (registry, ROOT)]
    here = ["cargo", "--config", f"target.{WASM}.rustflags={json.dumps(flags)}"]
    module = ["--profile", "npm", "--package", "matchwright-wasm", "--target", WASM]
    yield [*here, "clippy", "--no-deps", *module, "--", "--deny", "warnings"]
    yield [*here, "build", *module]
    bindgen = ["--manifest-path", "npm/bindgen/Cargo.toml", "--target-dir", str(target / "bindgen")]
    written = [str(target / WASM / "npm" / "matchwright_wasm.wasm"), "npm/pkg", "core"]
    yield ["cargo", "run", "--release", "--locked", *bindgen, "--", *written]
    # What the package is compared with, as the Rust tests have built it.
    built = ["--bin", "matchwright", "--example", "native"]
    yield ["cargo", "build", "--workspace", "--all-features", *built]
    yield ["npm", "install", "--prefix", "npm", "--no-audit", "--no-fund", "--no-package-lock"]
    tests = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "npm/test").glob("*.test.js"))
    yield ["node", "--test", *tests]


def _is_installed(target: str) -> bool:
    line = ["rustc", "--print", "target-libdir", "--target", target]
    found = subprocess.run(line, check=False, capture_output=True, text=True)
    return found.returncode == 0 and Path(found.stdout.strip()).is_dir()


def sweep() -> Iterator[list[str]]:
    """Compare the solvers on a million small problems and ten thousand larger ones; minutes."""
    yield from installed()
    assign = ["cargo", "test", "--package", "matchwright-assign", "--test"]
    promises = [*assign, "promises", "--"]
    try:
        os.environ["MATCHWRIGHT_CASES"] = "1000000"
        yield [*promises, "random_cases::small_ones_against_brute_force"]
        yield [*assign, "pairing", "--", "brute_force"]
        os.environ["MATCHWRIGHT_CASES"] = "100000"
        yield [*assign, "stable"]
        yield [*assign, "circles", "--", "brute_force"]
        os.environ["MATCHWRIGHT_CASES"] = "10000"
        yield [*promises, "random_cases::larger_ones_against_the_reference"]
        yield [*assign, "pairing", "--", "integer_blossom"]
        yield [str(PYTHON), "-m", "pytest", "--quiet", "python/tests/test_scipy_random.py"]
        os.environ["MATCHWRIGHT_CASES"] = "2500"
        yield [str(PYTHON), "-m", "pytest", "--quiet", "python/tests/test_exact_values.py"]
    finally:
        del os.environ["MATCHWRIGHT_CASES"]


def fuzz() -> Iterator[list[str]]:
    """Look for inputs that break a promise, a minute a target; needs cargo-fuzz and nightly."""
    seconds = os.environ.get("MATCHWRIGHT_FUZZ_SECONDS", "60")
    for corpus in sorted((ROOT / "fuzz" / "corpus").iterdir()):
        # What is new is kept apart from what is committed.
        found = ROOT / "fuzz" / "target" / "found" / corpus.name
        found.mkdir(parents=True, exist_ok=True)
        limits = [f"-max_total_time={seconds}", "-rss_limit_mb=4096"]
        run = ["cargo", "+nightly", "fuzz", "run", corpus.name, "-s", "none"]
        yield [*run, str(found), str(corpus), "--", *limits]


def mutants() -> Iterator[list[str]]:
    """Change the proof and the solver in small ways that a test has to notice; hours."""
    chosen = ["--package", "matchwright-assign", "--all-features"]
    for folder in ("proof", "solver"):
        chosen += ["--file", f"crates/matchwright-assign/src/{folder}/**/*.rs"]
    yield ["cargo", "mutants", *chosen, "--", "--lib", "--tests"]


# Crates that nobody publishes.
UNPUBLISHED = ("matchwright-suite", "matchwright-py", "matchwright-wasm")
PUBLISHED = ["--workspace", *(f"--exclude={name}" for name in UNPUBLISHED)]


def package() -> Iterator[list[str]]:
    """Pack the crates and build what was packed, as if they were published in order; minutes."""
    yield ["cargo", "publish", "--dry-run", *PUBLISHED]


def deny() -> Iterator[list[str]]:
    """Check licences, doubles and sources of all dependencies; needs cargo-deny."""
    yield ["cargo", "deny", "--workspace", "check", "bans", "licenses", "sources"]


def semver() -> Iterator[list[str]]:
    """Compare what the crates offer with the last release; needs cargo-semver-checks; minutes."""
    line = ["git", "describe", "--tags", "--abbrev=0", "--match", "v*"]
    found = subprocess.run(line, cwd=ROOT, check=False, capture_output=True, text=True)
    if found.returncode:
        print("! no release has a tag yet: there is nothing to compare with", flush=True)
        return
    yield ["cargo", "semver-checks", *PUBLISHED, "--baseline-rev", found.stdout.strip()]


def wheels() -> Iterator[list[str]]:
    """Build the wheels of a release and test them in environments of their own; half an hour."""
    yield _added("--group", "wheels")
    yield [str(PYTHON), "tests/wheels.py"]


def bench() -> Iterator[list[str]]:
    """Run the benchmarks; not part of the default, because they take the machine for themselves."""
    yield ["cargo", "bench"]


RECIPES: dict[str, Callable[[], Iterator[list[str]]]] = {
    "format": format_,
    "lint": lint,
    "rust": rust,
    "docs": docs,
    "python": python,
    "spark": spark,
    "site": site,
    "features": features,
    "guide": guide,
    "npm": npm,
    "sweep": sweep,
    "fuzz": fuzz,
    "mutants": mutants,
    "package": package,
    "deny": deny,
    "semver": semver,
    "wheels": wheels,
    "bench": bench,
}
DEFAULT = ["format", "lint", "rust", "docs", "python", "spark", "site"]


def run(name: str) -> bool:
    """Run a recipe up to its first command that fails."""
    for command in RECIPES[name]():
        shown = shlex.join(command)
        print(f"+ {shown if len(shown) <= LINE else shown[:LINE] + ' …'}", flush=True)
        try:
            subprocess.run(command, cwd=ROOT, check=True)
        except FileNotFoundError:
            print(f"! {command[0]} is not installed", flush=True)
            return False
        except subprocess.CalledProcessError:
            return False
    return True


def main() -> int:
    """Run the named recipes, or all that have to hold, and counts."""
    parser = argparse.ArgumentParser(description="Run the checks of the repository.")
    parser.add_argument("recipes", nargs="*", metavar="recipe", help=f"of: {', '.join(RECIPES)}")
    parser.add_argument("--list", action="store_true", help="say what there is")
    arguments = parser.parse_args()
    if arguments.list:
        for name, recipe in RECIPES.items():
            print(f"{name:8} {recipe.__doc__}")
        return 0
    unknown = [name for name in arguments.recipes if name not in RECIPES]
    if unknown:
        parser.error(f"there is no recipe {unknown[0]!r}; there are {', '.join(RECIPES)}")
    failed = []
    names = arguments.recipes or DEFAULT
    for name in names:
        started = time.monotonic()
        held = run(name)
        print(f"= {name} {'passed' if held else 'FAILED'}, {time.monotonic() - started:.0f} s\n")
        if not held:
            failed.append(name)
    if failed:
        print("failed:", ", ".join(failed))
    print(f"{len(names) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
