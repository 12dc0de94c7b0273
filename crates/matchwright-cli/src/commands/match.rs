//! `matchwright match`: who meets whom, who stays unmatched and why, and the proof.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::answers::SeatPrice;
use matchwright::assign::{Monitor, Options};
use matchwright::report::html;
use matchwright::{Error, Matcher, Outcome, Roster};

use crate::cohort::Cohort;
use crate::draft::{Draft, refuse_clashes, try_out, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::show::show;
use crate::streams::Answer;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Match {
    #[command(flatten)]
    cohort: Cohort,
    /// Write the pairs to this CSV file.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the whole outcome to this JSON file: summary, pairs, unmatched, loads, certificate.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the mentors' seats to this CSV file: how many are offered and taken, and what one more
    /// would add and one less would take, of the total score and of the pairs.
    #[arg(long, value_name = "FILE")]
    loads: Option<PathBuf>,
    /// Write the outcome as one HTML page, to read and to pass on.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl Match {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        refuse_clashes(self.cohort.files(), self.outputs())?;
        let (matcher, roster) = self.cohort.read()?;
        self.outputs().try_for_each(try_out)?;
        let monitor = Arc::new(Monitor::new());
        let (outcome, prices) = watch(&monitor, || self.answer(&matcher, &roster, &monitor))?;
        self.write(&outcome, &prices)?;
        Ok(Answer::beside(self.outputs(), show(&outcome)))
    }

    /// The outcome, and where it is to be written what a seat is worth.
    fn answer(
        &self,
        matcher: &Matcher,
        roster: &Roster,
        monitor: &Arc<Monitor>,
    ) -> Result<(Outcome, Vec<SeatPrice>), Error> {
        let options = Options::default().with_monitor(Arc::clone(monitor));
        let outcome = matcher.run_with(roster, &options)?;
        let prices = match self.loads {
            Some(_) => outcome.seat_prices(monitor)?,
            None => Vec::new(),
        };
        Ok((outcome, prices))
    }

    fn outputs(&self) -> impl Iterator<Item = &Path> {
        [&self.out, &self.json, &self.loads, &self.report]
            .into_iter()
            .flatten()
            .map(PathBuf::as_path)
    }

    /// Writes every file before the first takes its name.
    fn write(&self, outcome: &Outcome, prices: &[SeatPrice]) -> Result<(), Failure> {
        let mut drafts = Vec::new();
        if let Some(path) = &self.out {
            drafts.push(Draft::filled(path, |file| write_pairs(outcome, file))?);
        }
        if let Some(path) = &self.json {
            drafts.push(Draft::filled(path, |file| write_json(&outcome.facts(), file))?);
        }
        if let Some(path) = &self.loads {
            drafts.push(Draft::filled(path, |file| write_loads(outcome, prices, file))?);
        }
        if let Some(path) = &self.report {
            drafts.push(Draft::filled(path, |file| file.write_all(html(outcome).as_bytes()))?);
        }
        drafts.into_iter().try_for_each(Draft::publish)
    }
}

fn write_pairs(outcome: &Outcome, file: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(file);
    let fixed = ["mentee_id", "mentor_id", "score", "rank_for_mentee", "rank_for_mentor"];
    csv.write_record(fixed.into_iter().chain(outcome.criteria().iter().map(String::as_str)))?;
    for pair in outcome.pairs() {
        let mut row = vec![pair.mentee().to_owned(), pair.mentor().to_owned()];
        row.push(pair.score().to_string());
        row.extend([pair.rank_for_mentee(), pair.rank_for_mentor()].map(|rank| rank.to_string()));
        row.extend(pair.contributions().map(|points| points.to_string()));
        csv.write_record(row)?;
    }
    csv.flush()
}

fn write_loads(outcome: &Outcome, prices: &[SeatPrice], file: &mut dyn Write) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(file);
    let prices_of_seats =
        ["seat_price_low", "seat_price_high", "seat_pairs_low", "seat_pairs_high"];
    csv.write_record(["mentor_id", "capacity", "load"].into_iter().chain(prices_of_seats))?;
    for (load, price) in outcome.loads().iter().zip(prices) {
        csv.write_record([
            load.mentor.clone(),
            load.capacity.to_string(),
            load.load.to_string(),
            price.low.map(|low| low.to_string()).unwrap_or_default(),
            price.high.map(|high| high.to_string()).unwrap_or_default(),
            price.pairs_low.to_string(),
            price.pairs_high.to_string(),
        ])?;
    }
    csv.flush()
}
