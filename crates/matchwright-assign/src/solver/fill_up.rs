//! Pairs for rows that a stopped method has left without one.

use crate::basics::{Cost, Error, FORBIDDEN, Monitor, Objective};
use crate::plan::{Cut, Pair, Prices};
use crate::problem::{Problem, RowCosts};

use super::Plan;

/// Columns from the first with a free seat that are looked at where the time is over.
const QUICK: usize = 16;

/// The plan of a method that was stopped, with every row that still has an empty seat in the cheapest
/// column that is left to it, in the order of the rows. Where the time is over, it is the cheapest of the next
/// few columns.
///
/// The prices stay: they bound every plan, so that the proof says how far this one can be from the
/// best. O(allowed pairs) for each such row.
pub(super) fn fill_up(plan: Plan, problem: &Problem<'_>, monitor: &Monitor) -> Result<Plan, Error> {
    let mut pairs = plan.pairs;
    let mut loads = vec![0; problem.columns()];
    for pair in &pairs {
        loads[pair.column as usize] += 1;
    }
    let (mut costs, mut free) = (Vec::new(), 0);
    for (row, used) in by_row(problem, &pairs) {
        let empty = problem.row_seats(row) as usize - used.len();
        if empty == 0 {
            continue;
        }
        monitor.check()?;
        while free < problem.columns() && loads[free] >= problem.column_seats(free) {
            free += 1;
        }
        let is_quick = monitor.is_late() && !problem.is_listed();
        let last = if is_quick { free + QUICK } else { problem.columns() };
        let columns = free..last.min(problem.columns());
        let read = RowCosts::read(problem, problem.limit(), row, columns, &mut costs)?;
        for column in cheapest(problem, &read, &used, &loads, empty) {
            loads[column as usize] += 1;
            pairs.push(Pair { row: row as u32, column });
        }
    }
    pairs.sort_unstable();
    let cut = Cut::of_plan(problem, &pairs, monitor)?;
    let cut = cut.unwrap_or_else(|| Cut::of_seats(problem));
    Ok(Plan { pairs, prices: Prices { cut, ..plan.prices }, ..plan })
}

/// The columns that every row uses.
fn by_row(problem: &Problem<'_>, pairs: &[Pair]) -> Vec<(usize, Vec<u32>)> {
    let mut used: Vec<(usize, Vec<u32>)> =
        (0..problem.rows()).map(|row| (row, Vec::new())).collect();
    for pair in pairs {
        used[pair.row as usize].1.push(pair.column);
    }
    used
}

/// The columns with a free seat that are cheapest for a row and not used by it, at most so many; with
/// [`Objective::Total`] those that are cheaper than staying unmatched.
fn cheapest(
    problem: &Problem<'_>,
    read: &RowCosts<'_>,
    used: &[u32],
    loads: &[u32],
    count: usize,
) -> Vec<u32> {
    let highest = match problem.goal() {
        Objective::Participation => FORBIDDEN,
        Objective::Total => 0,
    };
    let is_open = |&(column, cost): &(usize, Cost)| {
        let is_free = loads[column] < problem.column_seats(column);
        cost < highest && is_free && !used.contains(&(column as u32))
    };
    let open = read.allowed().filter(is_open);
    let mut open: Vec<(Cost, u32)> = open.map(|(column, cost)| (cost, column as u32)).collect();
    open.sort_unstable();
    open.into_iter().take(count).map(|(_, column)| column).collect()
}
