//! What a shopper gets, in a form in which two versions can be compared.
//!
//! Clauses and texts are not part of it: they change nobody's refund.

use std::fmt;

use refund_native::words;
use refund_policy::compiled::policy::Outcome;
use refund_policy::document::{Amount, Combination, FactIndex, RemedyKind};
use refund_policy::verdict::amount::Open;
use refund_policy::verdict::decide::given;
use refund_policy::verdict::explain::steps_due;
use refund_policy::{AlternativeGiven, Decision, Facts, Locale, Money, Policy, RemedyGiven, Status};
use serde::{Serialize, Serializer};

/// What a shopper gets under one version.
#[derive(Clone, PartialEq, Serialize)]
pub struct Offer {
    /// The status.
    pub status: Status,
    /// The status once the steps are done; none where it is not certain.
    pub once_done: Option<Status>,
    /// What the version gives.
    pub remedies: Vec<Offered>,
    /// How several remedies combine.
    pub choice: Combination,
    /// What the shopper can have although, or besides.
    pub alternatives: Vec<AlternativeGiven>,
    /// The ids of the steps that are still to be done.
    pub steps: Vec<String>,
}

/// A remedy, and how its amount is found.
#[derive(Clone, PartialEq, Serialize)]
pub struct Offered {
    /// What it is.
    pub kind: RemedyKind,
    /// What it comes to.
    #[serde(rename = "amount")]
    pub worth: Worth,
    /// Whether the amount is an estimate and no promise.
    pub estimate: bool,
}

/// What a remedy comes to, as far as it is known.
#[derive(Clone, PartialEq, Eq)]
pub enum Worth {
    /// It has no amount, or none is known beforehand.
    Unnamed,
    /// This amount.
    Amount(Money),
    /// This fraction of what was paid, in lowest terms.
    Fraction(i128, i128),
    /// The part of what was paid that the number with this id leaves.
    Unused(String),
    /// What was paid × the one number / the other.
    Share(String, String),
}

impl Offer {
    /// What an outcome gives, whatever was paid.
    pub(super) fn of_outcome(policy: &Policy, outcome: &Outcome) -> Offer {
        let given = given(policy, &Facts::blank(policy), outcome);
        let grant = policy.clause(outcome).map(|clause| &clause.then);
        let estimates = grant.into_iter().flat_map(|grant| &grant.remedies).map(|remedy| remedy.estimate);
        let named = grant.map(|grant| grant.steps.as_slice()).unwrap_or_default();
        let steps = outcome.unmet.iter().chain(named).filter_map(|step| policy.document.steps.get(*step));
        Offer {
            status: given.status,
            once_done: Some(once_done(policy, outcome)),
            choice: combination(given.choice, given.remedies.len()),
            remedies: given
                .remedies
                .iter()
                .zip(estimates)
                .map(|(given, estimate)| Offered { estimate, ..Offered::of(policy, given) })
                .collect(),
            alternatives: given.alternatives,
            steps: steps.map(|step| step.id.clone()).collect(),
        }
    }

    /// What a decision gives, as far as it is certain.
    pub(super) fn of_decision(policy: &Policy, decision: &Decision) -> Offer {
        let mut statuses = decision.left.iter().map(|left| once_done(policy, &left.outcome));
        let first = statuses.next();
        Offer {
            status: decision.status,
            once_done: first.filter(|first| statuses.all(|other| other == *first)),
            remedies: decision.remedies.iter().map(|given| Offered::of(policy, given)).collect(),
            choice: combination(decision.choice, decision.remedies.len()),
            alternatives: decision.alternatives.clone(),
            steps: steps_due(policy, decision).into_iter().map(|step| step.id.clone()).collect(),
        }
    }

    /// The same, but for what the remedies come to.
    pub(super) fn without_amounts(&self) -> Offer {
        let bare = |remedy: &Offered| Offered { kind: remedy.kind, worth: Worth::Unnamed, estimate: false };
        Offer { remedies: self.remedies.iter().map(bare).collect(), ..self.clone() }
    }
}

/// The status of an outcome's clause, which is the case's once the steps are done.
fn once_done(policy: &Policy, outcome: &Outcome) -> Status {
    policy.clause(outcome).map_or(Status::Review, |clause| clause.then.status)
}

