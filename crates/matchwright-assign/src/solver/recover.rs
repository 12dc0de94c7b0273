//! Prices: what a seat is worth, and how to find them for a plan that somebody else made.

use crate::basics::{Cost, Error, Monitor, Objective};
use crate::plan::{Adjacency, Cut, Pair, Prices};
use crate::problem::{Problem, RowCosts};
use crate::proof::certify;

/// Prices that prove a plan optimal, or `None` where a better plan exists.
///
/// Difference constraints on the residual graph, solved by Bellman–Ford (Bellman 1958): a negative
/// cycle is exactly a way to improve the plan. O(rows · columns) per round, as many rounds as the
/// longest shortest path has arcs, at most rows + columns + 2. `pairs` have to be sorted.
///
/// ```
/// use matchwright_assign::{CostMatrix, Pair, Problem, certify, recover_prices};
///
/// let costs = CostMatrix::from_vec(2, 2, vec![1, 2, 4, 8])?;
/// let problem = Problem::new(&costs);
///
/// let best = [Pair { row: 0, column: 1 }, Pair { row: 1, column: 0 }];
/// let prices = recover_prices(&problem, &best)?.ok_or("a better plan exists")?;
/// assert!(certify(&problem, &best, &prices)?.is_optimal());
///
/// let worse = [Pair { row: 0, column: 0 }, Pair { row: 1, column: 1 }];
/// assert!(recover_prices(&problem, &worse)?.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`certify`](crate::certify): a malformed problem or plan.
pub fn recover_prices(problem: &Problem<'_>, pairs: &[Pair]) -> Result<Option<Prices>, Error> {
    problem.check()?;
    // With prices of 0 a certificate bounds little, but it checks the plan completely.
    certify(problem, pairs, &Prices::zero(problem))?;
    let Some(cut) = Cut::of_plan(problem, pairs, &Monitor::new())? else { return Ok(None) };
    let found = optimal_prices(problem, pairs)?;
    Ok(found.map(|found| Prices { cut, ..found }))
}

/// [`recover_prices`] for a plan that is known to be valid; without the cut.
pub(crate) fn optimal_prices(
    problem: &Problem<'_>,
    pairs: &[Pair],
) -> Result<Option<Prices>, Error> {
    let Some(plan) = Adjacency::new(problem, pairs) else { return Ok(None) };
    let mut potentials = Potentials::new(problem, plan);
    while !potentials.have_negative_cycle() {
        if !potentials.relax()? {
            return Ok(Some(potentials.into_prices()));
        }
    }
    Ok(None)
}

/// Node potentials: a row's is `per_pair + price`, a column's is minus its price, one node stands
/// for the price per pair and one for zero. All start at 0 and only fall.
struct Potentials<'a> {
    problem: &'a Problem<'a>,
    plan: Adjacency,
    rows: Vec<Cost>,
    columns: Vec<Cost>,
    per_pair: Cost,
    zero: Cost,
    rounds: usize,
    largest: Cost,
}

impl<'a> Potentials<'a> {
    fn new(problem: &'a Problem<'a>, plan: Adjacency) -> Self {
        let (rows, columns) = (vec![0; plan.of_rows.len()], vec![0; plan.of_columns.len()]);
        Self { problem, plan, rows, columns, per_pair: 0, zero: 0, rounds: 0, largest: 0 }
    }

    /// Whether there is a negative cycle: there were more rounds than a path has arcs, or a
    /// potential fell below the cheapest path that visits no node twice.
    fn have_negative_cycle(&self) -> bool {
        let (rows, columns) = (self.rows.len(), self.columns.len());
        let floor = -self.largest.saturating_mul(2 * rows.min(columns) as Cost + 4);
        let mut nodes = self.rows.iter().chain(&self.columns).chain([&self.per_pair, &self.zero]);
        self.rounds > rows + columns + 2 || nodes.any(|&potential| potential < floor)
    }

    /// Relaxes every constraint once; whether anything fell.
    fn relax(&mut self) -> Result<bool, Error> {
        self.rounds += 1;
        let mut fell = false;
        let (problem, mut costs) = (self.problem, Vec::new());
        for row in (0..self.rows.len()).filter(|&row| problem.row_seats(row) > 0) {
            let columns = 0..self.columns.len();
            let read = RowCosts::read(problem, problem.limit(), row, columns, &mut costs)?;
            fell |= self.relax_row(row, &read);
        }
        for column in 0..self.columns.len() {
            fell |= lower(&mut self.zero, self.columns[column]);
            if self.plan.has_free_column(self.problem, column) {
                fell |= lower(&mut self.columns[column], self.zero);
            }
        }
        if self.problem.goal() == Objective::Total {
            fell |= lower(&mut self.zero, self.per_pair);
            fell |= lower(&mut self.per_pair, self.zero);
        }
        Ok(fell)
    }

    /// The constraints of one row: an unused pair costs at least its prices, a used one at most, and
    /// the row's own price is at most 0, or equal where a seat is empty.
    fn relax_row(&mut self, row: usize, read: &RowCosts<'_>) -> bool {
        let mut used = self.plan.of_rows[row].iter().map(|&column| column as usize).peekable();
        let mut fell = lower(&mut self.rows[row], self.per_pair);
        for (column, cost) in read.allowed() {
            self.largest = self.largest.max(cost.abs());
            if used.next_if_eq(&column).is_some() {
                fell |= lower(&mut self.columns[column], self.rows[row].saturating_sub(cost));
            } else if self.problem.column_seats(column) > 0 {
                fell |= lower(&mut self.rows[row], self.columns[column].saturating_add(cost));
            }
        }
        if self.plan.has_empty_row(self.problem, row) {
            fell |= lower(&mut self.per_pair, self.rows[row]);
        }
        fell
    }

    fn into_prices(self) -> Prices {
        let seated = |row: &usize| self.problem.row_seats(*row) > 0;
        let mut rows = vec![0; self.rows.len()];
        for row in (0..rows.len()).filter(seated) {
            rows[row] = self.rows[row] - self.per_pair;
        }
        let columns = self.columns.iter().map(|potential| self.zero - potential).collect();
        let per_pair = self.per_pair - self.zero;
        Prices { per_pair, rows, columns, ..Prices::default() }
    }
}

fn lower(value: &mut Cost, bound: Cost) -> bool {
    let falls = bound < *value;
    *value = bound.min(*value);
    falls
}
