//! What is read back may have been changed on the way: it proves nothing by itself, and panics nobody.

use matchwright_assign::{
    CostMatrix, CostView, Error, Grid, Method, Monitor, Objective, Options, Problem, Scope, Sense,
    Solution, WarmStart, alternatives, assign, certify, seat_prices,
};
use ndarray::array;
use serde_json::{Value, json};

fn costs() -> CostMatrix {
    CostMatrix::from_vec(2, 3, vec![1, 2, 9, 4, 8, 9]).expect("shape")
}

/// The solution of a problem as JSON.
fn written(problem: &Problem<'_>, method: Method) -> Value {
    let solution = assign(problem, &Options::default().with_method(method)).expect("a solution");
    serde_json::to_value(solution).expect("JSON")
}

#[test]
fn a_certificate_is_checked_anew() {
    let costs = costs();
    for (objective, method) in [
        (Objective::Participation, Method::Hungarian),
        (Objective::Total, Method::Hungarian),
        (Objective::Participation, Method::Auction),
    ] {
        let problem = Problem::new(&costs).unmatched_cost(vec![3, 5]).objective(objective);
        let before = assign(&problem, &Options::default().with_method(method)).expect("a solution");
        let read: Solution = serde_json::from_value(written(&problem, method)).expect("a solution");
        assert_eq!(read.certificate().scope, Scope::NotChecked);
        assert!(!read.certificate().is_optimal() && !read.certificate().is_optimal_rounded());
        let (monitor, unproven) = (Monitor::new(), Some(Error::Unproven));
        assert_eq!(alternatives(&problem, &read, &monitor).err(), unproven);
        assert_eq!(seat_prices(&problem, &read, &monitor).err(), unproven);
        let again: Solution =
            serde_json::from_value(serde_json::to_value(&read).expect("JSON")).expect("the same");
        assert_eq!(again, read);
        let checked = read.certified(&problem).expect("a plan of this problem");
        assert_eq!(checked.certificate(), before.certificate());
        let known = alternatives(&problem, &before, &monitor);
        assert_eq!(alternatives(&problem, &checked, &monitor), known);
        let known = seat_prices(&problem, &before, &monitor);
        assert_eq!(seat_prices(&problem, &checked, &monitor), known);
    }
}

#[test]
fn another_plan_is_no_proven_one() {
    let costs = costs();
    let problem = Problem::new(&costs);
    let mut value = written(&problem, Method::Hungarian);
    value["pairs"] = json!([{"row": 0, "column": 0}, {"row": 1, "column": 1}]);
    let read: Solution = serde_json::from_value(value).expect("a plan");
    let monitor = Monitor::new();
    assert_eq!(alternatives(&problem, &read, &monitor).err(), Some(Error::Unproven));
    assert_eq!(seat_prices(&problem, &read, &monitor).err(), Some(Error::Unproven));
    let warm_start = WarmStart::new(&read).unchanged();
    let again =
        assign(&problem, &Options::default().with_warm_start(warm_start)).expect("a solution");
    assert_eq!((again.total(), again.certificate().is_optimal()), (6, true));
    assert_eq!(
        again.certificate().scope,
        Scope::AllPairs,
        "nobody can vouch for what is not proven"
    );
    let checked = read.certified(&problem).expect("a plan of this problem");
    assert_eq!(checked.certificate().gap(), 3);
    assert_eq!(alternatives(&problem, &checked, &monitor).err(), Some(Error::Unproven));
}

#[test]
fn a_plan_of_another_problem_is_refused() {
    let (costs, other) = (costs(), CostMatrix::from_vec(1, 2, vec![5, 7]).expect("shape"));
    let value = written(&Problem::new(&costs), Method::Hungarian);
    let read: Solution = serde_json::from_value(value).expect("a plan");
    let problem = Problem::new(&other);
    assert!(alternatives(&problem, &read, &Monitor::new()).is_err());
    assert!(seat_prices(&problem, &read, &Monitor::new()).is_err());
    assert!(certify(&problem, read.pairs(), read.prices()).is_err());
    assert!(read.certified(&problem).is_err());
}

#[test]
fn what_no_solver_writes_is_refused() {
    let costs = costs();
    let sound = written(&Problem::new(&costs), Method::Hungarian);
    assert!(serde_json::from_value::<Solution>(sound.clone()).is_ok());
    let pairs = |rows: [u32; 2], columns: [u32; 2]| {
        let pair = |at: usize| json!({"row": rows[at], "column": columns[at]});
        json!([pair(0), pair(1)])
    };
    let cases = [
        ("/pairs", pairs([0, 1], [0, 3])),
        ("/pairs", pairs([0, u32::MAX], [0, 1])),
        ("/pairs", pairs([1, 0], [0, 1])),
        ("/pairs", pairs([0, 0], [1, 1])),
        ("/rounded_pairs", pairs([0, 2], [0, 1])),
        ("/prices/scale", json!(0)),
        ("/prices/scale", json!(-1)),
        ("/prices/scale", json!(i64::MAX)),
        ("/prices/per_pair", json!(i64::MIN)),
        ("/prices/rows", json!([1_i64 << 60, 0])),
        ("/prices/rows", json!([i64::MIN, 0])),
        ("/prices/rows", json!([0])),
        ("/prices/columns", json!([0, 0, 1])),
        ("/prices/columns", json!([])),
        ("/prices/cut/rows", json!([0, 2])),
        ("/prices/cut/columns", json!([1, 1])),
        ("/seatless/rows", json!([7])),
        ("/seatless/columns", json!([1, 0])),
    ];
    for (place, wrong) in cases {
        let mut value = sound.clone();
        *value.pointer_mut(place).expect("a place") = wrong;
        let read = serde_json::from_value::<Solution>(value);
        assert!(read.is_err(), "{place} of {read:?}");
    }
}

#[test]
fn no_certificate_is_too_odd_for_its_gap() {
    let costs = costs();
    let mut value = written(&Problem::new(&costs), Method::Hungarian);
    value["certificate"]["primal"] = json!(i64::MAX);
    value["certificate"]["dual"] = json!(i64::MIN);
    let read: Solution = serde_json::from_value(value).expect("a plan");
    assert!(read.certificate().gap() > 0 && !read.certificate().is_optimal());
}

#[test]
fn what_is_no_grid_is_refused() {
    let values = array![[0.1, 7.0]];
    let view = CostView::new(values.view(), Sense::Maximize, Objective::Participation);
    let sound = serde_json::to_value(*view.expect("numbers").grid()).expect("JSON");
    assert!(serde_json::from_value::<Grid>(sound.clone()).is_ok());
    for (field, wrong) in [
        ("unit", json!(3.0)),
        ("unit", json!(0.0)),
        ("unit", json!(-0.5)),
        ("offset", json!(1e30)),
        ("limit", json!(-1)),
        ("limit", json!(i64::MAX)),
    ] {
        let mut value = sound.clone();
        value[field] = wrong.clone();
        assert!(serde_json::from_value::<Grid>(value).is_err(), "{field}: {wrong}");
    }
}
