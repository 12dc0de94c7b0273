//! What a plan of a flow breaks of what no flow keeps to, and the cases in which it does not.
//!
//! Two kinds of demands take a search: rows and columns that have their minimum or nobody, and quotas that
//! cross others, whose pairs are counted in cells. A plan that breaks one of them is excluded by two cases
//! that share no plan and leave none out: filled or empty; and a cell with fewer pairs than the plan has, or
//! with as many. What bounds a quota bounds each of its cells, by what the others have at least and at most.

use std::collections::BTreeMap;

use crate::basics::Error;
use crate::plan::Pair;
use crate::problem::{Constraint, Crossing, Demands, Optional, Per, Problem, Quota, Relaxed, Side};

/// Bounds that a search has decided.
pub(super) type Decisions = BTreeMap<Constraint, (u32, u32)>;

/// Everything that plans may break.
pub(super) struct Breaches<'a> {
    problem: &'a Problem<'a>,
    optional: Vec<Optional>,
    crossing: Vec<Crossing>,
}

/// What a plan breaks.
pub(super) enum Breach {
    /// A row or column has less than its minimum, and somebody.
    Part { of: Constraint, load: u32, minimum: u32 },
    /// A quota has too few pairs or too many.
    Sum(Sum),
}

/// The pairs of a quota by its cells.
pub(super) struct Sum {
    least: u32,
    most: u32,
    cells: Vec<Cell>,
    /// Each with the position of its cell.
    pairs: Vec<(usize, Pair)>,
}

struct Cell {
    of: Constraint,
    load: u32,
    /// What the cell has by its members and by what is decided.
    least: u32,
    most: u32,
}

impl<'a> Breaches<'a> {
    pub(super) fn new(problem: &'a Problem<'a>, demands: &Demands, relaxed: &Relaxed) -> Self {
        let (optional, crossing) = (demands.optional(), relaxed.crossing.clone());
        Self { problem, optional, crossing }
    }

    /// The same for other costs.
    pub(super) fn of_problem<'b>(&self, problem: &'b Problem<'b>) -> Breaches<'b> {
        let (optional, crossing) = (self.optional.clone(), self.crossing.clone());
        Breaches { problem, optional, crossing }
    }

    pub(super) fn crossing(&self) -> &[Crossing] {
        &self.crossing
    }

    pub(super) fn optional(&self) -> &[Optional] {
        &self.optional
    }

    /// Everything that a plan breaks.
    pub(super) fn of(&self, plan: &[Pair], decisions: &Decisions) -> Vec<Breach> {
        let mut breaches = self.parts(plan);
        for crossing in &self.crossing {
            breaches.extend(self.sums(crossing, plan, decisions).map(Breach::Sum));
        }
        breaches
    }

    /// Which rows and columns a plan fills in part.
    fn parts(&self, plan: &[Pair]) -> Vec<Breach> {
        let (mut rows, mut columns) =
            (vec![0; self.problem.rows()], vec![0; self.problem.columns()]);
        for pair in plan {
            rows[pair.row as usize] += 1;
            columns[pair.column as usize] += 1;
        }
        let load = |of| match of {
            Constraint::Row(row) => rows[row as usize],
            Constraint::Column(column) => columns[column as usize],
            Constraint::Quota { .. } => 0,
        };
        let part = |&Optional { of, minimum }: &Optional| {
            let load = load(of);
            (0 < load && load < minimum).then_some(Breach::Part { of, load, minimum })
        };
        self.optional.iter().filter_map(part).collect()
    }

