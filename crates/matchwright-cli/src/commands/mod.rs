//! The commands, one file each: its arguments, then what it does. A command returns what is
//! said to the user, and writes nothing but the files it was asked for.

mod audit;
mod compare;
mod evaluate;
mod explain;
mod given_up;
mod init;
mod learn;
mod letters;
mod manual;
mod r#match;
mod quality;
mod recommend;
mod recruit;
mod relaxations;
mod rematch;
mod report;
mod search;
mod simulate;
mod track;
mod validate;
mod verify;
mod weights;
mod what_if;
mod why_not;
mod why_unmatched;

use clap::Subcommand;

use crate::failure::Failure;
use crate::streams::Answer;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Match everybody, and prove that no plan is better.
    Match(r#match::Match),
    /// Say what is wrong and what looks wrong, without matching anybody.
    Validate(validate::Validate),
    /// List the best partners for everybody on one side, whoever else wants them.
    Recommend(recommend::Recommend),
    /// List the people who answer best what somebody looks for: a directory by labels.
    Search(search::Search),
    /// Say why somebody meets whom they meet, and what others would have cost.
    Explain(explain::Explain),
    /// Write the outcome as a page, as plain text or as a workbook.
    Report(report::Report),
    /// Write a letter to everybody who meets somebody.
    Letters(letters::LettersCommand),
    /// Say what keeps two people apart, or what their pair would cost and who would move.
    WhyNot(why_not::WhyNot),
    /// Say why somebody meets nobody, and the smallest changes that would help.
    WhyUnmatched(why_unmatched::WhyUnmatched),
    /// Say which single change of the programme gains most pairs and score.
    Relaxations(relaxations::Relaxations),
    /// Say what mentors who are not there yet would add.
    Recruit(recruit::Recruit),
    /// Say how far each weight may change before other pairs are better.
    Weights(weights::Weights),
    /// Say what the plan gave up for what the programme asks first.
    GivenUp(given_up::GivenUp),
    /// Say what would be different with other seats, people, rules, weights or answers.
    WhatIf(Box<what_if::WhatIf>),
    /// Put two saved outcomes side by side, on one scale.
    Compare(compare::Compare),
    /// Match after an earlier round, and keep what people were told.
    Rematch(Box<rematch::Rematch>),
    /// Say how good the plan is, and for whom.
    Quality(quality::Quality),
    /// Say what groups of people get, beside each other: a report, no legal opinion.
    Audit(audit::Audit),
    /// Learn the weights from how pairs went, and say how far they can be trusted.
    Learn(Box<learn::Learn>),
    /// Say how well scores fit how pairs went, beside other ways of scoring them.
    Evaluate(Box<evaluate::Evaluate>),
    /// Say how the pairs stand, and what became of matched people.
    Track(Box<track::Track>),
    /// Work out a recorded run again from the tables, and say what differs.
    Verify(verify::Verify),
    /// Propose a programme for tables that nobody has described, with reasons.
    Init(init::Init),
    /// Describe the criteria, or one of them: formula, parameters, example.
    Criteria(manual::Criteria),
    /// Describe the rules, or one of them.
    Rules(manual::Rules),
    /// What `[tables]` can say of an export: ids, roles, new columns.
    Tables(manual::Tables),
    /// Write tables of people who do not exist, and who of them should meet whom.
    Simulate(simulate::Simulate),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        match self {
            Self::Match(command) => command.run(),
            Self::Validate(command) => command.run(),
            Self::Recommend(command) => command.run(),
            Self::Search(command) => command.run(),
            Self::Explain(command) => command.run(),
            Self::Report(command) => command.run(),
            Self::Letters(command) => command.run(),
            Self::WhyNot(command) => command.run(),
            Self::WhyUnmatched(command) => command.run(),
            Self::Relaxations(command) => command.run(),
            Self::Recruit(command) => command.run(),
            Self::Weights(command) => command.run(),
            Self::GivenUp(command) => command.run(),
            Self::WhatIf(command) => command.run(),
            Self::Compare(command) => command.run(),
            Self::Rematch(command) => command.run(),
            Self::Quality(command) => command.run(),
            Self::Audit(command) => command.run(),
            Self::Learn(command) => command.run(),
            Self::Evaluate(command) => command.run(),
            Self::Track(command) => command.run(),
            Self::Verify(command) => command.run(),
            Self::Init(command) => command.run(),
            Self::Criteria(command) => Ok(command.run()),
            Self::Rules(command) => Ok(command.run()),
            Self::Tables(command) => Ok(command.run()),
            Self::Simulate(command) => command.run(),
        }
    }
}
