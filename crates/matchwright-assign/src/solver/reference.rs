//! A second opinion: `pathfinding`'s Kuhn–Munkres on seats instead of rows and columns.
//!
//! Every seat of a row becomes a row, and has a column of its own that stands for staying
//! unmatched. Every seat of a column becomes a column. Where both the row and the column of a pair
//! have several seats, the pair could then be used more than once: it gets a node on either side.
//! The two nodes meet while the pair is not in use; otherwise a seat of the row takes the one, and
//! a seat of the column the other (the usual reduction of degree-constrained subgraphs to
//! matchings, Tutte 1954).
//!
//! Staying unmatched, where it is to be avoided, and forbidden pairs are expressed by penalties:
//! exact integers, larger than what any plan can gain, and checked against overflow. The solver below
//! has no other way to say it. O(n³) time and 8 · n² bytes for `n` nodes: small problems only.

use pathfinding::kuhn_munkres::kuhn_munkres_min;
use pathfinding::matrix::Matrix;

use crate::basics::memory::{check_memory, room};
use crate::basics::{Cost, Error, Method, Moment, Monitor, Objective, Stage};
use crate::plan::{Cut, Pair, Prices};
use crate::problem::{Problem, RowCosts};
use crate::solver::Stats;
use crate::solver::recover::optimal_prices;

use super::Plan;

/// Cells of the square of nodes: 512 MiB, and an hour of work for a cubic method.
const CELL_LIMIT: usize = 1 << 26;

/// Tables of weights held at a time: ours, and two copies with turned signs that `pathfinding`
/// makes.
const TABLES: usize = 3;

/// Bytes held at most: the weights, with a node of its own for each pair whose row and column both
/// have several seats, and the list of pairs, which doubles when it grows.
pub(super) fn memory(problem: &Problem<'_>) -> u64 {
    let (rows, columns, pairs) = (problem.rows(), problem.columns(), problem.pairs() as u64);
    let of_row = |row| u64::from(problem.row_seats(row)).min(columns as u64);
    let of_column = |column| u64::from(problem.column_seats(column)).min(rows as u64);
    let several_rows = (0..rows).filter(|&row| of_row(row) > 1).count() as u64;
    let several_columns = (0..columns).filter(|&column| of_column(column) > 1).count() as u64;
    let split = several_rows.saturating_mul(several_columns).min(pairs);
    let nodes = split.saturating_add((0..rows).map(of_row).sum());
    let others = nodes.saturating_add(split).saturating_add((0..columns).map(of_column).sum());
    let table = nodes.saturating_mul(others).saturating_mul(size_of::<Cost>() as u64);
    let list = pairs.saturating_mul(2 * size_of::<(Pair, Cost)>() as u64);
    table.saturating_mul(TABLES as u64).saturating_add(list)
}

pub(super) fn solve(problem: &Problem<'_>, monitor: &Monitor) -> Result<Plan, Error> {
    let started = Moment::now();
    monitor.begin(Stage::Prepare, 1);
    let network = Network::read(problem)?;
    let weights = network.weights(problem)?;
    monitor.advance(1);
    let prepare_seconds = started.seconds();
    monitor.check()?;
    monitor.begin(Stage::Solve, 1);
    let (_, chosen) = kuhn_munkres_min(&weights);
    let pairs = network.pairs(&chosen);
    // The method keeps its prices to itself. Without prices the certificate will show a gap.
    let prices = optimal_prices(problem, &pairs)?.unwrap_or_else(|| Prices::zero(problem));
    let cut = Cut::of_plan(problem, &pairs, monitor)?.unwrap_or_default();
    let prices = Prices { cut, ..prices };
    monitor.advance(1);
    Ok(Plan {
        method: Method::Reference,
        pairs,
        prices,
        stats: Stats {
            pairs_read: problem.pairs() as u64,
            pairs_kept: (weights.rows * weights.columns) as u64,
            prepare_seconds,
            ..Stats::default()
        },
        finished: true,
        touched: None,
        restart_lists: None,
        digest: None,
    })
}

fn unsupported(what: &'static str) -> Error {
    Error::Unsupported { method: Method::Reference, what }
}

/// Allowed pairs and who owns which seat.
struct Network {
    pairs: Vec<(Pair, Cost)>,
    /// Pairs that have nodes of their own, as positions in `pairs`.
    split: Vec<usize>,
    row_seats: SeatRanges,
    column_seats: SeatRanges,
}

/// The seats of one side, numbered through.
struct SeatRanges {
    starts: Vec<usize>,
    owners: Vec<u32>,
}

impl SeatRanges {
    /// Seats beyond the number of people on the other side are of no use, and left out.
    fn new(length: usize, others: usize, seats: impl Fn(usize) -> u32) -> Self {
        let mut all = Self { starts: vec![0], owners: Vec::new() };
        for owner in 0..length {
            let end = all.owners.len() + others.min(seats(owner) as usize);
            all.owners.resize(end, owner as u32);
            all.starts.push(end);
        }
        all
    }

    fn of(&self, owner: u32) -> std::ops::Range<usize> {
        self.starts[owner as usize]..self.starts[owner as usize + 1]
    }
}

impl Network {
    fn read(problem: &Problem<'_>) -> Result<Self, Error> {
        let (rows, columns) = (problem.rows(), problem.columns());
        let of_row = |row| columns.min(problem.row_seats(row) as usize);
        let seats = (0..rows).map(of_row).fold(0, usize::saturating_add);
        if seats.saturating_mul(columns) > CELL_LIMIT {
            return Err(unsupported("problems of this size"));
        }
        let row_seats = SeatRanges::new(rows, columns, |row| problem.row_seats(row));
        let column_seats = SeatRanges::new(columns, rows, |column| problem.column_seats(column));
        let mut network =
            Self { pairs: room(problem.pairs(), 1)?, split: Vec::new(), row_seats, column_seats };
        let mut costs = Vec::new();
        for row in 0..rows {
            let read = RowCosts::read(problem, problem.limit(), row, 0..columns, &mut costs)?;
            for (column, cost) in read.allowed() {
                network.add(Pair { row: row as u32, column: column as u32 }, cost);
            }
        }
        Ok(network)
    }

