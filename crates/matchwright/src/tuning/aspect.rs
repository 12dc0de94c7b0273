//! What feedback says of a pair.

/// What feedback says of a pair; each is a column, and may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// How well the two fit, from 1 to 5.
    Fit,
    /// Whether the goal was reached.
    GoalReached,
    /// Whether the pair was accepted, or declined.
    Accepted,
    /// Whether the relationship ended before its time.
    EndedEarly,
    /// How many meetings were held.
    Meetings,
}

impl Aspect {
    /// All of them, the most telling first.
    pub const ALL: [Self; 5] =
        [Self::Fit, Self::GoalReached, Self::Accepted, Self::EndedEarly, Self::Meetings];

    /// The name of its column.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fit => "fit",
            Self::GoalReached => "goal_reached",
            Self::Accepted => "accepted",
            Self::EndedEarly => "ended_early",
            Self::Meetings => "meetings",
        }
    }

    /// The one with this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aspect| aspect.name() == name)
    }

    /// What makes an answer a good one, in words.
    pub(crate) fn good_in_words(self) -> &'static str {
        match self {
            Self::Fit => "a fit of 4 or 5",
            Self::GoalReached => "the goal was reached",
            Self::Accepted => "accepted",
            Self::EndedEarly => "not ended early",
            Self::Meetings => "more meetings than half of the pairs had",
        }
    }

    /// How good each of these answers is, the higher the better, with the answers in their order.
    pub(super) fn outcomes(self, answers: &[f64]) -> Vec<Outcome> {
        let mut sorted = answers.to_vec();
        sorted.sort_by(f64::total_cmp);
        let most = sorted.last().copied().unwrap_or_default().max(1.0);
        let median = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
        let outcome = |&answer: &f64| match self {
            Self::Fit => {
                Outcome { value: answer, is_good: answer >= 4.0, gain: (answer - 1.0) / 4.0 }
            }
            Self::GoalReached | Self::Accepted => {
                Outcome { value: answer, is_good: answer > 0.0, gain: answer }
            }
            Self::EndedEarly => {
                Outcome { value: -answer, is_good: answer < 0.5, gain: 1.0 - answer }
            }
            Self::Meetings => {
                Outcome { value: answer, is_good: answer > median, gain: answer / most }
            }
        };
        answers.iter().map(outcome).collect()
    }
}

/// How a pair went, by one aspect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Outcome {
    /// The higher the better; nothing else is said by it.
    pub(super) value: f64,
    /// Whether it counts as good where there are only two kinds.
    pub(super) is_good: bool,
    /// From 0 to 1: what it is worth in a list.
    pub(super) gain: f64,
}
