//! Which reader a file's name asks for.

use std::path::Path;

use crate::error::Error;
use crate::table::Table;

impl Table {
    /// Reads a file by the ending of its name:
    ///
    /// | ending | content | as | feature |
    /// |---|---|---|---|
    /// | `.csv` | rows below a header line | [`Table::from_csv`] | `csv` |
    /// | `.json` | an array of objects | [`Table::from_json_file`] | `json` |
    ///
    /// ```
    /// use matchwright_tables::{Error, Table};
    ///
    /// let refused = Table::from_file("people.docx");
    /// assert!(matches!(refused, Err(Error::UnknownEnding { .. })));
    /// ```
    ///
    /// # Errors
    /// Those of the reader, and [`Error::UnknownEnding`] where there is none.
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        match ending.to_str() {
            #[cfg(feature = "csv")]
            Some("csv") => Self::from_csv(path),
            #[cfg(feature = "json")]
            Some("json") => Self::from_json_file(path),
            _ => Err(Error::UnknownEnding { path: path.display().to_string() }),
        }
    }
}
