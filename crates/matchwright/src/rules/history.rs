//! `history`: these two have met in an earlier round.
//!
//! What weakens is a deduction and no criterion: weights share the score, so that one more criterion would change
//! the scores of everybody who has not met.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Judge, Rule, pairs};
use crate::error::{Error, Finding, Findings};
use crate::roster::{Cell, Read, Roster, Table};

/// These two have met in an earlier round, and should meet somebody new.
///
/// Forbids each of the listed pairs of a mentee's and a mentor's id. Ids that are not in the roster
/// are passed over: people leave between the rounds. Forbids what [`Block`](super::Block) would; it
/// is a rule of its own because the list comes from elsewhere, the pairs of the last outcome, and
/// because a mentee whom nobody is left for should read that they have met everybody, and not that
/// somebody blocked them.
///
/// With `weaken` such a pair may meet again, and its score is lowered by so much, at most to 0: with 0.2 a pair
/// that scores 0.7 scores 0.5, and one that scores 0.1 scores 0. What was taken stands beside what the criteria
/// add, under the rule's name, as a negative number. The floor (`min_score`) holds for what is left.
///
/// With `rounds` or `days` older meetings count no more: those before the last so many rounds of the
/// list, or that many days or more before `date`. Without them all count.
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
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::History;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(History::new([("e1", "m2")]).weaken(0.2))
///     .build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("site", "Leeds"))
///     .mentor(Person::new("m1").text("site", "York"))
///     .mentor(Person::new("m2").text("site", "Leeds"))
///     .build(&program)?;
/// assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [0.0, 0.8]);
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct History {
    /// Pairs of a mentee's id and a mentor's id.
    pub pairs: Vec<(String, String)>,
    /// When each of the pairs met, in their order: the number of a round, or a day such as 2026-03-02.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub met: Vec<Met>,
    /// How many of the last rounds in `met` count; all unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounds: Option<u32>,
    /// For how many days before `date` a meeting counts; for ever unless said otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// The day from which `days` are counted back, such as 2026-09-01.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// By how much the score of these pairs is lowered, above 0 and at most 1, instead of forbidding them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weaken: Option<f64>,
}

/// When two people met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "expected the number of a round, or a day such as 2026-03-02")]
pub enum Met {
    /// In the round with this number; later rounds have higher ones.
    Round(u32),
    /// On this day, or in the round that the text is the number of.
    Text(String),
}

impl Met {
    fn round(&self) -> Option<u32> {
        match self {
            Self::Round(round) => Some(*round),
            Self::Text(text) => text.trim().parse().ok(),
        }
    }

    fn day(&self) -> Option<Date> {
        match self {
            Self::Round(_) => None,
            Self::Text(text) => day(text),
        }
    }
}

/// The day that a text begins with: some write the time behind it.
fn day(text: &str) -> Option<Date> {
    text.trim().get(..10)?.parse().ok()
}

impl History {
    /// Pairs of a mentee's id and a mentor's id.
    pub fn new<E: Into<String>, M: Into<String>>(pairs: impl IntoIterator<Item = (E, M)>) -> Self {
        let (pairs, met) = (pairs::named(pairs), Vec::new());
        Self { pairs, met, rounds: None, days: None, date: None, weaken: None }
    }

    /// Says in which round, or on which day, each of the pairs met.
    #[must_use]
    pub fn met(self, met: impl IntoIterator<Item = Met>) -> Self {
        Self { met: met.into_iter().collect(), ..self }
    }

    /// Lets only the last so many rounds count.
    #[must_use]
    pub fn rounds(self, rounds: u32) -> Self {
        Self { rounds: Some(rounds), ..self }
    }

    /// Lets only meetings less than so many days before a day count.
    #[must_use]
    pub fn days(self, days: u32, before: impl Into<String>) -> Self {
        Self { days: Some(days), date: Some(before.into()), ..self }
    }

    /// Lowers scores by so much instead of forbidding.
    #[must_use]
    pub fn weaken(self, by: f64) -> Self {
        Self { weaken: Some(by), ..self }
    }

    /// The pairs whose meeting counts.
    fn counting(&self) -> impl Iterator<Item = &(String, String)> {
        let latest = self.met.iter().filter_map(Met::round).max();
        let date = self.date.as_deref().and_then(day);
        let counts = move |at: usize| {
            let Some(met) = self.met.get(at) else { return true };
            let rounds_ago = latest.zip(met.round()).map(|(latest, round)| latest - round);
            let days_ago = date.zip(met.day());
            let days_ago = days_ago.map(|(date, day)| i64::from((date - day).get_days()));
            self.rounds.zip(rounds_ago).is_none_or(|(rounds, ago)| ago < rounds)
                && self.days.zip(days_ago).is_none_or(|(days, ago)| ago < i64::from(days))
        };
        self.pairs.iter().enumerate().filter(move |(at, _)| counts(*at)).map(|(_, pair)| pair)
    }

