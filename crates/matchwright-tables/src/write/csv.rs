//! Tables as CSV.

use std::io::{self, Write};

use super::Frame;
use crate::table::{Cell, Table};

impl Table {
    /// Writes the table as CSV with a header line, as [`from_csv_reader`](Self::from_csv_reader) reads
    /// it. Numbers and lists come back as text.
    ///
    /// ```
    /// use matchwright_tables::{Cell, Item, Table};
    ///
    /// let mut people = Table::new(1);
    /// people.insert("id", vec![Cell::Text("e1".into())]);
    /// people.insert("age", vec![Cell::Number(31.0)]);
    /// people.insert("interests", vec![Cell::List(vec![Item::new("chess"), Item::new("film")])]);
    /// let mut text = Vec::new();
    /// people.write_csv(&mut text)?;
    /// assert_eq!(text, b"id,age,interests\ne1,31,chess; film\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_csv(&self, writer: impl Write) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(writer);
        csv.write_record(self.names())?;
        let columns: Vec<&[Cell]> = self.names().filter_map(|name| self.column(name)).collect();
        for row in 0..self.rows() {
            csv.write_record(columns.iter().map(|cells| cells[row].to_string()))?;
        }
        csv.flush()
    }
}

impl Frame {
    /// Writes the columns as CSV with a header line; no number is an empty cell.
    ///
    /// ```
    /// use matchwright_tables::{Frame, Values};
    ///
    /// let frame = Frame::new([
    ///     ("id", Values::Texts(vec!["m,1".to_owned(), "m2".to_owned()])),
    ///     ("price", Values::Numbers(vec![f64::NAN, 0.5])),
    /// ]);
    /// let mut text = Vec::new();
    /// frame.write_csv(&mut text)?;
    /// assert_eq!(text, b"id,price\n\"m,1\",\nm2,0.5\n");
    /// # Ok::<(), std::io::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_csv(&self, writer: impl Write) -> io::Result<()> {
        self.write_separated(b',', writer)
    }

    /// As [`write_csv`](Self::write_csv), with another separator.
    pub(super) fn write_separated(&self, separator: u8, writer: impl Write) -> io::Result<()> {
        let mut csv = csv::WriterBuilder::new().delimiter(separator).from_writer(writer);
        csv.write_record(self.names())?;
        for row in 0..self.rows() {
            csv.write_record(self.columns().iter().map(|(_, values)| values.text(row)))?;
        }
        csv.flush()
    }
}
