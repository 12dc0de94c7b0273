//! What a solve took: every method counts what it does, under its own word.

use std::time::Instant;

use matchwright_assign::{
    CostFn, CostSource, CsrMatrix, Method, Options, Problem, Solution, Stats, WarmStart, assign,
    k_best,
};

use crate::random::noise;

const SIZE: usize = 300;

fn solved(problem: &Problem<'_>, method: Method) -> Stats {
    let options = Options::default().with_method(method);
    let started = Instant::now();
    let solution = assign(problem, &options).expect("a plan");
    let elapsed = started.elapsed().as_secs_f64();
    assert_eq!(solution.method(), method);
    let stats = solution.stats().clone();
    let seconds =
        [stats.prepare_seconds, stats.scan_seconds, stats.solve_seconds, stats.certify_seconds];
    assert!(seconds.iter().all(|&seconds| seconds >= 0.0), "{stats:?}");
    assert!(stats.certify_seconds > 0.0, "the proof takes its time");
    assert!(seconds.iter().sum::<f64>() <= elapsed, "one after another: {stats:?}");
    stats
}

/// Products of positions, which nobody gets as they want.
fn products() -> CostFn<impl Fn(usize, usize) -> i64> {
    CostFn::new(SIZE, SIZE, |row, column| ((row + 1) * (column + 1)) as i64)
}

#[test]
fn the_dense_method_searches_a_table() {
    let (costs, pairs) = (products(), (SIZE * SIZE) as u64);
    let stats = solved(&Problem::new(&costs), Method::Hungarian);
    assert_eq!((stats.bids, stats.phases, stats.pairs_read), (0, 0, pairs));
    assert!(stats.searches > 0 && stats.row_scans > stats.searches, "{stats:?}");
    assert!((pairs..pairs + pairs / 10).contains(&stats.pairs_kept), "{stats:?}");
    assert!(stats.scan_seconds == 0.0, "{stats:?}");
}

#[test]
fn the_sparse_method_holds_an_auction_over_short_lists() {
    let (costs, size) = (products(), SIZE as u64);
    let stats = solved(&Problem::new(&costs), Method::Auction);
    assert_eq!(stats.searches, 0);
    assert!(stats.bids >= size && stats.phases > 1, "{stats:?}");
    assert!(stats.row_scans >= size && stats.scan_seconds > 0.0, "{stats:?}");
    // Every look reads a row, and the sample was read before.
    assert!(stats.pairs_read > stats.row_scans * size, "{stats:?}");
    assert!((size..size * size / 4).contains(&stats.pairs_kept), "{stats:?}");
}

#[test]
fn long_searches_are_left_to_an_auction() {
    const MANY: usize = 460;
    let products = CostFn::new(MANY, MANY, |row, column| ((row + 1) * (column + 1)) as i64);
    let distances = CostFn::new(MANY, MANY, |row, column| row.abs_diff(column * 7 % MANY) as i64);
    let solved = |costs: &dyn CostSource, method| {
        let solution = assign(&Problem::new(costs), &Options::default().with_method(method));
        solution.map(|solution| (solution.method(), solution.total())).expect("a plan")
    };
    let (method, total) = solved(&products, Method::Auto);
    assert_eq!((method, total), (Method::Auction, solved(&products, Method::Hungarian).1));
    assert_eq!(solved(&products, Method::Hungarian).0, Method::Hungarian, "whoever asks gets it");
    assert_eq!(solved(&distances, Method::Auto), (Method::Hungarian, 0));
}

#[test]
fn entries_are_counted_and_not_pairs() {
    let mut below = noise(5);
    let firsts: Vec<usize> = (0..=SIZE).map(|row| 3 * row).collect();
    let indices: Vec<u32> =
        (0..SIZE as u32).flat_map(|row| [row % 100, row % 100 + 100, row % 100 + 200]).collect();
    let values = indices.iter().map(|_| below(100) as i64).collect();
    let costs = CsrMatrix::new(SIZE, firsts, indices, values).expect("a matrix");
    let stats = solved(&Problem::new(&costs), Method::Auction);
    // Read once for their range and once by every look.
    assert_eq!(stats.pairs_read, 3 * (SIZE as u64 + stats.row_scans));
    assert_eq!(stats.pairs_kept, 3 * SIZE as u64);
}

#[test]
fn the_reference_keeps_a_place_for_everybody_who_stays_unmatched() {
    let costs = CostFn::new(20, 30, |row, column| (row * column) as i64);
    let stats = solved(&Problem::new(&costs), Method::Reference);
    assert_eq!((stats.pairs_read, stats.pairs_kept), (20 * 30, 20 * (30 + 20)));
    assert_eq!((stats.bids, stats.searches, stats.row_scans), (0, 0, 0));
}

#[test]
fn the_next_best_plan_is_searched_for() {
    let costs = products();
    let plans = k_best(&Problem::new(&costs), 2, &Options::default()).expect("plans");
    let searches: Vec<u64> = plans.iter().map(Solution::stats).map(|s| s.searches).collect();
    assert!(searches[1] > 0, "{searches:?}");
}

/// Restarts one after another, and after columns have changed places: only the row that is new is read.
#[test]
fn a_restart_reads_the_row_that_is_new_and_keeps_all_lists() {
    const MANY: usize = 60;
    let cost = |row: usize, column: usize, round: usize| {
        let at = if row == 5 { round * MANY + column } else { (row + 7) * column };
        (at * at % 1_009) as i64
    };
    let first = CostFn::new(MANY, MANY, |row, column| cost(row, column, 0));
    let options = || Options::default().restartable();
    let mut last = assign(&Problem::new(&first), &options()).expect("a plan");
    let rows = || (0..MANY as u32).map(|row| (row != 5).then_some(row)).collect();
    let mut columns: Vec<usize> = (0..MANY).collect();
    for round in 1..4 {
        let turned = round == 3;
        if turned {
            columns.rotate_left(1);
        }
        let costs = CostFn::new(MANY, MANY, |row, column| cost(row, columns[column], round));
        let mut start = WarmStart::new(&last).rows(rows()).unchanged();
        if turned {
            start = start.columns(columns.iter().map(|&column| Some(column as u32)).collect());
        }
        let options = options().with_warm_start(start);
        last = assign(&Problem::new(&costs), &options).expect("a plan");
        let stats = last.stats();
        assert_eq!(last.method(), Method::Repair);
        assert_eq!((stats.row_scans, stats.pairs_read), (1, MANY as u64), "{round}");
        assert!(stats.searches > 0, "{round}");
        assert_eq!(stats.pairs_kept, (MANY * MANY) as u64, "{round}");
    }
}