    /// Reads the columns `mentee_id` and `mentor_id` of a file, such as the pairs of an earlier outcome,
    /// as [`Table::from_file`] does; and `round` or `date`, where there is one. One pass over the file.
    ///
    /// # Errors
    /// Those of [`Table::from_file`] and [`History::from_table`].
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let name = path.as_ref().display().to_string();
        Self::from_table(&Table::from_file(path)?, &name)
    }

    /// Reads the columns `mentee_id` and `mentor_id` of a table, and `round` or `date`, where there is one;
    /// `origin` names it in findings.
    ///
    /// # Errors
    /// [`Error::Input`] where a column, or an id in it, is missing.
    pub fn from_table(table: &Table, origin: &str) -> Result<Self, Error> {
        let mut findings = Findings::default();
        let pairs = pairs(table, origin, &mut findings);
        let when = ["round", "date"].into_iter().find(|column| table.column(column).is_some());
        let met = when.map(|column| texts(table, column, MOMENT, origin, &mut findings));
        let met = met.into_iter().flatten().map(Met::Text);
        Ok(findings.into_result(Self::new(pairs).met(met))?)
    }

    /// The pairs in the columns `mentee_id` and `mentor_id` of a table, whenever they met.
    ///
    /// # Errors
    /// Those of [`History::from_table`], about these columns.
    pub fn pairs_of(table: &Table, origin: &str) -> Result<Vec<(String, String)>, Error> {
        let mut findings = Findings::default();
        let pairs = pairs(table, origin, &mut findings).collect();
        Ok(findings.into_result(pairs)?)
    }
}

/// The ids of pairs.
fn pairs(
    table: &Table,
    origin: &str,
    findings: &mut Findings,
) -> impl Iterator<Item = (String, String)> + use<> {
    let [mentees, mentors] =
        ["mentee_id", "mentor_id"].map(|column| texts(table, column, ID, origin, findings));
    mentees.into_iter().zip(mentors)
}

/// What a cell has to hold, and the code of the finding where it is empty.
type Needed = (&'static str, &'static str);

const ID: Needed = ("an id", "no_id");
const MOMENT: Needed = ("a round or a day", "no_moment");

/// The texts of a column, and a finding for each that is missing.
fn texts(
    table: &Table,
    column: &str,
    (what, code): Needed,
    origin: &str,
    findings: &mut Findings,
) -> Vec<String> {
    let mut refuse = |finding: Finding| findings.push(finding.table(origin).column(column));
    let Some(cells) = table.column(column) else {
        refuse(Finding::new("there is no such column").code("no_such_column"));
        return Vec::new();
    };
    let mut text = |(row, cell): (usize, &Cell)| {
        cell.as_text().or_else(|| {
            let empty = Finding::new(format!("{what} is needed")).code(code);
            refuse(empty.row(table.sheet_row(row)));
            None
        })
    };
    cells.iter().enumerate().filter_map(&mut text).collect()
}

impl Rule for History {
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let (rounds, days) = (self.rounds.is_some(), self.days.is_some());
        let all = |is_one: fn(&Met) -> bool| self.met.iter().all(is_one);
        let has_date = self.date.as_deref().and_then(day).is_some();
        let is_whole = self.met.is_empty() || self.met.len() == self.pairs.len();
        let rounds_fit = !rounds || all(|met| met.round().is_some());
        let days_fit = !days || all(|met| met.day().is_some());
        let is_part = self.weaken.is_none_or(|by| by > 0.0 && by <= 1.0);
        let findings = [
            (is_whole, "met", "must say of each of the pairs when they met"),
            (rounds_fit, "met", "must be numbers of rounds where `rounds` count"),
            (days_fit, "met", "must be days such as 2026-03-02 where `days` count"),
            (self.rounds != Some(0), "rounds", "must be a whole number from 1"),
            (self.days != Some(0), "days", "must be a whole number from 1"),
            (!rounds || !days, "rounds", "cannot stand beside `days`"),
            (!days || has_date, "date", "must be the day from which `days` count back"),
            (is_part, "weaken", "must be a number above 0 and at most 1"),
        ];
        let wrong = findings.into_iter().filter(|(is_right, ..)| !is_right);
        wrong.map(|(_, field, message)| (field, message.to_owned())).collect()
    }

    fn weakens(&self) -> Option<f64> {
        self.weaken
    }

    fn sentence(&self) -> Option<String> {
        let counted = pairs::counted(self.counting().count());
        Some(match self.weaken {
            None => format!("{counted} who met in an earlier round do not meet again."),
            Some(by) => format!("{counted} who met in an earlier round score {by} less."),
        })
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        pairs::judge(roster, self.counting())
    }
}
