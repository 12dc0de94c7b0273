//! Optimal assignment in exact integer arithmetic, with capacities and a certificate.
//!
//! A problem says which rows and columns may be paired and at what cost ([`CostSource`]), how many
//! seats each of them has, and what is wanted ([`Objective`]). [`assign`] returns the best plan, the
//! prices that prove it, and a [`Certificate`] that a module of its own has checked over all pairs.
//!
//! The crate reads in one line:
//!
//! ```text
//! cost  →  problem  →  options  →  assign  →  solver  →  prices  →  certificate  →  solution
//! ```
//!
//! Three questions go on from there: whether another plan is as good ([`alternatives`]), what a
//! seat is worth ([`seat_prices`]), and which plans come next ([`k_best`]).
//!
//! Everything after [`CostView`] is integer arithmetic: no tolerance, no rounding,
//! and the same pairs on every machine with every number of threads.
//!
//! ```
//! use matchwright_assign::{CostMatrix, FORBIDDEN, Options, Problem, assign};
//!
//! // Two rows, three columns; the first row may not meet the first column.
//! let costs = CostMatrix::from_vec(2, 3, vec![FORBIDDEN, 11, 8, 8, FORBIDDEN, 7])?;
//! let solution = assign(&Problem::new(&costs), &Options::default())?;
//!
//! assert_eq!(solution.total(), 16); // row 0 with column 2, row 1 with column 0
//! assert!(solution.certificate().is_optimal());
//! # Ok::<(), matchwright_assign::Error>(())
//! ```
#![forbid(unsafe_code)]

mod cost;
mod cost_fn;
mod csr;
mod floats;
mod grid;
mod lanes;
mod matrix;
mod number;
mod view;

mod problem;
mod row_costs;

mod memory;
mod monitor;
mod options;

mod assign;
mod choose;
mod solver;
mod sweep;

mod cut;
mod prices;

mod certificate;
mod contenders;

mod seed;
mod solution;

mod residual;

mod error;

pub use crate::assign::assign;
pub use crate::certificate::{Certificate, Scope, certify};
pub use crate::cost::{Cost, CostSource, FORBIDDEN};
pub use crate::cost_fn::CostFn;
pub use crate::csr::CsrMatrix;
pub use crate::cut::Cut;
pub use crate::error::{Error, Fault};
pub use crate::grid::{Grid, Sense};
pub use crate::matrix::CostMatrix;
pub use crate::memory::check_memory;
pub use crate::monitor::{Monitor, Stage};
pub use crate::number::Number;
pub use crate::options::{Method, Options};
pub use crate::prices::{Prices, recover_prices};
pub use crate::problem::{Objective, Problem, cost_limit};
pub use crate::residual::{
    Alternatives, Change, SeatPrice, SeatPrices, alternatives, k_best, seat_prices,
};
pub use crate::seed::Seed;
pub use crate::solution::{Pair, Solution, Stats};
pub use crate::view::CostView;
