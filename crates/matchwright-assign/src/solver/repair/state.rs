//! A plan under repair: who has which seat, and potentials that leave every arc a slack of 0 or more.

use smallvec::SmallVec;

use crate::basics::{Cost, Error, Objective};
use crate::plan::{Cut, Pair, Prices};
use crate::problem::Problem;
use crate::proof::Touched;
use crate::solver::auction::row_scan::CLOSED;

/// What an empty seat costs where everybody has to be seated: more than any path adds up to, and
/// little enough for potentials and distances to stay below
/// [`UNREACHED`](super::search::UNREACHED).
pub(super) const LARGE: Cost = 1 << 57;

/// A column that a row has a seat of, and the cost of the pair.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seat {
    pub(super) column: u32,
    pub(super) cost: Cost,
}

/// An empty seat of a row, or a free one of a column.
#[derive(Clone, Copy, Debug)]
pub(super) enum Vacancy {
    Row(u32),
    Column(u32),
}

/// A row that leaves a seat of one column and takes one of another.
pub(super) struct Step {
    pub(super) row: u32,
    pub(super) leaves: Option<u32>,
    pub(super) takes: Option<u32>,
}

pub(super) struct State<'a> {
    pub(super) problem: &'a Problem<'a>,
    /// Potentials of rows: price of the row and of a pair together.
    pub(super) rows: Vec<Cost>,
    /// Prices of columns; [`CLOSED`] where a column has no seat.
    pub(super) prices: Vec<Cost>,
    pub(super) used: Vec<SmallVec<[Seat; 1]>>,
    pub(super) members: Vec<SmallVec<[u32; 1]>>,
    /// What an empty seat of a row costs: no row's potential is above it.
    pub(super) empty: Cost,
    /// What a free seat of a column costs: no price is above it.
    pub(super) spare: Cost,
    /// Potentials and prices at the opening, where a row or column was known.
    pub(super) rows_before: Vec<Option<Cost>>,
    pub(super) prices_before: Vec<Option<Cost>>,
}

