//! The pairs that a plan as good as the proven one could use, where costs were rounded.

use pulp::{Simd, WithSimd};

use crate::basics::components::{Arcs, components};
use crate::basics::lanes::{bits, equal, lesser, partial, positions, subtract};
use crate::basics::memory::{grow, room};
use crate::basics::trees::Trees;
use crate::basics::{Cost, Error, FORBIDDEN, Objective};
use crate::plan::{Pair, Prices};
use crate::problem::Problem;

/// By how many units the difference of two plans' totals can be off from that of their exact
/// values: each cost is off by less than one, and a plan has at most so many pairs.
pub(crate) fn rounding(problem: &Problem<'_>, pairs: &[Pair]) -> Cost {
    let seats = problem.all_row_seats().min(problem.all_column_seats());
    let most = match problem.goal() {
        // No plan that counts has another number of pairs.
        Objective::Participation => pairs.len() as u64,
        Objective::Total => seats.min(problem.pairs() as u64),
    };
    2 * most as Cost
}

/// Room for near-tight pairs of the rows of one task: a kibibyte, up to which memory is given out fastest. Prices that
/// are tight along a tree have two for each row.
const PAIRS_AT_ONCE: usize = 64;

/// Pairs whose reduced cost is so low that rounding may hide a better plan with them, by row and
/// column.
///
/// A plan with any other pair is dearer by more than all rounding in two plans together
/// (reduced-cost fixing; Dantzig, Fulkerson and Johnson 1954).
#[derive(Debug, Default)]
pub(crate) struct NearTight {
    /// Pairs and costs, less the row's unmatched cost.
    pub(crate) pairs: Vec<(Pair, Cost)>,
    /// Pairs of the plan that are in every plan as good.
    pub(crate) settled: Vec<Pair>,
    /// Whether one of the pairs is so much cheaper than its prices that every plan uses it.
    have_settled: bool,
}

impl NearTight {
    /// Adds pairs of a row with their costs and reduced costs, where those are up to `near`, in steps of
    /// prices; and the sum of what any of them fall short of their prices by.
    pub(super) fn extend(
        &mut self,
        row: usize,
        near: Cost,
        pairs: impl Iterator<Item = (usize, Cost, Cost)>,
    ) -> Result<i128, Error> {
        let mut fall = 0;
        for (column, cost, reduced) in pairs {
            if reduced > near {
                continue;
            }
            if reduced < 0 {
                fall += i128::from(reduced);
                self.have_settled |= reduced < -near;
            }
            if self.pairs.len() == self.pairs.capacity() {
                self.reserve(self.pairs.len().max(PAIRS_AT_ONCE))?;
            }
            self.pairs.push((Pair { row: row as u32, column: column as u32 }, cost));
        }
        Ok(fall)
    }

    /// Adds the pairs of the rows that follow.
    pub(super) fn append(&mut self, mut others: Self) -> Result<(), Error> {
        if self.pairs.is_empty() {
            *self = others;
            return Ok(());
        }
        self.reserve(others.pairs.len())?;
        self.pairs.append(&mut others.pairs);
        self.have_settled |= others.have_settled;
        Ok(())
    }

    fn reserve(&mut self, more: usize) -> Result<(), Error> {
        grow(&mut self.pairs, more)
    }

    /// Keeps the pairs in which another plan as good could differ and, where there are any, settles
    /// the rest of the plan.
    ///
    /// Two plans differ by cycles of the residual graph. In such a cycle every arc is near tight,
    /// also those between seats and the nodes of empty seats. So plans differ only within the
    /// strongly connected components of the near-tight arcs. O(rows + columns + pairs).
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(super) fn settle(
        &mut self,
        problem: &Problem<'_>,
        pairs: &[Pair],
        prices: &Prices,
        near: Cost,
    ) -> Result<(), Error> {
        // Lists that a restart has kept are in the order of reduced costs.
        if !self.pairs.is_sorted_by_key(|(pair, _)| *pair) {
            self.pairs.sort_unstable();
        }
        let least = -near;
        if self.have_settled {
            self.pairs.retain(|&(pair, cost)| {
                let price = prices.per_pair + prices.rows[pair.row as usize];
                cost * prices.scale - price - prices.columns[pair.column as usize] >= least
            });
        }
        let ends = Ends::new(problem, pairs, prices, least);
        if self.are_forest(problem, &ends)? {
            self.pairs.clear();
            return Ok(());
        }
        let arcs = self.residual(problem, pairs, &ends)?;
        let nodes = problem.rows() + problem.columns() + 2;
        let component = components(&Arcs::new(nodes, arcs.into_iter())?);
        self.pairs.retain(|(pair, _)| {
            component[pair.row as usize] == component[problem.rows() + pair.column as usize]
        });
        let is_open =
            |pair: &Pair| self.pairs.binary_search_by_key(pair, |(open, _)| *open).is_ok();
        self.settled = pairs.iter().copied().filter(|pair| !is_open(pair)).collect();
        Ok(())
    }

