//! What a remedy comes to: its amount, as far as the facts tell.

use serde::Serialize;

use crate::compiled::policy::Policy;
use crate::document::{Amount, FactIndex, Remedy, RemedyKind};
use crate::value::decimal::Decimal;
use crate::value::money::Money;
use crate::verdict::facts::Facts;
use crate::verdict::spread::MoneyRange;

/// A remedy that is given.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct RemedyGiven {
    /// What it is.
    pub kind: RemedyKind,
    /// What it comes to, where that is known and the same in all completions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// Between what it lies, where it is not the same and both ends are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub between: Option<MoneyRange>,
    /// Whether the amount is an estimate and no promise.
    pub estimate: bool,
    /// How the amount will be found, where it is not known yet.
    #[serde(skip)]
    pub open: Open,
}

/// A remedy under these facts.
pub(crate) fn resolve(policy: &Policy, facts: &Facts, remedy: &Remedy) -> RemedyGiven {
    let factor = factor(remedy.amount, &|fact| facts.number(fact));
    let amount = match (facts.amount_paid(policy), factor) {
        (Some(paid), Some(factor)) => Some(paid.times(factor)),
        // Every part of nothing is nothing.
        (Some(paid), None) if paid.minor == 0 && remedy.amount != Amount::Unnamed => Some(paid),
        _ => None,
    };
    let kind = kind(remedy, factor);
    let open = match (amount, factor) {
        (Some(_), _) => Open::Nothing,
        (None, Some((part, of))) => Open::fraction(part, of),
        (None, None) => Open::Unknown(remedy.amount),
    };
    RemedyGiven { kind, amount, between: None, estimate: remedy.estimate && amount.is_some(), open }
}

/// What a remedy is: a part that is all of it is a full refund.
#[inline]
pub(crate) fn kind(remedy: &Remedy, factor: Option<(i128, i128)>) -> RemedyKind {
    match (remedy.kind, factor) {
        (RemedyKind::ProratedRefund, Some((part, of))) if part >= of => RemedyKind::FullRefund,
        (kind, _) => kind,
    }
}

/// What is not known of an amount: two amounts are the same only where this is the same too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Nothing.
    Nothing,
    /// What was paid; it is this fraction of it, in lowest terms.
    Fraction(i128, i128),
    /// All that it is computed from, if it is computed at all.
    Unknown(Amount),
    /// How it is found: that differs from completion to completion.
    Differs,
}

impl Open {
    /// A fraction in lowest terms; what is below nothing is nothing.
    fn fraction(part: i128, of: i128) -> Open {
        let part = part.max(0);
        // The greatest common divisor (Euclid).
        let (mut divisor, mut rest) = (of, part);
        while rest > 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        let divisor = divisor.max(1);
        Open::Fraction(part / divisor, of / divisor)
    }
}

/// The fraction of what was paid, if the numbers that it is reckoned from are known.
pub(crate) fn factor(amount: Amount, number: &dyn Fn(FactIndex) -> Option<Decimal>) -> Option<(i128, i128)> {
    match amount {
        Amount::Unnamed => None,
        Amount::Paid => Some((1, 1)),
        Amount::Percent(percent) => {
            let (part, of) = percent.as_fraction();
            Some((part, of * 100))
        }
        Amount::Unused(ratio) => {
            let (used, of) = number(ratio)?.as_fraction();
            Some((of - used, of))
        }
        Amount::Share { part, of } => Some(number(part)?.over(number(of)?)),
    }
}

/// The unknown facts that can still change a remedy's kind or amount.
pub(crate) fn open_facts(policy: &Policy, facts: &Facts, remedy: &Remedy) -> Vec<FactIndex> {
    let nothing_left = factor(remedy.amount, &|fact| facts.number(fact)).is_some_and(|(part, _)| part == 0);
    if remedy.amount == Amount::Unnamed || nothing_left {
        return Vec::new();
    }
    let nothing_paid = facts.amount_paid(policy).is_some_and(|paid| paid.minor == 0);
    let fractions = match remedy.amount {
        Amount::Unused(_) if nothing_paid => Vec::new(),
        amount => amount.facts(),
    };
    let candidates = fractions.into_iter().chain(policy.amount_paid);
    candidates.filter(|fact| facts.is_unknown(*fact)).collect()
}
