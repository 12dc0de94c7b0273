//! The answer to a problem with demands and levels: pairs, and the prices that prove them.

mod search;

use serde::{Deserialize, Serialize};

use crate::basics::{Error, Monitor};
use crate::plan::Pair;
use crate::problem::{Demands, Level, Problem};
use crate::proof::{Outline, StepBound, StepProof, certify_levels_watched};

pub use search::{Gap, Search};

/// What a plan is worth, level after level, and at each level number after number: less is better.
pub(crate) type Worth = Vec<Vec<i128>>;

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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    search: Option<Search>,
    /// Empty where nothing was checked.
    #[serde(skip)]
    worth: Option<Worth>,
}

impl LevelPlan {
    /// With nothing checked so far.
    pub(crate) fn new(pairs: Vec<Pair>, proof: Vec<StepProof>, steps: u64) -> Self {
        let (reached, bounds) = (Vec::new(), Vec::new());
        Self { pairs, reached, proof, bounds, steps, search: None, worth: None }
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
    /// [`certify_levels`](crate::certify_levels) checks them. Empty where a [`search`](Self::search) has found
    /// the plan: its relaxation has them.
    #[must_use]
    pub fn proof(&self) -> &[StepProof] {
        &self.proof
    }

    /// What was proven about each of the objectives; nothing where the plan was read back.
    #[must_use]
    pub fn bounds(&self) -> &[StepBound] {
        &self.bounds
    }

    /// Whether the plan is proven the best over all pairs by prices. Where a [`search`](Self::search) has found
    /// it, that is so if it is as good as the relaxation; otherwise the search alone says how good it is.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.worth.is_some()
            && match &self.search {
                None => self.bounds.iter().all(StepBound::is_proven),
                Some(search) => {
                    search.relaxation.is_proven() && search.relaxation.worth == self.worth
                }
            }
    }

    /// How the plan was found, where some rows or columns have their minimum or nobody or quotas cross, and where
    /// the best plan without these does not keep to them.
    #[must_use]
    pub fn search(&self) -> Option<&Search> {
        self.search.as_ref()
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
        let Some(search) = self.search.clone() else {
            return self.priced(problem, demands, levels, monitor);
        };
        let relaxed = demands.relaxed(problem).demands;
        let relaxation = search.relaxation.priced(problem, &relaxed, levels, monitor)?;
        let plan = self.priced(problem, demands, levels, monitor)?;
        let gap = Gap::between(&plan, &relaxation);
        Ok(plan.found_among(relaxation, search.nodes, gap))
    }

    /// With bounds by its prices.
    fn priced(
        self,
        problem: &Problem<'_>,
        demands: &Demands,
        levels: &[Level<'_>],
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let Self { pairs, mut proof, steps, .. } = self;
        let outline = Outline::new(problem, demands, levels, (&pairs, &proof), monitor)?;
        if !proof.iter().map(|proof| (proof.step, proof.role)).eq(outline.steps()) {
            let unpriced = |(step, role)| StepProof { step, role, prices: Vec::new() };
            proof = outline.steps().map(unpriced).collect();
        }
        let bounds = certify_levels_watched(problem, demands, levels, &pairs, &proof, monitor)?;
        let reached = outline.reached(problem, levels, &bounds);
        let worth = Some(outline.worth(levels, &bounds));
        Ok(Self { pairs, reached, proof, bounds, steps, search: None, worth })
    }

    /// As the best plan that a search has found.
    pub(crate) fn found_among(self, relaxation: Self, nodes: u64, gap: Option<Gap>) -> Self {
        let search = Some(Search { relaxation: Box::new(relaxation), nodes, gap });
        Self { search, ..self.without_proof() }
    }

    /// The plan alone, and what it is worth.
    pub(crate) fn without_proof(self) -> Self {
        Self { proof: Vec::new(), bounds: Vec::new(), ..self }
    }

    /// What it is worth; nothing where nothing was checked.
    pub(crate) fn worth(&self) -> &[Vec<i128>] {
        self.worth.as_deref().unwrap_or_default()
    }
}
