//! What happens while a mapping is applied, as it is told afterwards.

use std::collections::HashMap;

use super::note::Note;
use super::people::Person;
use super::sheet::Sheet;
use super::silence::{Bites, Silence};
use crate::counted::counted;
use crate::finding::{Findings, rows};

#[derive(Default)]
pub(super) struct Report {
    pub(super) findings: Findings,
    pub(super) notes: Vec<Note>,
}

/// Texts of one column that cannot be read, each with the cells that hold it.
pub(super) struct Unread {
    code: &'static str,
    column: String,
    message: String,
    places: HashMap<String, usize>,
    texts: Vec<Text>,
}

struct Text {
    written: String,
    /// Of the first person who wrote it.
    id: String,
    rows: Vec<usize>,
}

impl Unread {
    pub(super) fn new(code: &'static str, column: &str, message: impl Into<String>) -> Self {
        let (column, message) = (column.to_owned(), message.into());
        Self { code, column, message, places: HashMap::new(), texts: Vec::new() }
    }

    pub(super) fn add(&mut self, text: &str, person: &Person) {
        let text = text.trim();
        if let Some(have) = self.places.get(text).and_then(|&place| self.texts.get_mut(place)) {
            have.rows.push(person.row);
            return;
        }
        self.places.insert(text.to_owned(), self.texts.len());
        let (written, id) = (text.to_owned(), person.id.to_string());
        self.texts.push(Text { written, id, rows: vec![person.row] });
    }
}

impl Report {
    /// Rows are counted from 0 here, as everywhere but in texts.
    pub(super) fn note(
        &mut self,
        code: &'static str,
        sheet: &Sheet<'_>,
        column: Option<&str>,
        message: String,
        rows: Vec<usize>,
    ) {
        let rows = rows.into_iter().map(|row| sheet.row_number(row)).collect();
        let column = column.map(str::to_owned);
        self.notes.push(Note { code, table: sheet.name, column, message, rows });
    }

    /// One finding a text, at the first row that holds it.
    pub(super) fn refuse(&mut self, sheet: &Sheet<'_>, unread: Unread) {
        for text in unread.texts {
            let numbers: Vec<usize> = text.rows.iter().map(|&row| sheet.row_number(row)).collect();
            let cells = counted(numbers.len(), "cell", "cells");
            let message = format!("{} ({cells}: {})", unread.message, rows(&numbers));
            let row = text.rows.first().copied().unwrap_or_default();
            let finding = sheet.finding(row, message).id(text.id).column(&unread.column);
            self.findings.push(finding.code(unread.code).value(text.written));
        }
    }

    /// Says which texts of a column counted as no answer.
    pub(super) fn silence(
        &mut self,
        sheet: &Sheet<'_>,
        column: &str,
        silence: &Silence,
        bites: Bites,
    ) {
        if bites.rows.is_empty() {
            return;
        }
        let texts: Vec<String> = bites.texts.iter().map(|text| format!("{text:?}")).collect();
        let whose = if silence.is_default { " (the default of `no_answer`)" } else { "" };
        let answers = counted(bites.rows.len(), "answer counts", "answers count");
        let message = format!("{answers} as none: {}{whose}", texts.join(", "));
        self.note("no_answer", sheet, Some(column), message, bites.rows);
    }
}
