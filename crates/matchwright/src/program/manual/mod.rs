//! The manual: what every criterion, every rule and `[tables]` means, what it can be given, and an example.
//!
//! It is read from the JSON Schema of programmes, and that is made from the documentation of the
//! types in the two lists. Nothing is written twice.

mod page;
mod parameters;
mod prose;

use serde_json::Value;

use super::Program;
use parameters::parameters;
use prose::prose;

/// The heading in a type's documentation below which its example in TOML stands.
const EXAMPLE: &str = "# In a programme\n";

/// All criteria, all rules or the parts of `[tables]`, described.
///
/// ```
/// use matchwright::program::Manual;
///
/// let manual = Manual::of_criteria();
/// let overlap = manual.entries.iter().find(|entry| entry.kind == "overlap");
/// let parameters = overlap.map_or(&[][..], |overlap| &overlap.parameters);
/// assert_eq!(parameters[1].name, "measure");
/// assert_eq!(parameters[1].takes, r#""jaccard", "coverage", "dice" or "cosine""#);
/// assert_eq!(parameters[1].usual(), r#""jaccard""#);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Manual {
    /// "criterion", "rule" or "part".
    pub noun: &'static str,
    /// What it is about: "Criteria".
    pub title: &'static str,
    /// Every kind, in the order of the list.
    pub entries: Vec<Entry>,
    /// What each of them can be given besides its own parameters; nothing with `[tables]`.
    pub common: Vec<Parameter>,
}

/// One criterion, one rule or one part of `[tables]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its kind, as TOML has it.
    pub kind: String,
    /// What it says about people and by which formula, in Markdown.
    pub about: String,
    /// Its own parameters.
    pub parameters: Vec<Parameter>,
    /// How a programme lists it, in TOML.
    pub example: String,
    /// What it says of a mentee, the first person, with mentors, the others: rows of cells, the names
    /// of the columns first. Nothing with `[tables]`.
    pub people: Vec<Vec<String>>,
}

/// What can be given to a criterion or a rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// Its name; behind a full stop where it is a part of another one (`when.column`).
    pub name: String,
    /// What it can be.
    pub takes: String,
    /// Whether it has to be given.
    pub required: bool,
    /// What it is where it is not given, in TOML.
    pub default: Option<String>,
    /// What it means, and its range.
    pub about: String,
}

impl Manual {
    /// Every criterion.
    #[must_use]
    pub fn of_criteria() -> Self {
        Self::read("criterion", "Criteria", "Term")
    }

    /// Every rule.
    #[must_use]
    pub fn of_rules() -> Self {
        Self::read("rule", "Rules", "Clause")
    }

    /// What an export can be told to mean: `[tables]` itself, and what makes a new column.
    #[must_use]
    pub fn of_tables() -> Self {
        let schema = Program::json_schema();
        let definitions = &schema["$defs"];
        let parts = [("tables", "Mapping"), ("columns", "Source")];
        let entries = parts.map(|(kind, name)| Entry::read(definitions, &definitions[name], kind));
        Self { noun: "part", title: "Tables", entries: entries.to_vec(), common: Vec::new() }
    }

    fn read(noun: &'static str, title: &'static str, definition: &str) -> Self {
        let schema = Program::json_schema();
        let definitions = &schema["$defs"];
        let family = &definitions[definition];
        let members = list(&family["oneOf"]);
        let entries =
            members.map(|member| Entry::read(definitions, member, text_of_kind(member))).collect();
        Self { noun, title, entries, common: parameters(definitions, family, "") }
    }
}

impl Entry {
    fn read(definitions: &Value, member: &Value, kind: &str) -> Self {
        let text = text(&member["description"]);
        let (about, example) = text.split_once(EXAMPLE).unwrap_or((text, ""));
        let mut blocks = example.split("```");
        let toml = blocks.nth(1).unwrap_or_default().trim_start_matches("toml\n");
        let rows = blocks.next().unwrap_or_default().lines().filter(|line| line.starts_with('|'));
        Self {
            kind: kind.to_owned(),
            about: prose(about),
            parameters: parameters(definitions, member, ""),
            example: toml.to_owned(),
            people: rows.filter(|row| !row.starts_with("|---")).map(cells).collect(),
        }
    }

    /// What it says about people, in one sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        let first = self.about.split("\n\n").next().unwrap_or_default();
        let sentence = first.split_once(".\n").map_or(first, |(sentence, _)| sentence);
        let sentence = sentence.split_once(". ").map_or(sentence, |(sentence, _)| sentence);
        sentence.trim_end_matches('.').replace('\n', " ") + "."
    }
}

impl Parameter {
    /// What it is where it is not given: a default, "required" or "optional".
    #[must_use]
    pub fn usual(&self) -> &str {
        let without = if self.required { "required" } else { "optional" };
        self.default.as_deref().unwrap_or(without)
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn text_of_kind(member: &Value) -> &str {
    text(&member["properties"]["kind"]["const"])
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The cells of a row of a table.
fn cells(row: &str) -> Vec<String> {
    row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}
