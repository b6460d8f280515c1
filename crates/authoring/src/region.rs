//! Regions: the parts of all cases that a diagram tells apart, each with what it says and a case in it.
//!
//! For authors only: the checker, the comparison of two versions and the coverage of cases walk them. A region is one
//! path through a diagram, with the cells that lead the same way taken together; regions never overlap.

use std::iter;

use refund_policy::compiled::cells::{CellSet, Cells};
use refund_policy::compiled::diagram::{Diagram, Leaf, Node, NodeId};
use refund_policy::document::{Fact, FactIndex, FactKind};
use refund_policy::verdict::decide::possible_cells;
use refund_policy::{Facts, Instant, Json, Policy, Value};
use serde::Serialize;

use crate::describe::describe as describe_cells;
use crate::example::examples;
use crate::window_order::ends_before;

/// A part of all cases, and the leaf that it leads to.
#[derive(Clone, Default)]
pub(crate) struct Region {
    /// For each fact that is asked on the way, the cells in which it lies.
    pub(crate) cells: Vec<(FactIndex, CellSet)>,
    /// Where it leads.
    pub(crate) leaf: Leaf,
}

/// A case that can be run as it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Witness {
    /// The instant of the request.
    pub at: Instant,
    /// What is known: an object from facts to values.
    pub facts: Json,
}

impl Witness {
    /// `{"id", "at", "facts"}`, a line for `refund evaluate --cases`.
    pub fn line<'a>(&'a self, id: &'a str) -> WitnessLine<'a> {
        WitnessLine { id, at: self.at, facts: &self.facts }
    }
}

/// A witness with an id.
#[derive(Clone, Copy, Serialize)]
pub struct WitnessLine<'a> {
    id: &'a str,
    at: Instant,
    facts: &'a Json,
}

impl Region {
    /// The part of this region that lies in another as well.
    pub(crate) fn and(&self, other: &Region) -> Region {
        let mut both = self.clone();
        for (fact, set) in &other.cells {
            match both.cells.iter_mut().find(|(known, _)| known == fact) {
                Some((_, known)) => *known &= set,
                None => both.cells.push((*fact, *set)),
            }
        }
        both.cells.sort_unstable();
        both
    }

    /// What it says of all facts but one, together with these cells of that one.
    pub(crate) fn with(&self, fact: FactIndex, set: CellSet) -> Region {
        let mut region = self.without(fact);
        region.cells.push((fact, set));
        region.cells.sort_unstable();
        region
    }

    /// The cells in which a fact lies.
    pub(crate) fn cells_of(&self, fact: FactIndex) -> CellSet {
        self.cells.iter().find(|(known, _)| *known == fact).map_or(CellSet::MAX, |(_, set)| *set)
    }

    /// What it says of all facts but one.
    pub(crate) fn without(&self, fact: FactIndex) -> Region {
        let mut region = self.clone();
        region.cells.retain(|(known, _)| *known != fact);
        region
    }
}

/// For each fact the cells in which it can lie.
pub(crate) fn possible(policy: &Policy) -> Vec<CellSet> {
    policy.cells.iter().map(|cells| cells.ever_possible()).collect()
}

/// For each fact the cells in which it can lie within a region.
pub(crate) fn within(policy: &Policy, region: &Region) -> Vec<CellSet> {
    let mut cells = possible(policy);
    for (fact, set) in &region.cells {
        narrow(&mut cells, *fact, *set);
    }
    cells
}

/// Leaves a fact these cells alone.
pub(crate) fn narrow(cells: &mut [CellSet], fact: FactIndex, set: CellSet) {
    if let Some(known) = cells.get_mut(fact) {
        *known &= set;
    }
}

/// Calls `visit` with the regions below a root, the cells of each fact in their order, until it answers false.
pub(crate) fn each_region(diagram: &Diagram, root: NodeId, visit: &mut dyn FnMut(&Region) -> bool) {
    let mut path = Region { cells: Vec::new(), leaf: 0 };
    walk(diagram, root, &mut path, visit);
}

