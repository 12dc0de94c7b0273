//! Files as people have them, and the tables that they must become. Run with `--all-features`.

#![cfg(all(
    feature = "calendar",
    feature = "csv",
    feature = "excel",
    feature = "gzip",
    feature = "json",
    feature = "parquet",
    feature = "standards"
))]

mod broken_files;
mod calendars;
mod credentials;
mod encodings;
mod every_format;
mod exports;
mod headers;
mod published;
mod separators;
mod workbooks;
mod written;

use matchwright_tables::{Error, ReadOptions, Table};

/// A table from text, as a file of that name.
fn read(text: &str, name: &str) -> Result<Table, Error> {
    read_bytes(text.as_bytes(), name)
}

fn read_bytes(bytes: &[u8], name: &str) -> Result<Table, Error> {
    Table::from_bytes(bytes.to_vec(), name, &ReadOptions::default())
}

/// What stands in a column, an empty text where nothing does.
fn texts(table: &Table, column: &str) -> Vec<String> {
    let cells = table.column(column).unwrap_or_default();
    cells.iter().map(ToString::to_string).collect()
}

fn refused(result: Result<Table, Error>) -> String {
    result.map_or_else(|error| error.to_string(), |_| "read".to_owned())
}
