//! What does the outcome mean? Each answer is a method of the outcome, in a file of its own.

mod again;
mod asked;
mod audit;
mod compare;
mod explain;
mod forced;
mod given_up;
mod other_answers;
mod quality;
mod record;
mod recruit;
mod relaxations;
mod rule_prices;
mod seat_prices;
mod standing;
mod ties;
mod weights;
mod what_if;
mod why_not;
mod why_unmatched;

pub(crate) use audit::wilson;
pub use audit::{Attributes, Audit, AuditOptions, AuditRow, Metric, Mixing, PlanPrice, UNKNOWN};
pub use compare::{
    ComparedPair, ComparedPerson, Comparison, ComparisonFacts, ComparisonSummary, PairChange,
    PersonChange, PlanNumbers, compare,
};
pub(crate) use explain::Grounds;
pub use explain::{Alternative, Common, Explanation, Meeting, Part};
pub use given_up::{GivenUp, given_up_frame};
pub use quality::{
    Balance, BlockingPair, Distribution, OtherPlan, Quality, SideQuality, WorstPair,
};
pub use record::{Record, Verification};
pub use recruit::{Recruit, recruits_frame};
pub use relaxations::{Lift, Relaxation, relaxations_frame};
pub use rule_prices::{RuleKind, RulePrice, rule_prices_frame};
pub use seat_prices::SeatPrice;
pub use weights::{WeightRange, weights_frame};
pub use what_if::WhatIf;
pub use why_not::{Move, Need, WhyNot};
pub use why_unmatched::WhyUnmatched;
