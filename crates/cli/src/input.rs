//! What commands read: files or standard input, JSON in them, and policies by id or by file.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use refund_authoring::check::{Severity, check};
use refund_endpoint::{SHIPPED, shipped};
use refund_policy::{Instant, Json, Locale, Policy, Problem, limits, nearest};

use crate::failure::Failure;

/// Standard input's name among files.
const STANDARD_INPUT: &str = "-";

/// A file to read, or `-` for standard input; with its name for messages.
pub(crate) fn open(name: &str) -> Result<Box<dyn BufRead>, Failure> {
    if name == STANDARD_INPUT {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(name).map_err(|error| unreadable(name, &error))?;
    Ok(Box::new(BufReader::new(file)))
}

/// One byte more than a text may have: enough to tell that it is too large.
pub(crate) const ENOUGH: u64 = limits::JSON_BYTES.most as u64 + 1;

/// The whole text of a file or of standard input without a byte order mark, unless it is too large or not UTF-8.
pub(crate) fn read(name: &str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    open(name)?.take(ENOUGH).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    limits::JSON_BYTES.check(bytes.len()).map_err(|problem| Failure::input(label(name), problem))?;
    let text = refund_policy::decode(&bytes).map_err(|problem| Failure::input(label(name), problem))?;
    Ok(text.to_owned())
}

pub(crate) fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::input(label(name), Problem::new("unreadable", "", format!("it cannot be read: {error}")))
}

/// Ends with wrong usage where standard input is to be read twice: the second reader would find nothing.
pub(crate) fn check_names<'a>(names: impl IntoIterator<Item = &'a String>) {
    if names.into_iter().filter(|name| *name == STANDARD_INPUT).count() > 1 {
        let message = "standard input (`-`) can be read once only; name a file for the other\n";
        clap::Error::raw(ErrorKind::ArgumentConflict, message).exit();
    }
}

/// A file's JSON.
pub(crate) fn json(name: &str) -> Result<Json, Failure> {
    refund_policy::parse(read(name)?.as_bytes()).map_err(|problem| Failure::input(label(name), problem))
}

/// What an input is called in messages.
pub(crate) fn label(name: &str) -> &str {
    if name == STANDARD_INPUT { "standard input" } else { name }
}

/// The document of a shipped policy, of a file, or of a folder with a `policy.json`.
pub(crate) fn policy_document(name: &str) -> Result<Json, Failure> {
    refund_policy::parse(policy_text(name)?.as_bytes())
        .map_err(|problem| Failure::input(policy_label(name), problem))
}

/// The same as text.
pub(crate) fn policy_text(name: &str) -> Result<String, Failure> {
    match shipped(name) {
        Some(document) => Ok(document.to_owned()),
        None if name == STANDARD_INPUT || Path::new(name).exists() => {
            read(&policy_file(name).to_string_lossy())
        }
        None => Err(Failure::input(name, unknown_policy(name))),
    }
}

/// What a policy is called in messages: its file, or the id under which it is shipped.
pub(crate) fn policy_label(name: &str) -> String {
    match shipped(name) {
        Some(_) => name.to_owned(),
        None => label(&policy_file(name).to_string_lossy()).to_owned(),
    }
}

/// The policy's file, where its folder may be named instead.
pub(crate) fn policy_file(name: &str) -> PathBuf {
    let path = Path::new(name);
    if path.is_dir() { path.join("policy.json") } else { path.to_owned() }
}

fn unknown_policy(name: &str) -> Problem {
    let ids = SHIPPED.map(|(id, _)| id);
    let problem =
        Problem::new("unknown_policy", "", format!("`{name}` is neither a file nor a shipped policy"));
    match nearest(name, ids) {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint(format!("the shipped policies are {}", ids.join(", "))),
    }
}

/// A policy, compiled.
pub(crate) fn policy(name: &str) -> Result<Policy, Failure> {
    let document = policy_document(name)?;
    Policy::read(&document, &refund_native::find_zone).map_err(|problem| {
        let more = Problem {
            hint: problem.hint.or_else(|| Some(format!("`refund check {name}` tells all"))),
            ..problem
        };
        Failure::input(label(name), more)
    })
}

/// A policy, compiled; where that cannot be, with every error that `check` finds.
pub(crate) fn checked_policy(name: &str) -> Result<Policy, Failure> {
    let document = policy_document(name)?;
    Policy::read(&document, &refund_native::find_zone).map_err(|first| {
        let errors = check(&document, &refund_native::find_zone).into_iter();
        let errors = errors.filter(|found| found.severity == Severity::Error).map(|found| found.problem);
        let mut problems: Vec<Problem> = errors.collect();
        if problems.is_empty() {
            problems.push(first);
        }
        Failure::Input { name: label(name).to_owned(), problems }
    })
}

/// An instant among the arguments.
pub(crate) fn instant(text: &str) -> Result<Instant, String> {
    Instant::parse(text)
        .ok_or_else(|| "an instant looks like 2026-11-20T10:00:00+01:00 (RFC 3339)".to_owned())
}

/// A locale among the arguments.
pub(crate) fn locale(text: &str) -> Result<Locale, String> {
    Locale::parse(text).ok_or_else(|| {
        let tags = Locale::ALL.map(Locale::tag);
        format!("the locales are {}", tags.join(", "))
    })
}
