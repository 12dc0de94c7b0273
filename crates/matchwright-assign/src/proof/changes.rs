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
