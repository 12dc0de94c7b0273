//! `matchwright why-unmatched`: why somebody meets nobody, and the smallest changes that would help.

use clap::Args;
use matchwright::plain_lines;

use crate::asked::Asked;
use crate::failure::Failure;
use crate::streams::Answer;
use crate::tables::wrapped;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct WhyUnmatched {
    #[command(flatten)]
    asked: Asked,
    /// The id of a mentee or of a mentor; one that both sides have is the mentee's.
    #[arg(value_name = "ID")]
    id: String,
}

impl WhyUnmatched {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        self.asked.answer(
            &[],
            |outcome, monitor| outcome.why_unmatched(&self.id, monitor),
            |_, why| wrapped(&(plain_lines(&why.to_string()) + "\n")),
        )
    }
}
