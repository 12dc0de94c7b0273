//! How many mentees a mentor takes.

use serde_json::{Map, Value, json};

use super::super::columns::Meaning;
use super::super::draft::Draft;
use super::super::people::People;
use super::super::text::quoted;
use crate::schema::Side;

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
            "How many mentees do the {silent} mentors take who left {name} empty? Fill it in and run `init` \
             again; until then each mentor takes one."
        ));
        draft.close(
            Side::Mentor,
            &[facts],
            "how many mentees a mentor takes; not everybody says it",
        );
        return;
    }
    for (text, number) in seats.read.iter().filter(|(text, _)| seats.open.contains(text)) {
        draft.questions.push(format!(
            "How many mentees does a mentor take who says {}? It counts as {number} until you change it in \
             [tables.columns].",
            quoted(text)
        ));
    }
    let column = if seats.read.is_empty() {
        facts.name().to_owned()
    } else {
        let read: Map<String, Value> =
            seats.read.iter().map(|(text, number)| (text.clone(), json!(number))).collect();
        let source = json!({ "from": facts.name(), "read": read });
        draft.new_column(None, "seats", source, &[facts], format!("Of {name}: texts as numbers."))
    };
    draft.take(Side::Mentor, &[facts]);
    draft.capacity = Some((column, format!("How many mentees each mentor takes, as {name} says.")));
}
