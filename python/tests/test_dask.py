"""However a Dask frame is cut, and whoever does the work, everybody is matched as in one place."""

import doctest
import importlib
import os
import pickle
import signal
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

pytest.importorskip("dask.dataframe")

import dask
import dask.dataframe as dd

import matchwright as mw
import matchwright.dask as md
from matchwright._call import How
from matchwright._cluster import matched, reply

TOPICS = ["chess", "film", "golf", "opera", "rowing", "sql", "rust", "law"]
CRITERIA = [mw.Overlap("topics"), mw.Gap("years", ideal=6, tolerance=9), mw.Same("site")]


def people(count, seed, letter):
    draw = np.random.default_rng(seed)
    topics = [
        "; ".join(draw.choice(TOPICS, draw.integers(0, 4), replace=False)) for _ in range(count)
    ]
    return pd.DataFrame(
        {
            "id": [f"{letter}{at:04}" for at in draw.permutation(count)],
            "topics": topics,
            "years": draw.integers(0, 20, count),
            "site": draw.choice(["Leeds", "York", "Hull"], count),
            "seats": draw.integers(0, 4, count),
            "unread": draw.random(count),
        }
    )


MENTEES, MENTORS = people(90, 1, "e"), people(40, 2, "m")

PROGRAMMES = {
    "plain": mw.Program(criteria=CRITERIA),
    "seats": mw.Program(criteria=CRITERIA, capacity="seats"),
    "few meet": mw.Program(criteria=CRITERIA, capacity=3, min_score=0.8),
    "total": mw.Program(criteria=CRITERIA, capacity=2, objective="total", min_score=0.3),
    "mapped": mw.Program(
        criteria=[mw.Overlap("what"), mw.Same("site")],
        capacity=3,
        tables={"id": "id", "columns": {"what": {"from": "topics"}}},
    ),
    "ties": mw.Program(criteria=[mw.Same("site")], capacity=3),
    "rules": mw.Program(criteria=CRITERIA, rules=[mw.MustDiffer("site")], capacity=3),
    "several": mw.Program(criteria=CRITERIA, capacity=3, mentors_per_mentee=2),
    "pinned": mw.Program(
        criteria=CRITERIA,
        capacity=2,
        mentors_per_mentee=2,
        pinned=[("e0003", "m0001"), ("e0003", "m0002"), ("e0004", "m0001")],
    ),
}

CUTS = {"one": [], "even": [30, 60], "skewed": [1, 88], "empty": [0, 0, 40, 40, 90]}


def cut(frame, places):
    """A Dask frame with a partition between any two places."""
    parts = np.split(np.arange(len(frame)), places)
    tasks = [dask.delayed(frame.take)(part) for part in parts]
    return dd.from_delayed(tasks, meta=frame.head(0), verify_meta=False)


def in_order(frame):
    return frame.sort_values(["mentee_id", "rank", "mentor_id"], ignore_index=True)


def same_match(outcome, program):
    """The total and all that is proven are those of one place."""
    alone = mw.match(MENTEES, MENTORS, program)
    assert outcome.summary.total == alone.summary.total
    assert len(outcome.pairs) == len(alone.pairs)
    certificate = outcome.certificate
    assert certificate.verified
    assert certificate.scope == alone.certificate.scope == "all_pairs"
    assert certificate.gap == 0
    # Read back, everything but the plan is worked out again, the proof included.
    again = pickle.loads(pickle.dumps(outcome))
    assert again == outcome
    assert again.certificate.verified


@pytest.mark.parametrize("places", CUTS.values(), ids=CUTS)
@pytest.mark.parametrize("name", ["plain", "few meet", "ties", "mapped"])
def test_lists_are_those_of_one_place(name, places):
    program = PROGRAMMES[name]
    lists = md.recommend(cut(MENTEES, places), MENTORS, program, k=3)
    found = lists.compute()
    assert list(lists.columns) == list(found.columns)
    alone = mw.recommend(MENTEES, MENTORS, program, k=3)
    pd.testing.assert_frame_equal(in_order(found), in_order(alone), check_exact=True)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_a_match_is_that_of_one_place(name):
    same_match(
        md.match(cut(MENTEES, CUTS["even"]), MENTORS, PROGRAMMES[name], k=2), PROGRAMMES[name]
    )


@pytest.mark.parametrize("places", CUTS.values(), ids=CUTS)
@pytest.mark.parametrize("k", [1, 40])
def test_neither_cuts_nor_lists_show(places, k):
    outcome = md.match(cut(MENTEES, places), MENTORS, PROGRAMMES["seats"], k=k)
    same_match(outcome, PROGRAMMES["seats"])
    whole = md.match(cut(MENTEES, []), MENTORS, PROGRAMMES["seats"], k=k)
    pd.testing.assert_frame_equal(outcome.pairs, whole.pairs)


def test_ids_that_are_numbers_and_an_index():
    mentees = MENTEES.assign(id=range(90)).set_index("id")
    outcome = md.match(dd.from_pandas(mentees, npartitions=3), MENTORS, PROGRAMMES["seats"])
    assert outcome.pairs["mentee_id"].dtype == np.int64
    assert outcome.certificate.verified


