//! Which rows the proof of a mended plan reads, and what of them.

use crate::basics::{Cost, Error, FORBIDDEN};
use crate::plan::{ListedPair, Prices, RestartLists};

use super::rows::{Reader, Scratch, Sums, allowed};

/// Rows and columns that the proof of a mended plan has to read again, rising.
#[derive(Clone, Debug, Default)]
pub(crate) struct Touched {
    pub(crate) new_rows: Vec<u32>,
    /// Rows whose price is higher than it was.
    pub(crate) risen_rows: Vec<u32>,
    /// Columns that are new or whose price is higher than it was.
    pub(crate) columns: Vec<u32>,
}

/// What the proof reads of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowCheck {
    /// All its pairs.
    All,
    /// Its kept list and the bound on all others, or all its pairs where those say too little.
    RestartLists,
    /// Its pairs of the plan, and those with columns that were touched.
    Touched,
}

/// What has changed since a plan that was proven.
pub(super) struct Changes<'a> {
    /// Columns that were touched.
    pub(super) columns: &'a [u32],
    checks: Vec<RowCheck>,
    restart_lists: Option<&'a RestartLists>,
    /// How far any price has risen since each reading of kept lists.
    risen: Vec<Cost>,
}

impl<'a> Changes<'a> {
    /// For prices in whole units.
    pub(super) fn new(
        touched: &'a Touched,
        restart_lists: Option<&'a RestartLists>,
        prices: &Prices,
    ) -> Self {
        let others =
            if restart_lists.is_some() { RowCheck::RestartLists } else { RowCheck::Touched };
        let mut checks = vec![others; prices.rows.len()];
        let mut mark =
            |rows: &[u32]| rows.iter().for_each(|&row| checks[row as usize] = RowCheck::All);
        mark(&touched.new_rows);
        if restart_lists.is_none() {
            mark(&touched.risen_rows);
        }
        let now = || prices.columns.iter().copied().map(Some);
        let risen = restart_lists.map(|restart_lists| restart_lists.risen(now)).unwrap_or_default();
        Self { columns: &touched.columns, checks, restart_lists, risen }
    }

    /// Whether the kept list of a row stands for all of its pairs.
    pub(super) fn know_all(&self) -> bool {
        self.restart_lists.is_some()
    }

    fn check(&self, row: usize) -> RowCheck {
        self.checks[row]
    }

    /// Columns and costs of the kept list of a row that could cost no more than `price` after the price of their
    /// column, where no other pair does.
    fn restart_lists(
        &self,
        row: usize,
        price: Cost,
    ) -> Option<impl Iterator<Item = (usize, Cost)>> {
        let (reading, list) = self.restart_lists?.of(row)?;
        let risen = self.risen[reading as usize];
        let is_within = move |&(_, before): &(ListedPair, Cost)| before - risen <= price;
        let pairs = list.priced().take_while(is_within);
        let pairs = pairs.map(|(pair, _)| (pair.column as usize, pair.cost));
        (list.bound.saturating_sub(risen) >= price).then_some(pairs)
    }
}

