//! The pairs that a plan as good as the proven one could use, where costs were rounded.

use pulp::{Simd, WithSimd};

use crate::basics::components::{Arcs, components};
use crate::basics::lanes::{bits, equal, subtract};
use crate::basics::{Cost, Error, FORBIDDEN, Objective};
use crate::plan::{Pair, Prices};
use crate::problem::Problem;

/// By how many units the totals of two plans can differ less, or more, than those of their exact values:
/// each cost is off by less than one, and a plan has at most so many pairs.
pub(crate) fn rounding(problem: &Problem<'_>, pairs: &[Pair]) -> Cost {
    let seats = problem.all_row_seats().min(problem.all_column_seats());
    let most = match problem.goal() {
        // No plan that counts has another number of pairs.
        Objective::Participation => pairs.len() as u64,
        Objective::Total => seats.min(problem.pairs() as u64),
    };
    2 * most as Cost
}

/// Pairs of the rows of one task for which there is room from the start: prices that are tight along a tree
/// have two for each row.
const PAIRS_AT_ONCE: usize = 128;

/// Pairs whose reduced cost is so low that rounding may hide a better plan with them, by row and column.
///
/// Any other pair makes a plan dearer by more than all rounding in two plans together, if it is used
/// (reduced-cost fixing; Dantzig, Fulkerson and Johnson 1954).
#[derive(Debug, Default)]
pub(crate) struct NearTight {
    /// Pairs and costs, less the row's unmatched cost.
    pub(crate) pairs: Vec<(Pair, Cost)>,
    /// Pairs of the plan that every plan uses which is as good.
    pub(crate) settled: Vec<Pair>,
}

impl NearTight {
    /// Adds a pair and its cost.
    pub(super) fn push(&mut self, row: usize, column: usize, cost: Cost) -> Result<(), Error> {
        self.reserve(if self.pairs.capacity() == 0 { PAIRS_AT_ONCE } else { 1 })?;
        self.pairs.push((Pair { row: row as u32, column: column as u32 }, cost));
        Ok(())
    }

    /// Adds the pairs of the rows that follow.
    pub(super) fn append(&mut self, mut others: Self) -> Result<(), Error> {
        if self.pairs.is_empty() {
            *self = others;
            return Ok(());
        }
        self.reserve(others.pairs.len())?;
        self.pairs.append(&mut others.pairs);
        Ok(())
    }

    fn reserve(&mut self, more: usize) -> Result<(), Error> {
        let bytes = (self.pairs.len() + more) as u128 * size_of::<(Pair, Cost)>() as u128;
        self.pairs.try_reserve(more).map_err(|_| Error::OutOfMemory { bytes })
    }

    /// Keeps the pairs by which another plan as good could differ, and, where there are any, settles the rest of
    /// the plan.
    ///
    /// Two plans differ by cycles of the residual graph, and every arc of such a cycle is near tight, those
    /// between seats and the nodes of empty ones included. So they differ within its strongly connected
    /// components. O(rows + columns + pairs).
    pub(super) fn settle(
        &mut self,
        problem: &Problem<'_>,
        pairs: &[Pair],
        prices: &Prices,
        near: Cost,
    ) {
        // Lists that a restart has kept are in the order of reduced costs.
        if !self.pairs.is_sorted_by_key(|(pair, _)| *pair) {
            self.pairs.sort_unstable();
        }
        // A used pair that is much cheaper than its prices is in every plan.
        let least = -near;
        self.pairs.retain(|&(pair, cost)| {
            let price = prices.per_pair + prices.rows[pair.row as usize];
            cost * prices.scale - price - prices.columns[pair.column as usize] >= least
        });
        let nodes = problem.rows() + problem.columns() + 2;
        let arcs = self.residual(problem, pairs, prices, least);
        if are_forest(nodes, &arcs) {
            self.pairs.clear();
            return;
        }
        let component = components(&Arcs::new(nodes, &arcs));
        self.pairs.retain(|(pair, _)| {
            component[pair.row as usize] == component[problem.rows() + pair.column as usize]
        });
        let is_open =
            |pair: &Pair| self.pairs.binary_search_by_key(pair, |(open, _)| *open).is_ok();
        self.settled = pairs.iter().copied().filter(|pair| !is_open(pair)).collect();
    }

