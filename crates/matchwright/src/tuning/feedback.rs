//! How pairs went, as people said: a table by ids.

use std::collections::BTreeMap;
use std::fmt;

use matchwright_tables::labels::{answer_key, person_key, yes_or_no};
use matchwright_tables::mapping::{Mapping, Texts};
use matchwright_tables::{Cell, Finding, Findings, Table};

use super::Aspect;
use crate::error::Error;

/// What findings call the table.
const TABLE: &str = "feedback";

/// Who it is about.
const IDS: [&str; 2] = ["mentee_id", "mentor_id"];

/// The column that says in which round two people met.
const ROUND: &str = "round";

/// A column of our own that numbers the rows: a mapping wants to know whose they are.
const NUMBER: &str = "\u{1}row";

/// How pairs went: a row a pair, with what people said of it. What they did not say stays missing.
///
/// | column | holds |
/// |---|---|
/// | `mentee_id`, `mentor_id` | who |
/// | `fit` | how well they fit, from 1 to 5 |
/// | `goal_reached` | yes or no |
/// | `accepted` | yes or no, or `accepted` and `declined` |
/// | `ended_early` | yes or no |
/// | `meetings` | how many were held, 0 or more |
/// | `round` | in which round, where a pair stands more than once |
///
/// All but the ids may be left out. `Debug` shows no answer.
#[derive(Clone, Default, PartialEq)]
pub struct Feedback {
    rows: Vec<Row>,
}

/// What was said of a pair.
#[derive(Clone, PartialEq)]
pub(super) struct Row {
    pub(super) mentee: String,
    pub(super) mentor: String,
    round: String,
    /// In the order of [`Aspect::ALL`].
    answers: [Option<f64>; 5],
}

impl Row {
    pub(super) fn answer(&self, aspect: Aspect) -> Option<f64> {
        let at = Aspect::ALL.iter().position(|own| *own == aspect)?;
        self.answers[at]
    }
}

impl Feedback {
    /// Reads a table. Of the mapping `columns` count, which say where a column comes from and what is written
    /// there, and `no_answer`; an empty mapping takes the columns by their names. O(cells).
    ///
    /// ```
    /// use matchwright::roster::Table;
    /// use matchwright::tables::mapping::{Mapping, Source};
    /// use matchwright::tuning::{Aspect, Feedback};
    ///
    /// let form = "mentee_id,mentor_id,How was it?\ne1,m1,5\ne1,m2,N/A\n";
    /// let form = Table::from_csv_reader(form.as_bytes(), "form.csv")?;
    /// let mapping = Mapping::new().with_column("fit", Source::from("How was it?"));
    /// let feedback = Feedback::read(&form, &mapping)?;
    /// assert_eq!((feedback.len(), feedback.answers(Aspect::Fit)), (2, 1));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] with every finding: a column of ids that is not there, an id that is missing, an answer
    /// out of its range, a pair that stands twice in one round.
    pub fn read(table: &Table, mapping: &Mapping) -> Result<Self, Error> {
        let table = mapped(table, mapping)?;
        let mut findings = Findings::default();
        let ids = IDS.map(|column| texts(&table, column, &mut findings));
        let rounds = table.column(ROUND).map(<[Cell]>::to_vec).unwrap_or_default();
        let answers = Aspect::ALL.map(|aspect| answers(&table, aspect, &mut findings));
        let [mentees, mentors] = ids;
        let rows = mentees.into_iter().zip(mentors).enumerate().map(|(at, (mentee, mentor))| Row {
            mentee,
            mentor,
            round: rounds.get(at).and_then(Cell::as_text).unwrap_or_default(),
            answers: std::array::from_fn(|aspect| answers[aspect].get(at).copied().flatten()),
        });
        let rows: Vec<Row> = rows.collect();
        refuse_twice(&table, &rows, &mut findings);
        Ok(findings.into_result(Self { rows })?)
    }

    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many pairs have an answer of this kind.
    #[must_use]
    pub fn answers(&self, aspect: Aspect) -> usize {
        self.rows.iter().filter(|row| row.answer(aspect).is_some()).count()
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }
}

impl fmt::Debug for Feedback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feedback").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

