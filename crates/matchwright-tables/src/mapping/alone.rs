//! A mapping for one table of people, whatever their roles.

use std::collections::BTreeSet;

use super::sheet::Sheet;
use super::{MappedTable, Mapping, Tables};
use crate::error::Error;
use crate::table::Table;

impl Mapping {
    /// Applies the mapping to one table of people in any role: everybody who takes part, by their latest answer,
    /// with new columns where the table has what they come from. `read` are the columns that somebody reads, by
    /// their names; `id` is where ids stand if the mapping does not say it, and `separator` stands between the
    /// entries of lists. O(cells).
    ///
    /// ```
    /// use matchwright_tables::Table;
    /// use matchwright_tables::mapping::{Active, Mapping};
    ///
    /// let people = "id,joining\nm1,Yes\nm2,No\n";
    /// let people = Table::from_csv_reader(people.as_bytes(), "people")?;
    /// let mapping = Mapping::new().with_active(Active::new("joining"));
    /// let active = mapping.apply_alone(&people, "id", ";", ["id".to_owned()].into())?;
    /// assert_eq!((active.table.rows(), active.rows), (1, vec![0]));
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] as [`apply`](Self::apply), what is wrong with single people among it.
    pub fn apply_alone(
        &self,
        people: &Table,
        id: &str,
        separator: &str,
        read: BTreeSet<String>,
    ) -> Result<MappedTable, Error> {
        let mapping = self.alone(people);
        let tables = Tables::peers(people).with_ids(id, id).with_separator(separator);
        let mapped = mapping.apply(&tables.with_read(read))?;
        Ok(mapped.findings.into_result(mapped.mentees)?)
    }

    /// Without roles, and without what comes from columns that the table does not have.
    fn alone(&self, people: &Table) -> Self {
        let sheet = Sheet::new("people", people);
        let mut alone = Self { role: None, ..self.clone() };
        alone
            .columns
            .retain(|_, source| source.kind().is_none_or(|kind| kind.columns(&sheet).is_ok()));
        alone.name = alone
            .name
            .filter(|names| names.as_slice().iter().all(|name| sheet.column(name).is_ok()));
        alone
    }
}
