//! What a mapping is applied to.

use std::collections::BTreeSet;

use crate::table::Table;

/// One table of people in both roles, or one of mentees and one of mentors.
///
/// ```
/// use matchwright_tables::Table;
/// use matchwright_tables::mapping::Tables;
///
/// let people = Table::default();
/// let tables = Tables::people(&people).with_ids("staff no", "staff no").with_separator(",");
/// # let _ = tables;
/// ```
#[derive(Debug, Clone)]
pub struct Tables<'t> {
    pub(super) given: Given<'t>,
    /// The mentees' column of ids and the mentors'.
    pub(super) ids: [&'t str; 2],
    pub(super) separator: &'t str,
    /// The columns that somebody reads; all of them where nobody says it.
    pub(super) read: Option<BTreeSet<String>>,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Given<'t> {
    People(&'t Table),
    Peers(&'t Table),
    Sides([&'t Table; 2]),
}

impl<'t> Tables<'t> {
    /// One table; the mapping's `role` says who is what.
    #[must_use]
    pub fn people(people: &'t Table) -> Self {
        Self::new(Given::People(people))
    }

    /// One table of people who are mentees and mentors to each other: everybody is on both sides.
    #[must_use]
    pub fn peers(people: &'t Table) -> Self {
        Self::new(Given::Peers(people))
    }

    /// Two tables.
    #[must_use]
    pub fn sides(mentees: &'t Table, mentors: &'t Table) -> Self {
        Self::new(Given::Sides([mentees, mentors]))
    }

    /// The table of mentees and that of mentors, or the one table of both, twice.
    #[must_use]
    pub fn both(&self) -> [&'t Table; 2] {
        match self.given {
            Given::People(people) | Given::Peers(people) => [people; 2],
            Given::Sides(tables) => tables,
        }
    }

    /// Whether one table holds both roles.
    #[must_use]
    pub fn is_one(&self) -> bool {
        !matches!(self.given, Given::Sides(_))
    }

    /// The mentees' column of ids and the mentors', where the mapping does not say it.
    #[must_use]
    pub fn ids(&self) -> [&'t str; 2] {
        self.ids
    }

    /// Whether the people of a sheet are mentees, and whether mentors, where no role says it.
    pub(super) fn roles(&self, sheet: usize) -> [bool; 2] {
        match self.given {
            Given::Peers(_) => [true; 2],
            _ => [sheet == 0, sheet == 1],
        }
    }

    fn new(given: Given<'t>) -> Self {
        Self { given, ids: ["id"; 2], separator: ";", read: None }
    }

    /// Where ids stand if the mapping does not say it; `id` by default. One table has the mentees'.
    #[must_use]
    pub fn with_ids(mut self, mentees: &'t str, mentors: &'t str) -> Self {
        self.ids = [mentees, mentors];
        self
    }

    /// What stands between the entries of lists where a column does not say it; `;` by default.
    #[must_use]
    pub fn with_separator(mut self, separator: &'t str) -> Self {
        self.separator = separator;
        self
    }

    /// The columns that somebody reads, by their names: a row that repeats another in all of these counts once.
    #[must_use]
    pub fn with_read(mut self, columns: BTreeSet<String>) -> Self {
        self.read = Some(columns);
        self
    }
}