    /// The quotas of one kind that a plan breaks: one, or those of partners.
    fn sums<'b>(
        &'b self,
        crossing: &'b Crossing,
        plan: &[Pair],
        decisions: &'b Decisions,
    ) -> impl Iterator<Item = Sum> + 'b {
        let quota = &crossing.quota;
        let mut counted: BTreeMap<Option<u32>, Vec<Pair>> = BTreeMap::new();
        let partners = match (quota.per, quota.of) {
            (Per::Programme, _) => None,
            (Per::Partner, Side::Row) => Some(self.problem.columns() as u32),
            (Per::Partner, Side::Column) => Some(self.problem.rows() as u32),
        };
        if quota.min > 0 {
            let all = partners.map_or(vec![None], |count| (0..count).map(Some).collect());
            counted.extend(all.into_iter().map(|partner| (partner, Vec::new())));
        }
        for &pair in plan {
            if let Some(Constraint::Quota { partner, .. }) = crossing.cell(pair.row, pair.column) {
                counted.entry(partner).or_default().push(pair);
            }
        }
        let is_kept = |pairs: &Vec<Pair>| (quota.min..=quota.max).contains(&(pairs.len() as u32));
        let breached = counted.into_iter().filter(move |(_, pairs)| !is_kept(pairs));
        let sizes = crossing.cell_sizes(self.problem);
        breached.map(move |(partner, pairs)| {
            let cells = crossing.all_cells(self.problem, &sizes, partner);
            sum(crossing, cells, pairs, decisions)
        })
    }

    /// Bounds with which a plan is sought that breaks nothing of all this: those that are filled in part are filled,
    /// the fullest ones first and with what these have together, or else empty; quotas keep their cheapest pairs.
    /// `None` for one that is too small and cannot be made larger.
    pub(super) fn repaired(
        &self,
        breaches: &[Breach],
        decisions: &Decisions,
        is_filled: bool,
    ) -> Result<Option<Decisions>, Error> {
        let mut decisions = decisions.clone();
        let part = |breach: &Breach| match *breach {
            Breach::Part { of, load, minimum } => Some((minimum - load, of, load, minimum)),
            Breach::Sum(_) => None,
        };
        let mut parts: Vec<_> = breaches.iter().filter_map(part).collect();
        parts.sort_unstable();
        let mut spare: u32 = parts.iter().map(|(_, _, load, _)| load).sum();
        for (_, of, _, minimum) in parts {
            let is_filled = is_filled && minimum <= spare;
            spare -= if is_filled { minimum } else { 0 };
            decisions.insert(of, if is_filled { self.filled(of, minimum) } else { (0, 0) });
        }
        for breach in breaches {
            let Breach::Sum(sum) = breach else { continue };
            let Some(bounds) = sum.repaired(self.problem)? else { return Ok(None) };
            decisions.extend(bounds);
        }
        Ok(Some(decisions))
    }

    /// The two cases of a breach, where there is a plan for what is decided.
    pub(super) fn cases(&self, breach: &Breach, decisions: &Decisions) -> Vec<Decisions> {
        let with = |bounds: &[(Constraint, (u32, u32))]| {
            let mut decisions = decisions.clone();
            decisions.extend(bounds.iter().copied());
            decisions
        };
        match *breach {
            Breach::Part { of, minimum, .. } => {
                vec![with(&[(of, self.filled(of, minimum))]), with(&[(of, (0, 0))])]
            }
            Breach::Sum(ref sum) => sum.cases().iter().map(|bounds| with(bounds)).collect(),
        }
    }

    fn filled(&self, of: Constraint, minimum: u32) -> (u32, u32) {
        let seats = match of {
            Constraint::Row(row) => self.problem.row_seats(row as usize),
            Constraint::Column(column) => self.problem.column_seats(column as usize),
            Constraint::Quota { .. } => u32::MAX,
        };
        (minimum, seats)
    }
}

/// The pairs of a quota by its cells, each with what it can have at most.
fn sum(
    crossing: &Crossing,
    cells: Vec<(Constraint, u32)>,
    pairs: Vec<Pair>,
    decisions: &Decisions,
) -> Sum {
    let cell = |(of, most): (Constraint, u32)| {
        let (least, most) = decisions.get(&of).copied().unwrap_or((0, most));
        Cell { of, load: 0, least, most }
    };
    let cells = cells.into_iter().map(cell).collect();
    let Quota { min, max, .. } = crossing.quota;
    let mut sum = Sum { least: min, most: max, cells, pairs: Vec::with_capacity(pairs.len()) };
    for pair in pairs {
        let of = crossing.cell(pair.row, pair.column);
        if let Some(at) = sum.cells.iter().position(|cell| Some(cell.of) == of) {
            sum.cells[at].load += 1;
            sum.pairs.push((at, pair));
        }
    }
    sum
}

impl Breach {
    pub(super) fn is_part(&self) -> bool {
        matches!(self, Self::Part { .. })
    }

