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
mod tables;

mod failure;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser;

use commands::Command;
use failure::Failure;

/// Matches mentors and mentees: who meets whom, why, and the proof that no plan is better.
#[derive(Debug, Parser)]
#[command(name = "matchwright", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match Cli::parse().command.run().and_then(|text| print(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.report();
            ExitCode::FAILURE
        }
    }
}

/// Writes to standard output. Whoever closes the pipe (`| head`) has seen enough.
fn print(text: &str) -> Result<(), Failure> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::write("standard output", error))
        }
        _ => Ok(()),
    }
}
