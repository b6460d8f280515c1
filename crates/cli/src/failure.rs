//! Why a command could not do its work: what is printed to standard error before it ends with 1.

use std::fmt;
use std::io;

use refund_policy::Problem;

use crate::output::line;

/// A failure of a command.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An input is wrong in these ways.
    Input { name: String, problems: Vec<Problem> },
    /// Something else went wrong, as this sentence says.
    Other(String),
    /// The answer could not be written.
    Output(io::Error),
}

impl Failure {
    /// One thing is wrong with an input.
    pub(crate) fn input(name: impl Into<String>, problem: Problem) -> Failure {
        Failure::Input { name: name.into(), problems: vec![problem] }
    }

    pub(crate) fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}

impl From<refund_endpoint::Error> for Failure {
    fn from(error: refund_endpoint::Error) -> Failure {
        Failure::Other(error.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Input { name, problems } => {
                problems.iter().try_for_each(|problem| out.write_str(&finding("error", name, problem)))
            }
            Failure::Other(message) => writeln!(out, "error: {}", line(message)),
            Failure::Output(error) => writeln!(out, "error: cannot write the answer: {error}"),
        }
    }
}

/// A finding as a person reads it: how bad, which input, where in it, what, and what would mend it.
pub(crate) fn finding(severity: &str, name: &str, problem: &Problem) -> String {
    let Problem { code, pointer, message, hint } = problem;
    let place = if pointer.is_empty() { name.to_owned() } else { format!("{name} at {pointer}") };
    let hint = hint.as_ref().map(|hint| format!("  hint: {}\n", line(hint))).unwrap_or_default();
    format!("{severity}: {}: {} [{code}]\n{hint}", line(&place), line(message))
}
