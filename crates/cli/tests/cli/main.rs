//! The command line as a person or a script meets it: what it prints, and how it exits.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking, in its helpers too"
)]

use assert_cmd::Command;

// The page on changing a policy, command by command.
mod changes;

// Findings on policies, as text, JSON and SARIF.
mod check;

// Letters in three locales, JSON, and streams of cases.
mod evaluate;

// The guide for authors, command by command.
mod guide;

// Inputs that cannot be read, or would steer the terminal.
mod inputs;

// Diagnostics and cases of policies.
mod policies;

// The server, and the requests that it received.
mod server;

/// What a run printed, and its exit code.
pub(crate) struct Run {
    pub(crate) out: String,
    pub(crate) err: String,
    pub(crate) code: i32,
}

/// Runs `refund` with these arguments from the root of the checkout.
pub(crate) fn refund(arguments: &[&str], input: &str) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_refund"));
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let output = command.current_dir(root).args(arguments).write_stdin(input).output().unwrap();
    Run {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap(),
    }
}
