//! An outcome as an Excel workbook: to sort, to filter, to pass on.

use std::io::{self, Write};

use matchwright_assign::Monitor;
use matchwright_tables::{Frame, Values, write_excel};

use super::words::{Criterion, Words};
use super::{Report, explanations, proof};
use crate::outcome::Outcome;

impl Report<'_> {
    /// Writes a workbook (`.xlsx`) with the sheets `plan` (who meets whom, and what each criterion adds),
    /// `explanations` (a line a person: partners, ranks, the strongest reasons, who else would fit and why not),
    /// `unmatched` (with reasons), `mentors` (their seats, and what those are worth), `summary` (numbers, proof and
    /// the programme in plain words), `audit` where there is one, `read` (how the tables were read, and which rows
    /// were left out) and `programme` (as TOML).
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::report::Report;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentor(Person::new("m1").text("site", "Leeds"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// let (mut bytes, monitor) = (Vec::new(), Monitor::new());
    /// Report::new(&outcome, &monitor)?.excel(&mut bytes, &monitor)?;
    /// assert!(bytes.starts_with(b"PK"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Those of the writer, what no workbook holds (more than 1,048,575 pairs), and where the work was cancelled.
    pub fn excel(&self, writer: impl Write, monitor: &Monitor) -> io::Result<()> {
        let outcome = self.outcome;
        let explained = explanations::frame(outcome, monitor).map_err(io::Error::other)?;
        let (pairs, unmatched) = (outcome.pairs_frame(), outcome.unmatched_frame());
        let (loads, summary) = (outcome.loads_frame(self.seat_prices()), summary(self));
        let (read, programme) = (read(outcome), programme(outcome)?);
        let before = [("plan", &pairs), ("explanations", &explained), ("unmatched", &unmatched)];
        let middle = [("mentors", &loads), ("summary", &summary)];
        let audit = self.audit.map(|audit| ("audit", audit));
        let behind = [("read", &read), ("programme", &programme)];
        write_excel(before.into_iter().chain(middle).chain(audit).chain(behind), writer)
    }
}

/// Numbers, proof, and the programme in plain words.
fn summary(report: &Report<'_>) -> Frame {
    let (outcome, summary) = (report.outcome, report.outcome.summary());
    let mean = summary.mean.map_or_else(String::new, |mean| format!("{mean:.6}"));
    let numbers = [
        ("programme", summary.program.clone()),
        ("date", report.date.unwrap_or_default().to_owned()),
        ("mentees", summary.mentees.to_string()),
        ("mentors", summary.mentors.to_string()),
        ("seats", summary.seats.to_string()),
        ("pairs", summary.pairs.to_string()),
        ("pinned", summary.pinned.to_string()),
        ("mean score", mean),
        ("total score", format!("{:.6}", summary.total)),
        ("proof", proof(outcome)),
    ];
    let words = Words::new(outcome.program());
    let settings = words.settings.into_iter().map(|text| ("setting", text));
    let criterion = |one: Criterion| format!("{} ({:.0} %): {}", one.name, one.share, one.text);
    let criteria = words.criteria.into_iter().map(|one| ("criterion", criterion(one)));
    let rules = words.rules.into_iter().map(|text| ("rule", text));
    let rows = numbers.into_iter().chain(settings).chain(criteria).chain(rules);
    let (names, values) = rows.map(|(name, value)| (name.to_owned(), value)).unzip();
    Frame::new([("what", Values::Texts(names)), ("value", Values::Texts(values))])
}

/// How the tables were read, and what the programme's `[tables]` decided, a line for each row of a table.
fn read(outcome: &Outcome) -> Frame {
    let readings = outcome.roster().readings();
    let (mut tables, mut rows, mut columns, mut what) = (vec![], vec![], vec![], vec![]);
    let mut line = |table: &str, row: Option<usize>, column: Option<&String>, text: &str| {
        tables.push(table.to_owned());
        rows.push(row.map(|row| row.to_string()));
        columns.push(column.cloned());
        what.push(text.to_owned());
    };
    for table in &readings.tables {
        line(table.table, None, None, &table.to_string());
    }
    for note in &readings.notes {
        let of_all = note.rows.is_empty().then_some(None);
        for row in note.rows.iter().copied().map(Some).chain(of_all) {
            line(note.table, row, note.column.as_ref(), &note.message);
        }
    }
    Frame::new([
        ("table", Values::Texts(tables)),
        ("row", Values::Optional(rows)),
        ("column", Values::Optional(columns)),
        ("what", Values::Texts(what)),
    ])
}

/// The programme as text, a line a row.
fn programme(outcome: &Outcome) -> io::Result<Frame> {
    let text = outcome.program().to_toml_string().map_err(io::Error::other)?;
    let lines = text.lines().map(str::to_owned).collect();
    Ok(Frame::new([("programme", Values::Texts(lines))]))
}
