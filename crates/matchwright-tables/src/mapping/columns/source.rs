//! A new column as somebody wrote it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::super::Texts;
use crate::labels::answer_key;
use crate::table::Cell;

/// Where a new column comes from, and what the texts there mean.
///
/// Exactly one of `from`, `ticked`, `busy` and `free` names the columns of the export; columns are found
/// by their names, whose case and blanks do not matter where only one is meant. Criteria and rules read the
/// new column by the name that it is given here.
///
/// ```
/// use matchwright_tables::Table;
/// use matchwright_tables::mapping::{Mapping, Source, Tables};
///
/// let export = "id,How many mentees?\nm1,\"One only, please!\"\nm2,2-3\nm3,2\n";
/// let mentors = Table::from_csv_reader(export.as_bytes(), "mentors")?;
/// let mentees = Table::from_csv_reader("id\ne1\n".as_bytes(), "mentees")?;
///
/// let seats = Source::from("How many mentees?").with_read("One only, please!", 1.0);
/// let mapping = Mapping::new().with_column("seats", seats.clone());
/// let mapped = mapping.apply(&Tables::sides(&mentees, &mentors))?;
/// let undecided = &mapped.findings.as_slice()[0];
/// assert_eq!(undecided.row, Some(3), "whether \"2-3\" is 2 or 3 has to be said");
///
/// let mapping = Mapping::new().with_column("seats", seats.with_read("2-3", 3.0));
/// let mapped = mapping.apply(&Tables::sides(&mentees, &mentors))?;
/// let seats = mapped.mentors.table.column("seats").unwrap();
/// assert_eq!(seats.iter().map(ToString::to_string).collect::<Vec<_>>(), ["1", "3", "2"]);
/// # Ok::<(), matchwright_tables::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [tables.columns]
/// choices = { from = ["1st choice", "2nd choice", "3rd choice"] }
/// topics = { ticked = "Topic: *" }
/// skills = { from = "What can you teach?", separator = ",", whole = ["Strategy (vision, mission)"] }
/// seats = { from = "How many mentees?", read = { "One only, please!" = 1, "2-3" = 3 }, empty = 1 }
/// grade = { from = "Level", scale = ["Junior", "Senior", "Lead"] }
/// hours = { busy = "Check the times that you are UNAVAILABLE [*]" }
/// free = { busy = "busy", within = "mon-fri 09:00-17:00" }
/// experience = { from = "I enjoy coaching", likert = 5 }
/// interests = { from = "interests", strip = "Interest: " }
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Source {
    /// One column, or several whose answers are joined to a list in this order; whoever leaves the first
    /// choice empty has no first choice, and the second stays the second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Texts>,
    /// One column an option: a pattern with a star such as `"Topic: *"`, or the names of the columns.
    /// What is ticked is the list, an option being called by what the star stands for. A cell is ticked
    /// if it says anything but no; where its text is read as a number, that is the option's level, and 0
    /// is no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticked: Option<Texts>,
    /// A grid of weekdays and hours in which people ticked when they have no time:
    /// `"Check the times that you are UNAVAILABLE [*]"`, the star standing for the day and the cells for
    /// the hours, or the other way round. Free is every hour of the grid that somebody named and this
    /// person did not. With `within`, the name of one column of slots that are taken, as calendars are
    /// read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub busy: Option<String>,
    /// With `busy`: the hours of a week by everybody's own clock, such as `"mon-fri 09:00-17:00"`, one text
    /// or several. Free is what of them is not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Texts>,
    /// As `busy`, for a grid in which people ticked when they have time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<String>,
    /// What stands between the entries of a list: any text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// Options that hold the separator and stay whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub whole: Vec<String>,
    /// What is taken away where an entry starts with it: one text, or several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strip: Option<Texts>,
    /// What texts mean: a number, or another text. Where one of them is a number, every text has to be
    /// one or stand here; otherwise the texts that do not stand here stay.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub read: BTreeMap<String, ReadAs>,
    /// Steps, the lowest first: a text becomes its place, from 1, and in a list `Python: high` or
    /// `Python (high)` the label with that level. Case and blanks do not count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub scale: Vec<String>,
    /// A rating from 1 to so many: "4", "4 - agree", "agree" or "strongly agree" become numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likert: Option<u8>,
    /// What counts where nothing was answered: a number, or a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty: Option<ReadAs>,
}

/// What a text means.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "must be a number or a text")]
pub enum ReadAs {
    /// This number.
    Number(f64),
    /// This text.
    Text(String),
}

impl ReadAs {
    /// As a cell.
    pub(in super::super) fn cell(&self) -> Cell {
        match self {
            Self::Number(number) => Cell::Number(*number),
            Self::Text(text) => Cell::Text(text.clone()),
        }
    }
}

impl From<f64> for ReadAs {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<&str> for ReadAs {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl Source {
    /// One column, or several whose answers are joined in order.
    pub fn from(columns: impl Into<Texts>) -> Self {
        Self { from: Some(columns.into()), ..Self::default() }
    }

    /// One column an option: a pattern with a star, or the names of the columns.
    pub fn ticked(columns: impl Into<Texts>) -> Self {
        Self { ticked: Some(columns.into()), ..Self::default() }
    }

    /// A grid of weekdays, in which people ticked when they have no time.
    pub fn busy(pattern: impl Into<String>) -> Self {
        Self { busy: Some(pattern.into()), ..Self::default() }
    }

