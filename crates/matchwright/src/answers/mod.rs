//! What does the outcome mean? Each answer is a method of the outcome, in a file of its own.

mod compare;
mod explain;
mod rule_prices;
mod seat_prices;
mod what_if;

pub use compare::{
    ComparedPair, ComparedPerson, Comparison, ComparisonFacts, ComparisonSummary, PairChange,
    PersonChange, PlanNumbers, compare,
};
pub use explain::{Alternative, Explanation, Meeting, Part};
pub use rule_prices::{RuleKind, RulePrice, rule_prices_frame};
pub use seat_prices::SeatPrice;
pub use what_if::WhatIf;
