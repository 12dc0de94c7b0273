//! What is wrong or suspicious in the input, collected so that a user mends a file once and not
//! twenty times.
//!
//! A [`Finding`] names table, row, id and column and says what is allowed there. It never repeats
//! what a person wrote: error texts end up in logs and tickets.

mod group;

use std::fmt;

use serde::Serialize;

use crate::plain::plain;

/// How many findings an error text lists before it only counts the rest.
const LISTED: usize = 20;

/// How many rows a text names.
const NAMED: usize = 5;

/// One thing that is wrong or suspicious, and where.
///
/// ```
/// use matchwright_tables::Finding;
///
/// let finding = Finding::new("capacity must be a whole number from 0 to 1,000,000")
///     .table("mentors")
///     .row(7)
///     .id("m6")
///     .column("capacity");
/// assert_eq!(
///     finding.to_string(),
///     "mentors, row 7 (id m6), column \"capacity\": capacity must be a whole number from 0 to 1,000,000"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// `"mentees"`, `"mentors"` or `"programme"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// Row in the table, as [`Table::sheet_row`](crate::Table::sheet_row) counts them: as the spreadsheet
    /// shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Every row, where it is about several; `row` is the first of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<usize>,
    /// The person's id; that of the first row, where it is about several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The column, or the field of the programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What is wrong and what is allowed.
    pub message: String,
    /// The stable name of its kind, such as `id_twice`; empty where it has none.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub code: &'static str,
    /// What a person wrote there, for the one who can mend it: texts of errors, logs, `Debug` and JSON
    /// leave it out.
    #[serde(skip)]
    pub value: Option<Withheld>,
    /// What the value resembles, and was perhaps meant.
    #[serde(skip)]
    pub alike: Option<Withheld>,
}

/// What a person wrote: shown only to those who ask for it.
///
/// ```
/// use matchwright_tables::Finding;
///
/// let finding = Finding::new("must be a whole number").code("not_a_number").value("two or three");
/// assert_eq!(finding.value.as_ref().map(|value| value.as_str()), Some("two or three"));
/// assert!(!format!("{finding} {finding:?}").contains("two"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Withheld(Box<str>);

impl Withheld {
    /// Withholds a text.
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Finding {
    /// A finding with its message and no place yet.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            table: None,
            row: None,
            rows: Vec::new(),
            id: None,
            column: None,
            message: message.into(),
            code: "",
            value: None,
            alike: None,
        }
    }

    /// Says in which table.
    #[must_use]
    pub fn table(mut self, table: impl Into<String>) -> Self {
        self.table = Some(table.into());
        self
    }

    /// Says in which row, as the spreadsheet shows it.
    #[must_use]
    pub fn row(mut self, row: usize) -> Self {
        self.row = Some(row);
        self
    }

    /// Says in which rows, as the spreadsheet shows them; [`row`](Self::row) is the first.
    #[must_use]
    pub fn rows(mut self, rows: Vec<usize>) -> Self {
        self.row = rows.first().copied();
        self.rows = rows;
        self
    }

    /// Says whose row.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Says in which column, or in which field of the programme.
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Self {
        self.column = Some(column.into());
        self
    }

    /// Gives it the stable name of its kind.
    #[must_use]
    pub fn code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    /// Keeps what a person wrote there, for the one who can mend it.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(Withheld::new(value.into()));
        self
    }

    /// Keeps what the value resembles.
    #[must_use]
    pub fn alike(mut self, other: impl Into<String>) -> Self {
        self.alike = Some(Withheld::new(other.into()));
        self
    }

    /// In how many rows it stands; 1 where it is about no row.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len().max(1)
    }

    /// The text with what people wrote, for the one who can mend it: for a terminal, never for a log.
    ///
    /// ```
    /// use matchwright_tables::Finding;
    ///
    /// let finding = Finding::new("nobody has this id").value("m99");
    /// assert_eq!(finding.shown(), "nobody has this id; written: m99");
    /// assert_eq!(finding.to_string(), "nobody has this id");
    /// ```
    #[must_use]
    pub fn shown(&self) -> String {
        match &self.value {
            Some(value) => format!("{self}; written: {}", plain(value.as_str())),
            None => self.to_string(),
        }
    }
}

/// The first rows of many: `rows 2, 5, 9, …`.
pub(crate) fn rows(rows: &[usize]) -> String {
    let named: Vec<String> = rows.iter().take(NAMED).map(usize::to_string).collect();
    let noun = if rows.len() == 1 { "row" } else { "rows" };
    let more = if rows.len() > NAMED { ", …" } else { "" };
    format!("{noun} {}{more}", named.join(", "))
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = self.table.clone().unwrap_or_default();
        let mut add = |text: String| {
            if !place.is_empty() {
                place.push_str(", ");
            }
            place.push_str(&text);
        };
        match (self.row, &self.id) {
            _ if self.rows.len() > 1 => {
                add(format!("{} rows ({})", self.rows.len(), rows(&self.rows)));
            }
            (Some(row), Some(id)) => add(format!("row {row} (id {id})")),
            (Some(row), None) => add(format!("row {row}")),
            (None, Some(id)) => add(format!("id {id}")),
            (None, None) => {}
        }
        if let Some(column) = &self.column {
            let noun = if self.table.as_deref() == Some("programme") { "field" } else { "column" };
            add(format!("{noun} {column:?}"));
        }
        let message = plain(&self.message);
        if place.is_empty() {
            f.write_str(&message)
        } else {
            write!(f, "{}: {message}", plain(&place))
        }
    }
}

/// All findings of one pass over the input, in the order of the input.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Adds many.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        self.0.extend(findings);
    }

    /// All of them.
    #[must_use]
    pub fn as_slice(&self) -> &[Finding] {
        &self.0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `value` where nothing was found.
    ///
    /// # Errors
    /// The findings where there are any.
    pub fn into_result<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, finding) in self.0.iter().take(LISTED).enumerate() {
            if position > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{finding}")?;
        }
        match self.0.len().checked_sub(LISTED) {
            Some(more) if more > 0 => write!(f, "\n… and {more} more"),
            _ => Ok(()),
        }
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(findings: I) -> Self {
        Self(findings.into_iter().collect())
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}