impl State<'_> {
    /// Whether a row has an empty seat that is worth filling.
    pub(super) fn wants_seat(&self, row: usize) -> bool {
        self.has_empty(row) && self.rows[row] < self.empty
    }

    /// Whether a column has a free seat although its price says that it is wanted.
    pub(super) fn wants_row(&self, column: usize) -> bool {
        self.has_spare(column) && self.prices[column] < self.spare
    }

    pub(super) fn has_spare(&self, column: usize) -> bool {
        self.members[column].len() < self.problem.column_seats(column) as usize
    }

    pub(super) fn has_empty(&self, row: usize) -> bool {
        self.used[row].len() < self.problem.row_seats(row) as usize
    }

    /// Rows with an empty seat that is worth filling, then all columns with a free one. On the way
    /// some are filled by others, and some become worth filling.
    pub(super) fn vacancies(&self) -> Vec<Vacancy> {
        let rows = (0..self.rows.len()).filter(|&row| self.wants_seat(row));
        let columns = (0..self.prices.len()).filter(|&column| self.has_spare(column));
        let rows = rows.map(|row| Vacancy::Row(row as u32));
        rows.chain(columns.map(|column| Vacancy::Column(column as u32))).collect()
    }

    /// Whether a seat is still empty, and worth filling.
    pub(super) fn wants(&self, vacancy: Vacancy) -> bool {
        match vacancy {
            Vacancy::Row(row) => self.wants_seat(row as usize),
            Vacancy::Column(column) => self.wants_row(column as usize),
        }
    }

    /// The slack of a pair that is not in use. It is cut off at 0, so that every search ends even
    /// where a warm start was vouched for wrongly; the proof shows what such a warm start is worth.
    pub(super) fn slack(&self, row: usize, column: usize, cost: Cost) -> Cost {
        (cost - self.prices[column] - self.rows[row]).max(0)
    }

    pub(super) fn uses(&self, row: usize, column: u32) -> bool {
        self.used[row].iter().any(|seat| seat.column == column)
    }

    /// The slack of parting a pair.
    pub(super) fn parting(&self, row: u32, column: u32) -> Cost {
        let mut seats = self.used[row as usize].iter();
        let cost = seats.find(|seat| seat.column == column).map_or(0, |seat| seat.cost);
        (self.prices[column as usize] + self.rows[row as usize] - cost).max(0)
    }

    pub(super) fn pair(&mut self, row: u32, column: u32) -> Result<(), Error> {
        let cost = cost(self.problem, row as usize, column as usize)?;
        self.used[row as usize].push(Seat { column, cost });
        self.members[column as usize].push(row);
        Ok(())
    }

    pub(super) fn part(&mut self, row: u32, column: u32) {
        self.used[row as usize].retain(|seat| seat.column != column);
        self.members[column as usize].retain(|member| *member != row);
    }

    /// Moves everybody by one seat.
    pub(super) fn walk(&mut self, steps: &[Step]) -> Result<(), Error> {
        for &Step { row, leaves, takes } in steps {
            if let Some(column) = leaves {
                self.part(row, column);
            }
            if let Some(column) = takes {
                self.pair(row, column)?;
            }
        }
        Ok(())
    }

    /// The pairs, sorted.
    pub(super) fn pairs(&self) -> Vec<Pair> {
        let of_row = |(row, seats): (u32, &SmallVec<[Seat; 1]>)| {
            let mut pairs: SmallVec<[Pair; 1]> =
                seats.iter().map(|seat| Pair { row, column: seat.column }).collect();
            pairs.sort_unstable();
            pairs
        };
        (0..).zip(&self.used).flat_map(of_row).collect()
    }

    /// The rows and columns whose price is higher than at the opening, or was not known there.
    pub(super) fn touched(&self) -> Touched {
        Touched {
            new_rows: positions(&self.rows, &self.rows_before, |_, before| before.is_none()),
            risen_rows: positions(&self.rows, &self.rows_before, has_risen),
            columns: positions(&self.prices, &self.prices_before, |now, before| {
                before.is_none() || has_risen(now, before)
            }),
        }
    }

    /// Prices in the form of the certificate.
    pub(super) fn into_prices(self, cut: Cut) -> Prices {
        let seated = |row: &usize| self.problem.row_seats(*row) > 0;
        let is_open = |price: &Cost| *price != CLOSED;
        // Where every column is full, all their prices may move down together, and those of the
        // rows up.
        let lift = self.prices.iter().copied().filter(is_open).max().unwrap_or(0).max(0);
        let is_full = |row: &usize| self.used[*row].len() == self.problem.row_seats(*row) as usize;
        let per_pair = if self.problem.goal() == Objective::Total {
            0
        } else if (0..self.rows.len()).all(|row| is_full(&row)) {
            (0..self.rows.len()).filter(seated).map(|row| self.rows[row]).max().unwrap_or(0)
        } else {
            self.empty
        };
        let mut rows = vec![0; self.rows.len()];
        for row in (0..rows.len()).filter(seated) {
            rows[row] = (self.rows[row] - per_pair).min(0);
        }
        let columns = self.prices.iter();
        let columns = columns.map(|price| if is_open(price) { (price - lift).min(0) } else { 0 });
        Prices { scale: 1, per_pair: per_pair + lift, rows, columns: columns.collect(), cut }
    }
}

fn has_risen(now: Cost, before: Option<Cost>) -> bool {
    before.is_some_and(|before| now > before)
}

/// Where something is to be said of potentials now and before.
fn positions(
    now: &[Cost],
    before: &[Option<Cost>],
    counts: impl Fn(Cost, Option<Cost>) -> bool,
) -> Vec<u32> {
    let all = (0..).zip(now.iter().zip(before));
    all.filter(|(_, (now, before))| counts(**now, **before)).map(|(position, _)| position).collect()
}

/// The cost of one pair.
pub(super) fn cost(problem: &Problem<'_>, row: usize, column: usize) -> Result<Cost, Error> {
    problem.cost_within(problem.limit(), row, column)
}

#[cfg(test)]
mod tests {
    use super::State;
    use crate::basics::Error;
    use crate::costs::CostMatrix;
    use crate::problem::Problem;

    /// What the proof reads again: an answer that left something out would be believed where it is wrong.
    #[test]
    fn what_is_new_or_has_risen_is_touched() -> Result<(), Error> {
        let costs = CostMatrix::from_vec(3, 4, vec![0; 12])?;
        let state = State {
            problem: &Problem::new(&costs),
            rows: vec![1, 5, 0],
            rows_before: vec![Some(0), Some(5), None],
            prices: vec![-2, -1, 0, 0],
            prices_before: vec![None, Some(-3), Some(0), Some(1)],
            used: Vec::new(),
            members: Vec::new(),
            empty: 0,
            spare: 0,
        };
        let touched = state.touched();
        assert_eq!((touched.new_rows, touched.risen_rows), (vec![2], vec![0]));
        assert_eq!(touched.columns, [0, 1]);
        Ok(())
    }
}
