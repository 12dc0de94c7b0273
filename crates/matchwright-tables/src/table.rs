//! A table as it was read: named columns of cells, nothing checked but its shape.
//!
//! Every reader (CSV, JSON, Arrow, Rust values) ends here, and a roster
//! starts here, so that the rules for what people may write exist once.

use std::collections::HashMap;
use std::fmt;

use crate::reading::Reading;

/// More bytes than a number in a text of numbers takes, so that a wrong cell is not taken apart.
const MAX_DIGITS: usize = 64;

/// One cell as the caller gave it.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Null, or nothing but blanks.
    #[default]
    Missing,
    /// Text, not trimmed; it may still turn out to be a number or a list.
    Text(String),
    /// A number from a typed source.
    Number(f64),
    /// A list from a typed source.
    List(Vec<Item>),
    /// A list of numbers, not all of them whole, from a typed source: a vector, or a list of labels
    /// that are numbers.
    Numbers(Vec<f64>),
    /// A list of lists from a typed source, some of which may be single values: people at each rank, or
    /// several vectors.
    Lists(Vec<Cell>),
}

impl Cell {
    /// A number; NaN is no answer.
    ///
    /// ```
    /// use matchwright_tables::Cell;
    ///
    /// assert_eq!([Cell::number(1.0), Cell::number(f64::NAN)], [Cell::Number(1.0), Cell::Missing]);
    /// ```
    #[must_use]
    pub fn number(number: f64) -> Self {
        if number.is_nan() { Self::Missing } else { Self::Number(number) }
    }

    /// The entries of a list. Text is split at `separator`, and what stands behind the last colon
    /// of a part is its level if it is a number, so that `video: editing` stays a label. Entries
    /// without a label are passed over.
    ///
    /// ```
    /// use matchwright_tables::{Cell, Item};
    ///
    /// let cell = Cell::Text("python:4; sql;".into());
    /// assert_eq!(cell.items(";"), [Item::with_level("python", 4.0), Item::new("sql")]);
    /// ```
    #[must_use]
    pub fn items(&self, separator: &str) -> Vec<Item> {
        let items = match self {
            Self::Missing => Vec::new(),
            Self::Number(number) => vec![Item::new(number.to_string())],
            Self::Text(text) => text.split(separator).map(Item::parse).collect(),
            Self::List(items) => items.clone(),
            Self::Numbers(numbers) => numbers_there(numbers).map(Item::new).collect(),
            Self::Lists(parts) => parts.iter().flat_map(|part| part.items(separator)).collect(),
        };
        items.into_iter().filter(|item| !item.label.trim().is_empty()).collect()
    }

    /// The entries of a list of ids: text is split at `separator`, and a colon is part of an id.
    #[must_use]
    pub fn ids(&self, separator: &str) -> Vec<String> {
        let ids = self.ranked(separator).into_iter().map(|item| item.label);
        ids.filter(|id| !id.trim().is_empty()).collect()
    }

    /// As [`ids`](Self::ids), with blank ids in the place of choices that were not made, and with the ranks
    /// that a typed source gives: the level of an entry, or in a list of lists the place of its list, from 1.
    ///
    /// ```
    /// use matchwright_tables::{Cell, Item};
    ///
    /// let first = Cell::List(vec![Item::new("m3"), Item::new("m7")]);
    /// let ranked = Cell::Lists(vec![first, Cell::Text("m2".into())]).ranked(";");
    /// assert_eq!(ranked, [("m3", 1.0), ("m7", 1.0), ("m2", 2.0)].map(|(id, at)| Item::with_level(id, at)));
    /// ```
    #[must_use]
    pub fn ranked(&self, separator: &str) -> Vec<Item> {
        match self {
            Self::Missing => Vec::new(),
            Self::Number(number) => vec![Item::new(number.to_string())],
            Self::Text(text) => text.split(separator).map(Item::new).collect(),
            Self::List(items) => items.clone(),
            Self::Numbers(numbers) => numbers_there(numbers).map(Item::new).collect(),
            Self::Lists(parts) => {
                let at = |(place, part): (usize, &Self)| {
                    let ids = part.ids(separator).into_iter();
                    ids.map(|id| Item::with_level(id, (place + 1) as f64)).collect::<Vec<_>>()
                };
                parts.iter().enumerate().flat_map(at).collect()
            }
        }
    }

