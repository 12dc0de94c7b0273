//! The facts as a document.

#[cfg(all(feature = "excel", feature = "toml"))]
mod excel;
mod html;

#[cfg(all(feature = "excel", feature = "toml"))]
pub use excel::excel;
pub use html::html;

use crate::outcome::Outcome;

/// What is proven of a plan, in a sentence.
fn proof(outcome: &Outcome) -> &'static str {
    if outcome.certificate().is_optimal() && outcome.changes().is_some() {
        "Proven: no other plan that keeps what was told on the same terms is better. The certificate \
         was checked over all pairs in whole numbers."
    } else if outcome.certificate().is_optimal() {
        "Proven: no other plan under these rules is better. The certificate was checked over all \
         pairs in whole numbers."
    } else {
        "This plan is not proven to be the best."
    }
}
