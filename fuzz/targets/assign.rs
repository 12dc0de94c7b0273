//! Whatever method solves a tiny problem: its plan is the best of all, and proven; from scratch, again from that plan
//! once costs have changed, and for numbers that have to be put on a grid.

use arbitrary::{Result, Unstructured};
use matchwright::assign::{
    CostView, Error, FORBIDDEN, Method, Objective, Options, Pair, Problem, Sense, Solution,
    WarmStart, assign, cost_limit,
};
use ndarray::Array2;

use super::plans::{self, Tiny};

pub(crate) fn run(data: &[u8]) {
    // Where bytes run out all that is drawn is 0.
    checked(&mut Unstructured::new(data)).unwrap_or_default();
}

fn checked(bytes: &mut Unstructured<'_>) -> Result<()> {
    let method = *bytes.choose(Method::ALL)?;
    if bytes.ratio(1, 4)? {
        return numbers(bytes, method);
    }
    let mut tiny = Tiny::draw(bytes)?;
    let options = Options::default().with_method(method);
    let Some(solution) = solved(&tiny, &options) else { return Ok(()) };
    if bytes.arbitrary()? && !tiny.costs.is_empty() {
        let warm_start = WarmStart::new(&solution);
        let limit = cost_limit(tiny.rows, tiny.columns);
        for _ in 0..bytes.int_in_range(0..=3)? {
            let cell = bytes.choose_index(tiny.costs.len())?;
            tiny.costs[cell] = plans::cost(bytes, limit)?;
        }
        let method = if bytes.arbitrary()? { Method::Auto } else { Method::Repair };
        solved(&tiny, &Options::default().with_method(method).with_warm_start(warm_start));
    }
    Ok(())
}

/// The plan, after it was compared with every other one; `None` where a cost is too large.
fn solved(tiny: &Tiny, options: &Options) -> Option<Solution> {
    let matrix = tiny.matrix();
    let solution = match assign(&tiny.problem(&matrix), options) {
        Ok(solution) => solution,
        Err(error) => {
            let is_beyond = matches!(error, Error::Unsupported { method: Method::Reference, .. });
            assert!(is_beyond || tiny.is_refused(&error), "{error}: {tiny:?}");
            return None;
        }
    };
    let context = || format!("{}: {solution:?} {tiny:?}", options.method);
    assert!(solution.certificate().is_optimal(), "{}", context());
    let counted = (tiny.objective == Objective::Participation).then(|| solution.pairs().len());
    assert_eq!((counted, solution.total()), tiny.goal(&tiny.best()), "{}", context());
    assert_eq!(tiny.total(solution.pairs()), solution.total(), "{}", context());
    Some(solution)
}

/// Few different numbers, among them some that no common grid holds, and seldom one that is no cost.
fn number(bytes: &mut Unstructured<'_>) -> Result<f64> {
    let drawn: u8 = bytes.arbitrary()?;
    Ok(match drawn {
        0..=119 => f64::from(drawn % 8) / 4.0 - 1.0,
        120..=179 => f64::from(drawn % 8) / 10.0,
        180..=209 => f64::INFINITY,
        210..=214 => 1e300,
        215..=219 => -1e300,
        220..=224 => 5e-324,
        225..=229 => 1e16,
        230..=234 => -0.0,
        235..=237 => f64::NEG_INFINITY,
        238 => f64::NAN,
        239.. => f64::from(bytes.arbitrary::<f32>()?),
    })
}

fn numbers(bytes: &mut Unstructured<'_>, method: Method) -> Result<()> {
    let (shape, objective) = (plans::shape(bytes)?, plans::objective(bytes)?);
    let sense = if bytes.arbitrary()? { Sense::Maximize } else { Sense::Minimize };
    let values = plans::list(shape.0 * shape.1, || number(bytes))?;
    let values = Array2::from_shape_vec(shape, values).expect("a shape");
    let costs = match CostView::new(values.view(), sense, objective) {
        Ok(costs) => costs,
        Err(error) => {
            assert!(is_no_cost(&values, sense, &error), "{error}: {values}");
            return Ok(());
        }
    };
    let problem = Problem::new(&costs).objective(objective);
    let solution = assign(&problem, &Options::default().with_method(method)).expect("a plan");
    assert!(solution.certificate().is_optimal(), "{method}: {solution:?} {values}");
    let tiny = with_places(&values, objective);
    let sum = |pairs: &[Pair]| costs.sum(pairs.iter().map(|pair| (pair.row, pair.column, 1)));
    let cost = |pairs: &[Pair]| if sense == Sense::Minimize { sum(pairs) } else { -sum(pairs) };
    let (own, count) = (cost(solution.pairs()), solution.pairs().len());
    tiny.every_plan(|plan| {
        let competes = objective == Objective::Total || plan.len() == count;
        // Sums are rounded once, so that no plan that is better can have a sum above another's.
        assert!(!competes || own <= cost(plan), "{method}: {own}, {plan:?}: {values}");
        let is_fuller = objective == Objective::Participation && plan.len() > count;
        assert!(!is_fuller, "{method}: {plan:?}: {values}");
    });
    Ok(())
}

/// Which pairs may meet, as a problem whose plans can be tried; costs are 0.
fn with_places(values: &Array2<f64>, objective: Objective) -> Tiny {
    // The other infinity has been refused.
    let cost = |value: &f64| if value.is_infinite() { FORBIDDEN } else { 0 };
    let (rows, columns) = values.dim();
    Tiny {
        rows,
        columns,
        costs: values.iter().map(cost).collect(),
        row_seats: vec![1; rows],
        column_seats: vec![1; columns],
        unmatched: vec![0; rows],
        objective,
    }
}

fn is_no_cost(values: &Array2<f64>, sense: Sense, error: &Error) -> bool {
    let is_best = |value: f64| value.is_infinite() && (value > 0.0) == (sense == Sense::Maximize);
    match *error {
        Error::NotANumber { row, column } => values[(row, column)].is_nan(),
        Error::InfinitelyGood { row, column } => is_best(values[(row, column)]),
        _ => false,
    }
}
