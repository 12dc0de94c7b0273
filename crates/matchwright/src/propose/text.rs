//! The proposal as TOML with comments: why each criterion, what to decide, what was left out and why.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::LeftOut;
use super::draft::Draft;

/// How many names a comment lists. A table can have thousands of columns.
const NAMED: usize = 40;

/// How much of a column's name a comment shows, in characters.
const SHOWN: usize = 80;

/// Lines of comments are as wide as this at most, where words allow it.
const WIDTH: usize = 100;

const HEAD: &str = "A first programme, proposed from the data. Read it before use: what counts is for people \
                    to decide. `matchwright validate` says what is odd, `matchwright match` makes the plan. \
                    Weights count against each other: a criterion of weight 2 counts twice one of weight 1. A \
                    rule forbids and never scores.";

const NO_CRITERION: &str =
    "No column says how well two people fit. A programme needs a criterion, such as:";

/// The whole text.
pub(super) fn write(draft: &Draft, left_out: &[LeftOut]) -> String {
    let mut text = Text::default();
    text.comment(HEAD);
    text.list("To decide:", &draft.questions);
    text.list("What these people suggest beside it:", &draft.hints);
    text.capacity(draft);
    text.mapping(draft);
    for (family, blocks) in [("criteria", &draft.criteria), ("rules", &draft.rules)] {
        for block in blocks {
            text.line("");
            text.comment(&block.why);
            text.line(&format!("[[{family}]]"));
            text.fields(&block.fields);
        }
    }
    if draft.criteria.is_empty() {
        text.line("");
        text.comment(NO_CRITERION);
        for line in ["[[criteria]]", "kind = \"same\"", "column = \"site\"", "weight = 1"] {
            text.line(&format!("# {line}"));
        }
    }
    text.left_out(left_out);
    text.0
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn list(&mut self, heading: &str, items: &[String]) {
        if !items.is_empty() {
            self.line("");
            self.comment(heading);
            for item in items {
                self.item(item);
            }
        }
    }

    fn capacity(&mut self, draft: &Draft) {
        self.line("");
        if let Some((column, why)) = &draft.capacity {
            self.comment(why);
            self.line(&format!("capacity = {}", quoted(column)));
        } else {
            self.comment(
                "How many mentees each mentor takes: a number, or the mentors' column of it.",
            );
            self.line("capacity = 1");
        }
        self.comment(
            "Most people first (\"participation\"), or the highest total score (\"total\").",
        );
        self.line("objective = \"participation\"");
    }

    fn mapping(&mut self, draft: &Draft) {
        if draft.mapping.is_empty() && draft.columns.is_empty() {
            return;
        }
        self.line("");
        self.line("[tables]");
        for (key, value, why) in &draft.mapping {
            self.comment(why);
            self.line(&format!("{key} = {}", toml(value)));
        }
        if !draft.columns.is_empty() {
            self.line("");
            self.line("[tables.columns]");
        }
        for (name, new) in &draft.columns {
            self.comment(&new.why);
            self.line(&format!("{} = {}", key(name), toml(&new.source)));
        }
    }

    fn fields(&mut self, fields: &Map<String, Value>) {
        for (name, value) in fields {
            self.line(&format!("{} = {}", key(name), toml(value)));
        }
    }

    /// Columns by the reason, for each table.
    fn left_out(&mut self, left_out: &[LeftOut]) {
        let mut reasons: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for LeftOut { table, column, why } in left_out {
            reasons.entry((table, why)).or_default().push(column);
        }
        let mut last = "";
        for ((table, why), columns) in reasons {
            if table != last {
                self.line("");
                self.comment(&format!("Not used, of the {table}:"));
                last = table;
            }
            let mut names: Vec<String> =
                columns.iter().take(NAMED).map(|name| quoted(&shortened(name))).collect();
            if columns.len() > NAMED {
                names.push(format!("and {} more", columns.len() - NAMED));
            }
            self.item(&format!("{} ({why})", names.join(", ")));
        }
    }

    /// A paragraph behind `#`. Names in it are quoted, so that none can end the comment.
    fn comment(&mut self, text: &str) {
        self.wrapped(text, "# ", "# ");
    }

    fn item(&mut self, text: &str) {
        self.wrapped(text, "# - ", "#   ");
    }

    fn wrapped(&mut self, text: &str, first: &str, next: &str) {
        let mut line = first.to_owned();
        let mut is_empty = true;
        for word in text.split_whitespace() {
            if !is_empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.line(&line);
                next.clone_into(&mut line);
                is_empty = true;
            }
            line.push_str(if is_empty { "" } else { " " });
            line.push_str(word);
            is_empty = false;
        }
        self.line(line.trim_end());
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.0, "{text}");
    }
}

/// A value as TOML writes it in one line.
fn toml(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        Value::Array(values) => {
            format!("[{}]", values.iter().map(toml).collect::<Vec<_>>().join(", "))
        }
        Value::Object(fields) => {
            let field =
                |(name, value): (&String, &Value)| format!("{} = {}", key(name), toml(value));
            format!("{{ {} }}", fields.iter().map(field).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

fn key(name: &str) -> String {
    let is_bare = !name.is_empty()
        && name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'_' | b'-'));
    if is_bare { name.to_owned() } else { quoted(name) }
}

/// A TOML string. Every JSON string is one, but for the character 127, which TOML wants escaped.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

fn shortened(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
