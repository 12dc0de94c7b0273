//! What does the outcome mean? Each answer is a method of the outcome, in a file of its own.

mod explain;
mod seat_prices;

pub use explain::{Alternative, Explanation, Meeting, Part};
pub use seat_prices::SeatPrice;
