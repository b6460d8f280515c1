//! Parts of the joint cases: in words, with the clauses that decide there, and with a case that is in it.

use std::collections::BTreeSet;

use refund_policy::compiled::cells::{CellSet, Cells};
use refund_policy::compiled::diagram::{Diagram, Leaf, NodeId, TooComplex};
use refund_policy::document::FactIndex;
use refund_policy::{Decision, Facts, Instant, Json, Policy, Problem, decide};
use serde::Serialize;

use super::joint::{Joint, JointFact, Side};
use crate::cover::Block;
use crate::cover::cover;
use crate::region::{Region, Witness, find_witness, phrase, sentence};

/// A part of the cases.
#[derive(Serialize)]
pub struct Part {
    /// Which cases, in English, with the policy's own names in backticks.
    pub cases: String,
    /// The clauses that decide in it.
    pub clauses: PartClauses,
    /// One of the cases.
    pub witness: PartWitness,
}

/// The ids of the clauses that decide in a part.
#[derive(Serialize)]
pub struct PartClauses {
    /// Under the old version.
    pub old: Vec<String>,
    /// Under the new version.
    pub new: Vec<String>,
}

/// A case as each of two versions takes it: a fact that one of them does not have is left out there.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PartWitness {
    /// The instant of the request.
    pub at: Instant,
    /// What is known, for the old version.
    pub old: Json,
    /// What is known, for the new version.
    pub new: Json,
}

/// A case under one version, as that version was compiled by itself.
pub(super) struct Decided<'a> {
    pub(super) policy: &'a Policy,
    pub(super) facts: Facts,
    pub(super) at: Instant,
    pub(super) decision: Decision,
}

/// Whether a case is what it should be under the two versions; none where one cannot read it.
pub(super) type Accepts<'a> = &'a dyn Fn(Option<&Decided<'_>>, Option<&Decided<'_>>) -> bool;

/// The cases that lead to a leaf, in as few sentences as is sensible. Those are left out in which no case can lie.
pub(super) fn parts(
    joint: &Joint<'_>,
    (diagram, root): (&Diagram, NodeId),
    leaf: Leaf,
    accepts: Accepts<'_>,
) -> Result<Vec<Part>, TooComplex> {
    let blocks = cover((diagram, root), leaf, joint.cells())?;
    let part = |block: &Block| {
        Some(Part {
            cases: describe(joint, block),
            clauses: PartClauses { old: deciding(&joint.old, block), new: deciding(&joint.new, block) },
            witness: witness(joint, block, accepts)?,
        })
    };
    Ok(blocks.iter().filter_map(part).collect())
}

impl PartWitness {
    /// The facts that only one of the versions takes, by id: the old one's, then the new one's.
    pub fn unshared(&self) -> [Vec<&str>; 2] {
        [only(&self.old, &self.new), only(&self.new, &self.old)]
    }
}

/// The ids of the facts that only the one has.
fn only<'a>(one: &'a Json, other: &Json) -> Vec<&'a str> {
    let ids = one.as_object().unwrap_or_default().iter().map(|(id, _)| id.as_str());
    ids.filter(|id| other.get(id).is_none()).collect()
}

fn describe(joint: &Joint<'_>, block: &Block) -> String {
    sentence(block.iter().map(|(fact, set)| phrase_of(joint, *fact, *set)))
}

fn phrase_of(joint: &Joint<'_>, index: FactIndex, set: CellSet) -> String {
    let policy = &joint.new.policy;
    let (Some(fact), Some(cells)) = (joint.facts.get(index), policy.cells.get(index)) else {
        return String::new();
    };
    let left_out = cells.none().filter(|_| fact.can_be_left_out).map_or(0, |none| 1 << none);
    let id = &fact.fact.id;
    match (set & left_out, set & !left_out) {
        (0, given) if left_out != 0 && given == cells.ever_possible() & !left_out => {
            format!("`{id}` is given")
        }
        (0, given) => phrase(policy, index, given),
        (_, 0) => format!("`{id}` is not given"),
        (_, given) => format!("{} or `{id}` is not given", phrase(policy, index, given)),
    }
}

/// The clauses that can decide in a block, in their order.
fn deciding(side: &Side<'_>, block: &Block) -> Vec<String> {
    let policy = &side.policy;
    let mut cells: Vec<CellSet> = policy.cells.iter().map(Cells::ever_possible).collect();
    for (fact, set) in block {
        if let Some(cells) = cells.get_mut(*fact) {
            *cells &= set;
        }
    }
    let leaves = policy.diagram.leaves(side.root, &cells);
    let outcomes = leaves.into_iter().filter_map(|leaf| policy.outcomes.get(leaf));
    let clauses: BTreeSet<usize> = outcomes.filter_map(|outcome| outcome.clause).collect();
    let id = |clause: usize| policy.document.clauses.get(clause).map(|clause| clause.id.clone());
    clauses.into_iter().filter_map(id).collect()
}

fn witness(joint: &Joint<'_>, block: &Block, accepts: Accepts<'_>) -> Option<PartWitness> {
    let region = Region { cells: block.clone(), leaf: 0 };
    find_witness(&joint.new.policy, &region, |Witness { at, facts }| {
        let old = facts_for(joint, &facts, joint.old.original, |fact| fact.old);
        let new = facts_for(joint, &facts, joint.new.original, |fact| fact.new);
        let decided = [(joint.old.original, &old), (joint.new.original, &new)]
            .map(|(policy, facts)| Decided::read(policy, facts, at).ok());
        let [by_old, by_new] = &decided;
        accepts(by_old.as_ref(), by_new.as_ref()).then_some(PartWitness { at, old, new })
    })
}

/// The facts of a joint case that a version has, as far as they are given.
fn facts_for(
    joint: &Joint<'_>,
    given: &Json,
    policy: &Policy,
    place: fn(&JointFact) -> Option<FactIndex>,
) -> Json {
    let mut facts = Json::Object(Vec::new());
    for fact in &joint.facts {
        let own = place(fact).and_then(|place| policy.document.facts.get(place));
        let is_left_out = |value: &&Json| fact.can_be_left_out && **value == Json::Null;
        let value = given.get(&fact.fact.id).filter(|value| !is_left_out(value));
        if let Some((own, value)) = own.zip(value) {
            facts.set(&own.id, value.clone());
        }
    }
    facts
}

impl Decided<'_> {
    /// The error is the first thing that keeps the policy from reading these facts.
    pub(super) fn read<'a>(policy: &'a Policy, facts: &Json, at: Instant) -> Result<Decided<'a>, Problem> {
        let facts = Facts::read(policy, facts, at).map_err(Problem::first)?;
        let decision = decide(policy, &facts, at);
        Ok(Decided { policy, facts, at, decision })
    }
}
