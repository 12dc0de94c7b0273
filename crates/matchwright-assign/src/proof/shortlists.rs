//! The proof where pairs are read elsewhere, row by row, and only a few of each row come back.
//!
//! Given λ and the prices `v` of columns, a row does best with a price of its own for which it adds
//!
//! ```text
//! Σ over its d lowest of  min(0, c − λ − v)
//! ```
//!
//! to the bound of [`super`]. In the same way, given the columns `S` of a cut, a row adds the lesser of its seats
//! and its allowed pairs outside `S` to the most pairs that there can be. So whoever knows the `d` cheapest pairs of
//! a row after prices, and `d` outside `S`, knows all that the row has to say; no price of a row is sent anywhere.

use serde::{Deserialize, Serialize};

use super::{Certificate, Scope, Sums, whole};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor, Objective, PRICE_LIMIT};
use crate::costs::{CostSource, rises_within};
use crate::plan::{Cut, Pair, Prices, mask};
use crate::problem::{Problem, RowCosts};

/// What is asked of every row, wherever it is read: its cheapest pairs at these prices.
///
/// It holds one price and the seats of each column, and nothing of rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowQuery {
    /// Those of columns, and the columns of the cut; rows have none here.
    pub(crate) prices: Prices,
    pub(crate) column_seats: Vec<u32>,
    /// How many pairs of a row come back.
    pub(crate) keep: u32,
    /// Which query it is: a reply to another one would prove what does not hold.
    pub(crate) number: u32,
}

/// Pairs of one row: the cheapest at the prices of a [`RowQuery`], and the cheapest with columns outside its cut, of
/// each kind as many as were asked for and no fewer than the row has seats.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortlist {
    /// That of the query.
    pub(crate) number: u32,
    /// Rising.
    pub(crate) columns: Vec<u32>,
    pub(crate) costs: Vec<Cost>,
}

impl RowQuery {
    /// Reads all pairs of all rows of a source, whose rows have these seats: one list for each row, in their order.
    ///
    /// O(rows · columns) time and O(rows · pairs that are asked for) memory.
    ///
    /// # Errors
    /// [`Error::Length`] and [`Error::Price`] where the query is not about these columns, the errors of
    /// [`Problem::check`], [`Error::CostTooLarge`], and [`Error::Cancelled`].
    pub fn shortlists(
        &self,
        costs: &dyn CostSource,
        row_seats: Vec<u32>,
        monitor: &Monitor,
    ) -> Result<Vec<Shortlist>, Error> {
        let problem =
            Problem::new(costs).row_capacity(row_seats).column_capacity(self.column_seats.clone());
        problem.check()?;
        self.check(problem.columns())?;
        let reader = QueryReader::new(&problem, self);
        let lists =
            sweep(0..problem.rows(), problem.pairs_a_row(), |scratch: &mut Scratch, row| {
                monitor.check()?;
                reader.read(row, scratch)
            });
        lists.into_iter().collect()
    }

    fn check(&self, columns: usize) -> Result<(), Error> {
        let found = self.prices.columns.len();
        if found != columns {
            return Err(Error::Length { what: "column prices", expected: columns, found });
        }
        if !self.prices.cut.is_within(0, columns) {
            return Err(Error::Positions);
        }
        self.prices.check(Objective::Participation)
    }
}

impl Shortlist {
    /// Columns and costs.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (u32, Cost)> + '_ {
        self.columns.iter().copied().zip(self.costs.iter().copied())
    }

    /// Whether it is a list of pairs that may meet, with columns that exist.
    pub(crate) fn is_sound(&self, columns: usize, limit: Cost) -> bool {
        self.columns.len() == self.costs.len()
            && rises_within(&self.columns, columns)
            && self.costs.iter().all(|cost| (-limit..=limit).contains(cost))
    }
}

/// Everything that reading one row needs.
struct QueryReader<'a> {
    problem: &'a Problem<'a>,
    query: &'a RowQuery,
    /// What a pair with each column costs less: λ and the column's price.
    prices: Vec<Cost>,
    /// Whether each column is in the cut.
    served: Vec<bool>,
    /// Whether a list of pairs outside the cut says something else than the list of all pairs.
    is_cut: bool,
    limit: Cost,
}

/// Room for reading rows one after another.
#[derive(Default)]
struct Scratch {
    costs: Vec<Cost>,
    cheapest: Cheapest,
    outside: Cheapest,
}

