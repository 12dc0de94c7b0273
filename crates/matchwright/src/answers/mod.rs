//! What does the outcome mean? Each answer is a method of the outcome, in a file of its own.

mod again;
mod asked;
mod explain;
mod relaxations;
mod seat_prices;
mod ties;
mod weights;
mod why_not;
mod why_unmatched;

pub(crate) use explain::Grounds;
pub use explain::{Alternative, Common, Explanation, Meeting, Part};
pub use relaxations::{Lift, Relaxation, relaxations_frame};
pub use seat_prices::SeatPrice;
pub use weights::{WeightRange, weights_frame};
pub use why_not::{Move, Need, WhyNot};
pub use why_unmatched::WhyUnmatched;
