//! What a seat is worth: what one more would gain and one less would lose.

use crate::basics::memory::{append, room};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor, Stage};
use crate::problem::{Problem, RowCosts};
use crate::solution::Solution;

use super::distances::{Arcs, distances};
use super::whole::whole_prices;
use super::{Residual, Slacks, UNREACHED};

/// Pairs of each row that paths are looked for on at first, those with the least slack; what is
/// missing joins in the next round. Not tuned: at 2,500² all of it took two to ten times as long
/// as checking the proof, whatever the structure of the costs.
const FIRST_PAIRS: usize = 32;

/// Pairs of all rows that cost nothing beside the rest: few rows list more of theirs. One row of 300,000
/// pairs took fourteen rounds with [`FIRST_PAIRS`], and 9 s.
const CHEAP_PAIRS: usize = 1 << 19;

fn first_pairs(residual: &Residual<'_>) -> usize {
    FIRST_PAIRS.max(CHEAP_PAIRS / residual.used.len().max(1))
}

/// How a plan changes with a seat: the difference between the best plan with the other number of
/// seats and the best plan as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Pairs gained: 1, 0 or −1. 0 with [`Objective::Total`](crate::Objective::Total), where the
    /// number of pairs is nobody's aim.
    pub pairs: i8,
    /// What the total rises by; negative where it falls. Where a pair is gained or lost, its cost
    /// is in it.
    pub total: Cost,
}

/// What a seat of a row or column is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeatPrice {
    /// With one seat more. Without a pair gained, its total is the highest price that the seat has
    /// in any proof of the plan, and never above 0 for a column.
    pub one_more: Change,
    /// With one seat less; `None` where there is no seat. Without a pair lost, its total is minus
    /// the lowest price that the seat has in any proof, and never below 0 for a column.
    pub one_less: Option<Change>,
}

/// What a seat of each row and column is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatPrices {
    /// One per row. A seat more of a row comes with its unmatched cost, which is in the total.
    pub rows: Vec<SeatPrice>,
    /// One per column.
    pub columns: Vec<SeatPrice>,
}

/// Finds out what the best plan would be with one seat more, and with one less, for every row and
/// column.
///
/// Prices of a proof are seldom the only ones. The price of a seat runs from what is lost without
/// it to what is gained by another one, both exact, and both the length of a shortest path in the
/// residual graph: from the source or the sink to the seat, and from the seat to the sink or the
/// source (Ahuja, Magnanti, Orlin 1993, section 9.6). Four searches find them for all seats at
/// once. They run on short lists of pairs; a pass over all pairs then finds those that would
/// shorten a path, which join the lists, until there are none. So the answer is exact over all
/// pairs, and no matrix is stored.
///
/// `solution` is what [`assign`](crate::assign) found for the problem. Each round takes O(rows ·
/// columns + short lists · log(rows + columns)), or reads only the pairs that the source lists; few rounds
/// are usual. Memory is 64 bytes for each pair of the short lists.
///
/// ```
/// use matchwright_assign::{Change, CostMatrix, Monitor, Options, Problem, assign, seat_prices};
///
/// // Both rows would rather have column 0, which has one seat.
/// let costs = CostMatrix::from_vec(2, 2, vec![1, 5, 2, 8])?;
/// let problem = Problem::new(&costs);
/// let solution = assign(&problem, &Options::default())?; // row 0 with column 1: 5 + 2
/// let seat = seat_prices(&problem, &solution, &Monitor::new())?.columns[0];
/// assert_eq!(seat.one_more, Change { pairs: 0, total: -4 }); // 1 + 2
/// assert_eq!(seat.one_less, Some(Change { pairs: -1, total: -2 })); // one pair, for 5
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// [`Error::Unproven`] where the solution is not proven best (one that was read back is not, until it is
/// [`certified`](Solution::certified)), or not of this problem;
/// [`Error::OutOfMemory`], [`Error::Cancelled`], and the errors of reading costs, those of rows and
/// columns without seats included.
pub fn seat_prices(
    problem: &Problem<'_>,
    solution: &Solution,
    monitor: &Monitor,
) -> Result<SeatPrices, Error> {
    let prices = whole_prices(problem, solution)?;
    let residual = Residual::new(problem, solution.rounded_pairs(), &prices)?;
    let mut lists = Lists::start(&residual, monitor)?;
    loop {
        let ways = Ways::find(&residual, &lists)?;
        let at_columns: Vec<[Cost; 4]> =
            (0..problem.columns()).map(|column| ways.at_column(&residual, column)).collect();
        if !lists.add_shortcuts(&residual, &at_columns, |row| ways.at_row(row), monitor)? {
            return ways.seat_prices(&residual);
        }
    }
}