def spread_by(change):
    """Two parts whose replies are changed on the way."""

    def spread(scorer):
        def ask(query):
            parts = [MENTEES.iloc[:50], MENTEES.iloc[50:], MENTEES.iloc[:0]]
            return change([reply(part, scorer, query, "id") for part in parts])

        return ask

    return spread


def match_by(change, program=PROGRAMMES["seats"], **options):
    how = How(None, ("id", "id"), None, progress=False)
    spread = spread_by(change)
    return matched(MENTEES, MENTORS, program, how, **{"k": 4} | options, spread=spread)


def test_replies_come_in_any_order():
    same_match(match_by(lambda replies: replies[::-1]), PROGRAMMES["seats"])


@pytest.mark.parametrize(
    ("change", "count"),
    [(lambda replies: replies[:1], 40), (lambda replies: [*replies, replies[1]], 40)],
    ids=["missing", "twice"],
)
def test_whoever_is_missing_or_doubled_is_an_error(change, count):
    with pytest.raises(mw.InputError) as refused:
        match_by(change)
    codes = [finding["code"] for finding in refused.value.findings]
    assert codes == ["not_everybody_once"] * count


def test_a_reply_to_an_earlier_query_proves_nothing():
    first = []

    def stale(replies):
        first.extend(replies[:2])
        return [first[0], replies[1]]

    with pytest.raises(mw.MatchwrightError, match="not proven"):
        match_by(stale)


def test_bytes_that_were_changed_are_refused():
    for change in (lambda part: part[:-1], lambda part: part[:-1] + b"?", lambda part: part + b"?"):
        with pytest.raises(mw.FormatError):
            match_by(lambda replies, change=change: [change(replies[0]), replies[1]])


REFUSED = {
    "capacity": {"capacity": {"min": 1, "max": 3}},
    "mentors_per_mentee": {"mentors_per_mentee": {"min": 1, "max": 2}},
    "objective": {"objective": ["participation", "worst"]},
    "priority": {"priority": "years"},
}


@pytest.mark.parametrize("field", REFUSED)
def test_what_is_no_assignment_is_refused_by_name(field):
    program = mw.Program(criteria=CRITERIA, **REFUSED[field])
    with pytest.raises(mw.InputError) as refused:
        md.match(cut(MENTEES, [50]), MENTORS, program)
    assert [(found["column"], found["code"]) for found in refused.value.findings] == [
        (field, "not_apart")
    ]
    # Lists do not depend on it.
    assert len(md.recommend(cut(MENTEES, [50]), MENTORS, program, k=1)) > 0


def test_wrong_arguments_are_refused():
    with pytest.raises(mw.KindError, match="DataFrame"):
        md.match(MENTEES, MENTORS, PROGRAMMES["plain"])
    for k in (0, 2**32):
        with pytest.raises(mw.OptionError):
            md.match(cut(MENTEES, []), MENTORS, PROGRAMMES["plain"], k=k)
    twice = cut(pd.concat([MENTEES, MENTEES.head(1)]), [50])
    with pytest.raises(mw.InputError) as refused:
        md.match(twice, MENTORS, PROGRAMMES["plain"])
    assert refused.value.findings[0]["code"] == "id_twice"


@pytest.mark.alone
@pytest.mark.filterwarnings("default")
def test_workers_and_the_loss_of_one(monkeypatch):
    distributed = pytest.importorskip("distributed")
    program = PROGRAMMES["seats"]
    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    )
    with cluster, distributed.Client(cluster) as client:
        mentees = cut(MENTEES, range(10, 90, 10))
        found = md.recommend(mentees, MENTORS, program, k=3).compute()
        alone = mw.recommend(MENTEES, MENTORS, program, k=3)
        pd.testing.assert_frame_equal(in_order(found), in_order(alone), check_exact=True)
        killed = []

        def compute(*tasks):
            """Kill a worker while it has the tasks of the second query."""
            futures = client.compute(list(tasks))
            if len(killed) == 1:
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
            killed.append(True)
            return client.gather(futures)

        monkeypatch.setattr(dask, "compute", compute)
        outcome = md.match(mentees, MENTORS, program, k=2)
        assert len(killed) > 1
        monkeypatch.undo()
    same_match(outcome, program)
    pd.testing.assert_frame_equal(outcome.pairs, md.match(mentees, MENTORS, program, k=2).pairs)


def test_the_examples_hold():
    tried = doctest.testmod(md)
    assert tried.failed == 0
    assert tried.attempted > 0


def test_dask_is_imported_by_nobody_else_and_missed_by_name(monkeypatch):
    alone = "import sys, matchwright; sys.exit('dask' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", alone], check=False).returncode == 0
    monkeypatch.delitem(sys.modules, "matchwright.dask")
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(ImportError, match=r"matchwright\[dask\]"):
        importlib.import_module("matchwright.dask")