    /// Whether the near-tight arcs have no cycle, whatever their directions. That is usual, since
    /// the searches of a solver leave prices that are tight along trees, and quick to find out.
    fn are_forest(&self, problem: &Problem<'_>, ends: &Ends) -> Result<bool, Error> {
        let (empty, free) = end_nodes(problem, 0);
        let mut trees = Trees::new(problem.columns() + 2)?;
        let mut columns = ends.columns.iter();
        let mut rows = ends.rows.iter().map(|end| end.position).peekable();
        Ok(columns.all(|column| trees.join(column.position, free))
            && self.pairs.chunk_by(|(one, _), (other, _)| one.row == other.row).all(|pairs| {
                // A row joins all that it reaches.
                let Pair { row, column: first } = pairs[0].0;
                while rows.next_if(|end| *end < row).is_some() {}
                let empty = rows.next_if(|end| *end == row).map(|_| empty);
                let mut others = pairs[1..].iter().map(|(pair, _)| pair.column).chain(empty);
                others.all(|other| trees.join(first, other))
            }))
    }

    /// The near-tight arcs of the residual graph: rows, columns, the node of empty seats of rows, and that of
    /// free seats of columns.
    fn residual(
        &self,
        problem: &Problem<'_>,
        pairs: &[Pair],
        ends: &Ends,
    ) -> Result<Vec<(u32, u32)>, Error> {
        let rows = problem.rows() as u32;
        let (empty, free) = end_nodes(problem, rows);
        let mut arcs = room(self.pairs.len() + 2 * (ends.rows.len() + ends.columns.len()), 1)?;
        let mut plan = pairs.iter().peekable();
        for (pair, _) in &self.pairs {
            let (row, column) = (pair.row, rows + pair.column);
            while plan.next_if(|used| *used < pair).is_some() {}
            let is_used = plan.next_if_eq(&pair).is_some();
            arcs.push(if is_used { (column, row) } else { (row, column) });
        }
        for end in &ends.rows {
            arcs.extend(end.can_take.then_some((empty, end.position)));
            arcs.extend(end.can_give.then_some((end.position, empty)));
        }
        for end in &ends.columns {
            let column = rows + end.position;
            arcs.extend(end.can_take.then_some((column, free)));
            arcs.extend(end.can_give.then_some((free, column)));
        }
        Ok(arcs)
    }
}

/// The nodes of empty seats of rows and of free seats of columns, after so many others and the columns; one
/// node where the number of pairs is free.
fn end_nodes(problem: &Problem<'_>, others: u32) -> (u32, u32) {
    let empty = others + problem.columns() as u32;
    (empty, if problem.goal() == Objective::Total { empty } else { empty + 1 })
}

/// Near-tight arcs between rows or columns and the node of their empty seats. There are none where
/// all seats of a side have to be taken: then no arc leaves the node, or none enters it.
struct Ends {
    rows: Vec<End>,
    columns: Vec<End>,
}

/// A row or column that could take one more seat, or give one up.
struct End {
    position: u32,
    can_take: bool,
    can_give: bool,
}

impl Ends {
    fn new(problem: &Problem<'_>, pairs: &[Pair], prices: &Prices, least: Cost) -> Self {
        let rows = pairs.iter().map(|pair| pair.row);
        let columns = pairs.iter().map(|pair| pair.column);
        let counts = |all: u64| problem.goal() == Objective::Total || all > pairs.len() as u64;
        let row_seats = |row| problem.row_seats(row);
        let column_seats = |column| problem.column_seats(column);
        let sides = (counts(problem.all_row_seats()), counts(problem.all_column_seats()));
        Self {
            rows: if sides.0 { ends(rows, row_seats, &prices.rows, least) } else { Vec::new() },
            columns: if sides.1 {
                ends(columns, column_seats, &prices.columns, least)
            } else {
                Vec::new()
            },
        }
    }
}

/// The rows or columns that could take a seat or give one up, at prices no lower than `least`.
fn ends(
    taken: impl Iterator<Item = u32>,
    seats: impl Fn(usize) -> u32,
    prices: &[Cost],
    least: Cost,
) -> Vec<End> {
    let mut loads = vec![0; prices.len()];
    taken.for_each(|position| loads[position as usize] += 1);
    let end = |(position, (&load, &price)): (u32, (&u32, &Cost))| End {
        position,
        can_take: load < seats(position as usize),
        can_give: load > 0 && price >= least,
    };
    let all = (0..).zip(loads.iter().zip(prices)).map(end);
    all.filter(|end| end.can_take || end.can_give).collect()
}