/// How remedies combine; of one alone there is nothing to combine.
fn combination(choice: Combination, remedies: usize) -> Combination {
    if remedies < 2 { Combination::All } else { choice }
}

impl Offered {
    fn of(policy: &Policy, given: &RemedyGiven) -> Offered {
        let id =
            |fact: FactIndex| policy.document.facts.get(fact).map(|fact| fact.id.clone()).unwrap_or_default();
        let worth = match (given.amount, given.open) {
            (Some(amount), _) => Worth::Amount(amount),
            (None, Open::Fraction(part, of)) => Worth::Fraction(part, of),
            (None, Open::Unknown(Amount::Unused(ratio))) => Worth::Unused(id(ratio)),
            (None, Open::Unknown(Amount::Share { part, of })) => Worth::Share(id(part), id(of)),
            (None, Open::Unknown(_) | Open::Nothing | Open::Differs) => Worth::Unnamed,
        };
        Offered { kind: given.kind, worth, estimate: given.estimate }
    }
}

impl Serialize for Worth {
    /// Null, an amount, or how it is found: `{"fraction": "1/2"}`, `{"unused": "usage"}`, `{"share": {"part", "of"}}`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(rename_all = "snake_case")]
        enum Found<'a> {
            Fraction(String),
            Unused(&'a str),
            Share { part: &'a str, of: &'a str },
        }
        match self {
            Worth::Unnamed => serializer.serialize_none(),
            Worth::Amount(amount) => amount.serialize(serializer),
            Worth::Fraction(part, of) => Found::Fraction(format!("{part}/{of}")).serialize(serializer),
            Worth::Unused(ratio) => Found::Unused(ratio).serialize(serializer),
            Worth::Share(part, of) => Found::Share { part, of }.serialize(serializer),
        }
    }
}

impl fmt::Display for Offer {
    /// `` `review` with `repair` or `full_refund`, as the merchant chooses ``.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "`{}`", self.status.name())?;
        // That what is promised qualifies once the steps are done goes without saying.
        if let Some(then) = self.once_done.filter(|then| ![self.status, Status::Qualifies].contains(then)) {
            write!(out, ", then `{}`", then.name())?;
        }
        if !self.remedies.is_empty() {
            let remedies: Vec<String> = self.remedies.iter().map(Offered::to_string).collect();
            let (joint, said) = match self.choice {
                Combination::All => (" and ", ""),
                Combination::Shopper => (" or ", ", as the shopper chooses"),
                Combination::Merchant => (" or ", ", as the merchant chooses"),
                Combination::InOrder => (", then ", ""),
            };
            write!(out, " with {}{said}", remedies.join(joint))?;
        }
        if !self.alternatives.is_empty() {
            let alternatives: Vec<String> = self.alternatives.iter().map(alternative).collect();
            write!(out, "; alternatives: {}", alternatives.join(", "))?;
        }
        if !self.steps.is_empty() {
            write!(out, "; to do: `{}`", self.steps.join("`, `"))?;
        }
        Ok(())
    }
}

fn alternative(given: &AlternativeGiven) -> String {
    match given.options.as_slice() {
        [] => format!("`{}`", given.kind.name()),
        options => format!("`{}` (`{}`)", given.kind.name(), options.join("` or `")),
    }
}

impl fmt::Display for Offered {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "`{}`", self.kind.name())?;
        match &self.worth {
            Worth::Unnamed => {}
            Worth::Fraction(part, of) if part == of && self.kind == RemedyKind::FullRefund => {}
            Worth::Amount(amount) => write!(out, " of {}", words(Locale::En).format().money(*amount))?,
            Worth::Fraction(part, of) if 100 * part % of == 0 => write!(out, " of {} %", 100 * part / of)?,
            Worth::Fraction(part, of) => write!(out, " of {part}/{of}")?,
            Worth::Unused(ratio) => write!(out, " of what `{ratio}` leaves")?,
            Worth::Share(part, of) => write!(out, " of `{part}` in `{of}`")?,
        }
        if self.estimate { out.write_str(", as an estimate") } else { Ok(()) }
    }
}
