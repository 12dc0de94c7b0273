//! The residual graph without its rows: from column to column through the row that makes the shortest way.
//! Where many switches are asked for, their ways share it.

use std::sync::OnceLock;

use crate::basics::memory::{filled, room};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor};
use crate::plan::Pair;

use super::{Length, Residual, Slacks, UNREACHED};

/// Bytes that the graph and all ways in it may take.
const MOST_BYTES: usize = 1 << 29;

/// Pairs that are read at a time, so that they take little room.
const PAIRS_AT_ONCE: usize = 1 << 20;

/// No row: the arc is one of source or sink, or there is none.
const NO_ROW: u32 = u32::MAX;

/// No node: a way begins here, or none leads here.
const NOWHERE: u32 = u32::MAX;

/// Columns, then the sink, then the source, which are one node where the residual graph has one.
pub(super) struct ColumnGraph {
    columns: usize,
    source: usize,
    nodes: usize,
    /// From each node to each other.
    arcs: Vec<Arc>,
    /// The shortest ways from a node, found when they are first asked for.
    ways: Vec<OnceLock<Ways>>,
}

/// The shortest way from one node to another through one row, the first of those that are equal.
#[derive(Clone, Copy)]
struct Arc {
    cost: Cost,
    row: u32,
}

impl Arc {
    /// How many arcs of the residual graph it stands for.
    fn arcs(self) -> u32 {
        if self.row == NO_ROW { 1 } else { 2 }
    }

    fn length(self) -> Length {
        Length { cost: self.cost, arcs: self.arcs() }
    }
}

/// The shortest ways from one node to all others.
pub(super) struct Ways {
    pub(super) lengths: Vec<Length>,
    /// The row before each node and the node before that row: the first of those that are equally near.
    before: Vec<(u32, u32)>,
}

impl ColumnGraph {
    /// `None` where it would take too much room. One look at all pairs, and O(columns²) memory.
    pub(super) fn new(residual: &Residual<'_>, monitor: &Monitor) -> Result<Option<Self>, Error> {
        let columns = residual.members.len();
        let is_closed = residual.source() == residual.sink();
        let nodes = columns + if is_closed { 1 } else { 2 };
        let bytes = size_of::<Arc>() + size_of::<Length>() + size_of::<u32>();
        if nodes.saturating_mul(nodes).saturating_mul(bytes) > MOST_BYTES {
            return Ok(None);
        }
        let arcs = filled(Arc { cost: UNREACHED, row: NO_ROW }, nodes * nodes)?;
        let mut ways = room(nodes, 1)?;
        ways.resize_with(nodes, OnceLock::new);
        let mut graph = Self { columns, source: nodes - 1, nodes, arcs, ways };
        graph.add_rows(residual, monitor)?;
        graph.add_sink(residual);
        Ok(Some(graph))
    }

    /// The node of the sink.
    pub(super) fn sink(&self) -> usize {
        self.columns
    }

    /// The node of the source.
    pub(super) fn source(&self) -> usize {
        self.source
    }

    fn add(&mut self, from: usize, to: usize, arc: Arc) {
        let known = &mut self.arcs[from * self.nodes + to];
        if (arc.length(), arc.row) < (known.length(), known.row) {
            *known = arc;
        }
    }

    /// From each column of a row, or the source where a seat of the row is empty, to each other column; and to
    /// the source, where the row gives up its seat.
    fn add_rows(&mut self, residual: &Residual<'_>, monitor: &Monitor) -> Result<(), Error> {
        let rows = residual.used.len();
        let step = PAIRS_AT_ONCE.div_ceil(self.columns.max(1));
        for first in (0..rows).step_by(step) {
            let some = first..(first + step).min(rows);
            let reads = sweep(some.clone(), residual.problem.pairs_a_row(), |scratch, row| {
                monitor.check()?;
                let Slacks { unused, parting } = residual.read(row, scratch)?;
                Ok::<_, Error>((unused.allowed().collect::<Vec<_>>(), parting))
            });
            for (row, read) in some.zip(reads) {
                let (unused, parting) = read?;
                self.add_row(residual, row, &unused, &parting);
            }
        }
        Ok(())
    }

    fn add_row(
        &mut self,
        residual: &Residual<'_>,
        row: usize,
        unused: &[(usize, Cost)],
        parting: &[Cost],
    ) {
        let columns = residual.used[row].iter().map(|&column| column as usize);
        let mut from: Vec<(usize, Cost)> = columns.zip(parting.iter().copied()).collect();
        if !residual.row_is_full(row) {
            from.push((self.source, residual.side_slack(residual.source(), row)));
        }
        let gives_up = residual.side_slack(row, residual.source());
        let row = row as u32;
        for &(start, before) in &from {
            for &(column, slack) in unused {
                self.add(start, column, Arc { cost: before + slack, row });
            }
            if start != self.source {
                self.add(start, self.source, Arc { cost: before + gives_up, row });
            }
        }
    }

    fn add_sink(&mut self, residual: &Residual<'_>) {
        let sink = residual.sink();
        let side =
            |from: usize, to: usize| Arc { cost: residual.side_slack(from, to), row: NO_ROW };
        for column in 0..self.columns {
            let node = residual.column(column);
            if !residual.column_is_full(column) {
                self.add(column, self.columns, side(node, sink));
            }
            if !residual.members[column].is_empty() {
                self.add(self.columns, column, side(sink, node));
            }
        }
    }

    /// The shortest ways from a node, found once. O(columns²): the graph is dense (Dijkstra 1959).
    pub(super) fn from(&self, node: usize) -> &Ways {
        self.ways[node].get_or_init(|| self.search(node))
    }

    fn search(&self, from: usize) -> Ways {
        let mut lengths = vec![Length::UNREACHED; self.nodes];
        let mut is_open = vec![true; self.nodes];
        lengths[from] = Length::NONE;
        let mut before = vec![(NO_ROW, NOWHERE); self.nodes];
        loop {
            let open = (0..self.nodes).filter(|&node| is_open[node]);
            let Some(node) = open.min_by_key(|&node| lengths[node]) else { break };
            let length = lengths[node];
            if !length.is_reached() {
                break;
            }
            is_open[node] = false;
            let arcs = &self.arcs[node * self.nodes..(node + 1) * self.nodes];
            for ((known, before), arc) in lengths.iter_mut().zip(&mut before).zip(arcs) {
                if length.cost + arc.cost > known.cost {
                    continue;
                }
                let way = (length.plus(arc.cost, arc.arcs()), (arc.row, node as u32));
                if way < (*known, *before) {
                    (*known, *before) = way;
                }
            }
        }
        Ways { lengths, before }
    }

    /// The pairs that are made and those that are parted on the way from where `ways` begin to a node.
    pub(super) fn way(&self, ways: &Ways, mut node: usize) -> [Vec<Pair>; 2] {
        let (mut made, mut parted) = (Vec::new(), Vec::new());
        while let (row, from) = ways.before[node]
            && from != NOWHERE
        {
            let (from, pair) = (from as usize, |column: usize| Pair { row, column: column as u32 });
            if row != NO_ROW && from < self.columns {
                parted.push(pair(from));
            }
            if row != NO_ROW && node < self.columns {
                made.push(pair(node));
            }
            node = from;
        }
        [made, parted]
    }
}
