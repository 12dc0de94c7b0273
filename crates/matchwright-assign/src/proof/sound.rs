//! Whether a plan and its prices are well formed, so that a sum of them proves something.

use crate::basics::{Error, Fault};
use crate::plan::{Pair, Prices};
use crate::problem::Problem;

pub(super) fn check_prices(problem: &Problem<'_>, prices: &Prices) -> Result<(), Error> {
    let lengths = [
        ("row", prices.rows.len(), problem.rows()),
        ("column", prices.columns.len(), problem.columns()),
    ];
    for (what, found, expected) in lengths {
        if found != expected {
            return Err(Error::Length { what, expected, found });
        }
    }
    prices.check(problem.goal())
}

pub(super) fn check_plan(problem: &Problem<'_>, pairs: &[Pair]) -> Result<(), Error> {
    let mut rows = vec![0_u32; problem.rows()];
    let mut columns = vec![0_u32; problem.columns()];
    let mut previous = None;
    for pair in pairs {
        let fault = |fault| Err(Error::Plan { row: pair.row, column: pair.column, fault });
        let row = rows.get_mut(pair.row as usize);
        let (Some(row), Some(column)) = (row, columns.get_mut(pair.column as usize)) else {
            return fault(Fault::OutOfRange);
        };
        if previous.replace(*pair).is_some_and(|previous| previous >= *pair) {
            return fault(Fault::OutOfOrder);
        }
        *row += 1;
        *column += 1;
        if *row > problem.row_seats(pair.row as usize) {
            return fault(Fault::RowFull);
        }
        if *column > problem.column_seats(pair.column as usize) {
            return fault(Fault::ColumnFull);
        }
    }
    Ok(())
}
