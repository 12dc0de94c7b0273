//! One shortest augmenting path.
//!
//! A search starts at a row with an empty seat and grows a tree over the residual graph in order of
//! distance (Dijkstra 1959), distances being measured in reduced costs `c − u − v`, which prices keep
//! at or above 0 for pairs not in use and at or below 0 for pairs in use. It ends at the first column
//! with a free seat. A full column is settled and passes on to its members: the rows that use it, at
//! minus their reduced cost. Prices of everything settled before the end rise or fall by how much
//! earlier that was, and the path is flipped.
//!
//! *Staying unmatched* is one more column, after the last one of the table, which every row may use
//! for 0. With `Objective::Total` it always has a free seat. With `Objective::Participation` it
//! counts as full, and only a search that has exhausted everything else adds a seat to it. Not all
//! rows of its tree can be matched then, and the search has found which of them is best left out.
//!
//! Costs, prices and distances are doubled, which leaves the last bit of a key for the tie rule: at
//! the same distance a column with a free seat comes before a full one, then the lower position.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use smallvec::SmallVec;

use crate::basics::{Cost, Error, Monitor};

use super::column_distances::{BARRED, ColumnDistances, Ranked, UNREACHED};
use super::table::Table;

/// A row that uses a column, and the cost of the pair; in the table the pair is barred meanwhile.
#[derive(Clone, Copy)]
pub(super) struct Member {
    pub(super) row: u32,
    pub(super) cost: Cost,
}

/// A plan under construction: members, prices, and the tree of the search under way.
pub(super) struct Search<'a> {
    pub(super) table: Table,
    pub(super) monitor: &'a Monitor,
    /// Prices of rows.
    pub(super) row_prices: Vec<Cost>,
    /// Prices of columns; the last is that of staying unmatched.
    pub(super) column_prices: Vec<Cost>,
    /// Prices as the distances see them: one less for a full column, [`BARRED`] for a settled one.
    pub(super) keyed_prices: Vec<Cost>,
    /// Members of each column; the last are the unmatched seats.
    pub(super) members: Vec<SmallVec<[Member; 1]>>,
    pub(super) distances: ColumnDistances,
    pub(super) searches: u64,
    pub(super) row_scans: u64,
    /// 1 where staying unmatched counts as full, 0 where it is free to all.
    unmatched_full: Cost,
    unmatched_key: Cost,
    unmatched_settled: bool,
    unmatched_parent: usize,
    pending: BinaryHeap<Reverse<(Cost, usize)>>,
    row_distances: Vec<Cost>,
    row_parents: Vec<usize>,
    column_distances: Vec<Cost>,
    reached_rows: Vec<usize>,
    settled_rows: Vec<usize>,
    settled_columns: Vec<usize>,
}

/// What a search settles next.
enum Next {
    Row(usize),
    Column(usize, Cost),
    Nothing,
}

impl<'a> Search<'a> {
    pub(super) fn new(table: Table, unmatched_full: bool, monitor: &'a Monitor) -> Self {
        let (rows, columns, width) = (table.rows(), table.columns(), table.width());
        let mut keyed_prices = vec![0; width];
        for (price, &seats) in keyed_prices.iter_mut().zip(&table.capacity) {
            *price = -Cost::from(seats == 0);
        }
        Self {
            keyed_prices,
            table,
            monitor,
            row_prices: vec![0; rows],
            column_prices: vec![0; columns + 1],
            members: vec![SmallVec::new(); columns + 1],
            distances: ColumnDistances::new(width),
            searches: 0,
            row_scans: 0,
            unmatched_full: Cost::from(unmatched_full),
            unmatched_key: UNREACHED,
            unmatched_settled: false,
            unmatched_parent: 0,
            pending: BinaryHeap::new(),
            row_distances: vec![UNREACHED; rows],
            row_parents: vec![0; rows],
            column_distances: vec![0; columns + 1],
            reached_rows: Vec::new(),
            settled_rows: Vec::new(),
            settled_columns: Vec::new(),
        }
    }

    /// The column that stands for staying unmatched.
    pub(super) fn unmatched(&self) -> usize {
        self.table.columns()
    }

    /// Gives one more seat of `root` a column, or leaves it unmatched; the column where the path ends.
    pub(super) fn augment(&mut self, root: usize) -> Result<usize, Error> {
        self.searches += 1;
        self.reach_row(root, 0, self.unmatched());
        self.scan(root);
        let end = self.grow()?;
        let path = self.trace(root, end);
        self.update_prices(self.column_distances[end]);
        self.flip(&path);
        self.forget();
        Ok(end)
    }

    /// Grows the tree until it reaches a free seat; the column that has it.
    fn grow(&mut self) -> Result<usize, Error> {
        loop {
            match self.next() {
                Next::Row(row) => self.scan(row),
                Next::Column(column, key) => {
                    self.monitor.check()?;
                    self.column_distances[column] = key & !1;
                    if key & 1 == 0 {
                        return Ok(column);
                    }
                    self.settle(column);
                }
                Next::Nothing => return Ok(self.unmatched()),
            }
        }
    }

    fn next(&mut self) -> Next {
        let (mut key, mut column) = self.distances.first();
        if self.unmatched_key < key {
            (key, column) = (self.unmatched_key, self.unmatched());
        }
        while let Some(&Reverse((distance, row))) = self.pending.peek() {
            if distance >= key {
                break;
            }
            self.pending.pop();
            if distance == self.row_distances[row] {
                return Next::Row(row);
            }
        }
        if key < UNREACHED { Next::Column(column, key) } else { Next::Nothing }
    }