    /// The lists of a list of lists, or the cell itself.
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::Lists(parts) => parts,
            _ => std::slice::from_ref(self),
        }
    }

    /// Whether there is no answer, or an empty list.
    #[must_use]
    pub fn is_empty(&self, separator: &str) -> bool {
        match self {
            Self::Numbers(numbers) => numbers.is_empty(),
            _ => self.ids(separator).is_empty(),
        }
    }

    /// The entries of a list of numbers, where there are exactly so many and each is finite.
    #[must_use]
    pub fn vector(&self, dimensions: usize, separator: &str) -> Option<Vec<f32>> {
        let numbers: Vec<f32> = match self {
            Self::Numbers(numbers) => numbers.iter().map(|&number| number as f32).collect(),
            Self::Text(text) if text.len() > dimensions.saturating_mul(MAX_DIGITS) => return None,
            _ => self
                .ids(separator)
                .iter()
                .map(|number| number.trim().parse().ok())
                .collect::<Option<_>>()?,
        };
        let is_whole = numbers.len() == dimensions && numbers.iter().all(|x| x.is_finite());
        is_whole.then_some(numbers)
    }

    /// The text of a cell that holds one value.
    #[must_use]
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Self::Number(number) => Some(number.to_string()),
            Self::Missing | Self::List(_) | Self::Numbers(_) | Self::Lists(_) => None,
        }
    }
}

/// Numbers as labels; NaN is none.
fn numbers_there(numbers: &[f64]) -> impl Iterator<Item = String> {
    numbers.iter().filter(|number| !number.is_nan()).map(f64::to_string)
}

/// As text from which a reader makes the same again: lists with `;` between the entries.
///
/// ```
/// use matchwright_tables::{Cell, Item};
///
/// let cell = Cell::List(vec![Item::with_level("python", 4.0), Item::new("sql")]);
/// assert_eq!(cell.to_string(), "python:4; sql");
/// assert_eq!(Cell::Text(cell.to_string()).items(";"), cell.items(";"));
/// ```
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::List(items) => {
                for (position, Item { label, level }) in items.iter().enumerate() {
                    f.write_str(if position > 0 { "; " } else { "" })?;
                    f.write_str(label)?;
                    level.map_or(Ok(()), |level| write!(f, ":{level}"))?;
                }
                Ok(())
            }
            Self::Numbers(numbers) => {
                for (position, number) in numbers.iter().enumerate() {
                    write!(f, "{}{number}", if position > 0 { "; " } else { "" })?;
                }
                Ok(())
            }
            Self::Lists(parts) => {
                let tied = |part: &Self| part.to_string().replace("; ", " = ");
                f.write_str(&parts.iter().map(tied).collect::<Vec<_>>().join("; "))
            }
        }
    }
}

/// One entry of a list cell: `python:4` is the label `python` with the level 4.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The label as written.
    pub label: String,
    /// The level behind it, where there is one.
    pub level: Option<f64>,
}

impl Item {
    /// A label without a level.
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), level: None }
    }

    fn parse(text: &str) -> Self {
        let parts = text.rsplit_once(':');
        match parts.and_then(|(label, level)| Some((label, level.trim().parse().ok()?))) {
            Some((label, level)) => Self::with_level(label.trim(), level),
            None => Self::new(text.trim()),
        }
    }

    /// A label with a level.
    pub fn with_level(label: impl Into<String>, level: f64) -> Self {
        Self { label: label.into(), level: Some(level) }
    }
}

/// Named columns of equal length, and how they were read. Two tables are equal where their columns are,
/// whichever way they came.
///
/// ```
/// use matchwright_tables::{Cell, Table};
///
/// let mut table = Table::new(2);
/// table.insert("id", vec![Cell::Text("e1".into()), Cell::Text("e2".into())]);
/// table.insert("grade", vec![Cell::Number(3.0), Cell::Missing]);
/// assert_eq!(table.names().collect::<Vec<_>>(), ["id", "grade"]);
/// assert_eq!(table.column("grade").unwrap()[0], Cell::Number(3.0));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Table {
    rows: usize,
    columns: Vec<(String, Vec<Cell>)>,
    reading: Reading,
    /// Rows of the sheet, where they are not simply 1, 2, 3, ….
    sheet_rows: Vec<usize>,
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows && self.columns == other.columns
    }
}

