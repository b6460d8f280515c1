//! Numbers that cannot be meant: ranges in which nothing lies, and parts of what was paid that are more than all of it.

use super::{Diagnostic, error, warning};
use crate::code;
use crate::decimal::Decimal;
use crate::document::{Amount, Clause, Duration, Fact, FactKind};
use crate::policy::Policy;
use crate::problem::{Problem, join};

/// Numbers that no value fits, and times that end before they begin.
pub(super) fn empty_ranges(policy: &Policy) -> Vec<Diagnostic> {
    let document = &policy.document;
    let facts = document.facts.iter().zip(&policy.cells).filter(|(fact, cells)| {
        let none = cells.none().map_or(0, |none| 1 << none);
        matches!(fact.kind, FactKind::Number(_)) && cells.ever_possible() == none
    });
    let facts = facts.map(|(fact, _)| {
        let message = ["no number can be `", &fact.id, "`: its `min` is above its `max`"].concat();
        Problem::of(code::EMPTY_RANGE, join("/facts", &fact.id), message)
    });
    let times = [("answer", document.processing.answer), ("payout", document.processing.payout)];
    let is_empty = |duration: &Duration| duration.min > duration.max;
    let times = times.into_iter().filter(|(_, time)| time.as_ref().is_some_and(is_empty)).map(|(key, _)| {
        let message = ["`", key, "` ends before it begins: its `min` is above its `max`"].concat();
        Problem::of(code::EMPTY_RANGE, join("/processing", key), message)
    });
    facts.chain(times).map(error).collect()
}

/// Amounts that are held to what was paid, because what they are reckoned from can be more, or less than nothing.
pub(super) fn beyond_what_was_paid(policy: &Policy) -> Vec<Diagnostic> {
    let clauses = policy.document.clauses.iter().enumerate();
    clauses.flat_map(|(index, clause)| of_clause(policy, index, clause)).collect()
}

fn of_clause(policy: &Policy, index: usize, clause: &Clause) -> Vec<Diagnostic> {
    let remedies = join(&join("/clauses", index), "then/remedies").replace("~1", "/");
    let amounts = clause.then.remedies.iter().enumerate();
    amounts
        .filter_map(|(index, remedy)| {
            let pointer = join(&remedies, index) + "/amount";
            match remedy.amount {
                Amount::Percent(percent) => too_many_percent(percent, &pointer),
                Amount::Unused(ratio) => no_ratio(policy.document.facts.get(ratio)?, &pointer),
                _ => None,
            }
        })
        .collect()
}

fn too_many_percent(percent: Decimal, pointer: &str) -> Option<Diagnostic> {
    let hundred = Decimal::from(100);
    let message = format!("`{percent}` percent of what was paid is not between nothing and all of it");
    let problem = Problem::of(code::OUT_OF_RANGE, pointer.to_owned() + "/percent", message);
    (percent < Decimal::from(0) || percent > hundred).then(|| error(problem))
}

fn no_ratio(fact: &Fact, pointer: &str) -> Option<Diagnostic> {
    let FactKind::Number(range) = &fact.kind else { return None };
    let is_ratio = range.min.is_some_and(|min| min >= Decimal::from(0))
        && range.max.is_some_and(|max| max <= Decimal::ONE);
    let message =
        format!("the part that `{}` leaves is no part of what was paid: it can be above 1", fact.id);
    let problem = Problem::of(code::UNBOUNDED_RATIO, pointer.to_owned() + "/unused", message)
        .hint("give the fact a `min` of 0 and a `max` of 1");
    (!is_ratio).then(|| warning(problem))
}
