//! What can go wrong: misuse, and nothing else. A problem that cannot match everybody is not an error.

use thiserror::Error as ThisError;

use crate::basics::{Cost, Method};

/// Why a problem, a plan or an option was refused. Positions count from 0.
#[derive(Clone, Debug, PartialEq, Eq, ThisError)]
#[non_exhaustive]
pub enum Error {
    /// A matrix does not hold one value per pair.
    #[error("a matrix of {rows} rows and {columns} columns cannot hold {values} values")]
    Shape {
        /// Rows announced.
        rows: usize,
        /// Columns announced.
        columns: usize,
        /// Values found.
        values: usize,
    },
    /// More rows or columns than a 32-bit position can name.
    #[error("{rows} rows and {columns} columns are too many: the limit is 4294967295 of each")]
    TooLarge {
        /// Rows of the problem.
        rows: usize,
        /// Columns of the problem.
        columns: usize,
    },
    /// The entries of a sparse matrix are not in order.
    #[error(
        "row {row} of the sparse matrix: starts must rise and span the entries, and columns rise strictly within the matrix"
    )]
    Sparse {
        /// First row at fault, or the number of rows where the lists do not fit together.
        row: usize,
    },
    /// Pairs within one population need as many rows as columns.
    #[error(
        "people who are paired among themselves need a square of costs, not {rows} by {columns}"
    )]
    NotSquare {
        /// Rows found.
        rows: usize,
        /// Columns found.
        columns: usize,
    },
    /// Two people of one population have different costs, depending on who is asked.
    #[error("the cost at row {row}, column {column} is not that at row {column}, column {row}")]
    Asymmetric {
        /// Row of the pair.
        row: usize,
        /// Column of the pair.
        column: usize,
    },
    /// A set of people in a proof is not of an odd number, three at least, or holds somebody or another set that
    /// does not exist or is held elsewhere.
    #[error(
        "odd set {index} proves nothing: an odd number of people, each in one set, and earlier sets"
    )]
    OddSet {
        /// Position of the set.
        index: usize,
    },
    /// A list does not have one value per row or column.
    #[error("{what}: expected {expected} values, found {found}")]
    Length {
        /// Which list.
        what: &'static str,
        /// One per row or column.
        expected: usize,
        /// Values found.
        found: usize,
    },
    /// A cost leaves no room for the sums of a search.
    #[error(
        "the cost at row {row}, column {column} is too large for exact sums: the limit at this size is ±{limit} (after subtracting the row's unmatched cost)"
    )]
    CostTooLarge {
        /// Row of the pair.
        row: usize,
        /// Column of the pair.
        column: usize,
        /// Largest absolute cost at this size.
        limit: Cost,
    },
    /// A cost is NaN.
    #[error("the value at row {row}, column {column} is not a number")]
    NotANumber {
        /// Row of the pair.
        row: usize,
        /// Column of the pair.
        column: usize,
    },
    /// A cost is infinite the wrong way: +∞ forbids when minimising, −∞ when maximising.
    #[error(
        "the value at row {row}, column {column} is infinitely good; only the worse infinity means forbidden"
    )]
    InfinitelyGood {
        /// Row of the pair.
        row: usize,
        /// Column of the pair.
        column: usize,
    },
    /// A pair that is read elsewhere costs something else than it did when it was read before.
    #[error("the cost at row {row}, column {column} is not what it was before")]
    Changed {
        /// Row of the pair.
        row: usize,
        /// Column of the pair.
        column: usize,
    },
    /// The [`Monitor`](crate::Monitor) was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The method cannot solve this problem.
    #[error("method {method} does not support {what}")]
    Unsupported {
        /// The method asked for.
        method: Method,
        /// What it lacks.
        what: &'static str,
    },
    /// No method has this name.
    #[error("no method is called {name:?}")]
    UnknownMethod {
        /// The name given.
        name: String,
    },
    /// Memory could not be reserved; [`Problem::memory`](crate::Problem::memory) says beforehand how
    /// much a solve takes.
    #[error("{} do not fit into memory", amount(*.bytes))]
    OutOfMemory {
        /// Bytes that the work was estimated to take.
        bytes: u128,
    },
    /// A pool of threads could not be started.
    #[error("no pool of threads: {reason}")]
    Threads {
        /// What the system said.
        reason: String,
    },
    /// A limit of time was asked for where there is no clock: see [`Moment`](crate::Moment).
    #[error("a limit of time needs a clock, and there is none")]
    NoClock,
    /// A plan holds a pair that it may not hold.
    #[error("row {row} with column {column}: {fault}")]
    Plan {
        /// Row of the pair.
        row: u32,
        /// Column of the pair.
        column: u32,
        /// The rule that it breaks.
        fault: Fault,
    },
    /// A question about the best plan was asked of one that is not proven best, or of another problem.
    #[error("the solution is not proven best for this problem")]
    Unproven,
    /// Lists of rows or columns in a solution that was read back are not what the solver writes.
    #[error("positions of rows and columns have to rise, and to lie within the problem")]
    Positions,
    /// A row or column is said to have been where there was none, or where another was.
    #[error("{what}: position {index} names a place that was not there, or that is named twice")]
    WarmStart {
        /// Which list.
        what: &'static str,
        /// Position in the list.
        index: usize,
    },
    /// The members of a quota are not positions that rise.
    #[error("quota {quota}: the positions of its members have to rise, and to lie within its side")]
    Members {
        /// Position among the quotas.
        quota: usize,
    },
    /// Two quotas of one side share some people, and neither holds the other.
    #[error("quotas {quota} and {other} share some of their people, and neither holds the other")]
    Crossing {
        /// Position among the quotas.
        quota: usize,
        /// Position of the other one.
        other: usize,
    },
    /// A plan has fewer or more pairs of something than are demanded.
    #[error("the plan does not keep to the bounds of {what} {index}")]
    Demands {
        /// `"row"`, `"column"` or `"quota"`.
        what: &'static str,
        /// Position of the row, column or quota.
        index: usize,
    },
    /// A circle has a least number of members above its largest one.
    #[error("the circle of column {column} has a minimum above its maximum")]
    Sizes {
        /// Position of the column.
        column: usize,
    },
    /// A circle holds two members who may not be in one.
    #[error("rows {one} and {other} may not be in one circle")]
    Apart {
        /// The row that comes first.
        one: u32,
        /// The other row.
        other: u32,
    },
    /// A plan does not reach what it says.
    #[error("the {what} that the plan states is not what it has")]
    Stated {
        /// What it says.
        what: &'static str,
    },
    /// No plan was found in which each row and column that may have nobody has nobody or its minimum, and quotas
    /// that cross are kept, while there is one where these do not count.
    #[error(
        "no plan fills or leaves all that may have nobody and keeps to quotas that cross: {}",
        tried(*.is_complete, *.nodes)
    )]
    Unfilled {
        /// Plans that were looked at, each the best of some of the cases.
        nodes: u64,
        /// Whether there is none, rather than the search having come to its limit.
        is_complete: bool,
    },
    /// Costs of seats fall, or are too large for exact sums.
    #[error("the seat costs of {what} {index} fall, or are too large for exact sums")]
    SeatCosts {
        /// `"row"` or `"column"`.
        what: &'static str,
        /// Position of the row or column.
        index: usize,
    },
    /// A price proves nothing: prices of seats lie in `-2⁶⁰..=0`, the price per pair in `±2⁶⁰`, and
    /// the latter is 0 with [`Objective::Total`](crate::Objective::Total).
    #[error("the price of {what} {index} is out of range")]
    Price {
        /// `"scale"`, `"pair"`, `"row"`, `"column"`, `"person"` or `"odd set"`.
        what: &'static str,
        /// Position of the row, column, person or set; 0 for the price per pair.
        index: usize,
    },
}

