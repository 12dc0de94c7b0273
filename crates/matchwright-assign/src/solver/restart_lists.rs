//! Reads the kept lists of every row, so that a restart need not.

use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor, Stage};
use crate::plan::{ListedPair, Prices, Reading, RestartLists};
use crate::problem::Problem;

use super::auction::row_scan::{self, CLOSED, OPEN, PricedCosts, RowScan, Scratch};

/// Pairs that are kept of each row. After ten rows had changed at 10,000² mentor-like, 64, 96 and 128 pairs left 323, 122
/// and 55 rows to be scanned again, which took 19, 13 and 8 ms to mend. Unit tests keep few, so that lists come to
/// their ends.
pub(super) const KEEP: usize = if cfg!(test) { 8 } else { 128 };

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

#[cfg(test)]
mod tests {
    use super::{KEEP, memory};
    use crate::costs::{CostFn, CostMatrix};
    use crate::{Cost, Error, FORBIDDEN, Method, Options, Problem, Solution, WarmStart, assign};

    const ROWS: usize = 396;

    /// Rows that change at a time.
    const NEW: usize = 12;
    const COLUMNS: usize = 400;

    /// Checks all that the lists of a solution say of the pairs of a problem; `None` where something is missing.
    fn check(solution: &Solution, costs: &[Vec<Cost>]) -> Option<()> {
        let lists = solution.restart_lists.as_deref()?;
        for (row, costs) in costs.iter().enumerate() {
            let (reading, list) = lists.of(row)?;
            let price = |column: usize| lists.readings[reading as usize].price(column);
            let values: Vec<Cost> = list.priced().map(|(_, value)| value).collect();
            assert!(values.is_sorted(), "row {row}");
            for pair in list.pairs {
                assert_eq!(costs[pair.column as usize], pair.cost, "row {row}");
            }
            let is_listed =
                |column: usize| list.pairs.iter().any(|pair| pair.column as usize == column);
            let others = (0..COLUMNS).filter(|&column| !is_listed(column));
            for column in others.filter(|&column| costs[column] != FORBIDDEN) {
                assert!(costs[column] - price(column)? >= list.bound, "row {row}");
            }
        }
        Some(())
    }

    #[test]
    fn lists_stay_true_from_restart_to_restart() -> Result<(), Error> {
        let mut random = 1_u64;
        let mut row = || -> Vec<Cost> {
            let mut cost = |_| {
                // Knuth's linear congruential generator for 64 bits, of which the high ones are good.
                random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (random >> 33) as Cost % 2_000
            };
            (0..COLUMNS).map(&mut cost).collect()
        };
        let mut costs: Vec<Vec<Cost>> = (0..ROWS).map(|_| row()).collect();
        let solve = |costs: &[Vec<Cost>], options: &Options| {
            let matrix = CostMatrix::from_vec(ROWS, COLUMNS, costs.concat())?;
            assign(&Problem::new(&matrix), options)
        };
        let mut last = solve(&costs, &Options::default().restartable())?;
        assert!(check(&last, &costs).is_some());
        let mut lengthened = 0;
        for round in 0..20 {
            let new: Vec<usize> = (0..NEW).map(|index| (round * 7 + index * 31) % ROWS).collect();
            for &index in &new {
                costs[index] = row();
            }
            let place = |index: usize| (!new.contains(&index)).then_some(index as u32);
            let places = (0..ROWS).map(place).collect();
            let start = WarmStart::new(&last).rows(places).unchanged();
            last = solve(&costs, &Options::default().with_warm_start(start).restartable())?;
            lengthened += last.stats().row_scans - NEW as u64;
            assert_eq!(last.method(), Method::Repair);
            assert!(check(&last, &costs).is_some());
        }
        assert!(lengthened > 0, "no list came to its end");
        Ok(())
    }

    /// A pair on its list, turned, and in the scan before; and where the list ends.
    #[test]
    fn a_row_takes_room_for_each_pair_three_times() {
        let bytes = |rows| memory(&Problem::new(&CostFn::new(rows, 5, |_, _| 0)));
        assert_eq!(bytes(3) - bytes(2), (KEEP * 3 * 16 + 16) as u64);
    }
}