    /// The near-tight arcs of the residual graph: rows, columns, the node of empty seats of rows, and that of
    /// free seats of columns, which are one where the number of pairs is free.
    fn residual(
        &self,
        problem: &Problem<'_>,
        pairs: &[Pair],
        prices: &Prices,
        least: Cost,
    ) -> Vec<(u32, u32)> {
        let (rows, columns) = (problem.rows(), problem.columns());
        let empty = (rows + columns) as u32;
        let free = if problem.goal() == Objective::Total { empty } else { empty + 1 };
        let mut arcs = Vec::with_capacity(self.pairs.len() + rows + columns);
        let mut loads = vec![0; rows + columns];
        let mut plan = pairs.iter().peekable();
        for (pair, _) in &self.pairs {
            let (row, column) = (pair.row, rows as u32 + pair.column);
            while plan.next_if(|used| *used < pair).is_some() {}
            let is_used = plan.next_if_eq(&pair).is_some();
            arcs.push(if is_used { (column, row) } else { (row, column) });
        }
        for pair in pairs {
            loads[pair.row as usize] += 1;
            loads[rows + pair.column as usize] += 1;
        }
        let is_total = problem.goal() == Objective::Total;
        // A node that no arc leaves, or none enters, is on no cycle.
        if is_total || (pairs.len() as u64) < problem.all_row_seats() {
            for (row, &load) in loads[..rows].iter().enumerate() {
                let node = row as u32;
                arcs.extend((load < problem.row_seats(row)).then_some((empty, node)));
                arcs.extend((load > 0 && prices.rows[row] >= least).then_some((node, empty)));
            }
        }
        if is_total || (pairs.len() as u64) < problem.all_column_seats() {
            for (column, &load) in loads[rows..].iter().enumerate() {
                let node = (rows + column) as u32;
                arcs.extend((load < problem.column_seats(column)).then_some((node, free)));
                arcs.extend((load > 0 && prices.columns[column] >= least).then_some((free, node)));
            }
        }
        arcs
    }
}

/// Whether arcs have no cycle whatever their directions, but for arcs there and back. It takes a tenth of the
/// time of finding components, and is usual: the searches of a solver leave prices that are tight along trees.
fn are_forest(nodes: usize, arcs: &[(u32, u32)]) -> bool {
    // Trees by their roots (Galler and Fischer 1964), with paths halved on the way.
    let mut parents: Vec<u32> = (0..nodes as u32).collect();
    let mut last = (0, 0);
    for &(from, to) in arcs {
        let (one, other) = (root(&mut parents, from), root(&mut parents, to));
        let is_back = (to, from) == last;
        if one == other && !is_back {
            return false;
        }
        parents[one as usize] = other;
        last = (from, to);
    }
    true
}

fn root(parents: &mut [u32], mut node: u32) -> u32 {
    while parents[node as usize] != node {
        parents[node as usize] = parents[parents[node as usize] as usize];
        node = parents[node as usize];
    }
    node
}

/// Vectors of which the lowest numbers are asked together.
const VECTORS: usize = 4;

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
    #[expect(clippy::inline_always, reason = "has to be compiled for the instruction set")]
    fn with_simd<S: Simd>(self, simd: S) {
        let (forbidden, scale) = (simd.splat_i64s(FORBIDDEN), simd.splat_i64s(self.scale));
        let above = simd.splat_i64s(self.most + 1);
        let (costs, last_costs) = S::as_simd_i64s(self.costs);
        let (prices, last_prices) = S::as_simd_i64s(self.prices);
        let is_whole = self.scale == 1;
        let places = self.places;
        let reduced = |cost, price| {
            // Prices of most methods are whole, and multiplying takes longer than all the rest.
            let scaled = if is_whole { cost } else { simd.mul_i64s(cost, scale) };
            let reduced = subtract(simd, scaled, price);
            simd.select_i64s(equal(simd, cost, forbidden), forbidden, reduced)
        };
        let near = |reduced| bits::<S>(simd.less_than_i64s(reduced, above));
        // Few are near: the lowest of some vectors is asked before each of them.
        let mut first = 0;
        for (costs, prices) in costs.chunks(VECTORS).zip(prices.chunks(VECTORS)) {
            let all = costs.iter().zip(prices).map(|(&cost, &price)| reduced(cost, price));
            let lowest = all.clone().fold(forbidden, |lowest, next| simd.min_i64s(lowest, next));
            if near(lowest) != 0 {
                for (vector, reduced) in all.enumerate() {
                    let mut near = near(reduced);
                    while near != 0 {
                        places.push((first + vector * S::I64_LANES) as u32 + near.trailing_zeros());
                        near &= near - 1;
                    }
                }
            }
            first += costs.len() * S::I64_LANES;
        }
        for (place, (&cost, &price)) in last_costs.iter().zip(last_prices).enumerate() {
            if near(reduced(simd.splat_i64s(cost), simd.splat_i64s(price))) & 1 == 1 {
                places.push((first + place) as u32);
            }
        }
    }
}