    /// How far it is from not being one.
    pub(super) fn distance(&self) -> u32 {
        match self {
            Self::Part { load, minimum, .. } => (*load).min(minimum - load),
            Self::Sum(sum) => sum.distance(),
        }
    }
}

impl Sum {
    fn load(&self) -> u32 {
        self.pairs.len() as u32
    }

    fn distance(&self) -> u32 {
        self.load().saturating_sub(self.most) + self.least.saturating_sub(self.load())
    }

    /// A cell has fewer pairs than it has, or as many at least; where there are too few, more than it has, or as
    /// many at most.
    fn cases(&self) -> Vec<Vec<(Constraint, (u32, u32))>> {
        let is_over = self.load() > self.most;
        let room =
            |cell: &Cell| if is_over { cell.load - cell.least } else { cell.most - cell.load };
        let place = |&(at, cell): &(usize, &Cell)| (room(cell), std::cmp::Reverse(at));
        let open = self.cells.iter().enumerate().filter(|(_, cell)| room(cell) > 0);
        let Some((at, cell)) = open.max_by_key(place) else { return Vec::new() };
        let Cell { load, least, most, .. } = *cell;
        let cases = if is_over {
            [(least, load - 1), (load, most)]
        } else {
            [(load + 1, most), (least, load)]
        };
        cases.into_iter().filter_map(|bounds| self.tightened(at, bounds)).collect()
    }

    /// The bounds of all cells that follow from those of one of them; `None` where no numbers of pairs keep to them.
    fn tightened(&self, at: usize, bounds: (u32, u32)) -> Option<Vec<(Constraint, (u32, u32))>> {
        let bounds = |(place, cell): (usize, &Cell)| {
            let own = if place == at { bounds } else { (cell.least, cell.most) };
            (cell.of, own)
        };
        let mut cells: Vec<_> = self.cells.iter().enumerate().map(bounds).collect();
        let sum = |values: &mut dyn Iterator<Item = u32>| values.map(u64::from).sum::<u64>();
        let least = sum(&mut cells.iter().map(|(_, bounds)| bounds.0));
        let most = sum(&mut cells.iter().map(|(_, bounds)| bounds.1));
        if least > u64::from(self.most) || most < u64::from(self.least) {
            return None;
        }
        for (_, (low, high)) in &mut cells {
            let room = u64::from(self.most) - (least - u64::from(*low));
            let need = u64::from(self.least).saturating_sub(most - u64::from(*high));
            (*low, *high) = ((*low).max(need as u32), u64::from(*high).min(room) as u32);
        }
        Some(cells)
    }

    /// Bounds of cells with which the quota is kept: its cheapest pairs where they are too many, and more in
    /// the cells that have most room where they are too few; `None` where there is not enough room.
    fn repaired(&self, problem: &Problem<'_>) -> Result<Option<Decisions>, Error> {
        if self.load() < self.least {
            return Ok(self.raised());
        }
        let cost = |&(at, pair): &(usize, Pair)| {
            let (row, column) = (pair.row as usize, pair.column as usize);
            Ok((problem.cost_within(problem.limit(), row, column)?, pair, at))
        };
        let mut pairs = self.pairs.iter().map(cost).collect::<Result<Vec<_>, Error>>()?;
        pairs.sort_unstable();
        let mut loads: Vec<u32> = self.cells.iter().map(|cell| cell.load).collect();
        let mut excess = self.load() - self.most;
        for (_, _, at) in pairs.into_iter().rev() {
            if excess > 0 && loads[at] > self.cells[at].least {
                loads[at] -= 1;
                excess -= 1;
            }
        }
        let bounds = |(cell, load): (&Cell, u32)| (cell.of, (cell.least, load));
        Ok(Some(self.cells.iter().zip(loads).map(bounds).collect()))
    }

    fn raised(&self) -> Option<Decisions> {
        let mut cells: Vec<&Cell> = self.cells.iter().collect();
        cells.sort_by_key(|cell| std::cmp::Reverse(cell.most - cell.load));
        let mut lack = self.least - self.load();
        let mut bounds = Decisions::new();
        for Cell { of, load, most, .. } in cells {
            let more = lack.min(most - load);
            lack -= more;
            bounds.insert(*of, (load + more, *most));
        }
        (lack == 0).then_some(bounds)
    }
}
