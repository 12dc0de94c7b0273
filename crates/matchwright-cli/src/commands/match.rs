//! `matchwright match`: who meets whom, who stays unmatched and why, and the proof.

use std::sync::Arc;

use clap::Args;
use matchwright::assign::{Monitor, Options};

use crate::cohort::Cohort;
use crate::draft::{refuse_clashes, try_out};
use crate::failure::Failure;
use crate::outputs::Outputs;
use crate::progress::watch;
use crate::show::show;
use crate::streams::Answer;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Match {
    #[command(flatten)]
    cohort: Cohort,
    #[command(flatten)]
    outputs: Outputs,
}

impl Match {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let outputs = &self.outputs;
        refuse_clashes(self.cohort.files(), outputs.paths())?;
        let (matcher, roster, odd) = self.cohort.read_and_look()?;
        outputs.paths().try_for_each(try_out)?;
        let monitor = Arc::new(Monitor::new());
        let options = Options::default().with_monitor(Arc::clone(&monitor));
        let outcome = watch(&monitor, || matcher.run_with(&roster, &options))?;
        watch(&monitor, || outputs.write(&outcome, &monitor, None))?;
        Ok(Answer::beside(outputs.paths(), show(&outcome, odd)))
    }
}