    /// A grid of weekdays, in which people ticked when they have time.
    pub fn free(pattern: impl Into<String>) -> Self {
        Self { free: Some(pattern.into()), ..Self::default() }
    }

    /// Says out of which hours the slots of a column of `busy` ones are taken.
    ///
    /// ```
    /// use matchwright_tables::Table;
    /// use matchwright_tables::mapping::{Mapping, Source, Tables};
    ///
    /// let mentors = "id,busy\nm1,mon 09:00-16:00; tue 00:00-24:00\n";
    /// let mentors = Table::from_csv_reader(mentors.as_bytes(), "mentors")?;
    /// let mentees = Table::from_csv_reader("id\ne1\n".as_bytes(), "mentees")?;
    /// let free = Source::busy("busy").with_within("mon-wed 09:00-17:00");
    /// let mapped = Mapping::new().with_column("free", free).apply(&Tables::sides(&mentees, &mentors))?;
    /// let free = mapped.mentors.table.column("free").unwrap()[0].to_string();
    /// assert_eq!(free, "mon 16:00-17:00; wed 09:00-17:00");
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    #[must_use]
    pub fn with_within(mut self, hours: impl Into<Texts>) -> Self {
        self.within = Some(hours.into());
        self
    }

    /// Says what stands between the entries of a list.
    #[must_use]
    pub fn with_separator(mut self, separator: impl Into<String>) -> Self {
        self.separator = Some(separator.into());
        self
    }

    /// Adds an option that holds the separator and stays whole.
    #[must_use]
    pub fn with_whole(mut self, option: impl Into<String>) -> Self {
        self.whole.push(option.into());
        self
    }

    /// Says what is taken away where an entry starts with it.
    #[must_use]
    pub fn with_strip(mut self, prefix: impl Into<Texts>) -> Self {
        self.strip = Some(prefix.into());
        self
    }

    /// Says what a text means.
    #[must_use]
    pub fn with_read(mut self, text: impl Into<String>, meaning: impl Into<ReadAs>) -> Self {
        self.read.insert(text.into(), meaning.into());
        self
    }

    /// Names the steps, the lowest first.
    #[must_use]
    pub fn with_scale<T: Into<String>>(mut self, steps: impl IntoIterator<Item = T>) -> Self {
        self.scale = steps.into_iter().map(Into::into).collect();
        self
    }

    /// Reads a rating from 1 to `steps`.
    #[must_use]
    pub fn with_likert(mut self, steps: u8) -> Self {
        self.likert = Some(steps);
        self
    }

    /// Says what counts where nothing was answered.
    #[must_use]
    pub fn with_empty(mut self, meaning: impl Into<ReadAs>) -> Self {
        self.empty = Some(meaning.into());
        self
    }

    /// What is wrong with it: the field, and what is allowed.
    pub(in super::super) fn check(&self) -> Vec<(&'static str, String)> {
        let fields = [
            &self.from.is_some(),
            &self.ticked.is_some(),
            &self.busy.is_some(),
            &self.free.is_some(),
        ];
        if fields.into_iter().filter(|&&is_given| is_given).count() != 1 {
            return vec![(
                "",
                format!("exactly one of {} says where it comes from", super::FIELDS),
            )];
        }
        let mut wrong: Vec<(&'static str, String)> =
            self.kind().map(|kind| kind.check()).unwrap_or_default();
        let mut refuse = |field, message: &str| wrong.push((field, message.to_owned()));
        if self.within.is_some() && self.busy.is_none() {
            refuse("within", "needs `busy`: the column of what is taken");
        }
        if self.separator.as_ref().is_some_and(String::is_empty) {
            refuse("separator", "must be a text such as \",\"");
        }
        if !self.whole.is_empty() && self.separator.is_none() {
            refuse("whole", "needs the `separator` that these options hold");
        }
        if self.whole.iter().any(|option| option.trim().is_empty()) {
            refuse("whole", "an option must not be empty");
        }
        if self.strip.iter().flat_map(Texts::as_slice).any(|text| text.trim().is_empty()) {
            refuse("strip", "must not be empty");
        }
        let is_finite = |value: &ReadAs| !matches!(value, ReadAs::Number(n) if !n.is_finite());
        if !self.read.values().all(is_finite) {
            refuse("read", "numbers must be finite");
        }
        if !self.empty.iter().all(is_finite) {
            refuse("empty", "must be a text, or a finite number");
        }
        if !are_distinct(self.read.keys()) {
            refuse("read", "two texts differ in nothing but case and blanks, or one is empty");
        }
        if self.scale.len() == 1 || !are_distinct(&self.scale) {
            refuse("scale", "must be two or more steps that differ in more than case and blanks");
        }
        if self.likert.is_some_and(|steps| !(2..=100).contains(&steps)) {
            refuse("likert", "must be a whole number from 2 to 100");
        }
        if self.likert.is_some() && !self.scale.is_empty() {
            refuse("likert", "stands beside `scale`; only one of them says what a text means");
        }
        wrong
    }
}

/// Whether no two of the texts are one answer, and none is empty.
fn are_distinct<'a>(texts: impl IntoIterator<Item = &'a String>) -> bool {
    let mut keys = BTreeSet::new();
    texts.into_iter().map(|text| answer_key(text)).all(|key| !key.is_empty() && keys.insert(key))
}
