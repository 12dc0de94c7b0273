//! What both list.

use serde_json::json;

use super::super::columns::Meaning;
use super::super::draft::Draft;
use super::super::people::People;
use super::super::text::quoted;
use super::{Listed, named};
use crate::schema::Side;

pub(super) fn add(people: &People<'_>, draft: &mut Draft) {
    let [mentees, mentors] = Side::BOTH.map(|side| Listed::all(people, side, draft));
    let is_list = |listed: &Listed<'_, '_>| *listed.meaning != Meaning::Label;
    for own in &mentees {
        // With few people, only one side may show that it is a list.
        let mut lists = mentors.iter().filter(|other| is_list(own) || is_list(other));
        let shared = lists.find_map(|other| asked_of_both(own, other));
        let Some([own, other]) = shared else { continue };
        let columns = [own.columns.as_slice(), other.columns.as_slice()];
        if own.common(&other) == 0 {
            let why = "mentees and mentors list nothing in common";
            for (side, columns) in Side::BOTH.into_iter().zip(columns) {
                draft.leave(side, columns, why);
            }
            continue;
        }
        let name = quoted(own.name());
        let column = own.column("lists", draft);
        if own.says(LANGUAGES) {
            let why = format!("{name}: two people need a language in common.");
            draft.rule("must_share", json!({ "column": column }), columns, why);
            continue;
        }
        let others = if own.columns.len() > 1 { " and its neighbours" } else { "" };
        let why = format!("{name}{others}: what both chose, a rare choice counting more.");
        let fields = named(json!({ "column": column, "rarity": true }), "overlap", &column);
        draft.criterion("overlap", fields, 1.0, columns, why);
    }
}

const LANGUAGES: &[&str] = &["language"];

/// A question that both sides were asked; of several options, those that both have.
fn asked_of_both<'a, 't>(
    own: &Listed<'a, 't>,
    other: &Listed<'a, 't>,
) -> Option<[Listed<'a, 't>; 2]> {
    let kept = |listed: &Listed<'a, 't>, other: &Listed<'a, 't>| {
        let is_there = |name: &str| other.columns.iter().any(|facts| facts.name() == name);
        let columns: Vec<_> =
            listed.columns.iter().copied().filter(|facts| is_there(facts.name())).collect();
        Listed::new(listed.meaning, columns)
    };
    let is_whole = |part: &Listed<'_, '_>| match own.meaning {
        Meaning::Ticked(_) => part.columns.len() > 1,
        _ => part.columns.len() == own.columns.len(),
    };
    let (mine, theirs) = (kept(own, other)?, kept(other, own)?);
    is_whole(&mine).then_some([mine, theirs])
}
