//! From a programme and two tables to what can be matched: the one way in for every caller.
//!
//! Whoever mends an input wants to hear of everything that is wrong with it at once.

use std::borrow::Borrow;

use matchwright_tables::{Table, Vocabulary};

use super::Matcher;
use crate::error::{Error, Findings};
use crate::program::Program;
use crate::roster::Roster;
use crate::schema::Columns;

/// What could be read of the people, and everything that is wrong with them or with the programme.
pub(crate) struct Intake<T> {
    /// The tables, mentees first; `None` for one whose cells are wrong.
    pub(crate) tables: [Option<T>; 2],
    /// The people; `None` where anything is wrong with them.
    pub(crate) roster: Option<Roster>,
    /// The programme's, then the tables', then those of people and programme together.
    pub(crate) findings: Findings,
}

impl<T: Borrow<Table>> Intake<T> {
    /// Takes the tables as their readers returned them.
    ///
    /// # Errors
    /// Those of the readers that are not findings: a file that is not there, a text that is not CSV.
    pub(crate) fn new<E: Into<Error>>(
        program: &Program,
        tables: [Result<T, E>; 2],
        ids: &Columns,
        vocabulary: &Vocabulary,
    ) -> Result<Self, Error> {
        let mut findings = program.check();
        let [mentees, mentors] = tables.map(|table| table.map_err(E::into));
        let tables = [kept(mentees, &mut findings)?, kept(mentors, &mut findings)?];
        let roster = match &tables {
            [Some(mentees), Some(mentors)] => {
                let (mentees, mentors, ids) = (mentees.borrow(), mentors.borrow(), ids.clone());
                let roster = Roster::with_vocabulary(mentees, mentors, ids, program, vocabulary);
                kept(roster, &mut findings)?
            }
            _ => None,
        };
        Ok(Self { tables, roster, findings })
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
    /// them, mentees first; `ids` names the columns of the ids.
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
        tables: [Result<T, E>; 2],
        ids: impl Into<Columns>,
        vocabulary: &Vocabulary,
    ) -> Result<(Self, Roster), Error> {
        let Intake { roster, findings, .. } =
            Intake::new(&program, tables, &ids.into(), vocabulary)?;
        match roster {
            Some(roster) if findings.is_empty() => Ok((Self::new(program)?, roster)),
            _ => Err(Error::Input(findings)),
        }
    }
}