impl<'a> QueryReader<'a> {
    fn new(problem: &'a Problem<'a>, query: &'a RowQuery) -> Self {
        let RowQuery { prices, .. } = query;
        Self {
            problem,
            query,
            prices: prices.columns.iter().map(|price| prices.per_pair + price).collect(),
            served: mask(&prices.cut.columns, problem.columns()),
            is_cut: !prices.cut.columns.is_empty(),
            limit: problem.limit().min(PRICE_LIMIT / prices.scale),
        }
    }

    fn read(&self, row: usize, scratch: &mut Scratch) -> Result<Shortlist, Error> {
        let seats = self.problem.row_seats(row);
        if seats == 0 {
            return Ok(Shortlist { number: self.query.number, ..Shortlist::default() });
        }
        let Scratch { costs, cheapest, outside } = scratch;
        let columns = self.problem.seated_columns();
        let read = RowCosts::read(self.problem, self.limit, row, columns, costs)?;
        let keep = self.query.keep.max(seats) as usize;
        cheapest.begin(keep);
        outside.begin(keep);
        for (column, cost) in read.allowed() {
            if self.problem.column_seats(column) == 0 {
                continue;
            }
            let value = cost * self.query.prices.scale - self.prices[column];
            cheapest.meet(value, column);
            if self.is_cut && !self.served[column] {
                outside.meet(value, column);
            }
        }
        let mut columns: Vec<u32> = cheapest.columns().chain(outside.columns()).collect();
        columns.sort_unstable();
        columns.dedup();
        let costs = columns.iter().map(|&column| read.cost(column as usize)).collect();
        Ok(Shortlist { number: self.query.number, columns, costs })
    }
}

/// The columns of least value among those that come by, rising; of equals those that come first.
#[derive(Default)]
struct Cheapest {
    keep: usize,
    /// Only values below this can still count.
    threshold: Cost,
    found: Vec<(Cost, u32)>,
}

impl Cheapest {
    fn begin(&mut self, keep: usize) {
        (self.keep, self.threshold) = (keep, FORBIDDEN);
        self.found.clear();
    }

    fn meet(&mut self, value: Cost, column: usize) {
        if value >= self.threshold {
            return;
        }
        self.found.push((value, column as u32));
        if self.found.len() >= 4 * self.keep {
            self.shrink();
        }
    }

    fn shrink(&mut self) {
        if let Some(last) = self.keep.checked_sub(1).filter(|&last| last < self.found.len()) {
            self.threshold = self.found.select_nth_unstable(last).1.0;
            self.found.truncate(self.keep);
        }
    }

    fn columns(&mut self) -> impl Iterator<Item = u32> + '_ {
        self.shrink();
        self.found.iter().map(|&(_, column)| column)
    }
}

/// What a pair costs beyond λ and the price of its column, in steps of a price.
pub(crate) fn value(prices: &Prices, column: u32, cost: Cost) -> Cost {
    cost * prices.scale - prices.per_pair - prices.columns[column as usize]
}

