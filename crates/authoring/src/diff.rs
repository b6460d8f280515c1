//! Compares two versions of a policy: in which cases a shopper gets something else, and what else changes for anybody.
//!
//! Both versions are read over one set of facts (`joint`), so that every difference is a part of the same cases
//! (`parts`) and each part has a witness that was evaluated under both. What is compared is what a shopper gets
//! (`offer`), and who gains and who loses is one documented order (`effect`). `ledger` counts given cases and money.

mod effect;
mod evidence;
mod joint;
mod ledger;
mod offer;
mod outcomes;
mod parts;
mod terms;
mod texts;

use refund_policy::{FindZone, Policy, PolicyRef, Problem};
use serde::Serialize;

use joint::Joint;

pub use self::parts::{Part, PartClauses, PartWitness};
pub use effect::Effect;
pub use evidence::{EvidenceChange, Need};
pub use ledger::{CaseChange, Ledger, Sum, Sums};
pub use offer::{Offer, Offered, Worth};
pub use outcomes::{CitationChange, OutcomeChange};
pub use terms::TermChange;

/// What changes from one version of a policy to another.
#[derive(Serialize)]
pub struct Diff {
    /// The old version.
    pub old: PolicyRef,
    /// The new version.
    pub new: PolicyRef,
    /// What shoppers get, by what they got: gains first, then losses, then what merely differs.
    pub outcomes: Vec<OutcomeChange>,
    /// Evidence that becomes required or recommended, or ceases to be.
    pub evidence: Vec<EvidenceChange>,
    /// What is asked, counted and promised besides.
    pub terms: Vec<TermChange>,
    /// Cases that another clause decides without giving anything else.
    pub citations: Vec<CitationChange>,
    /// What is only said in other words or cited elsewhere, a line each.
    pub texts: Vec<String>,
}

/// Compares two versions of a policy.
///
/// A case belongs to a part of [`Diff::outcomes`] exactly if the versions give it something else, provided that every
/// fact is known or left to its default. The error is `too_complex`: together the versions have too many cases to tell apart, or they
/// differ in too many ways to be told in sentences.
pub fn diff(old: &Policy, new: &Policy, find_zone: FindZone<'_>) -> Result<Diff, Problem> {
    let joint = Joint::new(old, new, find_zone)?;
    let all = outcomes::compare(&joint)?;
    Ok(Diff {
        old: PolicyRef::of(old),
        new: PolicyRef::of(new),
        outcomes: outcomes::outcomes(&joint, &all)?,
        evidence: evidence::changes(&joint)?,
        terms: terms::changes(&joint)?,
        citations: outcomes::citations(&joint, &all)?,
        texts: texts::changes(&joint, &all)?,
    })
}

impl Diff {
    /// Whether nothing changes for anybody: at most, other clauses are cited and other words used.
    pub fn is_empty(&self) -> bool {
        self.outcomes.is_empty() && self.evidence.is_empty() && self.terms.is_empty()
    }
}
