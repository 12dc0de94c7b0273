//! What does a pair cost? The trait that a solver asks, and what implements it: integers, floats, sparse
//! rows, functions.

mod csr;
mod digest;
pub(crate) mod exact;
mod floats;
mod function;
mod grid;
mod matrix;
mod number;
mod source;
mod view;

pub use csr::CsrMatrix;
pub(crate) use digest::BLOCK;
pub use digest::Digest;
pub use exact::ExactCosts;
pub use function::CostFn;
pub use grid::{Grid, Sense};
pub use matrix::CostMatrix;
pub use number::Number;
pub use source::CostSource;
pub(crate) use source::rises_within;
pub use view::CostView;
