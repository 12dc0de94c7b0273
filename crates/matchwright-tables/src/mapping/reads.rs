//! Which columns does a mapping read?

use std::collections::BTreeSet;

use super::sheet::Sheet;
use super::{Mapping, Source, Texts};
use crate::table::Table;

impl Mapping {
    /// Those of a table's columns that the mapping reads; `id` is where ids stand if the mapping does not
    /// say it. For whoever wants to hand over these columns alone. O(columns).
    ///
    /// ```
    /// use matchwright_tables::mapping::{Mapping, Source};
    ///
    /// let topics = Source::ticked("Topic: *");
    /// let mapping = Mapping::new().with_id("Staff no").with_column("topics", topics);
    /// let names = ["staff no", "Topic: SQL", "Topic: Rust", "Portrait"];
    /// let read = mapping.reads(&names, "id");
    /// assert_eq!(read.into_iter().collect::<Vec<_>>(), ["Topic: Rust", "Topic: SQL", "staff no"]);
    /// ```
    #[must_use]
    pub fn reads(&self, names: &[&str], id: &str) -> BTreeSet<String> {
        let table = without_rows(names);
        let sheet = Sheet::new("people", &table);
        let ids = self.id.clone().unwrap_or_else(|| id.into());
        let alone = self.role.iter().map(|role| &role.column).chain(&self.latest);
        let alone = alone.chain(self.active.iter().map(|active| &active.column));
        let joined = ids.as_slice().iter().chain(self.name.iter().flat_map(Texts::as_slice));
        let found = joined.chain(alone).filter_map(|name| sheet.column(name).ok());
        let kinds = self.columns.values().filter_map(Source::kind);
        let parts = kinds.flat_map(|kind| kind.columns(&sheet).unwrap_or_default());
        found.chain(parts.map(|part| part.column)).map(|column| column.name.to_owned()).collect()
    }

    /// The one of a table's columns whose cells are the ids, taken as they are; `id` is where they stand if the
    /// mapping does not say it. `None` where ids are joined from several columns. O(columns).
    ///
    /// ```
    /// use matchwright_tables::mapping::Mapping;
    ///
    /// let names = ["staff no ", "First name", "Last name"];
    /// let column = |mapping: Mapping| mapping.id_column(&names, "id");
    /// assert_eq!(column(Mapping::new().with_id("Staff no")).as_deref(), Some("staff no "));
    /// assert_eq!(column(Mapping::new().with_id(["First name", "Last name"])), None);
    /// ```
    #[must_use]
    pub fn id_column(&self, names: &[&str], id: &str) -> Option<String> {
        let ids = self.id.clone().unwrap_or_else(|| id.into());
        let [name] = ids.as_slice() else { return None };
        let table = without_rows(names);
        let column = Sheet::new("people", &table).column(name).ok()?.name;
        // A table forgets the blanks around its names; whoever asks has them.
        names.iter().find(|name| name.trim() == column).map(|&name| name.to_owned())
    }
}

/// A table that has columns of these names, and nothing else.
fn without_rows(names: &[&str]) -> Table {
    let mut table = Table::default();
    for name in names {
        table.insert(*name, Vec::new());
    }
    table
}
