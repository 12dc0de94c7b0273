//! `matchwright criteria`, `rules` and `tables`: what there is, what it means, and what it takes.

use clap::Args;
use clap::builder::PossibleValuesParser;
use matchwright::criteria::AnyCriterion;
use matchwright::program::{Entry, Manual, Parameter};
use matchwright::rules::AnyRule;

use crate::streams::Answer;
use crate::tables::table;

/// Texts are broken into lines of so many characters.
const WIDTH: usize = 80;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Criteria {
    /// Which one to describe; all are listed where none is named.
    #[arg(hide_possible_values = true, value_parser = PossibleValuesParser::new(AnyCriterion::KINDS))]
    kind: Option<String>,
}

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// Which one to describe; all are listed where none is named.
    #[arg(hide_possible_values = true, value_parser = PossibleValuesParser::new(AnyRule::KINDS))]
    kind: Option<String>,
}

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Tables {
    /// Which part to describe: `tables`, or `columns` for what makes a new column.
    #[arg(hide_possible_values = true, value_parser = PossibleValuesParser::new(["tables", "columns"]))]
    part: Option<String>,
}

impl Tables {
    pub(crate) fn run(&self) -> Answer {
        show(&Manual::of_tables(), "tables", self.part.as_deref())
    }
}

impl Criteria {
    pub(crate) fn run(&self) -> Answer {
        show(&Manual::of_criteria(), "criteria", self.kind.as_deref())
    }
}

impl Rules {
    pub(crate) fn run(&self) -> Answer {
        show(&Manual::of_rules(), "rules", self.kind.as_deref())
    }
}

fn show(manual: &Manual, command: &str, kind: Option<&str>) -> Answer {
    let named = manual.entries.iter().find(|entry| Some(entry.kind.as_str()) == kind);
    Answer::Text(match named {
        Some(entry) => describe(manual, entry),
        None => list(manual, command),
    })
}

fn list(manual: &Manual, command: &str) -> String {
    let width = manual.entries.iter().map(|entry| entry.kind.len()).max().unwrap_or_default() + 2;
    let lines = manual.entries.iter().map(|entry| {
        let summary = wrapped(&entry.summary(), width);
        format!("{:width$}{}\n", entry.kind, summary.trim_start())
    });
    let lines: String = lines.collect();
    format!("{lines}\n`matchwright {command} KIND` has the whole, the parameters and an example.\n")
}

fn describe(manual: &Manual, entry: &Entry) -> String {
    let Entry { kind, about, parameters, example, people } = entry;
    let about: Vec<String> = about.split("\n\n").map(paragraph).collect();
    let (about, parameters) = (about.join("\n\n"), list_of(parameters));
    let common = match manual.common.as_slice() {
        [] => String::new(),
        common => format!("\nEvery {} can be given besides\n\n{}", manual.noun, list_of(common)),
    };
    let people = match people.as_slice() {
        [] => String::new(),
        people => format!(
            "\n{}\nThe first person is the mentee; the last column says what each mentor gets.\n",
            grid(people)
        ),
    };
    format!("{kind}\n\n{about}\n\nParameters\n\n{parameters}{common}\nExample\n\n{example}{people}")
}

/// A paragraph in lines, or the table that it is.
fn paragraph(text: &str) -> String {
    if !text.starts_with('|') {
        return wrapped(text, 0);
    }
    let rows = text.lines().filter(|row| !row.starts_with("|---"));
    let bar = "\u{0}";
    let cells = |row: &str| {
        let cells = row.replace("\\|", bar);
        cells.trim_matches('|').split('|').map(|cell| cell.trim().replace(bar, "|")).collect()
    };
    grid(&rows.map(cells).collect::<Vec<_>>())
}

/// Rows of cells, the names of the columns first.
fn grid(rows: &[Vec<String>]) -> String {
    let Some((names, rows)) = rows.split_first() else { return String::new() };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut table = table(&names, &[]);
    table.add_rows(rows);
    table.trim_fmt()
}

fn list_of(parameters: &[Parameter]) -> String {
    let lines = parameters.iter().map(|parameter| {
        let Parameter { name, takes, about, .. } = parameter;
        let default = if parameter.default.is_some() { "default " } else { "" };
        format!("  {name}: {takes}; {default}{}\n{}\n", parameter.usual(), wrapped(about, 6))
    });
    lines.collect()
}

/// A text in lines that begin with so many blanks.
fn wrapped(text: &str, blanks: usize) -> String {
    let margin = " ".repeat(blanks);
    let (mut lines, mut line) = (String::new(), String::new());
    for word in text.split_whitespace() {
        let length = blanks + line.chars().count() + word.chars().count();
        if !line.is_empty() && length >= WIDTH {
            lines.extend([&margin, &line, "\n"]);
            line.clear();
        }
        line += if line.is_empty() { "" } else { " " };
        line += word;
    }
    lines + &margin + &line
}
