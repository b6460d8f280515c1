//! Checks a policy as its author needs it: every problem at once, and what order hides.
//!
//! A [`Diagnostic`] has a code, a place, a message and, where a case can show it, a [`Witness`]. How bad it is says
//! its [`Severity`]; the files below hold one kind of finding each.

mod order;
mod sources;
mod templates;
mod unused;

use crate::document::Document;
use crate::json::Json;
use crate::policy::{Policy, digest};
use crate::problem::Problem;
use crate::reader;
use crate::region::Witness;
use crate::time::FindZone;

/// How bad a diagnostic is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Worth knowing; often meant so.
    Note,
    /// Probably not what the author meant.
    Warning,
    /// The policy cannot be used.
    Error,
}

impl Severity {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One finding.
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What it is, and where.
    pub problem: Problem,
    /// A case that shows it.
    pub witness: Option<Witness>,
}

impl Diagnostic {
    fn new(severity: Severity, problem: Problem) -> Diagnostic {
        Diagnostic { severity, problem, witness: None }
    }

    fn witness(self, witness: Option<Witness>) -> Diagnostic {
        Diagnostic { witness, ..self }
    }
}

fn error(problem: Problem) -> Diagnostic {
    Diagnostic::new(Severity::Error, problem)
}

fn warning(problem: Problem) -> Diagnostic {
    Diagnostic::new(Severity::Warning, problem)
}

/// All that can be said against a document; it can be used where nothing of it is an error.
pub fn check(json: &Json, find_zone: FindZone<'_>) -> Vec<Diagnostic> {
    let document = match reader::read(json) {
        Ok(document) => document,
        Err(problems) => return problems.into_iter().map(error).collect(),
    };
    let mut diagnostics = in_document(&document);
    diagnostics.extend(sources::citations_and_sections(json));
    match Policy::compile(document, digest(json), find_zone) {
        Err(problem) => diagnostics.push(error(problem)),
        Ok(policy) => diagnostics.extend(in_policy(&policy)),
    }
    diagnostics
}

/// Where the prose that a policy was read from differs from the sections that it lists.
///
/// What is wrong with the document itself is told by [`check`].
pub fn check_prose(json: &Json, prose: &str) -> Vec<Diagnostic> {
    match reader::read(json) {
        Ok(_) => sources::against_prose(json, prose),
        Err(_) => Vec::new(),
    }
}

/// What can be seen without compiling it.
fn in_document(document: &Document) -> Vec<Diagnostic> {
    let mut diagnostics = templates::unknown_fields(document);
    diagnostics.extend(unused::missing_defaults(document));
    diagnostics.extend(unused::facts(document));
    diagnostics.extend(unused::steps(document));
    diagnostics.extend(unused::evidence(document));
    diagnostics.extend(sources::clauses_without(document));
    diagnostics
}

/// What only the diagram tells.
fn in_policy(policy: &Policy) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::from_iter(order::gap(policy));
    diagnostics.extend(order::idle_clauses(policy));
    diagnostics
}
