//! What is proven of a plan, by the way in which it was found.

use matchwright_assign::circles::CirclePlan;
use matchwright_assign::{Certificate, LevelPlan};
use matchwright_tables::counted;
use serde::Serialize;

use super::{Bound, Status};
use crate::matching::{Found, OpenLevel};
use crate::program::Level;
use crate::scores::{GRID, sum_of_scores};

/// What proves a plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Proof {
    /// Prices prove an assignment.
    Assignment(Certificate),
    /// Prices prove one level after the other.
    Levels(LevelsProof),
    /// Prices of people and of odd sets prove the pairs of one population.
    Peers(Certificate),
    /// A bound says how much better other circles could be.
    Circles(CirclesProof),
    /// All pairs were asked whether they would both rather meet each other.
    Stable(StableProof),
}

/// What was proven of a plan with levels, minimums or quotas.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelsProof {
    /// The levels in order, each with what it has reached.
    pub levels: Vec<Reached>,
    /// Whether no plan that keeps to minimums and quotas is better at any level without being worse at one before
    /// it, over all pairs: by prices, or after a search has tried all cases, each proven by prices.
    pub is_optimal: bool,
    /// How the plan was found where no prices alone prove it: where people have their minimum or nobody, or quotas
    /// cross.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<Searched>,
}

/// What a search among plans has shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Searched {
    /// Cases that were solved, each of them a flow.
    pub cases: u64,
    /// Where the plan may not be the best; `None` where all cases were tried, or where prices show that no plan is
    /// better.
    pub gap: Option<LevelGap>,
}

/// The first level at which a plan may not be the best.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LevelGap {
    /// The name of the level; `pairs`, where mentees may have several mentors, and as many have somebody; `kept`, for
    /// the pairs that are pinned or were told.
    pub measure: &'static str,
    /// No plan that is as good at the levels before reaches more, or less where less is better. Of a level that
    /// compares several numbers, such as `leximin` and priorities, it is the first of them, and may be what the
    /// plan has.
    pub bound: Option<f64>,
}

impl LevelsProof {
    /// What a search has left open, in a sentence.
    #[must_use]
    pub fn gap_sentence(&self) -> Option<String> {
        let Searched { cases, gap } = self.search?;
        let LevelGap { measure, bound } = gap?;
        let bound = bound.map_or_else(|| "–".to_owned(), |bound| format!("{bound}"));
        Some(format!(
            "Not proven optimal: the search ended after {}, and no plan is better than {bound} in {measure}, \
             the first level in which this one may not be the best",
            counted(cases, "case", "cases")
        ))
    }
}

/// What a level has reached.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reached {
    /// The level.
    pub level: Level,
    /// Mentees, mentors, a sum of scores, the lowest score (with [`Level::Leximin`] the lower end of its step),
    /// mentees who meet their first choice, a sum of squares. `None` where there is no pair to say something of.
    pub value: Option<f64>,
}

/// What was proven of circles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CirclesProof {
    /// Members in a circle.
    pub members: usize,
    /// No plan has more.
    pub most_members: usize,
    /// The sum over members of how well they fit their circle: the leader and the other members, each with its share.
    pub fit: f64,
    /// No plan with as many members has more.
    pub most_fit: f64,
    /// Whether no plan is better.
    pub is_optimal: bool,
}

/// What was found of a stable plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StableProof {
    /// Pairs of people who would both rather meet each other.
    pub blocking_pairs: u64,
}

impl Proof {
    /// Whether it proves that no plan is better.
    #[must_use]
    pub fn is_optimal(&self) -> bool {
        match self {
            Self::Assignment(certificate) | Self::Peers(certificate) => certificate.is_optimal(),
            Self::Levels(proof) => proof.is_optimal,
            Self::Circles(proof) => proof.is_optimal,
            Self::Stable(_) => false,
        }
    }

    /// Whether it proves what the plan is said to be: the best, or stable.
    #[must_use]
    pub fn is_verified(&self) -> bool {
        match self {
            Self::Stable(proof) => proof.blocking_pairs == 0,
            _ => self.is_optimal(),
        }
    }

    /// The certificate of an assignment.
    #[must_use]
    pub fn assignment(&self) -> Option<&Certificate> {
        match self {
            Self::Assignment(certificate) => Some(certificate),
            _ => None,
        }
    }
}

/// What is proven of a plan.
#[derive(Debug, Clone)]
pub(super) struct Proven {
    pub(super) proof: Proof,
    pub(super) status: Status,
    pub(super) bound: Bound,
}

