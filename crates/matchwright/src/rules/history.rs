//! `history`: these two have met in an earlier round.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Judge, Rule, pairs};
use crate::error::{Error, Finding, Findings};
use crate::roster::{Read, Roster, Table};

/// These two have met in an earlier round, and should meet somebody new.
///
/// Forbids each of the listed pairs of a mentee's and a mentor's id. Ids that are not in the roster
/// are passed over: people leave between the rounds. Forbids what [`Block`](super::Block) would; it
/// is a rule of its own because the list comes from elsewhere, the pairs of the last outcome, and
/// because a mentee whom nobody is left for should read that they have met everybody, and not that
/// somebody blocked them.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::History;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(History::new([("e1", "m2"), ("e1", "m9")]))
///     .build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("site", "Leeds"))
///     .mentor(Person::new("m1").text("site", "Leeds"))
///     .mentor(Person::new("m2").text("site", "Leeds"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?.row(0);
/// assert!(scores[0] == 1.0 && scores[1].is_nan());
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [[rules]]
/// kind = "history"
/// pairs = [["e1", "m2"], ["e1", "m9"]]
/// name = "spring_cohort"
/// ```
///
/// | id | verdict |
/// |---|---|
/// | e1 | |
/// | m1 | may meet |
/// | m2 | may not |
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct History {
    /// Pairs of a mentee's id and a mentor's id.
    pub pairs: Vec<(String, String)>,
}

impl History {
    /// Pairs of a mentee's id and a mentor's id.
    pub fn new<E: Into<String>, M: Into<String>>(pairs: impl IntoIterator<Item = (E, M)>) -> Self {
        Self { pairs: pairs::named(pairs) }
    }

    /// Reads the columns `mentee_id` and `mentor_id` of a file, such as the pairs of an earlier outcome,
    /// as [`Table::from_file`] does. One pass over the file.
    ///
    /// # Errors
    /// Those of [`Table::from_file`] and [`History::from_table`].
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let name = path.as_ref().display().to_string();
        Self::from_table(&Table::from_file(path)?, &name)
    }

    /// Reads the columns `mentee_id` and `mentor_id` of a table; `origin` names it in findings.
    ///
    /// # Errors
    /// [`Error::Input`] where a column, or an id in it, is missing.
    pub fn from_table(table: &Table, origin: &str) -> Result<Self, Error> {
        let mut findings = Findings::default();
        let [mentees, mentors] = ["mentee_id", "mentor_id"].map(|column| {
            let found = ids(table, column);
            found.unwrap_or_else(|finding| {
                findings.push(finding.table(origin).column(column));
                Vec::new()
            })
        });
        Ok(findings.into_result(Self::new(mentees.into_iter().zip(mentors)))?)
    }
}

/// Every id of a column, or what is missing.
fn ids(table: &Table, column: &str) -> Result<Vec<String>, Finding> {
    let cells = table
        .column(column)
        .ok_or_else(|| Finding::new("there is no such column").code("no_such_column"))?;
    let id = |(row, cell): (usize, &crate::roster::Cell)| {
        cell.as_text()
            .ok_or_else(|| Finding::new("an id is needed").code("no_id").row(table.sheet_row(row)))
    };
    cells.iter().enumerate().map(id).collect()
}

impl Rule for History {
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn sentence(&self) -> Option<String> {
        let counted = pairs::counted(self.pairs.len());
        Some(format!("{counted} who met in an earlier round do not meet again."))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        pairs::judge(roster, &self.pairs)
    }
}
