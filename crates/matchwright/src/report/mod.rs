//! What it means: pure readers of what the match used and produced.

mod explain;
mod validate;

pub use explain::{Alternative, Explanation, Meeting, Part, explain};
pub use validate::{Validation, validate};
