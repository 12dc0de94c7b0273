//! The costs as the solver reads them: checked once, less the unmatched costs of both people.

use std::ops::Range;

use crate::basics::memory::{grow, room};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor, Stage};
use crate::costs::{CostSource, CsrMatrix};
use crate::general::Peers;

/// Rows that are compared with their columns at once.
const ROWS_AT_ONCE: usize = 64;

/// What each pair adds to the plan without pairs; nobody is paired with themselves.
pub(super) struct Folded<'a> {
    peers: &'a Peers<'a>,
    /// All pairs, where the source lists them.
    listed: Option<CsrMatrix>,
}

impl<'a> Folded<'a> {
    /// Reads all costs once; with the largest of them, in absolute value.
    ///
    /// # Errors
    /// [`Error::Asymmetric`], [`Error::CostTooLarge`], [`Error::Sparse`] and [`Error::OutOfMemory`].
    pub(super) fn new(peers: &'a Peers<'a>, monitor: &Monitor) -> Result<(Self, Cost), Error> {
        monitor.begin(Stage::Prepare, peers.people());
        if peers.is_listed() {
            let (listed, largest) = listed(peers, monitor)?;
            return Ok((Self { peers, listed: Some(listed) }, largest));
        }
        let starts = (0..peers.people()).step_by(ROWS_AT_ONCE);
        let cells = ROWS_AT_ONCE * peers.people();
        let mut largest = 0;
        for strip in sweep(starts, cells, |scratch: &mut Scratch, start| {
            let rows = start..peers.people().min(start + ROWS_AT_ONCE);
            monitor.advance(rows.len());
            strip(peers, rows, scratch, monitor)
        }) {
            largest = strip?.max(largest);
        }
        Ok((Self { peers, listed: None }, largest))
    }
}

/// All listed pairs in both directions, and the largest cost.
fn listed(peers: &Peers<'_>, monitor: &Monitor) -> Result<(CsrMatrix, Cost), Error> {
    let people = peers.people();
    let (mut starts, mut row) = (room(people + 1, 1)?, Vec::new());
    let (mut indices, mut costs) = (Vec::<u32>::new(), Vec::<Cost>::new());
    starts.push(0);
    for person in 0..people {
        monitor.check()?;
        let read = peers.read(person, 0..people, &mut row)?;
        grow(&mut indices, read.costs.len())?;
        grow(&mut costs, read.costs.len())?;
        for (other, cost) in read.allowed() {
            indices.push(other as u32);
            costs.push(cost);
        }
        starts.push(costs.len());
    }
    let largest = costs.iter().map(|cost| cost.abs()).max().unwrap_or(0);
    let matrix = CsrMatrix::new(people, starts, indices, costs)?;
    for row in 0..people {
        monitor.check()?;
        let (others, costs) = matrix.entries(row).unwrap_or_default();
        for (&column, cost) in others.iter().zip(costs) {
            let (back, there) = matrix.entries(column as usize).unwrap_or_default();
            let place = back.binary_search(&(row as u32)).ok();
            if place.and_then(|place| there.get(place)) != Some(cost) {
                let other = column as usize;
                return Err(Error::Asymmetric { row: row.min(other), column: row.max(other) });
            }
        }
    }
    Ok((matrix, largest))
}

#[derive(Default)]
struct Scratch {
    row: Vec<Cost>,
    rows: Vec<Cost>,
}

/// The largest cost of some rows with whoever stands after them, which are compared with the columns.
fn strip(
    peers: &Peers<'_>,
    rows: Range<usize>,
    Scratch { row: read, rows: strip }: &mut Scratch,
    monitor: &Monitor,
) -> Result<Cost, Error> {
    let others = rows.start..peers.people();
    strip.clear();
    let mut largest = 0;
    for row in rows.clone() {
        monitor.check()?;
        let costs = peers.read(row, others.clone(), read)?;
        largest = costs.allowed().map(|(_, cost)| cost.abs()).max().unwrap_or(0).max(largest);
        grow(strip, costs.costs.len())?;
        strip.extend_from_slice(costs.costs);
    }
    for other in others.clone() {
        monitor.check()?;
        let costs = peers.read(other, rows.clone(), read)?;
        let seen = strip[other - others.start..].iter().step_by(others.len());
        if let Some(at) = costs.costs.iter().zip(seen).position(|(cost, seen)| cost != seen) {
            let one = rows.start + at;
            return Err(Error::Asymmetric { row: one.min(other), column: one.max(other) });
        }
    }
    Ok(largest)
}

impl CostSource for Folded<'_> {
    fn rows(&self) -> usize {
        self.peers.people()
    }

    fn columns(&self) -> usize {
        self.peers.people()
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        match &self.listed {
            Some(listed) => listed.block(row, columns, out),
            None => self.peers.block(row, columns, out),
        }
    }

    fn entries(&self, row: usize) -> Option<(&[u32], &[Cost])> {
        self.listed.as_ref()?.entries(row)
    }
}