/// The residual graph with some of its arcs from rows to columns.
pub(super) struct Lists {
    /// Column and slack of the listed pairs of each row.
    rows: Vec<Vec<(u32, Cost)>>,
    /// Row and slack of parting, for each column.
    parting: Vec<Vec<(u32, Cost)>>,
}

impl Lists {
    pub(super) fn start(residual: &Residual<'_>, monitor: &Monitor) -> Result<Self, Error> {
        let mut parting = vec![Vec::new(); residual.members.len()];
        let reads = sweep_rows(residual, monitor, |_, unused| {
            least(
                first_pairs(residual),
                unused.allowed().map(|(column, slack)| (slack, column, slack)),
            )
        })?;
        let mut rows = Vec::with_capacity(reads.len());
        for (row, (list, parted)) in reads.into_iter().enumerate() {
            for (&column, slack) in residual.used[row].iter().zip(parted) {
                parting[column as usize].push((row as u32, slack));
            }
            rows.push(list);
        }
        Ok(Self { rows, parting })
    }

    /// How far each node is from a row, along ways that lead there, and from the source; [`UNREACHED`]
    /// where none does.
    pub(super) fn ways_to(
        &mut self,
        residual: &Residual<'_>,
        row: usize,
        monitor: &Monitor,
    ) -> Result<(Vec<Cost>, Vec<Cost>), Error> {
        loop {
            let back = self.arcs(residual)?.reversed()?;
            let found = [row, residual.source()].map(|end| distances(&back, end));
            let columns = residual.column(0)..residual.column(residual.members.len());
            let at_columns: Vec<[Cost; 2]> =
                columns.map(|column| [-found[0][column], -found[1][column]]).collect();
            let at_row = |row: usize| [found[0][row], found[1][row]];
            if !self.add_shortcuts(residual, &at_columns, at_row, monitor)? {
                let [to_row, to_source] = found;
                return Ok((to_row, to_source));
            }
        }
    }

    /// Adds to each row the pairs that shorten a way the most, as many as it has already; whether
    /// there were any. What a pair may have as slack and still not shorten a way is the sum of what its
    /// row and its column say, for each of the ways.
    fn add_shortcuts<const WAYS: usize>(
        &mut self,
        residual: &Residual<'_>,
        at_columns: &[[Cost; WAYS]],
        at_row: impl Fn(usize) -> [Cost; WAYS] + Sync + Send,
        monitor: &Monitor,
    ) -> Result<bool, Error> {
        let reads = sweep_rows(residual, monitor, |row, unused| {
            let base = at_row(row);
            // What the way through the pair is longer than the one known; negative for a shortcut.
            let excess = |(column, slack): (usize, Cost)| {
                let gains = at_columns[column].iter().zip(&base).map(|(shift, base)| shift + base);
                (slack.saturating_sub(gains.max().unwrap_or_default()), column, slack)
            };
            let shortcuts = unused.allowed().map(excess).filter(|(excess, ..)| *excess < 0);
            least(self.rows[row].len().max(first_pairs(residual)), shortcuts)
        })?;
        let mut added = false;
        for (list, (mut shortcuts, _)) in self.rows.iter_mut().zip(reads) {
            added |= !shortcuts.is_empty();
            append(list, &mut shortcuts)?;
        }
        Ok(added)
    }

