//! `matchwright recruit`: what mentors who are not there yet would add.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::answers::{Recruit as Found, recruits_frame};
use matchwright::assign::{Monitor, Options};
use matchwright::plain;
use matchwright::tables::ReadOptions;

use crate::cohort::read_table;
use crate::draft::{Draft, TableFile, refuse_clashes, try_out, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::saved::Source;
use crate::streams::Answer;
use crate::tables::{SHOWN, and_more, table};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Recruit {
    #[command(flatten)]
    source: Source,
    /// Who could become a mentor: a table as --mentors, with the columns that the programme reads under the
    /// names that it has for them. Each is tried alone.
    #[arg(long, value_name = "FILE")]
    candidates: PathBuf,
    /// The column of ids in that table.
    #[arg(long, value_name = "COLUMN", default_value = "id")]
    candidates_id: String,
    /// Write the answer as a table to this file, by its ending: .csv, .tsv, .txt, .json, .xlsx or .parquet,
    /// also with .gz behind.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    out: Option<TableFile>,
    /// Write the answer to this JSON file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Recruit {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let inputs = self.source.files().chain([self.candidates.as_path()]);
        refuse_clashes(inputs, self.outputs())?;
        let asked = self.source.read()?;
        let candidates = read_table(&self.candidates, &ReadOptions::default())?;
        self.outputs().try_for_each(try_out)?;
        let monitor = Arc::new(Monitor::new());
        let found = watch(&monitor, || {
            let options = Options::default().with_monitor(Arc::clone(&monitor));
            asked.outcome(&monitor)?.recruit(&candidates, &self.candidates_id, &options)
        })?;
        self.write(&found)?;
        Ok(Answer::beside(self.outputs(), show(&found)))
    }

    fn outputs(&self) -> impl Iterator<Item = &Path> {
        self.out.as_ref().map(TableFile::path).into_iter().chain(self.json.as_deref())
    }

    fn write(&self, found: &[Found]) -> Result<(), Failure> {
        let mut drafts = Vec::new();
        if let Some(out) = &self.out {
            drafts.push(out.filled(&recruits_frame(found), "recruits")?);
        }
        if let Some(path) = &self.json {
            drafts.push(Draft::filled(path, |file| write_json(&found, file))?);
        }
        drafts.into_iter().try_for_each(Draft::publish)
    }
}

fn show(found: &[Found]) -> String {
    let mut table = table(&["candidate", "would meet"], &["pairs", "total"]);
    for one in found.iter().take(SHOWN) {
        table.add_row([
            plain(&one.mentor),
            plain(&one.meets.join(", ")),
            format!("{:+}", one.pairs),
            format!("{:+.3}", one.total),
        ]);
    }
    let title = "What each candidate would add alone, with everybody matched again\n";
    let more = and_more(found.len(), "--out recruits.csv writes them all");
    format!("{title}{}\n{more}", table.trim_fmt())
}
