//! What a remedy comes to: its amount, as far as the facts tell.

use crate::document::{Amount, FactIndex, Remedy, RemedyKind};
use crate::facts::Facts;
use crate::policy::Policy;

use crate::verdict::RemedyGiven;

/// A remedy under these facts.
pub(crate) fn resolve(policy: &Policy, facts: &Facts, remedy: &Remedy) -> RemedyGiven {
    let factor = factor(remedy.amount, facts);
    let amount = facts.amount_paid(policy).zip(factor).map(|(paid, factor)| paid.times(factor));
    let kind = match (remedy.kind, factor) {
        (RemedyKind::ProratedRefund, Some((part, of))) if part >= of => RemedyKind::FullRefund,
        (kind, _) => kind,
    };
    // Two amounts that are not known yet are the same only where they are reckoned alike.
    let open = if amount.is_none() { remedy.amount } else { Amount::Unnamed };
    RemedyGiven { kind, amount, estimate: remedy.estimate && amount.is_some(), open }
}

/// The fraction of what was paid, if it is known.
fn factor(amount: Amount, facts: &Facts) -> Option<(i128, i128)> {
    match amount {
        Amount::Unnamed => None,
        Amount::Paid => Some((1, 1)),
        Amount::Percent(percent) => {
            let (part, of) = percent.as_fraction();
            Some((part, of * 100))
        }
        Amount::Unused(ratio) => {
            let (used, of) = facts.number(ratio)?.as_fraction();
            Some((of - used, of))
        }
        Amount::Share { part, of } => {
            let (part, part_scale) = facts.number(part)?.as_fraction();
            let (of, of_scale) = facts.number(of)?.as_fraction();
            Some((part * of_scale, of * part_scale))
        }
    }
}

/// The unknown facts that can still change a remedy's kind or amount.
pub(crate) fn open_facts(policy: &Policy, facts: &Facts, remedy: &Remedy) -> Vec<FactIndex> {
    if remedy.amount == Amount::Unnamed {
        return Vec::new();
    }
    let nothing_paid = facts.amount_paid(policy).is_some_and(|paid| paid.minor == 0);
    let fractions = match remedy.amount {
        // Every part of nothing is nothing.
        Amount::Unused(_) if nothing_paid => Vec::new(),
        amount => amount.facts(),
    };
    let candidates = fractions.into_iter().chain(policy.amount_paid);
    candidates.filter(|fact| facts.is_unknown(*fact)).collect()
}
