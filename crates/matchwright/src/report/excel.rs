//! An outcome as an Excel workbook: to sort, to filter, to pass on.

use std::io::{self, Write};

use matchwright_tables::{Frame, Values, write_excel};

use super::proof;
use crate::answers::SeatPrice;
use crate::outcome::Outcome;

/// Writes the outcome as a workbook (`.xlsx`) with the sheets `plan` (who meets whom, and what each criterion
/// adds), `unmatched` (with reasons), `mentors` (their seats, with [prices](Outcome::seat_prices) where they are
/// given), `summary` (numbers and proof), `read` (how the tables were read, and which rows were left out) and
/// `programme` (as TOML).
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::report::excel;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder().criterion(1.0, Same::new("site")).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("site", "Leeds"))
///     .mentor(Person::new("m1").text("site", "Leeds"))
///     .build(&program)?;
/// let mut bytes = Vec::new();
/// excel(&Matcher::new(program)?.run(&roster)?, &[], &mut bytes)?;
/// assert!(bytes.starts_with(b"PK"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Those of the writer, and what no workbook holds: more than 1,048,575 pairs.
pub fn excel(outcome: &Outcome, prices: &[SeatPrice], writer: impl Write) -> io::Result<()> {
    let frames = [
        ("plan", outcome.pairs_frame()),
        ("unmatched", outcome.unmatched_frame()),
        ("mentors", outcome.loads_frame(prices)),
        ("summary", summary(outcome)),
        ("read", read(outcome)),
        ("programme", programme(outcome)?),
    ];
    write_excel(frames.iter().map(|(name, frame)| (*name, frame)), writer)
}

fn summary(outcome: &Outcome) -> Frame {
    let summary = outcome.summary();
    let rows = [
        ("programme", summary.program.clone()),
        ("mentees", summary.mentees.to_string()),
        ("mentors", summary.mentors.to_string()),
        ("seats", summary.seats.to_string()),
        ("pairs", summary.pairs.to_string()),
        ("pinned", summary.pinned.to_string()),
        ("mean score", summary.mean.map_or_else(String::new, |mean| format!("{mean:.6}"))),
        ("total score", format!("{:.6}", summary.total)),
        ("proof", proof(outcome).to_owned()),
    ];
    let (names, values) = rows.map(|(name, value)| (name.to_owned(), value)).into_iter().unzip();
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
