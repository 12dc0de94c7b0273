//! What a caller can say about a file where finding it out is not enough.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// How a file is read. Everything left out is found out, and what was found stands in the table's
/// [`Reading`](crate::Reading).
///
/// ```
/// use matchwright_tables::{ReadOptions, Table};
///
/// let options = ReadOptions { separator: Some(';'), skip_rows: 1, ..ReadOptions::default() };
/// let text = "Mentors of this year\nid;hours\nm1;3,5\n";
/// let table = Table::from_bytes(text.into(), "mentors.csv", &options)?;
/// assert_eq!(table.column("hours").unwrap()[0].as_text().unwrap(), "3.5");
/// # Ok::<(), matchwright_tables::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReadOptions {
    /// What stands between two cells of a text file, one ASCII character: found among `,` `;` tab and
    /// `|`, or in a first line `sep=`.
    pub separator: Option<char>,
    /// The encoding of a text file by a name of the WHATWG Encoding Standard, such as `windows-1250`:
    /// UTF-8, UTF-16 and Windows-1252 are found.
    pub encoding: Option<String>,
    /// What stands before the decimals of a number in a text file, `,` or `.`: found where the
    /// separator is not the comma and all numbers of a column agree.
    pub decimal: Option<char>,
    /// The sheet of a workbook: the first visible one that holds something.
    pub sheet: Option<String>,
    /// Rows above the header that are passed over, as the spreadsheet counts them; empty ones too.
    pub skip_rows: usize,
    /// The day on which what has a day counts, such as `2026-03-02`: credentials that have expired by then
    /// are no skills, and of a calendar the four weeks from then are read. Nothing ever asks the clock.
    pub date: Option<String>,
}

impl ReadOptions {
    /// Refuses what no file can have.
    pub(super) fn check(&self, origin: &str) -> Result<(), Error> {
        let is_separator =
            |sign: char| sign.is_ascii() && !matches!(sign, '"' | '\n' | '\r' | '\0');
        let message = if self.separator.is_some_and(|sign| !is_separator(sign)) {
            "the separator must be one ASCII character other than a quote and a line break"
        } else if self.decimal.is_some_and(|sign| !matches!(sign, ',' | '.')) {
            "decimal must be , or ."
        } else if self.date.as_ref().is_some_and(|date| !is_day(date)) {
            "the date must be a day such as 2026-03-02"
        } else {
            return Ok(());
        };
        Err(Error::Syntax { origin: origin.to_owned(), message: message.to_owned() })
    }
}

/// Whether a text is a day as ISO 8601 writes it, and nothing more.
fn is_day(text: &str) -> bool {
    text.parse::<Date>().is_ok_and(|day| day.to_string() == text)
}
