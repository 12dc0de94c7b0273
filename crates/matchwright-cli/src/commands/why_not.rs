//! `matchwright why-not`: what keeps two people apart, or what their pair would cost and who would move.

use clap::Args;
use matchwright::answers::{Need, WhyNot as Why};
use matchwright::plain;
use matchwright::roster::Side;

use crate::asked::Asked;
use crate::failure::Failure;
use crate::streams::Answer;
use crate::tables::{table, wrapped};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct WhyNot {
    #[command(flatten)]
    asked: Asked,
    /// The mentee's id.
    #[arg(long, value_name = "ID")]
    mentee: String,
    /// The mentor's id.
    #[arg(long, value_name = "ID")]
    mentor: String,
}

impl WhyNot {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let Self { asked, mentee, mentor } = self;
        asked.answer(
            &[(Side::Mentee, mentee), (Side::Mentor, mentor)],
            |outcome, monitor| outcome.why_not(mentee, mentor, monitor),
            |_, why| show(why),
        )
    }
}

fn show(why: &Why) -> String {
    let sentence = wrapped(&(plain(&why.to_string()) + "\n"));
    if why.meet || why.cost.is_none() || why.cost == Some(0.0) {
        return sentence;
    }
    let mut table = table(&["criterion"], &["has to rise by"]);
    for Need { criterion, more } in &why.needs {
        let more = more.map_or_else(|| "not enough".to_owned(), |more| format!("{more:.3}"));
        table.add_row([plain(criterion), more]);
    }
    format!("{sentence}What would make the pair as good, each by itself:\n{}\n", table.trim_fmt())
}
