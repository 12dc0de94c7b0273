//! From a warm start to a plan under repair: potentials that fit the new problem, and the pairs that are still
//! as good as they say.

use smallvec::SmallVec;

use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
use crate::problem::Problem;
use crate::solver::auction::row_scan::{self, CLOSED, OPEN, Scratch};
use crate::solver::restart_lists::KEEP;
use crate::solver::warm_start::WarmStart;

use super::before::{Before, cost_before, empty_and_spare, seats_before, whole};
use super::lists::{List, priced};
use super::state::{Seat, State, cost};

/// Rows that one task opens.
const ROWS_AT_ONCE: usize = 16;

/// Seats of one row.
type RowSeats = SmallVec<[Seat; 1]>;

/// A row as it enters the repair.
struct Opened {
    potential: Cost,
    seats: RowSeats,
    list: Option<List>,
}

pub(super) struct Opening<'a> {
    problem: &'a Problem<'a>,
    empty: Cost,
    spare: Cost,
    rows_before: Vec<Option<Cost>>,
    prices_before: Vec<Option<Cost>>,
    prices: Vec<Cost>,
    rows: Vec<Opened>,
}

impl<'a> Opening<'a> {
    /// Reads every row, or only the new ones where the warm start is vouched for. `None` where the
    /// warm start's prices are too large to go on with.
    pub(super) fn read(
        problem: &'a Problem<'a>,
        warm_start: &WarmStart,
        monitor: &Monitor,
    ) -> Result<Option<Self>, Error> {
        let used = seats_before(problem, warm_start);
        let Some(prices) = whole(problem, warm_start, &used)? else { return Ok(None) };
        let (empty, spare) = empty_and_spare(problem, warm_start, &prices, &used);
        let rows_before: Vec<Option<Cost>> = (0..problem.rows())
            .map(|row| {
                let price = prices.rows.get(warm_start.row_before(row)?)?;
                Some((prices.per_pair + price).min(empty))
            })
            .collect();
        let prices_before: Vec<Option<Cost>> = (0..problem.columns())
            .map(|column| prices.columns.get(warm_start.column_before(column)?).copied())
            .collect();
        let mut opening = Self {
            problem,
            empty,
            spare,
            rows_before,
            prices_before,
            prices: Vec::new(),
            rows: Vec::new(),
        };
        opening.prices = opening.all_prices(monitor)?;
        opening.rows = opening.all_rows(&used, warm_start, monitor)?;
        Ok(Some(opening))
    }

    /// The prices of the warm start. A new column is so dear that nobody would leave their seat for
    /// it.
    fn all_prices(&self, monitor: &Monitor) -> Result<Vec<Cost>, Error> {
        let columns = 0..self.problem.columns();
        let seated = |column: &usize| self.problem.column_seats(*column) > 0;
        let is_new = |column: &usize| self.prices_before[*column].is_none();
        let new: Vec<usize> = columns.clone().filter(seated).filter(is_new).collect();
        let strips = (0..self.problem.rows()).step_by(ROWS_AT_ONCE);
        let reads = sweep(strips, ROWS_AT_ONCE * new.len(), |(): &mut (), start| {
            monitor.check()?;
            let mut lowest = vec![self.spare; new.len()];
            for row in start..self.problem.rows().min(start + ROWS_AT_ONCE) {
                let Some(potential) = self.rows_before[row] else { continue };
                if self.problem.row_seats(row) == 0 {
                    continue;
                }
                for (lowest, &column) in lowest.iter_mut().zip(&new) {
                    let cost = cost(self.problem, row, column)?;
                    *lowest = cost.saturating_sub(potential).min(*lowest);
                }
            }
            Ok(lowest)
        });
        let known = |column| {
            if seated(&column) { self.prices_before[column].unwrap_or(self.spare) } else { CLOSED }
        };
        let mut prices: Vec<Cost> = columns.map(known).collect();
        for read in reads {
            for (&column, lowest) in new.iter().zip(read?) {
                prices[column] = prices[column].min(lowest);
            }
        }
        Ok(prices)
    }

    fn all_rows(
        &self,
        used: &[Before],
        warm_start: &WarmStart,
        monitor: &Monitor,
    ) -> Result<Vec<Opened>, Error> {
        let strips = (0..self.problem.rows()).step_by(ROWS_AT_ONCE);
        let cells = ROWS_AT_ONCE * self.problem.columns();
        let reads = sweep(strips, cells, |scratch: &mut Scratch, start| {
            monitor.check()?;
            let rows = start..self.problem.rows().min(start + ROWS_AT_ONCE);
            rows.map(|row| self.row(row, &used[row], warm_start, scratch)).collect()
        });
        let rows = reads.into_iter().collect::<Result<Vec<Vec<Opened>>, Error>>()?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// A potential at which no pair that is not in use has a slack below 0, and the seats that are worth
    /// it.
    fn row(
        &self,
        row: usize,
        used: &Before,
        warm_start: &WarmStart,
        scratch: &mut Scratch,
    ) -> Result<Opened, Error> {
        if self.problem.row_seats(row) == 0 {
            return Ok(Opened { potential: self.empty, seats: RowSeats::new(), list: None });
        }
        let mut seats = RowSeats::new();
        for &column in &used.columns {
            let cost = cost_before(self.problem, warm_start, row, column)?;
            if cost != FORBIDDEN {
                seats.push(Seat { column, cost });
            }
        }
        let value = |seat: &Seat| seat.cost - self.prices[seat.column as usize];
        seats.sort_by_key(|seat| (value(seat), seat.column));
        let known = self.rows_before[row];
        let list = if warm_start.is_unchanged() && known.is_some() && !used.has_lost {
            None
        } else {
            let priced = priced(self.problem, &self.prices);
            let scan = row_scan::scan(&priced, row, KEEP, OPEN, scratch)?;
            Some(List::of(&scan, &self.prices))
        };
        // No pair that is not in use is cheaper than this.
        let others = list.as_ref().map_or(known, |list| Some(list.lowest_beside(&used.columns)));
        let most = others.map_or(self.empty, |others| others.min(self.empty));
        let limit = self.problem.row_seats(row) as usize;
        let kept = seats.iter().take(limit).take_while(|seat| value(seat) <= most).count();
        let parted = seats.get(kept).map_or(most, value);
        let least = seats[..kept].last().map_or(Cost::MIN, value);
        let potential = known.unwrap_or(most).min(most).min(parted).max(least);
        seats.truncate(kept);
        Ok(Opened { potential, seats, list })
    }

    pub(super) fn into_state(self) -> (State<'a>, Vec<Option<List>>) {
        let mut members = vec![SmallVec::new(); self.problem.columns()];
        let (mut rows, mut used, mut lists) = (Vec::new(), Vec::new(), Vec::new());
        for (row, opened) in (0..).zip(self.rows) {
            for seat in &opened.seats {
                members[seat.column as usize].push(row);
            }
            rows.push(opened.potential);
            used.push(opened.seats);
            lists.push(opened.list);
        }
        let state = State {
            problem: self.problem,
            rows,
            prices: self.prices,
            used,
            members,
            empty: self.empty,
            spare: self.spare,
            rows_before: self.rows_before,
            prices_before: self.prices_before,
        };
        (state, lists)
    }
}
