//! Which method a problem gets.

use crate::basics::Method;
use crate::problem::Problem;
use crate::solver::spare;
use crate::solver::warm_start::WarmStart;

/// The auction is chosen from this many pairs on. At 1,100² it took twice as long as the dense
/// method on mentor-like scores, uniform costs, distances and ties (23 ms against 13), and less
/// than half as long on costs of low rank (34 against 85). At 2,000² it took a third of the time on
/// mentor-like scores, a twentieth on low rank, and the same time on uniform costs and ties.
const MANY_PAIRS: usize = 1 << 20;

/// From this many pairs on a table takes 2 GiB, which not every machine has to spare.
const TOO_MANY_PAIRS: usize = 1 << 28;

/// From this many pairs on the Hungarian method may find that an auction is faster. With 300 × 300 products the
/// auction took two thirds of its time, and sums and low rank 1.1 and 1.3 times.
const PAIRS_TO_DOUBT: usize = 200_000;

/// The auction is chosen up to this many seats on one side for each seat on the other. Where there
/// are more, most rows get what they want at once: at 2,500 × 5,000 the two methods took the same
/// time. Where the source lists its pairs, the auction reads the lists alone. It then took a
/// quarter of the time at 3,000 × 9,000 with 300 or 1,500 entries a row, and half at 700 × 7,000
/// and at 7,000 × 700 with 10.
const ROOM: u64 = 2;

/// The method that [`Method::Auto`] stands for. The reference exists to contradict the others. What begins as the
/// Hungarian method, and may hand over to an auction, is still [`Method::Auto`].
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

/// Whether there are so many pairs that the auction may be chosen.
pub(super) fn has_many_pairs(problem: &Problem<'_>) -> bool {
    cells(problem) >= MANY_PAIRS
}

fn cells(problem: &Problem<'_>) -> usize {
    problem.rows().saturating_mul(problem.columns())
}

/// The Hungarian method is chosen up to this many pairs where rows were seen to contend little. On mentor-like
/// scores it took 6 ms at 1,000 × 2,000 and the auction 17, 22 and 35 at 1,500 × 2,000, 31 and 34 at 1,500 ×
/// 3,000, and 123 and 75 at 2,500 × 5,000.
const MANY_PAIRS_OF_FEW: usize = 1 << 22;

/// How many rows like best what another row has, as far as a method has seen before it gave up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Contention {
    Unknown,
    /// Some do.
    Mild,
    /// Nearly all do.
    Fierce,
}

/// The method for a problem of which nothing is known.
pub(crate) fn from_scratch(problem: &Problem<'_>) -> Method {
    if spare::suits(problem) { Method::Spare } else { without_spare(problem, Contention::Unknown) }
}

/// The method where columns are not to spare, or more of them are read than are worth it.
pub(crate) fn without_spare(problem: &Problem<'_>, contention: Contention) -> Method {
    if contention == Contention::Mild && cells(problem) < MANY_PAIRS_OF_FEW {
        return Method::Hungarian;
    }
    let (rows, columns) = (problem.all_row_seats(), problem.all_column_seats());
    let is_balanced = rows.max(columns) <= ROOM * rows.min(columns);
    let is_many = has_many_pairs(problem) && (is_balanced || problem.is_listed());
    match cells(problem) {
        TOO_MANY_PAIRS.. => Method::Auction,
        _ if is_many => Method::Auction,
        PAIRS_TO_DOUBT.. if is_balanced => Method::Auto,
        _ => Method::Hungarian,
    }
}
