//! What a pair costs, and how large a cost may be.

/// The cost of a pair. Lower is better; any sign.
///
/// Costs have to stay below [`cost_limit`](crate::cost_limit), so that no sum along a path of the
/// search can overflow.
pub type Cost = i64;

/// The cost of a pair that may not meet.
///
/// It is a mark and never a number: no sum contains it, however large the other costs are.
pub const FORBIDDEN: Cost = Cost::MAX;

/// The largest cost, in absolute value and after the row's unmatched cost has been subtracted, that
/// a problem of this size may hold: `2⁵⁴ ÷ (min(rows, columns) + 1)`.
///
/// Why that is enough: let `M` be the smaller of the two. A path visits nothing twice, and one column
/// more stands for staying unmatched, so that it has at most `2M + 3` arcs. By induction over the
/// searches, prices then stay within `13 (M + 1)` times the largest cost and the sums of a scan within
/// `27 (M + 1)` times; doubled, as the search keeps them, all of that is below `2⁶⁰`.
///
/// ```
/// assert!(matchwright_assign::cost_limit(1_000, 2_000) > 10_000_000_000_000);
/// ```
#[must_use]
pub const fn cost_limit(rows: usize, columns: usize) -> Cost {
    let smaller = if rows < columns { rows } else { columns };
    ((1 << 54) / (smaller as u64).saturating_add(1)) as Cost
}

/// The largest cost that floating-point values are put on: half of [`cost_limit`], for unmatched costs
/// to have the other half, of a square of the longer side, which every method can hold; and 2⁵¹, up to
/// which floats become integers by a single addition.
pub(crate) const fn grid_limit(rows: usize, columns: usize) -> Cost {
    let longer = if rows > columns { rows } else { columns };
    let half = cost_limit(longer, longer) / 2;
    if half < 1 << 51 { half } else { 1 << 51 }
}

/// Prices up to this size can be added to a cost, three at a time, without overflow.
pub(crate) const PRICE_LIMIT: Cost = 1 << 60;
