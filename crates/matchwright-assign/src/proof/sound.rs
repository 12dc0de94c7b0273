//! Whether a plan and prices are what they have to be before a sum is taken of them.

use crate::basics::{Cost, Error, Fault, Objective, PRICE_LIMIT};
use crate::plan::{Pair, Prices};
use crate::problem::Problem;

pub(super) fn check_prices(problem: &Problem<'_>, prices: &Prices) -> Result<(), Error> {
    if !(1..=PRICE_LIMIT).contains(&prices.scale) {
        return Err(Error::Price { what: "scale", index: 0 });
    }
    let per_pair =
        if problem.goal() == Objective::Total { 0..=0 } else { -PRICE_LIMIT..=PRICE_LIMIT };
    if !per_pair.contains(&prices.per_pair) {
        return Err(Error::Price { what: "pair", index: 0 });
    }
    check_seat_prices("row", &prices.rows, problem.rows())?;
    check_seat_prices("column", &prices.columns, problem.columns())
}

fn check_seat_prices(what: &'static str, prices: &[Cost], expected: usize) -> Result<(), Error> {
    if prices.len() != expected {
        return Err(Error::Length { what, expected, found: prices.len() });
    }
    match prices.iter().position(|price| !(-PRICE_LIMIT..=0).contains(price)) {
        Some(index) => Err(Error::Price { what, index }),
        None => Ok(()),
    }
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
