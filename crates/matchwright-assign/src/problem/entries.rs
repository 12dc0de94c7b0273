//! How many pairs a source lists, where it lists them.

use crate::costs::CostSource;

/// Numbers of listed pairs.
#[derive(Clone, Copy)]
pub(super) struct Entries {
    pub(super) all: usize,
    pub(super) longest_row: usize,
}

impl Entries {
    /// Counts them; `None` where the source does not list every row. O(rows).
    pub(super) fn count(costs: &dyn CostSource) -> Option<Self> {
        (0..costs.rows()).try_fold(Self { all: 0, longest_row: 0 }, |so_far, row| {
            let (columns, _) = costs.entries(row)?;
            let longest_row = so_far.longest_row.max(columns.len());
            Some(Self { all: so_far.all + columns.len(), longest_row })
        })
    }
}
