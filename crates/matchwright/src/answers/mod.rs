//! What does the outcome mean? Each answer is a method of the outcome, in a file of its own.

mod audit;
mod explain;
mod quality;
mod record;
mod seat_prices;
mod standing;

pub use audit::{Attributes, Audit, AuditOptions, AuditRow, Metric, Mixing, PlanPrice, UNKNOWN};
pub use explain::{Alternative, Explanation, Meeting, Part};
pub use quality::{
    Balance, BlockingPair, Distribution, OtherPlan, Quality, SideQuality, WorstPair,
};
pub use record::{Record, Verification};
pub use seat_prices::SeatPrice;
