"""A plan that starts from an earlier one is the best plan, whatever has changed since."""

import json
import pickle

import numpy as np
import pytest

import matchwright as mw


def _costs(random, rows, columns):
    return random.integers(0, 1_000, (rows, columns)).astype(float)


@pytest.mark.parametrize("options", [{}, {"maximize": True}, {"unmatched_cost": 40.0}])
@pytest.mark.parametrize("shape", [(120, 120), (90, 140), (140, 90)])
def test_rows_that_change_again_and_again(shape, options):
    random = np.random.default_rng(3)
    costs = _costs(random, *shape)
    plan = mw.assign(costs, **options)
    mended = 0
    for _ in range(15):
        changed = random.choice(shape[0], 3, replace=False)
        costs[changed] = _costs(random, 3, shape[1])
        places = np.arange(shape[0])
        places[changed] = -1
        anew = mw.assign(costs, **options)
        starts = [
            plan,
            mw.WarmStart(plan=plan, rows=places),
            mw.WarmStart(plan=plan, rows=places, unchanged=True),
        ]
        again = [mw.assign(costs, warm_start=start, **options) for start in starts]
        assert [each.total for each in again] == [anew.total] * 3
        assert all(each.certificate.verified for each in again)
        mended += sum(each.method == "repair" for each in again)
        plan = again[0]
    assert mended >= 30, mended


def test_a_restartable_plan_is_hardly_read_again():
    random = np.random.default_rng(5)
    costs = random.random((1_500, 1_500))
    plan = mw.assign(costs, restartable=True)
    plain = mw.assign(costs)
    read = {"restartable": 0, "plain": 0}
    for _ in range(3):
        costs[7] = random.random(1_500)
        places = np.arange(1_500)
        places[7] = -1
        anew = mw.assign(costs)
        again = {
            kind: mw.assign(
                costs,
                warm_start=mw.WarmStart(plan=earlier, rows=places, unchanged=True),
                restartable=kind == "restartable",
            )
            for kind, earlier in {"restartable": plan, "plain": plain}.items()
        }
        for each in again.values():
            assert (each.total, each.method) == (pytest.approx(anew.total), "repair")
            assert each.certificate.verified
        # Where values were rounded, the proof has to know all pairs, or what was kept of them.
        assert again["restartable"].certificate.scope == "changes"
        assert again["plain"].certificate.scope == "all_pairs"
        for kind, each in again.items():
            read[kind] += each.stats["row_scans"]
        plan, plain = again["restartable"], again["plain"]
    assert 3 * read["restartable"] < read["plain"], read


def test_a_plan_that_was_pickled_is_a_warm_start():
    costs = np.random.default_rng(6).random((50, 60))
    for options in ({}, {"unmatched_cost": 0.01}, {"alternatives": True}):
        plan = mw.assign(costs, **options)
        again = pickle.loads(pickle.dumps(plan))
        sent, came = json.loads(plan.to_json()), json.loads(again.to_json())
        proof = sent.pop("certificate"), came.pop("certificate")
        assert came == sent
        # The costs did not travel: what came proves nothing by itself.
        assert proof[1] == proof[0] | {"verified": False, "scope": "not_checked"}
        assert (again.row_prices == plan.row_prices).all()
        assert again.unique == plan.unique
        options.pop("alternatives", None)
        proven = mw.assign(costs, warm_start=again, **options)
        assert (proven.total, proven.certificate.verified) == (plan.total, True)


def test_people_come_and_go():
    random = np.random.default_rng(4)
    costs = _costs(random, 60, 60)
    plan = mw.assign(costs)
    rows = np.delete(np.arange(60), [3, 4])
    columns = np.append(np.arange(60), [-1])
    after = np.column_stack([costs[rows], _costs(random, 58, 1)])
    for unchanged in (False, True):
        start = mw.WarmStart(plan=plan, rows=rows, columns=columns, unchanged=unchanged)
        again = mw.assign(after, warm_start=start)
        assert again.total == mw.assign(after).total
        assert again.certificate.verified


def test_numbers_that_the_earlier_grid_cannot_hold_are_read_anew():
    plan = mw.assign([[1.0, 2.0], [4.0, 8.0]])
    for costs in ([[1e18, 2.0], [4.0, 8e17]], [[0.1, 2.0], [4.0, 0.2]], [[1, 2], [4, 9]]):
        again = mw.assign(costs, warm_start=plan)
        assert again.total == pytest.approx(mw.assign(costs).total)
        assert again.certificate.verified


def test_what_cannot_be_a_warm_start_is_refused():
    plan = mw.assign([[1, 2], [4, 8]])
    for rows in ([0], [0, 0], [0, 7], [0.5, 1.0], "ab"):
        with pytest.raises(mw.MatchwrightError, match="warm.start"):
            mw.assign([[1, 2], [4, 8]], warm_start=mw.WarmStart(plan=plan, rows=rows))
    with pytest.raises(mw.MatchwrightError, match="warm.start"):
        mw.assign([[1, 2, 3], [4, 8, 3]], warm_start=plan)


def test_a_number_is_no_earlier_plan():
    with pytest.raises(mw.KindError, match="warm.start"):
        mw.assign([[1]], warm_start=42)
    people = {"id": ["a"], "site": ["York"]}
    with pytest.raises(mw.KindError, match="warm.start"):
        mw.match(people, people, mw.Program(criteria=[mw.Same("site")]), warm_start=42)


def test_a_match_from_an_earlier_outcome():
    pytest.importorskip("pandas")
    people = mw.simulate(300, 120, seats=3, seed=5)
    program = mw.Program(criteria=[mw.Overlap("interests"), mw.Different("department")], capacity=3)
    before = mw.match(people.mentees, people.mentors, program)
    # Two people leave, and one changes the department.
    mentees = people.mentees.iloc[2:].reset_index(drop=True)
    mentees.loc[0, "department"] = "somewhere else"
    anew = mw.match(mentees, people.mentors, program)
    again = mw.match(mentees, people.mentors, program, warm_start=before)
    assert again.summary.total == anew.summary.total
    assert again.summary.pairs == anew.summary.pairs
    assert again.summary.method == "repair"
    assert again.certificate.verified


def test_former_names_warn():
    plan = mw.assign([[1, 2], [4, 8]])
    with pytest.warns(DeprecationWarning, match="warm_start"):
        assert mw.assign([[1, 2], [4, 8]], seed=plan).total == 6
    with pytest.warns(DeprecationWarning, match="auction"):
        assert mw.assign([[1, 2], [4, 8]], method="sparse").method == "auction"
    with pytest.warns(DeprecationWarning, match="WarmStart"):
        assert mw.Seed is mw.WarmStart
