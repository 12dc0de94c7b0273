//! Inputs that other solvers are known to get wrong.

use std::ops::Range;
use std::time::{Duration, Instant};

use matchwright_assign::{
    Cost, CostFn, CostSource, CostView, CsrMatrix, FORBIDDEN, Method, Objective, Options, Problem,
    Sense, assign, cost_limit,
};
use ndarray::{Array2, array};

use crate::common::{Case, OBJECTIVES, solve};
use crate::random::noise;

const X: Cost = FORBIDDEN;

/// Number of pairs and total of a case by every method.
fn all_methods(case: &Case) -> (usize, i128) {
    let answers: Vec<_> = Method::ALL
        .iter()
        .map(|&method| solve(case, method))
        .map(|solution| (solution.pairs().len(), solution.total()))
        .collect();
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:?}");
    answers[0]
}

fn participation(rows: usize, columns: usize, costs: Vec<Cost>) -> (usize, i128) {
    all_methods(&Case::new(rows, columns, costs, Objective::Participation))
}

/// A matrix of floats, solved, as a total in its own unit.
fn float_total(values: &Array2<f64>, sense: Sense) -> (f64, f64) {
    let costs =
        CostView::new(values.view(), sense, Objective::Participation).expect("valid values");
    let grid = *costs.grid();
    let solution = assign(&Problem::new(&costs), &Options::default()).expect("a solution");
    assert!(solution.certificate().is_optimal());
    let pairs = solution.pairs().len();
    (grid.total(solution.total(), pairs), grid.rounding_bound(pairs))
}

#[test]
fn hall_violators_are_answered_at_once() {
    let started = Instant::now();
    assert_eq!(participation(2, 2, vec![1, X, 2, X]), (1, 1));
    assert_eq!(participation(2, 3, vec![X; 6]), (0, 0));
    assert_eq!(participation(3, 2, vec![X, 4, X, X, X, 7]), (1, 4));
    // 60 rows compete for 10 columns, everything else is theirs alone.
    let costs = |cell: usize| {
        let (row, column) = (cell / 100, cell % 100);
        if row < 60 && column >= 10 { X } else { (row * column % 7) as Cost }
    };
    assert_eq!(participation(100, 100, (0..10_000).map(costs).collect()).0, 50);
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
}

#[test]
fn forbidden_is_no_number() {
    assert_eq!(participation(2, 3, vec![X, 11, 8, 8, X, 7]), (2, 16));
    // The cheapest plan takes only one pair; most pairs come first, however dear.
    let dear = 1 << 40;
    assert_eq!(participation(2, 2, vec![0, dear, dear, X]), (2, 2 * i128::from(dear)));
}

#[test]
fn an_offset_of_a_hundred_trillion_changes_nothing() {
    let mut below = noise(7);
    let small = Array2::from_shape_fn((30, 30), |_| below(6_400) as f64 / 64.0);
    let large = small.mapv(|value| value + 1e14);
    let (small_total, _) = float_total(&small, Sense::Minimize);
    let costs = CostView::new(large.view(), Sense::Minimize, Objective::Participation)
        .expect("valid values");
    let grid = *costs.grid();
    let solution = assign(&Problem::new(&costs), &Options::default()).expect("a solution");
    let cells =
        solution.pairs().iter().map(|pair| small[(pair.row as usize, pair.column as usize)]);
    assert_eq!((cells.sum::<f64>(), grid.rounding_bound(30)), (small_total, 0.0));
}

#[test]
fn negative_costs_and_either_orientation() {
    let costs: Vec<Cost> = [2, 4, 6, 8, 1, 2, 4, 8].iter().map(|cost| cost - 30).collect();
    let turned: Vec<Cost> = (0..8).map(|cell| costs[cell % 2 * 4 + cell / 2]).collect();
    assert_eq!(participation(2, 4, costs), (2, -56));
    assert_eq!(participation(4, 2, turned), (2, -56));
}

