//! When both have time.

use serde_json::json;

use super::super::columns::Meaning;
use super::super::draft::Draft;
use super::super::facts::Facts;
use super::super::people::People;
use super::super::text::quoted;
use crate::schema::Side;

/// So many hours a week in common are enough to meet.
const ENOUGH: u32 = 2;

pub(super) fn add(people: &People<'_>, draft: &mut Draft) {
    let [mentees, mentors] = Side::BOTH.map(|side| people.free(side, draft));
    let is_said = |columns: &[&Facts<'_>]| columns.iter().any(|facts| !facts.answers.is_empty());
    for (meaning, own) in mentees.iter().filter(|(_, columns)| is_said(columns)) {
        let Meaning::Week(week) = meaning else { continue };
        let same = mentors.iter().find(|(other, columns)| other == meaning && is_said(columns));
        let Some((_, other)) = same else { continue };
        let (key, time) = if week.is_busy { ("busy", "no time") } else { ("free", "time") };
        let pattern = quoted(&week.pattern);
        let why = format!("Of {pattern}: the hours at which people ticked that they have {time}.");
        let source = json!({ key: week.pattern });
        let column = draft.new_column(None, "hours", source, own, why);
        let why = format!("Both have time at the same hours of the week; {ENOUGH} are enough.");
        let fields = json!({ "column": column, "hours": ENOUGH });
        draft.criterion("shared_time", fields, 1.0, [own, other], why);
        return;
    }
}
