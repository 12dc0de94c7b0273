//! Which method a problem gets.

use crate::options::Method;
use crate::problem::Problem;

/// Pairs from which on the auction is faster on every structure of `benches/RESULTS.md` but heavy ties.
/// Below, setting it up takes as long as solving the problem.
const MANY_PAIRS: usize = 1 << 20;

/// Pairs whose table does not fit into memory as a matter of course: 2 GiB.
const TOO_MANY_PAIRS: usize = 1 << 28;

/// Seats on the one side for each on the other up to which the auction is worth its while. Where there
/// is more room, most get what they want at once, and the Hungarian method has little to do.
const ROOM: u64 = 2;

/// The method that [`Method::Auto`] stands for. The reference exists to contradict the others.
pub(crate) fn choose(asked: Method, problem: &Problem<'_>) -> Method {
    if asked != Method::Auto {
        return asked;
    }
    let pairs = problem.rows().saturating_mul(problem.columns());
    let (rows, columns) = (problem.all_row_seats(), problem.all_column_seats());
    let is_balanced = rows.max(columns) <= ROOM * rows.min(columns);
    if pairs >= TOO_MANY_PAIRS || pairs >= MANY_PAIRS && is_balanced {
        Method::Sparse
    } else {
        Method::Hungarian
    }
}
