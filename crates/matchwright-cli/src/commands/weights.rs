//! `matchwright weights`: how far each weight may change before other pairs are better.

use clap::Args;
use matchwright::answers::WeightRange;
use matchwright::plain;

use crate::asked::Asked;
use crate::failure::Failure;
use crate::streams::Answer;
use crate::tables::{table, wrapped};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Weights {
    #[command(flatten)]
    asked: Asked,
}

impl Weights {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        self.asked.answer(&[], matchwright::Outcome::weights, |_, ranges| show(ranges))
    }
}

fn show(ranges: &[WeightRange]) -> String {
    let mut table = table(&["criterion"], &["weight", "from", "to"]);
    for range in ranges {
        let high = range.high.map_or_else(|| "any".to_owned(), |high| format!("{high:.3}"));
        let [weight, low] = [range.weight, range.low].map(|number| format!("{number:.3}"));
        table.add_row([plain(&range.criterion), weight, low, high]);
    }
    let title = "The weights with which these pairs stay the best, one changed at a time\n";
    wrapped(title) + &format!("{}\n", table.trim_fmt())
}
