"""On a full disk every writer raises `FileError`; it leaves the old file whole and nothing else.

A limit on the size of files stands for the disk. Python ignores the signal that would end a process
beyond it; a child that does not is killed in the middle of the write.
"""

import contextlib
import functools
import inspect
import pathlib
import subprocess
import sys

import pytest

import matchwright as mw

resource = pytest.importorskip("resource", reason="limits of files are those of Unix")

TESTS = pathlib.Path(__file__).parent


@functools.cache
def outcome():
    ids = list(range(40))
    people = {"id": ids, "site": ["Leeds", "York"] * 20}
    return mw.match(people, people, mw.Program(criteria=[mw.Same("site")]))


def tuned(ask):
    mentees = {"id": list(range(20)), "site": ["Leeds"] * 20, "team": ["a"] * 20}
    mentors = {"id": ["m1", "m2"], "site": ["Leeds", "York"], "team": ["b", "a"]}
    feedback = {
        "mentee_id": [*range(20), *range(20)],
        "mentor_id": ["m1"] * 20 + ["m2"] * 20,
        "fit": [5] * 16 + [1] * 4 + [3] * 20,
    }
    criteria = [mw.Same("site"), mw.Same("team")]
    program = mw.Program(criteria=criteria, same_id_is_same_person=False)
    return ask(mentees, mentors, program, feedback)


def tracking():
    pairs = {"mentee_id": [1, 2], "mentor_id": [7, 8]}
    checkins = {"mentee_id": [1, 2], "mentor_id": [7, 8], "date": ["2026-01-10", "2026-03-10"]}
    return mw.track(pairs, checkins)


# Every method that writes a file, as `Class.method`, with what it is a method of.
WRITERS = {
    "Outcome.save": outcome,
    "Outcome.record": outcome,
    "Outcome.report": outcome,
    "Outcome.to_excel": outcome,
    "Experiment.save": lambda: mw.experiment(outcome(), share=1),
    "Evaluation.report": lambda: tuned(mw.evaluate),
    "Learned.report": lambda: tuned(mw.learn),
    "Tracking.report": tracking,
}

ENDINGS = {"report": ["html"], "to_excel": ["xlsx"]}
CASES = [
    (name, ending)
    for name in WRITERS
    for ending in ENDINGS.get(name.partition(".")[2], ["json", "json.gz"])
] + [("Outcome.report", "txt")]


def writer(name):
    """What writes to a path."""
    return getattr(WRITERS[name](), name.partition(".")[2])


@contextlib.contextmanager
def files_up_to(size):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_no_writer_is_left_out():
    found = set()
    for name in mw.__all__:
        thing = getattr(mw, name)
        for method, function in inspect.getmembers(thing, inspect.isfunction):
            if inspect.isclass(thing) and (function.__doc__ or "").startswith("Write "):
                found.add(f"{name}.{method}")
    assert found == {*WRITERS, "Outcome.letters"}


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_the_old_file_stays_whole(name, ending, tmp_path):
    path, write = tmp_path / f"file.{ending}", writer(name)
    path.write_text("old")
    for size in [0, 1, 100, 300]:
        with files_up_to(size), pytest.raises(mw.FileError, match="too large") as raised:
            write(path)
        assert str(path) in str(raised.value)
        assert path.read_text() == "old"
        assert list(tmp_path.iterdir()) == [path]
    write(path)
    assert path.read_bytes() != b"old"
    assert list(tmp_path.iterdir()) == [path]


def be_killed(name, path):
    """Write where the kernel ends the process in the middle of it."""
    import signal  # noqa: PLC0415

    write = writer(name)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    with files_up_to(100):
        write(path)


@pytest.mark.parametrize(("name", "ending"), CASES)
def test_a_process_that_is_killed_leaves_the_old_file_whole(name, ending, tmp_path):
    path = tmp_path / f"file.{ending}"
    path.write_text("old")
    script = f"import test_full_disk as it; it.be_killed({name!r}, {str(path)!r})"
    command = [sys.executable, "-c", script]
    ran = subprocess.run(command, check=False, cwd=TESTS, capture_output=True, text=True)
    assert ran.returncode < 0, ran.stderr
    assert path.read_text() == "old"
    (draft,) = set(tmp_path.iterdir()) - {path}
    assert draft.name.startswith(".matchwright-")


def test_letters_are_whole_or_not_there(tmp_path):
    whole, full = tmp_path / "whole", tmp_path / "full"
    template = "{{name}} meets {{partner}}" + " and writes a long letter" * 20
    outcome().letters(whole, template=template)
    for size in [0, 100]:
        with files_up_to(size), pytest.raises(mw.FileError, match="too large"):
            outcome().letters(full, template=template)
        assert not any(full.iterdir())
    expected = {file.name: file.read_bytes() for file in whole.glob("*.md")}
    full.joinpath("mentee-0.md").write_text("old")
    with files_up_to(100), pytest.raises(mw.FileError, match="too large"):
        outcome().letters(full, template=template)
    assert [file.read_text() for file in full.iterdir()] == ["old"]
    outcome().letters(full, template=template)
    assert {file.name: file.read_bytes() for file in full.glob("*.md")} == expected
