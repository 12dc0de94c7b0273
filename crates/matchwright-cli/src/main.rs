//! The `matchwright` command: matches mentors and mentees from files.
//!
//! Exit status 0: done. 1: the input was refused, with everything that is wrong in it. 2: wrong
//! usage.

#![forbid(unsafe_code)]

mod cohort;

mod commands;

mod guess;
mod sketch;

mod draft;
mod progress;
mod show;
mod streams;
mod tables;

mod failure;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;

/// Matches mentors and mentees: who meets whom, why, and the proof that no plan is better.
#[derive(Debug, Parser)]
#[command(name = "matchwright", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match Cli::parse().command.run().and_then(|answer| answer.say()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.report();
            ExitCode::FAILURE
        }
    }
}
