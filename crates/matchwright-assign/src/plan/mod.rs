//! What does an answer consist of? Pairs, the prices of seats, and the cut that bounds how many pairs
//! there can be.

mod contenders;
mod cut;
mod pair;
mod prices;
pub(crate) mod whole;

pub(crate) use contenders::{Contender, Contenders};
pub use cut::Cut;
pub(crate) use cut::mask;
pub use pair::Pair;
pub use prices::Prices;
