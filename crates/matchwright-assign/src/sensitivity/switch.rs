//! What it costs to put a pair into the plan that is not in it, and who else moves.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::basics::memory::filled;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
use crate::plan::Pair;
use crate::problem::{Problem, RowCosts};
use crate::solution::Solution;

use super::column_graph::ColumnGraph;
use super::seat_prices::{Change, Lists};
use super::whole::whole_prices;
use super::{Length, Residual, Scratch, UNREACHED};

/// A plan with a certain pair in it, the best of those, as a change of the best plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Switch {
    /// Pairs lost, 0 or −1, and what the total rises by. With
    /// [`Objective::Total`](crate::Objective::Total) the number of pairs is nobody's aim: 0.
    pub change: Change,
    /// The pairs that are new, sorted; empty where the pair is in the plan already.
    pub made: Vec<Pair>,
    /// The pairs that end, sorted.
    pub parted: Vec<Pair>,
}

impl Switch {
    fn new(change: Change, pair: Pair, ways: impl IntoIterator<Item = [Vec<Pair>; 2]>) -> Self {
        let (mut made, mut parted) = (vec![pair], Vec::new());
        for [also_made, also_parted] in ways {
            made.extend(also_made);
            parted.extend(also_parted);
        }
        made.sort_unstable();
        parted.sort_unstable();
        Self { change, made, parted }
    }
}

/// The best plan, to be asked what other plans cost that contain a certain pair.
///
/// The best plan with a pair in it differs from the best plan by a cycle of the residual graph through that
/// pair, or, where none goes through it, by a path that takes one pair away. The shortest is found by one
/// search from the pair's column to its row (Dijkstra 1959; Ahuja, Magnanti, Orlin 1993, chapter 9). Of
/// changes that cost the same it is the one that moves fewest, and then the one whose rows and columns come
/// first, those next to the pair's row compared first. The cost of the switch is the most that the reduced cost of the pair is under any prices that prove the plan;
/// a single set of prices only bounds it from below.
///
/// ```
/// use matchwright_assign::{Change, CostMatrix, Monitor, Options, Pair, Problem, Switches, assign};
///
/// // Both rows would rather have column 0.
/// let costs = CostMatrix::from_vec(2, 2, vec![1, 5, 2, 8])?;
/// let problem = Problem::new(&costs);
/// let solution = assign(&problem, &Options::default())?; // row 1 has column 0: 5 + 2
/// let monitor = Monitor::new();
/// let switches = Switches::new(&problem, &solution)?;
/// let switch = switches.to(0, 0, &monitor)?.expect("an allowed pair");
/// assert_eq!(switch.change, Change { pairs: 0, total: 2 }); // 1 + 8
/// assert_eq!(switch.made, [Pair { row: 0, column: 0 }, Pair { row: 1, column: 1 }]);
/// assert_eq!(switches.of_row(0, &monitor)?, [Some(switch.change), Some(Change::default())]);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
pub struct Switches<'a> {
    residual: Residual<'a>,
    /// What all ways share; `None` where few are asked for, or it would take too much room.
    graph: Option<ColumnGraph>,
}

impl<'a> Switches<'a> {
    /// What [`assign`](crate::assign) found for the problem. O(rows + columns + pairs of the plan).
    /// Where costs were rounded, answers are about the rounded ones.
    ///
    /// # Errors
    /// [`Error::Unproven`] where the solution is not proven best, or not of this problem;
    /// [`Error::OutOfMemory`], and the errors of reading costs.
    pub fn new(problem: &'a Problem<'a>, solution: &Solution) -> Result<Self, Error> {
        let prices = whole_prices(problem, solution)?;
        let residual = Residual::new(problem, solution.rounded_pairs(), &prices)?;
        Ok(Self { residual, graph: None })
    }

    /// As [`new`](Self::new), for many questions: ways from column to column are found once and kept. A look at
    /// all pairs, then O(columns²) for each column that is asked about for the first time, and 24 bytes for each
    /// pair of columns; where that is above half a gigabyte, nothing is kept.
    ///
    /// # Errors
    /// As [`new`](Self::new), and [`Error::Cancelled`].
    pub fn for_many(
        problem: &'a Problem<'a>,
        solution: &Solution,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let switches = Self::new(problem, solution)?;
        let graph = ColumnGraph::new(&switches.residual, monitor)?;
        Ok(Self { graph, ..switches })
    }

