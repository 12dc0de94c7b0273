//! What a row adds to the proof, where the lowest costs of its blocks are known, or that of all rows.

use crate::basics::Error;
use crate::costs::Digest;
use crate::problem::RowCosts;

use super::rows::{Reader, Scratch, Sums, allowed};

/// A row is read as a whole where more than one in so many of its blocks would have to be: they take a third of the
/// time each then.
const MOST_BLOCKS: usize = 3;

impl Reader<'_> {
    /// One row's share. Of a pair that costs at least its row's price, and no column's price is above 0, nothing is
    /// missing: so only blocks are read whose lowest cost is below that price, or near it where costs were rounded.
    pub(super) fn read_blocks(
        &self,
        row: usize,
        digest: &Digest,
        scratch: &mut Scratch,
    ) -> Result<Sums, Error> {
        let mut sums = Sums::default();
        if self.problem.row_seats(row) == 0 {
            return Ok(sums);
        }
        let missing = self.near.unwrap_or(-1);
        let most = self.price(row).saturating_add(missing).div_euclid(self.prices.scale);
        let within = digest.within(row, most);
        if MOST_BLOCKS * within.clone().count() > digest.row(row).len() {
            return self.read(row, scratch);
        }
        for pair in self.pairs_of(row) {
            sums.primal += i128::from(allowed(*pair, self.cost(row, pair.column)?)?);
        }
        for block in within {
            let Scratch { costs, places, near_tight } = scratch;
            let columns = digest.columns(block);
            let read = RowCosts::read(self.problem, self.limit, row, columns, costs)?;
            sums.dual += self.all_shortfall(row, &read, places, near_tight)?;
        }
        Ok(sums)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::basics::{Cost, FORBIDDEN, Monitor};
    use crate::costs::{BLOCK, CostMatrix, Digest};
    use crate::plan::{Pair, Prices};
    use crate::problem::Problem;
    use crate::proof::{certify, certify_by_blocks};

    /// Rows with up to three blocks of costs; prices of rows, of columns and of a pair, and their scale.
    fn cases() -> impl Strategy<Value = (usize, Vec<Cost>, Vec<Cost>, Vec<Cost>, Cost, Cost)> {
        let cost = || prop_oneof![9 => -20..20_i64, 1 => Just(FORBIDDEN)];
        (1..4_usize, 1..3 * BLOCK).prop_flat_map(move |(rows, columns)| {
            let costs = prop::collection::vec(cost(), rows * columns);
            let few = prop_oneof![20 => Just(0), 1 => -15..0_i64];
            let prices = prop::collection::vec(few, columns);
            (
                Just(columns),
                costs,
                prop::collection::vec(-15..=0_i64, rows),
                prices,
                -25..25_i64,
                1..3_i64,
            )
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Whatever the prices are, blocks say the same as all pairs, and so does the lowest cost of all.
        #[test]
        fn blocks_prove_what_all_pairs_prove(
            (columns, costs, rows, prices, per_pair, scale) in cases(),
        ) {
            let first = costs.iter().position(|&cost| cost != FORBIDDEN).unwrap_or_default();
            let pair = Pair { row: (first / columns) as u32, column: (first % columns) as u32 };
            let pairs = if costs[first] == FORBIDDEN { vec![] } else { vec![pair] };
            let prices = Prices { scale, per_pair, rows, columns: prices, ..Prices::default() };
            let lowest = costs.iter().copied().min().unwrap_or(FORBIDDEN);
            let of_all = Digest::of_all(prices.rows.len(), columns, lowest);
            let costs = CostMatrix::from_vec(prices.rows.len(), columns, costs)?;
            let problem = Problem::new(&costs);
            let digest = problem.read_digest(&Monitor::new())?.ok_or(TestCaseError::fail("late"))?;
            let all = certify(&problem, &pairs, &prices)?;
            for digest in [&*digest, &of_all] {
                let by_blocks = certify_by_blocks(&problem, &pairs, &prices, digest, &Monitor::new())?;
                prop_assert_eq!(&by_blocks.certificate, &all);
            }
        }
    }
}
