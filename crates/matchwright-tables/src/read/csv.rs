//! Tables from text files: a header line, one record a row, cells in quotes where they must be.

use std::io::Read;
use std::path::Path;

use super::options::ReadOptions;
use super::quotes::{Record, Records};
use super::rows::Rows;
use super::{decimal, encoding, separator};
use crate::error::{Error, reserve};
use crate::reading::Reading;
use crate::table::{Cell, Table};

impl Table {
    /// Reads a CSV file with a header line, whatever its name ends in.
    ///
    /// # Errors
    /// [`Error::File`] where it cannot be read, [`Error::Syntax`] where it is not CSV.
    pub fn from_csv(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref().display().to_string();
        let file = std::fs::File::open(&path)
            .map_err(|source| Error::File { path: path.clone(), source })?;
        Self::from_csv_reader(file, &path)
    }

    /// Reads CSV from memory or any other source; `origin` names it in errors. Separator, encoding and
    /// decimal comma are found, as [`ReadOptions`] says. Two passes over the bytes.
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
    /// [`Error::Syntax`] where its encoding or separator cannot be told, a row has more or fewer cells
    /// than the header, or a quote is not closed, or not at the end of its cell.
    pub fn from_csv_reader(mut reader: impl Read, origin: &str) -> Result<Self, Error> {
        let mut bytes = Vec::new();
        reader.read_to_end(&mut bytes).map_err(|error| Error::Syntax {
            origin: origin.to_owned(),
            message: format!("cannot be read: {error}"),
        })?;
        read(bytes, origin, &ReadOptions::default(), None)
    }
}

/// A table from the bytes of a text file; `prefer` is the separator that the file's name speaks for.
pub(super) fn read(
    bytes: Vec<u8>,
    origin: &str,
    options: &ReadOptions,
    prefer: Option<u8>,
) -> Result<Table, Error> {
    options.check(origin)?;
    let syntax = |message| Error::Syntax { origin: origin.to_owned(), message };
    let mut reading = Reading::of("CSV");
    let text = encoding::text(bytes, options.encoding.as_deref(), &mut reading).map_err(syntax)?;
    let (named, text) = separator::named(&text)
        .map_or((None, text.as_str()), |(separator, rest)| (Some(separator), rest));
    let given = options.separator.and_then(|sign| u8::try_from(sign).ok());
    let separator = match given.or(named) {
        Some(separator) => separator,
        None => separator::found(below(text, options.skip_rows), prefer).map_err(syntax)?,
    };
    reading.separator = Some(char::from(separator));
    let mut table = records(text, separator, origin, options.skip_rows, reading)?;
    if options.decimal == Some(',') || options.decimal.is_none() && separator != b',' {
        let mut reading = table.reading().clone();
        decimal::commas(&mut table, &mut reading, options.decimal.is_some());
        table.set_reading(reading);
    }
    Ok(table)
}

/// The text without its first lines.
fn below(text: &str, lines: usize) -> &str {
    text.splitn(lines.saturating_add(1), '\n').nth(lines).unwrap_or_default()
}

fn records(
    text: &str,
    separator: u8,
    origin: &str,
    skip_rows: usize,
    reading: Reading,
) -> Result<Table, Error> {
    let syntax = |message| Error::Syntax { origin: origin.to_owned(), message };
    let mut numbers = Records::new(text, separator);
    let mut parser = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Rows::new(origin, reading, skip_rows);
    let mut record = csv::StringRecord::new();
    let mut width = None;
    while let Some(Record { row, line, .. }) = next_full(&mut numbers).map_err(syntax)? {
        let is_there = parser.read_record(&mut record).map_err(|_| syntax("not CSV".to_owned()))?;
        if !is_there || row <= skip_rows {
            continue;
        }
        let cells = cells(&record)?;
        if cells.is_empty() {
            rows.widen(record.len());
            rows.pass(row);
            continue;
        }
        let width = *width.get_or_insert(record.len());
        check_width(&record, width, separator, line).map_err(syntax)?;
        rows.widen(width);
        rows.push(row, cells)?;
    }
    rows.pass(numbers.rows());
    rows.finish()
}

/// The next record that is no empty line, as the parser counts them.
fn next_full(records: &mut Records<'_>) -> Result<Option<Record>, String> {
    records.find(|record| record.as_ref().map_or(true, |record| record.cells > 0)).transpose()
}

/// A row may be longer than the first by empty cells, and never shorter.
fn check_width(
    record: &csv::StringRecord,
    width: usize,
    separator: u8,
    line: usize,
) -> Result<(), String> {
    let surplus = record.iter().skip(width).any(|text| !text.trim().is_empty());
    if record.len() >= width && !surplus {
        return Ok(());
    }
    let taken = match (separator, width) {
        (_, 1) => {
            "; where the header stands lower, skip_rows passes over what is above it".to_owned()
        }
        (b',', _) => String::new(),
        (other, _) => format!(", read as separated by {}", separator::sign(other)),
    };
    Err(format!("{} cells where the header has {width}, line {line}{taken}", record.len()))
}

fn cells(record: &csv::StringRecord) -> Result<Vec<(usize, Cell)>, Error> {
    let mut cells = Vec::new();
    reserve(&mut cells, record.len())?;
    for (column, text) in record.iter().enumerate() {
        if let Some(cell) = cell(text)? {
            cells.push((column, cell));
        }
    }
    Ok(cells)
}

/// `None` for a cell of nothing but blanks.
fn cell(text: &str) -> Result<Option<Cell>, Error> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    reserve(&mut bytes, text.len())?;
    bytes.extend_from_slice(text.as_bytes());
    Ok(String::from_utf8(bytes).ok().map(Cell::Text))
}
