//! What does an answer consist of? Pairs, the prices of seats, and the cut that bounds how many pairs
//! there can be, or that shows that there is no plan.

mod adjacency;
mod cut;
mod pair;
mod prices;
mod restart_lists;
mod shortage;
mod takers;
pub(crate) mod whole;

pub(crate) use adjacency::Adjacency;
pub use cut::Cut;
pub(crate) use cut::{is_rising, mask};
pub use pair::Pair;
pub use prices::Prices;
pub(crate) use restart_lists::{ListedPair, Place, Reading, RestartLists, RowList};
pub(crate) use shortage::may_meet;
pub use shortage::{Count, Shortage};
