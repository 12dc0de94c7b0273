//! Which circles run, where each member costs the same whoever else is there: a search over flows.
//!
//! Without minimums the problem is a flow. A circle that the flow fills too little either runs, with its minimum, or
//! does not: two flows again (branch and bound, Land and Doig 1960). A flow that is no better than the best plan so
//! far ends its branch. The plan is one to start from, and so the search is cut after a number of flows.

use crate::basics::{Cost, Error, Monitor};
use crate::circles::state::NOWHERE;
use crate::circles::tables::Tables;
use crate::costs::CostMatrix;
use crate::levels::{Answer, solve_levels};
use crate::options::Options;
use crate::plan::Pair;
use crate::problem::{Demands, Level, Per, Problem, Quota, Side};

/// What a search over flows found.
pub(super) struct Running {
    /// The columns of members in the best plan; none where the search was cut before it had one.
    pub(super) best: Option<Vec<u32>>,
    /// The columns of members in the flow without minimums.
    pub(super) relaxed: Vec<u32>,
    /// The members that this flow places, which no plan has more of.
    pub(super) most_placed: usize,
    /// What the flow costs, which no plan with as many members costs less than.
    pub(super) least: i128,
}

/// What is known of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Open,
    Runs,
    Closed,
}

/// Searches for the best plan by costs of members in columns, in rows; `None` where mixed groups cross each other,
/// and a flow cannot keep to them.
pub(super) fn running(
    tables: &Tables,
    costs: Vec<Cost>,
    flows: usize,
    monitor: &Monitor,
    options: &Options,
) -> Result<Option<Running>, Error> {
    let costs = CostMatrix::from_vec(tables.rows, tables.columns, costs)?;
    let options = Options { monitor: options.monitor.clone(), ..Options::default() };
    let search = Search { tables, costs: &costs, quotas: quotas(tables), options };
    match search.run(flows, monitor) {
        Ok(running) => Ok(Some(running)),
        Err(Error::Crossing { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Groups of members of whom a circle may have so many, as the flow has them.
pub(super) fn quotas(tables: &Tables) -> Vec<Quota> {
    let members = |group: u32| {
        let is_in = |groups: &Vec<u32>| groups.contains(&group);
        let members = (0..).zip(&tables.groups).filter(move |(_, groups)| is_in(groups));
        members.map(|(member, _)| member).collect()
    };
    let quota = |(group, &max)| Quota {
        of: Side::Row,
        members: members(group),
        min: 0,
        max,
        per: Per::Partner,
    };
    (0..).zip(&tables.most).map(quota).collect()
}

/// The column of each of so many members.
pub(super) fn columns_of(members: usize, pairs: &[Pair]) -> Vec<u32> {
    let mut columns = vec![NOWHERE; members];
    for pair in pairs {
        columns[pair.row as usize] = pair.column;
    }
    columns
}

struct Search<'s> {
    tables: &'s Tables,
    costs: &'s CostMatrix,
    quotas: Vec<Quota>,
    options: Options,
}

/// What a flow reaches; a higher one is better.
type Reached = (usize, i128);

impl Search<'_> {
    fn run(&self, flows: usize, monitor: &Monitor) -> Result<Running, Error> {
        let mut open = vec![vec![Fate::Open; self.tables.columns]];
        let mut found = Running {
            best: None,
            relaxed: vec![NOWHERE; self.tables.rows],
            most_placed: 0,
            least: i128::MIN,
        };
        let mut best: Option<Reached> = None;
        for flow in 0..flows {
            let Some(fates) = open.pop() else { break };
            if flow > 0 && monitor.is_stopped() {
                return Ok(found);
            }
            let Some((reached, columns)) = self.flow(&fates)? else { continue };
            if flow == 0 {
                (found.most_placed, found.least) = (reached.0, -reached.1);
                found.relaxed.copy_from_slice(&columns);
            }
            if best.is_some_and(|best| best >= reached) {
                continue;
            }
            match self.too_small(&fates, &columns) {
                None => (best, found.best) = (Some(reached), Some(columns)),
                Some(column) => open.extend([Fate::Closed, Fate::Runs].map(|fate| {
                    let mut fates = fates.clone();
                    fates[column] = fate;
                    fates
                })),
            }
        }
        Ok(found)
    }

    /// The best flow, where columns that run have their minimum; `None` where these cannot all have it.
    fn flow(&self, fates: &[Fate]) -> Result<Option<(Reached, Vec<u32>)>, Error> {
        let of = |column: usize| (self.tables.sizes[column], fates[column]);
        let columns = 0..self.tables.columns;
        let seats = columns.clone().map(|column| match of(column) {
            (_, Fate::Closed) => 0,
            ((_, max), _) => max,
        });
        let minimums = columns.map(|column| match of(column) {
            ((min, _), Fate::Runs) => min,
            _ => 0,
        });
        let problem = Problem::new(self.costs).column_capacity(seats.collect());
        let demands = Demands::default().column_minimum(minimums.collect());
        let demands = self.quotas.iter().cloned().fold(demands, Demands::quota);
        let levels = [Level::Pairs, Level::Total];
        let Answer::Plan(plan) = solve_levels(&problem, &demands, &levels, &self.options)? else {
            return Ok(None);
        };
        let columns = columns_of(self.tables.rows, plan.pairs());
        let total = plan.reached().last().copied().flatten().unwrap_or_default();
        Ok(Some(((plan.pairs().len(), -total), columns)))
    }

    /// The column that is nearest to its minimum, of those that have members and too few.
    fn too_small(&self, fates: &[Fate], columns: &[u32]) -> Option<usize> {
        let mut sizes = vec![0_u32; self.tables.columns];
        let placed = columns.iter().filter(|&&column| column != NOWHERE);
        placed.for_each(|&column| sizes[column as usize] += 1);
        let missing = |column: &usize| self.tables.sizes[*column].0 - sizes[*column];
        let is_small = |column: &usize| {
            let (min, size) = (self.tables.sizes[*column].0, sizes[*column]);
            fates[*column] == Fate::Open && (1..min).contains(&size)
        };
        (0..sizes.len()).filter(is_small).min_by_key(missing)
    }
}
