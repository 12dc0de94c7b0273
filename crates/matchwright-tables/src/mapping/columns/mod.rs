//! Where does a new column come from? One kind of source a file, and what its answers mean.
//!
//! ```text
//! from      one column, or several joined
//! ticked    one column an option
//! within    slots that are taken, and the hours out of which they are taken
//! grid      weekdays and hours, free or busy
//! ```
//!
//! `answers` says what a text means (`read`, `scale`, `likert`, `strip`), `entries` takes lists apart.

mod answers;
mod entries;
mod from;
mod grid;
mod likert;
mod pattern;
mod source;
mod ticked;
mod within;

pub use source::{ReadAs, Source};

pub(super) use answers::Answers;
pub(super) use likert::rating;

use super::people::Person;
use super::report::Report;
use super::sheet::{Column, NoColumn, Sheet};
use super::silence::Silence;
use crate::table::Cell;

/// A kind of source.
pub(super) trait Kind {
    /// What is wrong with how it is written: the field, and what is allowed.
    fn check(&self) -> Vec<(&'static str, String)>;

    /// The columns that it reads of a sheet.
    fn columns<'t>(&self, sheet: &Sheet<'t>) -> Result<Vec<Part<'t>>, NoColumn>;

    /// The new column's cells of every sheet that has these columns, for the people there.
    fn cells(&self, places: &[Place<'_, '_>], report: &mut Report) -> Vec<Vec<Cell>>;
}

/// The kind of a source, where it is of this kind.
type Of = fn(&Source) -> Option<Box<dyn Kind + '_>>;

/// One line a kind; the first that the source names is the one.
const KINDS: [Of; 4] = [from::of, ticked::of, within::of, grid::of];

/// The fields that name a kind.
pub(super) const FIELDS: &str = "`from`, `ticked`, `busy` or `free`";

impl Source {
    pub(super) fn kind(&self) -> Option<Box<dyn Kind + '_>> {
        KINDS.iter().find_map(|of| of(self))
    }
}

/// A column that is read, and what it is called there: the option, or the day.
#[derive(Debug, Clone)]
pub(super) struct Part<'t> {
    pub(super) column: Column<'t>,
    pub(super) label: String,
}

/// Where the cells of a new column are made.
pub(super) struct Place<'a, 't> {
    pub(super) sheet: &'a Sheet<'t>,
    pub(super) parts: Vec<Part<'t>>,
    pub(super) people: &'a [Person],
    /// The new column's name.
    pub(super) name: &'a str,
    pub(super) separator: &'a str,
    pub(super) silence: &'a Silence,
}
