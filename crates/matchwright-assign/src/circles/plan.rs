//! Who is in which circle, and what is proven of it.

use serde::{Deserialize, Serialize};

/// The circle of each member, and how far the plan can be from the best.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CirclePlan {
    pub(super) columns: Vec<Option<u32>>,
    pub(super) count: usize,
    pub(super) placed: usize,
    pub(super) most_placed: usize,
    pub(super) total: i128,
    pub(super) bound: i128,
    pub(super) is_stopped: bool,
}

impl CirclePlan {
    /// The column of each member; `None` for whoever is in no circle.
    #[must_use]
    pub fn columns(&self) -> &[Option<u32>] {
        &self.columns
    }

    /// The members of each column, rising; columns that do not run have none.
    #[must_use]
    pub fn circles(&self) -> Vec<Vec<u32>> {
        let mut circles = vec![Vec::new(); self.count];
        for (member, column) in (0..).zip(&self.columns) {
            if let Some(circle) = column.and_then(|column| circles.get_mut(column as usize)) {
                circle.push(member);
            }
        }
        circles
    }

    /// Members in a circle.
    #[must_use]
    pub fn placed(&self) -> usize {
        self.placed
    }

    /// No plan has more members in a circle.
    #[must_use]
    pub fn most_placed(&self) -> usize {
        self.most_placed
    }

    /// What all circles cost.
    #[must_use]
    pub fn total(&self) -> i128 {
        self.total
    }

    /// No plan with as many members in a circle as this one costs less.
    #[must_use]
    pub fn bound(&self) -> i128 {
        self.bound
    }

    /// What the total can be above the least one, at most.
    #[must_use]
    pub fn gap(&self) -> i128 {
        self.total - self.bound
    }

    /// This plan with what is proven of all plans of the same problem by another one: of a plan that was read back,
    /// whose own bounds nobody has proven here.
    #[must_use]
    pub fn bounded_by(self, other: &Self) -> Self {
        // A bound on the total is one of plans with as many members.
        let bound = if self.placed == other.placed { other.bound } else { i64::MIN.into() };
        let most_placed = other.most_placed.max(self.placed);
        let is_stopped = other.is_stopped;
        Self { most_placed, bound: bound.min(self.total), is_stopped, ..self }
    }

    /// Whether the plan is proven the best: the most members in a circle, at the least total.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.placed == self.most_placed && self.gap() == 0
    }

    /// Whether a limit of time, or whoever watches, ended the search or the proof early.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }
}
