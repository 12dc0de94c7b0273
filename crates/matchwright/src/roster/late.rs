//! People who are read after it was decided what labels mean: from what everybody wrote before them, and it stays
//! so. What nobody had written is a label of its own.

use std::collections::BTreeMap;

use matchwright_tables::Table;
use matchwright_tables::labels::{LabelId, Labels};
use matchwright_tables::vocabulary::Meanings;

use super::People;
use super::check::Checker;
use super::texts::Words;
use crate::error::Findings;
use crate::schema::{Schema, Side};

/// What their answers are read by.
pub(super) struct Late<'a> {
    pub(super) schema: &'a Schema,
    /// The ids of the other side.
    pub(super) others: &'a [String],
    pub(super) labels: Labels,
    pub(super) words: Words,
    pub(super) stands_for: &'a BTreeMap<LabelId, LabelId>,
}

impl Late<'_> {
    /// What the schema reads of one side.
    pub(super) fn read(&mut self, side: Side, table: &Table, findings: &mut Findings) -> People {
        let mut checker = Checker::new(side, table, self.schema, findings);
        let (separator, others) = (&self.schema.list_separator, self.others);
        for read in self.schema.reads().iter().filter(|read| read.side == side) {
            let (labels, words) = (&mut self.labels, &mut self.words);
            checker.column(read, others, separator, labels, words, findings);
        }
        let mut people = checker.finish(&Meanings::default());
        people.columns.values_mut().for_each(|column| column.stand_for(self.stands_for));
        people
    }
}