#[test]
fn a_column_with_a_free_seat_costs_nothing() {
    let mut below = noise(11);
    let costs = (0..40 * 70).map(|_| below(50) as Cost).collect();
    for objective in OBJECTIVES {
        let mut case = Case::new(40, 70, Vec::clone(&costs), objective);
        case.unmatched.fill(20);
        for &method in Method::ALL {
            let solution = solve(&case, method);
            let mut free = vec![true; 70];
            solution.pairs().iter().for_each(|pair| free[pair.column as usize] = false);
            let priced = solution.prices().columns.iter().zip(&free);
            assert!(priced.clone().any(|(price, _)| *price < 0), "{method}");
            assert!(priced.clone().all(|(price, free)| !free || *price == 0), "{method}");
        }
    }
}

/// Ranks as floats of some form: the plan is best in ranks too, up to what the form has rounded.
fn ranks_survive(below: u64, form: impl Fn(f64) -> f64, slack: i64) {
    let mut noise = noise(below);
    let ranks = Array2::from_shape_fn((60, 60), |_| noise(below) as i64);
    let objective = Objective::Participation;
    let solve = |costs: &dyn CostSource| {
        let solution = assign(&Problem::new(costs), &Options::default()).expect("a solution");
        assert!(solution.certificate().is_optimal());
        let pairs = solution.pairs().iter().map(|pair| (pair.row as usize, pair.column as usize));
        pairs.map(|pair| ranks[pair]).sum::<i64>()
    };
    let costs = CostView::new(ranks.view(), Sense::Minimize, objective).expect("small");
    let values = ranks.mapv(|rank| form(rank as f64));
    let rounded = CostView::new(values.view(), Sense::Minimize, objective).expect("finite");
    let (best, found) = (solve(&costs), solve(&rounded));
    assert!((best..=best + slack).contains(&found), "{found} instead of {best}");
}

#[test]
fn tiny_differences_and_single_precision() {
    // Neighbours of 10⁸ are 1.5e-8 apart, which is 0.15 ranks, twice for each of 60 pairs.
    ranks_survive(1_000, |rank| 1e8 + rank * 1e-7, 9);
    // Single precision rounds a rank below 2²⁰ by less than 2⁻⁵.
    ranks_survive(1 << 20, |rank| f64::from((rank / 3e7) as f32), 4);
    ranks_survive(1_000, |rank| rank * 1.1e-13, 0);
}

#[test]
fn scaling_keeps_the_pairs() {
    let mut below = noise(5);
    let values = Array2::from_shape_fn((25, 25), |_| below(1 << 30) as f64 / 1e9);
    let pairs = |factor: f64| {
        let scaled = values.mapv(|value| value * factor);
        let costs = CostView::new(scaled.view(), Sense::Maximize, Objective::Participation)
            .expect("valid values");
        let solution = assign(&Problem::new(&costs), &Options::default()).expect("a solution");
        solution.pairs().to_vec()
    };
    let expected = pairs(1.0);
    for exponent in (-300..=300).step_by(6) {
        assert_eq!(pairs(10_f64.powi(exponent)), expected, "1e{exponent}");
    }
}

/// Costs that are computed; a table of them would be 39 GB.
struct Wide(usize);

impl CostSource for Wide {
    fn rows(&self) -> usize {
        self.0
    }
    fn columns(&self) -> usize {
        self.0
    }
    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        for (cost, column) in out.iter_mut().zip(columns) {
            *cost = (row as Cost - column as Cost).abs();
        }
    }
}

#[test]
fn positions_beyond_46341_and_cells_beyond_2_to_the_32() {
    let wide = Wide(70_000);
    let seats = |first: usize| (0..70_000).map(|index| u32::from(index >= first)).collect();
    for (rows, columns) in [(69_995, 0), (0, 69_995)] {
        let problem = Problem::new(&wide).row_capacity(seats(rows)).column_capacity(seats(columns));
        let solution = assign(&problem, &Options::default()).expect("a solution");
        assert!(solution.certificate().is_optimal());
        assert_eq!((solution.pairs().len(), solution.total()), (5, 0));
    }
}

#[test]
fn explicit_zeros_may_meet() {
    let costs = CsrMatrix::new(3, vec![0, 2, 3], vec![0, 2, 0], vec![0, 0, 0]).expect("in order");
    let solution = assign(&Problem::new(&costs), &Options::default()).expect("a solution");
    assert_eq!((solution.pairs().len(), solution.total()), (2, 0));
}

