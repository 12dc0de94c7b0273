//! Where both should differ: somebody from elsewhere sees other things.

use serde_json::json;

use super::super::draft::Draft;
use super::super::people::People;
use super::super::text::quoted;
use super::named;

/// Parts of an organisation.
const NAMES: &[&str] = &[
    "department",
    "organisation",
    "organization",
    "division",
    "team",
    "unit",
    "company",
    "directorate",
    "business area",
];

pub(super) fn add(people: &People<'_>, draft: &mut Draft) {
    for facts in people.shared_labels(draft, NAMES) {
        let name = quoted(facts.name());
        let why =
            format!("{name}: somebody from elsewhere sees other things. As a rule: `must_differ`.");
        let fields = named(json!({ "column": facts.name() }), "different", facts.name());
        draft.criterion("different", fields, 0.5, [&[facts], &[facts]], why);
    }
}
