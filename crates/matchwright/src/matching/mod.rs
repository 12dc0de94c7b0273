//! From people to what the solver is asked: programme and people, checked together, and the pairs that
//! are decided before.

mod circles;
mod dense;
mod found;
mod infeasible;
mod intake;
mod matcher;
mod peers;
mod pinned;
mod question;
mod quotas;
mod ranking;
mod rematch;
mod stable;

pub(crate) use circles::member_fit;
pub(crate) use found::Found;
pub(crate) use intake::Intake;
pub use intake::PeopleTables;
pub use matcher::Matcher;
pub(crate) use pinned::Pinned;
pub(crate) use question::{OpenLevel, Question};
pub use rematch::Keep;
pub(crate) use rematch::{Earlier, Obstacle, Standing, Terms};
