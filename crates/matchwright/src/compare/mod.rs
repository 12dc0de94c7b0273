//! What do criteria and rules have in common? Groups of equal answers, inverted lists, amounts, hours,
//! places, scales, and how columns read in a sentence.

pub(crate) mod amounts;
mod groups;
pub(crate) mod hours;
mod learned;
pub(crate) mod listings;
pub(crate) mod place;
pub(crate) mod postings;
pub(crate) mod scale;
pub(crate) mod words;

pub(crate) use amounts::Weights;
pub use groups::{Grouped, Groups};
pub use learned::Learned;
pub use place::Place;