/// Vectors whose lowest numbers are looked at together: 64 numbers in the widest registers of today.
const VECTORS: usize = 8;

/// Finds the positions whose cost after the price of the column is at most `most`, in steps of prices.
/// Compiled once for each instruction set.
pub(super) struct AtMost<'a> {
    pub(super) costs: &'a [Cost],
    pub(super) prices: &'a [Cost],
    pub(super) scale: Cost,
    pub(super) most: Cost,
    pub(super) places: &'a mut Vec<u32>,
}

impl WithSimd for AtMost<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let (forbidden, scale) = (simd.splat_i64s(FORBIDDEN), simd.splat_i64s(self.scale));
        let above = simd.splat_i64s(self.most + 1);
        let is_whole = self.scale == 1;
        let reduced = |cost, price| {
            // Most methods give whole prices, and multiplying takes longer than all the rest.
            let scaled = if is_whole { cost } else { simd.mul_i64s(cost, scale) };
            let reduced = subtract(simd, scaled, price);
            simd.select_i64s(equal(simd, cost, forbidden), forbidden, reduced)
        };
        let near = |reduced| u64::from(bits::<S>(simd.less_than_i64s(reduced, above)));
        let places = self.places;
        let mut collect = |first: usize, near: u64| {
            places.extend(positions(near).map(|position| (first + position) as u32));
        };
        let (costs, last_costs) = S::as_simd_i64s(self.costs);
        let (prices, last_prices) = S::as_simd_i64s(self.prices);
        let (costs, other_costs) = costs.as_chunks::<VECTORS>();
        let (prices, other_prices) = prices.as_chunks::<VECTORS>();
        let mut first = 0;
        for (costs, prices) in costs.iter().zip(prices) {
            // Few pairs are near: the lowest of all comes first.
            let mut lowest = forbidden;
            for (&cost, &price) in costs.iter().zip(prices) {
                lowest = lesser(simd, lowest, reduced(cost, price));
            }
            if near(lowest) != 0 {
                let mut all = 0;
                for (at, (&cost, &price)) in costs.iter().zip(prices).enumerate() {
                    all |= near(reduced(cost, price)) << (at * S::I64_LANES);
                }
                collect(first, all);
            }
            first += VECTORS * S::I64_LANES;
        }
        let mut all = 0;
        for (at, (&cost, &price)) in other_costs.iter().zip(other_prices).enumerate() {
            all |= near(reduced(cost, price)) << (at * S::I64_LANES);
        }
        if !last_costs.is_empty() {
            let (costs, prices) = (partial(simd, last_costs), simd.partial_load_i64s(last_prices));
            all |= near(reduced(costs, prices)) << (other_costs.len() * S::I64_LANES);
        }
        collect(first, all);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{AtMost, rounding};
    use crate::basics::lanes::arch;
    use crate::basics::{Cost, Error, FORBIDDEN, Objective};
    use crate::costs::CostMatrix;
    use crate::plan::Pair;
    use crate::problem::Problem;

    /// Costs and prices of as many columns, more than are looked at together.
    fn cases() -> impl Strategy<Value = (Vec<(Cost, Cost)>, Cost, Cost)> {
        let cost = prop_oneof![9 => -20..20_i64, 1 => Just(FORBIDDEN)];
        (prop::collection::vec((cost, -5..=0_i64), 0..300), 1..4_i64, -70..20_i64)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]

        #[test]
        fn all_costs_up_to_a_number_are_found((pairs, scale, most) in cases()) {
            let (costs, prices): (Vec<Cost>, Vec<Cost>) = pairs.iter().copied().unzip();
            let mut places = Vec::new();
            arch().dispatch(AtMost { costs: &costs, prices: &prices, scale, most, places: &mut places });
            let is_near = |&(_, (cost, price)): &(u32, (Cost, Cost))| {
                cost != FORBIDDEN && cost * scale - price <= most
            };
            let expected: Vec<u32> =
                (0..).zip(pairs).filter(is_near).map(|(place, _)| place).collect();
            prop_assert_eq!(places, expected);
        }
    }

    #[test]
    fn two_plans_can_be_off_by_less_than_one_a_pair() -> Result<(), Error> {
        let costs = CostMatrix::from_vec(3, 4, vec![0; 12])?;
        let pairs = [0, 1, 2].map(|place| Pair { row: place, column: place });
        let problem = Problem::new(&costs);
        assert_eq!(rounding(&problem, &pairs), 6);
        assert_eq!(rounding(&problem.objective(Objective::Total), &pairs[..1]), 6);
        Ok(())
    }
}