    fn arcs(&self, residual: &Residual<'_>) -> Result<Arcs, Error> {
        let listed = self.rows.iter().chain(&self.parting).map(Vec::len).sum::<usize>();
        let mut arcs: Vec<(u32, u32, Cost)> = room(listed + 2 * residual.nodes(), 1)?;
        for (row, list) in (0..).zip(&self.rows) {
            let node = |column: u32| residual.column(column as usize) as u32;
            arcs.extend(list.iter().map(|&(column, slack)| (row, node(column), slack)));
        }
        for (column, list) in self.parting.iter().enumerate() {
            let node = residual.column(column) as u32;
            arcs.extend(list.iter().map(|&(row, slack)| (node, row, slack)));
        }
        for (from, to) in residual.side_arcs() {
            arcs.push((from as u32, to as u32, residual.side_slack(from, to)));
        }
        Arcs::new(residual.nodes(), &arcs)
    }
}

/// What is listed of a row, and the slack of parting with each of its columns.
type Read = (Vec<(u32, Cost)>, Vec<Cost>);

/// Reads every row and lists what `choose` takes of the slacks of its unused pairs.
fn sweep_rows(
    residual: &Residual<'_>,
    monitor: &Monitor,
    choose: impl Fn(usize, &RowCosts<'_>) -> Vec<(u32, Cost)> + Sync + Send,
) -> Result<Vec<Read>, Error> {
    monitor.begin(Stage::Outcome, residual.used.len());
    let cells = residual.problem.pairs_a_row();
    let reads = sweep(0..residual.used.len(), cells, |scratch, row| {
        monitor.check()?;
        let Slacks { unused, parting } = residual.read(row, scratch)?;
        let list = choose(row, &unused);
        monitor.advance(1);
        Ok((list, parting))
    });
    reads.into_iter().collect()
}

/// Columns and slacks of up to `count` pairs of a row, those with the least key, and among equals the first.
/// Pairs are a key, a column and a slack.
fn least(count: usize, pairs: impl Iterator<Item = (Cost, usize, Cost)>) -> Vec<(u32, Cost)> {
    let mut kept: Vec<(Cost, usize, Cost)> = Vec::new();
    let mut most = Cost::MAX;
    for pair in pairs {
        if pair.0 >= most {
            continue;
        }
        kept.push(pair);
        // Twice as many as are wanted: what is dropped pays for finding the new bound.
        if kept.len() >= 2 * count {
            let (_, last, _) = kept.select_nth_unstable(count - 1);
            most = last.0;
            kept.truncate(count);
        }
    }
    kept.sort_unstable();
    kept.truncate(count);
    kept.into_iter().map(|(_, column, slack)| (column as u32, slack)).collect()
}

/// Lengths of the ways between source, sink and everything else, along listed pairs.
struct Ways {
    from_source: Vec<Cost>,
    from_sink: Vec<Cost>,
    to_source: Vec<Cost>,
    to_sink: Vec<Cost>,
}

impl Ways {
    fn find(residual: &Residual<'_>, lists: &Lists) -> Result<Self, Error> {
        let arcs = lists.arcs(residual)?;
        let back = arcs.reversed()?;
        let (source, sink) = (residual.source(), residual.sink());
        let tasks = if source == sink {
            vec![(&arcs, sink), (&back, sink)]
        } else {
            vec![(&arcs, sink), (&back, sink), (&arcs, source), (&back, source)]
        };
        let cells = lists.rows.iter().map(Vec::len).sum();
        let mut found =
            sweep(tasks, cells, |(): &mut (), (arcs, from)| distances(arcs, from)).into_iter();
        let mut next = || found.next();
        let (from_sink, to_sink) = (next().unwrap_or_default(), next().unwrap_or_default());
        Ok(Self {
            from_source: next().unwrap_or_else(|| from_sink.clone()),
            to_source: next().unwrap_or_else(|| to_sink.clone()),
            from_sink,
            to_sink,
        })
    }

    /// What [`Lists::add_shortcuts`] asks for.
    fn at_column(&self, residual: &Residual<'_>, column: usize) -> [Cost; 4] {
        let node = residual.column(column);
        [self.from_source[node], self.from_sink[node], -self.to_source[node], -self.to_sink[node]]
    }

    /// See [`at_column`](Self::at_column). From a row that is not reached, and to a source or sink
    /// that the row reaches by no way yet, every sum is right.
    fn at_row(&self, row: usize) -> [Cost; 4] {
        let from = |distance: Cost| if distance < UNREACHED { -distance } else { -2 * UNREACHED };
        [
            from(self.from_source[row]),
            from(self.from_sink[row]),
            self.to_source[row],
            self.to_sink[row],
        ]
    }

    fn seat_prices(&self, residual: &Residual<'_>) -> Result<SeatPrices, Error> {
        if residual.source() != residual.sink() && self.from_source[residual.sink()] < UNREACHED {
            return Err(Error::Unproven); // A path from source to sink is one pair more.
        }
        let rows = (0..residual.used.len()).map(|row| self.of_row(residual, row)).collect();
        let columns =
            (0..residual.members.len()).map(|column| self.of_column(residual, column)).collect();
        Ok(SeatPrices { rows, columns })
    }

    fn of_row(&self, residual: &Residual<'_>, row: usize) -> SeatPrice {
        let unmatched = residual.problem.unmatched(row);
        let kept =
            length(residual, &self.to_source, row, residual.source()).map(|total| total.min(0));
        let gained = length(residual, &self.to_sink, row, residual.sink());
        let one_more = more(residual, kept, gained);
        let has_seat = residual.problem.row_seats(row) > 0;
        let one_less = if residual.row_is_full(row) {
            let kept = length(residual, &self.from_source, residual.source(), row);
            less(kept, length(residual, &self.from_sink, residual.sink(), row))
        } else {
            Change::default()
        };
        SeatPrice {
            one_more: Change { total: one_more.total + unmatched, ..one_more },
            one_less: has_seat.then_some(Change { total: one_less.total - unmatched, ..one_less }),
        }
    }

    fn of_column(&self, residual: &Residual<'_>, column: usize) -> SeatPrice {
        let node = residual.column(column);
        let kept =
            length(residual, &self.from_sink, residual.sink(), node).map(|total| total.min(0));
        let gained = length(residual, &self.from_source, residual.source(), node);
        let has_seat = residual.problem.column_seats(column) > 0;
        let one_less = if residual.column_is_full(column) {
            let kept = length(residual, &self.to_sink, node, residual.sink());
            less(kept, length(residual, &self.to_source, node, residual.source()))
        } else {
            Change::default()
        };
        SeatPrice { one_more: more(residual, kept, gained), one_less: has_seat.then_some(one_less) }
    }
}

/// What a way between two nodes costs, by its length in slacks; `distances` are those of the node
/// that is neither source nor sink.
fn length(residual: &Residual<'_>, distances: &[Cost], from: usize, to: usize) -> Option<Cost> {
    let node = if from == residual.source() || from == residual.sink() { to } else { from };
    let slack = distances[node];
    (slack < UNREACHED).then(|| slack + residual.potentials[from] - residual.potentials[to])
}

/// One seat more: another pair where there can be one, otherwise a better plan with as many.
fn more(residual: &Residual<'_>, kept: Option<Cost>, gained: Option<Cost>) -> Change {
    match gained {
        Some(total) if residual.source() != residual.sink() => Change { pairs: 1, total },
        _ => Change { pairs: 0, total: kept.unwrap_or_default() },
    }
}

/// One seat less: the best plan with as many pairs, or where there is none, with one pair less.
fn less(kept: Option<Cost>, lost: Option<Cost>) -> Change {
    match kept {
        Some(total) => Change { pairs: 0, total },
        None => Change { pairs: -1, total: lost.unwrap_or_default() },
    }
}
