//! What it means: pure readers of what the match used and produced.

mod explain;
mod html;
mod validate;

pub use explain::{Alternative, Explanation, Meeting, Part, explain};
pub use html::html;
pub use validate::{Validation, validate, validate_with};
