//! Answers travel as JSON, without names, and come back the same.

use matchwright_assign::{
    CostMatrix, CostView, Method, Objective, Options, Problem, Sense, Solution, assign,
};
use ndarray::array;
use serde::Serialize;
use serde::de::DeserializeOwned;

fn returns<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let text = serde_json::to_string(value).expect("JSON");
    serde_json::from_str(&text).expect("the same JSON")
}

#[test]
fn a_solution() {
    let matrix = CostMatrix::from_vec(2, 2, vec![1, 2, 4, 8]).expect("shape");
    let solution = assign(&Problem::new(&matrix), &Options::default()).expect("a solution");
    let returned: Solution = returns(&solution);
    assert_eq!((returned.pairs(), returned.prices()), (solution.pairs(), solution.prices()));
    assert_eq!(returned.method(), Method::Hungarian);
    assert_eq!(returned.stats(), solution.stats());
    // The costs do not travel, so that the proof is seen to hold only where they are.
    let returned = returned.certified(&Problem::new(&matrix)).expect("a plan of the problem");
    assert_eq!(returned.certificate(), solution.certificate());
    let certificate = serde_json::to_value(solution.certificate()).expect("JSON");
    let expected = serde_json::json!({
        "primal": 6, "dual": 6, "pairs": 2, "most_pairs": 2,
        "objective": "participation", "scope": "all_pairs", "rounding": 0,
    });
    assert_eq!(certificate, expected);
}

#[test]
fn totals_beyond_64_bits() {
    let matrix = CostMatrix::from_vec(1, 1, vec![i64::MAX - 5]).expect("shape");
    let problem = Problem::new(&matrix)
        .row_capacity(vec![u32::MAX])
        .unmatched_cost(vec![i64::MAX - 7])
        .objective(Objective::Total);
    let solution = assign(&problem, &Options::default()).expect("a solution");
    assert_eq!(solution.total(), i128::from(u32::MAX) * i128::from(i64::MAX - 7));
    assert_eq!(returns(solution.certificate()), *solution.certificate());
}

#[test]
fn a_method_has_one_name() {
    for method in Method::ALL {
        assert_eq!(serde_json::to_value(method).expect("JSON"), method.name());
        assert_eq!(method.name().parse(), Ok(*method));
        assert_eq!(method.to_string(), method.name());
    }
}

#[test]
fn a_grid() {
    let values = array![[1e14 + 1.0, 1e14], [0.1, 7.0]];
    let costs = CostView::new(values.view(), Sense::Maximize, Objective::Participation)
        .expect("valid values");
    let grid = *costs.grid();
    assert_eq!(returns(&grid), grid);
}

#[test]
fn numbers_come_back_from_json_to_the_last_bit() {
    // Read by a quicker way, this one ends one step higher.
    let seconds = 3.035_000_000_000_000_6e-6_f64;
    let text = serde_json::to_string(&seconds).expect("a number");
    assert_eq!(serde_json::from_str::<f64>(&text).expect("a number").to_bits(), seconds.to_bits());
}
