//! Vocabularies of one's own, as CSV: `label, preferred, broader`.

use std::io::Read;
use std::path::Path;

use super::{Vocabulary, Word};
use crate::error::Error;
use crate::finding::{Finding, Findings};
use crate::table::{Cell, Table};

const COLUMNS: [&str; 3] = ["label", "preferred", "broader"];

impl Vocabulary {
    /// Reads a CSV file with the columns `label`, and `preferred` and `broader` or one of them.
    ///
    /// A line says that `label` means the same as `preferred` (itself, where that is empty), and
    /// that this is narrower than `broader` (nothing, where that is empty). A meaning with several
    /// broader terms stands on several lines.
    ///
    /// # Errors
    /// [`Error::File`] where it cannot be read, [`Error::Syntax`] where it is not CSV, and
    /// [`Error::Input`] where there is no column `label`, one has another name, or as for
    /// [`Vocabulary::new`].
    pub fn from_csv(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::from_table(&Table::from_csv(path)?)
    }

    /// Reads CSV from memory or any other source; `origin` names it in errors.
    ///
    /// ```
    /// use matchwright_tables::vocabulary::Vocabulary;
    ///
    /// let text = "label,preferred,broader\nk8s,Kubernetes,\nKubernetes,,containers\n";
    /// let vocabulary = Vocabulary::from_csv_reader(text.as_bytes(), "example")?;
    /// assert_eq!(vocabulary.meaning("K8S"), Some("Kubernetes"));
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Vocabulary::from_csv`].
    pub fn from_csv_reader(reader: impl Read, origin: &str) -> Result<Self, Error> {
        Self::from_table(&Table::from_csv_reader(reader, origin)?)
    }

    fn from_table(table: &Table) -> Result<Self, Error> {
        let mut findings = Findings::default();
        let unknown = table.names().filter(|name| !COLUMNS.contains(name));
        for name in unknown {
            let message =
                format!("is not a column of vocabularies; there are: {}", COLUMNS.join(", "));
            findings.push(Finding::new(message).table("vocabulary").column(name));
        }
        if table.column("label").is_none() {
            let message = "there is no such column; it is needed";
            findings.push(Finding::new(message).table("vocabulary").column("label"));
        }
        findings.into_result(())?;
        let text =
            |column: &str, row: usize| table.column(column)?.get(row).and_then(Cell::as_text);
        let word = |row| Word {
            label: text("label", row).unwrap_or_default(),
            preferred: text("preferred", row),
            broader: text("broader", row),
        };
        Self::of_rows((0..table.rows()).map(word), |row| table.sheet_row(row))
    }
}
