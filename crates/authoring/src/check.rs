//! Checks a policy as its author needs it: every problem at once, and what order hides.
//!
//! A [`Diagnostic`] has a code, a place, a message and, where a case can show it, a [`Witness`]. How bad it is says
//! its [`Severity`]; the files below hold one kind of finding each.

mod accepted;
mod amounts;
mod completion;
mod difference;
mod grants;
mod nulls;
mod order;
mod sources;
mod templates;
mod texts;
mod unreached;
mod unused;
mod windows;

use refund_policy::compiled::policy::digest;
use refund_policy::document::{Document, reader};
use refund_policy::{FindZone, Json, Policy, Problem};

use crate::region::Witness;

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
    /// The names of all that it is about: clauses, facts, steps, locales, and the keys on the way to its place.
    pub about: Vec<String>,
    /// Cases that show it: one mostly, two where it takes two, none where no case can.
    pub witnesses: Vec<Witness>,
    /// Why it is meant, where the document accepts it.
    pub accepted: Option<String>,
}

impl Diagnostic {
    fn new(severity: Severity, problem: Problem) -> Diagnostic {
        Diagnostic { severity, problem, about: Vec::new(), witnesses: Vec::new(), accepted: None }
    }

    fn witness(mut self, witness: Option<Witness>) -> Diagnostic {
        self.witnesses.extend(witness);
        self
    }

    /// Names beside those on the way to its place.
    fn about<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Diagnostic {
        self.about.extend(names.into_iter().map(Into::into));
        self
    }
}

fn error(problem: Problem) -> Diagnostic {
    Diagnostic::new(Severity::Error, problem)
}

fn warning(problem: Problem) -> Diagnostic {
    Diagnostic::new(Severity::Warning, problem)
}

fn note(problem: Problem) -> Diagnostic {
    Diagnostic::new(Severity::Note, problem)
}

/// All that can be said against a document; it can be used where nothing of it is an error.
pub fn check(json: &Json, find_zone: FindZone<'_>) -> Vec<Diagnostic> {
    let document = match reader::read(json) {
        Ok(document) => document,
        Err(problems) => return problems.into_iter().map(error).collect(),
    };
    let mut diagnostics = in_document(json, &document);
    match Policy::compile(document, digest(json), find_zone) {
        Err(problem) => diagnostics.push(error(problem)),
        Ok(policy) => {
            diagnostics.extend(in_policy(json, &policy));
            diagnostics.iter_mut().for_each(|diagnostic| name_what_it_is_about(json, diagnostic));
            accepted::accept(json, &mut diagnostics);
        }
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
fn in_document(json: &Json, document: &Document) -> Vec<Diagnostic> {
    let mut diagnostics = texts::untranslated(json, document);
    diagnostics.extend(templates::findings(document));
    diagnostics.extend(unused::facts(document));
    diagnostics.extend(unused::steps(document));
    diagnostics.extend(unused::evidence(document));
    diagnostics.extend(sources::citations_and_sections(json));
    diagnostics
}

/// What only the diagram tells.
fn in_policy(json: &Json, policy: &Policy) -> Vec<Diagnostic> {
    let mut diagnostics = amounts::empty_ranges(&policy.document);
    diagnostics.extend(unused::missing_defaults(policy));
    diagnostics.extend(sources::clauses_without(policy));
    diagnostics.extend(amounts::beyond_what_was_paid(policy));
    diagnostics.extend(order::gap(policy));
    diagnostics.extend(order::idle_clauses(policy));
    diagnostics.extend(order::order_decides(policy));
    diagnostics.extend(order::refusing_fallback(policy));
    diagnostics.extend(grants::contradictions(policy));
    diagnostics.extend(nulls::refused_by_none(policy));
    diagnostics.extend(windows::uncertain_order(json, policy));
    diagnostics.extend(unreached::idle_facts(policy));
    diagnostics.extend(unreached::unused_steps(policy));
    diagnostics.extend(unreached::idle_steps(policy));
    diagnostics.extend(unreached::unasked_evidence(policy));
    diagnostics.extend(unreached::uncited_clauses(policy));
    diagnostics
}

/// The keys on the way to its place, and the ids of the list items there.
fn name_what_it_is_about(json: &Json, diagnostic: &mut Diagnostic) {
    let mut place = Some(json);
    for key in diagnostic.problem.pointer.split('/').skip(1) {
        let key = key.replace("~1", "/").replace("~0", "~");
        let item = place.and_then(Json::as_list).and_then(|items| items.get(key.parse::<usize>().ok()?));
        let id = item.and_then(|item| item.get("id")).and_then(Json::as_str).map(str::to_owned);
        place = item.or_else(|| place?.get(&key));
        diagnostic.about.extend(match item {
            Some(_) => id,
            None => Some(key),
        });
    }
}
