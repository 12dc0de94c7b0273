//! Plans of problems whose pairs are read elsewhere: on other machines, each of which has some of the rows.
//!
//! Whoever has rows replies to a [`RowQuery`] with the cheapest pairs of each at certain prices ([`Shortlist`]). The best
//! plan among all pairs that have come back is found here, and its prices make the next query. What that brings back
//! either proves the plan over all pairs, or holds a pair that is missing. No more than a few pairs of each row are
//! ever in one place, and the certificate is that of [`certify`](crate::certify).

use crate::assign::assign;
use crate::basics::{Cost, Error, FORBIDDEN, Objective, PRICE_LIMIT, cost_limit};
use crate::costs::CsrMatrix;
use crate::options::Options;
use crate::plan::{Cut, Prices, mask};
use crate::problem::Problem;
pub use crate::proof::{RowQuery, Shortlist};
use crate::proof::{certify_shortlists, value};
use crate::solution::Solution;

/// The exchange of queries and replies to about one problem, with unmatched costs of 0.
///
/// ```
/// use matchwright_assign::remote::Exchange;
/// use matchwright_assign::{CostMatrix, Monitor, Objective, Options};
///
/// let costs = CostMatrix::from_vec(3, 3, vec![4, 1, 3, 2, 0, 5, 3, 2, 2])?;
/// let mut exchange = Exchange::new(vec![1; 3], vec![1; 3], Objective::Participation, 1);
/// let solution = loop {
///     // On other machines: each reads some of the rows.
///     let lists = exchange.query().shortlists(&costs, vec![1; 3], &Monitor::new())?;
///     if let Some(solution) = exchange.take(&lists, &Options::default())? {
///         break solution;
///     }
/// };
/// assert_eq!(solution.total(), 5);
/// assert!(solution.certificate().is_optimal());
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Exchange {
    row_seats: Vec<u32>,
    objective: Objective,
    query: RowQuery,
    /// The pairs of each row that the plan is sought among, by column.
    listed: Vec<Vec<(u32, Cost)>>,
    /// The best plan among them; `None` before the first replies.
    plan: Option<Solution>,
}

impl Exchange {
    /// Rows and columns with these seats. `keep` pairs of a row come back at a time, one at least: with more of them
    /// there are fewer queries, and each takes longer.
    #[must_use]
    pub fn new(
        row_seats: Vec<u32>,
        column_seats: Vec<u32>,
        objective: Objective,
        keep: u32,
    ) -> Self {
        let prices = Prices { columns: vec![0; column_seats.len()], ..Prices::default() };
        let listed = vec![Vec::new(); row_seats.len()];
        let query = RowQuery { prices, column_seats, keep: keep.max(1), number: 1 };
        Self { row_seats, objective, query, listed, plan: None }
    }

    /// What is to be asked of every row now.
    #[must_use]
    pub fn query(&self) -> &RowQuery {
        &self.query
    }

    /// Takes the replies of all rows, in their order: the plan where they prove it, and else `None`, with a next
    /// query to ask. Ends, since every query but the last brings pairs that no earlier one has.
    ///
    /// As [`assign`] among the pairs that have come back, of which it keeps 16 bytes and more each.
    ///
    /// # Errors
    /// [`Error::Length`] where there is not one list for each row, [`Error::Sparse`] for a list that is none,
    /// [`Error::Changed`] where a pair costs something else than before, [`Error::Unproven`] where the replies
    /// are to another query or the plan among the pairs was not found in time, and those of [`assign`].
    pub fn take(
        &mut self,
        lists: &[Shortlist],
        options: &Options,
    ) -> Result<Option<Solution>, Error> {
        self.check(lists)?;
        if let Some(plan) = &self.plan {
            let (certificate, prices) = certify_shortlists(
                &plan.pairs,
                &plan.certificate,
                &self.query,
                &self.row_seats,
                lists,
            );
            if certificate.is_optimal() {
                return Ok(Some(Solution { prices, certificate, ..plan.clone() }));
            }
        }
        if !self.add(lists) {
            return Err(Error::Unproven);
        }
        let costs = self.matrix()?;
        let plan = assign(&self.problem(&costs), options)?;
        if !plan.certificate().is_optimal() {
            return Err(Error::Unproven);
        }
        let Prices { scale, per_pair, columns, cut, .. } = plan.prices().clone();
        let cut = Cut { rows: Vec::new(), columns: cut.columns };
        self.query.prices = Prices { scale, per_pair, rows: Vec::new(), columns, cut };
        self.query.number += 1;
        self.plan = Some(plan);
        Ok(None)
    }

