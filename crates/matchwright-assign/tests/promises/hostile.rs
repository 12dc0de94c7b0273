//! Every error there is, from the input that causes it.

use matchwright_assign::{
    Cost, CostMatrix, CostSource, CostView, CsrMatrix, Error, FORBIDDEN, Fault, Method, Objective,
    Options, Pair, Prices, Problem, Sense, assign, certify, cost_limit, recover_prices,
};
use ndarray::{Array2, array};

fn matrix(rows: usize, columns: usize, costs: Vec<Cost>) -> CostMatrix {
    CostMatrix::from_vec(rows, columns, costs).expect("shape")
}

fn refused(problem: &Problem<'_>) -> Option<Error> {
    assign(problem, &Options::default()).err()
}

fn pair(row: u32, column: u32) -> Pair {
    Pair { row, column }
}

#[test]
fn a_matrix_of_the_wrong_size() {
    let error = CostMatrix::from_vec(2, 3, vec![0; 5]).err();
    assert_eq!(error, Some(Error::Shape { rows: 2, columns: 3, values: 5 }));
    let error = CostMatrix::from_vec(usize::MAX, 2, Vec::new()).err();
    assert_eq!(error, Some(Error::Shape { rows: usize::MAX, columns: 2, values: 0 }));
}

#[test]
fn sparse_rows_out_of_order() {
    let new = |starts: &[usize], indices: &[u32]| {
        CsrMatrix::new(3, starts.to_vec(), indices.to_vec(), vec![0; indices.len()]).err()
    };
    assert_eq!(new(&[0, 1, 2], &[0, 2]), None);
    assert_eq!(new(&[], &[]), Some(Error::Sparse { row: 0 }));
    assert_eq!(new(&[0, 1], &[0, 1]), Some(Error::Sparse { row: 1 }), "entries left over");
    assert_eq!(new(&[0, 2, 1, 2], &[0, 1]), Some(Error::Sparse { row: 1 }), "starts fall");
    assert_eq!(new(&[0, 9, 2], &[0, 1]), Some(Error::Sparse { row: 0 }), "beyond the entries");
    assert_eq!(new(&[0, 2], &[1, 1]), Some(Error::Sparse { row: 0 }), "twice");
    assert_eq!(new(&[0, 0, 1], &[3]), Some(Error::Sparse { row: 1 }), "beyond the columns");
    let uneven = CsrMatrix::new(1, vec![0, 1], vec![0], Vec::new()).err();
    assert_eq!(uneven, Some(Error::Sparse { row: 1 }));
}

#[test]
fn lists_of_the_wrong_length() {
    let costs = matrix(2, 1, vec![0, 0]);
    let length = |what, expected, found| Some(Error::Length { what, expected, found });
    let problem = Problem::new(&costs);
    let refused = |problem| refused(&problem);
    assert_eq!(refused(problem.clone().row_capacity(vec![1])), length("row capacities", 2, 1));
    assert_eq!(refused(problem.clone().column_capacity(vec![])), length("column capacities", 1, 0));
    assert_eq!(refused(problem.unmatched_cost(vec![0; 3])), length("unmatched costs", 2, 3));
}

/// As many rows as no 32-bit position can name.
struct Endless;

impl CostSource for Endless {
    fn rows(&self) -> usize {
        1 << 32
    }
    fn columns(&self) -> usize {
        1
    }
    fn block(&self, _: usize, _: std::ops::Range<usize>, out: &mut [Cost]) {
        out.fill(0);
    }
}

#[test]
fn more_rows_than_positions() {
    let error = Some(Error::TooLarge { rows: 1 << 32, columns: 1 });
    assert_eq!(refused(&Problem::new(&Endless)), error);
}

/// Eight million rows and columns: half a petabyte as a table, more than a process can address.
struct Vast;

impl CostSource for Vast {
    fn rows(&self) -> usize {
        1 << 23
    }
    fn columns(&self) -> usize {
        self.rows()
    }
    fn block(&self, _: usize, _: std::ops::Range<usize>, out: &mut [Cost]) {
        out.fill(0);
    }
}

