//! The answer to a problem with demands and levels: pairs, and the prices that prove them.

use serde::{Deserialize, Serialize};

use crate::basics::{Error, Monitor};
use crate::plan::Pair;
use crate::problem::{Demands, Level, Problem};
use crate::proof::{Outline, StepBound, StepProof, certify_levels_watched};

/// The plan that is the best at each level, among those that are the best at all levels before it.
///
/// A plan that is read back (`Deserialize`) may have been changed on the way: it is not
/// [proven](Self::is_proven) until [`certified_watched`](Self::certified_watched) has looked at the problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelPlan {
    pairs: Vec<Pair>,
    reached: Vec<Option<i128>>,
    proof: Vec<StepProof>,
    #[serde(skip_deserializing)]
    bounds: Vec<StepBound>,
    steps: u64,
    #[serde(skip)]
    is_checked: bool,
}

impl LevelPlan {
    /// With nothing checked so far.
    pub(crate) fn new(pairs: Vec<Pair>, proof: Vec<StepProof>, steps: u64) -> Self {
        let (reached, bounds) = (Vec::new(), Vec::new());
        Self { pairs, reached, proof, bounds, steps, is_checked: false }
    }

    /// The pairs, sorted by row, then by column.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// What each level has reached: the number of pairs; the rows with a pair; the columns with one; the total;
    /// the highest cost, and with [`Level::Leximin`] the end of its step; the pairs of the lowest rank; the sum
    /// of squares. `None` where there is no pair to say something of.
    #[must_use]
    pub fn reached(&self) -> &[Option<i128>] {
        &self.reached
    }

    /// The objectives that the levels consist of, with the prices that prove them:
    /// [`certify_levels`](crate::certify_levels) checks them.
    #[must_use]
    pub fn proof(&self) -> &[StepProof] {
        &self.proof
    }

    /// What was proven about each of the objectives; nothing where the plan was read back.
    #[must_use]
    pub fn bounds(&self) -> &[StepBound] {
        &self.bounds
    }

    /// Whether the plan is proven the best over all pairs.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.is_checked && self.bounds.iter().all(StepBound::is_proven)
    }

    /// Steps of the simplex method that it took.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The plan with bounds that were computed here: for one that was read back, or to see whether a plan is
    /// the best of another problem or other levels. One look at all pairs.
    ///
    /// The objectives have to be those that the levels consist of. Where they are others, these are bounded
    /// without prices, which proves little.
    ///
    /// ```
    /// use matchwright_assign::{
    ///     CostMatrix, Demands, Level, LevelPlan, Monitor, Options, Problem, solve_levels,
    /// };
    ///
    /// let costs = CostMatrix::from_vec(2, 2, vec![1, 2, 4, 8])?;
    /// let problem = Problem::new(&costs);
    /// let (demands, levels) = (Demands::default(), [Level::Pairs, Level::Total]);
    /// let answer = solve_levels(&problem, &demands, &levels, &Options::default())?;
    /// let text = serde_json::to_string(answer.plan().expect("nothing is demanded"))?;
    ///
    /// let read: LevelPlan = serde_json::from_str(&text)?;
    /// assert!(!read.is_proven());
    /// let monitor = Monitor::new();
    /// assert!(read.certified_watched(&problem, &demands, &levels, &monitor)?.is_proven());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`certify_levels`](crate::certify_levels), and [`Error::Cancelled`].
    pub fn certified_watched(
        self,
        problem: &Problem<'_>,
        demands: &Demands,
        levels: &[Level<'_>],
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        problem.check()?;
        demands.check(problem)?;
        Level::check(levels, problem)?;
        let Self { pairs, mut proof, steps, .. } = self;
        let outline = Outline::new(problem, demands, levels, (&pairs, &proof), monitor)?;
        if !proof.iter().map(|proof| (proof.step, proof.role)).eq(outline.steps()) {
            let unpriced = |(step, role)| StepProof { step, role, prices: Vec::new() };
            proof = outline.steps().map(unpriced).collect();
        }
        let bounds = certify_levels_watched(problem, demands, levels, &pairs, &proof, monitor)?;
        let reached = outline.reached(problem, levels, &bounds);
        Ok(Self { pairs, reached, proof, bounds, steps, is_checked: true })
    }
}
