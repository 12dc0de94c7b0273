//! Seats offered and taken, and what they are worth.

use crate::answers::SeatPrice;
use crate::outcome::Outcome;

/// Every mentor's seats.
pub(in crate::report) struct Loads {
    /// In the order of the ids.
    pub(in crate::report) mentors: Vec<Load>,
    pub(in crate::report) prices: Vec<SeatPrice>,
}

/// A mentor's seats.
#[derive(Debug, Clone)]
pub(in crate::report) struct Load {
    /// The position in the roster.
    pub(in crate::report) mentor: usize,
    pub(in crate::report) seats: u32,
    pub(in crate::report) taken: u32,
    /// What one more would add, and one less would take.
    pub(in crate::report) price: SeatPrice,
}

impl Loads {
    pub(super) fn new(outcome: &Outcome, prices: Vec<SeatPrice>) -> Self {
        let loads = outcome.loads().iter().zip(&prices).enumerate();
        let mentors = loads.map(|(mentor, (load, &price))| Load {
            mentor,
            seats: load.capacity,
            taken: load.load,
            price,
        });
        Self { mentors: mentors.collect(), prices }
    }

    /// Those whose next seat is worth most: where one more makes a pair more, then by what it adds.
    pub(in crate::report) fn most_wanted(&self, count: usize) -> Vec<&Load> {
        let mut mentors: Vec<&Load> = self.mentors.iter().collect();
        let worth = |load: &Load| {
            let of = |price: Option<f64>| price.unwrap_or(f64::MIN);
            (load.price.pairs_low, of(load.price.low), of(load.price.high))
        };
        mentors.sort_by(|one, other| {
            let (one, other) = (worth(one), worth(other));
            let by_price = other.1.total_cmp(&one.1).then(other.2.total_cmp(&one.2));
            other.0.cmp(&one.0).then(by_price)
        });
        mentors.truncate(count);
        mentors
    }
}
