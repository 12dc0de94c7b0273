//! Which columns are read, and as what?
//!
//! A [`Schema`] is what a roster needs to know of a programme. It names columns and knows no
//! criteria.

mod capacity;
mod columns;
mod read;

use std::collections::BTreeSet;

pub use capacity::{Capacity, Seats};
pub use columns::Columns;
pub use read::{Bounds, Kind, MAX_DIMENSIONS, MAX_SEATS, MAX_SEVERAL, Read, Side};

/// What is read of two tables, and how.
///
/// A programme yields one: [`Program::schema`](crate::Program::schema).
///
/// ```
/// use matchwright::roster::{Kind, Person, Read, Roster, Table};
/// use matchwright::schema::Schema;
/// use matchwright::Vocabulary;
///
/// let schema = Schema::new([Read::mentee("age", Kind::Number), Read::mentor("age", Kind::Number)]);
/// let mentees = Table::from_iter([Person::new("e1").number("age", 31.0)]);
/// let mentors = Table::from_iter([Person::new("m1").number("age", 52.0)]);
/// let roster = Roster::read(&mentees, &mentors, &schema, &Vocabulary::default())?;
/// assert_eq!(roster.mentors().numbers("age", None), [Some(52.0)]);
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// The columns, each once, in the order of [`Read`].
    reads: Vec<Read>,
    /// The columns that hold the ids.
    pub ids: Columns,
    /// What stands between the entries of a list that is written as text.
    pub list_separator: String,
    /// How alike two labels in lists must be, from 0 to 1, for the rarer to count as a slip of the
    /// other; `None` where slips are not looked for.
    pub fuzzy: Option<f64>,
    /// Groups of labels that never count as one.
    pub apart: Vec<Vec<String>>,
}

impl Schema {
    /// The given columns, with ids in the column `id`, lists separated by `;`, and labels that count
    /// as one only by their key and by the vocabulary.
    pub fn new(reads: impl IntoIterator<Item = Read>) -> Self {
        let mut reads: Vec<Read> = reads.into_iter().collect();
        reads.sort();
        reads.dedup();
        Self {
            reads,
            ids: Columns::from(ID_COLUMN),
            list_separator: LIST_SEPARATOR.to_owned(),
            fuzzy: None,
            apart: Vec::new(),
        }
    }

    /// Says in which columns the ids stand.
    #[must_use]
    pub fn with_ids(self, ids: impl Into<Columns>) -> Self {
        Self { ids: ids.into(), ..self }
    }

    /// Every column that is read, each once.
    #[must_use]
    pub fn reads(&self) -> &[Read] {
        &self.reads
    }

    /// The columns of a side's table that are looked at, that of the ids included.
    #[must_use]
    pub fn columns(&self, side: Side) -> BTreeSet<String> {
        let own = self.reads.iter().filter(|read| read.side == side);
        let own = own.map(|read| read.column.as_str());
        own.chain([self.ids.of(side)]).map(str::to_owned).collect()
    }
}

/// The column that holds the ids unless the caller names another.
pub const ID_COLUMN: &str = "id";

/// What stands between the entries of a list unless the caller says otherwise.
pub(crate) const LIST_SEPARATOR: &str = ";";