    /// The best plan with a pair in it; `None` where the pair is forbidden, or its row or column has no
    /// seat. Reads the rows that are nearer to the pair's column than its own row is: O(columns) each.
    ///
    /// # Errors
    /// [`Error::Positions`] where there is no such row or column; [`Error::Cancelled`], and the errors of
    /// reading costs.
    pub fn to(
        &self,
        row: usize,
        column: usize,
        monitor: &Monitor,
    ) -> Result<Option<Switch>, Error> {
        let residual = &self.residual;
        let Some(slack) = self.slack(row, column)? else { return Ok(None) };
        if residual.used[row].binary_search(&(column as u32)).is_ok() {
            return Ok(Some(Switch::default()));
        }
        let pair = Pair { row: row as u32, column: column as u32 };
        let from_column = self.routes(Start::Column(column), row, monitor)?;
        if let Some(route) = from_column.to_row {
            let change = Change { pairs: 0, total: slack + route.length };
            return Ok(Some(Switch::new(change, pair, [route.pairs])));
        }
        // No cycle goes through the pair: from the sink to the row, and from the column to the source.
        let from_sink = self.routes(Start::Sink, row, monitor)?;
        let (Some(first), Some(last)) = (from_sink.to_row, from_column.to_source) else {
            return Err(Error::Unproven); // Every row that has a pair can give it up.
        };
        let (source, sink) = (residual.source(), residual.sink());
        let ends = residual.potentials[sink] - residual.potentials[source];
        let change = Change { pairs: -1, total: slack + first.length + last.length + ends };
        Ok(Some(Switch::new(change, pair, [first.pairs, last.pairs])))
    }

    /// The shortest ways from a column or the sink.
    fn routes(&self, start: Start, row: usize, monitor: &Monitor) -> Result<Routes, Error> {
        match &self.graph {
            Some(graph) => self.routes_in(graph, start, row),
            None => self.routes_by_search(start, row, monitor),
        }
    }

    /// By a search that ends at the row.
    fn routes_by_search(
        &self,
        start: Start,
        row: usize,
        monitor: &Monitor,
    ) -> Result<Routes, Error> {
        let (residual, source) = (&self.residual, self.residual.source());
        let mut search = Search::new(residual)?;
        let from = match start {
            Start::Column(column) => residual.column(column),
            Start::Sink => residual.sink(),
        };
        let is_reached = search.run(from, Some(row), monitor)?;
        let route = |end: usize| Route { length: search.lengths[end].cost, pairs: search.way(end) };
        let reaches_source = !is_reached && search.lengths[source].is_reached();
        Ok(Routes {
            to_row: is_reached.then(|| route(row)),
            to_source: reaches_source.then(|| route(source)),
        })
    }

    /// By what all switches share.
    fn routes_in(&self, graph: &ColumnGraph, start: Start, row: usize) -> Result<Routes, Error> {
        let residual = &self.residual;
        let ways = graph.from(match start {
            Start::Column(column) => column,
            Start::Sink => graph.sink(),
        });
        // A row is reached where it parts with a column, or from the source where a seat of it is empty.
        let mut ends = Vec::with_capacity(residual.used[row].len() + 1);
        for &column in &residual.used[row] {
            let parting = -self.slack_of(row, column as usize)?;
            ends.push((ways.lengths[column as usize].plus(parting, 1), column as usize));
        }
        if !residual.row_is_full(row) {
            let enters = residual.side_slack(residual.source(), row);
            ends.push((ways.lengths[graph.source()].plus(enters, 1), graph.source()));
        }
        let nearest = ends.into_iter().min().filter(|(length, _)| length.is_reached());
        let to_row = nearest.map(|(length, end)| {
            let mut pairs = graph.way(ways, end);
            let parts =
                (end != graph.source()).then_some(Pair { row: row as u32, column: end as u32 });
            pairs[1].extend(parts);
            Route { length: length.cost, pairs }
        });
        let to_source = ways.lengths[graph.source()];
        let to_source = to_source
            .is_reached()
            .then(|| Route { length: to_source.cost, pairs: graph.way(ways, graph.source()) });
        Ok(Routes { to_row, to_source })
    }

