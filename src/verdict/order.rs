//! The one order by which what a shopper gets is better or worse.
//!
//! What counts first is how near a promise is (`distance`). Where that is the same, one standing is better than another if
//! it is nowhere worse and somewhere better: in what can be had for certain (a choice of the shopper's is worth its best
//! remedy, one of the merchant's its worst; an alternative can always be had), and in having fewer steps. Refunds are
//! ordered by their amount; any other remedy is only as good as itself. Standings that are neither better nor worse differ.

use std::cmp::Ordering;

use crate::compiled::policy::{Outcome, Policy};
use crate::document::{Amount, Combination, FactIndex, RemedyKind, Status};
use crate::value::money::Money;
use crate::verdict::amount::{Open, RemedyGiven};
use crate::verdict::decide::{AlternativeGiven, Given, given};
use crate::verdict::distance::distance_of;
use crate::verdict::facts::Facts;

/// What a shopper gets. Facts and steps are named by whatever tells them apart: their positions within one policy, their
/// ids across two.
#[derive(Clone, PartialEq, Eq)]
pub struct Standing<Name> {
    /// How far it is from a promise.
    pub distance: u8,
    /// What is given.
    pub remedies: Vec<Offered<Name>>,
    /// How several remedies combine.
    pub choice: Combination,
    /// What can be had although, or besides.
    pub alternatives: Vec<AlternativeGiven>,
    /// The steps that are still to be done.
    pub steps: Vec<Name>,
}

/// A remedy, and how its amount is found.
#[derive(Clone, PartialEq, Eq)]
pub struct Offered<Name> {
    /// What it is.
    pub kind: RemedyKind,
    /// What it comes to.
    pub worth: Worth<Name>,
    /// Whether the amount is an estimate and no promise.
    pub estimate: bool,
}

/// What a remedy comes to, as far as it is known.
#[derive(Clone, PartialEq, Eq)]
pub enum Worth<Name> {
    /// It has no amount, or none is known beforehand.
    Unnamed,
    /// This amount.
    Amount(Money),
    /// This fraction of what was paid, in lowest terms.
    Fraction(i128, i128),
    /// The part of what was paid that this number leaves.
    Unused(Name),
    /// What was paid × the one number / the other.
    Share(Name, Name),
}

impl Standing<FactIndex> {
    /// What an outcome gives under these facts.
    pub(crate) fn of(policy: &Policy, facts: &Facts, outcome: &Outcome) -> Standing<FactIndex> {
        let clause = policy.clause(outcome);
        let is_promised = clause.is_some_and(|clause| clause.then.status == Status::Qualifies);
        let named = clause.map(|clause| clause.then.steps.as_slice()).unwrap_or_default();
        let Given { status, remedies, choice, alternatives } = given(policy, facts, outcome);
        Standing {
            distance: distance_of(status, is_promised),
            choice,
            remedies: remedies.iter().map(Offered::of).collect(),
            alternatives,
            steps: outcome.unmet.iter().chain(named).copied().collect(),
        }
    }
}

impl Offered<FactIndex> {
    fn of(given: &RemedyGiven) -> Offered<FactIndex> {
        let worth = match (given.amount, given.open) {
            (Some(amount), _) => Worth::Amount(amount),
            (None, Open::Fraction(part, of)) => Worth::Fraction(part, of),
            (None, Open::Unknown(Amount::Unused(ratio))) => Worth::Unused(ratio),
            (None, Open::Unknown(Amount::Share { part, of })) => Worth::Share(part, of),
            (None, Open::Unknown(_) | Open::Nothing | Open::Differs) => Worth::Unnamed,
        };
        Offered { kind: given.kind, worth, estimate: given.estimate }
    }
}

impl<Name: PartialEq> Standing<Name> {
    /// Whether this is better than another standing (greater), worse (less) or as good; none where they differ and neither
    /// is better.
    pub fn compare(&self, other: &Standing<Name>) -> Option<Ordering> {
        match other.distance.cmp(&self.distance) {
            Ordering::Equal => match (self.is_as_good_as(other), other.is_as_good_as(self)) {
                (true, true) => Some(Ordering::Equal),
                (true, false) => Some(Ordering::Greater),
                (false, true) => Some(Ordering::Less),
                (false, false) => None,
            },
            nearer => Some(nearer),
        }
    }

