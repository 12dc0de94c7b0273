//! What feedback says about the weights: what each criterion says of given pairs, weights that are learned from
//! how pairs went, and how far they can be trusted.
//!
//! ```text
//! contributions            what every criterion and rule says of listed pairs
//! spread                   weights from the people alone, a suggestion
//! feedback, aspect         how pairs went, as a table says
//! labelled, comparisons    pairs with what criteria say of them (places: where their people stand); which of two went better
//! newton, linear, choose   weights that make that likely, pulled towards others as held-out mentees say
//! intervals                what weights may be by the feedback alone
//! scorings, measures       ways to score the same pairs, and how good each is
//! evaluate, learn          the two doors; evaluation_table and learned say what came out
//! values                   the same learning without people
//! ```

mod aspect;
mod choose;
mod comparisons;
mod contributions;
mod evaluate;
mod evaluation_table;
mod feedback;
mod intervals;
mod labelled;
mod learn;
mod learned;
mod linear;
mod measures;
mod newton;
mod places;
mod scorings;
mod spread;
mod values;

pub use aspect::Aspect;
pub use contributions::{Contribution, Contributions};
pub use evaluate::{CalibrationRow, EvaluateOptions, Evaluation, EvaluationRow};
pub(crate) use evaluation_table::in_short;
pub use feedback::Feedback;
use labelled::Labelled;
pub use learn::LearnOptions;
pub use learned::{Learned, LearnedWeight, Length, POINTWISE};
pub use measures::Measure;
pub use spread::{SpreadWeight, SpreadWeights};
pub use values::{ValueWeights, ValuedPairs};
