//! `matchwright quality`: how good the plan is, and for whom.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::Outcome;
use matchwright::answers::{BlockingPair, Quality as Report};
use matchwright::assign::Monitor;

use crate::draft::{Draft, TableFile, refuse_clashes, try_out, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::saved::Source;
use crate::streams::Answer;
use crate::tables::wrapped;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Quality {
    #[command(flatten)]
    source: Source,
    /// Write the report as a long table (metric, value, note) to this file, by its ending: .csv, .tsv,
    /// .txt, .json, .xlsx or .parquet, also with .gz behind.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    out: Option<TableFile>,
    /// Write the pairs who may meet, do not, and would both rather, to this file, by its ending as --out.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    blocking: Option<TableFile>,
    /// Write the report to this JSON file, with quantiles and histograms as lists.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Quality {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        refuse_clashes(self.source.files(), self.outputs())?;
        let asked = self.source.read()?;
        self.outputs().try_for_each(try_out)?;
        let monitor = Arc::new(Monitor::new());
        let (outcome, report, blocking) = watch(&monitor, || {
            let outcome = asked.outcome(&monitor)?;
            let report = outcome.quality(&monitor)?;
            let blocking = if self.blocking.is_some() {
                outcome.blocking_pairs(&monitor)?
            } else {
                Vec::new()
            };
            Ok::<_, matchwright::Error>((outcome, report, blocking))
        })?;
        self.write(&outcome, &report, &blocking)?;
        Ok(Answer::beside(self.outputs(), wrapped(&report.to_string())))
    }

    fn outputs(&self) -> impl Iterator<Item = &Path> {
        let tables = [&self.out, &self.blocking].into_iter().flatten().map(TableFile::path);
        tables.chain(self.json.as_deref())
    }

    fn write(
        &self,
        outcome: &Outcome,
        report: &Report,
        blocking: &[BlockingPair],
    ) -> Result<(), Failure> {
        let mut drafts = Vec::new();
        if let Some(out) = &self.out {
            drafts.push(out.filled(&report.frame(), "quality")?);
        }
        if let Some(out) = &self.blocking {
            drafts.push(out.filled(&outcome.blocking_frame(blocking), "blocking pairs")?);
        }
        if let Some(path) = &self.json {
            drafts.push(Draft::filled(path, |file| write_json(report, file))?);
        }
        drafts.into_iter().try_for_each(Draft::publish)
    }
}
