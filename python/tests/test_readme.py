"""The README's Python runs as it stands, at the root of the repository."""

from pages import blocks_of, run_page


def test_the_readme_runs():
    assert len(blocks_of("README.md")) == 2
    printed = run_page("README.md")
    for part in ("120", "60 with 95 seats", "e120", "m18", "the mentor offers no seat"):
        assert part in printed
