//! How columns and hours read in a sentence.

use std::fmt::Display;

use matchwright_tables::plain;

use crate::schema::Columns;

/// A name of a column as a reader sees it.
pub(crate) fn quoted(name: &str) -> String {
    format!("“{}”", plain(name))
}

/// `“grade”`, or `the mentee’s “level” and the mentor’s “grade”`.
pub(crate) fn both(columns: &Columns) -> String {
    if columns.mentee() == columns.mentor() {
        return quoted(columns.mentee());
    }
    format!(
        "the mentee’s {} and the mentor’s {}",
        quoted(columns.mentee()),
        quoted(columns.mentor())
    )
}

/// `one hour`, `3 hours`.
pub(crate) fn hours(hours: impl Display) -> String {
    match hours.to_string().as_str() {
        "1" => "one hour".to_owned(),
        hours => format!("{hours} hours"),
    }
}
