//! What a document names and never uses, and what it needs and does not have.

use refund_policy::compiled::policy::{all_conditions, deciding_conditions};
use refund_policy::document::{AMOUNT_PAID, Clause, Document, FactIndex, FactKind, PURCHASED_AT};
use refund_policy::value::problem::join;
use refund_policy::{Policy, Problem, code};

use super::difference::{Difference, difference};
use super::grants::status;
use super::{Diagnostic, error, warning};
use crate::region::{Region, Witness, witness};

/// A fact that only the merchant gives and that decides needs a default: otherwise a verdict may wait for ever.
pub(super) fn missing_defaults(policy: &Policy) -> Vec<Diagnostic> {
    let document = &policy.document;
    let deciding: Vec<FactIndex> =
        deciding_conditions(document).flat_map(|condition| condition.facts()).collect();
    let facts = document.facts.iter().enumerate();
    facts
        .filter(|(index, fact)| fact.by_merchant && fact.default.is_none() && deciding.contains(index))
        .map(|(index, fact)| {
            let message =
                format!("`{}` is only the merchant's to give, decides, and has no default", fact.id);
            let problem = Problem::of(code::MISSING_DEFAULT, join("/facts", &fact.id), message)
                .hint("give it the `default` that holds where the merchant says nothing");
            error(problem).witness(waits_for(policy, index))
        })
        .collect()
}

/// A case whose status waits for this fact.
fn waits_for(policy: &Policy, fact: FactIndex) -> Option<Witness> {
    let cells = policy.cells.get(fact)?.count();
    let pairs = (0..cells).flat_map(|one| (0..one).map(move |other| [1 << one, 1 << other]));
    let status_at = |region: &Region| policy.outcomes.get(region.leaf).map(|outcome| status(policy, outcome));
    let case = |found: &Difference| witness(policy, &found.one.and(&found.other.without(fact)).without(fact));
    let fits = |found: &Difference| status_at(&found.one) != status_at(&found.other) && case(found).is_some();
    pairs.filter_map(|pair| difference(policy, fact, pair, &fits)).find_map(|found| case(&found))
}

/// Facts that no clause, no amount and no question depends on.
pub(super) fn facts(document: &Document) -> Vec<Diagnostic> {
    let mut used: Vec<FactIndex> =
        deciding_conditions(document).flat_map(|condition| condition.facts()).collect();
    let remedies = document.clauses.iter().flat_map(|clause| &clause.then.remedies);
    used.extend(remedies.flat_map(|remedy| remedy.amount.facts()));
    used.extend(document.facts.iter().filter_map(|fact| match &fact.kind {
        FactKind::Number(range) => range.at_most,
        _ => None,
    }));
    let rules = all_conditions(document);
    document
        .facts
        .iter()
        .enumerate()
        .filter(|(index, fact)| !used.contains(index) && !fact.context)
        .filter(|(_, fact)| fact.id != PURCHASED_AT && fact.id != AMOUNT_PAID)
        .map(|(index, fact)| {
            let in_a_rule = match rules.iter().any(|rule| rule.facts().contains(&index)) {
                true => ", so that nobody is asked for it: a rule that names it cannot apply",
                false => "",
            };
            let message = format!("`{}` decides nothing{in_a_rule}", fact.id);
            Problem::of(code::UNUSED_FACT, join("/facts", &fact.id), message)
                .hint("remove it, or mark it with `context` if it is asked for whoever reviews")
        })
        .map(warning)
        .collect()
}

/// Steps that no clause asks for.
pub(super) fn steps(document: &Document) -> Vec<Diagnostic> {
    let used = |index: usize| {
        let names =
            |clause: &Clause| clause.then.after.contains(&index) || clause.then.steps.contains(&index);
        document.clauses.iter().any(names)
    };
    let steps = document.steps.iter().enumerate().filter(|(index, _)| !used(*index));
    steps
        .map(|(_, step)| {
            let message = format!("no clause asks for the step `{}`", step.id);
            warning(Problem::of(code::UNUSED_STEP, join("/steps", &step.id), message))
        })
        .collect()
}

/// Evidence without a rule.
pub(super) fn evidence(document: &Document) -> Vec<Diagnostic> {
    let unasked = document.evidence.iter().filter(|one| one.required.is_none() && one.recommended.is_none());
    unasked
        .map(|evidence| {
            let message = format!("`{}` is neither required nor recommended", evidence.id);
            warning(Problem::of(code::UNASKED_EVIDENCE, join("/evidence", &evidence.id), message))
        })
        .collect()
}
