//! What became of the pairs, and how to find out more in the next round.
//!
//! ```text
//! experiment   swaps within a band of scores, with every pair's propensity
//! ```

mod experiment;

pub use experiment::{Choice, Experiment, ExperimentOptions};
