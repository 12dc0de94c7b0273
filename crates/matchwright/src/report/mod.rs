//! The facts as a document: a page, a text, a workbook, letters, and the numbers of plots.
//!
//! ```text
//! facts            what charts and tables show, computed once from an outcome
//! words, who       the programme in sentences; how a reader calls somebody
//! charts, table    facts as SVG and as rows of texts
//! summary, tables  the head of the page and of the text, and what stands below the pairs
//! html, text, excel  the documents; the page's templates stand in `templates/report`
//! tracking         how pairs and programme stand, as a page of its own
//! letters          one text a person, from the organiser's template
//! tuning           learned weights and evaluations, each a page
//! ```

mod charts;
#[cfg(all(feature = "excel", feature = "toml"))]
mod excel;
#[cfg(all(feature = "excel", feature = "toml"))]
mod explanations;
mod facts;
mod html;
mod letters;
mod summary;
mod table;
mod tables;
mod text;
mod tracking;
pub mod tuning;
mod who;
mod words;

use std::path::Path;

use matchwright_assign::Monitor;
use matchwright_tables::{Frame, plain};

pub use facts::Plot;
pub use letters::{Letter, Letters};

use crate::answers::SeatPrice;
use crate::error::Error;
use crate::outcome::{Outcome, Proof};
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

    /// The same in plain text, with no line longer than 80 signs: to read in a terminal, to send in a mail.
    ///
    /// It has the numbers of the charts in place of the charts, without the heat map. What each criterion adds
    /// to a pair stands there where it finds room.
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
    /// let text = Report::new(&outcome, &Monitor::new())?.text();
    /// assert!(text.contains("100 %  same site: Both have the same answer in “site”."));
    /// assert!(text.lines().all(|line| line.chars().count() <= 80));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    #[must_use]
    pub fn text(&self) -> String {
        text::text(self)
    }

    /// What a file of this name holds: the [`text`](Self::text) where it ends in `.txt`, else the page.
    #[must_use]
    pub fn for_file(&self, name: &Path) -> String {
        let ending = name.extension().unwrap_or_default();
        if ending.eq_ignore_ascii_case("txt") { self.text() } else { self.html() }
    }
}

/// The page of an outcome, as [`Report::html`] without a date.
///
/// # Errors
/// As [`Report::new`].
pub fn html(outcome: &Outcome) -> Result<String, Error> {
    Ok(Report::new(outcome, &Monitor::new())?.html())
}

/// What a document is called.
fn title(outcome: &Outcome) -> String {
    match outcome.summary().program.as_str() {
        "" => "Matches".to_owned(),
        name => plain(name),
    }
}

/// What is proven of a plan, in a sentence.
fn proof(outcome: &Outcome) -> String {
    let proof = outcome.certificate();
    if let Proof::Levels(levels) = proof
        && let Some(gap) = levels.gap_sentence()
    {
        return format!("{gap}.");
    }
    let sentence = if matches!(proof, Proof::Stable(_)) && proof.is_verified() {
        "Proven: no two people would both rather meet each other. All pairs were asked."
    } else if matches!(proof, Proof::Levels(_)) && proof.is_optimal() {
        "Proven: no other plan that keeps to all minimums and quotas is better, in the order of what \
         counts. The certificate was checked over all pairs in whole numbers."
    } else if proof.is_optimal() && outcome.changes().is_some() {
        "Proven: no other plan that keeps what was told on the same terms is better. The certificate \
         was checked over all pairs in whole numbers."
    } else if proof.is_optimal() {
        "Proven: no other plan under these rules is better. The certificate was checked over all \
         pairs in whole numbers."
    } else {
        "This plan is not proven to be the best."
    };
    sentence.to_owned()
}
