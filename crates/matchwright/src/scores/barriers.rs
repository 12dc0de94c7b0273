//! What keeps two people apart.

use crate::program::MAX_MEMBERS;

/// The rules of a programme, and that nobody meets themselves.
const RULES: usize = MAX_MEMBERS + 1;

/// Why two people may not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Barrier {
    /// The rule with this position in the programme; the one after them is that nobody meets themselves.
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
            Barrier::Required(term) => RULES + term,
            Barrier::Floor => RULES + MAX_MEMBERS,
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
        (0..=RULES + MAX_MEMBERS).filter(move |bit| self.0 >> bit & 1 == 1).map(|bit| match bit {
            bit if bit < RULES => Barrier::Rule(bit),
            bit if bit < RULES + MAX_MEMBERS => Barrier::Required(bit - RULES),
            _ => Barrier::Floor,
        })
    }
}
