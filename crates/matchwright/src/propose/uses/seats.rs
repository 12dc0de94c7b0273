//! How many mentees a mentor takes.

use serde_json::{Value, json};

use super::super::columns::Meaning;
use super::super::draft::Draft;
use super::super::people::People;
use super::super::text::quoted;
use crate::schema::Side;

/// Mentees of a mentor who does not say how many.
const OTHERWISE: u32 = 1;

pub(super) fn add(people: &People<'_>, draft: &mut Draft) {
    let found = people.free(Side::Mentor, draft);
    let seats = found.iter().find_map(|(meaning, columns)| match meaning {
        Meaning::Seats(seats) => Some((seats, *columns.first()?)),
        _ => None,
    });
    let Some((seats, facts)) = seats else { return };
    let name = quoted(facts.name());
    let silent = facts.people - facts.answered;
    if silent > 0 {
        draft.questions.push(format!(
            "How many mentees {} take who left {name} empty? It counts as {OTHERWISE} until you change `empty` in \
             [tables.columns], or fill it in.",
            if silent == 1 { "does the mentor".to_owned() } else { format!("do the {silent} mentors") }
        ));
    }
    for (text, number) in seats.read.iter().filter(|(text, _)| seats.open.contains(text)) {
        draft.questions.push(format!(
            "How many mentees does a mentor take who says {}? It counts as {number} until you change it in \
             [tables.columns].",
            quoted(text)
        ));
    }
    let mut source = json!({ "from": facts.name() });
    let mut why = Vec::new();
    if !seats.read.is_empty() {
        let read = seats.read.iter().map(|(text, number)| (text.clone(), json!(number)));
        source["read"] = Value::Object(read.collect());
        why.push("texts as numbers");
    }
    if silent > 0 {
        source["empty"] = json!(OTHERWISE);
        why.push("what an empty cell counts as");
    }
    let column = if why.is_empty() {
        facts.name().to_owned()
    } else {
        let why = format!("Of {name}: {}.", why.join(", "));
        draft.new_column(None, "seats", source, &[facts], why)
    };
    draft.take(Side::Mentor, &[facts]);
    draft.capacity = Some((column, format!("How many mentees each mentor takes, as {name} says.")));
}
