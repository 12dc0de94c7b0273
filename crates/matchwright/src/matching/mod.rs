//! From people to what the solver is asked: a checked programme, and the pairs that are decided
//! before.

mod matcher;
mod pinned;

pub use matcher::Matcher;
pub(crate) use pinned::Pinned;
