//! `matchwright evaluate`: how well scores fit how pairs went.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::assign::Monitor;
use matchwright::report::tuning;
use matchwright::tuning::Evaluation;

use crate::cohort::Cohort;
use crate::draft::{Draft, TableFile, refuse_clashes, try_out};
use crate::failure::Failure;
use crate::feedback::Asked;
use crate::progress::watch;
use crate::streams::Answer;
use crate::tables::wrapped;
use crate::today::today;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    #[command(flatten)]
    cohort: Cohort,
    #[command(flatten)]
    asked: Asked,
    /// Write every measure of every way of scoring to this file, by its ending: .csv, .tsv, .txt, .json, .xlsx or
    /// .parquet, also with .gz behind.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    out: Option<TableFile>,
    /// Write whether chances hold to this file, by its ending as --out.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    calibration: Option<TableFile>,
    /// Write the evaluation as one HTML page, to read, to print and to pass on.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl Evaluate {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        refuse_clashes(self.cohort.files().chain(self.asked.files()), self.outputs())?;
        let (matcher, roster) = self.cohort.read()?;
        let feedback = self.asked.read()?;
        self.outputs().try_for_each(try_out)?;
        let options = self.asked.options();
        let monitor = Arc::new(Monitor::new());
        let found = watch(&monitor, || matcher.evaluate(&roster, &feedback, &options, &monitor))?;
        self.write(&found)?;
        Ok(Answer::beside(self.outputs(), wrapped(&found.to_string())))
    }

    fn outputs(&self) -> impl Iterator<Item = &Path> {
        let tables = [&self.out, &self.calibration].into_iter().flatten().map(TableFile::path);
        tables.chain(self.report.as_deref())
    }

    fn write(&self, found: &Evaluation) -> Result<(), Failure> {
        let mut drafts = Vec::new();
        if let Some(out) = &self.out {
            drafts.push(out.filled(&found.frame(), "evaluation")?);
        }
        if let Some(out) = &self.calibration {
            drafts.push(out.filled(&found.calibration_frame(), "calibration")?);
        }
        if let Some(path) = &self.report {
            let page = tuning::evaluation(found, Some(&today()));
            drafts.push(Draft::filled(path, |file| file.write_all(page.as_bytes()))?);
        }
        drafts.into_iter().try_for_each(Draft::publish)
    }
}
