//! `matchwright given-up`: what the plan gave up for what the programme asks first.

use clap::Args;
use matchwright::answers::GivenUp as Measure;

use crate::failure::Failure;
use crate::question::Question;
use crate::streams::Answer;
use crate::tables::{table, wrapped};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct GivenUp {
    #[command(flatten)]
    question: Question,
}

impl GivenUp {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        self.question.answer(matchwright::Outcome::given_up, |_, measures| show(measures))
    }
}

fn show(measures: &[Measure]) -> String {
    let mut table = table(&["measure"], &["this plan", "the best for it alone"]);
    for Measure { measure, value, best } in measures {
        let [value, best] = [value, best].map(|number| format!("{number:.3}"));
        table.add_row([(*measure).to_owned(), value, best]);
    }
    let title =
        "Each measure beside the best that a plan could have for it alone, whatever that costs\n";
    wrapped(title) + &format!("{}\n", table.trim_fmt())
}
