//! People who take no part: a line of managers may lead through them.

use std::collections::BTreeMap;

use matchwright_tables::Table;
use matchwright_tables::labels::id_key;
use serde::{Deserialize, Serialize};

use crate::schema::{ID_COLUMN, Kind, Schema};

/// For each column of ids that the schema reads, people with the id that stands there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Inactive(BTreeMap<String, Vec<(String, Option<String>)>>);

impl Inactive {
    /// Reads tables with ids in the column `id`. O(people · columns that are read).
    pub(super) fn new(tables: &[Table], schema: &Schema) -> Self {
        let mut inactive = Self::default();
        for read in schema.reads().iter().filter(|read| read.kind == Kind::Reference) {
            let found = tables.iter().filter_map(|table| {
                Some(table.column(ID_COLUMN)?.iter().zip(table.column(&read.column)?))
            });
            let id = |cell: &matchwright_tables::Cell| cell.as_text().map(|text| id_key(&text));
            let people = found.flatten().filter_map(|(own, other)| Some((id(own)?, id(other))));
            let mut people: Vec<(String, Option<String>)> = people.collect();
            // Of two managers the first in the order of the ids counts, whatever the order of the rows.
            people.sort_unstable();
            inactive.0.insert(read.column.clone(), people);
        }
        inactive.0.retain(|_, people| !people.is_empty());
        inactive
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// People with the id in a column; one may stand there twice.
    pub(crate) fn of(&self, column: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
        let people = self.0.get(column).into_iter().flatten();
        people.map(|(id, other)| (id.as_str(), other.as_deref()))
    }
}
