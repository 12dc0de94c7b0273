//! A solution whose JSON was altered is refused, or read and proves what is true; it panics nobody.

use matchwright_assign::{
    CostView, Method, Monitor, Objective, Options, Problem, Sense, Solution, WarmStart,
    alternatives, assign, certify, k_best, seat_prices,
};
use ndarray::Array2;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Numbers that a whole number is replaced by.
const NUMBERS: [i64; 14] = [
    0,
    1,
    -1,
    2,
    3,
    -3,
    1 << 20,
    -(1 << 57),
    1 << 59,
    -(1 << 60),
    u32::MAX as i64,
    1 << 32,
    i64::MAX,
    i64::MIN,
];

/// One thing that is altered: which place, in the order in which they are written, and how.
type Alteration = (usize, usize);

fn alterations() -> impl Strategy<Value = Vec<Alteration>> {
    prop::collection::vec((0..400_usize, 0..40_usize), 1..4)
}

/// Alters the place that is `left` places further on, if there is one; how many places were passed.
fn alter(value: &mut Value, left: usize, how: usize) -> usize {
    if left == 0 {
        replace(value, how);
        return 1;
    }
    let members: Vec<&mut Value> = match value {
        Value::Array(members) => members.iter_mut().collect(),
        Value::Object(members) => members.values_mut().collect(),
        _ => Vec::new(),
    };
    let mut passed = 1;
    for member in members {
        if passed > left {
            break;
        }
        passed += alter(member, left - passed, how);
    }
    passed
}

fn replace(value: &mut Value, how: usize) {
    match value {
        Value::Array(members) => match how % 4 {
            0 => drop(members.pop()),
            1 => members.reverse(),
            2 => members.extend(members.last().cloned()),
            _ => members.clear(),
        },
        Value::Bool(is_true) => *is_true = !*is_true,
        Value::String(text) if how.is_multiple_of(2) => "auction".clone_into(text),
        Value::Number(_) => *value = json!(NUMBERS[how % NUMBERS.len()]),
        _ => *value = Value::Null,
    }
}

/// A problem of floats that no grid of 64 bits holds, or of small whole numbers, with several seats.
#[derive(Debug, Clone)]
struct Given {
    costs: Array2<f64>,
    seats: [Vec<u32>; 2],
    objective: Objective,
    method: Method,
}

fn given() -> impl Strategy<Value = Given> {
    let sizes = (1..5_usize, 1..5_usize);
    let costs = sizes.prop_flat_map(|(rows, columns)| {
        let cost = prop_oneof![(-9_i32..9).prop_map(f64::from), Just(1e15), Just(1e-3), Just(0.1)];
        let costs = prop::collection::vec(cost, rows * columns);
        let seats = [rows, columns].map(|count| prop::collection::vec(0..3_u32, count));
        let shaped = move |costs| Array2::from_shape_vec((rows, columns), costs).expect("shape");
        (costs.prop_map(shaped), seats)
    });
    let objective = prop_oneof![Just(Objective::Total), Just(Objective::Participation)];
    let method = prop_oneof![Just(Method::Hungarian), Just(Method::Auction)];
    (costs, objective, method).prop_map(|((costs, seats), objective, method)| Given {
        costs,
        seats,
        objective,
        method,
    })
}

/// Asks a solution everything that can be asked; errors are answers. Where costs are rounded, plans that are
/// as good may have other totals.
fn ask(problem: &Problem<'_>, solution: &Solution, is_whole: bool) {
    let monitor = Monitor::new();
    let _ = certify(problem, solution.pairs(), solution.prices());
    let _ = alternatives(problem, solution, &monitor);
    let _ = seat_prices(problem, solution, &monitor);
    let options = Options { restartable: true, ..Options::default() };
    let warm_start = WarmStart::new(solution).unchanged();
    let _ = k_best(problem, 3, &options.clone().with_warm_start(warm_start.clone()));
    if let Ok(again) = assign(problem, &options.with_warm_start(warm_start)) {
        let best = assign(problem, &Options::default()).expect("a plan");
        let proof = again.certificate();
        assert!(!is_whole || !proof.is_optimal() || again.total() == best.total(), "{proof:?}");
    }
}

proptest! {
    #[test]
    fn whatever_was_altered_nobody_panics(given in given(), alterations in alterations()) {
        let costs = CostView::new(given.costs.view(), Sense::Minimize, given.objective);
        let costs = costs.expect("costs");
        let is_whole = given.costs.iter().all(|cost| cost.fract() == 0.0 && cost.abs() < 10.0);
        let [rows, columns] = given.seats.clone();
        let problem = Problem::new(&costs)
            .row_capacity(rows)
            .column_capacity(columns)
            .objective(given.objective);
        let options = Options { restartable: true, ..Options::default() };
        let solution = assign(&problem, &options.with_method(given.method)).expect("a plan");
        let mut value = serde_json::to_value(&solution).expect("JSON");
        for (place, how) in alterations {
            let places = alter(&mut value.clone(), usize::MAX, 0);
            alter(&mut value, place % places, how);
        }
        if let Ok(read) = serde_json::from_value::<Solution>(value) {
            ask(&problem, &read, is_whole);
            if let Ok(checked) = read.certified(&problem) {
                ask(&problem, &checked, is_whole);
            }
        }
    }
}