impl Proven {
    /// What a plan brings with it.
    pub(super) fn of(found: &Found) -> Self {
        match found {
            Found::Assignment(solution) => Self::new(solution.certificate().clone()),
            Found::Levels { plan, reached, gap } => Self::levels(plan, reached, *gap),
            Found::Circles { plan, worth } => Self::circles(plan, *worth),
            Found::Peers(paired) => {
                let certificate = paired.certificate.clone();
                Self { proof: Proof::Peers(certificate.clone()), ..Self::new(certificate) }
            }
            Found::Stable { stability, .. } => {
                let blocking_pairs = stability.blocking_pairs;
                let status = if stability.is_stable() { Status::Stable } else { Status::Stopped };
                let proof = Proof::Stable(StableProof { blocking_pairs });
                Self { proof, status, bound: Bound::default() }
            }
        }
    }

    fn levels(plan: &LevelPlan, reached: &[(Level, Option<i128>)], gap: Option<OpenLevel>) -> Self {
        let levels = reached.iter().map(|&(level, value)| Reached {
            level,
            value: value.map(|value| shown(level, value)),
        });
        let shown_gap = gap.map(|OpenLevel { of, bound }| LevelGap {
            measure: match of {
                None => "kept",
                Some((_, true)) => "pairs",
                Some((level, false)) => level.name(),
            },
            bound: bound.map(|bound| of.map_or(bound as f64, |(level, _)| shown(level, bound))),
        });
        let search = plan.search().map(|search| Searched { cases: search.nodes(), gap: shown_gap });
        let is_optimal = match search {
            Some(search) => search.gap.is_none(),
            None => plan.is_proven(),
        };
        let status = match (is_optimal, search) {
            (true, _) => Status::Optimal,
            (false, Some(_)) => Status::Bounded,
            (false, None) => Status::Stopped,
        };
        let bound = gap.map_or_else(Bound::default, |gap| level_bound(plan, reached, gap));
        let levels = levels.collect();
        Self { proof: Proof::Levels(LevelsProof { levels, is_optimal, search }), status, bound }
    }

    fn circles(plan: &CirclePlan, [fit, most_fit]: [f64; 2]) -> Self {
        let proof = CirclesProof {
            members: plan.placed(),
            most_members: plan.most_placed(),
            fit,
            most_fit,
            is_optimal: plan.is_proven(),
        };
        let status = match (plan.is_proven(), plan.is_stopped()) {
            (true, _) => Status::Optimal,
            (_, true) => Status::Stopped,
            _ => Status::Bounded,
        };
        let pairs = plan.most_placed().saturating_sub(plan.placed()) as u64;
        let bound = Bound { pairs, score: most_fit - fit };
        Self { proof: Proof::Circles(proof), status, bound }
    }

    /// What a certificate says.
    pub(super) fn new(certificate: Certificate) -> Self {
        let is_optimal = certificate.is_optimal();
        let status = if is_optimal { Status::Optimal } else { Status::Stopped };
        let more = if certificate.is_fullest() {
            0
        } else {
            certificate.most_pairs.saturating_sub(certificate.pairs)
        };
        let bound = Bound { pairs: more, score: sum_of_scores(certificate.gap()) };
        Self { proof: Proof::Assignment(certificate), status, bound }
    }
}

/// How many pairs more, and how much more score, a plan can have than one that may not be the best at a level.
fn level_bound(plan: &LevelPlan, reached: &[(Level, Option<i128>)], gap: OpenLevel) -> Bound {
    let own = |of: Level| {
        let own = reached.iter().find(|(level, _)| *level == of);
        own.and_then(|(_, value)| *value).unwrap_or_default()
    };
    let (total, pairs) = (own(Level::Total), plan.pairs().len() as i128);
    let bound = gap.bound.unwrap_or_default();
    let more = match gap.of {
        Some((Level::Total, _)) => {
            return Bound { pairs: 0, score: sum_of_scores(total - bound) };
        }
        Some((_, true)) => bound - pairs,
        Some((Level::Participation, _)) => bound - own(Level::Participation),
        _ => 0,
    };
    // Of the total no more is known than that no pair has more than all points.
    let score = sum_of_scores(pairs * i128::from(GRID) + total);
    Bound { pairs: more.max(0) as u64, score }
}

/// What the solver counts, as the people who read it do: costs are points with the sign turned.
fn shown(level: Level, value: i128) -> f64 {
    match level {
        Level::Total | Level::Worst | Level::Leximin => {
            // Not `-0.0` where there is nothing.
            (0 - value) as f64 / f64::from(GRID)
        }
        _ => value as f64,
    }
}