fn walk(diagram: &Diagram, id: NodeId, path: &mut Region, visit: &mut dyn FnMut(&Region) -> bool) -> bool {
    let (fact, children) = match diagram.get(id) {
        Node::Leaf(leaf) => {
            path.leaf = leaf;
            return visit(path);
        }
        Node::Branch { fact, children } => (fact, children),
    };
    let mut ways: Vec<(NodeId, CellSet)> = Vec::new();
    for (cell, child) in children.iter().enumerate() {
        match ways.iter_mut().find(|(known, _)| known == child) {
            Some((_, cells)) => *cells |= 1 << cell,
            None => ways.push((*child, 1 << cell)),
        }
    }
    ways.into_iter().all(|(child, cells)| {
        path.cells.push((fact, cells));
        let goes_on = walk(diagram, child, path, visit);
        path.cells.pop();
        goes_on
    })
}

/// What a region says.
pub(crate) fn describe(policy: &Policy, region: &Region) -> String {
    sentence(region.cells.iter().map(|(fact, set)| phrase(policy, *fact, *set)))
}

/// What it means that a fact lies in one of these cells.
pub(crate) fn phrase(policy: &Policy, fact: FactIndex, set: CellSet) -> String {
    let fact_and_cells = policy.document.facts.get(fact).zip(policy.cells.get(fact));
    fact_and_cells.map(|(fact, cells)| describe_cells(cells, fact, set)).unwrap_or_default()
}

/// Phrases joined by commas; "any case" where they say nothing.
pub(crate) fn sentence(phrases: impl Iterator<Item = String>) -> String {
    let phrases: Vec<String> = phrases.filter(|phrase| !phrase.is_empty()).collect();
    if phrases.is_empty() { "any case".to_owned() } else { phrases.join(", ") }
}

/// A case in a region, with no more facts than those that it names; none where no case can lie in it.
pub(crate) fn witness(policy: &Policy, region: &Region) -> Option<Witness> {
    find_witness(policy, region, Some)
}

/// What `pick` makes of the first case in a region of which it makes something.
pub(crate) fn find_witness<T>(
    policy: &Policy,
    region: &Region,
    pick: impl Fn(Witness) -> Option<T>,
) -> Option<T> {
    instants(policy).find_map(|at| {
        let facts = facts_in(policy, region, at)?;
        let read = Facts::read(policy, &facts, at).ok()?;
        let cells = possible_cells(policy, &read, at);
        let inside =
            |(fact, set): &(FactIndex, CellSet)| cells.get(*fact).is_some_and(|known| known & !set == 0);
        region.cells.iter().all(inside).then_some(Witness { at, facts }).and_then(&pick)
    })
}

/// The instants at which a witness asks: a plain one first. Where windows of several units are tested on one fact, which
/// ends first depends on the date: then some between their ends, and two years with months of every length before them.
///
/// Each is worked out as it is tried: almost every witness asks at the first.
fn instants(policy: &Policy) -> impl Iterator<Item = Instant> {
    const PLAIN: i64 = 1_781_517_600_000; // 2026-06-15T10:00:00Z
    const DAY: i64 = 86_400_000;
    let is_unordered = policy.cells.iter().any(|cells| !cells.is_ordered());
    let unordered = policy.cells.iter().filter(|cells| !cells.is_ordered());
    let between = unordered.flat_map(|cells| between(policy, cells));
    let tries = if is_unordered { 1..147 } else { 1..1 };
    let later = tries.map(|number| PLAIN + number * 5 * DAY).map(Instant::from_millis);
    iter::once(Instant::from_millis(PLAIN)).chain(between).chain(later)
}

/// Instants between the ends of any two windows after one instant, in both orders.
fn between(policy: &Policy, cells: &Cells) -> impl Iterator<Item = Instant> {
    let (spans, _) = cells.windows();
    let pairs = spans.iter().flat_map(|one| spans.iter().map(move |other| (*one, *other)));
    pairs.filter_map(|(one, other)| ends_before(one, other, policy.zone()))
}

/// Values in the region's cells. Where one number limits another, the one is the greatest and the other the least; where
/// one instant follows another, the one is the latest and the other the earliest.
fn facts_in(policy: &Policy, region: &Region, at: Instant) -> Option<Json> {
    let mut facts = Json::Object(Vec::new());
    for (index, set) in &region.cells {
        let (cells, fact) = (policy.cells.get(*index)?, policy.document.facts.get(*index)?);
        let is_default =
            |value: Value| cells.of(value, at, policy.zone()).is_some_and(|cell| set >> cell & 1 == 1);
        if fact.default.is_some_and(is_default) {
            continue;
        }
        let values = examples(cells, fact, *set, at, policy.zone());
        let greatest = || values.iter().rev().find(|value| **value != Value::None);
        let limit = limits_another(policy, *index).then(greatest).flatten();
        let instant = || instant_in_order(policy, region, *index, &values);
        let value = limit.copied().or_else(instant).or(values.first().copied())?;
        facts.set(&fact.id, fact.to_json(value));
    }
    Some(facts)
}

