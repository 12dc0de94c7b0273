//! From a programme and two tables to a roster: its schema is read, and its rules look at what the
//! answers say together.

use std::collections::BTreeSet;
#[cfg(feature = "csv")]
use std::path::Path;

use matchwright_tables::Vocabulary;
use matchwright_tables::mapping::{Mapped, Tables};

use super::Program;
use crate::error::{Error, Finding, Findings};
use crate::roster::{Readings, Roster, RosterBuilder, Side, Table, WAITED_COLUMN};
use crate::schema::{Columns, ID_COLUMN};

impl Program {
    /// How many partners each person of a side may have, in the order of the ids: a mentee `mentors_per_mentee`, a
    /// mentor `capacity`.
    #[must_use]
    pub fn seats(&self, roster: &Roster, side: Side) -> Vec<u32> {
        roster.seats(side, &self.seats_of(side).max)
    }

    /// How many partners each person of a side has to have at least, as [`seats`](Self::seats); 0 where somebody has
    /// no seat, since they take no part.
    #[must_use]
    pub fn minimums(&self, roster: &Roster, side: Side) -> Vec<u32> {
        let least = roster.seats(side, &self.seats_of(side).min).into_iter();
        let least = least.zip(self.seats(roster, side));
        least.map(|(least, seats)| if seats == 0 { 0 } else { least }).collect()
    }
}

impl Roster {
    /// Checks two tables against what the programme reads. Ids stand in the column `id`.
    ///
    /// # Errors
    /// [`Error::Input`] with every finding: missing columns, wrong kinds, duplicate ids, values
    /// outside their range.
    pub fn new(mentees: &Table, mentors: &Table, program: &Program) -> Result<Self, Error> {
        Self::with_ids(mentees, mentors, ID_COLUMN, program)
    }

    /// As [`Roster::new`], with the name of the id column, or one for each table.
    ///
    /// # Errors
    /// As [`Roster::new`].
    pub fn with_ids(
        mentees: &Table,
        mentors: &Table,
        ids: impl Into<Columns>,
        program: &Program,
    ) -> Result<Self, Error> {
        Self::with_vocabulary(mentees, mentors, ids, program, &Vocabulary::default())
    }

    /// As [`Roster::with_ids`], with a vocabulary that says which of the labels in lists mean the
    /// same, and which something wider.
    ///
    /// ```
    /// use matchwright::criteria::Overlap;
    /// use matchwright::roster::{Person, Table};
    /// use matchwright::vocabulary::{Vocabulary, Word};
    /// use matchwright::{Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Overlap::new("skills")).build();
    /// let vocabulary = Vocabulary::new([Word::new("k8s").preferred("Kubernetes")])?;
    /// let mentees = Table::from_iter([Person::new("e1").text("skills", "k8s; SQL")]);
    /// let mentors = Table::from_iter([Person::new("m1").text("skills", "kubernets; sql; SQL")]);
    /// let roster = Roster::with_vocabulary(&mentees, &mentors, "id", &program, &vocabulary)?;
    /// let merges = roster.merges().iter();
    /// let merges: Vec<String> = merges
    ///     .map(|merge| format!("{} → {}: {}", merge.label, merge.into, merge.because))
    ///     .collect();
    /// assert_eq!(merges, [
    ///     "k8s → Kubernetes: alias",
    ///     "kubernets → Kubernetes: fuzzy 0.98",
    ///     "sql → SQL: case",
    /// ]);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Roster::new`].
    pub fn with_vocabulary(
        mentees: &Table,
        mentors: &Table,
        ids: impl Into<Columns>,
        program: &Program,
        vocabulary: &Vocabulary,
    ) -> Result<Self, Error> {
        let ids = ids.into();
        if program.tables.is_none() {
            return Self::of_tables([mentees, mentors], &[], ids, program, vocabulary);
        }
        let mapped = program.mapped(Tables::sides(mentees, mentors), &ids)?;
        mapped.findings.into_result(())?;
        let mut readings = Readings::of_sides(mentees, mentors);
        readings.notes = mapped.notes;
        let (mentees, mentors) = (&mapped.mentees, &mapped.mentors);
        let (tables, ids) = ([&mentees.table, &mentors.table], ID_COLUMN.into());
        let roster = Self::of_tables(tables, &mapped.inactive, ids, program, vocabulary)?;
        let roster = roster.with_readings(readings).with_mapped([mentees, mentors]);
        Ok(roster.with_paused(&mapped.paused))
    }

    /// Of tables that hold what the programme reads, and of people who take no part.
    pub(crate) fn of_tables(
        [mentees, mentors]: [&Table; 2],
        inactive: &[Table],
        ids: Columns,
        program: &Program,
        vocabulary: &Vocabulary,
    ) -> Result<Self, Error> {
        let schema = program.schema().with_ids(ids);
        let roster = Self::read(mentees, mentors, &schema, vocabulary)?;
        let roster = roster.with_inactive(inactive, &schema);
        program.inspect(&roster).into_result(roster).map_err(Error::from)
    }

