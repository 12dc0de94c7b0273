"""The fairness audit, beside a direct computation of each number."""

import numpy as np
import pandas as pd
import polars as pl
import pytest

import matchwright as mw

COLUMNS = [
    *("side", "attribute", "group", "n", "n_share", "metric", "value", "reference_group"),
    *("difference", "ratio", "ci_low", "ci_high", "p_value", "test", "flag", "suppressed", "note"),
]

MENTEES, MENTORS = 240, 150


@pytest.fixture(scope="module")
def scores():
    return np.random.default_rng(5).integers(0, 100, (MENTEES, MENTORS)).astype(np.float32) / 100


@pytest.fixture(scope="module")
def hr():
    random = np.random.default_rng(7)
    ids = [f"e{i}" for i in range(MENTEES)] + [f"m{i}" for i in range(MENTORS)]
    gender = random.choice(["f", "m", None], len(ids), p=[0.35, 0.45, 0.2])
    site = random.choice(["Leeds", "York", "Hull"], len(ids), p=[0.6, 0.35, 0.05])
    return pd.DataFrame({"id": ids, "gender": gender, "site": site})


@pytest.fixture(scope="module")
def outcome(scores):
    mentees, mentors = [f"e{i}" for i in range(MENTEES)], [f"m{i}" for i in range(MENTORS)]
    program = mw.Program(
        criteria=[mw.Matrix(scores, mentee_ids=mentees, mentor_ids=mentors)],
        rules=[mw.Block([(f"e{i}", f"m{j}") for i in range(9) for j in range(MENTORS)])],
        capacity="seats",
    )
    seats = [i % 3 for i in range(MENTORS)]
    return mw.match(
        pd.DataFrame({"id": mentees}), {"id": mentors, "seats": seats}, program, threads=2
    )


@pytest.fixture(scope="module")
def audit(outcome, hr):
    return outcome.audit(hr, by=["gender", "site"])


def facts(outcome, scores, hr):
    """What is known of each mentee, computed without the audit."""
    pairs = outcome.pairs.assign(row=lambda x: x["mentee_id"].str[1:].astype(int))
    pairs = pairs.set_index("row")
    people = pd.DataFrame({"id": [f"e{i}" for i in range(MENTEES)]}).merge(hr, on="id")
    people = people.fillna({"gender": "unknown"})
    people["score"] = pairs["score"].reindex(range(MENTEES))
    people["rank"] = pairs["rank_for_mentee"].reindex(range(MENTEES))
    people["matched"] = people["score"].notna().astype(int)
    people["eligible"] = [0] * 9 + [1] * (MENTEES - 9)
    seats = np.array([i % 3 for i in range(MENTORS)])
    # Seats do not matter for who is allowed: a mentor without one is allowed, and never free.
    people["before"] = scores.astype(float).mean(axis=1)
    people.loc[:8, "before"] = np.nan
    people["gain"] = people["score"].fillna(0) - people["before"]
    own = people["score"].fillna(-1).to_numpy()
    taken = outcome.loads.set_index("mentor_id")["load"].reindex([f"m{i}" for i in range(MENTORS)])
    better = (scores.round(6) > own[:, None] + 1e-7) & (taken.to_numpy() > 0)
    people["envy"] = better.any(axis=1) & (people["eligible"] == 1)
    assert seats.sum() >= people["matched"].sum()
    return people


def metrics(people, median):
    matched = people[people["matched"] == 1]
    return {
        "eligible": people["eligible"].sum(),
        "matched": len(matched),
        "eligible_rate": people["eligible"].mean(),
        "match_rate": people["matched"].mean(),
        "mean_score": matched["score"].mean(),
        "median_score": matched["score"].median(),
        "above_median": (matched["score"] > median).mean(),
        "mean_rank": matched["rank"].mean(),
        "top_1": (matched["rank"] == 1).mean(),
        "top_3": (matched["rank"] <= 3).mean(),
        "p10_score": matched["score"].quantile(0.1),
        "min_score": matched["score"].min(),
        "envy": people["envy"].mean(),
        "load": people["matched"].mean(),
        "score_gap": people["before"].mean(),
        "assignment_gap": people["gain"].mean(),
    }


def test_the_columns_and_their_kinds(audit, outcome, hr):
    assert list(audit.table.columns) == COLUMNS
    assert audit.table["suppressed"].dtype == bool
    again = mw.match(
        pl.DataFrame({"id": [1, 2], "x": ["a", "b"]}),
        {"id": [1], "x": ["a"]},
        mw.Program(criteria=[mw.Same("x")]),
    )
    table = again.audit({"id": [1, 2], "group": ["p", "q"]}).table
    assert isinstance(table, pl.DataFrame)
    assert table["suppressed"].all(), "everybody together is a small group"


def test_every_number_is_what_a_direct_computation_says(audit, outcome, scores, hr):
    people = facts(outcome, scores, hr)
    median = people["score"].median()
    table = audit.table.query("side == 'mentee' and not suppressed")
    compared = 0
    for (attribute, group), rows in table.groupby(["attribute", "group"]):
        of = people if attribute == "all" else None
        if attribute in ("gender", "site"):
            of = people[people[attribute] == group]
        elif of is None:
            gender, site = group.split(" × ")
            of = people[(people["gender"] == gender) & (people["site"] == site)]
        expected = metrics(of, median)
        assert (rows["n"] == len(of)).all()
        for row in rows.itertuples():
            assert row.value == pytest.approx(expected[row.metric], abs=1e-7), (group, row.metric)
            compared += 1
    assert compared > 100


