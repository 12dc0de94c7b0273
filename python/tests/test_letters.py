"""Letters from Python: read back by Python's own reader of mails."""

import email
import email.policy

import pytest

import matchwright as mw


@pytest.fixture
def outcome():
    mentees = {
        "id": ["zoe@example.org", "e2"],
        "Full": ["Zoë\nBcc: x@y.org", "Ada <b>Quill</b>"],
        "site": ["York", "Leeds"],
        "topics": ["chess; film", "golf"],
    }
    mentors = {
        "id": ["m1", "m2"],
        "Full": ["Ben Roy", None],
        "site": ["York", "Leeds"],
        "topics": ["film", "golf; opera"],
    }
    program = mw.Program(
        name="Spring round",
        criteria=[mw.Same("site"), mw.Overlap("topics")],
        tables={"name": "Full"},
    )
    return mw.match(mentees, mentors, program)


def read(path):
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def test_mails_are_read_as_they_were_meant(outcome, tmp_path):
    assert outcome.letters(tmp_path, template="# For {{name}}\n\n{{name}}: {{partner}}\n") == 4
    mail = read(tmp_path / "mentee-zoe-example.org.eml")
    assert mail.defects == []
    assert mail["To"].addresses[0].addr_spec == "zoe@example.org"
    assert mail["To"].addresses[0].display_name == "Zoë Bcc: x@y.org"
    assert mail["Bcc"] is None
    assert mail["Subject"] == "For Zoë Bcc: x@y.org"
    assert mail["From"].groups[0].display_name == "Spring round"
    assert mail["Date"].datetime is not None
    assert mail.get_content().splitlines() == ["Zoë Bcc: x@y.org: Ben Roy"]
    other = read(tmp_path / "mentee-e2.eml")
    assert other["To"].groups[0].display_name == "Ada <b>Quill</b>"
    markdown = (tmp_path / "mentee-e2.md").read_text(encoding="utf-8")
    assert "Ada \\<b>Quill\\</b>" in markdown


def test_the_default_says_whom_one_meets_and_what_both_share(outcome, tmp_path):
    outcome.letters(tmp_path)
    text = read(tmp_path / "mentor-m1.eml").get_content()
    assert "Zoë" in text
    assert "film" in text
    assert "chess" not in text
    assert "{{" not in text


def test_a_template_is_a_file_or_a_text(outcome, tmp_path):
    template = tmp_path / "letter.md"
    template.write_text("\ufeffHello {{ name }}", encoding="utf-8")
    for given in [template, str(template)]:
        outcome.letters(tmp_path / "out", template=given)
        text = (tmp_path / "out" / "mentor-m1.md").read_text(encoding="utf-8")
        assert text == "Hello Ben Roy"
    with pytest.raises(mw.FileError):
        outcome.letters(tmp_path / "out", template="none.md")


def test_nothing_is_written_where_a_placeholder_is_mistyped(outcome, tmp_path):
    with pytest.raises(mw.InputError, match="did you mean `{{partner}}`") as caught:
        outcome.letters(tmp_path / "out", template="{{partnr}} {{nme}}")
    assert [finding["code"] for finding in caught.value.findings] == ["placeholder"] * 2
    assert not (tmp_path / "out").exists()
