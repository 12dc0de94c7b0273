//! `matchwright match`: who meets whom, who stays unmatched and why, and the proof.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::Outcome;
use matchwright::assign::{Monitor, Options};
use matchwright::report::html;

use crate::cohort::Cohort;
use crate::draft::{Draft, refuse_clashes, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::show::show;

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
    /// Write the outcome as one HTML page, to read and to pass on.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl Match {
    pub(crate) fn run(&self) -> Result<String, Failure> {
        let outputs = [&self.out, &self.json, &self.report].map(Option::as_deref);
        refuse_clashes(self.cohort.files().into_iter().chain(outputs.into_iter().flatten()))?;
        let (matcher, roster) = self.cohort.read()?;
        let [out, json, report] = outputs.map(draft);
        let (mut out, mut json, mut report) = (out?, json?, report?);
        let monitor = Arc::new(Monitor::new());
        let options = Options::default().with_monitor(Arc::clone(&monitor));
        let outcome = watch(&monitor, || matcher.run_with(&roster, &options))?;
        if let Some(out) = &mut out {
            out.fill(|file| write_pairs(&outcome, file))?;
        }
        if let Some(json) = &mut json {
            json.fill(|file| write_json(&outcome, file))?;
        }
        if let Some(report) = &mut report {
            report.fill(|file| file.write_all(html(&outcome).as_bytes()))?;
        }
        out.into_iter().chain(json).chain(report).try_for_each(Draft::publish)?;
        Ok(show(&outcome))
    }
}

fn draft(path: Option<&Path>) -> Result<Option<Draft>, Failure> {
    path.map(Draft::new).transpose()
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
