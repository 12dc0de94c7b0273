//! The outcome that a command asks, and where the answer goes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::assign::{Monitor, Options};
use matchwright::roster::Side;
use matchwright::{Error, Outcome};
use serde::Serialize;

use crate::cohort::Cohort;
use crate::draft::{Draft, refuse_clashes, try_out, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::streams::Answer;

/// What every question about an outcome is given.
#[derive(Debug, Args)]
pub(crate) struct Asked {
    #[command(flatten)]
    cohort: Cohort,
    /// Write the answer to this JSON file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Asked {
    /// Matches everybody, asks, writes the answer where it was asked for, and shows it. People who are asked
    /// about are looked for before the work.
    pub(crate) fn answer<T: Serialize + Send>(
        &self,
        people: &[(Side, &str)],
        ask: impl FnOnce(&Outcome, &Arc<Monitor>) -> Result<T, Error> + Send,
        show: impl FnOnce(&Outcome, &T) -> String,
    ) -> Result<Answer, Failure> {
        refuse_clashes(self.cohort.files(), self.json.as_deref())?;
        let (matcher, roster) = self.cohort.read()?;
        for &(side, id) in people {
            roster.side(side).find(id)?;
        }
        self.json.as_deref().map_or(Ok(()), try_out)?;
        let monitor = Arc::new(Monitor::new());
        let options = Options::default().with_monitor(Arc::clone(&monitor));
        let (outcome, answer) = watch(&monitor, || {
            let outcome = matcher.run_with(&roster, &options)?;
            let answer = ask(&outcome, &monitor)?;
            Ok::<_, Error>((outcome, answer))
        })?;
        if let Some(path) = &self.json {
            Draft::filled(path, |file| write_json(&answer, file))?.publish()?;
        }
        Ok(Answer::beside(self.json.as_deref().map(Path::new), show(&outcome, &answer)))
    }
}
