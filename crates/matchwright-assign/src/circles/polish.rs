//! Two or three circles at a time, exactly: their members shared out again in the best way.

use crate::basics::memory::filled;
use crate::basics::{Error, Monitor};
use crate::circles::search::Random;
use crate::circles::state::{NOWHERE, State};
use crate::circles::subsets;

/// Members that are shared out at once: a tenth of a millisecond for two columns, one or two for three.
const MOST_MEMBERS: usize = 12;

/// Pairs of columns that are looked at: a second or two.
const PAIRS: usize = 1 << 14;

/// Triples of columns that are drawn.
const TRIPLES: usize = 1 << 8;

/// Shares out the members of two columns again, of all pairs until none gains, and of some triples.
pub(super) fn polish(state: &mut State<'_>, monitor: &Monitor) -> Result<(), Error> {
    let tables = state.tables;
    let columns: Vec<u32> =
        (0..tables.columns as u32).filter(|&column| tables.is_open(column as usize)).collect();
    let mut left = PAIRS;
    let mut changed = filled(true, tables.columns)?;
    while changed.contains(&true) {
        let mut gaining = filled(false, tables.columns)?;
        for (place, &one) in columns.iter().enumerate() {
            for &other in &columns[..place] {
                let is_new = changed[one as usize] || changed[other as usize];
                if !is_new || !is_small(state, &[other, one]) {
                    continue;
                }
                if left == 0 || monitor.is_stopped() {
                    return Ok(());
                }
                left -= 1;
                if share_out(state, &[other, one], monitor)? {
                    (gaining[one as usize], gaining[other as usize]) = (true, true);
                }
            }
        }
        changed = gaining;
    }
    if columns.len() < 3 { Ok(()) } else { triples(state, &columns, monitor) }
}

fn triples(state: &mut State<'_>, columns: &[u32], monitor: &Monitor) -> Result<(), Error> {
    let mut random = Random::new(1);
    for _ in 0..TRIPLES {
        let mut three = [0; 3].map(|_: u32| columns[random.below(columns.len())]);
        three.sort_unstable();
        let are_three = three[0] < three[1] && three[1] < three[2];
        if are_three && is_small(state, &three) && !monitor.is_stopped() {
            share_out(state, &three, monitor)?;
        }
    }
    Ok(())
}

/// Whether some columns have somebody to share out, and not too many.
fn is_small(state: &State<'_>, columns: &[u32]) -> bool {
    let members = columns.iter().map(|&column| state.size(column)).sum();
    (1..=MOST_MEMBERS).contains(&members)
}

/// Gives the members of some columns the best places in these; whether that is better.
fn share_out(state: &mut State<'_>, columns: &[u32], monitor: &Monitor) -> Result<bool, Error> {
    monitor.check()?;
    let members: Vec<u32> =
        columns.iter().flat_map(|&column| state.members(column)).copied().collect();
    let before = (state.unplaced, state.total);
    let old: Vec<u32> = members.iter().map(|&member| state.column(member)).collect();
    let best = subsets::best(state.tables, &members, columns, monitor)?;
    let new: Vec<u32> = best.into_iter().map(|column| column.unwrap_or(NOWHERE)).collect();
    state.put(&members, &new);
    let is_better = (state.unplaced, state.total) < before;
    if !is_better {
        state.put(&members, &old);
    }
    Ok(is_better)
}