    fn add(&mut self, pair: Pair, cost: Cost) {
        if self.row_seats.of(pair.row).len().min(self.column_seats.of(pair.column).len()) > 1 {
            self.split.push(self.pairs.len());
        }
        self.pairs.push((pair, cost));
    }

    /// Rows: seats of rows, then one node per split pair. Columns: seats of columns, then one node
    /// per split pair, then one place per seat of a row in which it stays unmatched.
    fn weights(&self, problem: &Problem<'_>) -> Result<Matrix<Cost>, Error> {
        let (seats, columns) = (self.row_seats.owners.len(), self.column_seats.owners.len());
        let rows = seats + self.split.len();
        if rows.saturating_mul(rows + columns) > CELL_LIMIT {
            return Err(unsupported("problems of this size"));
        }
        let penalties = self.penalties(problem.goal(), rows);
        let (unmatched, forbidden) = penalties.ok_or_else(|| unsupported("costs of this size"))?;
        check_memory::<Cost>(rows.saturating_mul(TABLES), columns + rows)?;
        let mut weights = Matrix::new(rows, columns + rows, forbidden);
        let mut split = self.split.iter().peekable();
        for (index, &(pair, cost)) in self.pairs.iter().enumerate() {
            if split.next_if_eq(&&index).is_none() {
                self.connect(&mut weights, pair, cost);
            }
        }
        for (node, &index) in self.split.iter().enumerate() {
            self.connect_split(&mut weights, self.pairs[index], node);
        }
        for seat in 0..seats {
            weights[(seat, columns + self.split.len() + seat)] = unmatched;
        }
        Ok(weights)
    }

    fn connect(&self, weights: &mut Matrix<Cost>, pair: Pair, cost: Cost) {
        for row in self.row_seats.of(pair.row) {
            for column in self.column_seats.of(pair.column) {
                weights[(row, column)] = cost;
            }
        }
    }

    fn connect_split(&self, weights: &mut Matrix<Cost>, (pair, cost): (Pair, Cost), node: usize) {
        let row_node = self.row_seats.owners.len() + node;
        let column_node = self.column_seats.owners.len() + node;
        weights[(row_node, column_node)] = 0;
        for row in self.row_seats.of(pair.row) {
            weights[(row, column_node)] = cost;
        }
        for column in self.column_seats.of(pair.column) {
            weights[(row_node, column)] = 0;
        }
    }

    /// What an unmatched seat and a forbidden pair cost, or `None` where sums of them could overflow.
    fn penalties(&self, goal: Objective, rows: usize) -> Option<(Cost, Cost)> {
        let seats = self.row_seats.owners.len() as i128;
        let largest = self.pairs.iter().map(|(_, cost)| i128::from(cost.abs())).max().unwrap_or(0);
        // One pair more is worth more than all that the costs of a plan can differ by.
        let unmatched = match goal {
            Objective::Participation => (2 * seats + 1) * largest + 1,
            Objective::Total => 0,
        };
        // Worse than every plan without forbidden pairs: all seats unmatched, all pairs at their worst.
        let forbidden = seats * (unmatched + 2 * largest) + 1;
        // Labels of nodes stay within twice the sum of all weights of a matching.
        let fits = forbidden.checked_mul(4 * (rows as i128 + 1))? < 1 << 62;
        fits.then_some((unmatched as Cost, forbidden as Cost))
    }

    /// The pairs in use, from the column that each row of the weights got.
    fn pairs(&self, chosen: &[usize]) -> Vec<Pair> {
        let columns = &self.column_seats.owners;
        let of_seat = |(&row, &chosen): (&u32, &usize)| match columns.get(chosen) {
            Some(&column) => Some(Pair { row, column }),
            None => self.split.get(chosen - columns.len()).map(|&index| self.pairs[index].0),
        };
        let mut pairs: Vec<Pair> =
            self.row_seats.owners.iter().zip(chosen).filter_map(of_seat).collect();
        pairs.sort_unstable();
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::{memory, solve};
    use crate::basics::{Error, FORBIDDEN, Monitor, Objective};
    use crate::costs::CostMatrix;
    use crate::problem::Problem;

    #[test]
    fn a_forbidden_pair_is_dear_even_where_nothing_costs_anything() -> Result<(), Error> {
        let costs = CostMatrix::from_vec(1, 1, vec![FORBIDDEN])?;
        let problem = Problem::new(&costs).objective(Objective::Total);
        assert_eq!(solve(&problem, &Monitor::new())?.pairs, []);
        Ok(())
    }

    /// Seats in twos, places for those who stay unmatched, and a list of four pairs.
    #[test]
    fn pairs_have_no_node_of_their_own_where_a_side_has_one_seat_each() -> Result<(), Error> {
        let costs = CostMatrix::from_vec(2, 2, vec![0; 4])?;
        let bytes = |seats: [u32; 2]| {
            let [rows, columns] = seats.map(|seats| vec![seats; 2]);
            memory(&Problem::new(&costs).row_capacity(rows).column_capacity(columns))
        };
        assert_eq!(
            [[1, 2], [2, 1]].map(bytes),
            [3 * 2 * (4 + 2) * 8 + 128, 3 * 4 * (2 + 4) * 8 + 128]
        );
        Ok(())
    }
}