    /// For each column, what the best plan that pairs it with this row costs more than the best plan, as
    /// [`to`](Self::to) has it. One search towards the row, on short lists of pairs that grow until no other
    /// pair shortens a way: a few looks at all pairs, and no matrix is stored.
    ///
    /// # Errors
    /// As [`to`](Self::to).
    pub fn of_row(&self, row: usize, monitor: &Monitor) -> Result<Vec<Option<Change>>, Error> {
        let residual = &self.residual;
        if row >= residual.used.len() {
            return Err(Error::Positions);
        }
        let mut lists = Lists::start(residual, monitor)?;
        let (to_row, to_source) = lists.ways_to(residual, row, monitor)?;
        let mut scratch = Scratch::default();
        let slacks = residual.read(row, &mut scratch)?.unused;
        let mut changes = vec![None; residual.members.len()];
        for &column in &residual.used[row] {
            changes[column as usize] = Some(Change::default());
        }
        let (source, sink) = (residual.source(), residual.sink());
        let less = to_row[sink] + residual.potentials[sink] - residual.potentials[source];
        for (column, slack) in slacks.allowed() {
            let node = residual.column(column);
            changes[column] = self.has_seats(row, column).then(|| match to_row[node] {
                UNREACHED => Change { pairs: -1, total: slack + to_source[node] + less },
                way => Change { pairs: 0, total: slack + way },
            });
        }
        Ok(changes)
    }

    /// For each column, what the total rises by where it has one seat more and this row, which has an empty
    /// seat, one pair more, everybody else being matched anew; `None` where no change of the plan leads from
    /// the one to the other. O(rows · columns).
    ///
    /// # Errors
    /// As [`to`](Self::to).
    pub fn with_a_seat(&self, row: usize, monitor: &Monitor) -> Result<Vec<Option<Cost>>, Error> {
        let residual = &self.residual;
        if row >= residual.used.len() {
            return Err(Error::Positions);
        }
        let mut search = Search::new(residual)?;
        search.run(row, None, monitor)?;
        let total = |column: usize| {
            let node = residual.column(column);
            let way = search.lengths[node];
            let ends = residual.potentials[row] - residual.potentials[node];
            way.is_reached().then_some(way.cost + ends)
        };
        Ok((0..residual.members.len()).map(total).collect())
    }

    fn has_seats(&self, row: usize, column: usize) -> bool {
        let problem = self.residual.problem;
        problem.row_seats(row) > 0 && problem.column_seats(column) > 0
    }

    /// The slack of a pair that may meet.
    fn slack(&self, row: usize, column: usize) -> Result<Option<Cost>, Error> {
        let problem = self.residual.problem;
        if row >= problem.rows() || column >= problem.columns() {
            return Err(Error::Positions);
        }
        let slack = self.slack_of(row, column)?;
        Ok((slack != FORBIDDEN && self.has_seats(row, column)).then_some(slack))
    }

    /// The slack of a pair; [`FORBIDDEN`] where it may not meet.
    fn slack_of(&self, row: usize, column: usize) -> Result<Cost, Error> {
        let Residual { problem, potentials, .. } = &self.residual;
        let ends = potentials[self.residual.column(column)] - potentials[row];
        Ok(match cost(problem, row, column)? {
            FORBIDDEN => FORBIDDEN,
            cost => cost + ends,
        })
    }
}

/// Where ways begin.
#[derive(Clone, Copy)]
enum Start {
    Column(usize),
    Sink,
}

/// The shortest ways to a row and to the source, where there are any; that to the source is not looked for where
/// there is one to the row.
struct Routes {
    to_row: Option<Route>,
    to_source: Option<Route>,
}

/// A way, and the pairs that are made and those that are parted on it.
struct Route {
    length: Cost,
    pairs: [Vec<Pair>; 2],
}

fn cost(problem: &Problem<'_>, row: usize, column: usize) -> Result<Cost, Error> {
    let mut costs = Vec::new();
    let read = RowCosts::read(problem, problem.limit(), row, column..column + 1, &mut costs)?;
    Ok(read.cost(column))
}

/// A search for the shortest way from one node, which reads rows when it comes to them.
struct Search<'a> {
    residual: &'a Residual<'a>,
    /// Where the search ends.
    to: Option<usize>,
    /// How far each node is from where the search began.
    lengths: Vec<Length>,
    parents: Vec<u32>,
    pending: BinaryHeap<Reverse<(Length, usize)>>,
    scratch: Scratch,
}

/// Parent of the node where a search began.
const NOWHERE: u32 = u32::MAX;

