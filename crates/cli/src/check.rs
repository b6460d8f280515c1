//! `refund check`: every finding on a policy, as text, as JSON, or as SARIF.
//!
//! What is found is the evaluator's (`refund_policy::check`); here it gets its place in the file and a form.

mod help;
mod json;
mod place;
mod sarif;
mod text;

use std::ops::Range;

use clap::builder::NonEmptyStringValueParser;
use clap::{Args, ValueEnum};
use refund_authoring::check::{Diagnostic, Severity, check, check_prose};
use refund_policy::{Json, Problem, to_json};

use crate::failure::Failure;
use crate::{Outcome, input};

/// Tells all that is wrong with policies, and what in them is doubtful
///
/// Each finding has a code, which docs/diagnostics.md explains, its place in the file, and where a case can show it, that
/// case as a line for `refund evaluate --cases`. Findings that a policy accepts are only counted. The exit code is 1 where
/// one of the findings is an error.
#[derive(Args)]
pub(crate) struct Check {
    /// Policies: files, folders with a policy.json, shipped ids, or - for standard input
    #[arg(required = true, value_name = "FILE", value_parser = NonEmptyStringValueParser::new())]
    files: Vec<String>,
    /// The prose that they were read from, as plain text: are its headings and paragraphs those that they list?
    #[arg(long, value_name = "FILE", value_parser = NonEmptyStringValueParser::new())]
    source: Option<String>,
    /// Text for people, JSON for programs, SARIF 2.1.0 for code review
    #[arg(long, default_value = "text")]
    format: Format,
    /// Show the findings that policies accept as well; JSON and SARIF always hold them
    #[arg(long)]
    all: bool,
}

/// How findings are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

/// A policy's file and what was found in it.
struct Checked {
    /// What it is called.
    file: String,
    /// Empty where it could not be read.
    text: String,
    findings: Vec<Finding>,
}

/// A finding with its place in the file.
struct Finding {
    severity: Severity,
    problem: Problem,
    /// Lines for `refund evaluate --cases`; each id occurs once in a file.
    cases: Vec<Json>,
    accepted: Option<String>,
    /// The bytes to underline; none where the file could not be read.
    place: Option<Range<usize>>,
}

pub(crate) fn run(arguments: &Check) -> Result<Outcome, Failure> {
    input::check_names(arguments.files.iter().chain(&arguments.source));
    let prose = arguments.source.as_deref().map(input::read).transpose()?;
    let checked = arguments.files.iter().map(|name| check_one(name, prose.as_deref()));
    let checked: Vec<Checked> = checked.collect::<Result<_, _>>()?;
    match arguments.format {
        Format::Text => text::write(&checked, arguments.all)?,
        Format::Json => json::write(&checked)?,
        Format::Sarif => sarif::write(&checked)?,
    }
    let mut findings = checked.iter().flat_map(|checked| &checked.findings);
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    Ok(if findings.any(is_error) { Outcome::Findings } else { Outcome::Done })
}

/// A file that cannot be read is a finding as well: the other files are still checked.
fn check_one(name: &str, prose: Option<&str>) -> Result<Checked, Failure> {
    let file = input::policy_label(name);
    let text = match input::policy_text(name) {
        Ok(text) => text,
        Err(Failure::Input { problems, .. }) => {
            let findings = problems.into_iter().map(|problem| Finding::error(problem, None)).collect();
            return Ok(Checked { file, text: String::new(), findings });
        }
        Err(failure) => return Err(failure),
    };
    let findings = match refund_policy::parse_as_written(text.as_bytes()) {
        Ok(document) => findings(&document, &text, prose),
        Err(problem) => vec![unparsed(problem, &text)],
    };
    Ok(Checked { file, text, findings })
}

/// In the order of their places.
fn findings(document: &Json, text: &str, prose: Option<&str>) -> Vec<Finding> {
    let mut diagnostics = check(document, &refund_native::find_zone);
    diagnostics.extend(prose.into_iter().flat_map(|prose| check_prose(document, prose)));
    let places = place::Places::of(text);
    let mut findings: Vec<Finding> = diagnostics
        .into_iter()
        .map(|Diagnostic { severity, problem, witnesses, accepted, .. }| {
            let place = places.find(problem.code, &problem.pointer);
            let cases = witnesses.iter().map(|witness| to_json(&witness.line(problem.code))).collect();
            Finding { severity, problem, cases, accepted, place }
        })
        .collect();
    findings.sort_by_key(|finding| finding.place.as_ref().map(|place| place.start));
    let cases = findings
        .iter_mut()
        .flat_map(|finding| finding.cases.iter_mut().map(|case| (finding.problem.code, case)));
    for (number, (code, case)) in (1..).zip(cases) {
        case.set("id", format!("{code}-{number}").into());
    }
    findings
}

/// Of what is not taken as JSON serde_json tells the place at which it stopped, in words: the place is shown instead.
fn unparsed(problem: Problem, text: &str) -> Finding {
    let Some(error) = serde_json::from_str::<Json>(text).err() else { return Finding::error(problem, None) };
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    let message = problem.message.replace(&suffix, "");
    let place = place::at(text, error.line(), error.column());
    Finding::error(Problem { message, ..problem }, Some(place))
}

impl Finding {
    fn error(problem: Problem, place: Option<Range<usize>>) -> Finding {
        Finding { severity: Severity::Error, problem, cases: Vec::new(), accepted: None, place }
    }
}

/// `1 error`, `2 errors`: diagnostics are in English.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