/// How a search has ended.
fn tried(is_complete: bool, nodes: u64) -> String {
    if is_complete {
        return "all cases were tried".to_owned();
    }
    format!("the search ended after {nodes} plans")
}

/// Bytes in the largest unit of which there is at least one.
fn amount(bytes: u128) -> String {
    let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    match units.into_iter().find(|&(unit, _)| bytes >= unit) {
        Some((unit, name)) => format!("{} {name} ({bytes} bytes)", bytes.div_ceil(unit)),
        None => format!("{bytes} bytes"),
    }
}

/// The rule that a pair of a plan breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ThisError)]
#[non_exhaustive]
pub enum Fault {
    /// The row or column does not exist.
    #[error("outside the matrix")]
    OutOfRange,
    /// The pair may not meet.
    #[error("forbidden")]
    Forbidden,
    /// The pair occurs twice, or the pairs are not sorted.
    #[error("repeated or out of order")]
    OutOfOrder,
    /// The row has more pairs than seats.
    #[error("more pairs than the row has seats")]
    RowFull,
    /// The column has more pairs than seats.
    #[error("more pairs than the column has seats")]
    ColumnFull,
    /// Of two people who meet each other, one is said to be with somebody else or alone.
    #[error("the other one is not said to meet this one")]
    OneSided,
}
