//! What keeps two people apart.

use crate::program::MAX_MEMBERS;

/// Why two people may not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Barrier {
    /// The rule with this position in the programme.
    Rule(usize),
    /// The criterion with this position is below what it requires.
    Required(usize),
    /// The score is below the programme's `min_score`.
    Floor,
}

/// Everything that keeps two people apart: a bit for each rule, each criterion and the floor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Barriers(u128);

impl Barriers {
    pub(super) fn add(&mut self, barrier: Barrier) {
        self.0 |= 1 << Self::bit(barrier);
    }

    fn bit(barrier: Barrier) -> usize {
        match barrier {
            Barrier::Rule(rule) => rule,
            Barrier::Required(term) => MAX_MEMBERS + term,
            Barrier::Floor => 2 * MAX_MEMBERS,
        }
    }

    /// Whether they may meet.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those without the floor.
    pub(crate) fn rules(self) -> Self {
        Self(self.0 & !(1 << Self::bit(Barrier::Floor)))
    }

    /// One by one, in the programme's order.
    pub(crate) fn iter(self) -> impl Iterator<Item = Barrier> {
        (0..=2 * MAX_MEMBERS).filter(move |bit| self.0 >> bit & 1 == 1).map(|bit| match bit {
            bit if bit < MAX_MEMBERS => Barrier::Rule(bit),
            bit if bit < 2 * MAX_MEMBERS => Barrier::Required(bit - MAX_MEMBERS),
            _ => Barrier::Floor,
        })
    }
}
