//! From the rows of a sheet to a table: which row is the header, and what is passed over.
//!
//! | above or below the header | what happens |
//! |---|---|
//! | empty rows | passed over and counted |
//! | a title, or names of groups, in a few cells of a row above a full one | passed over and said |
//! | Qualtrics' question texts and `{"ImportId":…}` below the names | passed over and said |
//! | labels below technical names, of which half are the same but for case, blanks and marks | passed over and said |

use super::limits::{MAX_CELLS, too_much};
use crate::counted::counted;
use crate::error::{Error, reserve};
use crate::reading::Reading;
use crate::table::{Cell, Table};

/// Rows that are looked at before it is decided which one is the header.
const HEAD: usize = 6;

/// A header has so many names before titles above it are looked for.
const FEWEST_NAMES: usize = 4;

/// A row of titles fills one cell of so many.
const TITLE_SHARE: usize = 3;

/// How Qualtrics begins every cell of its third row.
const IMPORT_ID: &str = "{\"ImportId\"";

/// The cells of a row that hold something, by position.
pub(super) type Row = Vec<(usize, Cell)>;

/// Takes the rows of a sheet, top down, and becomes a table. O(cells).
pub(super) struct Rows<'a> {
    origin: &'a str,
    reading: Reading,
    /// Rows before it is known which one is the header, with their numbers.
    head: Vec<(usize, Row)>,
    is_decided: bool,
    /// Number of the last row that was taken or passed over.
    last: usize,
    width: usize,
    names: Vec<Option<String>>,
    columns: Vec<Vec<Cell>>,
    numbers: Vec<usize>,
    cells: usize,
}

impl<'a> Rows<'a> {
    /// Rows are counted from 1; the first `skip_rows` of them are never seen here.
    pub(super) fn new(origin: &'a str, reading: Reading, skip_rows: usize) -> Self {
        Self {
            origin,
            reading,
            head: Vec::new(),
            is_decided: false,
            last: skip_rows,
            width: 0,
            names: Vec::new(),
            columns: Vec::new(),
            numbers: Vec::new(),
            cells: 0,
        }
    }

    /// The next row that holds something; numbers that were left out were empty rows.
    pub(super) fn push(&mut self, number: usize, row: Row) -> Result<(), Error> {
        self.pass(number.saturating_sub(1));
        self.last = number;
        self.widen(row.last().map_or(0, |(column, _)| column + 1));
        if self.is_decided {
            return self.take(number, row);
        }
        self.head.push((number, row));
        if self.head.len() == HEAD { self.decide() } else { Ok(()) }
    }

    /// Empty rows up to this number.
    pub(super) fn pass(&mut self, number: usize) {
        self.reading.empty_rows += number.saturating_sub(self.last);
        self.last = self.last.max(number);
    }

    /// Says something about the sheet.
    #[cfg(feature = "excel")]
    pub(super) fn note(&mut self, note: String) {
        self.reading.note(note);
    }

    /// The sheet is so wide, whatever its cells hold.
    pub(super) fn widen(&mut self, width: usize) {
        self.width = self.width.max(width);
    }

    /// The table, where that is all.
    pub(super) fn finish(mut self) -> Result<Table, Error> {
        self.decide()?;
        self.names.resize(self.width, None);
        self.columns.resize(self.width, Vec::new());
        let mut table = Table::new(self.numbers.len());
        let mut nameless = 0;
        for (name, cells) in self.names.into_iter().zip(self.columns) {
            if name.is_none() && cells.is_empty() {
                self.reading.empty_columns += 1;
                continue;
            }
            nameless += usize::from(name.is_none());
            self.cells += self.numbers.len() - cells.len();
            if self.cells > MAX_CELLS {
                return Err(too_much(self.origin, "cells", MAX_CELLS));
            }
            table.insert(name.unwrap_or_default(), padded(cells, self.numbers.len())?);
        }
        if nameless > 0 {
            self.reading.note(nameless_note(nameless));
        }
        Ok(table.read_as(self.reading, self.numbers))
    }

