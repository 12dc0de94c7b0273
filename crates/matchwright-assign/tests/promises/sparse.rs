//! The sparse method looks at short lists and is still exact over all pairs.

use std::ops::Range;

use matchwright_assign::{
    Cost, CostMatrix, CostSource, FORBIDDEN, Method, Objective, Options, Problem, Solution, assign,
};

use crate::common::OBJECTIVES;
use crate::random::noise;

/// Distances on a line, products, popularity, ties: in each, short lists overlap in another way.
const KINDS: usize = 4;

fn costs(kind: usize, rows: usize, columns: usize, forbidden: u64) -> CostMatrix {
    let mut below = noise(kind as u64 + 11);
    let popular: Vec<Cost> = (0..columns).map(|_| below(1_000) as Cost).collect();
    let mut cells = Vec::with_capacity(rows * columns);
    for row in 0..rows {
        for (column, popular) in popular.iter().enumerate() {
            let cost = match kind {
                0 => row.abs_diff(column) as Cost,
                1 => ((row + 1) * (column + 1)) as Cost,
                2 => popular + below(300) as Cost,
                _ => below(5) as Cost,
            };
            cells.push(if below(10) < forbidden { FORBIDDEN } else { cost });
        }
    }
    CostMatrix::from_vec(rows, columns, cells).expect("shape")
}

fn solve(problem: &Problem<'_>, method: Method) -> Solution {
    let solution = assign(problem, &Options::default().with_method(method)).expect("a plan");
    assert!(solution.certificate().is_optimal(), "{method}: {:?}", solution.certificate());
    solution
}

fn value(solution: &Solution, objective: Objective) -> (usize, i128) {
    let pairs = if objective == Objective::Total { 0 } else { solution.pairs().len() };
    (pairs, solution.total())
}

#[test]
fn the_total_is_that_of_the_dense_method() {
    let shapes = [(300, 300, 1), (300, 400, 1), (300, 100, 3), (240, 100, 3)];
    for kind in 0..KINDS {
        for (rows, columns, seats) in shapes {
            for (objective, forbidden) in OBJECTIVES.into_iter().flat_map(|o| [(o, 0), (o, 6)]) {
                let costs = costs(kind, rows, columns, forbidden);
                let problem = Problem::new(&costs)
                    .column_capacity(vec![seats; columns])
                    .unmatched_cost(vec![400; rows])
                    .objective(objective);
                let sparse = value(&solve(&problem, Method::Auction), objective);
                let dense = value(&solve(&problem, Method::Hungarian), objective);
                assert_eq!(sparse, dense, "{kind}: {rows} × {columns}, {objective:?}, {forbidden}");
            }
        }
    }
}

#[test]
fn it_is_chosen_for_many_pairs_and_names_itself() {
    for kind in 0..KINDS {
        let costs = costs(kind, 1_030, 1_030, 0);
        assert_eq!(solve(&Problem::new(&costs), Method::Auto).method(), Method::Auction, "{kind}");
    }
}

/// Costs that cannot be shifted any more are left to the dense method, which says so.
#[test]
fn costs_too_large_for_it_are_left_to_the_dense_method() {
    let largest = matchwright_assign::cost_limit(2, 2);
    let costs = CostMatrix::from_vec(2, 2, vec![largest, 0, 0, -largest]).expect("shape");
    let solution = solve(&Problem::new(&costs), Method::Auction);
    assert_eq!((solution.method(), solution.total()), (Method::Hungarian, 0));
}

/// A matrix that says what its lowest cost is.
struct Known(CostMatrix, Cost);

impl CostSource for Known {
    fn rows(&self) -> usize {
        self.0.rows()
    }

    fn columns(&self) -> usize {
        self.0.columns()
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        self.0.block(row, columns, out);
    }

    fn lowest(&self) -> Option<Cost> {
        Some(self.1)
    }
}

#[test]
fn where_many_pairs_cost_the_least_not_all_are_read() {
    for (levels, seats) in [(2, 1), (5, 2), (40, 1), (1_000, 1)] {
        let (rows, columns) = (2_000 / seats as usize, 2_000);
        let mut below = noise(levels);
        let cells = (0..rows * columns).map(|_| below(levels) as Cost - 7).collect();
        let costs = Known(CostMatrix::from_vec(rows, columns, cells).expect("shape"), -7);
        let capacity = vec![seats; rows];
        let problem = Problem::new(&costs).row_capacity(capacity.clone());
        let plain = Problem::new(&costs.0).row_capacity(capacity);
        let (quick, all) = (solve(&problem, Method::Auction), solve(&plain, Method::Auction));
        assert_eq!((quick.method(), quick.total()), (Method::Auction, all.total()));
        let [quick, all] = [quick, all].map(|solution| solution.stats().pairs_read);
        assert_eq!(quick < all / 3 * 2, levels < 1_000, "{levels}: {quick} of {all}");
    }
}

#[test]
fn a_lowest_cost_that_is_not_shows_in_the_certificate() {
    let (rows, columns) = (1_000, 4_000);
    // Where no sample looks.
    let is_cheap = |cell: usize| cell % columns == cell / columns + 1;
    let cells = (0..rows * columns).map(|cell| Cost::from(!is_cheap(cell))).collect();
    let costs = Known(CostMatrix::from_vec(rows, columns, cells).expect("shape"), 1);
    let options = Options::default().with_method(Method::Auction);
    let solution = assign(&Problem::new(&costs), &options).expect("a plan");
    assert!(!solution.certificate().is_optimal(), "{:?}", solution.certificate());
    let honest = solve(&Problem::new(&costs.0), Method::Auction);
    assert!(solution.total() > honest.total());
    assert!(solution.certificate().dual <= honest.total());
}
