//! What does everything else stand on? Costs and their limits, errors, memory, threads, vectors.

mod clock;
pub(crate) mod components;
mod cost;
mod error;
pub(crate) mod lanes;
pub(crate) mod memory;
mod method;
mod monitor;
mod objective;
pub(crate) mod sweep;
pub mod threads;
pub(crate) mod trees;

pub use clock::Moment;
pub use cost::{Cost, FORBIDDEN, cost_limit};
pub(crate) use cost::{PRICE_LIMIT, grid_limit};
pub use error::{Error, Fault};
pub use method::Method;
pub use monitor::{Monitor, Stage};
pub use objective::Objective;
