//! Numbers that cannot be meant: times that end before they begin, and parts of what was paid that are more than all of it.

use refund_policy::document::{Amount, Document, Duration, FactIndex, FactKind};
use refund_policy::value::problem::join;
use refund_policy::{Decimal, Policy, Problem, code};

use super::completion::completions;
use super::{Diagnostic, error, warning};
use crate::case_set::CaseSet;
use crate::region::Witness;

/// Times that end before they begin.
pub(super) fn empty_ranges(document: &Document) -> Vec<Diagnostic> {
    let times = [("answer", document.processing.answer), ("payout", document.processing.payout)];
    let is_empty = |duration: &Duration| duration.min > duration.max;
    let times = times.into_iter().filter(|(_, time)| time.as_ref().is_some_and(is_empty));
    times
        .map(|(key, _)| {
            let message = format!("`{key}` ends before it begins: its `min` is above its `max`");
            error(Problem::of(code::EMPTY_RANGE, join("/processing", key), message))
        })
        .collect()
}

/// Amounts that are held to what was paid, because what they are computed from can be more, or less than nothing.
pub(super) fn beyond_what_was_paid(policy: &Policy) -> Vec<Diagnostic> {
    let clauses = policy.document.clauses.iter().enumerate();
    let remedies = clauses.flat_map(|(clause, grant)| {
        let remedies = grant.then.remedies.iter().enumerate();
        remedies.map(move |(index, remedy)| (clause, index, remedy.amount))
    });
    let of = |(clause, index, amount)| {
        let pointer = format!("/clauses/{clause}/then/remedies/{index}/amount");
        match amount {
            Amount::Percent(percent) => too_many_percent(policy, clause, percent, &pointer),
            Amount::Unused(ratio) => no_ratio(policy, clause, ratio, &pointer),
            _ => None,
        }
    };
    remedies.filter_map(of).collect()
}

fn too_many_percent(policy: &Policy, clause: usize, percent: Decimal, pointer: &str) -> Option<Diagnostic> {
    let is_part = percent >= Decimal::from(0) && percent <= Decimal::from(100);
    let message = format!("`{percent}` percent of what was paid is not between nothing and all of it");
    let problem = Problem::of(code::OUT_OF_RANGE, format!("{pointer}/percent"), message);
    (!is_part).then(|| error(problem).witness(with_amount(policy, clause, None)))
}

fn no_ratio(policy: &Policy, clause: usize, ratio: FactIndex, pointer: &str) -> Option<Diagnostic> {
    let fact = policy.document.facts.get(ratio)?;
    let FactKind::Number(range) = &fact.kind else { return None };
    let is_ratio = range.min.is_some_and(|min| min >= Decimal::from(0))
        && range.max.is_some_and(|max| max <= Decimal::ONE);
    let message =
        format!("what `{}` leaves need not be a part of what was paid: it can lie beyond 0 and 1", fact.id);
    let problem = Problem::of(code::UNBOUNDED_RATIO, format!("{pointer}/unused"), message)
        .hint("give the fact a `min` of 0 and a `max` of 1");
    (!is_ratio).then(|| warning(problem).witness(with_amount(policy, clause, Some(ratio))))
}

/// A case that this clause decides, with what was paid, and a ratio that is none.
fn with_amount(policy: &Policy, clause: usize, ratio: Option<FactIndex>) -> Option<Witness> {
    let example = CaseSet::decided_by(policy, clause).example()?;
    let facts: Vec<FactIndex> = ratio.into_iter().chain(policy.amount_paid).collect();
    let lies_beyond = |number: Decimal| number < Decimal::from(0) || number > Decimal::ONE;
    let mut completions = completions(policy, example, &facts);
    let (witness, _) = completions.find(|(_, facts)| {
        let beyond = ratio.is_none_or(|ratio| facts.number(ratio).is_some_and(lies_beyond));
        beyond && facts.amount_paid(policy).is_some()
    })?;
    Some(witness)
}
