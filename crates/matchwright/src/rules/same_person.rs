//! Nobody meets themselves: the rule that every programme has unless it says otherwise.

use std::collections::HashMap;

use matchwright_tables::labels::person_key;

use super::{Judge, pairs};
use crate::roster::Roster;

/// What the rule is called in reasons.
pub(crate) const NAME: &str = "same_person";

/// Forbids pairs of one id, however each table writes it ([`person_key`]). `None` where nobody is in both
/// tables.
pub(crate) fn judge(roster: &Roster) -> Option<Box<dyn Judge>> {
    let pairs = same_ids(roster);
    (!pairs.is_empty()).then(|| pairs::judge_of(roster, pairs))
}

/// Positions of a mentee and a mentor with one id, in the order of the mentees.
pub(crate) fn same_ids(roster: &Roster) -> Vec<(u32, u32)> {
    let mut mentors: HashMap<String, Vec<u32>> = HashMap::new();
    for (mentor, id) in (0..).zip(roster.mentors().ids()) {
        mentors.entry(person_key(id)).or_default().push(mentor);
    }
    let of = |(mentee, id): (u32, &String)| {
        let mentors = mentors.get(&person_key(id)).map(Vec::as_slice).unwrap_or_default();
        mentors.iter().map(move |&mentor| (mentee, mentor))
    };
    (0..).zip(roster.mentees().ids()).flat_map(of).collect()
}
