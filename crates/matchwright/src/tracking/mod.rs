//! What became of the pairs, and how to find out more in the next round.
//!
//! ```text
//! reading      small tables of the programme's own, with everything wrong in them named together
//! statistics   estimates with their intervals; line, straight lines
//! experiment   swaps within a band of scores, with every pair's propensity
//! policy       what another plan would have been worth, from the outcomes of an experiment
//! balance      whether two groups of people are alike, column after column
//! compared     matched people beside unmatched ones who resemble them
//! progress     states of pairs, key figures, targets
//! ```

mod balance;
mod compared;
mod experiment;
mod line;
mod policy;
mod progress;
mod reading;
mod statistics;

pub use balance::{Balance, Difference, LARGE, SMALL};
pub use compared::{Comparability, Compared};
pub use experiment::{Choice, Experiment, ExperimentOptions};
pub use policy::{Choices, Estimator, Observed, PolicyPairs, PolicyValue, Valued, policy_value};
pub use progress::{
    KeyFigure, OUTCOMES, Reached, State, Target, TrackOptions, TrackedPair, TrackedPairs, Tracking,
    balance_of, track,
};
pub(crate) use progress::{NO_CAUSE, short, signed, spaced};
pub use reading::Day;
pub use statistics::Estimate;
