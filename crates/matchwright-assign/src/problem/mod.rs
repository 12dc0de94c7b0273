//! What is to be assigned: costs, seats, the price of staying unmatched, and the objective.

use std::ops::Range;

use crate::basics::memory::grow;
use crate::basics::{Cost, Error, FORBIDDEN, Objective, cost_limit};
use crate::costs::{CostSource, ExactCosts, rises_within};

mod blocks;
mod constraint;
mod demands;
mod entries;
mod fold;
mod level;
mod nesting;
mod or_none;
mod relaxed;
mod row_costs;
mod step;

pub use constraint::Constraint;
pub(crate) use constraint::Places;
pub use demands::{Demands, Per, Quota, Side};
use entries::Entries;
use fold::fold;
pub use level::Level;
pub(crate) use nesting::Nesting;
pub(crate) use or_none::Optional;
pub(crate) use relaxed::{Crossing, Relaxed};
pub(crate) use row_costs::{Columns, RowCosts};
pub(crate) use step::Seats;
pub use step::{PairCost, SeatCost, Step};

/// An assignment problem: a [`CostSource`] and what surrounds it.
///
/// Every row and column has one seat unless said otherwise. A pair is used at most once, however
/// many seats its row and column have. A seat of a row that stays empty costs the row's unmatched
/// cost, 0 unless said otherwise; with [`Objective::Total`] that is what decides who is matched.
///
/// ```
/// use matchwright_assign::{CostMatrix, Objective, Options, Problem, assign};
///
/// let costs = CostMatrix::from_vec(3, 1, vec![-5, -9, 2])?;
/// let problem = Problem::new(&costs)
///     .column_capacity(vec![3])      // one column with three seats
///     .objective(Objective::Total);
/// let solution = assign(&problem, &Options::default())?;
/// assert_eq!(solution.pairs().len(), 2); // the third row is better off alone
/// assert_eq!(solution.total(), -14);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone)]
pub struct Problem<'a> {
    costs: &'a dyn CostSource,
    rows: usize,
    columns: usize,
    /// Of the pairs that the source lists, where it lists every row.
    entries: Option<Entries>,
    row_capacity: Option<Vec<u32>>,
    column_capacity: Option<Vec<u32>>,
    unmatched_cost: Option<Vec<Cost>>,
    objective: Objective,
}

impl<'a> Problem<'a> {
    /// One seat on every row and column, unmatched cost 0, participation first. O(rows) where the
    /// source lists its pairs, which are counted.
    #[must_use]
    pub fn new(costs: &'a dyn CostSource) -> Self {
        Self {
            costs,
            rows: costs.rows(),
            columns: costs.columns(),
            entries: Entries::count(costs),
            row_capacity: None,
            column_capacity: None,
            unmatched_cost: None,
            objective: Objective::default(),
        }
    }

    /// Seats of each row; 0 takes the row out.
    #[must_use]
    pub fn row_capacity(mut self, seats: Vec<u32>) -> Self {
        self.row_capacity = Some(seats);
        self
    }

    /// Seats of each column; 0 takes the column out.
    #[must_use]
    pub fn column_capacity(mut self, seats: Vec<u32>) -> Self {
        self.column_capacity = Some(seats);
        self
    }

    /// What each seat of a row costs when it stays empty.
    #[must_use]
    pub fn unmatched_cost(mut self, costs: Vec<Cost>) -> Self {
        self.unmatched_cost = Some(costs);
        self
    }

    /// What is optimised.
    #[must_use]
    pub fn objective(mut self, objective: Objective) -> Self {
        self.objective = objective;
        self
    }

    /// Checks the lengths; costs are checked when they are first read.
    ///
    /// # Errors
    /// [`Error::Length`] where a list does not have one value per row or column, and
    /// [`Error::TooLarge`] beyond 2³² − 1 rows or columns.
    pub fn check(&self) -> Result<(), Error> {
        let (rows, columns) = (self.rows(), self.columns());
        if rows.max(columns) > u32::MAX as usize {
            return Err(Error::TooLarge { rows, columns });
        }
        check_length("row capacities", self.row_capacity.as_deref(), rows)?;
        check_length("column capacities", self.column_capacity.as_deref(), columns)?;
        check_length("unmatched costs", self.unmatched_cost.as_deref(), rows)
    }

