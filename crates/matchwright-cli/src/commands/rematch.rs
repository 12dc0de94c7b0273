//! `matchwright rematch`: a match after an earlier round that keeps what people were told.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::assign::{Monitor, Options};
use matchwright::outcome::{Change, Changes, Status};
use matchwright::{Keep, Outcome, plain};

use crate::cohort::Cohort;
use crate::draft::{TableFile, refuse_clashes, try_out};
use crate::failure::Failure;
use crate::outputs::Outputs;
use crate::progress::watch;
use crate::show::show;
use crate::streams::Answer;
use crate::tables::{SHOWN, and_more, table, wrapped};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Rematch {
    /// The outcome that people were told, as `match --save` has written it.
    #[arg(long, value_name = "FILE")]
    previous: PathBuf,
    #[command(flatten)]
    cohort: Cohort,
    /// What is kept of it: `told`, all that is still possible; a number, all but so many pairs;
    /// `price:X`, what is worth it if breaking a pair costs X of the total score.
    #[arg(long, value_name = "told|N|price:X", default_value = "told", value_parser = keep)]
    keep: Keep,
    /// Write the mentees for whom something is new to this file, with reasons, by its ending as --out.
    #[arg(long, value_name = "FILE", value_parser = TableFile::parser())]
    changes: Option<TableFile>,
    #[command(flatten)]
    outputs: Outputs,
}

fn keep(text: &str) -> Result<Keep, String> {
    let kept = match text.strip_prefix("price:") {
        _ if text == "told" => Some(Keep::Told),
        Some(price) => price.trim().parse().ok().map(Keep::Price),
        None => text.parse().ok().map(Keep::AtMost),
    };
    kept.ok_or_else(|| "`told`, a whole number of pairs, or `price:` and a score".to_owned())
}

impl Rematch {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let inputs = self.cohort.files().chain([self.previous.as_path()]);
        refuse_clashes(inputs, self.paths())?;
        let previous = Outcome::load(&self.previous)?;
        let (matcher, roster, odd) = self.cohort.read_and_look()?;
        self.paths().try_for_each(try_out)?;
        let monitor = Arc::new(Monitor::new());
        let options = Options::default().with_monitor(Arc::clone(&monitor));
        let outcome = watch(&monitor, || matcher.rematch(&previous, &roster, self.keep, &options))?;
        let changes = self.changes.as_ref();
        let changes = changes.map(|file| file.filled(&outcome.changes_frame(), "changes"));
        watch(&monitor, || self.outputs.write(&outcome, &monitor, changes.transpose()?))?;
        let text = [show(&outcome, odd), show_changes(&outcome)].join("\n");
        Ok(Answer::beside(self.paths(), text))
    }

    fn paths(&self) -> impl Iterator<Item = &Path> {
        self.outputs.paths().chain(self.changes.iter().map(TableFile::path))
    }
}

fn show_changes(outcome: &Outcome) -> String {
    let Some(changes) = outcome.changes() else { return String::new() };
    let sentence = wrapped(&format!("{changes}\n{}", gap(outcome)));
    if changes.mentees.is_empty() {
        return sentence;
    }
    let Changes { mentees, .. } = changes;
    let mut table = table(&["mentee", "met", "meets", "change", "why"], &[]);
    for row in mentees.iter().take(SHOWN) {
        table.add_row(change_row(row));
    }
    let more = and_more(mentees.len(), "--changes changes.csv writes them all");
    format!("What is new\n{}\n{more}{sentence}", table.trim_fmt())
}

fn change_row(row: &Change) -> [String; 5] {
    let mentor = |id: &Option<String>| plain(id.as_deref().unwrap_or("nobody"));
    let (before, after) = (mentor(&row.mentor_before), mentor(&row.mentor_after));
    [plain(&row.mentee), before, after, row.change.name().to_owned(), plain(&row.reason)]
}

/// What is open where the number of pairs that may be broken lies between those of proven plans.
fn gap(outcome: &Outcome) -> String {
    if outcome.status() != Status::Bounded {
        return String::new();
    }
    let bound = outcome.bound();
    format!(
        "No plan that breaks as few pairs is proven the best: one may have up to {} more pairs, or \
         with as many a total score that is up to {:.6} higher.\n",
        bound.pairs, bound.score
    )
}
