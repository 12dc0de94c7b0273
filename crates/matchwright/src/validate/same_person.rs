//! People whose id the other table has as well, perhaps in another way of writing.

use super::look::Look;
use crate::error::Finding;
use crate::roster::Side;
use crate::rules::same_person::same_ids;

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    if !look.program.same_id_is_same_person {
        return Vec::new();
    }
    let [mentees, mentors] = Side::BOTH.map(|side| look.roster.side(side).ids());
    let pairs = same_ids(look.roster).into_iter();
    pairs
        .map(|(mentee, mentor)| {
            let (mentee, other) = (mentee as usize, &mentors[mentor as usize]);
            let message = "is in both tables, and does not meet themselves";
            let finding = look.at(Side::Mentee, mentee, message).column(look.ids.mentee());
            let finding = finding.code("same_person").value(&mentees[mentee]);
            if *other == mentees[mentee] { finding } else { finding.alike(other) }
        })
        .collect()
}