    /// What a pair costs that has come back and that the plan is sought among.
    #[must_use]
    pub fn cost(&self, row: usize, column: usize) -> Option<Cost> {
        cost_in(self.listed.get(row)?, u32::try_from(column).ok()?)
    }

    fn check(&self, lists: &[Shortlist]) -> Result<(), Error> {
        let (rows, columns) = (self.row_seats.len(), self.query.column_seats.len());
        if lists.len() != rows {
            let what = "replies of rows";
            return Err(Error::Length { what, expected: rows, found: lists.len() });
        }
        let limit = cost_limit(rows, columns).min(PRICE_LIMIT / self.query.prices.scale);
        for (row, (list, known)) in lists.iter().zip(&self.listed).enumerate() {
            if list.number != self.query.number {
                return Err(Error::Unproven);
            }
            if !list.is_sound(columns, limit) {
                return Err(Error::Sparse { row });
            }
            let is_changed = |&(column, cost): &(u32, Cost)| {
                cost_in(known, column).is_some_and(|known| known != cost)
            };
            if let Some((column, _)) = list.pairs().find(is_changed) {
                return Err(Error::Changed { row, column: column as usize });
            }
        }
        Ok(())
    }

    /// Adds what has come back of every row with a pair that a better plan could use; whether there is any.
    ///
    /// The other pairs of such a row are those that it is likely to want next.
    fn add(&mut self, lists: &[Shortlist]) -> bool {
        let prices = &self.query.prices;
        let served = mask(&prices.cut.columns, prices.columns.len());
        let known = self.plan.as_ref().map(Solution::prices);
        let inside = known.map(|known| mask(&known.cut.rows, self.row_seats.len()));
        let mut is_new = self.plan.is_none();
        for (row, (list, listed)) in lists.iter().zip(&mut self.listed).enumerate() {
            let price = known.map_or(FORBIDDEN, |known| known.rows[row]);
            let is_inside = inside.as_ref().is_some_and(|inside| inside[row]);
            let is_wanted = |&(column, cost): &(u32, Cost)| {
                let crosses = is_inside && !served[column as usize];
                crosses || value(prices, column, cost) < price
            };
            let new = list.pairs().filter(|&(column, _)| cost_in(listed, column).is_none());
            let new: Vec<(u32, Cost)> = new.collect();
            if new.iter().any(is_wanted) {
                is_new = true;
                listed.extend(new);
                listed.sort_unstable();
            }
        }
        is_new
    }

    /// The pairs that are known, all others being forbidden.
    fn matrix(&self) -> Result<CsrMatrix, Error> {
        let (mut starts, mut columns, mut costs) = (vec![0], Vec::new(), Vec::new());
        for row in &self.listed {
            columns.extend(row.iter().map(|&(column, _)| column));
            costs.extend(row.iter().map(|&(_, cost)| cost));
            starts.push(columns.len());
        }
        CsrMatrix::new(self.query.column_seats.len(), starts, columns, costs)
    }

    fn problem<'a>(&self, costs: &'a CsrMatrix) -> Problem<'a> {
        Problem::new(costs)
            .row_capacity(self.row_seats.clone())
            .column_capacity(self.query.column_seats.clone())
            .objective(self.objective)
    }
}

/// The cost of a column in a list by column.
fn cost_in(listed: &[(u32, Cost)], column: u32) -> Option<Cost> {
    let place = listed.binary_search_by_key(&column, |&(column, _)| column).ok()?;
    listed.get(place).map(|&(_, cost)| cost)
}
