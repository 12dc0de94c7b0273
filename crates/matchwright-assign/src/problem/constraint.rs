//! Whatever bounds a number of pairs.

use serde::{Deserialize, Serialize};

use crate::problem::{Demands, Per, Problem, Side};

/// A row, a column or a quota: what may have some pairs and not more, and may have to have some.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Constraint {
    /// The pairs of a row.
    Row(u32),
    /// The pairs of a column.
    Column(u32),
    /// The pairs of a quota: all of them, or those with one partner.
    Quota {
        /// Position among the quotas.
        quota: u32,
        /// The partner, with [`Per::Partner`].
        partner: Option<u32>,
    },
}

impl Demands {
    /// The fewest and the most pairs of a constraint; one that may have nobody has no fewest.
    pub(crate) fn bounds(&self, problem: &Problem<'_>, constraint: Constraint) -> (u32, u32) {
        if let Some(&decided) = self.decided.get(&constraint) {
            return decided;
        }
        let (minimum, index, seats) = match constraint {
            Constraint::Row(row) => (&self.row_minimum, row, problem.row_seats(row as usize)),
            Constraint::Column(column) => {
                (&self.column_minimum, column, problem.column_seats(column as usize))
            }
            Constraint::Quota { quota, .. } => {
                let quota = self.quotas.get(quota as usize);
                return quota.map_or((0, u32::MAX), |quota| (quota.min, quota.max));
            }
        };
        let least = minimum.as_ref().and_then(|list| list.get(index as usize)).copied();
        let is_optional = self.optional_minimum(constraint).is_some();
        let least = least.filter(|_| !is_optional).unwrap_or(0);
        (least, seats)
    }

    /// Every constraint: the rows, the columns, and of each quota its own one or one for each partner.
    pub(crate) fn constraints<'a>(
        &'a self,
        problem: &Problem<'_>,
    ) -> impl Iterator<Item = Constraint> + 'a {
        let (rows, columns) = (problem.rows() as u32, problem.columns() as u32);
        let quotas = (0..).zip(&self.quotas).flat_map(move |(quota, how)| {
            let partners = match (how.per, how.of) {
                (Per::Programme, _) => 0,
                (Per::Partner, Side::Row) => columns,
                (Per::Partner, Side::Column) => rows,
            };
            let whole = (how.per == Per::Programme).then_some(None);
            whole
                .into_iter()
                .chain((0..partners).map(Some))
                .map(move |partner| Constraint::Quota { quota, partner })
        });
        (0..rows).map(Constraint::Row).chain((0..columns).map(Constraint::Column)).chain(quotas)
    }

    /// The quotas that count a pair.
    pub(crate) fn quotas_of(&self, row: u32, column: u32) -> impl Iterator<Item = Constraint> + '_ {
        (0..).zip(&self.quotas).filter_map(move |(quota, how)| {
            let (own, other) = match how.of {
                Side::Row => (row, column),
                Side::Column => (column, row),
            };
            how.members.binary_search(&own).ok()?;
            Some(Constraint::Quota { quota, partner: (how.per == Per::Partner).then_some(other) })
        })
    }

    /// All constraints that count a pair.
    pub(crate) fn constraints_of(&self, row: u32, column: u32) -> impl Iterator<Item = Constraint> {
        [Constraint::Row(row), Constraint::Column(column)]
            .into_iter()
            .chain(self.quotas_of(row, column))
    }
}

/// Where the values of constraints stand in a list, in the order of [`Demands::constraints`].
#[derive(Clone, Debug)]
pub(crate) struct Places {
    rows: usize,
    /// Where the values of each quota begin, and where those of the last one end.
    starts: Vec<usize>,
}

impl Places {
    pub(crate) fn new(problem: &Problem<'_>, demands: &Demands) -> Self {
        let (rows, columns) = (problem.rows(), problem.columns());
        let mut starts = vec![rows.saturating_add(columns)];
        for quota in &demands.quotas {
            let count = match (quota.per, quota.of) {
                (Per::Programme, _) => 1,
                (Per::Partner, Side::Row) => columns,
                (Per::Partner, Side::Column) => rows,
            };
            starts.push(starts[starts.len() - 1].saturating_add(count));
        }
        Self { rows, starts }
    }

    /// How many constraints there are.
    pub(crate) fn count(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    pub(crate) fn of(&self, constraint: Constraint) -> usize {
        match constraint {
            Constraint::Row(row) => row as usize,
            Constraint::Column(column) => self.rows + column as usize,
            Constraint::Quota { quota, partner } => {
                self.starts[quota as usize] + partner.unwrap_or(0) as usize
            }
        }
    }
}