/// The latest of these instants where the fact follows another that the region names, the earliest where another such
/// follows it.
fn instant_in_order(policy: &Policy, region: &Region, index: FactIndex, values: &[Value]) -> Option<Value> {
    let follows = |fact: FactIndex, other: FactIndex| {
        policy.document.facts.get(fact).is_some_and(|fact| fact.not_before == Some(other))
    };
    let mut others = region.cells.iter().map(|(other, _)| *other);
    let instants = values.iter().filter_map(|value| match value {
        Value::Instant(instant) => Some(*instant),
        _ => None,
    });
    let instant = match others.clone().any(|other| follows(index, other)) {
        true => instants.max(),
        false if others.any(|other| follows(other, index)) => instants.min(),
        false => None,
    };
    instant.map(Value::Instant)
}

fn limits_another(policy: &Policy, index: FactIndex) -> bool {
    let limited = |fact: &Fact| matches!(&fact.kind, FactKind::Number(range) if range.at_most == Some(index));
    policy.document.facts.iter().any(limited)
}

#[cfg(test)]
mod tests {
    use super::{CellSet, Region, describe, each_region, witness};
    use refund_native::find_zone;
    use refund_policy::compiled::policy::Policy;
    use refund_policy::value::json::Json;
    use refund_policy::verdict::decide::decide;
    use refund_policy::verdict::facts::Facts;

    const SHIPPED: [&str; 5] = [
        include_str!("../../../policies/passport-forms/policy.json"),
        include_str!("../../../policies/smm-services/policy.json"),
        include_str!("../../../policies/iptv-subscription/policy.json"),
        include_str!("../../../policies/module-support/policy.json"),
        include_str!("../../../policies/sms-and-payments/policy.json"),
    ];

    fn policy(document: &str) -> Policy {
        let json: Json = serde_json::from_str(document).expect("the policy is JSON");
        Policy::read(&json, &find_zone).unwrap_or_else(|problem| panic!("{problem}"))
    }

    #[test]
    fn every_witness_gets_what_its_region_leads_to() {
        for document in SHIPPED {
            let policy = policy(document);
            each_region(&policy.diagram, policy.root, &mut |region: &Region| {
                let said = describe(&policy, region);
                let witness = witness(&policy, region).unwrap_or_else(|| panic!("no case where {said}"));
                let facts = Facts::read(&policy, &witness.facts, witness.at).expect("readable facts");
                let decision = decide(&policy, &facts, witness.at);
                let outcomes: Vec<_> = decision.left.iter().map(|left| &left.outcome).collect();
                assert!(outcomes == [&policy.outcomes[region.leaf]], "{said}");
                true
            });
        }
    }

    #[test]
    fn a_region_is_said_in_the_names_of_the_policy() {
        let policy = policy(SHIPPED[2]);
        let said = |fact: &str, set: CellSet| {
            let fact = policy.document.fact(fact).expect("a fact");
            describe(&policy, &Region { cells: vec![(fact, set)], leaf: 0 })
        };
        assert_eq!(said("reason", 0b1_1111_1110), "`reason` is not `technical_problem`");
        assert_eq!(said("reason", 0b11), "`reason` is `technical_problem` or `changed_mind`");
        assert_eq!(said("outage_hours", 0b10), "`outage_hours` is above 48");
        assert_eq!(said("support_contacted_at", 0b1), "48 hours after `support_contacted_at` are over");
        assert_eq!(said("support_contacted_at", 0b11), "`support_contacted_at` is not none");
        assert_eq!(
            said("support_contacted_at", 0b110),
            "48 hours after `support_contacted_at` are not over or `support_contacted_at` is none"
        );
        assert_eq!(describe(&policy, &Region { cells: Vec::new(), leaf: 0 }), "any case");
    }
}
