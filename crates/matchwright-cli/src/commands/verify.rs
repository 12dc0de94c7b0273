//! `matchwright verify`: does the record of a run hold for these tables?

use std::path::PathBuf;

use clap::Args;
use matchwright::answers::{Record, Verification};
use matchwright::assign::Monitor;
use matchwright::tables::counted;
use matchwright::{Matcher, plain};

use crate::cohort::{People, read_vocabulary};
use crate::draft::refuse_clashes;
use crate::failure::Failure;
use crate::progress::watch;
use crate::streams::Answer;
use crate::tables::{SHOWN, and_more, wrapped};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The record, as `match --record` writes it.
    #[arg(value_name = "RECORD")]
    record: PathBuf,
    #[command(flatten)]
    people: People,
    /// What the labels in lists mean, as for `match`.
    #[arg(long, value_name = "FILE")]
    vocabulary: Option<PathBuf>,
}

impl Verify {
    /// A record that does not hold is refused, as any input that is not what it should be.
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let files = self.people.files().chain([self.record.as_path()]);
        refuse_clashes(files.chain(self.vocabulary.as_deref()), None)?;
        let record = Record::read(&self.record)?;
        let vocabulary = read_vocabulary(self.vocabulary.as_deref())?;
        let (program, people) = (record.program().clone(), &self.people);
        let (_, roster) =
            Matcher::with_people(program, people.tables(), people.ids(), &vocabulary)?;
        let monitor = Monitor::new();
        let found = watch(&monitor, || record.verify(&roster, &monitor))?;
        if found.holds() {
            return Ok(Answer::Text(wrapped(&held(&found))));
        }
        Err(Failure::Differs(differences(&found)))
    }
}

fn held(found: &Verification) -> String {
    let proof = match &found.certificate {
        Some(proof) if proof.is_optimal() => "proven best, as it was",
        Some(_) => "as well proven as it was",
        None => "not proven",
    };
    format!(
        "The record holds: {} with their points, everybody's seats and scores; the plan is {proof}.\n",
        counted(found.pairs, "pair", "pairs")
    )
}

/// One line each; many are cut.
fn differences(found: &Verification) -> String {
    let findings = found.findings.as_slice();
    let lines = findings.iter().take(SHOWN).map(|finding| plain(&finding.to_string()) + "\n");
    let count = findings.len();
    let differences = counted(count, "difference", "differences");
    let title = format!("the record does not hold for these tables: {differences}\n");
    title + &lines.collect::<String>() + &and_more(count, "the first ones say where to look")
}
