//! What a document names and never uses, and what it needs and does not have.

use super::{Diagnostic, error, warning};
use crate::code;
use crate::document::{AMOUNT_PAID, Clause, Document, FactIndex, FactKind, PURCHASED_AT};
use crate::policy::deciding_conditions;
use crate::problem::{Problem, join};

/// A fact that only the merchant gives and that decides needs a default: otherwise a verdict may wait for ever.
pub(super) fn missing_defaults(document: &Document) -> Vec<Diagnostic> {
    let deciding: Vec<FactIndex> =
        deciding_conditions(document).flat_map(|condition| condition.facts()).collect();
    document
        .facts
        .iter()
        .enumerate()
        .filter(|(index, fact)| fact.by_merchant && fact.default.is_none() && deciding.contains(index))
        .map(|(_, fact)| {
            let message =
                ["`", &fact.id, "` is only the merchant's to give, decides, and has no default"].concat();
            Problem::of(code::MISSING_DEFAULT, join("/facts", &fact.id), message)
                .hint("give it the `default` that holds where the merchant says nothing")
        })
        .map(error)
        .collect()
}

pub(super) fn facts(document: &Document) -> Vec<Diagnostic> {
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
    document
        .facts
        .iter()
        .enumerate()
        .filter(|(index, fact)| !used.contains(index) && !fact.context)
        .filter(|(_, fact)| fact.id != PURCHASED_AT && fact.id != AMOUNT_PAID)
        .map(|(_, fact)| {
            let message = ["`", &fact.id, "` decides nothing"].concat();
            Problem::of(code::UNUSED_FACT, join("/facts", &fact.id), message)
                .hint("remove it, or mark it with `context` if it is asked for whoever reviews")
        })
        .map(warning)
        .collect()
}

pub(super) fn steps(document: &Document) -> Vec<Diagnostic> {
    let used = |index: usize| {
        let names =
            |clause: &Clause| clause.then.after.contains(&index) || clause.then.steps.contains(&index);
        document.clauses.iter().any(names)
    };
    let steps = document.steps.iter().enumerate().filter(|(index, _)| !used(*index));
    steps
        .map(|(_, step)| {
            let message = ["no clause asks for the step `", &step.id, "`"].concat();
            warning(Problem::of(code::UNUSED_STEP, join("/steps", &step.id), message))
        })
        .collect()
}

pub(super) fn evidence(document: &Document) -> Vec<Diagnostic> {
    let unasked = document.evidence.iter().filter(|one| one.required.is_none() && one.recommended.is_none());
    unasked
        .map(|evidence| {
            let message = ["`", &evidence.id, "` is neither required nor recommended"].concat();
            warning(Problem::of(code::UNASKED_EVIDENCE, join("/evidence", &evidence.id), message))
        })
        .collect()
}
