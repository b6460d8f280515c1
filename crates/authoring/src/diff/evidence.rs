//! Evidence that becomes required or recommended, or ceases to be.

use refund_policy::Locale;
use refund_policy::compiled::diagram::{Diagram, FALSE, Leaf, NodeId, TRUE, TooComplex};
use refund_policy::document::{Evidence, Rule};
use refund_policy::verdict::explain;
use serde::Serialize;

use super::effect::Effect;
use super::joint::{Joint, Side};
use super::parts::{Decided, Part, parts};
use crate::domain::domain;

/// How much a piece of evidence is needed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// It is not asked for.
    #[serde(rename = "not_asked")]
    None,
    /// It is recommended.
    Recommended,
    /// It is required.
    Required,
}

impl Need {
    const ALL: [Need; 3] = [Need::None, Need::Recommended, Need::Required];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Need::None => "not_asked",
            Need::Recommended => "recommended",
            Need::Required => "required",
        }
    }
}

/// Cases in which a piece of evidence is needed otherwise than before.
#[derive(Serialize)]
pub struct EvidenceChange {
    /// The evidence's id.
    pub id: String,
    /// More need is a loss, less a gain.
    pub effect: Effect,
    /// The need under the old version.
    pub from: Need,
    /// The need under the new version.
    pub to: Need,
    /// Which cases; they may overlap.
    pub parts: Vec<Part>,
}

pub(super) fn changes(joint: &Joint<'_>) -> Result<Vec<EvidenceChange>, TooComplex> {
    let ids = |side: &Side<'_>| -> Vec<String> {
        side.policy.document.evidence.iter().map(|evidence| evidence.id.clone()).collect()
    };
    let mut all = ids(&joint.new);
    all.extend(ids(&joint.old).into_iter().filter(|id| !ids(&joint.new).contains(id)));
    let mut changes = Vec::new();
    for id in all {
        changes.extend(changes_of(joint, &id)?);
    }
    Ok(changes)
}

fn changes_of(joint: &Joint<'_>, id: &str) -> Result<Vec<EvidenceChange>, TooComplex> {
    let (old, from) = needs(&joint.old, id)?;
    let (new, to) = needs(&joint.new, id)?;
    let (readable, both) = readable(joint)?;
    // The leaf FALSE stands for what does not change, each further one for a pair of needs.
    let pairs = Need::ALL.iter().flat_map(|from| Need::ALL.iter().map(move |to| (*from, *to)));
    let pairs: Vec<(Need, Need)> = pairs.filter(|(from, to)| from != to).collect();
    let (diagram, root) = old.product(from, (&new, to), &mut |from, to| {
        let place = pairs.iter().position(|(one, other)| *one as Leaf == from && *other as Leaf == to);
        place.map_or(FALSE, |place| place + 1)
    })?;
    let (diagram, root) = readable
        .product(both, (&diagram, root), &mut |is_read, pair| if is_read == TRUE { pair } else { FALSE })?;
    let mut changes = Vec::new();
    for ((from, to), leaf) in pairs.into_iter().zip(1..) {
        let accepts = |old: Option<&Decided<'_>>, new: Option<&Decided<'_>>| {
            let need = |decided: Option<&Decided<'_>>| decided.map(|decided| need(decided, id));
            need(old) == Some(from) && need(new) == Some(to)
        };
        let parts = parts(joint, (&diagram, root), leaf, &accepts)?;
        let effect = if to > from { Effect::Loses } else { Effect::Gains };
        if !parts.is_empty() {
            changes.push(EvidenceChange { id: id.to_owned(), effect, from, to, parts });
        }
    }
    Ok(changes)
}

/// A diagram whose leaves are needs.
fn needs(side: &Side<'_>, id: &str) -> Result<(Diagram, NodeId), TooComplex> {
    let evidence = side.policy.document.evidence.iter().find(|evidence| evidence.id == id);
    let applies = |rule: fn(&Evidence) -> &Option<Rule>| match evidence.and_then(|one| rule(one).as_ref()) {
        Some(rule) => domain(&side.policy, rule),
        None => {
            let mut diagram = Diagram::default();
            let nowhere = diagram.leaf(FALSE);
            Ok((diagram, nowhere))
        }
    };
    let (required, root) = applies(|evidence| &evidence.required)?;
    let (recommended, other) = applies(|evidence| &evidence.recommended)?;
    required.product(root, (&recommended, other), &mut |required, recommended| {
        let need = match (required, recommended) {
            (TRUE, _) => Need::Required,
            (_, TRUE) => Need::Recommended,
            _ => Need::None,
        };
        need as Leaf
    })
}

/// The cases that both versions can read.
fn readable(joint: &Joint<'_>) -> Result<(Diagram, NodeId), TooComplex> {
    let (old, new) = (&joint.old, &joint.new);
    old.policy.diagram.product(old.root, (&new.policy.diagram, new.root), &mut |from, to| {
        usize::from(from != old.unreadable && to != new.unreadable)
    })
}

fn need(decided: &Decided<'_>, id: &str) -> Need {
    let Decided { policy, facts, at, decision } = decided;
    let asked = explain::evidence(policy, facts, *at, decision, Locale::En);
    match asked.iter().find(|evidence| evidence.id == id) {
        Some(evidence) if evidence.required => Need::Required,
        Some(_) => Need::Recommended,
        None => Need::None,
    }
}
