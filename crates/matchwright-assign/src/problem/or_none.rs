//! Minimums that count only where there is a pair at all.

use crate::problem::{Constraint, Demands};

/// A row or column that has its minimum or nobody.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Optional {
    pub(crate) of: Constraint,
    pub(crate) minimum: u32,
}

impl Demands {
    /// All rows and columns that have their minimum or nobody, where these are not the same.
    pub(crate) fn optional(&self) -> Vec<Optional> {
        let of_side = |minimum: &Option<Vec<u32>>, constraint: fn(u32) -> Constraint| {
            let all = (0..).zip(minimum.iter().flatten()).map(|(index, _)| constraint(index));
            all.collect::<Vec<Constraint>>()
        };
        let rows = of_side(&self.row_minimum, Constraint::Row);
        let columns = of_side(&self.column_minimum, Constraint::Column);
        let optional = |of| Some(Optional { of, minimum: self.optional_minimum(of)? });
        let all = rows.into_iter().chain(columns).filter_map(optional);
        all.filter(|optional| optional.minimum > 1).collect()
    }

    /// The fewest pairs of a row or column that may as well have none; `None` where it may not, or where it is
    /// a quota.
    pub(crate) fn optional_minimum(&self, constraint: Constraint) -> Option<u32> {
        let (minimum, or_none, index) = match constraint {
            Constraint::Row(row) => (&self.row_minimum, &self.row_or_none, row as usize),
            Constraint::Column(column) => {
                (&self.column_minimum, &self.column_or_none, column as usize)
            }
            Constraint::Quota { .. } => return None,
        };
        let is_optional = or_none.as_ref()?.get(index).copied().unwrap_or(false);
        minimum.as_ref()?.get(index).copied().filter(|_| is_optional)
    }

    /// The demands where whatever may have nobody may have any number of pairs.
    pub(super) fn without_optional(&self) -> Self {
        let mut relaxed = self.clone();
        for (minimum, or_none) in [
            (&mut relaxed.row_minimum, relaxed.row_or_none.take()),
            (&mut relaxed.column_minimum, relaxed.column_or_none.take()),
        ] {
            let flags = or_none.iter().flatten();
            let flagged = minimum.iter_mut().flatten().zip(flags).filter(|(_, flag)| **flag);
            flagged.for_each(|(least, _)| *least = 0);
        }
        relaxed
    }
}
