//! The `refund` command line: evaluates, checks and tests policies, and runs the demo shop and its contact endpoint.
//!
//! It reads files, the clock and its arguments, and hands all deciding to the evaluator. Exit codes: 0 done, 1 findings
//! or bad input, 2 wrong usage.

// What the commands share, then one file a command.
mod failure;
mod input;
mod letter;
mod lines;
mod output;
mod strings;

mod check;
mod diff;
mod evaluate;
mod requests;
mod serve;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Says what a shop's refund policy gives, why, until when, and what is still to be done.
#[derive(Parser)]
#[command(name = "refund", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Evaluate(evaluate::Evaluate),
    Check(check::Check),
    Diff(diff::Diff),
    Test(test::Test),
    Serve(serve::Serve),
    Requests(requests::Requests),
}

/// How a command ended that could do its work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is to be said against the input.
    Done,
    /// The input has findings; they were printed.
    Findings,
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Evaluate(command) => evaluate::run(command),
        Command::Check(command) => check::run(&command),
        Command::Diff(command) => diff::run(&command),
        Command::Test(command) => test::run(&command),
        Command::Serve(command) => serve::run(command),
        Command::Requests(command) => requests::run(&command),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        // Whoever reads has seen enough (`refund … | head`).
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            output::tell(&failure);
            ExitCode::from(1)
        }
    }
}
