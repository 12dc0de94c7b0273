//! Whether another plan is as good, and for whom it would be another one.

use crate::assign::with_finer;
use crate::basics::components::{Arcs, components};
use crate::basics::memory::room;
use crate::basics::sweep::sweep;
use crate::basics::{Error, Monitor, Stage};
use crate::problem::{Problem, RowCosts};
use crate::proof::{Finer, certify_watched};
use crate::solution::Solution;

use super::whole::whole_prices;
use super::{Residual, Slacks};

/// What other best plans there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternatives {
    rows: Vec<u32>,
}

impl Alternatives {
    /// Whether no other plan is as good.
    #[must_use]
    pub fn is_unique(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows, rising, that have other columns in some other best plan, or fewer, or more. All
    /// others have the same columns in every best plan.
    #[must_use]
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }
}

/// Finds out whether the best plan is the only one.
///
/// Every best plan keeps to pairs without slack, whatever prices prove it; so a pair can change
/// exactly where its arc lies on a cycle of arcs without slack, which is to say within a strongly
/// connected component of the residual graph. With
/// [`Objective::Participation`](crate::Objective::Participation) best plans are those with as many
/// pairs and the same total; with [`Objective::Total`](crate::Objective::Total) their number of
/// pairs may differ.
///
/// `solution` is what [`assign`](crate::assign) found for the problem. O(rows · columns) time, or that of the
/// pairs that a source lists: one pass over them (two where the prices have a scale above 1), and 4 bytes
/// for each pair without slack. Where costs were rounded, the answer is about the exact values.
///
/// ```
/// use matchwright_assign::{CostMatrix, Monitor, Options, Problem, alternatives, assign};
///
/// // Rows 0 and 1 are alike; row 2 costs 0 only with column 2.
/// let costs = CostMatrix::from_vec(3, 3, vec![1, 2, 9, 1, 2, 9, 9, 9, 0])?;
/// let problem = Problem::new(&costs);
/// let solution = assign(&problem, &Options::default())?;
/// let others = alternatives(&problem, &solution, &Monitor::new())?;
/// assert!(!others.is_unique());
/// assert_eq!(others.rows(), [0, 1]);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// [`Error::Unproven`] where the solution is not proven best (one that was read back is not, until it is
/// [`certified`](Solution::certified)), or not of this problem;
/// [`Error::OutOfMemory`], [`Error::Cancelled`], and the errors of reading costs.
pub fn alternatives(
    problem: &Problem<'_>,
    solution: &Solution,
    monitor: &Monitor,
) -> Result<Alternatives, Error> {
    if !solution.certificate().is_optimal() {
        return Err(Error::Unproven);
    }
    if problem.exact().is_some() {
        return exact_alternatives(problem, solution, monitor);
    }
    let prices = whole_prices(problem, solution)?;
    let residual = Residual::new(problem, solution.pairs(), &prices)?;
    let mut tight = tight_arcs(&residual, monitor)?;
    for (from, to) in residual.side_arcs().filter(|&(from, to)| residual.side_slack(from, to) == 0)
    {
        tight[from].push(to as u32);
    }
    let arcs = (0..).zip(&tight).flat_map(|(from, ends)| ends.iter().map(move |&to| (from, to)));
    let component = components(&Arcs::new(residual.nodes(), arcs)?);
    let is_column = |node: u32| (node as usize) < residual.column(problem.columns());
    let mut tied = vec![false; problem.rows()];
    for (row, arcs) in tight[..problem.rows()].iter().enumerate() {
        let together = |&node: &u32| is_column(node) && component[node as usize] == component[row];
        tied[row] |= arcs.iter().any(together);
    }
    for column in residual.column(0)..residual.column(problem.columns()) {
        for &row in &tight[column] {
            // A column's other arcs lead to the sink.
            if let Some(tied) = tied.get_mut(row as usize) {
                *tied |= component[row as usize] == component[column];
            }
        }
    }
    Ok(Alternatives {
        rows: (0..).zip(tied).filter_map(|(row, tied)| tied.then_some(row)).collect(),
    })
}

/// [`alternatives`] where costs were rounded: those of the problem that rounding leaves open.
fn exact_alternatives(
    problem: &Problem<'_>,
    solution: &Solution,
    monitor: &Monitor,
) -> Result<Alternatives, Error> {
    let (pairs, prices) = (solution.rounded_pairs(), solution.prices());
    let proof = certify_watched(problem, pairs, prices, monitor)?;
    if proof.certificate.is_optimal() {
        // No other plan is as good even within rounding.
        return Ok(Alternatives { rows: Vec::new() });
    }
    if !proof.certificate.is_optimal_rounded() {
        return Err(Error::Unproven);
    }
    let read = |finer: &Finer<'_>, open: &Problem<'_>, solution: &Solution| {
        let Alternatives { rows } = alternatives(open, solution, monitor)?;
        Ok(Alternatives { rows: rows.into_iter().map(|row| finer.row(row)).collect() })
    };
    let found = with_finer(problem, pairs, prices, proof.near_tight, monitor, read)?;
    found.ok_or(Error::Unproven)
}

/// The arcs between rows and columns that have no slack, by the node where they begin.
fn tight_arcs(residual: &Residual<'_>, monitor: &Monitor) -> Result<Vec<Vec<u32>>, Error> {
    let rows = residual.used.len();
    monitor.begin(Stage::Outcome, rows);
    let reads = sweep(0..rows, residual.problem.pairs_a_row(), |scratch, row| {
        monitor.check()?;
        let Slacks { unused, parting } = residual.read(row, scratch)?;
        monitor.advance(1);
        Ok((tight_columns(residual, &unused)?, parting))
    });
    let mut tight = Vec::with_capacity(residual.nodes());
    let mut parted = vec![Vec::new(); residual.nodes() - rows];
    for (row, read) in reads.into_iter().enumerate() {
        let (arcs, parting) = read?;
        tight.push(arcs);
        for (&column, slack) in residual.used[row].iter().zip(parting) {
            if slack == 0 {
                parted[column as usize].push(row as u32);
            }
        }
    }
    tight.extend(parted);
    Ok(tight)
}

fn tight_columns(residual: &Residual<'_>, unused: &RowCosts<'_>) -> Result<Vec<u32>, Error> {
    let tight = unused.allowed().filter(|&(_, slack)| slack == 0);
    let mut columns = room(tight.clone().count(), 1)?;
    columns.extend(tight.map(|(column, _)| residual.column(column) as u32));
    Ok(columns)
}
