//! What surrounds the best plan: other plans that are as good, what a seat is worth, what it costs to
//! have a certain pair, the next best plans.
//!
//! All of it is read off the *residual graph*. An arc is a change that the plan leaves open: from a
//! row to a column, to pair them; from a column to a row that it is paired with, to part them; from
//! the *source* to a row with an empty seat and back from a row with a taken one; from a column
//! with an empty seat to the *sink* and back to a column with a taken one. A cycle turns the plan
//! into another one, and the plan is the best exactly where no cycle has a negative length (Ahuja,
//! Magnanti, Orlin 1993, chapter 9). With [`Objective::Total`] source and sink are one node, so
//! that a cycle may change the number of pairs.
//!
//! The prices of the proof are potentials: with them the length of every arc, its *slack*, is 0 or
//! more.

mod alternatives;
mod column_graph;
mod distances;
mod k_best;
mod network;
mod seat_prices;
mod second_best;
mod switch;
pub(crate) mod whole;

pub use alternatives::{Alternatives, alternatives};
pub use k_best::k_best;

pub use seat_prices::{Change, SeatPrice, SeatPrices, seat_prices};
pub use switch::{Switch, Switches};

use crate::basics::{Cost, Error, FORBIDDEN, Objective};
use crate::plan::{Adjacency, Pair, Prices};
use crate::problem::{Columns, Problem, RowCosts};

/// Potential of a row or column without a seat, which no price of the proof speaks of: so far out
/// that the slack of its pairs is above 0. Prices stay below half of it, and sums of slacks below
/// [`UNREACHED`].
const SEATLESS: Cost = 1 << 59;

/// Distance of a node that no path reaches.
const UNREACHED: Cost = 1 << 61;

/// How long a way is: what its arcs cost, and how many there are. Of ways of equal cost the one with fewest arcs is
/// shorter, so that no way goes in circles; of those that are equal in this as well the one is taken whose nodes
/// come first, the last node compared first. So every search names the same way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Length {
    cost: Cost,
    arcs: u32,
}

impl Length {
    const NONE: Self = Self { cost: 0, arcs: 0 };
    const UNREACHED: Self = Self { cost: UNREACHED, arcs: u32::MAX };

    fn plus(self, cost: Cost, arcs: u32) -> Self {
        Self { cost: self.cost + cost, arcs: self.arcs.saturating_add(arcs) }
    }

    fn is_reached(self) -> bool {
        self.cost < UNREACHED
    }
}

/// The residual graph of a plan that is proven best, but for the arcs from rows to columns: those
/// are read row by row and not stored.
struct Residual<'a> {
    problem: &'a Problem<'a>,
    /// Columns of each row, rising.
    used: Vec<Vec<u32>>,
    /// Rows of each column, rising.
    members: Vec<Vec<u32>>,
    /// Potentials of rows, columns, source and sink, in this order.
    potentials: Vec<Cost>,
}

impl<'a> Residual<'a> {
    /// The graph of a plan and its prices, which are whole.
    ///
    /// # Errors
    /// [`Error::TooLarge`], and [`Error::Unproven`] where plan or prices are not those of the
    /// problem.
    fn new(problem: &'a Problem<'a>, pairs: &[Pair], prices: &Prices) -> Result<Self, Error> {
        let (rows, columns) = (problem.rows(), problem.columns());
        let fits = rows.checked_add(columns).is_some_and(|nodes| nodes < u32::MAX as usize - 1);
        if !fits {
            return Err(Error::TooLarge { rows, columns });
        }
        if prices.rows.len() != rows || prices.columns.len() != columns {
            return Err(Error::Unproven);
        }
        let Adjacency { of_rows: used, of_columns: members } = adjacency(problem, pairs)?;
        let of_row = |row: usize| match problem.row_seats(row) {
            0 => -SEATLESS,
            _ => prices.per_pair + prices.rows[row],
        };
        let of_column = |column: usize| match problem.column_seats(column) {
            0 => SEATLESS,
            _ => -prices.columns[column],
        };
        let mut potentials: Vec<Cost> = (0..rows).map(of_row).collect();
        potentials.extend((0..columns).map(of_column));
        potentials.extend([prices.per_pair, 0]);
        let residual = Self { problem, used, members, potentials };
        let is_proven = residual.side_arcs().all(|(from, to)| residual.side_slack(from, to) >= 0);
        if is_proven { Ok(residual) } else { Err(Error::Unproven) }
    }

