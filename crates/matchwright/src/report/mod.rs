//! The facts as a document: a page, a workbook, letters, and the numbers of plots.
//!
//! ```text
//! facts            what charts and tables show, computed once from an outcome
//! words, who       the programme in sentences; how a reader calls somebody
//! charts, table    facts as SVG and as rows of texts
//! html, excel      the documents; their templates stand in `templates/report`
//! letters          one text a person, from the organiser's template
//! ```

mod charts;
#[cfg(all(feature = "excel", feature = "toml"))]
mod excel;
#[cfg(all(feature = "excel", feature = "toml"))]
mod explanations;
mod facts;
mod html;
mod letters;
mod table;
mod who;
mod words;

use matchwright_assign::Monitor;
use matchwright_tables::Frame;

pub use facts::Plot;
pub use letters::{Letter, Letters};

use crate::answers::SeatPrice;
use crate::error::Error;
use crate::outcome::Outcome;
use facts::Facts;

/// An outcome as documents.
///
/// What they show is computed once. Equal outcomes give equal bytes, because neither the day nor anything else
/// is asked of the machine.
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
///     .mentee(Person::new("<e1>").text("site", "Leeds"))
///     .mentor(Person::new("m1").text("site", "Leeds"))
///     .build(&program)?;
/// let outcome = Matcher::new(program)?.run(&roster)?;
/// let page = Report::new(&outcome, &Monitor::new())?.with_date("2026-11-26").html();
/// assert!(page.contains("&#60;e1&#62;") && page.contains("2026-11-26"));
/// # Ok::<(), matchwright::Error>(())
/// ```
pub struct Report<'a> {
    outcome: &'a Outcome,
    facts: Facts,
    date: Option<&'a str>,
    audit: Option<&'a Frame>,
}

impl<'a> Report<'a> {
    /// Looks at all pairs of people a few times, for the scores and for what
    /// [seats are worth](Outcome::seat_prices).
    ///
    /// # Errors
    /// [`Error::Assign`] where the work was cancelled or memory ran out.
    pub fn new(outcome: &'a Outcome, monitor: &Monitor) -> Result<Self, Error> {
        let facts = Facts::new(outcome, monitor)?;
        Ok(Self { outcome, facts, date: None, audit: None })
    }

    /// Says on which day it was made, as a reader is to see it.
    #[must_use]
    pub fn with_date(self, date: &'a str) -> Self {
        Self { date: Some(date), ..self }
    }

    /// What a seat of each mentor is worth, as [`Outcome::seat_prices`] has it.
    #[must_use]
    pub fn seat_prices(&self) -> &[SeatPrice] {
        &self.facts.loads.prices
    }

    /// Adds a section with the table of a fairness audit.
    #[must_use]
    pub fn with_audit(self, audit: &'a Frame) -> Self {
        Self { audit: Some(audit), ..self }
    }

    /// One HTML page that needs nothing else: to read, to print, to pass on.
    ///
    /// It has the proof, the programme in plain words, four charts with their numbers, who meets whom and what
    /// each criterion adds, who meets nobody and why, and the mentors' seats. Beside ids and scores it holds
    /// nothing that people wrote but labels that count as others, and names where the programme's `[tables]`
    /// has a `name`.
    #[must_use]
    pub fn html(&self) -> String {
        html::page(self)
    }
}

/// The page of an outcome, as [`Report::html`] without a date.
///
/// # Errors
/// As [`Report::new`].
pub fn html(outcome: &Outcome) -> Result<String, Error> {
    Ok(Report::new(outcome, &Monitor::new())?.html())
}

/// What is proven of a plan, in a sentence.
fn proof(outcome: &Outcome) -> &'static str {
    if outcome.certificate().is_optimal() && outcome.changes().is_some() {
        "Proven: no other plan that keeps what was told on the same terms is better. The certificate \
         was checked over all pairs in whole numbers."
    } else if outcome.certificate().is_optimal() {
        "Proven: no other plan under these rules is better. The certificate was checked over all \
         pairs in whole numbers."
    } else {
        "This plan is not proven to be the best."
    }
}
