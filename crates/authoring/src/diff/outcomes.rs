//! What shoppers get, by what they got; and which cases another clause decides that gives the same.

use refund_policy::compiled::diagram::{Diagram, FALSE, Leaf, NodeId, TooComplex};
use serde::Serialize;

use super::effect::Effect;
use super::joint::{Joint, Side};
use super::offer::Offer;
use super::parts::{Decided, Part, parts};

/// Cases that got one thing and get another.
#[derive(Serialize)]
pub struct OutcomeChange {
    /// Who gains, who loses.
    pub effect: Effect,
    /// What the old version gives; none where it cannot read such cases.
    pub from: Option<Offer>,
    /// What the new version gives; none where it cannot read such cases.
    pub to: Option<Offer>,
    /// Which cases; they may overlap.
    pub parts: Vec<Part>,
}

/// Cases in which another clause decides and gives the same.
#[derive(Serialize)]
pub struct CitationChange {
    /// The clause that decided; none where no clause spoke to the cases.
    pub from: Option<String>,
    /// The clause that decides.
    pub to: Option<String>,
    /// Which cases; they may overlap.
    pub parts: Vec<Part>,
}

/// What becomes of a case.
#[derive(PartialEq)]
enum Change {
    Outcome { from: Option<Offer>, to: Option<Offer> },
    Citation { from: Option<String>, to: Option<String> },
}

/// The joint cases by what becomes of them.
pub(super) struct Comparison {
    pub(super) diagram: Diagram,
    pub(super) root: NodeId,
    /// What the leaves after [`FALSE`] stand for; that one stands for what does not change.
    changes: Vec<Change>,
}

pub(super) fn compare(joint: &Joint<'_>) -> Result<Comparison, TooComplex> {
    let [old, new] = [&joint.old, &joint.new].map(ends);
    let mut changes: Vec<Change> = Vec::new();
    let mut pair = |from: Leaf, to: Leaf| match change(old.get(from), new.get(to)) {
        None => FALSE,
        Some(change) => {
            let known = changes.iter().position(|known| *known == change);
            1 + known.unwrap_or_else(|| {
                changes.push(change);
                changes.len() - 1
            })
        }
    };
    let new_side = (&joint.new.policy.diagram, joint.new.root);
    let (diagram, root) = joint.old.policy.diagram.product(joint.old.root, new_side, &mut pair)?;
    Ok(Comparison { diagram, root, changes })
}

impl Comparison {
    /// Whether the cases at a leaf get the same under both versions.
    pub(super) fn is_same(&self, leaf: Leaf) -> bool {
        let change = leaf.checked_sub(1).and_then(|place| self.changes.get(place));
        !matches!(change, Some(Change::Outcome { .. }))
    }
}

/// All changes of what shoppers get.
pub(super) fn outcomes(joint: &Joint<'_>, all: &Comparison) -> Result<Vec<OutcomeChange>, TooComplex> {
    let mut outcomes = Vec::new();
    for (change, leaf) in all.changes.iter().zip(1..) {
        let Change::Outcome { from, to } = change else { continue };
        let accepts = |old: Option<&Decided<'_>>, new: Option<&Decided<'_>>| {
            gets(&joint.old, old, from) && gets(&joint.new, new, to)
        };
        let parts = parts(joint, (&all.diagram, all.root), leaf, &accepts)?;
        if !parts.is_empty() {
            let effect = Effect::of(from.as_ref(), to.as_ref());
            outcomes.push(OutcomeChange { effect, from: from.clone(), to: to.clone(), parts });
        }
    }
    outcomes.sort_by_key(|change| change.effect);
    Ok(outcomes)
}

/// Cases that another clause decides without giving anything else.
pub(super) fn citations(joint: &Joint<'_>, all: &Comparison) -> Result<Vec<CitationChange>, TooComplex> {
    let mut citations = Vec::new();
    for (change, leaf) in all.changes.iter().zip(1..) {
        let Change::Citation { from, to } = change else { continue };
        let both = |old: Option<&Decided<'_>>, new: Option<&Decided<'_>>| old.is_some() && new.is_some();
        let parts = parts(joint, (&all.diagram, all.root), leaf, &both)?;
        if !parts.is_empty() {
            citations.push(CitationChange { from: from.clone(), to: to.clone(), parts });
        }
    }
    Ok(citations)
}

/// Where a case ends under one version: the offer and the deciding clause; none where it cannot be read.
type End = Option<(Offer, Option<String>)>;

/// The ends that the leaves of a side stand for.
fn ends(side: &Side<'_>) -> Vec<End> {
    let policy = &side.policy;
    let end = |outcome| {
        let clause = policy.clause(outcome).map(|clause| clause.id.clone());
        Some((Offer::of_outcome(policy, outcome), clause))
    };
    // The leaf behind the outcomes is that of cases which cannot be read.
    policy.outcomes.iter().map(end).chain([None]).collect()
}

fn change(from: Option<&End>, to: Option<&End>) -> Option<Change> {
    match (from.cloned().flatten(), to.cloned().flatten()) {
        (Some((from, cited)), Some((to, cites))) if from == to => {
            (cited != cites).then_some(Change::Citation { from: cited, to: cites })
        }
        (None, None) => None,
        (from, to) => {
            Some(Change::Outcome { from: from.map(|(offer, _)| offer), to: to.map(|(offer, _)| offer) })
        }
    }
}

/// Whether a case certainly gets this.
fn gets(side: &Side<'_>, decided: Option<&Decided<'_>>, offer: &Option<Offer>) -> bool {
    match (decided, offer) {
        (Some(decided), Some(offer)) => {
            let mut left = decided.decision.left.iter();
            left.all(|left| Offer::of_outcome(&side.policy, &left.outcome) == *offer)
        }
        (None, None) => true,
        _ => false,
    }
}