    /// Whether this is nowhere worse than another standing that is as near to a promise.
    fn is_as_good_as(&self, other: &Standing<Name>) -> bool {
        let (ours, theirs) = (self.bundles(), other.bundles());
        let beats = |had: &Bundle<'_, Name>, wanted: &Bundle<'_, Name>| {
            wanted.iter().all(|wanted| self.satisfies(had, wanted))
        };
        let remedies = match (self.is_shoppers(), other.is_shoppers()) {
            (true, true) => theirs.iter().all(|wanted| ours.iter().any(|had| beats(had, wanted))),
            (true, false) => ours.iter().any(|had| theirs.iter().any(|wanted| beats(had, wanted))),
            (false, true) => ours.iter().all(|had| theirs.iter().all(|wanted| beats(had, wanted))),
            (false, false) => ours.iter().all(|had| theirs.iter().any(|wanted| beats(had, wanted))),
        };
        let alternatives = other.alternatives.iter().all(|wanted| self.offers(wanted));
        let steps = self.steps.iter().all(|step| other.steps.contains(step));
        remedies && alternatives && steps
    }

    /// Whether a remedy is as good as one of these, or an alternative.
    fn satisfies(&self, had: &Bundle<'_, Name>, wanted: &Offered<Name>) -> bool {
        let is_alternative =
            |one: &AlternativeGiven| one.kind == wanted.kind && wanted.worth == Worth::Unnamed;
        had.iter().any(|had| had.is_as_good_as(wanted)) || self.alternatives.iter().any(is_alternative)
    }

    /// Whether an alternative can be had: as one, or as a remedy that nobody but the shopper can choose against.
    fn offers(&self, wanted: &AlternativeGiven) -> bool {
        let is_it = |had: &AlternativeGiven| {
            had.kind == wanted.kind && wanted.options.iter().all(|option| had.options.contains(option))
        };
        let is_remedy = |had: &Offered<Name>| had.kind == wanted.kind && wanted.options.is_empty();
        self.alternatives.iter().any(is_it) || self.is_shoppers() && self.remedies.iter().any(is_remedy)
    }

    /// What can be chosen between.
    fn bundles(&self) -> Vec<Bundle<'_, Name>> {
        match self.choice {
            Combination::All => vec![self.remedies.iter().collect()],
            _ if self.remedies.len() < 2 => vec![self.remedies.iter().collect()],
            _ => self.remedies.iter().map(|remedy| vec![remedy]).collect(),
        }
    }

    /// Whether nobody but the shopper chooses; of one remedy there is nothing to choose.
    fn is_shoppers(&self) -> bool {
        self.remedies.len() < 2 || matches!(self.choice, Combination::All | Combination::Shopper)
    }
}

/// Remedies that are given together.
type Bundle<'a, Name> = Vec<&'a Offered<Name>>;

impl<Name: PartialEq> Offered<Name> {
    fn is_as_good_as(&self, wanted: &Offered<Name>) -> bool {
        let is_alike = self.kind == wanted.kind || self.kind.is_refund() && wanted.kind.is_refund();
        let is_as_firm = !self.estimate || wanted.estimate;
        is_alike && is_as_firm && (self.is_whole() || self.worth.is_as_much_as(&wanted.worth))
    }

    /// Whether it is all that was paid, which no refund exceeds.
    fn is_whole(&self) -> bool {
        match self.worth {
            Worth::Fraction(part, of) => part >= of,
            Worth::Amount(_) => self.kind == RemedyKind::FullRefund,
            _ => false,
        }
    }
}

impl<Name: PartialEq> Worth<Name> {
    fn is_as_much_as(&self, wanted: &Worth<Name>) -> bool {
        match (self, wanted) {
            (Worth::Amount(had), Worth::Amount(wanted)) => {
                had.currency == wanted.currency && had.minor >= wanted.minor
            }
            // Parts are of the size of decimals, so that their products stay far below the limit.
            (Worth::Fraction(had, of), Worth::Fraction(wanted, all)) => had * all >= wanted * of,
            (had, wanted) => had == wanted,
        }
    }
}
