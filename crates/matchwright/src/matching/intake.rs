//! From a programme and two tables to what can be matched: the one way in for every caller.
//!
//! Whoever mends an input wants to hear of everything that is wrong with it at once.

use std::borrow::Borrow;

use matchwright_tables::mapping::{MappedTable, Tables};
use matchwright_tables::{Table, Vocabulary};

use super::Matcher;
use crate::error::{Error, Findings};
use crate::program::Program;
use crate::roster::{Readings, Roster, Side};
use crate::schema::{Columns, ID_COLUMN};

/// What could be read of the people, and everything that is wrong with them or with the programme.
pub(crate) struct Intake<T> {
    /// The tables, mentees first; `None` for one whose cells are wrong.
    pub(crate) tables: [Option<Taken<T>>; 2],
    /// People whom the programme's mapping leaves out.
    inactive: Vec<Table>,
    /// Those of them who are mentees, and those who are mentors.
    paused: [MappedTable; 2],
    /// Where ids stand in these tables.
    pub(crate) ids: Columns,
    /// How the tables were read, and what the programme's mapping decided.
    pub(crate) readings: Readings,
    /// The people; `None` where anything is wrong with them.
    pub(crate) roster: Option<Roster>,
    /// The programme's, then the tables', then those of people and programme together.
    pub(crate) findings: Findings,
}

/// A table that a programme can read.
pub(crate) enum Taken<T> {
    /// As its reader returned it.
    Given(T),
    /// As the programme's mapping made it.
    Mapped(Box<MappedTable>),
}

impl<T: Borrow<Table>> Borrow<Table> for Taken<T> {
    fn borrow(&self) -> &Table {
        match self {
            Self::Given(table) => table.borrow(),
            Self::Mapped(mapped) => &mapped.table,
        }
    }
}

/// Tables of people as their readers returned them.
#[derive(Debug)]
pub enum PeopleTables<T, E> {
    /// One for each role, mentees first.
    Each([Result<T, E>; 2]),
    /// One for both roles, of which the programme's `[tables]` says who has which; or one of peers.
    Both(Result<T, E>),
}

impl<T, E> From<[Result<T, E>; 2]> for PeopleTables<T, E> {
    fn from(tables: [Result<T, E>; 2]) -> Self {
        Self::Each(tables)
    }
}

impl<T: Borrow<Table>> Intake<T> {
    /// Takes the tables as their readers returned them.
    ///
    /// # Errors
    /// Those of the readers that are not findings: a file that is not there, a text that is not CSV.
    pub(crate) fn new<E: Into<Error>>(
        program: &Program,
        tables: PeopleTables<T, E>,
        ids: Columns,
        vocabulary: &Vocabulary,
    ) -> Result<Self, Error> {
        let mut intake = Self {
            tables: [None, None],
            inactive: Vec::new(),
            paused: Default::default(),
            ids,
            readings: Readings::default(),
            roster: None,
            findings: program.check(),
        };
        match tables {
            PeopleTables::Each([mentees, mentors]) => {
                let mentees = intake.keep(Side::Mentee.table(), mentees)?;
                let mentors = intake.keep(Side::Mentor.table(), mentors)?;
                intake.take_each(program, mentees, mentors)?;
            }
            PeopleTables::Both(people) => {
                if let Some(people) = intake.keep("people", people)? {
                    let people = people.borrow();
                    let tables = if program.has_one_population() {
                        Tables::peers(people)
                    } else {
                        Tables::people(people)
                    };
                    intake.map(program, tables)?;
                }
            }
        }
        intake.read(program, vocabulary)?;
        Ok(intake)
    }

    /// A table, and how it was read.
    fn keep<E: Into<Error>>(
        &mut self,
        name: &'static str,
        table: Result<T, E>,
    ) -> Result<Option<T>, Error> {
        let table = kept(table.map_err(E::into), &mut self.findings)?;
        if let Some(table) = &table {
            self.readings.add(name, table.borrow());
        }
        Ok(table)
    }

