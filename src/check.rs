//! Checks a policy as its author needs it: every problem at once, and what order hides.

use crate::diagram::FALSE;
use crate::document::{AMOUNT_PAID, Clause, Document, FactIndex, FactKind, PURCHASED_AT};
use crate::json::Json;
use crate::locale::Locale;
use crate::policy::{Policy, deciding_conditions, digest};
use crate::problem::{Problem, join};
use crate::reader;
use crate::request::FIELDS;
use crate::template::fields;
use crate::time::FindZone;

/// How bad a diagnostic is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Probably not what the author meant.
    Warning,
    /// The policy cannot be used.
    Error,
}

impl Severity {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
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
}

/// All that can be said against a document; it can be used where nothing of it is an error.
pub fn check(json: &Json, find_zone: FindZone<'_>) -> Vec<Diagnostic> {
    let errors = |problems: Vec<Problem>| problems.into_iter().map(error).collect();
    let document = match reader::read(json) {
        Ok(document) => document,
        Err(problems) => return errors(problems),
    };
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    diagnostics.extend(template_fields(&document).into_iter().map(error));
    diagnostics.extend(merchant_defaults(&document).into_iter().map(error));
    diagnostics.extend(unused_facts(&document).into_iter().map(warning));
    diagnostics.extend(unused_steps(&document).into_iter().map(warning));
    diagnostics.extend(unasked_evidence(&document).into_iter().map(warning));
    match Policy::compile(document, digest(json), find_zone) {
        Err(problem) => diagnostics.push(error(problem)),
        Ok(policy) => {
            diagnostics.extend(gap(&policy).map(error));
            diagnostics.extend(idle_clauses(&policy).into_iter().map(warning));
        }
    }
    diagnostics
}

fn error(problem: Problem) -> Diagnostic {
    Diagnostic { severity: Severity::Error, problem }
}

fn warning(problem: Problem) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, problem }
}

/// Fields of a template that nothing fills.
fn template_fields(document: &Document) -> Vec<Problem> {
    let known = || document.facts.iter().map(|fact| fact.id.as_str()).chain(FIELDS);
    let templates = [("subject", &document.request.subject), ("message", &document.request.message)];
    let mut problems = Vec::new();
    for (part, template) in templates {
        for locale in Locale::ALL {
            for field in fields(template.get(locale)) {
                if !known().any(|name| name == field) {
                    let message = ["the template has a field `", field, "`, which nothing fills"].concat();
                    let pointer = ["/request/", part, "/", locale.tag()].concat();
                    problems.push(Problem::new("unknown_field", pointer, message).suggest(field, known()));
                }
            }
        }
    }
    problems
}

/// A fact that only the merchant gives and that decides needs a default: otherwise a verdict may wait for ever.
fn merchant_defaults(document: &Document) -> Vec<Problem> {
    let deciding: Vec<FactIndex> =
        deciding_conditions(document).flat_map(|condition| condition.facts()).collect();
    let facts = document.facts.iter().enumerate();
    facts
        .filter(|(index, fact)| fact.by_merchant && fact.default.is_none() && deciding.contains(index))
        .map(|(_, fact)| {
            let message =
                ["`", &fact.id, "` is only the merchant's to give, decides, and has no default"].concat();
            Problem::new("missing_default", join("/facts", &fact.id), message)
                .hint("give it the `default` that holds where the merchant says nothing")
        })
        .collect()
}

fn unused_facts(document: &Document) -> Vec<Problem> {
    let mut used: Vec<FactIndex> =
        deciding_conditions(document).flat_map(|condition| condition.facts()).collect();
    let remedies = document.clauses.iter().flat_map(|clause| &clause.then.remedies);
    used.extend(remedies.flat_map(|remedy| remedy.amount.facts()));
    let others = document.facts.iter().filter_map(|fact| fact.ask_when.as_ref());
    used.extend(others.flat_map(|condition| condition.facts()));
    used.extend(document.facts.iter().filter_map(|fact| match &fact.kind {
        FactKind::Number(range) => range.at_most,
        _ => None,
    }));
    let facts = document.facts.iter().enumerate();
    facts
        .filter(|(index, fact)| !used.contains(index) && !fact.context)
        .filter(|(_, fact)| fact.id != PURCHASED_AT && fact.id != AMOUNT_PAID)
        .map(|(_, fact)| {
            let message = ["`", &fact.id, "` decides nothing"].concat();
            Problem::new("unused_fact", join("/facts", &fact.id), message)
                .hint("remove it, or mark it with `context` if it is asked for whoever reviews")
        })
        .collect()
}

fn unused_steps(document: &Document) -> Vec<Problem> {
    let used = |index: usize| {
        let names =
            |clause: &Clause| clause.then.after.contains(&index) || clause.then.steps.contains(&index);
        document.clauses.iter().any(names)
    };
    let steps = document.steps.iter().enumerate().filter(|(index, _)| !used(*index));
    steps
        .map(|(_, step)| {
            let message = ["no clause asks for the step `", &step.id, "`"].concat();
            Problem::new("unused_step", join("/steps", &step.id), message)
        })
        .collect()
}

fn unasked_evidence(document: &Document) -> Vec<Problem> {
    let unasked = document.evidence.iter().filter(|one| one.required.is_none() && one.recommended.is_none());
    unasked
        .map(|evidence| {
            let message = ["`", &evidence.id, "` is neither required nor recommended"].concat();
            Problem::new("unasked_evidence", join("/evidence", &evidence.id), message)
        })
        .collect()
}

/// Cases to which no clause speaks.
fn gap(policy: &Policy) -> Option<Problem> {
    policy.diagram.leaves(policy.root).contains(&FALSE).then(|| {
        Problem::new("gap", "/clauses", "there are cases in which no clause holds")
            .hint("end with a clause that has no `when`")
    })
}

/// Clauses that never decide, because those before them always do.
fn idle_clauses(policy: &Policy) -> Vec<Problem> {
    let leaves = policy.diagram.leaves(policy.root);
    let decides = |index: usize| {
        leaves
            .iter()
            .any(|leaf| policy.outcomes.get(*leaf).is_some_and(|outcome| outcome.clause == Some(index)))
    };
    let clauses = policy.document.clauses.iter().enumerate().filter(|(index, _)| !decides(*index));
    clauses
        .map(|(index, clause)| {
            let message =
                ["`", &clause.id, "` never decides: the clauses before it cover every case"].concat();
            Problem::new("idle_clause", join("/clauses", index), message).hint("move it up, or remove it")
        })
        .collect()
}
