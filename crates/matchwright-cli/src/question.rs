//! A question about an outcome, and where the answer goes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use matchwright::assign::Monitor;
use matchwright::{Error, Outcome};
use serde::Serialize;

use crate::draft::{Draft, refuse_clashes, try_out, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::saved::Source;
use crate::streams::Answer;

/// What every question about an outcome is given.
#[derive(Debug, Args)]
pub(crate) struct Question {
    #[command(flatten)]
    source: Source,
    /// Write the answer to this JSON file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Question {
    /// Reads an outcome or matches everybody, asks, writes the answer where it was asked for, and shows it.
    pub(crate) fn answer<T: Serialize + Send>(
        &self,
        ask: impl FnOnce(&Outcome, &Arc<Monitor>) -> Result<T, Error> + Send,
        show: impl FnOnce(&Outcome, &T) -> String,
    ) -> Result<Answer, Failure> {
        refuse_clashes(self.source.files(), self.json.as_deref())?;
        let asked = self.source.read()?;
        self.json.as_deref().map_or(Ok(()), try_out)?;
        let monitor = Arc::new(Monitor::new());
        let (outcome, answer) = watch(&monitor, || {
            let outcome = asked.outcome(&monitor)?;
            let answer = ask(&outcome, &monitor)?;
            Ok::<_, Error>((outcome, answer))
        })?;
        if let Some(path) = &self.json {
            Draft::filled(path, |file| write_json(&answer, file))?.publish()?;
        }
        Ok(Answer::beside(self.json.as_deref().map(Path::new), show(&outcome, &answer)))
    }
}
