"""The report, looked at in a browser where there is one, and the workbook's explanations."""

import json

import browser
import openpyxl
import pytest

import matchwright as mw

CANARY = "<script>alert(1)</script>"

# What a careful reader, or axe-core, finds serious: each returns what is wrong.
CHECKS = """
(() => {
  const wrong = [];
  const channels = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const element = text.parentElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (!text.data.trim() || !box.width || style.visibility === "hidden") continue;
    if (element.closest(".unseen, script, style, title, desc")) continue;
    const colour = channels(element.closest("svg") ? style.fill : style.color);
    const [one, other] = [light(colour), light(behind(element))].sort((a, b) => b - a);
    const contrast = (one + 0.05) / (other + 0.05);
    const key = [colour, behind(element)].join();
    if (contrast < 4.5 && !seen.has(key)) {
      seen.add(key);
      wrong.push(`contrast ${contrast.toFixed(2)}: ${text.data.trim().slice(0, 40)}`);
    }
  }
  if (document.documentElement.lang !== "en") wrong.push("no language");
  if (!document.title.trim()) wrong.push("no title");
  if (document.querySelectorAll("main").length !== 1) wrong.push("not one main part");
  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) wrong.push(`${heading.tagName} follows h${level}: ${heading.textContent}`);
    if (!heading.textContent.trim()) wrong.push("an empty heading");
    level = own;
  }
  for (const table of document.querySelectorAll("table")) {
    const heads = [...table.querySelectorAll("thead th")];
    if (!heads.length || heads.some((head) => head.scope !== "col" || !head.textContent.trim()))
      wrong.push("a table without headers");
    const rows = [...table.tBodies[0].rows];
    if (rows.some((row) => row.cells.length !== heads.length)) wrong.push("a ragged table");
    if (!table.caption?.textContent.trim()) wrong.push("a table without a caption");
  }
  for (const input of document.querySelectorAll("input")) {
    if (![...input.labels].some((label) => label.textContent.trim())) wrong.push("no label");
  }
  for (const image of document.querySelectorAll("img:not([alt])")) wrong.push(image.outerHTML);
  for (const chart of document.querySelectorAll("svg")) {
    const named = (chart.getAttribute("aria-labelledby") ?? "").split(" ");
    const texts = named.map((id) => document.getElementById(id)?.textContent.trim());
    if (chart.getAttribute("role") !== "img" || texts.length < 2 || !texts.every(Boolean))
      wrong.push(`a chart without words: ${chart.outerHTML.slice(0, 80)}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  if (new Set(ids).size !== ids.length) wrong.push("an id twice");
  for (const link of document.querySelectorAll("a")) {
    if (!document.querySelector(link.getAttribute("href"))) wrong.push(`to nowhere: ${link.href}`);
  }
  for (const scrolled of document.querySelectorAll("*")) {
    const scrolls = /auto|scroll/.test(getComputedStyle(scrolled).overflowX);
    if (scrolls && scrolled.scrollWidth > scrolled.clientWidth && scrolled.tabIndex !== 0)
      wrong.push(`out of reach without a mouse: ${scrolled.className}`);
  }
  return wrong;
})()
"""

SEARCH = """
(() => {
  const field = document.getElementById("find");
  const rows = [...document.querySelectorAll("#pairs tbody tr")];
  const shown = () => rows.filter((row) => !row.hidden);
  const all = shown().length;
  field.value = "E1";
  field.dispatchEvent(new Event("input"));
  const some = shown().map((row) => row.cells[0].textContent);
  field.value = "";
  field.dispatchEvent(new Event("input"));
  return [all, some, shown().length, document.getElementById("search").hidden];
})()
"""


@pytest.fixture
def outcome(mentees, mentors, program):
    return mw.match(mentees, mentors, program)


@pytest.fixture
def audit():
    return {
        "attribute": ["gender", "gender"],
        "group": [CANARY, "men"],
        "n": [12, None],
        "ratio": [0.81234567, float("nan")],
        "suppressed": [False, True],
    }


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    program = browser.find()
    if program is None:
        pytest.skip("there is no Chromium on this machine")
    with browser.Browser(program, tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def report(outcome, audit, tmp_path):
    path = tmp_path / "report.html"
    outcome.report(path, audit=audit)
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_holds_in_a_browser(report, page, scheme, width):
    page.open(report.as_uri(), width=width, scheme=scheme)
    size = page.run("[document.documentElement.scrollWidth, document.body.scrollWidth]")
    assert max(size) <= width
    assert page.run(CHECKS) == []
    assert page.run(SEARCH) == [3, ["e1"], 3, False]
    errors, asked = page.complaints()
    assert errors == []
    assert asked == [report.as_uri()], "the page loads nothing"


def test_the_checks_can_fail(page, tmp_path):
    broken = tmp_path / "broken.html"
    broken.write_text(
        "<title></title><h2>x</h2><p style='color:#999'>y</p><svg></svg><input><table><tr><td>1"
        "</table><a href='#none'>z</a><img src='data:,'>"
    )
    page.open(broken.as_uri(), width=390, scheme="light")
    wrong = "\n".join(page.run(CHECKS.replace("table.tBodies[0].rows", "table.rows")))
    expected = ["contrast 2", "no language", "no title", "main", "H2 follows h0", "headers"]
    for each in [*expected, "caption", "label", "<img", "chart without words", "to nowhere"]:
        assert each in wrong


@pytest.mark.parametrize("kind", ["dict", "pandas", "polars", "pyarrow"])
def test_an_audit_of_any_kind_is_a_section(outcome, audit, tmp_path, kind):
    given = audit
    if kind != "dict":
        library = pytest.importorskip(kind)
        given = (library.table if kind == "pyarrow" else library.DataFrame)(audit)
    path = tmp_path / "report.html"
    outcome.report(path, audit=given)
    page = path.read_text(encoding="utf-8")
    section = page.split('<section id="audit">')[1].split("</section>")[0]
    assert "&#60;script&#62;alert(1)" in section
    assert "0.8123<" in section
    assert "yes" in section
    assert "nan" not in section.lower()


def test_without_an_audit_there_is_no_such_section(outcome, tmp_path):
    outcome.report(tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "audit" not in page
    assert page.count("<script") == 1


def test_a_page_that_cannot_be_written_is_a_file_error(outcome, tmp_path):
    with pytest.raises(mw.FileError):
        outcome.report(tmp_path / "none" / "report.html")


def test_the_workbook_has_a_line_for_everybody(outcome, tmp_path):
    path = tmp_path / "plan.xlsx"
    outcome.to_excel(path)
    sheet = openpyxl.load_workbook(path)["explanations"]
    header, *rows = sheet.iter_rows(values_only=True)
    lines = [dict(zip(header, row, strict=True)) for row in rows]
    assert [line["id"] for line in lines] == ["e1", "e2", "e3", "e4", "m1", "m2", "m3"]
    facts = json.loads(outcome.to_json())
    for pair in facts["pairs"]:
        line = next(line for line in lines if line["id"] == pair["mentee"])
        assert line["partners"] == pair["mentor"]
        assert line["score"] == pytest.approx(pair["score"])
        assert line["reasons"]


def test_plain_text_is_eighty_columns_wide(outcome, tmp_path):
    outcome.report(tmp_path / "plan.txt", audit={"group": ["a", "b" * 200], "n": [1, 2]})
    text = (tmp_path / "plan.txt").read_text("utf-8")
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "Proven:" in text
    assert "Fairness audit" in text
    for mentee in outcome.pairs["mentee_id"]:
        assert str(mentee) in text
