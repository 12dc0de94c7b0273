//! Minimums that count only where there is a pair at all, and what a search has decided about them.

use crate::problem::{Constraint, Demands};

/// What is decided about a row or column that may stay empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Nothing: it may have any number of pairs, also too few.
    Open,
    /// It has its minimum.
    Filled,
    /// It has no pair.
    Closed,
}

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

    /// Whether a search has decided that a row or column has no pair.
    pub(crate) fn is_closed(&self, constraint: Constraint) -> bool {
        let (closed, index) = match constraint {
            Constraint::Row(row) => (&self.closed_rows, row),
            Constraint::Column(column) => (&self.closed_columns, column),
            Constraint::Quota { .. } => return false,
        };
        closed.get(index as usize).copied().unwrap_or(false)
    }

    /// The demands where whatever may have nobody may have any number of pairs.
    pub(crate) fn relaxed(&self) -> Self {
        self.decided(&[], &[])
    }

    /// The demands with what is decided about each of the optional ones.
    pub(crate) fn decided(&self, optional: &[Optional], decisions: &[Decision]) -> Self {
        let mut decided = self.clone();
        for (minimum, or_none) in [
            (&mut decided.row_minimum, decided.row_or_none.take()),
            (&mut decided.column_minimum, decided.column_or_none.take()),
        ] {
            let flags = or_none.iter().flatten();
            let flagged = minimum.iter_mut().flatten().zip(flags).filter(|(_, flag)| **flag);
            flagged.for_each(|(least, _)| *least = 0);
        }
        for (Optional { of, minimum }, decision) in optional.iter().zip(decisions) {
            let (list, closed, index) = match *of {
                Constraint::Row(row) => (&mut decided.row_minimum, &mut decided.closed_rows, row),
                Constraint::Column(column) => {
                    (&mut decided.column_minimum, &mut decided.closed_columns, column)
                }
                Constraint::Quota { .. } => continue,
            };
            let Some(list) = list else { continue };
            match decision {
                Decision::Open => (),
                Decision::Filled => list[index as usize] = *minimum,
                Decision::Closed => {
                    closed.resize(list.len(), false);
                    closed[index as usize] = true;
                }
            }
        }
        decided
    }
}
