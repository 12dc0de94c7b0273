//! Demands that a flow can keep to, in the place of those that take a search.
//!
//! A quota that crosses others is cut into cells: its members by the smallest group that holds them among the
//! quotas before it. Each cell lies within that group, and so the cells are nested where the quota is not; and
//! whatever bounds the quota has are bounds on the sum of its cells.

use std::collections::BTreeMap;

use crate::problem::{Constraint, Demands, Nesting, Per, Problem, Quota, Side};

/// A quota that crosses others, as the relaxed demands have it.
#[derive(Clone, Debug)]
pub(crate) struct Crossing {
    pub(crate) quota: Quota,
    /// The quota of the relaxed demands in which each member is counted, in the order of the members.
    pub(crate) cells: Vec<u32>,
}

/// What a flow keeps to, and what is left to a search.
#[derive(Clone, Debug)]
pub(crate) struct Relaxed {
    pub(crate) demands: Demands,
    pub(crate) crossing: Vec<Crossing>,
}

impl Demands {
    /// The demands without what no flow keeps to: whatever may have nobody may have any number of pairs, and of
    /// quotas that cross there are cells without bounds. Positions of other quotas stay what they are.
    ///
    /// O(members of all quotas), and where they cross so much for each quota.
    pub(crate) fn relaxed(&self, problem: &Problem<'_>) -> Relaxed {
        let demands = Self { may_cross: false, ..self.without_optional() };
        let mut relaxed = Relaxed { demands, crossing: Vec::new() };
        if self.may_cross && self.check_nesting(problem).is_err() {
            for at in relaxed.take_crossing(problem) {
                relaxed.cut(at, &self.quotas[at], problem);
            }
        }
        relaxed
    }
}

impl Relaxed {
    /// Empties the quotas that cross those before them; their positions.
    fn take_crossing(&mut self, problem: &Problem<'_>) -> Vec<usize> {
        let mut crossing = Vec::new();
        let quotas = std::mem::take(&mut self.demands.quotas);
        for (at, quota) in quotas.into_iter().enumerate() {
            self.demands.quotas.push(quota);
            if self.nesting(at, problem).is_none() {
                self.demands.quotas[at] = cell(&self.demands.quotas[at], Vec::new());
                crossing.push(at);
            }
        }
        crossing
    }

    /// How all quotas are nested that count like one of them; `None` where they cross.
    fn nesting(&self, at: usize, problem: &Problem<'_>) -> Option<Nesting> {
        let Quota { of, per, .. } = self.demands.quotas[at];
        Nesting::new(&self.demands, of, per, problem.count(of)).ok()
    }

    /// Puts the cells of a quota that crosses others into its place and behind all quotas.
    fn cut(&mut self, at: usize, quota: &Quota, problem: &Problem<'_>) {
        let Some(nesting) = self.nesting(at, problem) else { return };
        let mut groups: Vec<Option<u32>> = Vec::new();
        let mut members: Vec<Vec<u32>> = Vec::new();
        let mut own = Vec::with_capacity(quota.members.len());
        for &member in &quota.members {
            let group = nesting.innermost[member as usize];
            let known = groups.iter().position(|known| *known == group);
            let place = known.unwrap_or_else(|| {
                groups.push(group);
                members.push(Vec::new());
                groups.len() - 1
            });
            members[place].push(member);
            own.push(place);
        }
        let last = self.demands.quotas.len() as u32;
        let position = |place: usize| if place == 0 { at as u32 } else { last + place as u32 - 1 };
        for (place, members) in members.into_iter().enumerate() {
            let cell = cell(quota, members);
            if place == 0 {
                self.demands.quotas[at] = cell;
            } else {
                self.demands.quotas.push(cell);
            }
        }
        let cells = own.into_iter().map(position).collect();
        self.crossing.push(Crossing { quota: quota.clone(), cells });
    }
}

/// Some members of a quota, without bounds.
fn cell(quota: &Quota, members: Vec<u32>) -> Quota {
    Quota { of: quota.of, members, min: 0, max: u32::MAX, per: quota.per }
}

impl Crossing {
    /// The constraint of a cell for a pair that it counts; `None` where the quota does not.
    pub(crate) fn cell(&self, row: u32, column: u32) -> Option<Constraint> {
        let (own, other) = match self.quota.of {
            Side::Row => (row, column),
            Side::Column => (column, row),
        };
        let place = self.quota.members.binary_search(&own).ok()?;
        let partner = (self.quota.per == Per::Partner).then_some(other);
        Some(Constraint::Quota { quota: self.cells[place], partner })
    }

    /// All cells, with the pairs that their members can have: one each with a partner, or as many as they have seats.
    pub(crate) fn cell_sizes(&self, problem: &Problem<'_>) -> BTreeMap<u32, u32> {
        let mut sizes: BTreeMap<u32, u32> = BTreeMap::new();
        for (&cell, &member) in self.cells.iter().zip(&self.quota.members) {
            let seats = match self.quota.of {
                Side::Row => problem.row_seats(member as usize),
                Side::Column => problem.column_seats(member as usize),
            };
            let own = if self.quota.per == Per::Partner { seats.min(1) } else { seats };
            let size = sizes.entry(cell).or_default();
            *size = size.saturating_add(own);
        }
        sizes
    }

    /// The constraints of cells of these sizes, with a partner or for all pairs; with what each can have at most.
    pub(crate) fn all_cells(
        &self,
        problem: &Problem<'_>,
        sizes: &BTreeMap<u32, u32>,
        partner: Option<u32>,
    ) -> Vec<(Constraint, u32)> {
        let seats = partner.map(|partner| match self.quota.of {
            Side::Row => problem.column_seats(partner as usize),
            Side::Column => problem.row_seats(partner as usize),
        });
        let constraint = |(&quota, &size): (&u32, &u32)| {
            (Constraint::Quota { quota, partner }, size.min(seats.unwrap_or(u32::MAX)))
        };
        sizes.iter().map(constraint).collect()
    }
}