    /// Reads two CSV files with a header line.
    ///
    /// # Errors
    /// [`Error::Read`], and those of [`Roster::new`].
    #[cfg(feature = "csv")]
    pub fn from_csv(
        mentees: impl AsRef<Path>,
        mentors: impl AsRef<Path>,
        program: &Program,
    ) -> Result<Self, Error> {
        Self::new(&Table::from_csv(mentees)?, &Table::from_csv(mentors)?, program)
    }
}

impl Program {
    /// Which of the columns with these names a call looks at, in a table of people of these sides: what
    /// the programme reads, what its `[tables]` names, and `ids` where that does not name them. For
    /// whoever wants to hand over these columns alone. O(columns).
    ///
    /// ```
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Side;
    /// use matchwright::tables::mapping::{Mapping, Source};
    /// use matchwright::Program;
    ///
    /// let mapping = Mapping::new().with_column("site", Source::from("Where do you work?"));
    /// let program = Program::builder().criterion(1.0, Same::new("site")).tables(mapping).build();
    /// let names = ["id", "Where do you work?", "Portrait"];
    /// let read = program.columns_of(&[Side::Mentee], &"id".into(), &names);
    /// assert_eq!(read.into_iter().collect::<Vec<_>>(), ["Where do you work?", "id"]);
    /// ```
    #[must_use]
    pub fn columns_of(&self, sides: &[Side], ids: &Columns, names: &[&str]) -> BTreeSet<String> {
        let schema = self.schema().with_ids(ids.clone());
        let mut read: BTreeSet<String> =
            sides.iter().flat_map(|&side| schema.columns(side)).collect();
        if let Some(mapping) = &self.tables {
            // What the mapping makes is not looked for in the table.
            read.retain(|name| name != ID_COLUMN && !mapping.columns.contains_key(name));
            for &side in sides {
                read.extend(mapping.reads(names, ids.of(side)));
            }
        }
        read.extend(
            names.iter().filter(|name| name.trim() == WAITED_COLUMN).map(|&n| n.to_owned()),
        );
        let trimmed: BTreeSet<&str> = read.iter().map(|name| name.trim()).collect();
        let padded = names.iter().filter(|name| trimmed.contains(name.trim()));
        let padded: Vec<String> = padded.map(|&name| name.to_owned()).collect();
        read.extend(padded);
        read
    }

    /// The one of the columns with these names whose cells are the ids of a side, taken as they are: what
    /// `[tables]` names, or `ids` where it does not. `None` where ids are joined from several. O(columns).
    #[must_use]
    pub fn id_column(&self, side: Side, ids: &Columns, names: &[&str]) -> Option<String> {
        let id = ids.of(side);
        if let Some(mapping) = &self.tables {
            return mapping.id_column(names, id);
        }
        names.iter().find(|name| name.trim() == id.trim()).map(|&name| name.to_owned())
    }

    /// The tables as the programme's `[tables]` makes them. What it says of columns that nobody reads is
    /// left out: a table with these columns alone says the same.
    pub(crate) fn mapped(&self, tables: Tables<'_>, ids: &Columns) -> Result<Mapped, Error> {
        let mapping = self.tables.clone().unwrap_or_default();
        let read = tables.both().into_iter().flat_map(|table| {
            self.columns_of(&Side::BOTH, ids, &table.names().collect::<Vec<_>>())
        });
        let read = read.collect();
        let tables = tables.with_ids(ids.mentee(), ids.mentor()).with_read(read);
        let mut mapped = mapping.apply(&tables.with_separator(&self.list_separator))?;
        mapped.notes.retain(|note| {
            note.column.as_ref().is_none_or(|name| {
                mapping.columns.contains_key(name)
                    || self.columns_of(&Side::BOTH, ids, &[name]).contains(name)
            })
        });
        Ok(mapped)
    }

    /// What the rules find in the answers of all people together.
    pub(crate) fn inspect(&self, roster: &Roster) -> Findings {
        let mut findings = Findings::default();
        if self.has_one_population() && roster.mentees().ids() != roster.mentors().ids() {
            let message = "people of one population stand in one table, and here are two";
            findings
                .push(Finding::new(message).table("programme").column("form").code("two_tables"));
        }
        findings.extend(self.inspect_rules(roster));
        findings
    }

    /// The same of the rules alone.
    pub(crate) fn inspect_rules(&self, roster: &Roster) -> Findings {
        let mut findings = Findings::default();
        findings.extend(self.rules.iter().flat_map(|clause| clause.rule.inspect(roster)));
        findings
    }
}

impl RosterBuilder {
    /// Checks everybody against what the programme reads.
    ///
    /// # Errors
    /// As [`Roster::new`].
    pub fn build(self, program: &Program) -> Result<Roster, Error> {
        let ([mentees, mentors], vocabulary) = self.tables();
        Roster::with_vocabulary(&mentees, &mentors, ID_COLUMN, program, &vocabulary)
    }
}
