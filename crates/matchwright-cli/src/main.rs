//! The `matchwright` command: matches mentors and mentees from files.
//!
//! Exit status 0: done. 1: the input was refused, with everything that is wrong in it. 2: wrong
//! usage. 130: ended by Ctrl-C or another signal, with nothing left behind.

#![forbid(unsafe_code)]

mod cohort;

mod commands;

mod draft;
mod feedback;
mod interrupt;
mod outputs;
mod progress;
mod question;
mod saved;
mod show;
mod show_comparison;
mod streams;
mod tables;
mod today;
mod waited;

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
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    interrupt::watch();
    match cli.command.run().and_then(|answer| answer.say()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.report();
            ExitCode::FAILURE
        }
    }
}

/// Help, which was asked for, or what is wrong with the arguments, which may hold anything.
fn usage(error: &clap::Error) -> ExitCode {
    if error.use_stderr() {
        streams::say_aside(&error.render().to_string());
    } else {
        // Whoever closes the pipe has seen enough.
        let _ = error.print();
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
