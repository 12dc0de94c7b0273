//! People who take no part: a line of managers may lead through them.

use std::collections::BTreeMap;

use matchwright_tables::Table;
use matchwright_tables::labels::id_key;
use serde::{Deserialize, Serialize};

use super::People;
use crate::schema::{ID_COLUMN, Kind, Read, Schema};

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

    /// Everybody of a side with the ids that they give in the columns of ids that the schema reads there.
    pub(super) fn of_people(people: &People, schema: &Schema) -> Self {
        let reads = schema.reads().iter();
        let reads = reads.filter(|read| read.side == people.side && read.kind == Kind::Reference);
        let column = |read: &Read| {
            let others = people.references(&read.column);
            (read.column.clone(), people.ids().iter().cloned().zip(others).collect())
        };
        Self(reads.map(column).collect())
    }

    /// Those who have none of these ids, which are in ascending order, and then all of `others`.
    pub(super) fn without(&self, ids: &[String], others: &Self) -> Self {
        let mut all = self.clone();
        all.0
            .values_mut()
            .for_each(|people| people.retain(|(id, _)| ids.binary_search(id).is_err()));
        for (column, people) in &others.0 {
            all.0.entry(column.clone()).or_default().extend(people.iter().cloned());
        }
        all
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
