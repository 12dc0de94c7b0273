//! `matchwright init`: a first programme for tables that nobody has described, with reasons.

use std::path::PathBuf;

use clap::Args;
use matchwright::propose::{LeftOut, Proposal};
use matchwright::roster::Readings;
use matchwright::tables::mapping::Tables;
use matchwright::{PeopleTables, plain, plain_lines};

use crate::cohort::People;
use crate::draft::{Draft, refuse_clashes};
use crate::failure::Failure;
use crate::streams::Answer;
use crate::tables::{SHOWN, tables_read, wrapped};

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
        refuse_clashes(self.people.files(), [self.out.as_path()])?;
        let (proposal, read) = self.proposal()?;
        let text = proposal.to_toml().as_bytes();
        let draft = Draft::filled(&self.out, |file| file.write_all(text))?;
        if self.force { draft.publish() } else { draft.publish_new() }?;
        let said = format!("{read}{}{}", self.title(&proposal), show(&proposal));
        Ok(Answer::beside([self.out.as_path()], wrapped(&said)))
    }

    /// The proposal, and how the tables were read that it was made for.
    fn proposal(&self) -> Result<(Proposal, String), Failure> {
        let (mentee_id, mentor_id) = self.people.ids();
        let propose = |tables: Tables<'_>| -> Result<(Proposal, String), Failure> {
            let tables = tables.with_ids(mentee_id, mentor_id);
            Ok((Proposal::new(&tables)?, tables_read(&Readings::of(&tables))))
        };
        match self.people.tables() {
            PeopleTables::Each([mentees, mentors]) => propose(Tables::sides(&mentees?, &mentors?)),
            PeopleTables::Both(people) => propose(Tables::people(&people?)),
        }
    }

    fn title(&self, proposal: &Proposal) -> String {
        let program = proposal.program();
        format!(
            "{}: {} criteria and {} rules are proposed. Read it before use: what counts is for people to \
             decide.\n",
            self.out.display(),
            program.criteria.len(),
            program.rules.len(),
        )
    }
}

/// What is proposed, what is to be decided and mended, and what is left out.
fn show(proposal: &Proposal) -> String {
    let used = proposal.used().iter().map(|used| format!("{}. {}", used.what, used.why));
    let problems = proposal.problems().as_slice().iter().map(ToString::to_string);
    [
        section("Proposed", &used.collect::<Vec<_>>(), IN_PROGRAMME),
        section("To decide", proposal.questions(), IN_PROGRAMME),
        section("What these people suggest beside it", proposal.hints(), IN_PROGRAMME),
        section(
            "To mend in the tables before anybody is matched",
            &problems.collect::<Vec<_>>(),
            "`validate` has them all",
        ),
        section("Left out", &left_out(proposal.left_out()), IN_PROGRAMME),
    ]
    .concat()
}

const IN_PROGRAMME: &str = "the programme has them all";

/// A heading and its lines; long lists end with where the whole stands.
fn section(heading: &str, lines: &[String], whole: &str) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let shown = lines.iter().take(SHOWN).map(|line| format!("- {}\n", plain_lines(line)));
    let more = match lines.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("… and {more} more; {whole}\n"),
    };
    format!("\n{heading}:\n{}{more}", shown.collect::<String>())
}

/// A line for each reason in each table, with so many of the columns.
fn left_out(columns: &[LeftOut]) -> Vec<String> {
    const NAMED: usize = 5;

    let mut groups: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for LeftOut { table, column, why } in columns {
        let name = format!("{:?}", plain(column));
        match groups.iter_mut().find(|(have, reason, _)| have == table && reason == why) {
            Some((_, _, names)) => names.push(name),
            None => groups.push((table, why, vec![name])),
        }
    }
    let line = |(table, why, names): (&str, &str, Vec<String>)| {
        let more = match names.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let names: Vec<&str> = names.iter().take(NAMED).map(String::as_str).collect();
        format!("{table}: {}{more} ({why})", names.join(", "))
    };
    groups.into_iter().map(line).collect()
}
