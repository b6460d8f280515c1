//! What a remedy comes to: its amount, as far as the facts tell.

use crate::decimal::divide;
use crate::document::{Amount, FactIndex, Remedy, RemedyKind};
use crate::facts::Facts;
use crate::gather::Gather;
use crate::json::Json;
use crate::money::Money;
use crate::policy::Policy;

/// A remedy that is given.
#[derive(Clone, PartialEq, Eq)]
pub struct RemedyGiven {
    /// What it is.
    pub kind: RemedyKind,
    /// What it comes to, where that is known.
    pub amount: Option<Money>,
    /// Whether the amount is an estimate and no promise.
    pub estimate: bool,
    /// How the amount will be found, where it is not known yet.
    pub(crate) open: Open,
}

impl RemedyGiven {
    pub(crate) fn to_json(&self) -> Json {
        let mut json = Json::object([("kind", self.kind.name().into())]);
        if let Some(amount) = &self.amount {
            json.set("amount", amount.to_json());
        }
        json.set("estimate", self.estimate.into());
        json
    }
}

/// A remedy under these facts.
pub(crate) fn resolve(policy: &Policy, facts: &Facts, remedy: &Remedy) -> RemedyGiven {
    let factor = factor(remedy.amount, facts);
    let amount = match (facts.amount_paid(policy), factor) {
        (Some(paid), Some(factor)) => Some(paid.times(factor)),
        // Every part of nothing is nothing.
        (Some(paid), None) if paid.minor == 0 && remedy.amount != Amount::Unnamed => Some(paid),
        _ => None,
    };
    let kind = match (remedy.kind, factor) {
        (RemedyKind::ProratedRefund, Some((part, of))) if part >= of => RemedyKind::FullRefund,
        (kind, _) => kind,
    };
    let open = match (amount, factor) {
        (Some(_), _) => Open::Nothing,
        (None, Some((part, of))) => Open::fraction(part, of),
        (None, None) => Open::Unknown(remedy.amount),
    };
    RemedyGiven { kind, amount, estimate: remedy.estimate && amount.is_some(), open }
}

/// What is not known of an amount: two amounts are the same only where this is the same too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Open {
    /// Nothing.
    Nothing,
    /// What was paid; it is this fraction of it, in lowest terms.
    Fraction(i128, i128),
    /// All that it is reckoned from, if it is reckoned at all.
    Unknown(Amount),
}

impl Open {
    /// A fraction in lowest terms; what is below nothing is nothing.
    fn fraction(part: i128, of: i128) -> Open {
        let part = part.max(0);
        // The greatest common divisor (Euclid).
        let (mut divisor, mut rest) = (of, part);
        while rest > 0 {
            (divisor, rest) = (rest, divide(divisor, rest).1);
        }
        Open::Fraction(divide(part, divisor).0, divide(of, divisor).0)
    }
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
        Amount::Share { part, of } => Some(facts.number(part)?.over(facts.number(of)?)),
    }
}

/// The unknown facts that can still change a remedy's kind or amount.
pub(crate) fn open_facts(policy: &Policy, facts: &Facts, remedy: &Remedy) -> Vec<FactIndex> {
    let nothing_left = factor(remedy.amount, facts).is_some_and(|(part, _)| part == 0);
    if remedy.amount == Amount::Unnamed || nothing_left {
        return Vec::new();
    }
    let nothing_paid = facts.amount_paid(policy).is_some_and(|paid| paid.minor == 0);
    let fractions = match remedy.amount {
        Amount::Unused(_) if nothing_paid => Vec::new(),
        amount => amount.facts(),
    };
    let candidates = fractions.into_iter().chain(policy.amount_paid);
    candidates.filter(|fact| facts.is_unknown(*fact)).gather()
}
