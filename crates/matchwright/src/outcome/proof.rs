//! What is proven of a plan, by the way in which it was found.

use matchwright_assign::circles::CirclePlan;
use matchwright_assign::{Certificate, StepBound};
use serde::Serialize;

use super::{Bound, Status};
use crate::matching::Found;
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
    /// it, over all pairs.
    pub is_optimal: bool,
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
            Found::Levels { plan, reached } => {
                let levels = reached.iter().map(|&(level, value)| Reached {
                    level,
                    value: value.map(|value| shown(level, value)),
                });
                let is_optimal = plan.bounds().iter().all(StepBound::is_proven);
                let proof = Proof::Levels(LevelsProof { levels: levels.collect(), is_optimal });
                let status = if is_optimal { Status::Optimal } else { Status::Stopped };
                Self { proof, status, bound: Bound::default() }
            }
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