    /// Takes a table for each role.
    fn take_each(
        &mut self,
        program: &Program,
        mentees: Option<T>,
        mentors: Option<T>,
    ) -> Result<(), Error> {
        match (mentees, mentors) {
            (Some(mentees), Some(mentors)) if program.tables.is_some() => {
                self.map(program, Tables::sides(mentees.borrow(), mentors.borrow()))
            }
            (mentees, mentors) => {
                self.tables = [mentees, mentors].map(|table| table.map(Taken::Given));
                Ok(())
            }
        }
    }

    /// Makes of the tables what the programme reads.
    fn map(&mut self, program: &Program, tables: Tables<'_>) -> Result<(), Error> {
        // What is wrong with the mapping itself is among the findings already.
        if program.tables.as_ref().is_some_and(|mapping| !mapping.check().is_empty()) {
            return Ok(());
        }
        let mapped = program.mapped(tables, &self.ids);
        if let Some(mapped) = kept(mapped, &mut self.findings)? {
            self.findings.extend(mapped.findings);
            self.readings.notes = mapped.notes;
            self.inactive = mapped.inactive;
            self.paused = mapped.paused;
            self.tables =
                [mapped.mentees, mapped.mentors].map(|side| Some(Taken::Mapped(Box::new(side))));
            self.ids = ID_COLUMN.into();
        }
        Ok(())
    }

    /// Reads the people.
    fn read(&mut self, program: &Program, vocabulary: &Vocabulary) -> Result<(), Error> {
        let [Some(mentees), Some(mentors)] = &self.tables else { return Ok(()) };
        let ids = self.ids.clone();
        let tables = [mentees.borrow(), mentors.borrow()];
        let roster = Roster::of_tables(tables, &self.inactive, ids, program, vocabulary);
        let Some(roster) = kept(roster, &mut self.findings)? else { return Ok(()) };
        let roster = roster.with_readings(self.readings.clone());
        self.roster = Some(match (mentees, mentors) {
            (Taken::Mapped(mentees), Taken::Mapped(mentors)) => {
                roster.with_mapped([mentees, mentors]).with_paused(&self.paused)
            }
            _ => roster,
        });
        Ok(())
    }
}

/// The value, or `None` after its findings have joined the others.
fn kept<T>(result: Result<T, Error>, findings: &mut Findings) -> Result<Option<T>, Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(Error::Input(more)) => {
            findings.extend(more);
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

impl Matcher {
    /// Checks a programme and its people together. The tables are taken as their readers returned
    /// them, mentees first, or as one table ([`PeopleTables::Both`]); `ids` names the columns of the ids where
    /// the programme's `[tables]` does not.
    ///
    /// ```
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Table;
    /// use matchwright::{Error, Matcher, Program, Vocabulary};
    ///
    /// let program = Program::builder().criterion(-1.0, Same::new("site")).build();
    /// let read = |text: &str, origin| Table::from_csv_reader(text.as_bytes(), origin);
    /// let tables = [read("id,site\ne1,Leeds\n", "mentees"), read("id,town\nm1,York\n", "mentors")];
    /// let refused = Matcher::with_people(program, tables, "id", &Vocabulary::default());
    /// let Err(Error::Input(findings)) = refused else { panic!("this is wrong in two ways") };
    /// let tables = findings.as_slice().iter().map(|finding| finding.table.as_deref());
    /// assert_eq!(tables.collect::<Vec<_>>(), [Some("programme"), Some("mentors")]);
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] with everything that is wrong in the programme, in the tables, and in the
    /// people as the programme reads them; whatever else a reader returned.
    pub fn with_people<T: Borrow<Table>, E: Into<Error>>(
        program: Program,
        tables: impl Into<PeopleTables<T, E>>,
        ids: impl Into<Columns>,
        vocabulary: &Vocabulary,
    ) -> Result<(Self, Roster), Error> {
        let Intake { roster, findings, .. } =
            Intake::new(&program, tables.into(), ids.into(), vocabulary)?;
        match roster {
            Some(roster) if findings.is_empty() => Ok((Self::new(program)?, roster)),
            _ => Err(Error::Input(findings)),
        }
    }
}
