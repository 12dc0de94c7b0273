//! What a search among plans has shown beyond what prices prove.

use serde::{Deserialize, Serialize};

use super::LevelPlan;

/// How a plan was found where some rows or columns may have nobody in the place of their minimum, or where quotas
/// cross.
///
/// No prices prove such a plan alone. What prices do prove is the [`relaxation`](Self::relaxation): the best
/// plan that may also fill some of these rows and columns in part, and break quotas that cross those before
/// them. No plan is better than that one. That none
/// is better than the plan found, or than the [`gap`](Self::gap) says, rests on the search: each of its cases
/// was solved and proven in the same way, but the cases are not kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Search {
    pub(super) relaxation: Box<LevelPlan>,
    pub(super) nodes: u64,
    pub(super) gap: Option<Gap>,
}

/// The first level at which the plan may not be the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Position among the levels.
    pub level: usize,
    /// No plan that is as good at all levels before reaches more, or less where less is better, in the sense of
    /// [`LevelPlan::reached`]. Where the level consists of several numbers, this is of the first of them, and
    /// may be what the plan has reached. `None` where nothing is known.
    pub bound: Option<i128>,
}

impl Gap {
    /// The first level at which a plan is worth something else than what bounds it.
    pub(crate) fn between(plan: &LevelPlan, bound: &LevelPlan) -> Option<Self> {
        let mut levels = plan.worth().iter().zip(bound.worth());
        let level = levels.position(|(plan, bound)| plan != bound)?;
        Some(Self { level, bound: bound.reached().get(level).copied().flatten() })
    }
}

impl Search {
    /// The best plan where the minimums of rows and columns that may have nobody do not count, nor quotas that cross
    /// those before them.
    #[must_use]
    pub fn relaxation(&self) -> &LevelPlan {
        &self.relaxation
    }

    /// Cases that were solved.
    #[must_use]
    pub fn nodes(&self) -> u64 {
        self.nodes
    }

    /// How far the plan can be from the best, where the search came to its limit; `None` where all cases were
    /// tried, or where prices of quotas that cross have shown that none is better. A plan that was checked again
    /// after it was read has the gap to its relaxation.
    #[must_use]
    pub fn gap(&self) -> Option<Gap> {
        self.gap
    }
}
