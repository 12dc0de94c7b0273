//! `matchwright init`: a first programme for two tables, with comments to go on from.

use std::path::PathBuf;

use clap::Args;

use crate::cohort::People;
use crate::draft::{Draft, refuse_clashes};
use crate::failure::Failure;
use crate::sketch::{Sketch, sketch};

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
    pub(crate) fn run(&self) -> Result<String, Failure> {
        let people = &self.people;
        refuse_clashes([&people.mentees, &people.mentors, &self.out].map(PathBuf::as_path))?;
        let [mentees, mentors] = people.tables()?;
        let Sketch { text, criteria, rules } =
            sketch((&mentees, &people.mentee_id), (&mentors, &people.mentor_id))?;
        let draft = Draft::filled(&self.out, |file| file.write_all(text.as_bytes()))?;
        if self.force { draft.publish() } else { draft.publish_new() }?;
        Ok(format!(
            "{}: {criteria} criteria and {rules} rules, guessed from names and contents. \
             Read it before use: what counts is for people to decide.\n",
            self.out.display()
        ))
    }
}
