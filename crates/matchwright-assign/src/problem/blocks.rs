//! The lowest cost of each block of the rows: from the source, or by one pass over all pairs.

use std::borrow::Cow;

use crate::basics::lanes::arch;
use crate::basics::memory::filled;
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
use crate::costs::{BLOCK, Digest};
use crate::problem::Problem;

/// Rows that one task reads.
const ROWS_AT_ONCE: usize = 16;

impl Problem<'_> {
    /// What the source has found on the way, where no unmatched cost moves it.
    pub(crate) fn digest(&self) -> Option<&Digest> {
        let digest = self.costs.digest().filter(|_| self.unmatched_cost.is_none())?;
        digest.is_of(self.rows, self.columns).then_some(digest)
    }

    /// The lowest costs of blocks of 64 columns, less unmatched costs; `None` where there was no time to read the costs.
    pub(crate) fn read_digest(&self, monitor: &Monitor) -> Result<Option<Cow<'_, Digest>>, Error> {
        if let Some(digest) = self.digest().filter(|digest| digest.has_blocks()) {
            return Ok(Some(Cow::Borrowed(digest)));
        }
        let blocks = Digest::blocks(self.columns);
        let mut lowest = filled(FORBIDDEN, self.rows.saturating_mul(blocks))?;
        let strips = lowest.chunks_mut((ROWS_AT_ONCE * blocks).max(1)).enumerate();
        let strips: Vec<_> = strips.collect();
        let cells = ROWS_AT_ONCE.saturating_mul(self.columns);
        let read = sweep(strips, cells, |costs: &mut Vec<Cost>, (strip, lowest)| {
            monitor.check()?;
            if monitor.is_late() {
                return Ok(false);
            }
            costs.resize(self.columns, FORBIDDEN);
            for (row, lowest) in (strip * ROWS_AT_ONCE..).zip(lowest.chunks_mut(blocks)) {
                self.folded_block(row, 0..self.columns, costs)?;
                lowest_of_blocks(costs, lowest);
            }
            monitor.advance(ROWS_AT_ONCE);
            Ok::<_, Error>(true)
        });
        for is_read in read {
            if !is_read? {
                return Ok(None);
            }
        }
        Ok(Some(Cow::Owned(Digest::of_blocks(self.rows, self.columns, lowest))))
    }
}

fn lowest_of_blocks(costs: &[Cost], lowest: &mut [Cost]) {
    arch().dispatch(
        #[inline(always)]
        || {
            for (lowest, costs) in lowest.iter_mut().zip(costs.chunks(BLOCK)) {
                *lowest = costs.iter().copied().fold(FORBIDDEN, Cost::min);
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;
    use proptest::prelude::*;

    use crate::basics::{Cost, FORBIDDEN, Monitor, Objective};
    use crate::costs::{CostFn, CostSource, CostView, Digest, Number, Sense};
    use crate::problem::Problem;

    /// The lowest costs that a view has found on the way, and those that a pass over its costs finds.
    fn found<T: Number>(values: &Array2<T>, sense: Sense) -> Option<(Digest, Digest)> {
        let view = CostView::new(values.view(), sense, Objective::Participation).ok()?;
        let known = Problem::new(&view).digest()?.clone();
        let cost = |row: usize, column: usize| {
            let mut cost = [0];
            view.block(row, column..column + 1, &mut cost);
            cost[0]
        };
        let read = CostFn::new(view.rows(), view.columns(), cost);
        let read = Problem::new(&read).read_digest(&Monitor::new()).ok()??.into_owned();
        Some((known, read))
    }

    /// The lowest cost of all that a view without spare columns has found on the way, and that of its costs.
    fn lowest_of_all<T: Number>(values: &Array2<T>, sense: Sense) -> Option<(Cost, Cost)> {
        let view = CostView::new(values.view(), sense, Objective::Participation).ok()?;
        let known = Problem::new(&view).digest().map_or(FORBIDDEN, |digest| digest.row(0)[0]);
        let mut costs = vec![FORBIDDEN; view.columns()];
        let lowest = (0..view.rows()).filter_map(|row| {
            view.block(row, 0..view.columns(), &mut costs);
            costs.iter().copied().min()
        });
        Some((known, lowest.min()?))
    }

    proptest! {
        /// The proof relies on it, so that it has to be the lowest to the last unit, rounded numbers included.
        #[test]
        fn a_view_without_spare_columns_knows_its_lowest_cost(
            columns in 1..4_usize,
            more in 0..4_usize,
            numbers in prop::collection::vec(prop_oneof![9 => -1e3..1e3_f64, 1 => Just(f64::INFINITY)], 21),
            whole in prop::collection::vec(any::<i64>(), 21),
            is_gain in any::<bool>(),
        ) {
            let sense = if is_gain { Sense::Maximize } else { Sense::Minimize };
            let sign = if is_gain { -1.0 } else { 1.0 };
            let shape = (columns + more, columns);
            let wide = Array2::from_shape_fn(shape, |(row, column)| sign * numbers[row * columns + column]);
            let narrow = wide.mapv(|number| number as f32);
            let long = Array2::from_shape_fn(shape, |(row, column)| whole[row * columns + column]);
            let short = long.mapv(|number| number as i16);
            for pair in [
                lowest_of_all(&wide, sense),
                lowest_of_all(&narrow, sense),
                lowest_of_all(&long, sense),
                lowest_of_all(&short, sense),
            ] {
                let (known, read) = pair.ok_or(TestCaseError::fail("no costs"))?;
                prop_assert_eq!(known, read);
            }
        }

        #[test]
        fn a_view_knows_what_a_pass_finds(
            rows in 1..4_usize,
            more in 1..200_usize,
            numbers in prop::collection::vec(prop_oneof![9 => -1e3..1e3_f64, 1 => Just(f64::INFINITY)], 203 * 3),
            is_gain in any::<bool>(),
        ) {
            let columns = rows + more;
            let sense = if is_gain { Sense::Maximize } else { Sense::Minimize };
            let sign = if is_gain { -1.0 } else { 1.0 };
            let wide = Array2::from_shape_fn((rows, columns), |(row, column)| sign * numbers[row * columns + column]);
            let narrow = wide.mapv(|number| number as f32);
            let whole = wide.mapv(|number| number as i16);
            for pair in [found(&wide, sense), found(&narrow, sense), found(&whole, sense)] {
                let (known, read) = pair.ok_or(TestCaseError::fail("no digest"))?;
                prop_assert_eq!(known, read);
            }
        }
    }
}