    fn take(&mut self, number: usize, row: Row) -> Result<(), Error> {
        let at = self.numbers.len();
        for (column, cell) in row {
            if self.columns.len() <= column {
                self.columns.resize(column + 1, Vec::new());
            }
            if let Some(cells) = self.columns.get_mut(column) {
                self.cells += (at + 1).saturating_sub(cells.len());
                if self.cells > MAX_CELLS {
                    return Err(too_much(self.origin, "cells", MAX_CELLS));
                }
                if cells.len() < at {
                    *cells = padded(std::mem::take(cells), at)?;
                }
                reserve(cells, 1)?;
                cells.push(cell);
            }
        }
        reserve(&mut self.numbers, 1)?;
        self.numbers.push(number);
        Ok(())
    }

    /// Finds the header among the first rows and hands on those below it.
    fn decide(&mut self) -> Result<(), Error> {
        if self.is_decided {
            return Ok(());
        }
        self.is_decided = true;
        let header = header_of(&self.head);
        let mut below = std::mem::take(&mut self.head).split_off(header);
        if below.is_empty() {
            return Ok(());
        }
        let (number, names) = below.remove(0);
        self.reading.header_row = Some(number);
        if header > 0 {
            let rows = if header == 1 { "row" } else { "rows" };
            let note =
                format!("header in row {number}, {header} {rows} of titles above it passed over");
            self.reading.note(note);
        }
        self.names.resize(self.width, None);
        for (column, cell) in names {
            if let Some(name) = self.names.get_mut(column) {
                *name = Some(cell.to_string().trim().to_owned());
            }
        }
        if below.first().is_some_and(|(_, row)| is_labels(&self.names, row)) {
            let (label_row, _) = below.remove(0);
            let note = format!("a second header row of labels (row {label_row}) passed over");
            self.reading.note(note);
        }
        let extra = below.iter().take(2).position(|(_, row)| is_import_ids(row));
        let extra = below.drain(..extra.map_or(0, |at| at + 1)).count();
        if extra > 0 {
            self.reading.note(format!(
                "{extra} more header rows of Qualtrics below row {number} passed over"
            ));
        }
        below.into_iter().try_for_each(|(number, row)| self.take(number, row))
    }
}

fn nameless_note(count: usize) -> String {
    counted(
        count,
        "column holds something and has no name",
        "columns hold something and have no name",
    )
}

fn padded(mut cells: Vec<Cell>, rows: usize) -> Result<Vec<Cell>, Error> {
    let more = rows.saturating_sub(cells.len());
    reserve(&mut cells, more)?;
    cells.resize(rows, Cell::Missing);
    Ok(cells)
}

/// The position of the header: the first row, unless a later one fills at least [`TITLE_SHARE`] times as
/// many cells as any before it, each with a text of its own.
fn header_of(head: &[(usize, Row)]) -> usize {
    let mut fullest = 0;
    for (at, (_, row)) in head.iter().enumerate() {
        if at > 0 && row.len() >= FEWEST_NAMES.max(TITLE_SHARE * fullest) && is_names(row) {
            return at;
        }
        fullest = fullest.max(row.len());
    }
    0
}

/// Whether every cell is a text that stands there once and is no number.
fn is_names(row: &Row) -> bool {
    let name = |(_, cell): &(usize, Cell)| match cell {
        Cell::Text(text) if text.trim().parse::<f64>().is_err() => Some(text.trim().to_lowercase()),
        _ => None,
    };
    let mut names: Vec<Option<String>> = row.iter().map(name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    names.len() == count && !names.contains(&None)
}

/// Whether a row says again what the columns are called, as exports do that have technical names above labels:
/// every column has a label of its own, and half of them or more are the name but for case, blanks and marks.
/// Nobody's answers are the names of the questions.
fn is_labels(names: &[Option<String>], row: &Row) -> bool {
    let key = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let is_same = |(column, cell): &&(usize, Cell)| {
        let name = names.get(*column).and_then(Option::as_ref);
        let key_of = name.map(|name| key(name)).filter(|key| !key.is_empty());
        key_of.is_some_and(|name| name == key(&cell.to_string()))
    };
    let count = names.iter().flatten().count();
    count >= FEWEST_NAMES
        && row.len() == count
        && is_names(row)
        && 2 * row.iter().filter(is_same).count() >= count
}

fn is_import_ids(row: &Row) -> bool {
    let is_one =
        |cell: &Cell| matches!(cell, Cell::Text(text) if text.trim().starts_with(IMPORT_ID));
    !row.is_empty() && row.iter().all(|(_, cell)| is_one(cell))
}
