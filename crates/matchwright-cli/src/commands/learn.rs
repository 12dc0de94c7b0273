//! `matchwright learn`: weights from how pairs went.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::Program;
use matchwright::assign::Monitor;
use matchwright::report::tuning;
use matchwright::tuning::{LearnOptions, Learned};

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
pub(crate) struct Learn {
    #[command(flatten)]
    cohort: Cohort,
    #[command(flatten)]
    asked: Asked,
    /// Learn from whether each pair by itself went well: for feedback with one pair a mentee. What mentees are like
    /// then passes for fit.
    #[arg(long)]
    pointwise: bool,
    /// Let long lists pass for fit: without it, what the lengths of mentors' lists do is learned beside the weights.
    #[arg(long)]
    without_list_lengths: bool,
    /// Write the programme with the learned weights to this file: .toml, or .json.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write the weights with their intervals to this file, by its ending: .csv, .tsv, .txt, .json, .xlsx or .parquet,
    /// also with .gz behind.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    weights: Option<TableFile>,
    /// Write weights and evaluation as one HTML page, to read, to print and to pass on.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl Learn {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        refuse_clashes(self.cohort.files().chain(self.asked.files()), self.outputs())?;
        let (matcher, roster) = self.cohort.read()?;
        let feedback = self.asked.read()?;
        self.outputs().try_for_each(try_out)?;
        let evaluation = self.asked.options();
        let options = LearnOptions {
            aspect: evaluation.aspect,
            pointwise: self.pointwise,
            list_lengths: !self.without_list_lengths,
            evaluation,
        };
        let monitor = Arc::new(Monitor::new());
        let learned = watch(&monitor, || matcher.learn(&roster, &feedback, &options, &monitor))?;
        self.write(&learned)?;
        Ok(Answer::beside(self.outputs(), wrapped(&learned.to_string())))
    }

    fn outputs(&self) -> impl Iterator<Item = &Path> {
        let files = [&self.out, &self.report].into_iter().flatten().map(PathBuf::as_path);
        files.chain(self.weights.as_ref().map(TableFile::path))
    }

    fn write(&self, learned: &Learned) -> Result<(), Failure> {
        let mut drafts = Vec::new();
        if let Some(path) = &self.out {
            let text = text_of(learned.program(), path)?;
            drafts.push(Draft::filled(path, |file| file.write_all(text.as_bytes()))?);
        }
        if let Some(weights) = &self.weights {
            drafts.push(weights.filled(&learned.frame(), "weights")?);
        }
        if let Some(path) = &self.report {
            let page = tuning::learned(learned, Some(&today()));
            drafts.push(Draft::filled(path, |file| file.write_all(page.as_bytes()))?);
        }
        drafts.into_iter().try_for_each(Draft::publish)
    }
}

/// A programme as a file of this name holds it.
fn text_of(program: &Program, path: &Path) -> Result<String, Failure> {
    let is_json = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    Ok(if is_json { program.to_json_string()? } else { program.to_toml_string()? })
}