impl<'a> Search<'a> {
    fn new(residual: &'a Residual<'a>) -> Result<Self, Error> {
        let nodes = residual.nodes();
        let (lengths, parents) = (filled(Length::UNREACHED, nodes)?, filled(NOWHERE, nodes)?);
        let (pending, scratch) = (BinaryHeap::new(), Scratch::default());
        Ok(Self { residual, to: None, lengths, parents, pending, scratch })
    }

    /// Searches from one node until `to` is settled, if it is given, else everywhere; whether a way leads
    /// there.
    fn run(&mut self, from: usize, to: Option<usize>, monitor: &Monitor) -> Result<bool, Error> {
        self.to = to;
        self.reach(from, Length::NONE, NOWHERE as usize);
        while let Some(Reverse((length, node))) = self.pending.pop() {
            if self.to == Some(node) {
                return Ok(true);
            }
            if length == self.lengths[node] {
                self.leave(node, length, monitor)?;
            }
        }
        Ok(false)
    }

    /// Notes a way to a node, unless a better one is known, or it is longer than the one to the end.
    fn reach(&mut self, node: usize, length: Length, from: usize) {
        let most = self.to.map_or(Length::UNREACHED, |to| self.lengths[to]);
        let known = self.lengths[node];
        if length > most || (length, from as u32) >= (known, self.parents[node]) {
            return;
        }
        self.lengths[node] = length;
        self.parents[node] = from as u32;
        if length < known {
            self.pending.push(Reverse((length, node)));
        }
    }

    /// Follows the arcs of a node.
    fn leave(&mut self, node: usize, length: Length, monitor: &Monitor) -> Result<(), Error> {
        let residual = self.residual;
        let (rows, sink) = (residual.used.len(), residual.sink());
        if node < rows {
            monitor.check()?;
            self.leave_row(node, length)?;
        } else if node < residual.column(residual.members.len()) {
            self.leave_column(node - rows, length)?;
        }
        if node == residual.source() {
            for row in (0..rows).filter(|&row| !residual.row_is_full(row)) {
                self.reach(row, length.plus(residual.side_slack(node, row), 1), node);
            }
        }
        if node == sink {
            for column in (0..residual.members.len()).filter(|&at| !residual.members[at].is_empty())
            {
                let column = residual.column(column);
                self.reach(column, length.plus(residual.side_slack(node, column), 1), node);
            }
        }
        Ok(())
    }

    /// A row is paired with another column, or gives up its seat.
    fn leave_row(&mut self, row: usize, length: Length) -> Result<(), Error> {
        let residual = self.residual;
        let mut scratch = std::mem::take(&mut self.scratch);
        let unused = residual.read(row, &mut scratch)?.unused;
        for (column, slack) in unused.allowed() {
            self.reach(residual.column(column), length.plus(slack, 1), row);
        }
        self.scratch = scratch;
        if !residual.used[row].is_empty() {
            let source = residual.source();
            self.reach(source, length.plus(residual.side_slack(row, source), 1), row);
        }
        Ok(())
    }

    /// A column parts with one of its rows, or has a seat left.
    fn leave_column(&mut self, column: usize, length: Length) -> Result<(), Error> {
        let residual = self.residual;
        let node = residual.column(column);
        for &row in &residual.members[column] {
            let row = row as usize;
            let cost = cost(residual.problem, row, column)?;
            let parting = residual.potentials[row] - residual.potentials[node] - cost;
            self.reach(row, length.plus(parting, 1), node);
        }
        if !residual.column_is_full(column) {
            let sink = residual.sink();
            self.reach(sink, length.plus(residual.side_slack(node, sink), 1), node);
        }
        Ok(())
    }

    /// The pairs that are made and those that are parted on the way to a node.
    fn way(&self, mut node: usize) -> [Vec<Pair>; 2] {
        let rows = self.residual.used.len();
        let columns = rows..self.residual.column(self.residual.members.len());
        let pair =
            |row: usize, column: usize| Pair { row: row as u32, column: (column - rows) as u32 };
        let (mut made, mut parted) = (Vec::new(), Vec::new());
        while self.parents[node] != NOWHERE {
            let from = self.parents[node] as usize;
            if from < rows && columns.contains(&node) {
                made.push(pair(from, node));
            } else if node < rows && columns.contains(&from) {
                parted.push(pair(node, from));
            }
            node = from;
        }
        [made, parted]
    }
}