#[test]
fn costs_without_room_for_sums() {
    assert_eq!(cost_limit(usize::MAX, usize::MAX), 0);
    let limit = cost_limit(2, 2);
    let too_large = |row, column| Some(Error::CostTooLarge { row, column, limit });
    for cost in [limit + 1, -limit - 1, Cost::MIN, FORBIDDEN - 1] {
        let costs = matrix(2, 2, vec![0, FORBIDDEN, 0, cost]);
        for &method in Method::ALL {
            let options = Options::default().with_method(method);
            assert_eq!(assign(&Problem::new(&costs), &options).err(), too_large(1, 1));
        }
    }
    let largest = matrix(2, 2, vec![limit, -limit, -limit, limit]);
    for objective in [Objective::Participation, Objective::Total] {
        let solution = assign(&Problem::new(&largest).objective(objective), &Options::default());
        assert_eq!(solution.map(|s| s.total()), Ok(-2 * i128::from(limit)));
    }
    let folded = matrix(2, 2, vec![0, FORBIDDEN, limit, 0]);
    let problem = Problem::new(&folded).unmatched_cost(vec![0, -1]);
    assert_eq!(refused(&problem), too_large(1, 0), "the unmatched cost counts");
    let problem = Problem::new(&folded).unmatched_cost(vec![Cost::MIN, 0]);
    assert_eq!(refused(&problem), too_large(0, 0));
}

#[test]
fn integers_without_room_for_sums_are_put_on_a_coarser_grid() {
    let from = |values: Array2<i64>, objective| {
        let costs = CostView::new(values.view(), Sense::Maximize, objective).expect("integers");
        let solution = assign(&Problem::new(&costs).objective(objective), &Options::default());
        let solution = solution.expect("solved");
        assert!(solution.certificate().is_optimal());
        let columns: Vec<u32> = solution.pairs().iter().map(|pair| pair.column).collect();
        (costs.grid().exact(), columns)
    };
    assert_eq!(from(array![[0, i64::MIN]], Objective::Participation), (false, vec![0]));
    assert_eq!(from(array![[-1, i64::MAX]], Objective::Total), (false, vec![1]));
    let close = array![[i64::MAX, i64::MAX - 1], [i64::MAX - 1, i64::MAX - 3]];
    assert_eq!(from(close.clone(), Objective::Total), (false, vec![1, 0]));
    // The range is what counts where all plans have equally many pairs.
    assert_eq!(from(close, Objective::Participation), (true, vec![1, 0]));
}

#[test]
fn integers_of_64_bits_without_a_sign() {
    let values = array![[u64::MAX, u64::MAX - 1, 0], [u64::MAX - 1, u64::MAX - 3, 5]];
    for sense in [Sense::Minimize, Sense::Maximize] {
        let costs = CostView::new(values.view(), sense, Objective::Participation).expect("values");
        let solution = assign(&Problem::new(&costs), &Options::default()).expect("solved");
        assert!(solution.certificate().is_optimal());
        let columns: Vec<u32> = solution.pairs().iter().map(|pair| pair.column).collect();
        let best = if sense == Sense::Minimize { [2, 1] } else { [1, 0] };
        assert_eq!(columns, best);
    }
}

#[test]
fn values_that_are_no_costs() {
    let from = |values: Array2<f64>, sense| {
        CostView::new(values.view(), sense, Objective::Participation).err()
    };
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    assert_eq!(
        from(array![[0.0, inf], [1.0, nan]], Sense::Minimize),
        Some(Error::NotANumber { row: 1, column: 1 })
    );
    let good = |row, column| Some(Error::InfinitelyGood { row, column });
    assert_eq!(from(array![[0.0, -inf]], Sense::Minimize), good(0, 1));
    assert_eq!(from(array![[0.0], [inf]], Sense::Maximize), good(1, 0));
    assert_eq!(from(array![[0.0, -inf]], Sense::Maximize), None);
}

