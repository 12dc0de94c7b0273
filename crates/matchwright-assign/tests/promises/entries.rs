//! A source that lists its pairs gets the answer of one that is read in blocks, and is never read
//! in full.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use matchwright_assign::{
    Cost, CostSource, CsrMatrix, Error, FORBIDDEN, Method, Monitor, Objective, Options, Problem,
    Solution, alternatives, assign, seat_prices,
};
use proptest::prelude::*;

use crate::common::{Case, OBJECTIVES, brute_force, cases};
use crate::random::noise;

/// A matrix that keeps its lists to itself.
struct Blocks<'a>(&'a CsrMatrix);

impl CostSource for Blocks<'_> {
    fn rows(&self) -> usize {
        self.0.rows()
    }
    fn columns(&self) -> usize {
        self.0.columns()
    }
    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        self.0.block(row, columns, out);
    }
}

/// A matrix that counts what is read in blocks.
struct Counted {
    matrix: CsrMatrix,
    cells: AtomicUsize,
}

impl CostSource for Counted {
    fn rows(&self) -> usize {
        self.matrix.rows()
    }
    fn columns(&self) -> usize {
        self.matrix.columns()
    }
    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        self.cells.fetch_add(columns.len(), Ordering::Relaxed);
        self.matrix.block(row, columns, out);
    }
    fn entries(&self, row: usize) -> Option<(&[u32], &[Cost])> {
        self.matrix.entries(row)
    }
}

/// `count` random entries a row, fewer where a column is drawn twice, with costs below `spread`.
fn random(rows: usize, columns: usize, count: usize, spread: u64) -> CsrMatrix {
    let mut below = noise((rows + columns + count) as u64 + spread);
    listing(rows, columns, |_| (0..count).map(|_| below(columns as u64) as u32).collect(), spread)
}

fn listing(
    rows: usize,
    columns: usize,
    mut listed: impl FnMut(usize) -> Vec<u32>,
    spread: u64,
) -> CsrMatrix {
    let mut below = noise(spread);
    let (mut starts, mut indices) = (vec![0], Vec::new());
    for row in 0..rows {
        let mut listed = listed(row);
        listed.sort_unstable();
        listed.dedup();
        indices.extend(listed);
        starts.push(indices.len());
    }
    let costs = indices.iter().map(|_| below(spread) as Cost).collect();
    CsrMatrix::new(columns, starts, indices, costs).expect("a matrix")
}

fn solve(problem: &Problem<'_>, method: Method) -> Solution {
    let solution = assign(problem, &Options::default().with_method(method)).expect("a plan");
    assert!(solution.certificate().is_optimal(), "{method}: {:?}", solution.certificate());
    solution
}

/// What every best plan has in common.
fn value(solution: &Solution, objective: Objective) -> (i128, i128, u64) {
    let certificate = solution.certificate();
    let pairs = if objective == Objective::Total { 0 } else { certificate.pairs };
    (certificate.primal, certificate.dual, pairs)
}

#[test]
fn the_answer_is_that_of_blocks() {
    let shapes = [(600, 600, 1), (600, 900, 1), (900, 600, 1), (600, 250, 3), (700, 200, 3)];
    for (rows, columns, seats) in shapes {
        for (count, spread) in [(2, 1_000), (5, 5), (20, 1_000_000), (60, 100), (200, 10_000)] {
            let matrix = random(rows, columns, count, spread);
            for objective in OBJECTIVES {
                let answers = [&matrix as &dyn CostSource, &Blocks(&matrix)].map(|costs| {
                    let problem = Problem::new(costs)
                        .column_capacity(vec![seats; columns])
                        .unmatched_cost(vec![spread as Cost / 2; rows])
                        .objective(objective);
                    let methods = [Method::Auction, Method::Hungarian];
                    methods.map(|method| value(&solve(&problem, method), objective))
                });
                let [[listed, dense], [read, other]] = answers;
                let case = format!("{rows} × {columns}, {seats} seats, {count} of {spread}");
                assert_eq!((listed, dense), (read, other), "{case}, {objective:?}");
                assert_eq!(listed, dense, "{case}, {objective:?}");
            }
        }
    }
}

/// The allowed pairs of a small case, and of the forbidden ones every third.
fn listed(case: &Case) -> CsrMatrix {
    let (mut starts, mut indices, mut costs) = (vec![0], Vec::new(), Vec::new());
    for row in case.costs.chunks(case.columns) {
        for (column, &cost) in (0..).zip(row) {
            if cost != FORBIDDEN || column % 3 == 0 {
                indices.push(column);
                costs.push(cost);
            }
        }
        starts.push(indices.len());
    }
    CsrMatrix::new(case.columns, starts, indices, costs).expect("a matrix")
}

proptest! {
    #[test]
    fn the_answer_is_that_of_brute_force(case in cases()) {
        let matrix = listed(&case);
        let problem = Problem::new(&matrix)
            .row_capacity(case.row_capacity.clone())
            .column_capacity(case.column_capacity.clone())
            .unmatched_cost(case.unmatched.clone())
            .objective(case.objective);
        for &method in Method::ALL {
            prop_assert_eq!(case.value(&solve(&problem, method)), brute_force(&case), "{}", method);
        }
    }
}

