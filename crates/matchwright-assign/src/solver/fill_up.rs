//! Pairs for those whom a method that had to stop has left without one.

use crate::cost::{Cost, FORBIDDEN};
use crate::cut::Cut;
use crate::error::Error;
use crate::monitor::Monitor;
use crate::prices::Prices;
use crate::problem::{Objective, Problem};
use crate::solution::Pair;

use super::Plan;

/// The plan of a method that was stopped, with every row that still has an empty seat in the cheapest
/// column that is left to it, in the order of the rows.
///
/// The prices stay: they bound every plan, so that the proof says how far this one can be from the
/// best. O(columns) for each such row.
pub(super) fn fill_up(plan: Plan, problem: &Problem<'_>) -> Result<Plan, Error> {
    let mut pairs = plan.pairs;
    let mut loads = vec![0; problem.columns()];
    for pair in &pairs {
        loads[pair.column as usize] += 1;
    }
    let mut costs = vec![FORBIDDEN; problem.columns()];
    for (row, used) in by_row(problem, &pairs) {
        let empty = problem.row_seats(row) as usize - used.len();
        if empty == 0 {
            continue;
        }
        problem.folded_block(row, 0..costs.len(), &mut costs)?;
        for column in used {
            costs[column as usize] = FORBIDDEN;
        }
        for column in cheapest(problem, &costs, &loads, empty) {
            loads[column as usize] += 1;
            pairs.push(Pair { row: row as u32, column });
        }
    }
    pairs.sort_unstable();
    let cut = Cut::of_plan(problem, &pairs, &Monitor::new())?;
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

/// The columns with a free seat that are cheapest for a row, at most so many; with [`Objective::Total`]
/// those that are cheaper than staying unmatched.
fn cheapest(problem: &Problem<'_>, costs: &[Cost], loads: &[u32], count: usize) -> Vec<u32> {
    let highest = match problem.goal() {
        Objective::Participation => FORBIDDEN,
        Objective::Total => 0,
    };
    let is_free = |column: &usize| loads[*column] < problem.column_seats(*column);
    let open = (0..costs.len()).filter(|column| costs[*column] < highest).filter(is_free);
    let mut open: Vec<(Cost, u32)> = open.map(|column| (costs[column], column as u32)).collect();
    open.sort_unstable();
    open.into_iter().take(count).map(|(_, column)| column).collect()
}
