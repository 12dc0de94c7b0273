//! Why no plan keeps to all minimums.

use serde::{Deserialize, Serialize};

use crate::basics::{Error, FORBIDDEN, Monitor};
use crate::plan::Pair;
use crate::problem::{Constraint, Demands, Problem, RowCosts};

/// A constraint, and the pairs that it needs, or can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The row, column or quota.
    pub of: Constraint,
    /// A number of pairs.
    pub pairs: u32,
}

/// Minimums that no plan can keep to, with what keeps them from it.
///
/// Each pair that may meet counts at least as often in `maximums` and `pairs` as it does in `minimums`. So
/// all that the minimums need together, the others have to allow; but they allow less. This is a violated
/// cut of Hoffman's circulation theorem (Hoffman 1960), and can be checked by counting
/// ([`holds`](Self::holds)).
///
/// ```
/// use matchwright_assign::{
///     Answer, Constraint, CostMatrix, Demands, FORBIDDEN, Level, Options, Problem, solve_levels,
/// };
///
/// // Both columns need two rows, and only the second may meet the third row.
/// let x = FORBIDDEN;
/// let costs = CostMatrix::from_vec(3, 2, vec![1, 5, 1, 7, x, 2])?;
/// let problem = Problem::new(&costs).column_capacity(vec![3, 3]);
/// let demands = Demands::default().column_minimum(vec![2, 2]);
/// let answer = solve_levels(&problem, &demands, &[Level::Total], &Options::default())?;
/// let Answer::Impossible(shortage) = answer else { panic!("four pairs with three rows") };
/// assert_eq!((shortage.needed(), shortage.possible()), (4, 3));
/// assert!(shortage.minimums.iter().all(|need| matches!(need.of, Constraint::Column(_))));
/// assert!(shortage.holds(&problem, &demands)?);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortage {
    /// What needs pairs, and how many.
    pub minimums: Vec<Count>,
    /// What these pairs count in as well, and how many that can have.
    pub maximums: Vec<Count>,
    /// Further pairs that may meet, sorted, each once.
    pub pairs: Vec<Pair>,
}

impl Shortage {
    /// Pairs that the minimums need together.
    #[must_use]
    pub fn needed(&self) -> u64 {
        self.minimums.iter().map(|need| u64::from(need.pairs)).sum()
    }

    /// The most pairs that they can have together.
    #[must_use]
    pub fn possible(&self) -> u64 {
        let most: u64 = self.maximums.iter().map(|most| u64::from(most.pairs)).sum();
        most + self.pairs.len() as u64
    }

    /// Whether this shows that no plan keeps to the minimums of this problem. One look at all pairs.
    ///
    /// # Errors
    /// As [`Problem::check`] and [`Demands::check`], and [`Error::CostTooLarge`].
    pub fn holds(&self, problem: &Problem<'_>, demands: &Demands) -> Result<bool, Error> {
        self.holds_watched(problem, demands, &Monitor::new())
    }

    pub(crate) fn holds_watched(
        &self,
        problem: &Problem<'_>,
        demands: &Demands,
        monitor: &Monitor,
    ) -> Result<bool, Error> {
        problem.check()?;
        demands.check(problem)?;
        let (minimums, maximums) = (sorted(&self.minimums), sorted(&self.maximums));
        let bounds = |of| demands.bounds(problem, of);
        let is_sound = minimums.iter().all(|need| bounds(need.of).0 == need.pairs)
            && maximums.iter().all(|most| bounds(most.of).1 == most.pairs)
            && minimums.is_sorted_by(|a, b| a.of < b.of)
            && maximums.is_sorted_by(|a, b| a.of < b.of)
            && self.needed() > self.possible();
        let (columns, mut costs) = (problem.seated_columns(), Vec::new());
        for row in 0..if is_sound { problem.rows() } else { 0 } {
            monitor.check()?;
            if problem.row_seats(row) == 0 {
                continue;
            }
            let read = RowCosts::read(problem, problem.limit(), row, columns.clone(), &mut costs)?;
            for (column, _) in
                read.allowed().filter(|&(column, _)| problem.column_seats(column) > 0)
            {
                let (row, column) = (row as u32, column as u32);
                let times = |list: &[Count]| {
                    let counted = demands.constraints_of(row, column);
                    counted
                        .filter(|of| list.binary_search_by_key(of, |count| count.of).is_ok())
                        .count()
                };
                let listed = self.pairs.binary_search(&Pair { row, column }).is_ok();
                if times(&minimums) > times(&maximums) + usize::from(listed) {
                    return Ok(false);
                }
            }
        }
        Ok(is_sound)
    }
}

fn sorted(counts: &[Count]) -> Vec<Count> {
    let mut sorted = counts.to_vec();
    sorted.sort_by_key(|count| count.of);
    sorted
}

/// Whether a pair may meet, where both have a seat.
pub(crate) fn may_meet(problem: &Problem<'_>, row: usize, column: usize) -> Result<bool, Error> {
    let has_seats = problem.row_seats(row) > 0 && problem.column_seats(column) > 0;
    Ok(has_seats && problem.cost_within(problem.limit(), row, column)? != FORBIDDEN)
}
