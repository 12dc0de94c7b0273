//! What does the outcome mean? Each answer is a function of what the match used and produced.

mod explain;
mod seat_prices;

pub use explain::{Alternative, Explanation, Meeting, Part, explain};
pub use seat_prices::{SeatPrice, seat_prices};
