//! Who meets whom.

use serde::{Deserialize, Serialize};

/// A row and a column that meet. Pairs are ordered by row, then by column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pair {
    /// Position of the row, from 0.
    pub row: u32,
    /// Position of the column, from 0.
    pub column: u32,
}
