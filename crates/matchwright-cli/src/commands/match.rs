//! `matchwright match`: who meets whom, who stays unmatched and why, and the proof.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::answers::{Record, SeatPrice};
use matchwright::assign::{Monitor, Options};
use matchwright::report::{excel, html};
use matchwright::{Error, Matcher, Outcome, Roster};

use crate::cohort::Cohort;
use crate::draft::{Draft, TableFile, refuse_clashes, try_out, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::show::show;
use crate::streams::Answer;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Match {
    #[command(flatten)]
    cohort: Cohort,
    /// Write the pairs to this file, by its ending: .csv, .tsv, .txt, .json or .parquet, also with .gz
    /// behind; or all of the outcome as a workbook: .xlsx.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    out: Option<TableFile>,
    /// Write the whole outcome to this JSON file: summary, pairs, unmatched, loads, certificate.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write the mentors' seats to this file, by its ending as --out: how many are offered and taken,
    /// and what one more would add and one less would take, of the total score and of the pairs.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    loads: Option<TableFile>,
    /// Write the record of the run to this JSON file: programme, pairs, prices and proof, and nobody's
    /// answers. `verify` checks it again.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Write the outcome as one HTML page, to read and to pass on.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl Match {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        refuse_clashes(self.cohort.files(), self.outputs())?;
        let (matcher, roster, odd) = self.cohort.read_and_look()?;
        self.outputs().try_for_each(try_out)?;
        let monitor = Arc::new(Monitor::new());
        let (outcome, prices) = watch(&monitor, || self.answer(&matcher, &roster, &monitor))?;
        let record = match &self.record {
            Some(_) => Some(watch(&monitor, || outcome.record(&monitor))?),
            None => None,
        };
        self.write(&outcome, &prices, record.as_ref())?;
        Ok(Answer::beside(self.outputs(), show(&outcome, odd)))
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
        let is_workbook = self.out.as_ref().is_some_and(TableFile::is_workbook);
        let are_asked_for = self.loads.is_some() || is_workbook;
        let prices = if are_asked_for { outcome.seat_prices(monitor)? } else { Vec::new() };
        Ok((outcome, prices))
    }

    fn outputs(&self) -> impl Iterator<Item = &Path> {
        let tables = [&self.out, &self.loads].into_iter().flatten().map(TableFile::path);
        let others =
            [&self.json, &self.record, &self.report].into_iter().flatten().map(PathBuf::as_path);
        tables.chain(others)
    }

    /// Writes every file before the first takes its name.
    fn write(
        &self,
        outcome: &Outcome,
        prices: &[SeatPrice],
        record: Option<&Record>,
    ) -> Result<(), Failure> {
        let mut drafts = Vec::new();
        if let Some(out) = &self.out {
            drafts.push(if out.is_workbook() {
                out.wrapped(|file| excel(outcome, prices, file))?
            } else {
                out.filled(&outcome.pairs_frame(), "plan")?
            });
        }
        if let Some(path) = &self.json {
            drafts.push(Draft::filled(path, |file| write_json(&outcome.facts(), file))?);
        }
        if let Some((path, record)) = self.record.as_ref().zip(record) {
            drafts.push(Draft::filled(path, |file| write_json(record, file))?);
        }
        if let Some(loads) = &self.loads {
            drafts.push(loads.filled(&outcome.loads_frame(prices), "mentors")?);
        }
        if let Some(path) = &self.report {
            drafts.push(Draft::filled(path, |file| file.write_all(html(outcome).as_bytes()))?);
        }
        drafts.into_iter().try_for_each(Draft::publish)
    }
}
