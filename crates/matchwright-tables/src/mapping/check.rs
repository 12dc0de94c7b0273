//! What makes a mapping sound, whatever the tables are.

use std::collections::BTreeSet;

use super::{Mapping, Texts};
use crate::finding::{Finding, Findings};
use crate::labels::answer_key;

impl Mapping {
    /// Everything that is wrong with the mapping itself.
    #[must_use]
    pub fn check(&self) -> Findings {
        let mut findings = Findings::default();
        let mut refuse = |field: &str, message: &str| {
            let field = format!("tables.{field}");
            let finding = Finding::new(message).table("programme").column(field);
            findings.push(finding.code("mapping"));
        };
        for (field, names) in [("id", &self.id), ("name", &self.name)] {
            if names.as_ref().is_some_and(is_blank) {
                refuse(field, "must be the name of a column, or a list of names");
            }
        }
        if self.latest.as_ref().is_some_and(|name| name.trim().is_empty()) {
            refuse("latest", "must be the name of a column");
        }
        if let Some(role) = &self.role {
            let roles = [Some(&role.mentee), Some(&role.mentor), role.both.as_ref()];
            let roles = roles.into_iter().flatten();
            let is_empty = roles.clone().any(|texts| texts.as_slice().is_empty());
            let mut keys = BTreeSet::new();
            let mut texts = roles.flat_map(Texts::as_slice);
            if is_empty || !texts.all(|text| keys.insert(answer_key(text))) {
                refuse("role", "each role needs a text, and no two roles the same");
            }
            if keys.contains("") || role.column.trim().is_empty() {
                refuse("role", "neither the column nor a text may be empty");
            }
        }
        if let Some(active) = &self.active
            && (active.column.trim().is_empty() || active.yes.as_ref().is_some_and(is_blank))
        {
            refuse("active", "needs a column, and texts that are not empty");
        }
        if self.no_answer.iter().flatten().any(|text| text.trim().is_empty()) {
            refuse(
                "no_answer",
                "must be texts that are not empty: an empty cell is no answer anyway",
            );
        }
        for (name, source) in &self.columns {
            if name.trim().is_empty() || name == "id" {
                refuse("columns", "a new column needs a name other than \"id\", which `id` makes");
            }
            for (field, message) in source.check() {
                let field = if field.is_empty() { String::new() } else { format!(".{field}") };
                refuse(&format!("columns.{name}{field}"), &message);
            }
        }
        findings
    }
}

/// Whether there is no text, or an empty one.
fn is_blank(texts: &Texts) -> bool {
    texts.as_slice().is_empty() || texts.as_slice().iter().any(|text| text.trim().is_empty())
}