const SIZE: usize = 8_000;

/// Cells read in blocks by a solve, for each entry.
fn read_in_blocks(
    matrix: CsrMatrix,
    options: &Options,
    with: impl Fn(Problem<'_>) -> Problem<'_>,
) -> usize {
    let entries: usize =
        (0..matrix.rows()).map(|row| matrix.entries(row).map_or(0, |e| e.0.len())).sum();
    let costs = Counted { matrix, cells: AtomicUsize::new(0) };
    let solution = assign(&with(Problem::new(&costs)), options).expect("a plan");
    let is_stopped = options.monitor.is_some();
    assert!(is_stopped || solution.certificate().is_optimal(), "{:?}", solution.certificate());
    costs.cells.into_inner() / entries
}

fn as_it_is(problem: Problem<'_>) -> Problem<'_> {
    problem
}

fn total_first(problem: Problem<'_>) -> Problem<'_> {
    problem.objective(Objective::Total).unmatched_cost(vec![50; SIZE])
}

#[test]
fn no_pass_reads_all_pairs() {
    let default = Options::default();
    let one = |matrix| read_in_blocks(matrix, &default, as_it_is);
    assert_eq!(one(random(SIZE, SIZE, 20, 1_000_000)), 0, "square");
    assert_eq!(one(random(SIZE, SIZE, 2, 100)), 0, "not everybody can be matched");
    assert_eq!(one(random(SIZE, SIZE / 3, 10, 100)), 0, "too few seats");
    assert_eq!(one(random(SIZE / 3, SIZE, 10, 100)), 0, "more seats than rows");
    assert_eq!(
        read_in_blocks(random(SIZE, SIZE, 10, 100), &default, total_first),
        0,
        "total first"
    );
    // A plan that is stopped is filled up from the lists.
    let monitor = Arc::new(Monitor::new());
    monitor.stop();
    let stopped = Options::default().with_monitor(monitor);
    assert_eq!(read_in_blocks(random(SIZE, SIZE, 10, 100), &stopped, as_it_is), 0, "stopped");
}

#[test]
fn neither_does_what_is_read_off_the_answer() {
    let matrix = random(SIZE, SIZE, 10, 100);
    let costs = Counted { matrix, cells: AtomicUsize::new(0) };
    let (problem, monitor) = (Problem::new(&costs), Monitor::new());
    let solution = assign(&problem, &Options::default()).expect("a plan");
    alternatives(&problem, &solution, &monitor).expect("an answer");
    seat_prices(&problem, &solution, &monitor).expect("prices");
    assert_eq!(costs.cells.into_inner() / SIZE, 0);
}

/// A thousand rings of ten rows: the table of the whole would have a hundred million cells.
#[test]
fn independent_parts_are_tables_of_their_own() {
    let rings = |row: usize| (0..3).map(|k| (row / 10 * 10 + (row + k) % 10) as u32).collect();
    let matrix = listing(10_000, 10_000, rings, 100);
    let hungarian = Options::default().with_method(Method::Hungarian);
    assert_eq!(read_in_blocks(matrix, &hungarian, as_it_is), 0);
}

/// Lists that no matrix has.
struct Wrong(&'static [u32], &'static [Cost]);

impl CostSource for Wrong {
    fn rows(&self) -> usize {
        2
    }
    fn columns(&self) -> usize {
        2
    }
    fn block(&self, _: usize, _: Range<usize>, out: &mut [Cost]) {
        out.fill(0);
    }
    fn entries(&self, row: usize) -> Option<(&[u32], &[Cost])> {
        Some(if row == 0 { (&[0, 1], &[0, 0]) } else { (self.0, self.1) })
    }
}

#[test]
fn lists_that_do_not_rise_within_the_columns_are_refused() {
    let refused = |columns, costs, method| {
        let options = Options::default().with_method(method);
        assign(&Problem::new(&Wrong(columns, costs)), &options).err()
    };
    for &method in Method::ALL {
        assert_eq!(refused(&[0, 1], &[0, 0], method), None);
        for (columns, costs) in
            [(&[1, 0][..], &[0, 0][..]), (&[1, 1], &[0, 0]), (&[2], &[0]), (&[0, 1], &[0])]
        {
            let error = refused(columns, costs, method);
            assert_eq!(error, Some(Error::Sparse { row: 1 }), "{method}: {columns:?}");
        }
    }
}

#[test]
fn a_cost_too_large_is_named_by_its_column() {
    let limit = matchwright_assign::cost_limit(2, 9);
    let matrix = CsrMatrix::new(9, vec![0, 1, 3], vec![4, 2, 7], vec![0, 0, limit + 1]);
    let matrix = matrix.expect("a matrix");
    for &method in Method::ALL {
        let error = assign(&Problem::new(&matrix), &Options::default().with_method(method)).err();
        assert_eq!(error, Some(Error::CostTooLarge { row: 1, column: 7, limit }), "{method}");
    }
}
