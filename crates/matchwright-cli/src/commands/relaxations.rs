//! `matchwright relaxations`: which single change of the programme gains most.

use clap::Args;
use matchwright::answers::Relaxation;
use matchwright::plain;

use crate::asked::Asked;
use crate::failure::Failure;
use crate::streams::Answer;
use crate::tables::{SHOWN, and_more, table, wrapped};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Relaxations {
    #[command(flatten)]
    asked: Asked,
}

impl Relaxations {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        self.asked.answer(&[], matchwright::Outcome::relaxations, |_, found| show(found))
    }
}

fn show(found: &[Relaxation]) -> String {
    if found.is_empty() {
        return wrapped("No single change of a rule, the floor or a seat gains anything.\n");
    }
    let mut table = table(&["change", "of"], &["to", "pairs", "total"]);
    for change in found.iter().take(SHOWN) {
        table.add_row([
            change.kind.name().to_owned(),
            plain(&change.what),
            change.to.map_or_else(String::new, |to| to.to_string()),
            change.pairs.map_or_else(String::new, |pairs| format!("{pairs:+}")),
            format!("{:+.3}", change.total),
        ]);
    }
    let title = "What each single change gains, with everybody matched again\n";
    let more = and_more(found.len(), "--json changes.json writes them all");
    format!("{title}{}\n{more}", table.trim_fmt())
}
