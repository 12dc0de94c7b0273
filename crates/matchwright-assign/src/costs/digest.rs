//! The lowest cost of each block of a row: a sixty-fourth of a matrix, and often all of it that has to be read again.

use std::ops::Range;
use std::slice;

use crate::basics::{Cost, FORBIDDEN};

/// Columns of a block: eight cache lines of 64-bit numbers, so that one that has to be read again is read at
/// the speed of memory, and few enough to be looked at in some ten nanoseconds.
pub(crate) const BLOCK: usize = 64;

/// The lowest cost of each block of 64 columns, row by row; where columns are not to spare, the lowest of all.
///
/// A source that reads its numbers anyway finds it on the way ([`CostView`](crate::CostView) does). Where no
/// price is above 0, no pair of a block costs less after prices than the lowest of the block: whoever looks for
/// cheap pairs, and whoever proves that there are none, reads only the blocks that could have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    rows: usize,
    columns: usize,
    lowest: Lowest,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Lowest {
    /// Of all rows, each of which is one block.
    OfAll(Cost),
    /// Of each block of each row.
    OfBlocks(Vec<Cost>),
}

impl Digest {
    /// From the lowest costs of all blocks, row by row.
    pub(crate) fn of_blocks(rows: usize, columns: usize, lowest: Vec<Cost>) -> Self {
        Self { rows, columns, lowest: Lowest::OfBlocks(lowest) }
    }

    /// From the lowest cost of all: enough where every row gets what costs just that.
    pub(crate) fn of_all(rows: usize, columns: usize, lowest: Cost) -> Self {
        Self { rows, columns, lowest: Lowest::OfAll(lowest) }
    }

    /// Blocks of 64 columns of a row.
    pub(crate) fn blocks(columns: usize) -> usize {
        columns.div_ceil(BLOCK)
    }

    /// Whether this is of a matrix with so many rows and columns.
    pub(crate) fn is_of(&self, rows: usize, columns: usize) -> bool {
        self.rows == rows && self.columns == columns
    }

    /// Whether it tells blocks of a row apart.
    pub(crate) fn has_blocks(&self) -> bool {
        matches!(self.lowest, Lowest::OfBlocks(_))
    }

    /// The lowest cost of each block of a row; [`FORBIDDEN`] where no pair of it may meet.
    pub(crate) fn row(&self, row: usize) -> &[Cost] {
        match &self.lowest {
            Lowest::OfAll(lowest) => slice::from_ref(lowest),
            Lowest::OfBlocks(lowest) => {
                let blocks = Self::blocks(self.columns);
                &lowest[row * blocks..(row + 1) * blocks]
            }
        }
    }

    /// The columns of a block.
    pub(crate) fn columns(&self, block: usize) -> Range<usize> {
        let width = if self.has_blocks() { BLOCK } else { self.columns };
        block * width..self.columns.min((block + 1) * width)
    }

    /// The blocks of a row with a pair that may meet and costs at most this.
    pub(crate) fn within(&self, row: usize, most: Cost) -> impl Iterator<Item = usize> + Clone {
        let is_within = move |&(_, &lowest): &(usize, &Cost)| lowest <= most && lowest != FORBIDDEN;
        self.row(row).iter().enumerate().filter(is_within).map(|(block, _)| block)
    }
}