impl Table {
    /// A table of `rows` rows and no column yet.
    #[must_use]
    pub fn new(rows: usize) -> Self {
        Self { rows, ..Self::default() }
    }

    /// A table from rows of named cells; a column that a row lacks is missing there.
    #[must_use]
    pub fn from_rows(rows: Vec<Vec<(String, Cell)>>) -> Self {
        let mut table = Self::new(rows.len());
        let mut positions: HashMap<String, usize> = HashMap::new();
        for (row, cells) in rows.into_iter().enumerate() {
            for (name, cell) in cells {
                let at = *positions.entry(name).or_insert_with_key(|name| {
                    table.insert(name, Vec::new());
                    table.columns.len() - 1
                });
                table.columns[at].1[row] = cell;
            }
        }
        table
    }

    /// Adds a column; it is cut, or filled with [`Cell::Missing`], to the table's length. Blanks around a
    /// name do not count: nobody sees them in a spreadsheet.
    /// A second column of the same name stays beside the first; a roster that reads it refuses it.
    pub fn insert(&mut self, name: impl AsRef<str>, mut cells: Vec<Cell>) {
        cells.resize(self.rows, Cell::Missing);
        self.columns.push((name.as_ref().trim().to_owned(), cells));
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Column names in the order of the source.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// All columns with their names, in the order of the source.
    ///
    /// ```
    /// use matchwright_tables::Table;
    ///
    /// let table = Table::from_csv_reader("id,site\ne1,Leeds\n".as_bytes(), "people.csv")?;
    /// assert_eq!(table.columns().map(|(name, cells)| (name, cells.len())).last(), Some(("site", 1)));
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    pub fn columns(&self) -> impl Iterator<Item = (&str, &[Cell])> {
        self.columns.iter().map(|(name, cells)| (name.as_str(), cells.as_slice()))
    }

    /// How the table was read, and what was passed over.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The number that a spreadsheet shows beside a row of this table, which is counted from 0: header and
    /// empty rows count. Where there is no sheet (frames, records) the first row is 1. O(1).
    ///
    /// ```
    /// use matchwright_tables::Table;
    ///
    /// let table = Table::from_csv_reader("id\n\n\"e\n1\"\ne2\n".as_bytes(), "people.csv")?;
    /// assert_eq!([table.sheet_row(0), table.sheet_row(1)], [3, 4]);
    /// assert_eq!(Table::new(2).sheet_row(0), 1);
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    #[must_use]
    pub fn sheet_row(&self, row: usize) -> usize {
        self.sheet_rows.get(row).copied().unwrap_or(row + 1)
    }

    /// Says how the table was read, and which row of the sheet each of its rows is.
    pub(crate) fn read_as(mut self, reading: Reading, sheet_rows: Vec<usize>) -> Self {
        self.sheet_rows = sheet_rows;
        self.reading = reading;
        self
    }

    pub(crate) fn set_reading(&mut self, reading: Reading) {
        self.reading = reading;
    }

    /// Every column by its name, to be changed cell by cell.
    #[cfg(feature = "csv")]
    pub(crate) fn columns_mut(&mut self) -> impl Iterator<Item = (&String, &mut [Cell])> {
        self.columns.iter_mut().map(|(name, cells)| (&*name, cells.as_mut_slice()))
    }

    /// The cells of a column.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&[Cell]> {
        let name = name.trim();
        self.columns.iter().find(|(have, _)| have == name).map(|(_, cells)| cells.as_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colon_is_part_of_an_id_and_ends_a_label() {
        let cell = Cell::Text("site:12; m2".into());
        assert_eq!(cell.ids(";"), ["site:12", " m2"]);
        assert_eq!(cell.items(";"), [Item::with_level("site", 12.0), Item::new("m2")]);
    }
}