impl Reader<'_> {
    /// One row's share where something is known of it.
    pub(super) fn read_changes(
        &self,
        row: usize,
        changes: &Changes<'_>,
        scratch: &mut Scratch,
    ) -> Result<Sums, Error> {
        if self.problem.row_seats(row) == 0 {
            return Ok(Sums::default());
        }
        let price = self.prices.per_pair + self.prices.rows[row];
        let listed = match changes.check(row) {
            RowCheck::Touched => return self.read_touched(row, price, changes.columns),
            RowCheck::RestartLists => changes.restart_lists(row, price + self.near.unwrap_or(0)),
            RowCheck::All => None,
        };
        let Some(listed) = listed else { return self.read(row, scratch) };
        let mut sums = Sums::default();
        for pair in self.pairs_of(row) {
            sums.primal += i128::from(allowed(*pair, self.cost(row, pair.column)?)?);
        }
        let listed = listed.filter(|&(column, _)| self.problem.column_seats(column) > 0);
        sums.dual = self.fall(row, listed, &mut scratch.near_tight)?;
        Ok(sums)
    }

    /// One row's share where only its pairs of the plan and those with `columns` can add to it.
    fn read_touched(&self, row: usize, price: Cost, columns: &[u32]) -> Result<Sums, Error> {
        let mut sums = Sums::default();
        let fall = |column: u32, cost: Cost| {
            let is_usable = cost != FORBIDDEN && self.problem.column_seats(column as usize) > 0;
            i128::from(if is_usable {
                self.reduced(price, column as usize, cost).min(0)
            } else {
                0
            })
        };
        let used = self.pairs_of(row);
        for pair in used {
            let cost = allowed(*pair, self.cost(row, pair.column)?)?;
            sums.primal += i128::from(cost);
            sums.dual += fall(pair.column, cost);
        }
        let is_unused = |column: &&u32| used.iter().all(|pair| pair.column != **column);
        for &column in columns.iter().filter(is_unused) {
            sums.dual += fall(column, self.cost(row, column)?);
        }
        Ok(sums)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Touched;
    use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
    use crate::costs::CostMatrix;
    use crate::plan::{ListedPair, Pair, Prices, Reading, RestartLists};
    use crate::problem::Problem;
    use crate::proof::{Scope, certify, certify_changes};

    /// A problem with any prices.
    #[derive(Debug)]
    struct Case {
        costs: Vec<Cost>,
        row_seats: Vec<u32>,
        column_seats: Vec<u32>,
        rows: Vec<Cost>,
        columns: Vec<Cost>,
        /// What columns cost when lists were made.
        before: Vec<Cost>,
        per_pair: Cost,
        listed: usize,
    }

    fn cases() -> impl Strategy<Value = Case> {
        let price = || -6..=0_i64;
        let shape = (1..4_usize, 1..7_usize, -6..6_i64, 0..4_usize);
        shape.prop_flat_map(move |(count, width, per_pair, listed)| {
            let cost = prop_oneof![4 => -9..9_i64, 1 => Just(FORBIDDEN)];
            let lists = (
                prop::collection::vec(cost, count * width),
                prop::collection::vec(0..2_u32, count),
                prop::collection::vec(0..2_u32, width),
                prop::collection::vec(price(), count),
                prop::collection::vec(price(), width),
                prop::collection::vec(price(), width),
            );
            lists.prop_map(move |(costs, row_seats, column_seats, rows, columns, before)| Case {
                costs,
                row_seats,
                column_seats,
                rows,
                columns,
                before,
                per_pair,
                listed,
            })
        })
    }

    impl Case {
        fn cost(&self, row: usize, column: usize) -> Cost {
            self.costs[row * self.columns.len() + column]
        }

        /// The first pair that somebody has seats for.
        fn plan(&self) -> Vec<Pair> {
            let places = (0..self.rows.len())
                .flat_map(|row| (0..self.columns.len()).map(move |column| (row, column)));
            let is_usable = |&(row, column): &(usize, usize)| {
                self.row_seats[row].min(self.column_seats[column]) > 0
                    && self.cost(row, column) != FORBIDDEN
            };
            let pair = |(row, column)| Pair { row: row as u32, column: column as u32 };
            places.filter(is_usable).map(pair).take(1).collect()
        }

        /// All columns with a pair that costs less than its prices.
        fn short_columns(&self) -> Vec<u32> {
            let is_short = |&column: &usize| {
                let price = |row: usize| self.per_pair + self.rows[row] + self.columns[column];
                (0..self.rows.len()).any(|row| self.cost(row, column) < price(row))
            };
            (0..self.columns.len()).filter(is_short).map(|column| column as u32).collect()
        }

        /// Of each row some of its cheapest pairs, and what all others cost at least.
        fn lists(&self) -> Result<RestartLists, Error> {
            let prices = self.before.iter().copied().map(Some).collect();
            let mut reading = Reading::new(prices, self.rows.len(), self.costs.len())?;
            for row in 0..self.rows.len() {
                let allowed = (0..self.columns.len())
                    .map(|column| (self.cost(row, column), column))
                    .filter(|&(cost, _)| cost != FORBIDDEN);
                let mut pairs: Vec<(Cost, Cost, usize)> = allowed
                    .map(|(cost, column)| (cost - self.before[column], cost, column))
                    .collect();
                pairs.sort_unstable();
                let bound = pairs.get(self.listed).map_or(FORBIDDEN, |&(value, ..)| value);
                let listed = |&(_, cost, column): &(Cost, Cost, usize)| ListedPair {
                    cost,
                    column: column as u32,
                };
                reading.push(pairs.iter().take(self.listed).map(listed), bound);
            }
            Ok(RestartLists::of_all(reading))
        }

        /// What is proven from changes, and what from all pairs.
        fn both(
            &self,
            touched: &Touched,
            lists: Option<&RestartLists>,
        ) -> Result<[(i128, i128, u64, Scope); 2], Error> {
            let costs =
                CostMatrix::from_vec(self.rows.len(), self.columns.len(), self.costs.clone())?;
            let problem = Problem::new(&costs)
                .row_capacity(self.row_seats.clone())
                .column_capacity(self.column_seats.clone());
            let (rows, columns) = (self.rows.clone(), self.columns.clone());
            let prices =
                Prices { scale: 1, per_pair: self.per_pair, rows, columns, ..Prices::default() };
            let (plan, monitor) = (self.plan(), Monitor::new());
            let changes = certify_changes(&problem, &plan, &prices, touched, lists, &monitor)?;
            let all = certify(&problem, &plan, &prices)?;
            Ok([changes.certificate, all].map(|it| (it.primal, it.dual, it.most_pairs, it.scope)))
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        /// Where all columns were touched in which something is missing, the others add nothing.
        #[test]
        fn touched_columns_prove_what_all_pairs_prove(case in cases()) {
            let touched = Touched { columns: case.short_columns(), ..Touched::default() };
            let [changes, all] = case.both(&touched, None)?;
            prop_assert_eq!(changes, (all.0, all.1, all.2, Scope::Changes));
        }

        /// Whatever prices have become since: lists that say too little are not believed.
        #[test]
        fn lists_prove_what_all_pairs_prove(case in cases()) {
            let [changes, all] = case.both(&Touched::default(), Some(&case.lists()?))?;
            prop_assert_eq!(changes, (all.0, all.1, all.2, Scope::Changes));
        }
    }
}
