//! Which method a problem gets.

use crate::basics::Method;
use crate::problem::Problem;
use crate::solver::warm_start::WarmStart;

/// Pairs from which on the auction is taken. At 1,100² it took twice as long as the dense method on
/// mentor-like scores, uniform costs, distances and ties (23 ms against 13), and less than half on costs of
/// low rank (34 against 85). At 2,000² it took a third on mentor-like scores and a twentieth on low rank,
/// and as long on uniform costs and ties.
const MANY_PAIRS: usize = 1 << 20;

/// Pairs whose table does not fit into memory as a matter of course: 2 GiB.
const TOO_MANY_PAIRS: usize = 1 << 28;

/// Seats on the one side for each on the other up to which the auction is taken: at 2,500 × 5,000 the two
/// methods were level. Where there is more room, most get what they want at once. Of a source that lists
/// its pairs the auction reads the lists alone: with 300 or 1,500 entries a row of 3,000 × 9,000 it took a
/// quarter of the time, and half at 700 × 7,000 and at 7,000 × 700 with 10.
const ROOM: u64 = 2;

/// The method that [`Method::Auto`] stands for. The reference exists to contradict the others.
pub(crate) fn choose(
    asked: Method,
    problem: &Problem<'_>,
    warm_start: Option<&WarmStart>,
) -> Method {
    match (asked, warm_start) {
        (Method::Auto, Some(_)) => Method::Repair,
        (Method::Auto, None) => from_scratch(problem),
        _ => asked,
    }
}

/// The method for a problem of which nothing is known.
pub(crate) fn from_scratch(problem: &Problem<'_>) -> Method {
    let cells = problem.rows().saturating_mul(problem.columns());
    let (rows, columns) = (problem.all_row_seats(), problem.all_column_seats());
    let is_balanced = rows.max(columns) <= ROOM * rows.min(columns);
    if cells >= TOO_MANY_PAIRS || cells >= MANY_PAIRS && (is_balanced || problem.is_listed()) {
        Method::Auction
    } else {
        Method::Hungarian
    }
}
