//! `matchwright match`: who meets whom, who stays unmatched and why, and the proof.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::assign::{Monitor, Options};
use matchwright::report::Report;
use matchwright::{Error, Outcome};

use crate::cohort::Cohort;
use crate::draft::{Draft, TableFile, refuse_clashes, try_out, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::show::show;
use crate::streams::Answer;
use crate::today::today;

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
    /// Write the outcome as one HTML page with charts, to read, to print and to pass on.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl Match {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        refuse_clashes(self.cohort.files(), self.outputs())?;
        let (matcher, roster, odd) = self.cohort.read_and_look()?;
        self.outputs().try_for_each(try_out)?;
        let monitor = Arc::new(Monitor::new());
        let options = Options::default().with_monitor(Arc::clone(&monitor));
        let outcome = watch(&monitor, || matcher.run_with(&roster, &options))?;
        watch(&monitor, || self.write(&outcome, &monitor))?;
        Ok(Answer::beside(self.outputs(), show(&outcome, odd)))
    }

    fn outputs(&self) -> impl Iterator<Item = &Path> {
        let tables = [&self.out, &self.loads].into_iter().flatten().map(TableFile::path);
        let others = [&self.json, &self.report].into_iter().flatten().map(PathBuf::as_path);
        tables.chain(others)
    }

    /// Writes every file before the first takes its name.
    fn write(&self, outcome: &Outcome, monitor: &Monitor) -> Result<(), Failure> {
        let date = today();
        let report = self.report(outcome, monitor)?.map(|report| report.with_date(&date));
        let mut drafts = Vec::new();
        if let Some(out) = &self.out {
            drafts.push(match &report {
                Some(report) if out.is_workbook() => {
                    out.wrapped(|file| report.excel(file, monitor))?
                }
                _ => out.filled(&outcome.pairs_frame(), "plan")?,
            });
        }
        if let Some(path) = &self.json {
            drafts.push(Draft::filled(path, |file| write_json(&outcome.facts(), file))?);
        }
        if let (Some(loads), Some(report)) = (&self.loads, &report) {
            drafts.push(loads.filled(&outcome.loads_frame(report.seat_prices()), "mentors")?);
        }
        if let (Some(path), Some(report)) = (&self.report, &report) {
            drafts.push(Draft::filled(path, |file| file.write_all(report.html().as_bytes()))?);
        }
        drafts.into_iter().try_for_each(Draft::publish)
    }

    /// What documents are made of, where one is asked for.
    fn report<'o>(
        &self,
        outcome: &'o Outcome,
        monitor: &Monitor,
    ) -> Result<Option<Report<'o>>, Error> {
        let is_workbook = self.out.as_ref().is_some_and(TableFile::is_workbook);
        let is_asked_for = is_workbook || self.loads.is_some() || self.report.is_some();
        is_asked_for.then(|| Report::new(outcome, monitor)).transpose()
    }
}
