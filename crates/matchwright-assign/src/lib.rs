//! Optimal assignment in exact integer arithmetic, with capacities and a certificate.
//!
//! A problem says which rows and columns may be paired and at what cost ([`CostSource`]), how many
//! seats each of them has, and what is wanted ([`Objective`]). [`assign`] returns the best plan, the
//! prices that prove it, and a [`Certificate`] that a module of its own has checked over all pairs.
//!
//! The crate reads in one line:
//!
//! ```text
//! costs  →  problem  →  plan  →  proof  →  solver  →  solution, level_plan  →  assign, levels  →  sensitivity
//! ```
//!
//! [`solve_levels`] is the same for plans that have to keep to more ([`Demands`]): minimums, bounds on
//! groups, seats that cost something; and for several objectives in order ([`Level`]).
//!
//! Beside it stand pairs within one population ([`general`]) and plans in which no two would both rather meet
//! each other ([`stable`]), and circles of several members with one leader or none ([`circles`]); and [`remote`], for pairs
//! that other machines read.
//!
//! Three questions go on from there: whether another plan is as good ([`alternatives`]), what a
//! seat is worth ([`seat_prices`]), and which plans come next ([`k_best`]).
//!
//! Everything after [`CostView`] is integer arithmetic: no tolerance, and the same pairs on every machine
//! with every number of threads. What rounding floats to integers leaves open is solved again on a finer
//! grid, until nothing is rounded away: the plan is the best for the floats themselves ([`ExactCosts`]).
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
//!
//! # Features
//!
//! Each can be left out, and the answers stay the same.
//!
//! | feature | brings |
//! |---|---|
//! | `clock` (on by default) | limits of time, and the seconds in [`Stats`]; without it limits are refused ([`Error::NoClock`]) and seconds are 0. Never on `wasm32-unknown-unknown`, which has no clock |
//! | `rayon` (on by default) | more than one thread; without it everything stays on the thread of the caller |
//! | `reference` (on by default) | [`Method::Reference`], a second opinion by the crate `pathfinding` |
#![forbid(unsafe_code)]

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod basics;

mod costs;

mod problem;

mod plan;

mod proof;

mod solver;

mod options;

mod solution;

mod level_plan;

mod estimate;

mod assign;

mod levels;

mod sensitivity;

pub mod remote;

pub mod general;

pub mod stable;

pub mod circles;

pub use crate::assign::assign;
pub use crate::basics::memory::check_memory;
#[doc(hidden)]
pub use crate::basics::threads;
pub use crate::basics::{
    Cost, Error, FORBIDDEN, Fault, Method, Moment, Monitor, Objective, Stage, cost_limit,
};
pub use crate::costs::{
    CostFn, CostMatrix, CostSource, CostView, CsrMatrix, Digest, ExactCosts, Grid, Number, Sense,
};
pub use crate::level_plan::{Gap, LevelPlan, Search};
pub use crate::levels::{Answer, solve_levels};
pub use crate::options::Options;
pub use crate::plan::{Count, Cut, Pair, Prices, Shortage};
pub use crate::problem::{
    Constraint, Demands, Level, PairCost, Per, Problem, Quota, SeatCost, Side, Step,
};
pub use crate::proof::{Certificate, Role, Scope, StepBound, StepProof, certify, certify_levels};
pub use crate::sensitivity::{
    Alternatives, Change, SeatPrice, SeatPrices, Switch, Switches, alternatives, k_best,
    seat_prices,
};
pub use crate::solution::Solution;
pub use crate::solver::{Stats, WarmStart, recover_prices};
