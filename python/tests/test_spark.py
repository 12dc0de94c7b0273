"""However a Spark frame is cut, everybody is matched as in one place; `check.py spark` runs it."""

import contextlib
import os
import shutil
import signal
import sys

import pytest

pytest.importorskip("pyspark")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java", allow_module_level=True)

import pandas as pd
import pyarrow as pa
from pyspark.sql import SparkSession

import matchwright as mw
import matchwright.spark as ms

pytestmark = [pytest.mark.alone, pytest.mark.filterwarnings("default")]

MENTEES = pa.table(
    {
        "id": list(range(40)),
        "topics": ["SQL; Rust", "Go", None, "Rust", "law; SQL"] * 8,
        "home site": ["York", "Leeds"] * 20,
        "unread": [1.5] * 40,
    }
)
MENTORS = {
    "id": [f"m{at}" for at in range(12)],
    "topics": ["Rust", "Go; SQL", "law", "SQL"] * 3,
    "home site": ["Leeds", "York", None] * 4,
    "seats": [0, 1, 2, 3] * 3,
}
PROGRAM = mw.Program(criteria=[mw.Overlap("topics"), mw.Same("home site")], capacity="seats")


@pytest.fixture(scope="module")
def session():
    # A task is tried up to four times, as on a cluster.
    building = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYSPARK_PYTHON", sys.executable)
        with building.getOrCreate() as session:
            yield session


def in_order(frame):
    return frame.sort_values(["mentee_id", "rank", "mentor_id"], ignore_index=True)


@pytest.mark.parametrize("parts", [1, 3, 60])
def test_lists_are_those_of_one_place(session, parts):
    frame = session.createDataFrame(MENTEES).repartition(parts)
    found = ms.recommend(frame, MENTORS, PROGRAM, k=2).toArrow().to_pandas()
    alone = mw.recommend(MENTEES, MENTORS, PROGRAM, k=2).to_pandas()
    pd.testing.assert_frame_equal(in_order(found), in_order(alone), check_exact=True)


@pytest.mark.parametrize("parts", [1, 3, 60])
def test_a_match_is_that_of_one_place(session, parts):
    frame = session.createDataFrame(MENTEES).repartition(parts)
    outcome = ms.match(frame, MENTORS, PROGRAM, k=2)
    alone = mw.match(MENTEES, MENTORS, PROGRAM)
    assert outcome.certificate.verified
    assert outcome.certificate == alone.certificate
    assert outcome.summary.total == alone.summary.total
    assert outcome.pairs["mentee_id"].type == pa.int64()


def test_the_loss_of_a_worker_changes_nothing(session, monkeypatch, tmp_path):
    frame = session.createDataFrame(MENTEES).repartition(6)
    unharmed = ms.match(frame, MENTORS, PROGRAM, k=2)
    marker, reply = tmp_path / "killed", ms.reply

    def killed_once(*asked):
        said = reply(*asked)
        with contextlib.suppress(FileExistsError):
            marker.touch(exist_ok=False)
            os.kill(os.getpid(), signal.SIGKILL)
        return said

    monkeypatch.setattr(ms, "reply", killed_once)
    outcome = ms.match(frame, MENTORS, PROGRAM, k=2)
    assert marker.exists()
    assert outcome == unharmed
    assert outcome.certificate.verified


def test_other_frames_are_refused():
    with pytest.raises(mw.KindError, match="DataFrame"):
        ms.match(MENTEES, MENTORS, PROGRAM)
