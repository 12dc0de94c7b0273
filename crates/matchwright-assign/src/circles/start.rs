//! Plans to start from: members where an assignment would have them, made to keep to sizes and rules.

use std::ops::Range;

use crate::assign::assign_here;
use crate::basics::{Cost, Error, Monitor};
use crate::circles::state::{NOWHERE, State};
use crate::circles::tables::Tables;
use crate::costs::CostSource;
use crate::options::Options;
use crate::problem::Problem;

/// What members cost in columns, as an assignment reads it.
pub(super) struct Fit<'t>(pub(super) &'t Tables);

impl CostSource for Fit<'_> {
    fn rows(&self) -> usize {
        self.0.rows
    }

    fn columns(&self) -> usize {
        self.0.columns
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        for (out, column) in out.iter_mut().zip(columns) {
            *out = self.0.fit(row, column);
        }
    }
}

/// Pairs first, then circles: the best assignment by fit alone; circles that are too small are dissolved, and their
/// members go where they cost least.
pub(super) fn pairs_first<'t>(
    tables: &'t Tables,
    options: &Options,
    monitor: &Monitor,
) -> Result<State<'t>, Error> {
    let fit = Fit(tables);
    let seats = tables.sizes.iter().map(|&(_, max)| max).collect();
    let problem = Problem::new(&fit).column_capacity(seats);
    let options = Options { monitor: options.monitor.clone(), ..Options::default() };
    let mut wanted = vec![NOWHERE; tables.rows];
    for pair in assign_here(&problem, &options)?.pairs() {
        wanted[pair.row as usize] = pair.column;
    }
    repair(tables, &wanted, monitor)
}

/// Puts everybody where they are wanted, as far as rules and sizes allow; the others where they cost least.
pub(super) fn repair<'t>(
    tables: &'t Tables,
    wanted: &[u32],
    monitor: &Monitor,
) -> Result<State<'t>, Error> {
    let mut state = State::new(tables)?;
    for (member, &column) in (0..).zip(wanted) {
        let max = |column: u32| tables.sizes[column as usize].1 as usize;
        let is_free = column != NOWHERE && state.size(column) < max(column);
        if is_free && state.joining(member, column).is_some() {
            state.add(member, column);
        }
    }
    for column in 0..tables.columns as u32 {
        if !tables.may_have(column as usize, state.size(column)) {
            state.empty(column);
        }
    }
    place_all(&mut state, monitor)?;
    for column in 0..tables.columns as u32 {
        monitor.check()?;
        if state.unplaced > 0 && state.size(column) == 0 && tables.is_open(column as usize) {
            open(&mut state, column);
        }
    }
    place_all(&mut state, monitor)?;
    Ok(state)
}

/// Puts everybody who is in no circle into the one where that costs least, as long as there are seats.
fn place_all(state: &mut State<'_>, monitor: &Monitor) -> Result<(), Error> {
    for member in 0..state.tables.rows as u32 {
        monitor.check()?;
        if state.column(member) == NOWHERE
            && let Some((_, column)) = cheapest(state, member)
        {
            state.add(member, column);
        }
    }
    Ok(())
}

/// The circle that somebody costs least in, of those with a seat.
pub(super) fn cheapest(state: &State<'_>, member: u32) -> Option<(Cost, u32)> {
    let columns = (0..state.tables.columns as u32).filter(|&column| state.has_seat(column));
    columns.filter_map(|column| Some((state.joining(member, column)?, column))).min()
}

/// Lets a column run with members who are in no circle, where there are enough of them.
fn open(state: &mut State<'_>, column: u32) {
    let min = state.tables.sizes[column as usize].0 as usize;
    while state.size(column) < min {
        let free = (0..state.tables.rows as u32).filter(|&member| state.column(member) == NOWHERE);
        let joining = free.filter_map(|member| Some((state.joining(member, column)?, member)));
        let Some((_, member)) = joining.min() else { break };
        state.add(member, column);
    }
    if state.size(column) < min {
        state.empty(column);
    }
}