/// The certificate of a plan over all pairs, from what every row has replied to a query; and the prices of the query
/// with those of rows and the rows of the cut that belong to it.
///
/// `known` is the certificate of the plan over some of the pairs: its total and its objective still hold. Sums are
/// taken in 128 bits. O(length of all lists · log).
pub(crate) fn certify_shortlists(
    plan: &[Pair],
    known: &Certificate,
    query: &RowQuery,
    row_seats: &[u32],
    shortlists: &[Shortlist],
) -> (Certificate, Prices) {
    let RowQuery { prices, column_seats, .. } = query;
    let served = mask(&prices.cut.columns, column_seats.len());
    let mut sums =
        Sums { dual: i128::from(prices.per_pair) * plan.len() as i128, ..Sums::default() };
    for ((&price, &served), &seats) in prices.columns.iter().zip(&served).zip(column_seats) {
        sums.dual += i128::from(seats) * i128::from(price);
        sums.most_pairs += if served { u64::from(seats) } else { 0 };
    }
    let (mut rows, mut inside, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (row, (list, &seats)) in shortlists.iter().zip(row_seats).enumerate() {
        values.clear();
        values.extend(list.pairs().map(|(column, cost)| value(prices, column, cost).min(0)));
        values.sort_unstable();
        sums.dual +=
            values.iter().take(seats as usize).map(|&value| i128::from(value)).sum::<i128>();
        let last = seats.checked_sub(1).and_then(|last| values.get(last as usize));
        rows.push(last.copied().unwrap_or(0));
        let outside = list.columns.iter().filter(|&&column| !served[column as usize]).count();
        let crosses = known.objective == Objective::Participation && outside < seats as usize;
        inside.extend(crosses.then_some(row as u32));
        sums.most_pairs += if crosses { outside as u64 } else { u64::from(seats) };
    }
    let certificate = Certificate {
        dual: whole(sums.dual, prices.scale),
        most_pairs: sums.most_pairs,
        scope: Scope::AllPairs,
        ..known.clone()
    };
    let cut = Cut { rows: inside, columns: prices.cut.columns.clone() };
    (certificate, Prices { rows, cut, ..prices.clone() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{RowQuery, Shortlist, certify_shortlists};
    use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
    use crate::costs::CostMatrix;
    use crate::plan::{Cut, Prices};
    use crate::problem::Problem;
    use crate::proof::{Scope, certify};

    type Numbers = (Vec<Cost>, Vec<u32>, Vec<Cost>, Vec<u32>, Vec<bool>);

    /// Costs, seats of rows, and of columns prices, seats and whether they are in the cut; λ, the scale of prices, and
    /// how many pairs come back.
    fn cases() -> impl Strategy<Value = (Numbers, Cost, Cost, u32)> {
        let numbers = (1..4_usize, 1..12_usize).prop_flat_map(|(rows, columns)| {
            let cost = prop_oneof![4 => -9..9_i64, 1 => Just(FORBIDDEN)];
            (
                prop::collection::vec(cost, rows * columns),
                prop::collection::vec(0..3_u32, rows),
                prop::collection::vec(-9..=0_i64, columns),
                prop::collection::vec(0..3_u32, columns),
                prop::collection::vec(any::<bool>(), columns),
            )
        });
        (numbers, -9..9_i64, 1..4_i64, 0..3_u32)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        /// The few pairs that come back say the same as all pairs do at the prices that follow from them.
        #[test]
        fn lists_prove_what_all_pairs_prove((numbers, per_pair, scale, keep) in cases()) {
            let (costs, row_seats, columns, column_seats, is_cut) = numbers;
            let count = columns.len();
            let in_cut = (0..count as u32).filter(|&column| is_cut[column as usize]);
            let cut = Cut { rows: Vec::new(), columns: in_cut.collect() };
            let prices = Prices { scale, per_pair, columns, cut, ..Prices::default() };
            let query = RowQuery { prices, column_seats: column_seats.clone(), keep, number: 7 };
            let costs = CostMatrix::from_vec(row_seats.len(), count, costs)?;
            let lists = query.shortlists(&costs, row_seats.clone(), &Monitor::new())?;
            for (list, &seats) in lists.iter().zip(&row_seats) {
                prop_assert!(list.columns.len() <= 2 * keep.max(seats) as usize);
            }
            let problem =
                Problem::new(&costs).row_capacity(row_seats.clone()).column_capacity(column_seats);
            let no_prices = Prices { rows: vec![0; row_seats.len()], columns: vec![0; count], ..Prices::default() };
            let mut known = certify(&problem, &[], &no_prices)?;
            known.scope = Scope::NotChecked;
            let (certificate, prices) =
                certify_shortlists(&[], &known, &query, &row_seats, &lists);
            prop_assert_eq!(certificate, certify(&problem, &[], &prices)?);
        }
    }

    #[test]
    fn queries_about_other_columns_are_refused() -> Result<(), Error> {
        let costs = CostMatrix::from_vec(1, 2, vec![0; 2])?;
        let asked = |prices: usize, column: u32| {
            let cut = Cut { rows: Vec::new(), columns: vec![column] };
            let prices = Prices { columns: vec![0; prices], cut, ..Prices::default() };
            let query = RowQuery { prices, column_seats: vec![1; 2], keep: 1, number: 0 };
            query.shortlists(&costs, vec![1], &Monitor::new())
        };
        assert_eq!(asked(2, 1)?.len(), 1);
        assert!(matches!(asked(3, 1), Err(Error::Length { .. })));
        assert!(matches!(asked(2, 2), Err(Error::Positions)));
        Ok(())
    }

    #[test]
    fn lists_have_rising_columns_and_a_cost_for_each() {
        let is_sound = |columns: &[u32], costs: &[Cost]| {
            let (columns, costs) = (columns.to_vec(), costs.to_vec());
            Shortlist { number: 0, columns, costs }.is_sound(3, 5)
        };
        assert!(is_sound(&[0, 2], &[5, -5]));
        assert!(!is_sound(&[0, 2], &[5]));
        assert!(!is_sound(&[2, 0], &[1, 1]));
        assert!(!is_sound(&[0, 3], &[1, 1]));
        assert!(!is_sound(&[0, 2], &[1, 6]));
    }
}
