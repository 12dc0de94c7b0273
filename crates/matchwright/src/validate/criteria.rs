//! Criteria that say the same of every pair, or nothing of any.

use super::look::Look;
use crate::error::Finding;

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let constant = look.scores.constant_criteria(look.monitor).unwrap_or_default();
    let first = look.scores.parts(0, 0).values;
    let criteria = look.scores.criteria().zip(constant).zip(first);
    let constant = criteria.filter(|((_, constant), _)| *constant);
    constant
        .map(|((criterion, _), value)| {
            let (code, says) = match value {
                Some(_) => {
                    ("criterion_constant", "says the same of every pair and decides nothing")
                }
                None => ("criterion_silent", "has no opinion on any pair and decides nothing"),
            };
            let finding = Finding::new(format!("{criterion} {says}"));
            finding.table("programme").column("criteria").code(code)
        })
        .collect()
}
