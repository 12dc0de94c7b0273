"""The site in a browser: no page is wider than the screen, loads from elsewhere or complains.

Not a test of the package: `python3 check.py site` runs it when the site is there.
"""

from pathlib import Path

import browser
import pytest

SITE = Path(__file__).parents[2] / "target" / "site"

PAGES = [
    path
    for path in sorted(SITE.rglob("*.html"))
    if not {"rust", "_static"} & set(path.relative_to(SITE).parts)
]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    program = browser.find()
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    with browser.Browser(program, tmp_path_factory.mktemp("profile")) as opened:
        yield opened


def test_there_is_a_site():
    assert len(PAGES) > 50


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(SITE)))
def test_the_page_holds_in_a_browser(page, path):
    for width, scheme in ((390, "light"), (1280, "dark")):
        page.open(path.as_uri(), width=width, scheme=scheme)
        size = page.run("[document.documentElement.scrollWidth, document.body.scrollWidth]")
        assert max(size) <= width
        assert page.run("[...document.images].filter((image) => !image.alt).length") == 0
        errors, asked = page.complaints()
        assert errors == []
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