/// The table with the names that stand above, and silence where there was none but words for it.
fn mapped(table: &Table, mapping: &Mapping) -> Result<Table, Error> {
    let mut numbered = table.clone();
    let numbers = (0..table.rows()).map(|row| Cell::Number(row as f64)).collect();
    numbered.insert(NUMBER, numbers);
    let mut own = Mapping::new().with_id(Texts::from(NUMBER));
    own.no_answer.clone_from(&mapping.no_answer);
    own.columns.clone_from(&mapping.columns);
    let names = Aspect::ALL.map(Aspect::name).into_iter().chain(IDS).chain([ROUND]);
    let read = names.map(str::to_owned).collect();
    match own.apply_alone(&numbered, NUMBER, ";", read).map_err(Error::from) {
        Ok(mapped) => Ok(mapped.table),
        Err(Error::Input(findings)) => Err(Error::Input(of_feedback(&findings))),
        Err(other) => Err(other),
    }
}

/// Findings about this table, whose rows have no ids of their own.
fn of_feedback(findings: &Findings) -> Findings {
    let mut own = Findings::default();
    own.extend(findings.as_slice().iter().cloned().map(|finding| Finding {
        id: None,
        table: finding.table.map(|table| if table == "people" { TABLE.to_owned() } else { table }),
        ..finding
    }));
    own
}

/// The ids of a column.
fn texts(table: &Table, column: &str, findings: &mut Findings) -> Vec<String> {
    let Some(cells) = table.column(column) else {
        let message = "there is no such column";
        findings.push(Finding::new(message).code("no_such_column").table(TABLE).column(column));
        return Vec::new();
    };
    let cells = cells.iter().enumerate();
    let text = |(row, cell): (usize, &Cell)| {
        cell.as_text().unwrap_or_else(|| {
            findings.push(place(table, column, row, "an id is needed").code("no_id"));
            String::new()
        })
    };
    cells.map(text).collect()
}

/// The answers of a column; none where it is not there.
fn answers(table: &Table, aspect: Aspect, findings: &mut Findings) -> Vec<Option<f64>> {
    let cells = table.column(aspect.name()).unwrap_or_default().iter().enumerate();
    let answer = |(row, cell): (usize, &Cell)| {
        let read = answer(cell, aspect);
        read.unwrap_or_else(|message| {
            let finding = place(table, aspect.name(), row, message).code("feedback_answer");
            findings.push(finding.value(cell.to_string()));
            None
        })
    };
    cells.map(answer).collect()
}

/// An answer as a number; yes is 1.
fn answer(cell: &Cell, aspect: Aspect) -> Result<Option<f64>, &'static str> {
    let Some(text) = cell.as_text().filter(|text| !text.trim().is_empty()) else {
        let is_silent = matches!(cell, Cell::Missing | Cell::Text(_));
        return if is_silent { Ok(None) } else { Err("must be one answer, not a list") };
    };
    let number = text.trim().parse::<f64>().ok();
    let within = |low: f64, high: f64| number.filter(|number| (low..=high).contains(number));
    match aspect {
        Aspect::Fit => within(1.0, 5.0).map(Some).ok_or("must be a number from 1 to 5"),
        Aspect::Meetings => {
            let message = "must be a number of meetings, 0 or more";
            within(0.0, 100_000.0).map(Some).ok_or(message)
        }
        Aspect::Accepted | Aspect::EndedEarly | Aspect::GoalReached => {
            let in_words = match answer_key(&text).as_str() {
                "accepted" => Some(true),
                "declined" => Some(false),
                other => yes_or_no(other),
            };
            in_words.map(|yes| Some(f64::from(u8::from(yes)))).ok_or("must be yes or no")
        }
    }
}

/// Says which pairs stand twice in one round: nobody knows which answer counts.
fn refuse_twice(table: &Table, rows: &[Row], findings: &mut Findings) {
    let mut seen: BTreeMap<[String; 3], usize> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let key = [&row.mentee, &row.mentor, &row.round].map(|text| person_key(text));
        if let Some(first) = seen.insert(key, at) {
            let message = format!(
                "the pair stands in row {} too; where it met more than once, the column \"round\" says when",
                table.sheet_row(first)
            );
            findings.push(place(table, IDS[0], at, message).code("pair_twice").id(&row.mentee));
        }
    }
}

fn place(table: &Table, column: &str, row: usize, message: impl Into<String>) -> Finding {
    Finding::new(message).table(TABLE).row(table.sheet_row(row)).column(column)
}