    fn nodes(&self) -> usize {
        self.potentials.len()
    }

    /// The node of a column; that of a row is its position.
    fn column(&self, column: usize) -> usize {
        self.used.len() + column
    }

    fn source(&self) -> usize {
        match self.problem.goal() {
            Objective::Total => self.sink(),
            Objective::Participation => self.nodes() - 2,
        }
    }

    fn sink(&self) -> usize {
        self.nodes() - 1
    }

    fn row_is_full(&self, row: usize) -> bool {
        self.used[row].len() >= self.problem.row_seats(row) as usize
    }

    fn column_is_full(&self, column: usize) -> bool {
        self.members[column].len() >= self.problem.column_seats(column) as usize
    }

    /// Arcs to and from source and sink. They cost nothing.
    fn side_arcs(&self) -> impl Iterator<Item = (usize, usize)> {
        let rows = (0..self.used.len()).flat_map(|row| {
            let empty = (!self.row_is_full(row)).then_some((self.source(), row));
            let taken = (!self.used[row].is_empty()).then_some((row, self.source()));
            empty.into_iter().chain(taken)
        });
        let columns = (0..self.members.len()).flat_map(|column| {
            let node = self.column(column);
            let empty = (!self.column_is_full(column)).then_some((node, self.sink()));
            let taken = (!self.members[column].is_empty()).then_some((self.sink(), node));
            empty.into_iter().chain(taken)
        });
        rows.chain(columns)
    }

    fn side_slack(&self, from: usize, to: usize) -> Cost {
        self.potentials[to] - self.potentials[from]
    }

    /// Reads the slacks of a row's pairs.
    fn read<'b>(&'b self, row: usize, scratch: &'b mut Scratch) -> Result<Slacks<'b>, Error> {
        let Scratch { costs, slacks } = scratch;
        let columns = 0..self.members.len();
        let read = RowCosts::read(self.problem, self.problem.limit(), row, columns, costs)?;
        let potentials = &self.potentials[self.column(0)..];
        let slack = |(&cost, &potential): (&Cost, &Cost)| match cost {
            FORBIDDEN => FORBIDDEN,
            cost => cost - self.potentials[row] + potential,
        };
        slacks.clear();
        match &read.columns {
            Columns::Range(_) => slacks.extend(read.costs.iter().zip(potentials).map(slack)),
            Columns::Listed(listed) => {
                let potentials = listed.iter().map(|&column| &potentials[column as usize]);
                slacks.extend(read.costs.iter().zip(potentials).map(slack));
            }
        }
        let take = |&column: &u32| {
            let slack = slacks.get_mut(read.columns.index(column as usize)?)?;
            Some(-std::mem::replace(slack, FORBIDDEN))
        };
        let parting: Option<Vec<Cost>> = self.used[row].iter().map(take).collect();
        let parting = parting.ok_or(Error::Unproven)?;
        // Forbidden is above 0 as well; parting with a forbidden pair is not.
        let is_proven =
            parting.iter().all(|slack| *slack >= 0) && slacks.iter().all(|slack| *slack >= 0);
        if !is_proven {
            return Err(Error::Unproven);
        }
        Ok(Slacks { unused: RowCosts { columns: read.columns, costs: slacks }, parting })
    }
}

/// Room for reading rows one after another.
#[derive(Default)]
struct Scratch {
    costs: Vec<Cost>,
    slacks: Vec<Cost>,
}

/// The slacks of a row's arcs.
struct Slacks<'a> {
    /// Of the pairs that are not in use.
    unused: RowCosts<'a>,
    /// Of parting with each column that is.
    parting: Vec<Cost>,
}

/// The pairs of a plan by row and by column.
///
/// # Errors
/// [`Error::Unproven`] where they are no sorted plan of the problem.
fn adjacency(problem: &Problem<'_>, pairs: &[Pair]) -> Result<Adjacency, Error> {
    let plan = Adjacency::new(problem, pairs).ok_or(Error::Unproven)?;
    let row_fits = |row: usize| plan.of_rows[row].len() <= problem.row_seats(row) as usize;
    let column_fits =
        |column: usize| plan.of_columns[column].len() <= problem.column_seats(column) as usize;
    let fits = (0..problem.rows()).all(row_fits) && (0..problem.columns()).all(column_fits);
    if fits && pairs.is_sorted_by(|a, b| a < b) { Ok(plan) } else { Err(Error::Unproven) }
}
