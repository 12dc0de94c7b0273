//! Mentoring circles: some members with one leader, or some peers without one.
//!
//! A circle costs what its members cost there, and the mean of what each of them costs beside the others. The second
//! part makes the problem quadratic: groups of three without leaders are hard already (a partition into
//! triangles, Garey and Johnson 1979). So there are three ways, and a plan says what is proven of it.
//!
//! ```text
//! Circles  →  tables  →  subsets (up to 12 members)                →  plan, proven
//!                     →  independent (nothing between members)     →  plan and its gap, proven unless the search is cut
//!                     →  running  →  start  →  search  →  polish  →  bound  →  partition  →  plan and its gap
//! ```
//!
//! The bound is the dual of a partition into circles (set partitioning): prices of members, and for each column the
//! circle that costs least beyond its members' prices, found exactly. Where few circles are near enough to these prices to be
//! in a better plan, a search over them finds the best one. [`check()`] recomputes a plan without any of this code.

mod assign;
mod bound;
mod check;
mod classes;
mod company;
mod independent;
mod partition;
mod plan;
mod polish;
mod pool;
mod pricing;
mod problem;
mod running;
mod search;
mod start;
mod state;
mod subsets;
mod tables;

pub use assign::{assign, pairs_first};
pub use check::{Value, check, value};
pub use plan::CirclePlan;
pub use problem::Circles;
