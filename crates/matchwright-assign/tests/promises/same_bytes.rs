//! The number of threads changes nothing.

use matchwright_assign::{CostMatrix, Method, Objective, Options, Problem, Solution, assign};

use crate::common::OBJECTIVES;
use crate::random::noise;

/// Everything about an answer except how long it took on how many threads.
fn bytes(solution: &Solution) -> String {
    let parts = (solution.pairs(), solution.prices(), solution.certificate());
    let stats = solution.stats();
    let counts = [
        stats.pairs_read,
        stats.pairs_kept,
        stats.phases,
        stats.bids,
        stats.searches,
        stats.row_scans,
    ];
    serde_json::to_string(&(parts, counts)).expect("JSON")
}

fn answers(method: Method, shape: (usize, usize, u32), objective: Objective) -> Vec<String> {
    let (rows, columns, seats) = shape;
    let mut below = noise((rows + columns) as u64);
    let costs = (0..rows * columns).map(|_| below(4) as i64 - 2).collect();
    let matrix = CostMatrix::from_vec(rows, columns, costs).expect("shape");
    let problem = Problem::new(&matrix).column_capacity(vec![seats; columns]).objective(objective);
    let options = Options::default().with_method(method);
    let solve = |threads| assign(&problem, &options.clone().with_threads(threads));
    [1, 2, 3, 7].map(|threads| bytes(&solve(threads).expect("a solution"))).to_vec()
}

#[test]
fn on_ties_everywhere() {
    for objective in OBJECTIVES {
        for method in [Method::Hungarian, Method::Spare, Method::Auction] {
            for shape in [(600, 600, 1), (800, 400, 2), (400, 800, 1)] {
                let answers = answers(method, shape, objective);
                assert!(answers.iter().all(|answer| *answer == answers[0]), "{method} {shape:?}");
            }
        }
    }
}

#[cfg(feature = "rayon")]
#[test]
fn the_solution_says_how_many_there_were() {
    let threads = |rows: usize, threads| {
        let matrix = CostMatrix::from_vec(rows, rows, vec![0; rows * rows]).expect("shape");
        let options = Options::default().with_threads(threads);
        assign(&Problem::new(&matrix), &options).expect("a solution").stats().threads
    };
    assert_eq!([1, 3].map(|asked| threads(600, asked)), [1, 3]);
    assert_eq!(threads(1, 3), 1, "one pair is not shared out");
}
