"""The page of complaints runs as it stands, at the root of the repository."""

import re

from pages import ROOT, blocks_of, run_page

PAGE = "docs/questions.md"


def test_every_complaint_has_a_call_that_runs():
    headings = re.findall(r"^## \d+\. ", (ROOT / PAGE).read_text("utf-8"), re.MULTILINE)
    assert len(blocks_of(PAGE)) == 1 + len(headings) == 11
    run_page(PAGE)
