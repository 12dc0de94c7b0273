//! An outcome to ask: one that was saved, or that of the people and the programme.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Arg, Args};
use matchwright::assign::{Monitor, Options};
use matchwright::{Matcher, Outcome, Roster};

use crate::cohort::Cohort;
use crate::failure::Failure;

/// What the other way of giving an outcome makes dispensable.
const INSTEAD: &str = "outcome";

/// Where the outcome comes from.
#[derive(Debug, Args)]
#[command(mut_args(dispensable))]
pub(crate) struct Source {
    /// Instead of people and programme: an outcome that `match --save` has written.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["program", "mentees", "mentors", "both"])]
    outcome: Option<PathBuf>,
    #[command(flatten)]
    cohort: Option<Cohort>,
}

fn dispensable(arg: Arg) -> Arg {
    match arg.get_id().as_str() {
        "program" | "mentees" | "mentors" => arg.required(false).required_unless_present(INSTEAD),
        _ => arg,
    }
}

/// An outcome, or what it takes to have one.
pub(crate) enum Asked {
    Saved(Box<Outcome>),
    People(Matcher, Roster),
}

impl Source {
    /// The files that are read.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Path> {
        let cohort = self.cohort.iter().flat_map(Cohort::files);
        self.outcome.iter().map(PathBuf::as_path).chain(cohort)
    }

    /// Reads and checks everything.
    pub(crate) fn read(&self) -> Result<Asked, Failure> {
        match (&self.outcome, &self.cohort) {
            (None, Some(cohort)) => {
                let (matcher, roster) = cohort.read()?;
                Ok(Asked::People(matcher, roster))
            }
            // One of them is there: the arguments demand it.
            (path, _) => {
                let path = path.as_deref().unwrap_or(Path::new(""));
                Ok(Asked::Saved(Box::new(Outcome::load(path)?)))
            }
        }
    }
}

impl Asked {
    /// The outcome, found where it was not saved.
    pub(crate) fn outcome(self, monitor: &Arc<Monitor>) -> Result<Outcome, matchwright::Error> {
        match self {
            Self::Saved(outcome) => Ok(*outcome),
            Self::People(matcher, roster) => {
                let options = Options::default().with_monitor(Arc::clone(monitor));
                matcher.run_with(&roster, &options)
            }
        }
    }
}
