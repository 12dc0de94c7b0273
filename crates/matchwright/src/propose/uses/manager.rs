//! Nobody is mentored by their own manager, nor within one team.

use serde_json::json;

use super::super::draft::Draft;
use super::super::facts::Facts;
use super::super::people::People;
use super::super::text::quoted;
use super::{close, named};
use crate::roster::id_key;
use crate::schema::Side;

const NAMES: &[&str] = &["manager", "supervisor", "boss", "reports to"];

/// Names of columns in which a manager is spoken of, and not named.
const OTHERS: &[&str] = &["level", "are you", "agree", "approval", "experience", "approved"];

/// Managers may be in neither table; where this share are, the line can be followed.
const KNOWN: f64 = 0.2;

pub(super) fn add(people: &People<'_>, draft: &mut Draft) {
    let is_meant = |facts: &Facts<'_>| {
        facts.header.says(NAMES)
            && !facts.header.says(OTHERS)
            && !facts.answers.is_empty()
            && !facts.is_twice
    };
    let [mentees, mentors] = &people.sides;
    let shared = mentees.columns.iter().find_map(|own| {
        let other = mentors.column(own.name())?;
        (is_meant(own) && draft.is_free(Side::Mentee, own)).then_some([own, other])
    });
    let Some([own, other]) = shared else { return };
    let name = quoted(own.name());
    let fields = named(json!({ "column": own.name() }), "manager", own.name());
    if own.are(KNOWN, |text| people.ids.iter().any(|ids| ids.contains(&id_key(text)))) {
        let why =
            format!("{name}: nobody is mentored by somebody above or below in their own line.");
        draft.rule("not_in_reporting_line", fields, [&[own], &[other]], why);
    } else if other.answers.is_empty() {
        let why =
            "no manager in it is the id of anybody here, so that a rule on it would forbid nothing";
        close(draft, [own, other], why);
    } else {
        let why = format!("{name}: to a mentor with another manager people speak more freely.");
        draft.rule("must_differ", fields, [&[own], &[other]], why);
    }
}
