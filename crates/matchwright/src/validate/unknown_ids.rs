//! Ids that the programme names, and that nobody has: in `pinned`, `block` and `history`.

use matchwright_tables::counted;
use std::collections::BTreeSet;

use super::alike::Known;
use super::look::Look;
use crate::error::Finding;
use crate::program::Clause;
use crate::roster::{Side, id_key};
use crate::rules::{AnyRule, Block, History};

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let rules =
        look.program.rules.iter().filter_map(|clause| Some((clause.name(), pairs(clause)?)));
    let pinned = ("pinned".to_owned(), look.program.pinned.as_slice());
    let lists = rules.chain([pinned]);
    lists.flat_map(|(name, pairs)| unknown(look, &name, pairs)).collect()
}

/// The pairs that a rule lists.
fn pairs(clause: &Clause) -> Option<&[(String, String)]> {
    match &clause.rule {
        AnyRule::Block(Block { pairs }) | AnyRule::History(History { pairs, .. }) => Some(pairs),
        _ => None,
    }
}

fn unknown(look: &Look<'_>, name: &str, pairs: &[(String, String)]) -> Vec<Finding> {
    let mentees: BTreeSet<String> = pairs.iter().map(|(mentee, _)| id_key(mentee)).collect();
    let mentors: BTreeSet<String> = pairs.iter().map(|(_, mentor)| id_key(mentor)).collect();
    let listed = [(Side::Mentee, mentees), (Side::Mentor, mentors)];
    let sides = listed.into_iter().map(|(side, ids)| unknown_of(look, name, side, &ids));
    sides.flatten().collect()
}

fn unknown_of(look: &Look<'_>, name: &str, side: Side, ids: &BTreeSet<String>) -> Vec<Finding> {
    let people = look.roster.side(side);
    let unknown: Vec<&String> = ids.iter().filter(|id| people.position(id).is_err()).collect();
    let (missing, noun) = (unknown.len(), side.noun());
    let message = format!(
        "{missing} of the {} of a {noun} {} not among the {}",
        counted(ids.len(), "id", "ids"),
        if missing == 1 { "is" } else { "are" },
        side.table()
    );
    let code = match side {
        Side::Mentee => "unknown_mentee",
        Side::Mentor => "unknown_mentor",
    };
    let mut known = Known::new(people.ids());
    unknown
        .into_iter()
        .map(|id| {
            let finding = Finding::new(&message).table("programme").column(name).code(code);
            known.likeliest(id).into_iter().fold(finding.value(id), Finding::alike)
        })
        .collect()
}
