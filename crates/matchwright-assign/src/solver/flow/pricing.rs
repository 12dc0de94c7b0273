//! All pairs, priced by the potentials of nodes.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::basics::memory::{append, copied, filled, grow, push, resize};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor};
use crate::problem::{PairCost, RowCosts, Step};

use super::{Flow, ListedPair};

/// Rows that one task reads.
const ROWS_AT_ONCE: usize = 64;

/// Pairs of a row that join the list at once: those that gain most.
const PAIRS_AT_ONCE: usize = 16;

/// The most pairs of an optimal face that are listed, for each row on average; a larger face is priced again
/// for each objective. Twice what a row lists at first; not tuned.
const LONGEST_FACE: usize = 64;

/// Room for reading rows one after another.
#[derive(Default)]
pub(super) struct Scratch {
    costs: Vec<Cost>,
    /// Of each source of ranks.
    ranks: Vec<Vec<Cost>>,
    found: Vec<(Cost, ListedPair)>,
}

impl Flow<'_> {
    /// Pairs that are not listed and would gain, the most gaining ones of each row.
    pub(super) fn gaining(&self, step: Step, monitor: &Monitor) -> Result<Vec<ListedPair>, Error> {
        self.swept(monitor, |row, known, scratch: &mut Scratch| {
            let potentials = self.simplex.potentials();
            self.price(row, known, (step, potentials), scratch, |reduced| reduced < 0)?;
            let found = &mut scratch.found;
            if found.len() > PAIRS_AT_ONCE {
                found.select_nth_unstable_by_key(PAIRS_AT_ONCE, |&(reduced, pair)| {
                    (reduced, pair.cost, pair.column)
                });
                found.truncate(PAIRS_AT_ONCE);
                found.sort_unstable_by_key(|(_, pair)| pair.column);
            }
            Ok(true)
        })
    }

    /// Lists all pairs of the optimal face of what is settled, once and where they are not too many: the next
    /// objectives need no others.
    pub(super) fn list_face(&mut self, monitor: &Monitor) -> Result<(), Error> {
        let Some(last) = self.settled.last() else { return Ok(()) };
        if self.is_complete || last.step.pairs == PairCost::Nothing {
            return Ok(());
        }
        let most = LONGEST_FACE * self.goal.seats.problem.rows();
        let count = AtomicUsize::new(0);
        let face = self.swept(monitor, |row, known, scratch: &mut Scratch| {
            self.price(row, known, (last.step, &last.potentials), scratch, |reduced| reduced == 0)?;
            let before = count.fetch_add(scratch.found.len(), Ordering::Relaxed);
            Ok(before + scratch.found.len() <= most)
        })?;
        if count.into_inner() > most {
            return Ok(());
        }
        for pair in face {
            self.list(pair, false)?;
        }
        self.is_complete = true;
        Ok(())
    }

    /// What `read` finds in all rows, in their order; nothing more of a strip where it says that is enough.
    fn swept(
        &self,
        monitor: &Monitor,
        read: impl Fn(usize, &[u32], &mut Scratch) -> Result<bool, Error> + Sync + Send,
    ) -> Result<Vec<ListedPair>, Error> {
        let problem = self.goal.seats.problem;
        let listed = ByRow::new(problem.rows(), &self.pairs)?;
        let starts = (0..problem.rows()).step_by(ROWS_AT_ONCE);
        let cells = ROWS_AT_ONCE * problem.pairs_a_row();
        let strips = sweep(starts, cells, |scratch: &mut Scratch, start| {
            let mut found = Vec::new();
            for row in start..problem.rows().min(start + ROWS_AT_ONCE) {
                monitor.check()?;
                scratch.found.clear();
                if !read(row, listed.columns(row), scratch)? {
                    return Ok(Vec::new());
                }
                grow(&mut found, scratch.found.len())?;
                found.extend(scratch.found.drain(..).map(|(_, pair)| pair));
            }
            Ok(found)
        });
        let mut all = Vec::new();
        for strip in strips {
            let strip: Result<Vec<ListedPair>, Error> = strip;
            append(&mut all, &mut strip?)?;
        }
        Ok(all)
    }

    /// The pairs of a row that are not known and on the face of what is settled, with reduced costs that are
    /// wanted.
    fn price(
        &self,
        row: usize,
        known: &[u32],
        (step, potentials): (Step, &[Cost]),
        scratch: &mut Scratch,
        is_wanted: impl Fn(Cost) -> bool,
    ) -> Result<(), Error> {
        let problem = self.goal.seats.problem;
        if problem.row_seats(row) == 0 {
            return Ok(());
        }
        let columns = problem.seated_columns();
        let Scratch { costs, ranks, found } = scratch;
        let read = RowCosts::read(problem, self.limit, row, columns.clone(), costs)?;
        ranks.resize(self.goal.ranks.len(), Vec::new());
        for (ranks, source) in ranks.iter_mut().zip(self.goal.ranks) {
            resize(ranks, columns.len(), 0)?;
            source.block(row, columns.clone(), ranks);
        }
        let first = self.network.columns.leaves(row).start;
        let has_one_leaf = self.network.rows.has_one_leaf();
        let mut from = self.network.rows.first_leaf(row);
        for (column, cost) in read.allowed() {
            let to = first + column;
            if !has_one_leaf {
                from = self.network.rows.leaf(row, column);
            }
            let rank_in = |of: usize| ranks[of][column - columns.start];
            let reduced = |step: Step, potentials: &[Cost]| {
                step.pairs.of(cost, rank_in) + potentials[from] - potentials[to]
            };
            let value = reduced(step, potentials);
            let is_on_face =
                || self.settled.iter().all(|done| reduced(done.step, &done.potentials) == 0);
            if is_wanted(value) && is_on_face() && self.network.is_open(row, column) {
                let (row, column) = (row as u32, column as u32);
                if known.binary_search(&column).is_err() {
                    push(found, (value, ListedPair { row, column, cost }))?;
                }
            }
        }
        Ok(())
    }
}

/// The columns of listed pairs by row, rising.
struct ByRow {
    starts: Vec<usize>,
    columns: Vec<u32>,
}

impl ByRow {
    fn new(rows: usize, pairs: &[ListedPair]) -> Result<Self, Error> {
        let mut starts = filled(0, rows + 1)?;
        for pair in pairs {
            starts[pair.row as usize + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let (mut next, mut columns) = (copied(&starts)?, filled(0, pairs.len())?);
        for pair in pairs {
            columns[next[pair.row as usize]] = pair.column;
            next[pair.row as usize] += 1;
        }
        let mut by_row = Self { starts, columns };
        for row in 0..rows {
            let range = by_row.starts[row]..by_row.starts[row + 1];
            by_row.columns[range].sort_unstable();
        }
        Ok(by_row)
    }

    fn columns(&self, row: usize) -> &[u32] {
        &self.columns[self.starts[row]..self.starts[row + 1]]
    }
}
