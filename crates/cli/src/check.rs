//! `refund check`: every diagnostic of a policy.

use std::io::{self, Write};

use clap::Args;
use refund_policy::check::{Severity, check, check_prose};
use refund_policy::native;

use crate::failure::{Failure, finding};
use crate::{Outcome, input};

/// Tells all that is wrong with policies, and what in them is doubtful
///
/// The exit code is 1 where one of the findings is an error.
#[derive(Args)]
pub(crate) struct Check {
    /// Policies: files, folders with a policy.json, shipped ids, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// The prose that they were read from, as plain text: are its headings and paragraphs those that they list?
    #[arg(long, value_name = "FILE")]
    source: Option<String>,
}

pub(crate) fn run(arguments: &Check) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::Done;
    let prose = arguments.source.as_deref().map(input::read).transpose()?;
    for name in &arguments.files {
        if check_one(name, prose.as_deref())? == Outcome::Findings {
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}

/// A file that cannot be read at all is a finding as well: the other files are still checked.
fn check_one(name: &str, prose: Option<&str>) -> Result<Outcome, Failure> {
    let document = match input::policy_document(name) {
        Ok(document) => document,
        Err(failure) => {
            write!(io::stdout().lock(), "{failure}")?;
            return Ok(Outcome::Findings);
        }
    };
    let mut diagnostics = check(&document, &native::find_zone);
    diagnostics.extend(prose.into_iter().flat_map(|prose| check_prose(&document, prose)));
    let mut out = io::stdout().lock();
    for diagnostic in &diagnostics {
        out.write_all(
            finding(diagnostic.severity.name(), input::label(name), &diagnostic.problem).as_bytes(),
        )?;
    }
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    writeln!(out, "{}: {}", input::label(name), summary(errors, diagnostics.len() - errors))?;
    Ok(if errors == 0 { Outcome::Done } else { Outcome::Findings })
}

fn summary(errors: usize, warnings: usize) -> String {
    match (errors, warnings) {
        (0, 0) => "no findings".to_owned(),
        (errors, 0) => counted(errors, "error"),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    }
}

/// `1 error`, `2 errors`: diagnostics are in English.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
