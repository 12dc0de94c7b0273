//! Tables from CSV: a header line, commas, double quotes, UTF-8.

use std::io::{self, Read};
use std::path::Path;

use super::quotes::Quotes;
use crate::error::{Error, reserve};
use crate::table::{Cell, Table};

impl Table {
    /// Reads a CSV file with a header line.
    ///
    /// # Errors
    /// [`Error::File`] where it cannot be read, [`Error::Syntax`] where it is not CSV.
    pub fn from_csv(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref().display().to_string();
        let file = std::fs::File::open(&path)
            .map_err(|source| Error::File { path: path.clone(), source })?;
        Self::from_csv_reader(file, &path)
    }

    /// Reads CSV from memory or any other source; `origin` names it in errors.
    ///
    /// ```
    /// use matchwright_tables::{Cell, Table};
    ///
    /// let table = Table::from_csv_reader("id,skills\ne1,python:4; sql\n".as_bytes(), "example")?;
    /// assert_eq!(table.column("skills").unwrap()[0], Cell::Text("python:4; sql".into()));
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Syntax`] where it is not CSV in UTF-8, a row has more or fewer cells than the header,
    /// or a quote is not closed, or not at the end of its cell.
    pub fn from_csv_reader(reader: impl Read, origin: &str) -> Result<Self, Error> {
        let mut reader = csv::Reader::from_reader(Quotes::new(reader));
        let syntax = |error: csv::Error| Error::Syntax {
            origin: origin.to_owned(),
            message: describe(&error),
        };
        let names: Vec<String> = reader.headers().map_err(syntax)?.iter().map(clean_name).collect();
        let mut columns: Vec<Vec<Cell>> = vec![Vec::new(); names.len()];
        let mut rows = 0;
        for record in reader.records() {
            for (column, text) in columns.iter_mut().zip(&record.map_err(syntax)?) {
                reserve(column, 1)?;
                column.push(cell(text)?);
            }
            rows += 1;
        }
        let mut table = Self::new(rows);
        names.into_iter().zip(columns).for_each(|(name, cells)| table.insert(name, cells));
        Ok(table)
    }
}

/// Spreadsheets put a byte order mark before the first name, and people put blanks around names.
fn clean_name(name: &str) -> String {
    name.trim_start_matches('\u{feff}').trim().to_owned()
}

fn cell(text: &str) -> Result<Cell, Error> {
    if text.trim().is_empty() {
        return Ok(Cell::Missing);
    }
    let mut bytes = Vec::new();
    reserve(&mut bytes, text.len())?;
    bytes.extend_from_slice(text.as_bytes());
    Ok(String::from_utf8(bytes).map_or(Cell::Missing, Cell::Text))
}

/// The library's own text without the values that a row holds.
fn describe(error: &csv::Error) -> String {
    let line = error.position().map_or(String::new(), |at| format!(", line {}", at.line()));
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => format!("not UTF-8{line}"),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} cells where the header has {expected_len}{line}")
        }
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            error.to_string()
        }
        csv::ErrorKind::Io(error) => format!("cannot be read: {error}"),
        _ => format!("not CSV{line}"),
    }
}
