"""Each feature of the core crates can be left out, and the answers stay the same.

Every core crate is checked once without each of its features and once without any. The library
writes the same answers (`crates/matchwright/examples/every_answer.rs`) with all features and with
none. Where the target is installed, the module of the npm package, which leaves out most features,
is built and linked for `wasm32-unknown-unknown`: what overflows on 32 bits in a generic function
shows only where that is compiled for its types.
"""
# Starting programs and printing what they do is what this file is for.
# ruff: noqa: S603, T201

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CRATES = ["matchwright-assign", "matchwright-tables", "matchwright"]
WASM = "wasm32-unknown-unknown"


def main() -> int:
    """Check every crate without its features, and compare the answers."""
    for crate in CRATES:
        features = features_of(crate)
        for left_out in features:
            lint(crate, [name for name in features if name != left_out])
        lint(crate, [])
    cargo("test", "matchwright-assign", [], "--test", "left_out")
    example = ["--quiet", "--example", "every_answer"]
    expected = cargo("run", "matchwright", features_of("matchwright"), *example)
    if cargo("run", "matchwright", [], *example) != expected:
        print("! the answers change where features are left out")
        return 1
    if is_installed(WASM):
        cargo("build", "matchwright-wasm", [], "--target", WASM)
    else:
        print(f"! {WASM} is not installed, and nothing was built for it")
    return 0


def features_of(crate: str) -> list[str]:
    """List the features of a crate."""
    manifest = tomllib.loads((ROOT / "crates" / crate / "Cargo.toml").read_text("utf-8"))
    return [name for name in manifest["features"] if name != "default"]


def lint(crate: str, features: list[str]) -> None:
    """Check that a crate builds with these features alone, without a warning."""
    cargo("clippy", crate, features, "--quiet", "--", "--deny", "warnings")


def cargo(command: str, crate: str, features: list[str], *options: str) -> bytes:
    """Run Cargo on a crate with these features alone."""
    chosen = ["--no-default-features", "--features", ",".join(features)]
    line = ["cargo", command, "--package", crate, *chosen, *options]
    print("+", *line, flush=True)
    return subprocess.run(line, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout


def is_installed(target: str) -> bool:
    """Whether the standard library is there for a target."""
    line = ["rustc", "--print", "target-libdir", "--target", target]
    found = subprocess.run(line, cwd=ROOT, check=False, capture_output=True, text=True)
    return found.returncode == 0 and Path(found.stdout.strip()).is_dir()


if __name__ == "__main__":
    sys.exit(main())