#[test]
fn methods_that_cannot() {
    let costs = matrix(1, 1, vec![0]);
    let options = Options::default().with_method(Method::Reference);
    let unsupported = |what| Some(Error::Unsupported { method: Method::Reference, what });
    let square = matrix(6_000, 6_000, vec![0; 36_000_000]);
    assert_eq!(
        assign(&Problem::new(&square), &options).err(),
        unsupported("problems of this size")
    );
    let dear = matrix(1, 1, vec![cost_limit(1, 1)]);
    let problem = Problem::new(&dear);
    assert_eq!(assign(&problem, &options).err(), None);
    let dear = matrix(40, 40, vec![cost_limit(40, 40); 1_600]);
    let problem = Problem::new(&dear);
    assert_eq!(assign(&problem, &options).err(), unsupported("costs of this size"));
    assert!(assign(&Problem::new(&costs), &options).is_ok());
    let unknown = Error::UnknownMethod { name: "simplex".to_owned() };
    assert_eq!("simplex".parse::<Method>(), Err(unknown));
}

#[test]
fn plans_that_are_none() {
    let costs = matrix(2, 2, vec![0, FORBIDDEN, 0, 0]);
    let problem = Problem::new(&costs).row_capacity(vec![1, 2]);
    let prices = Prices { rows: vec![0; 2], columns: vec![0; 2], ..Prices::default() };
    let fault = |pairs: &[Pair]| {
        let error = certify(&problem, pairs, &prices).err();
        assert_eq!(recover_prices(&problem, pairs).err(), error);
        match error {
            Some(Error::Plan { row, column, fault }) => Some((row, column, fault)),
            _ => None,
        }
    };
    assert_eq!(fault(&[pair(0, 0), pair(1, 1)]), None);
    assert_eq!(fault(&[pair(2, 0)]), Some((2, 0, Fault::OutOfRange)));
    assert_eq!(fault(&[pair(0, 2)]), Some((0, 2, Fault::OutOfRange)));
    assert_eq!(fault(&[pair(0, 1)]), Some((0, 1, Fault::Forbidden)));
    assert_eq!(fault(&[pair(1, 1), pair(1, 1)]), Some((1, 1, Fault::OutOfOrder)));
    assert_eq!(fault(&[pair(1, 1), pair(0, 0)]), Some((0, 0, Fault::OutOfOrder)));
    assert_eq!(fault(&[pair(0, 0), pair(0, 1)]), Some((0, 1, Fault::RowFull)));
    assert_eq!(fault(&[pair(0, 0), pair(1, 0)]), Some((1, 0, Fault::ColumnFull)));
}

#[test]
fn prices_that_prove_nothing() {
    let costs = matrix(1, 2, vec![0, 0]);
    let refused = |objective, per_pair, rows: &[Cost], columns: &[Cost]| {
        let (rows, columns) = (rows.to_vec(), columns.to_vec());
        let prices = Prices { per_pair, rows, columns, ..Prices::default() };
        certify(&Problem::new(&costs).objective(objective), &[], &prices).err()
    };
    let price = |what, index| Some(Error::Price { what, index });
    let (first, total) = (Objective::Participation, Objective::Total);
    assert_eq!(refused(first, 5, &[0], &[0, -3]), None);
    assert_eq!(refused(total, 5, &[0], &[0, 0]), price("pair", 0));
    assert_eq!(refused(first, Cost::MIN, &[0], &[0, 0]), price("pair", 0));
    assert_eq!(refused(first, 0, &[1], &[0, 0]), price("row", 0));
    assert_eq!(refused(first, 0, &[0], &[0, 1]), price("column", 1));
    assert_eq!(refused(first, 0, &[0], &[0, Cost::MIN]), price("column", 1));
    let length = Error::Length { what: "row", expected: 1, found: 2 };
    assert_eq!(refused(first, 0, &[0, 0], &[0, 0]), Some(length));
}

#[test]
fn tables_beyond_memory() {
    let costs = 8 << 46;
    // The method that keeps no table would take it on.
    let options = Options::default().with_method(Method::Hungarian);
    let problem = Problem::new(&Vast);
    let bytes = u128::from(problem.memory(&options));
    assert!((costs..costs + costs / 100).contains(&bytes), "{bytes}");
    assert_eq!(assign(&problem, &options).err(), Some(Error::OutOfMemory { bytes }));
}

#[test]
fn more_threads_than_cores_exist() {
    let costs = matrix(1, 1, vec![0]);
    let error = assign(&Problem::new(&costs), &Options::default().with_threads(usize::MAX)).err();
    assert!(matches!(error, Some(Error::Threads { .. })), "{error:?}");
}
