//! The answer: pairs, the prices that prove them, and how they were found.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::basics::{Error, Fault, Method, Monitor};
use crate::plan::{Pair, Prices, RestartLists};
use crate::problem::Problem;
use crate::proof::{Certificate, Scope, certify_watched};
use crate::solver::warm_start::Seatless;
use crate::solver::{Stats, WarmStart};

/// The best plan, with its proof.
///
/// ```
/// use matchwright_assign::{CostMatrix, Options, Pair, Problem, assign};
///
/// let costs = CostMatrix::from_vec(2, 2, vec![1, 2, 4, 8])?;
/// let solution = assign(&Problem::new(&costs), &Options::default())?;
/// assert_eq!(solution.pairs(), [Pair { row: 0, column: 1 }, Pair { row: 1, column: 0 }]);
/// assert_eq!(solution.total(), 6);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// A solution that is read back (`Deserialize`) may have been changed on the way. What can be seen without
/// the problem is checked at once; its certificate proves nothing ([`Scope::NotChecked`]) until
/// [`certified`](Self::certified) has looked at the problem. As a [`WarmStart`] it is as good as any.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Solution {
    pub(crate) pairs: Vec<Pair>,
    /// The best plan for the costs as they were rounded, where it is another one.
    #[serde(default)]
    pub(crate) rounded_pairs: Option<Vec<Pair>>,
    pub(crate) prices: Prices,
    pub(crate) certificate: Certificate,
    pub(crate) method: Method,
    #[serde(default)]
    pub(crate) seatless: Seatless,
    pub(crate) stats: Stats,
    #[serde(skip)]
    pub(crate) restart_lists: Option<Arc<RestartLists>>,
}

impl Solution {
    /// The pairs, sorted by row, then by column.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The pairs that the prices speak of: those that are best for the costs as the source has rounded them.
    /// The same as [`pairs`](Self::pairs), unless another plan is better for the exact values.
    #[must_use]
    pub fn rounded_pairs(&self) -> &[Pair] {
        self.rounded_pairs.as_deref().unwrap_or(&self.pairs)
    }

    /// Costs of the pairs plus the unmatched cost of every empty seat; where the source has rounded its costs,
    /// of the plan that is best for the rounded ones.
    #[must_use]
    pub fn total(&self) -> i128 {
        self.certificate.primal
    }

    /// What a seat is worth, and the cut that proves the number of pairs.
    #[must_use]
    pub fn prices(&self) -> &Prices {
        &self.prices
    }

    /// The checked proof.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The method that found the plan; never [`Method::Auto`].
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// What it took.
    #[must_use]
    pub fn stats(&self) -> &Stats {
        &self.stats
    }

    /// The solution with a certificate that was checked here: for one that was read back, or to see whether a
    /// plan is the best of another problem. One look at all pairs.
    ///
    /// ```
    /// use matchwright_assign::{CostMatrix, Options, Problem, Solution, assign};
    ///
    /// let costs = CostMatrix::from_vec(2, 2, vec![1, 2, 4, 8])?;
    /// let problem = Problem::new(&costs);
    /// let text = serde_json::to_string(&assign(&problem, &Options::default())?)?;
    /// let read: Solution = serde_json::from_str(&text)?;
    /// assert!(!read.certificate().is_optimal());
    /// assert!(read.certified(&problem)?.certificate().is_optimal());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`certify`](crate::certify): a plan or prices that are not of this problem.
    pub fn certified(self, problem: &Problem<'_>) -> Result<Self, Error> {
        self.certified_watched(problem, &Monitor::new())
    }

    /// As [`certified`](Self::certified), with progress and cancellation.
    ///
    /// # Errors
    /// As [`certified`](Self::certified), and [`Error::Cancelled`].
    pub fn certified_watched(
        self,
        problem: &Problem<'_>,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let proof = certify_watched(problem, &self.pairs, &self.prices, monitor)?;
        let certificate = proof.certificate;
        let seatless = Seatless::of(problem);
        Ok(Self { certificate, seatless, rounded_pairs: None, restart_lists: None, ..self })
    }

    /// What can be checked without the problem: sizes of prices, and the order of positions.
    fn check(&self) -> Result<(), Error> {
        let prices = &self.prices;
        prices.check(self.certificate.objective)?;
        let (rows, columns) = (prices.rows.len(), prices.columns.len());
        check_pairs(&self.pairs, rows, columns)?;
        check_pairs(self.rounded_pairs(), rows, columns)?;
        let is_sound =
            prices.cut.is_within(rows, columns) && self.seatless.is_within(rows, columns);
        if is_sound { Ok(()) } else { Err(Error::Positions) }
    }
}

/// As it is derived.
impl Serialize for Solution {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// As it is derived, checked.
impl<'de> Deserialize<'de> for Solution {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut solution = Self::deserialize(deserializer)?;
        solution.check().map_err(de::Error::custom)?;
        solution.certificate.scope = Scope::NotChecked;
        Ok(solution)
    }
}

fn check_pairs(pairs: &[Pair], rows: usize, columns: usize) -> Result<(), Error> {
    let mut previous = None;
    for &pair in pairs {
        let Pair { row, column } = pair;
        if row as usize >= rows || column as usize >= columns {
            return Err(Error::Plan { row, column, fault: Fault::OutOfRange });
        }
        if previous.replace(pair).is_some_and(|previous| previous >= pair) {
            return Err(Error::Plan { row, column, fault: Fault::OutOfOrder });
        }
    }
    Ok(())
}

impl WarmStart {
    /// From the plan of a problem with the same rows and columns in the same order.
    #[must_use]
    pub fn new(solution: &Solution) -> Self {
        let mut warm_start =
            Self::from_parts(solution.rounded_pairs().to_vec(), solution.prices.clone());
        warm_start.restart_lists.clone_from(&solution.restart_lists);
        warm_start.seatless.clone_from(&solution.seatless);
        warm_start.is_proven = solution.certificate.is_optimal_rounded();
        warm_start
    }
}
