//! Reads the kept lists of every row, so that a restart need not.

use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor, Stage};
use crate::plan::{ListedPair, Prices, Reading, RestartLists};
use crate::problem::Problem;

use super::auction::row_scan::{self, CLOSED, OPEN, PricedCosts, RowScan, Scratch};

/// Pairs that are kept of each row. After ten rows had changed at 10,000² mentor-like, 32, 48, 64
/// and 96 pairs left 849, 287, 121 and 40 rows to be scanned again.
pub(super) const KEEP: usize = 128;

/// Rows that one task reads.
const ROWS_AT_ONCE: usize = 16;

/// Bytes that the kept lists of all rows and the prices of all columns take.
pub(crate) fn memory(problem: &Problem<'_>) -> u64 {
    let turned = KEEP * size_of::<(u32, Cost)>();
    let row = KEEP * size_of::<ListedPair>() + turned + size_of::<(usize, Cost)>();
    // Each scan is held until all rows are scanned.
    let scan = KEEP * size_of::<(Cost, u32)>();
    problem.rows() as u64 * (row + scan) as u64
        + (problem.columns() * size_of::<Option<Cost>>()) as u64
}

/// Scans at every row once more, at the prices of its plan; `None` where there is no time for it.
/// O(rows · columns), in parallel.
pub(crate) fn restart_lists(
    problem: &Problem<'_>,
    prices: &Prices,
    monitor: &Monitor,
) -> Result<Option<RestartLists>, Error> {
    monitor.begin(Stage::Certify, problem.rows());
    let whole: Vec<Option<Cost>> = (0..problem.columns())
        .map(|column| {
            let price = prices.columns[column].div_euclid(prices.scale);
            (problem.column_seats(column) > 0).then_some(price)
        })
        .collect();
    let open: Vec<Cost> = whole.iter().map(|price| price.unwrap_or(CLOSED)).collect();
    let read = PricedCosts {
        problem,
        columns: problem.seated_columns(),
        limit: problem.limit(),
        shift: 0,
        prices: &open,
        highest: None,
    };
    let strips = (0..problem.rows()).step_by(ROWS_AT_ONCE);
    let cells = ROWS_AT_ONCE * problem.pairs_a_row();
    let scans = sweep(strips, cells, |scratch: &mut Scratch, start| {
        monitor.check()?;
        if monitor.is_late() {
            return Ok(None);
        }
        let rows = start..problem.rows().min(start + ROWS_AT_ONCE);
        monitor.advance(rows.len());
        let scan = |row| match problem.row_seats(row) {
            0 => Ok(RowScan { cheapest: Vec::new(), bound: -OPEN, read: 0 }),
            _ => row_scan::scan(&read, row, KEEP, OPEN, scratch),
        };
        rows.map(scan).collect::<Result<Vec<RowScan>, Error>>().map(Some)
    });
    let scans: Option<Vec<Vec<RowScan>>> = scans.into_iter().collect::<Result<_, Error>>()?;
    let Some(scans) = scans else { return Ok(None) };
    let pairs = scans.iter().flatten().map(|scan| scan.cheapest.len()).sum();
    let mut reading = Reading::new(whole, problem.rows(), pairs)?;
    for strip in scans {
        for RowScan { cheapest, bound, .. } in strip {
            let pairs = cheapest.iter();
            let listed = |&(value, column): &(Cost, u32)| ListedPair {
                cost: value + open[column as usize],
                column,
            };
            reading.push(pairs.map(listed), bound);
        }
    }
    Ok(Some(RestartLists::of_all(reading.turned()?)))
}
