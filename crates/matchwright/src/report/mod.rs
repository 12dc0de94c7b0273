//! What it means: pure readers of what the match used and produced.

mod explain;
mod html;
mod seat_prices;
mod validate;

pub use explain::{Alternative, Explanation, Meeting, Part, explain};
pub use html::html;
pub use seat_prices::{SeatPrice, seat_prices};
pub use validate::{Validation, validate, validate_with};
