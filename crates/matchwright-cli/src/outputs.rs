//! The files that a match writes.

use std::path::{Path, PathBuf};

use clap::Args;
use matchwright::assign::Monitor;
use matchwright::report::Report;
use matchwright::roster::Side;
use matchwright::{Error, Outcome};

use crate::draft::{Draft, TableFile, write_json};
use crate::failure::Failure;
use crate::today::today;

/// Where an outcome is written to.
#[derive(Debug, Args)]
pub(crate) struct Outputs {
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
    /// Write the mentees to this file, by its ending as --out: whether they meet somebody, and how many rounds they
    /// have waited. `--waited` of the next round reads it.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    waiting: Option<TableFile>,
    /// Write the record of the run to this JSON file: programme, pairs, prices and proof, and nobody's
    /// answers. `verify` checks it again.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Write the outcome as one HTML page with charts, to read, to print and to pass on; as plain text of 80
    /// columns where the name ends in .txt.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Save the outcome to this file, .json or .json.gz, for `compare`, `what-if` and `rematch`. It holds
    /// the answers that the programme reads: treat it like the tables.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    save: Option<TableFile>,
}

impl Outputs {
    /// All of them.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        let tables = [&self.out, &self.loads, &self.waiting, &self.save].into_iter().flatten();
        let others =
            [&self.json, &self.record, &self.report].into_iter().flatten().map(PathBuf::as_path);
        tables.map(TableFile::path).chain(others)
    }

    /// Writes every file, and one more draft where there is one, before the first takes its name.
    pub(crate) fn write(
        &self,
        outcome: &Outcome,
        monitor: &Monitor,
        other: Option<Draft>,
    ) -> Result<(), Failure> {
        let date = today();
        let report = self.report(outcome, monitor)?.map(|report| report.with_date(&date));
        let mut drafts = Vec::from_iter(other);
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
        if let Some(path) = &self.record {
            let record = outcome.record(monitor)?;
            drafts.push(Draft::filled(path, |file| write_json(&record, file))?);
        }
        if let (Some(loads), Some(report)) = (&self.loads, &report) {
            drafts.push(loads.filled(&outcome.loads_frame(report.seat_prices()), "mentors")?);
        }
        if let Some(waiting) = &self.waiting {
            drafts.push(waiting.filled(&outcome.people_frame(Side::Mentee), "mentees")?);
        }
        if let (Some(path), Some(report)) = (&self.report, &report) {
            drafts.push(Draft::filled(path, |file| {
                file.write_all(report.for_file(path).as_bytes())
            })?);
        }
        if let Some(save) = &self.save {
            let text = outcome.to_json_string()?;
            drafts.push(save.wrapped(|file| file.write_all(text.as_bytes()))?);
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
