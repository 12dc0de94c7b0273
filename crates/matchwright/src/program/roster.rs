//! From a programme and two tables to a roster: its schema is read, and its rules look at what the
//! answers say together.

#[cfg(feature = "csv")]
use std::path::Path;

use matchwright_tables::Vocabulary;
use matchwright_tables::mapping::Tables;

use super::Program;
use crate::error::{Error, Findings};
use crate::roster::{Roster, RosterBuilder, Table};
use crate::schema::{Columns, ID_COLUMN};

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
        let Some(mapping) = &program.tables else {
            return Self::of_tables(mentees, mentors, ids, program, vocabulary);
        };
        let tables = Tables::sides(mentees, mentors).with_ids(ids.mentee(), ids.mentor());
        let mapped = mapping.apply(&tables.with_separator(&program.list_separator))?;
        mapped.findings.into_result(())?;
        let (mentees, mentors) = (mapped.mentees.table, mapped.mentors.table);
        Self::of_tables(&mentees, &mentors, ID_COLUMN.into(), program, vocabulary)
    }

    /// Of tables that hold what the programme reads.
    pub(crate) fn of_tables(
        mentees: &Table,
        mentors: &Table,
        ids: Columns,
        program: &Program,
        vocabulary: &Vocabulary,
    ) -> Result<Self, Error> {
        let schema = program.schema().with_ids(ids);
        let roster = Self::read(mentees, mentors, &schema, vocabulary)?;
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
    /// What the rules find in the answers of all people together.
    pub(crate) fn inspect(&self, roster: &Roster) -> Findings {
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