    /// Settles a row: lowers the keys of all columns that it may still use.
    fn scan(&mut self, row: usize) {
        self.row_scans += 1;
        self.settled_rows.push(row);
        let base = self.row_distances[row] - self.row_prices[row];
        self.distances.relax(base, self.table.row(row), &self.keyed_prices);
        let unmatched = self.unmatched();
        let key = base - self.column_prices[unmatched] + self.unmatched_full;
        if key < self.unmatched_key && !self.unmatched_settled {
            self.unmatched_key = key;
            self.unmatched_parent = row;
        }
    }

    /// Settles a full column: reaches its members. A member that is reached at once is scanned at once,
    /// where it is the only one.
    fn settle(&mut self, column: usize) {
        self.settled_columns.push(column);
        if column == self.unmatched() {
            self.unmatched_key = UNREACHED;
            self.unmatched_settled = true;
        } else {
            self.distances.close(column);
            self.keyed_prices[column] = -BARRED;
        }
        let start = self.column_distances[column];
        for index in 0..self.members[column].len() {
            let Member { row, cost } = self.members[column][index];
            let row = row as usize;
            let reduced = cost - self.row_prices[row] - self.column_prices[column];
            let distance = start - reduced;
            if !self.reach_row(row, distance, column) {
                continue;
            }
            if distance == start && self.members[column].len() == 1 {
                self.scan(row);
            } else {
                self.pending.push(Reverse((distance, row)));
            }
        }
    }

    /// Whether this way to a row is the shortest so far.
    fn reach_row(&mut self, row: usize, distance: Cost, parent: usize) -> bool {
        let is_shorter = distance < self.row_distances[row];
        if is_shorter {
            self.row_distances[row] = distance;
            self.row_parents[row] = parent;
            self.reached_rows.push(row);
        }
        is_shorter
    }

    /// The path from `end` back to `root`: rows with the column that each will use.
    fn trace(&self, root: usize, end: usize) -> Vec<(usize, usize)> {
        let mut path = Vec::new();
        let mut column = end;
        loop {
            let row = self.parent(column, root);
            path.push((row, column));
            if row == root {
                return path;
            }
            column = self.row_parents[row];
        }
    }

    /// The row through which a column was reached: the first settled row that explains its
    /// distance. It is looked for here, so that the inner loop need not write it down.
    fn parent(&self, column: usize, root: usize) -> usize {
        if column == self.unmatched() {
            return self.unmatched_parent;
        }
        let target = self.column_distances[column] + self.column_prices[column];
        let explains = |row: &&usize| {
            let base = self.row_distances[**row] - self.row_prices[**row];
            base + self.table.cost(**row, column) == target
        };
        self.settled_rows.iter().find(explains).map_or(root, |&row| row)
    }

    /// Moves the prices of everything settled before the end, so that the path becomes tight.
    fn update_prices(&mut self, end: Cost) {
        for &row in &self.settled_rows {
            self.row_prices[row] += (end - self.row_distances[row]).max(0);
        }
        for &column in &self.settled_columns {
            self.column_prices[column] -= (end - self.column_distances[column]).max(0);
            if column < self.table.columns() {
                self.keyed_prices[column] = self.column_prices[column] - 1;
            }
        }
    }

    /// Every row on the path leaves the column through which it was reached and takes the next one.
    fn flip(&mut self, path: &[(usize, usize)]) {
        for (step, &(row, column)) in path.iter().enumerate() {
            if step + 1 < path.len() {
                self.leave(row, self.row_parents[row]);
            }
            self.take(row, column);
        }
    }

    /// Lets a row use a column.
    pub(super) fn take(&mut self, row: usize, column: usize) {
        let matched = column < self.unmatched();
        let cost = if matched { self.table.replace(row, column, BARRED) } else { 0 };
        self.members[column].push(Member { row: row as u32, cost });
        if matched {
            self.update_key(column);
        }
    }

    /// Ends a row's use of a column.
    pub(super) fn leave(&mut self, row: usize, column: usize) {
        let members = &mut self.members[column];
        let Some(index) = members.iter().position(|member| member.row as usize == row) else {
            return;
        };
        let member = members.swap_remove(index);
        if column < self.unmatched() {
            self.table.replace(row, column, member.cost);
        }
    }

    /// The best and the second best column of a row, as [`keyed_prices`](Self::keyed_prices) have it.
    pub(super) fn rank(&self, row: usize) -> Ranked {
        self.distances.rank(self.table.row(row), &self.keyed_prices)
    }

    /// The table as it was, nobody using anything.
    pub(super) fn into_table(mut self) -> Table {
        for column in 0..self.unmatched() {
            for member in std::mem::take(&mut self.members[column]) {
                self.table.replace(member.row as usize, column, member.cost);
            }
        }
        self.table
    }

    /// Whether no seat of a column of the table is free.
    pub(super) fn is_full(&self, column: usize) -> bool {
        self.members[column].len() >= self.table.capacity[column] as usize
    }

    /// Brings the price of a column, as the distances see it, up to date.
    pub(super) fn update_key(&mut self, column: usize) {
        self.keyed_prices[column] = self.column_prices[column] - Cost::from(self.is_full(column));
    }

    fn forget(&mut self) {
        for row in self.reached_rows.drain(..) {
            self.row_distances[row] = UNREACHED;
        }
        self.settled_rows.clear();
        self.settled_columns.clear();
        self.pending.clear();
        self.unmatched_key = UNREACHED;
        self.unmatched_settled = false;
        self.distances.clear();
    }
}
