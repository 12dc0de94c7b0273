//! `matchwright init`: a first programme for two tables, with comments to go on from.

use std::path::PathBuf;

use clap::Args;
use matchwright::PeopleTables;

use crate::cohort::People;
use crate::draft::{Draft, refuse_clashes};
use crate::failure::Failure;
use crate::sketch::{Sketch, sketch};
use crate::streams::Answer;

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Init {
    #[command(flatten)]
    people: People,
    /// Where to write the programme.
    #[arg(long, value_name = "FILE", default_value = "program.toml")]
    out: PathBuf,
    /// Replace the file where it exists.
    #[arg(long)]
    force: bool,
}

impl Init {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let people = &self.people;
        refuse_clashes(people.files(), [self.out.as_path()])?;
        let PeopleTables::Each([mentees, mentors]) = people.tables() else {
            return Err(Failure::OneTable);
        };
        let (mentees, mentors) = (mentees?, mentors?);
        let Sketch { text, criteria, rules } = sketch(&mentees, &mentors, people.ids())?;
        let draft = Draft::filled(&self.out, |file| file.write_all(text.as_bytes()))?;
        if self.force { draft.publish() } else { draft.publish_new() }?;
        let text = format!(
            "{}: {criteria} criteria and {rules} rules, guessed from the columns of {}. \
             Read it before use: what counts is for people to decide.\n",
            self.out.display(),
            crate::tables::people(mentees.rows(), mentors.rows()),
        );
        Ok(Answer::beside([self.out.as_path()], text))
    }
}