def test_differences_and_ratios_are_to_the_largest_group(audit):
    table = audit.table.query("side == 'mentee' and attribute == 'gender'")
    assert set(table["reference_group"]) == {"m"}
    values = table.pivot_table(index="metric", columns="group", values="value")
    rows = table.query("group == 'f'").set_index("metric")
    for metric in ("match_rate", "mean_score", "median_score", "score_gap"):
        expected = values["f"][metric] - values["m"][metric]
        assert rows["difference"][metric] == pytest.approx(expected)
    ratio = values["f"]["match_rate"] / values["m"]["match_rate"]
    assert rows["ratio"]["match_rate"] == pytest.approx(ratio)
    assert np.isnan(rows["ratio"]["median_score"]), "no test, and so no ratio"


def test_p_values_are_near_those_of_another_shuffle(audit, outcome, scores, hr):
    people = facts(outcome, scores, hr)
    labels, random = people["gender"].to_numpy(), np.random.default_rng(3)

    def difference(labels):
        matched = people["matched"].to_numpy() == 1
        means = [people["score"][(labels == group) & matched].mean() for group in "fm"]
        return means[0] - means[1]

    observed = abs(difference(labels))
    drawn = [abs(difference(random.permutation(labels))) >= observed for _ in range(2000)]
    table = audit.table.query("side == 'mentee' and attribute == 'gender' and group == 'f'")
    p_value = table.set_index("metric")["p_value"]["mean_score"]
    assert p_value == pytest.approx(np.mean(drawn), abs=0.04)


def test_small_groups_are_hidden(audit):
    hidden = audit.table[audit.table["suppressed"]]
    assert len(hidden) > 0
    assert (
        hidden[["value", "difference", "ratio", "ci_low", "ci_high", "p_value"]].isna().all().all()
    )
    assert audit.table["n"].min() >= 10
    mixing = audit.mixing
    assert mixing.loc[mixing["suppressed"], ["pairs", "expected", "ratio"]].isna().all().all()


def test_the_same_for_any_number_of_threads_and_order_of_rows(audit, outcome, hr):
    again = outcome.audit(hr.iloc[::-1], by=["gender", "site"])
    pd.testing.assert_frame_equal(audit.table, again.table)
    other = outcome.audit(hr, by=["gender", "site"], seed=1)
    assert not audit.table["p_value"].equals(other.table["p_value"])


def test_some_metrics(outcome, hr):
    table = outcome.audit(hr, by="gender", metrics=["envy", "load"]).table
    assert set(table["metric"]) == {"envy", "load"}
    with pytest.raises(mw.OptionError, match="metrics must be some of: eligible, "):
        outcome.audit(hr, by="gender", metrics=["luck"])


def test_flags_and_text(audit):
    assert (audit.flags["flag"] != "").all()
    assert len(audit.flags) == (audit.table["flag"] != "").sum()
    assert "no legal opinion" in str(audit)
    assert "no legal opinion" in audit._repr_html_()
    assert repr(audit) == "<Audit by gender, site>"


def test_the_price_is_what_other_objectives_have(audit, outcome):
    price = audit.price.set_index("plan")
    assert price["total"]["as_is"] == pytest.approx(outcome.summary.total)
    assert price["price"]["as_is"] == 0
    assert price["lowest"]["max_min"] >= price["lowest"]["as_is"]
    assert price["pairs"]["max_min"] >= outcome.summary.pairs


def test_attributes_are_in_no_error(outcome):
    canary = "Zanzibar7q"
    for table in (
        {"id": ["x1"], "group": [canary]},
        {"id": ["e1", "e1"], "group": [canary, canary + "2"]},
        {"id": ["e1"], "group": [[canary, "list"]]},
    ):
        with pytest.raises(mw.InputError) as refused:
            outcome.audit(table)
        assert canary not in str(refused.value) + repr(refused.value.findings)
    with pytest.raises(mw.InputError, match="bands"):
        outcome.audit({"id": [f"e{i}" for i in range(40)], "age": [*range(40)]})
    audit = outcome.audit({"id": [f"e{i}" for i in range(40)], "group": [canary] * 40})
    assert canary not in repr(audit)


def test_fairlearn_takes_the_same_people(audit):
    fairlearn = pytest.importorskip("fairlearn.metrics", reason="fairlearn is not installed")
    people = audit.people.query("side == 'mentee'")
    frame = fairlearn.MetricFrame(
        metrics={"rate": fairlearn.selection_rate, "n": fairlearn.count},
        y_true=people["matched"],
        y_pred=people["matched"],
        sensitive_features=people["gender"],
    )
    table = audit.table.query("side == 'mentee' and attribute == 'gender'")
    rates = table[table["metric"] == "match_rate"].set_index("group")["value"]
    assert "unknown" in frame.by_group.index
    for group, rate in rates.dropna().items():
        assert frame.by_group["rate"][group] == pytest.approx(rate)
    both = fairlearn.MetricFrame(
        metrics=fairlearn.selection_rate,
        y_true=people["matched"],
        y_pred=people["matched"],
        sensitive_features=people[["gender", "site"]],
    )
    assert both.overall == pytest.approx(people["matched"].mean())


def test_people_have_their_own_ids():
    program = mw.Program(criteria=[mw.Same("x")])
    outcome = mw.match(
        pd.DataFrame({"id": [7, 8], "x": ["a", "b"]}),
        pd.DataFrame({"id": [9], "x": ["a"]}),
        program,
    )
    people = outcome.audit({"id": [8, 9], "group": ["p", None]}).people
    assert people["id"].tolist() == [7, 8, 9]
    assert people["group"].tolist() == ["unknown", "p", "unknown"]
    assert people["matched"].tolist() == [1, 0, 1]
    assert people["score"].tolist() == [1, 0, 1]
