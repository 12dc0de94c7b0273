//! The facts as a document.

mod html;

pub use html::html;

pub use crate::answers::{
    Alternative, Explanation, Meeting, Part, SeatPrice, explain, seat_prices,
};
pub use crate::validate::{Validation, validate, validate_with};
