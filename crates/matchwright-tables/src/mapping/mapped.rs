//! What comes out of a mapping.

use super::Note;
use crate::finding::{Findings, Withheld};
use crate::table::Table;

/// Two tables as the programme reads them, and what happened on the way.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Mapped {
    /// The mentees.
    pub mentees: MappedTable,
    /// The mentors.
    pub mentors: MappedTable,
    /// People who take no part, of each table that was given: as the tables of the others. A
    /// line of managers may lead through them.
    pub inactive: Vec<Table>,
    /// Those of them who are mentees, and those who are mentors.
    pub paused: [MappedTable; 2],
    /// What has to be mended before anybody is matched.
    pub findings: Findings,
    /// What was decided.
    pub notes: Vec<Note>,
}

/// One of the two tables: ids in the column `id`, then the columns as they came, then the new ones.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct MappedTable {
    /// The cells.
    pub table: Table,
    /// For each row the row of the source, counted from 0 without the header.
    pub rows: Vec<usize>,
    /// For each row the person's name; empty where the mapping has no `name`.
    pub names: Vec<Option<Withheld>>,
}
