//! Reads the contenders of every row, so that a restart need not.

use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor, Stage};
use crate::plan::{Contender, Contenders, Prices};
use crate::problem::Problem;

use super::auction::scan::{self, CLOSED, Look, OPEN, Scratch, Sight};

/// Pairs that are kept of each row. With 32, 48, 64 and 96, ten changed rows at 10,000² mentor-like made 849,
/// 287, 121 and 40 rows look for more.
pub(super) const KEEP: usize = 64;

/// Rows that one task reads.
const ROWS_AT_ONCE: usize = 16;

/// Bytes that the contenders of all rows and the prices of all columns take.
pub(crate) fn memory(problem: &Problem<'_>) -> u64 {
    let row = KEEP * size_of::<Contender>() + size_of::<(usize, Cost)>();
    // Looks are held until all rows have looked.
    let look = KEEP * size_of::<(Cost, u32)>();
    problem.rows() as u64 * (row + look) as u64
        + (problem.columns() * size_of::<Option<Cost>>()) as u64
}

/// Looks at every row once more, at the prices of its plan. O(rows · columns), in parallel.
pub(crate) fn contenders(
    problem: &Problem<'_>,
    prices: &Prices,
    monitor: &Monitor,
) -> Result<Contenders, Error> {
    monitor.begin(Stage::Certify, problem.rows());
    let whole: Vec<Option<Cost>> = (0..problem.columns())
        .map(|column| {
            let price = prices.columns[column].div_euclid(prices.scale);
            (problem.column_seats(column) > 0).then_some(price)
        })
        .collect();
    let open: Vec<Cost> = whole.iter().map(|price| price.unwrap_or(CLOSED)).collect();
    let sight = Sight { problem, limit: problem.limit(), shift: 0, prices: &open, highest: None };
    let strips = (0..problem.rows()).step_by(ROWS_AT_ONCE);
    let cells = ROWS_AT_ONCE * problem.pairs_a_row();
    let looks = sweep(strips, cells, |scratch: &mut Scratch, start| {
        monitor.check()?;
        let rows = start..problem.rows().min(start + ROWS_AT_ONCE);
        monitor.advance(rows.len());
        let look = |row| match problem.row_seats(row) {
            0 => Ok(Look { cheapest: Vec::new(), bound: -OPEN, read: 0 }),
            _ => scan::look(&sight, row, KEEP, OPEN, scratch),
        };
        rows.map(look).collect::<Result<Vec<Look>, Error>>()
    });
    let looks: Vec<Vec<Look>> = looks.into_iter().collect::<Result<_, Error>>()?;
    let pairs = looks.iter().flatten().map(|look| look.cheapest.len()).sum();
    let mut contenders = Contenders::new(whole, problem.rows(), pairs)?;
    for strip in looks {
        for Look { cheapest, bound, .. } in strip {
            let pairs = cheapest.iter();
            let contender = |&(value, column): &(Cost, u32)| Contender {
                cost: value + open[column as usize],
                column,
            };
            contenders.push(pairs.map(contender), bound);
        }
    }
    Ok(contenders)
}
