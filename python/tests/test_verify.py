"""The record of a run, and what differs from it."""

import json

import pytest

import matchwright as mw


@pytest.fixture
def path(mentees, mentors, program, tmp_path):
    path = tmp_path / "run.json"
    mw.match(mentees, mentors, program).record(path)
    return path


def codes(found):
    return {(each["code"], each["id"]) for each in found.findings}


def test_it_holds_for_the_same_tables_in_any_order(path, mentees, mentors):
    backwards = {name: values[::-1] for name, values in mentees.items()}
    for table in (mentees, backwards):
        found = mw.verify(path, table, mentors)
        assert found.holds, str(found)
        assert found.certificate.verified
        assert found.pairs == 3
    assert str(found).startswith("holds  yes")
    assert "<table>" in found._repr_html_()


def test_a_changed_answer_seat_or_person_is_named(path, mentees, mentors):
    changed = mw.verify(path, {**mentees, "site": ["Hull", "York", "Leeds", None]}, mentors)
    assert ("other_scores", "e1") in codes(changed)
    assert ("other_scores", "e2") not in codes(changed)
    seats = mw.verify(path, mentees, {**mentors, "seats": [1, 0, 1]})
    assert ("other_seats", "m2") in codes(seats)
    fewer = mw.verify(path, {name: values[:3] for name, values in mentees.items()}, mentors)
    assert ("gone", "e4") in codes(fewer)
    assert fewer.certificate is None


def test_a_changed_pair_or_score_is_named(path, mentees, mentors):
    record = json.loads(path.read_text())
    record["pairs"][0]["points"] -= 1
    path.write_text(json.dumps(record))
    assert codes(mw.verify(path, mentees, mentors)) == {("other_score", "e1")}
    first, second = record["pairs"][0], record["pairs"][1]
    first["mentor"], second["mentor"] = second["mentor"], first["mentor"]
    path.write_text(json.dumps(record))
    assert not mw.verify(path, mentees, mentors).holds


def test_it_holds_no_answer(mentees, mentors, tmp_path):
    canary = "Zanzibar7q"
    mentees["site"] = mentors["site"] = [canary] * 4
    mentors = {name: values[:3] for name, values in mentors.items()}
    path = tmp_path / "run.json"
    mw.match(mentees, mentors, mw.Program(criteria=[mw.Same("site")])).record(path)
    assert canary not in path.read_text()
    assert canary not in str(mw.verify(path, {**mentees, "site": [canary + "x"] * 4}, mentors))


def test_what_is_no_record_is_refused(tmp_path, mentees, mentors):
    path = tmp_path / "run.json"
    path.write_text("{}")
    with pytest.raises(mw.FormatError, match="not the record of a run"):
        mw.verify(path, mentees, mentors)
