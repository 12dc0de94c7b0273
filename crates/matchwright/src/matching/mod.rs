//! From people to what the solver is asked: programme and people, checked together, and the pairs that
//! are decided before.

mod intake;
mod matcher;
mod pinned;
mod rematch;

pub(crate) use intake::Intake;
pub use intake::PeopleTables;
pub use matcher::Matcher;
pub(crate) use pinned::Pinned;
pub use rematch::Keep;
pub(crate) use rematch::{Earlier, Obstacle, Standing, Terms};