#[test]
fn unmatched_is_decided_with_the_pairs_and_not_afterwards() {
    // Best without a floor: 0–0 and 1–1 for 0 + 10. With 4 for an empty seat, 1 stays alone; filtering
    // the plan of most pairs afterwards gives 0–1 and 1–0 for 3 + 3 a worse end.
    let mut case = Case::new(2, 2, vec![0, 3, 3, 10], Objective::Total);
    case.unmatched = vec![4, 4];
    assert_eq!(all_methods(&case), (1, 4));
    case.objective = Objective::Participation;
    assert_eq!(all_methods(&case), (2, 6));
}

#[test]
fn nobody_to_match_is_a_plan() {
    for (rows, columns) in [(0, 0), (0, 5), (5, 0)] {
        assert_eq!(participation(rows, columns, Vec::new()), (0, 0));
    }
    let values = array![[f64::INFINITY]];
    let costs =
        CostView::new(values.view(), Sense::Minimize, Objective::Participation).expect("forbidden");
    let grid = *costs.grid();
    assert!(grid.exact());
    assert_eq!(assign(&Problem::new(&costs), &Options::default()).map(|s| s.total()), Ok(0));
}

#[test]
fn more_seats_than_anybody_can_take() {
    for objective in OBJECTIVES {
        let mut case = Case::new(3, 2, vec![-1, 5, X, 2, -3, X], objective);
        case.row_capacity.fill(u32::MAX);
        case.column_capacity.fill(u32::MAX);
        let expected = if objective == Objective::Total { (2, -4) } else { (4, 3) };
        assert_eq!(all_methods(&case), expected);
    }
}

#[test]
fn costs_at_the_limit_do_not_overflow() {
    // Tests are compiled with overflow checks. Few values, all of them extreme: long paths at high
    // prices, also where many rows pass through few columns.
    for objective in OBJECTIVES {
        for forbidden in [0, 2, 12] {
            for (rows, columns, row_seats, column_seats) in
                [(50, 60, 2, 1), (50, 60, 1, 1), (60, 4, 1, 18)]
            {
                let costs = extremes(rows * columns, cost_limit(rows, columns), forbidden);
                let mut case = Case::new(rows, columns, costs, objective);
                case.row_capacity.fill(row_seats);
                case.column_capacity.fill(column_seats);
                solve(&case, Method::Hungarian);
            }
        }
    }
}

/// Costs near the limit of either sign, and `forbidden` in `forbidden + 4` forbidden.
fn extremes(cells: usize, limit: Cost, forbidden: u64) -> Vec<Cost> {
    let mut below = noise(forbidden + 1);
    let mut cost = || match below(4 + forbidden) {
        0 => limit,
        1 => -limit,
        2 => limit - below(1_000) as Cost,
        3 => below(1_000) as Cost - limit,
        _ => X,
    };
    (0..cells).map(|_| cost()).collect()
}

#[test]
fn labels_that_many_share_are_no_price_war() {
    // 0 where two people share one of five labels: thousands of columns are worth the same to a row.
    let labels = |seed: u64| {
        let mut below = noise(seed);
        (0..1_100).map(|_| below(100) / 21).collect::<Vec<_>>()
    };
    let (rows, columns) = (labels(1), labels(2));
    let shared = |label: u64| {
        let count = |of: &[u64]| of.iter().filter(|own| **own == label).count();
        count(&rows).min(count(&columns))
    };
    let unlike = 1_100 - (0..5).map(shared).sum::<usize>();
    let costs = CostFn::new(
        1_100,
        1_100,
        |row, column| {
            if rows[row] == columns[column] { 0 } else { 1_000_000 }
        },
    );
    let problem = Problem::new(&costs);
    assert_eq!(Options::default().method, Method::Auto);
    let solution = assign(&problem, &Options::default()).expect("a solution");
    assert_eq!(solution.method(), Method::Hungarian, "{:?}", solution.stats());
    assert!(solution.certificate().is_optimal());
    assert_eq!(solution.total(), 1_000_000 * unlike as i128);
}
