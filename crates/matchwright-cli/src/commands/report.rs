//! `matchwright report`: the outcome as documents.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use clap::builder::{PathBufValueParser, TypedValueParser};
use matchwright::assign::Monitor;
use matchwright::report::Report as Facts;
use matchwright::{Error, plain};

use crate::draft::{Draft, refuse_clashes, try_out};
use crate::failure::Failure;
use crate::progress::watch;
use crate::saved::Source;
use crate::streams::Answer;
use crate::today::today;

/// Endings, and what is written under them.
const ENDINGS: [&str; 4] = ["html", "htm", "txt", "xlsx"];

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Report {
    #[command(flatten)]
    source: Source,
    /// Write the outcome to this file, by its ending: .html for one page with charts, .txt for plain text of
    /// 80 columns, .xlsx for a workbook. May be given several times.
    #[arg(long, value_name = "FILE", required = true, value_parser = document())]
    out: Vec<PathBuf>,
}

/// A name with an ending that says what is written.
fn document() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| {
        let is_known = ENDINGS.iter().any(|known| has_ending(&path, known));
        if is_known { Ok(path) } else { Err("the name has to end in .html, .txt or .xlsx") }
    })
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|own| own.eq_ignore_ascii_case(ending))
}

impl Report {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        refuse_clashes(self.source.files(), self.outputs())?;
        let asked = self.source.read()?;
        self.outputs().try_for_each(try_out)?;
        let monitor = Arc::new(Monitor::new());
        let date = today();
        let drafts = watch(&monitor, || {
            let outcome = asked.outcome(&monitor)?;
            let report = Facts::new(&outcome, &monitor)?.with_date(&date);
            let draft = |path: &PathBuf| draft(&report, path, &monitor);
            Ok::<_, Error>(self.out.iter().map(draft).collect::<Result<Vec<_>, Failure>>())
        })??;
        drafts.into_iter().try_for_each(Draft::publish)?;
        let names = self.outputs().map(|path| plain(&path.display().to_string()));
        Ok(Answer::Text(format!("The outcome in {}\n", names.collect::<Vec<_>>().join(", "))))
    }

    fn outputs(&self) -> impl Iterator<Item = &Path> {
        self.out.iter().map(PathBuf::as_path)
    }
}

fn draft(report: &Facts<'_>, path: &Path, monitor: &Monitor) -> Result<Draft, Failure> {
    Draft::filled(path, |file| {
        if has_ending(path, "xlsx") {
            return report.excel(file, monitor);
        }
        file.write_all(report.for_file(path).as_bytes())
    })
}
