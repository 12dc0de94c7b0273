//! The manual as a page in Markdown.

use super::{Entry, Manual, Parameter};

impl Manual {
    /// The page: every kind with its formula, its parameters and an example.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let title = self.title;
        let links = self.entries.iter().map(Entry::link).collect::<Vec<_>>().join(", ");
        let sections: Vec<String> = self.entries.iter().map(Entry::section).collect();
        format!(
            "<!-- Made from the documentation of the types; `tests/manual.rs` says how. -->\n\n\
             # {title}\n\n{links}.\n\n{}{}",
            self.about_all(),
            sections.join("\n")
        )
    }

    /// What holds for every kind, where there is such a thing.
    fn about_all(&self) -> String {
        if self.common.is_empty() {
            return String::new();
        }
        let noun = self.noun;
        format!(
            "A table of people below an example holds one mentee, the first row, and mentors. What is \
             in the last column, the {noun} says of the mentee with each of them.\n\n\
             ## Every {noun}\n\nEvery {noun} can be given, besides its own parameters:\n\n{}\n",
            rows(&self.common)
        )
    }
}

impl Entry {
    fn link(&self) -> String {
        format!("[`{0}`](#{0})", self.kind)
    }

    fn section(&self) -> String {
        let Self { kind, about, parameters, example, .. } = self;
        format!(
            "## {kind}\n\n{about}\n\n{}\n```toml\n{example}```\n{}",
            rows(parameters),
            self.table()
        )
    }

    fn table(&self) -> String {
        if self.people.is_empty() {
            return String::new();
        }
        let mut lines: Vec<String> = self.people.iter().map(|cells| row(cells)).collect();
        let header = self.people.first().map_or(0, Vec::len);
        lines.insert(lines.len().min(1), format!("|{}\n", "---|".repeat(header)));
        format!("\n{}", lines.concat())
    }
}

fn rows(parameters: &[Parameter]) -> String {
    let header = "| parameter | takes | default | meaning |\n|---|---|---|---|\n";
    let rows = parameters.iter().map(|parameter| {
        let Parameter { name, takes, about, .. } = parameter;
        row(&[format!("`{name}`"), takes.clone(), parameter.usual().to_owned(), about.clone()])
    });
    header.to_owned() + &rows.collect::<String>()
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}
