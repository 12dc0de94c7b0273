//! Ids of one table that differ only in what nobody sees, or would write twice alike.

use std::collections::BTreeMap;

use matchwright_tables::labels::person_key;

use super::look::Look;
use crate::error::Finding;
use crate::roster::Side;

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    Side::BOTH.into_iter().flat_map(|side| of_side(look, side)).collect()
}

fn of_side(look: &Look<'_>, side: Side) -> Vec<Finding> {
    let ids = look.roster.side(side).ids();
    let mut alike: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (person, id) in ids.iter().enumerate() {
        alike.entry(person_key(id)).or_default().push(person);
    }
    let people = alike.into_values().filter(|people| people.len() > 1).flatten();
    people
        .map(|person| {
            let message =
                "ids that differ only in case, blanks or unseen characters: is it one person?";
            let finding = look.at(side, person, message).column(look.ids.of(side));
            finding.code("ids_alike").value(&ids[person])
        })
        .collect()
}