    pub(crate) fn costs(&self) -> &'a dyn CostSource {
        self.costs
    }

    /// The same problem with other costs, none of which are lists.
    pub(crate) fn with_costs<'b>(&self, costs: &'b dyn CostSource) -> Problem<'b>
    where
        'a: 'b,
    {
        Problem { costs, entries: None, ..self.clone() }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn columns(&self) -> usize {
        self.columns
    }

    /// Rows, or columns.
    pub(crate) fn count(&self, side: Side) -> usize {
        if side == Side::Row { self.rows } else { self.columns }
    }

    /// Whether the source lists the pairs that may meet.
    pub(crate) fn is_listed(&self) -> bool {
        self.entries.is_some()
    }

    /// Pairs that one pass over all of them reads.
    pub(crate) fn pairs(&self) -> usize {
        self.entries.map_or(self.rows.saturating_mul(self.columns), |entries| entries.all)
    }

    /// Pairs of the row that has most.
    pub(crate) fn pairs_of_longest_row(&self) -> usize {
        self.entries.map_or(self.columns, |entries| entries.longest_row)
    }

    /// Pairs of a row that a pass reads, on average.
    pub(crate) fn pairs_a_row(&self) -> usize {
        self.pairs() / self.rows.max(1)
    }

    /// The values behind the costs, where those were rounded.
    pub(crate) fn exact(&self) -> Option<&dyn ExactCosts> {
        self.costs.exact()
    }

    pub(crate) fn goal(&self) -> Objective {
        self.objective
    }

    /// Whether every row and every column has one seat.
    pub(crate) fn has_single_seats(&self) -> bool {
        let is_single = |seats: &Option<Vec<u32>>| {
            seats.as_deref().is_none_or(|seats| seats.iter().all(|&seats| seats == 1))
        };
        is_single(&self.row_capacity) && is_single(&self.column_capacity)
    }

    pub(crate) fn row_seats(&self, row: usize) -> u32 {
        seats(self.row_capacity.as_deref(), row)
    }

    pub(crate) fn column_seats(&self, column: usize) -> u32 {
        seats(self.column_capacity.as_deref(), column)
    }

    /// Seats of all rows.
    pub(crate) fn all_row_seats(&self) -> u64 {
        all_seats(self.row_capacity.as_deref(), self.rows)
    }

    /// Seats of all columns.
    pub(crate) fn all_column_seats(&self) -> u64 {
        all_seats(self.column_capacity.as_deref(), self.columns)
    }

    /// The columns from the first to the last that has a seat: no plan uses any other.
    pub(crate) fn seated_columns(&self) -> Range<usize> {
        if self.column_capacity.is_none() {
            return 0..self.columns;
        }
        let seated = |column: &usize| self.column_seats(*column) > 0;
        let first = (0..self.columns()).find(seated).unwrap_or_default();
        let last = (first..self.columns()).rfind(seated);
        first..last.map_or(first, |last| last + 1)
    }

    /// What no pair of a row costs less than, unmatched cost aside, where the source knows it.
    pub(crate) fn lowest(&self, row: usize) -> Option<Cost> {
        self.costs.lowest()?.checked_sub(self.unmatched(row))
    }

    pub(crate) fn unmatched(&self, row: usize) -> Cost {
        self.unmatched_cost.as_deref().and_then(|costs| costs.get(row)).map_or(0, |&cost| cost)
    }

    /// Unmatched cost of every seat: the total of the plan without pairs.
    pub(crate) fn base(&self) -> i128 {
        if self.unmatched_cost.is_none() {
            return 0;
        }
        (0..self.rows())
            .map(|row| i128::from(self.row_seats(row)) * i128::from(self.unmatched(row)))
            .sum()
    }

    pub(crate) fn limit(&self) -> Cost {
        cost_limit(self.rows(), self.columns())
    }

    /// Reads a block and turns each cost into what the pair adds to the plan without pairs: its cost
    /// less the row's unmatched cost. Only here do unmatched costs meet pairs; from here on an empty
    /// seat costs 0.
    pub(crate) fn folded_block(
        &self,
        row: usize,
        columns: Range<usize>,
        out: &mut [Cost],
    ) -> Result<(), Error> {
        self.folded_block_within(self.limit(), row, columns, out)
    }

    /// [`folded_block`](Self::folded_block) for a caller who can hold less than the problem.
    pub(crate) fn folded_block_within(
        &self,
        limit: Cost,
        row: usize,
        columns: Range<usize>,
        out: &mut [Cost],
    ) -> Result<(), Error> {
        let first = columns.start;
        self.costs.block(row, columns, out);
        let unmatched = self.unmatched(row);
        if fold(out, unmatched, limit) {
            return Ok(());
        }
        self.costs.block(row, first..first + out.len(), out);
        let column = first + too_large(out, unmatched, limit);
        Err(Error::CostTooLarge { row, column, limit })
    }

    /// The cost of one pair, less the row's unmatched cost.
    pub(crate) fn cost_within(
        &self,
        limit: Cost,
        row: usize,
        column: usize,
    ) -> Result<Cost, Error> {
        let mut cost = [FORBIDDEN];
        self.folded_block_within(limit, row, column..column + 1, &mut cost)?;
        Ok(cost[0])
    }

    /// The columns among `columns` that the source lists for a row, with their costs in `out` as
    /// [`folded_block_within`](Self::folded_block_within) has them; `None` where the row has to be
    /// read in blocks.
    pub(crate) fn folded_entries(
        &self,
        limit: Cost,
        row: usize,
        columns: Range<usize>,
        out: &mut Vec<Cost>,
    ) -> Result<Option<&[u32]>, Error> {
        let Some((listed, costs)) = self.costs.entries(row) else { return Ok(None) };
        if listed.len() != costs.len() || !rises_within(listed, self.columns) {
            return Err(Error::Sparse { row });
        }
        let place = |end: usize| listed.partition_point(|&column| (column as usize) < end);
        let span = place(columns.start)..place(columns.end);
        let (listed, costs) = (&listed[span.clone()], &costs[span]);
        out.clear();
        grow(out, costs.len())?;
        out.extend_from_slice(costs);
        let unmatched = self.unmatched(row);
        if fold(out, unmatched, limit) {
            return Ok(Some(listed));
        }
        let column = listed[too_large(costs, unmatched, limit)] as usize;
        Err(Error::CostTooLarge { row, column, limit })
    }
}

/// The first of the costs that is not within `limit` of `unmatched`.
fn too_large(costs: &[Cost], unmatched: Cost, limit: Cost) -> usize {
    let range = unmatched.saturating_sub(limit)..=unmatched.saturating_add(limit);
    let is_large = |cost: &Cost| *cost != FORBIDDEN && !range.contains(cost);
    costs.iter().position(is_large).unwrap_or_default()
}

fn check_length<T>(what: &'static str, list: Option<&[T]>, expected: usize) -> Result<(), Error> {
    match list.map(<[T]>::len) {
        Some(found) if found != expected => Err(Error::Length { what, expected, found }),
        _ => Ok(()),
    }
}

fn all_seats(capacity: Option<&[u32]>, count: usize) -> u64 {
    let listed = |seats: &[u32]| seats.iter().take(count).map(|&seats| u64::from(seats)).sum();
    capacity.map_or(count as u64, listed)
}

fn seats(capacity: Option<&[u32]>, index: usize) -> u32 {
    capacity.map_or(1, |seats| seats.get(index).copied().unwrap_or(0))
}
