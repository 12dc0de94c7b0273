//! Prices of ordinary size.
//!
//! Where not everybody can be seated, an empty seat costs more than any path while the plan is
//! mended ([`LARGE`]). The prices of everybody who competes with an empty seat become as large.
//! They prove the same when they all move towards the other prices together, until the first of
//! them meets one. The proof does not need that; it is for whoever reads the prices.

use crate::basics::{Cost, Error, Monitor};
use crate::plan::{Pair, Prices};
use crate::problem::{Problem, RowCosts};

use super::state::{LARGE, cost};

/// What separates the prices with a large cost in them from all others: far below the former, far
/// above the latter.
const FAR: Cost = LARGE / 2;

/// Prices that prove the same, with the lowest price of a pair; `None` where nothing has to move.
/// O(pairs of the rows that do not move).
///
/// # Errors
/// [`Error::Cancelled`], [`Error::CostTooLarge`], [`Error::Sparse`].
pub(super) fn ordinary(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
    monitor: &Monitor,
) -> Result<Option<Prices>, Error> {
    let Prices { per_pair, rows, columns, .. } = prices;
    if *per_pair <= FAR {
        return Ok(None);
    }
    let row_moves = |row: usize| per_pair + rows[row] > FAR;
    let column_moves = |column: usize| columns[column] < -FAR;
    let stays = |row: &usize| problem.row_seats(*row) > 0 && !row_moves(*row);
    let reduced =
        |row: usize, column: usize, cost: Cost| cost - per_pair - rows[row] - columns[column];

    // No price of a row or a column gets above 0,
    let staying = (0..rows.len()).filter(stays).map(|row| -rows[row]);
    let moving = (0..columns.len()).filter(|&column| column_moves(column));
    let mut way = staying.chain(moving.map(|column| -columns[column])).min().unwrap_or(*per_pair);
    // no pair in use is dearer than its prices,
    for &Pair { row, column } in pairs {
        let (row, column) = (row as usize, column as usize);
        if row_moves(row) && !column_moves(column) {
            way = way.min(-reduced(row, column, cost(problem, row, column)?));
        }
    }
    // and no other pair is cheaper.
    let mut costs = Vec::new();
    for row in (0..rows.len()).filter(stays) {
        monitor.check()?;
        let seated = problem.seated_columns();
        let read = RowCosts::read(problem, problem.limit(), row, seated, &mut costs)?;
        let is_used = |column: usize| {
            pairs.binary_search(&Pair { row: row as u32, column: column as u32 }).is_ok()
        };
        let met = read.allowed().filter(|&(column, _)| column_moves(column) && !is_used(column));
        way = met.map(|(column, cost)| reduced(row, column, cost)).fold(way, Cost::min);
    }
    Ok(Some(moved(prices, way.max(0))))
}

/// The large prices, moved towards the others by so much.
fn moved(prices: &Prices, way: Cost) -> Prices {
    let row = |&price: &Cost| if prices.per_pair + price > FAR { price } else { price + way };
    let column = |&price: &Cost| if price < -FAR { price + way } else { price };
    Prices {
        scale: prices.scale,
        per_pair: prices.per_pair - way,
        rows: prices.rows.iter().map(row).collect(),
        columns: prices.columns.iter().map(column).collect(),
        cut: prices.cut.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{FAR, moved};
    use crate::plan::Prices;

    #[test]
    fn large_prices_move_towards_the_others() {
        let (rows, columns) = (vec![0, -20], vec![-FAR - 9, -2]);
        let prices = Prices { per_pair: FAR + 10, rows, columns, ..Prices::default() };
        let moved = moved(&prices, 5);
        assert_eq!((moved.per_pair, moved.rows), (FAR + 5, vec![0, -15]));
        assert_eq!(moved.columns, [-FAR - 4, -2]);
    }
}
