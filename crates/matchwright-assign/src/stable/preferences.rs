//! What each side would rather have.

use std::ops::Range;

use crate::basics::{Cost, Error, FORBIDDEN};
use crate::costs::CostSource;

/// The side that proposes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Side {
    /// Rows propose to columns.
    #[default]
    Rows,
    /// Columns propose to rows.
    Columns,
}

/// Costs of both sides, and their seats.
///
/// Lower costs are better, and of equal ones the lower position is. A pair may meet where neither side's cost is
/// [`FORBIDDEN`]; any other cost is better than an empty seat. Costs are compared and never added, so that there is
/// no limit to them. Everybody has one seat unless said otherwise; with several, each pair counts by itself.
///
/// ```
/// use matchwright_assign::stable::{Preferences, Side, assign};
/// use matchwright_assign::{CostMatrix, Options, Pair};
///
/// // Each row would rather have the column across, each column the row that is not.
/// let rows = CostMatrix::from_vec(2, 2, vec![1, 2, 2, 1])?;
/// let columns = CostMatrix::from_vec(2, 2, vec![2, 1, 1, 2])?;
/// let preferences = Preferences::new(&rows, &columns);
/// let plan = |side| assign(&preferences.clone().proposes(side), &Options::default());
///
/// assert_eq!(plan(Side::Rows)?[0], Pair { row: 0, column: 0 });
/// assert_eq!(plan(Side::Columns)?[0], Pair { row: 0, column: 1 });
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone)]
pub struct Preferences<'a> {
    pub(super) rows: &'a dyn CostSource,
    pub(super) columns: &'a dyn CostSource,
    row_capacity: Option<Vec<u32>>,
    column_capacity: Option<Vec<u32>>,
    pub(super) proposes: Side,
}

impl<'a> Preferences<'a> {
    /// From what each row thinks of the columns, and what each column thinks of the rows: the second source has a
    /// row for each column. Rows propose.
    #[must_use]
    pub fn new(rows: &'a dyn CostSource, columns: &'a dyn CostSource) -> Self {
        let (row_capacity, column_capacity) = (None, None);
        Self { rows, columns, row_capacity, column_capacity, proposes: Side::Rows }
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

    /// The side that proposes: of all stable plans it gets the best one.
    #[must_use]
    pub fn proposes(mut self, side: Side) -> Self {
        self.proposes = side;
        self
    }

    /// Checks that the two sides speak of each other.
    ///
    /// # Errors
    /// [`Error::Length`] where the sources do not have each other's sizes or a list of seats has another one, and
    /// [`Error::TooLarge`] beyond 2³² − 1 rows or columns.
    pub fn check(&self) -> Result<(), Error> {
        let (rows, columns) = (self.rows.rows(), self.rows.columns());
        if rows.max(columns) > u32::MAX as usize {
            return Err(Error::TooLarge { rows, columns });
        }
        let seats = |seats: &Option<Vec<u32>>, side| seats.as_ref().map_or(side, Vec::len);
        let lengths = [
            ("rows that columns have costs of", rows, self.columns.columns()),
            ("columns with costs", columns, self.columns.rows()),
            ("row capacities", rows, seats(&self.row_capacity, rows)),
            ("column capacities", columns, seats(&self.column_capacity, columns)),
        ];
        match lengths.into_iter().find(|(_, expected, found)| expected != found) {
            Some((what, expected, found)) => Err(Error::Length { what, expected, found }),
            None => Ok(()),
        }
    }

    pub(super) fn seats(&self, side: Side, position: usize) -> u32 {
        let seats = match side {
            Side::Rows => &self.row_capacity,
            Side::Columns => &self.column_capacity,
        };
        seats.as_ref().map_or(1, |seats| seats.get(position).copied().unwrap_or(0))
    }

    pub(super) fn count(&self, side: Side) -> usize {
        self.of(side).rows()
    }

    /// What somebody on a side thinks of a range of the others.
    pub(super) fn block(
        &self,
        side: Side,
        position: usize,
        others: Range<usize>,
        out: &mut [Cost],
    ) {
        self.of(side).block(position, others, out);
    }

    /// What somebody on a side thinks of one of the others.
    pub(super) fn cost(&self, side: Side, position: usize, other: usize) -> Cost {
        let mut cost = [FORBIDDEN];
        self.block(side, position, other..other + 1, &mut cost);
        cost[0]
    }

    fn of(&self, side: Side) -> &'a dyn CostSource {
        match side {
            Side::Rows => self.rows,
            Side::Columns => self.columns,
        }
    }
}

impl Side {
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Rows => Self::Columns,
            Self::Columns => Self::Rows,
        }
    }
}
