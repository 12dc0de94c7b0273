//! The columns that a search may settle next, and the one loop that everything waits for.
//!
//! Scanning a row lowers the keys of all columns; the lowest key is settled. Both passes run over
//! contiguous 64-bit integers without branches, so that the compiler turns them into vector
//! instructions; `pulp` picks the widest that the machine has when the program runs. Keys are kept
//! with their minimum per block, so that finding the lowest costs one block and not all columns.

use pulp::Arch;

use crate::cost::Cost;

/// Key of a column that no row has reached, above every distance (below 2⁶⁰).
pub(super) const UNREACHED: Cost = 1 << 61;

/// Cost of a pair that may not meet, and minus the price of a settled column. Less a price or a
/// distance (below 2⁶⁰) it is still no lower than [`UNREACHED`], so that such a column keeps its key;
/// added to itself and a distance it is below 2⁶³, so that nothing overflows.
pub(super) const BARRED: Cost = 3 << 60;

/// Columns per block: eight cache lines of keys, a few dozen vector instructions.
const BLOCK: usize = 64;

/// Keys of all columns with the minimum of each block.
pub(super) struct Frontier {
    arch: Arch,
    keys: Vec<Cost>,
    minima: Vec<Cost>,
}

impl Frontier {
    pub(super) fn new(columns: usize) -> Self {
        let blocks = columns.div_ceil(BLOCK);
        Self { arch: Arch::new(), keys: vec![UNREACHED; columns], minima: vec![UNREACHED; blocks] }
    }

    /// Forgets all keys.
    pub(super) fn clear(&mut self) {
        self.keys.fill(UNREACHED);
        self.minima.fill(UNREACHED);
    }

    /// Lowers every key to `base + cost − price` where that is less.
    pub(super) fn relax(&mut self, base: Cost, costs: &[Cost], prices: &[Cost]) {
        let (keys, minima) = (&mut self.keys, &mut self.minima);
        self.arch.dispatch(
            #[inline(always)]
            || relax(base, costs, prices, keys, minima),
        );
    }

    /// The lowest key and its first column; [`UNREACHED`] where there is none.
    pub(super) fn first(&self) -> (Cost, usize) {
        let lowest = self.minima.iter().copied().min().unwrap_or(UNREACHED);
        let block = self.minima.iter().position(|&key| key == lowest).unwrap_or_default();
        let start = block * BLOCK;
        let within = self.keys.iter().skip(start).position(|&key| key == lowest);
        (lowest, start + within.unwrap_or_default())
    }

    /// Takes a column out.
    pub(super) fn close(&mut self, column: usize) {
        self.keys[column] = UNREACHED;
        let block = column / BLOCK;
        let end = self.keys.len().min((block + 1) * BLOCK);
        let keys = &self.keys[block * BLOCK..end];
        self.minima[block] = keys.iter().copied().min().unwrap_or(UNREACHED);
    }
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "has to be compiled inside the dispatched closure")]
fn relax(base: Cost, costs: &[Cost], prices: &[Cost], keys: &mut [Cost], minima: &mut [Cost]) {
    let blocks = costs.chunks(BLOCK).zip(prices.chunks(BLOCK)).zip(keys.chunks_mut(BLOCK));
    for (((costs, prices), keys), minimum) in blocks.zip(minima) {
        let mut lowest = UNREACHED;
        for ((key, cost), price) in keys.iter_mut().zip(costs).zip(prices) {
            *key = (*key).min(base + cost - price);
            lowest = lowest.min(*key);
        }
        *minimum = lowest;
    }
}
