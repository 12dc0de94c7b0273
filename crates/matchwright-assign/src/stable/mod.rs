//! Plans in which no two would both rather meet each other.
//!
//! Both sides have costs of their own, and they are only compared, never added. The proposing side asks its
//! favourites one after another; whoever is asked keeps the best so far and refuses the others (deferred acceptance,
//! Gale and Shapley 1962; with several seats Roth 1984). Of all stable plans the outcome is the best for everybody on
//! the proposing side. A pass of its own over all pairs checks that nobody is left who would change.

mod certificate;
mod preferences;
mod propose;

pub use certificate::{Stability, certify};
pub use preferences::{Preferences, Side};
pub use propose::assign;
