//! Decides: which outcomes the known facts leave, and what is certain of them.

use crate::amount::{self, RemedyGiven};
use crate::cells::{CellSet, Cells};
use crate::diagram::{Diagram, Leaf, Node, NodeId};
use crate::document::{Alternative, Combination, FactIndex, RemedyKind, Status};
use crate::facts::Facts;
use crate::gather::Gather;
use crate::json::Json;
use crate::policy::{Outcome, Policy};
use crate::sorted;
use crate::time::Instant;

/// What a policy gives at one instant, without texts: the short form of a verdict, for many cases at once.
pub struct Decision {
    /// The status; [`Status::NeedsInformation`] while the facts leave more than one.
    pub status: Status,
    /// What the policy gives, as far as it is certain.
    pub remedies: Vec<RemedyGiven>,
    /// How several remedies combine.
    pub choice: Combination,
    /// What the shopper can have although, or besides, as far as it is certain.
    pub alternatives: Vec<AlternativeGiven>,
    /// The outcomes that are left, at least one.
    pub(crate) left: Vec<Left>,
}

/// An alternative that is open to the shopper.
#[derive(Clone, PartialEq, Eq)]
pub struct AlternativeGiven {
    /// What it is.
    pub kind: RemedyKind,
    /// The ids of the ways in which it can be had.
    pub options: Vec<String>,
}

impl AlternativeGiven {
    pub(crate) fn to_json(&self) -> Json {
        let mut json = Json::object([("kind", self.kind.name().into())]);
        if !self.options.is_empty() {
            json.set("options", Json::list(self.options.iter().map(String::as_str)));
        }
        json
    }
}

/// An outcome that the facts leave, and what it gives.
pub(crate) struct Left {
    pub(crate) outcome: Outcome,
    pub(crate) given: Given,
}

/// What an outcome gives.
#[derive(Clone, PartialEq)]
pub(crate) struct Given {
    pub(crate) status: Status,
    pub(crate) remedies: Vec<RemedyGiven>,
    pub(crate) choice: Combination,
    pub(crate) alternatives: Vec<AlternativeGiven>,
}

/// Decides on what is known at an instant.
///
/// This is exact: unknown facts are followed through every cell in which they may lie, so a status is certain as
/// soon as no completion of them has another.
pub fn decide(policy: &Policy, facts: &Facts, at: Instant) -> Decision {
    decide_in(policy, facts, &possible_cells(policy, facts, at))
}

/// Decides where the facts lie in these cells; their values serve for the amounts.
pub(crate) fn decide_in(policy: &Policy, facts: &Facts, cells: &[CellSet]) -> Decision {
    let left: Vec<Left> = outcomes_left(policy, cells)
        .into_iter()
        .map(|outcome| Left { outcome: outcome.clone(), given: given(policy, facts, outcome) })
        .gather();
    let status = shared(&left, |given| given.status).unwrap_or(Status::NeedsInformation);
    Decision {
        status,
        remedies: shared(&left, |given| given.remedies.clone()).unwrap_or_default(),
        choice: shared(&left, |given| given.choice).unwrap_or(Combination::All),
        alternatives: shared(&left, |given| given.alternatives.clone()).unwrap_or_default(),
        left,
    }
}

impl Decision {
    /// Whether time has changed nothing that a shopper would notice.
    pub(crate) fn gives_the_same(&self, other: &Decision) -> bool {
        self.status == other.status && self.remedies == other.remedies
    }
}

/// What all outcomes have in common.
fn shared<T: PartialEq>(left: &[Left], of: impl Fn(&Given) -> T) -> Option<T> {
    let mut values = left.iter().map(|left| of(&left.given));
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// For each fact the cells in which it may lie.
pub(crate) fn possible_cells(policy: &Policy, facts: &Facts, at: Instant) -> Vec<CellSet> {
    let of = |(fact, cells): (FactIndex, &Cells)| {
        let known = facts.get(fact).and_then(|value| cells.of(value, at, policy.zone()));
        known.map_or_else(|| cells.possible(at, policy.zone()), |cell| 1 << cell)
    };
    policy.cells.iter().enumerate().map(of).gather()
}

/// The outcomes that can be reached through these cells.
fn outcomes_left<'a>(policy: &'a Policy, cells: &[CellSet]) -> Vec<&'a Outcome> {
    let (rest, root) = policy.diagram.restrict(policy.root, cells, &|leaf| leaf);
    rest.leaves(root).into_iter().filter_map(|leaf| policy.outcomes.get(leaf)).gather()
}

pub(crate) fn given(policy: &Policy, facts: &Facts, outcome: &Outcome) -> Given {
    let Some(clause) = policy.clause(outcome) else {
        // No clause speaks to the case: when in doubt the merchant decides.
        return Given {
            status: Status::Review,
            remedies: Vec::new(),
            choice: Combination::All,
            alternatives: Vec::new(),
        };
    };
    let grant = &clause.then;
    let alternative = |alternative: &Alternative| AlternativeGiven {
        kind: alternative.kind,
        options: alternative.options.iter().map(|option| option.id.clone()).gather(),
    };
    Given {
        status: if outcome.unmet.is_empty() { grant.status } else { Status::ActionRequired },
        remedies: grant.remedies.iter().map(|remedy| amount::resolve(policy, facts, remedy)).gather(),
        choice: grant.choice,
        alternatives: grant.alternatives.iter().map(alternative).gather(),
    }
}

/// The facts that can still change the status, a remedy, an alternative or an amount, the most decisive first.
///
/// Only what a shopper can be asked: not what has a default or is the merchant's to give.
pub(crate) fn missing(policy: &Policy, facts: &Facts, at: Instant) -> Vec<FactIndex> {
    let cells = possible_cells(policy, facts, at);
    // Outcomes that give the same are one leaf, so that what only leads from one to the other drops out.
    let given: Vec<Given> = policy.outcomes.iter().map(|outcome| given(policy, facts, outcome)).gather();
    let same = |leaf: Leaf| {
        let own = given.get(leaf);
        given.iter().position(|other| own.is_some_and(|own| gives_alike(own, other))).unwrap_or(leaf)
    };
    let (rest, root) = policy.diagram.restrict(policy.root, &cells, &same);
    let mut missing = by_expected_questions(&rest, root, &cells);
    for fact in amount_facts(policy, facts, &cells) {
        if !missing.contains(&fact) {
            missing.push(fact);
        }
    }
    missing.retain(|fact| {
        facts.is_unknown(*fact) && policy.document.facts.get(*fact).is_some_and(|fact| !fact.by_merchant)
    });
    missing
}

/// Whether two outcomes give the same status, remedies, alternatives and amounts.
fn gives_alike(left: &Given, right: &Given) -> bool {
    left.status == right.status && left.remedies == right.remedies && left.alternatives == right.alternatives
}

/// The facts that still decide which clause is cited, although it gives the same.
pub(crate) fn citing_facts(policy: &Policy, facts: &Facts, at: Instant) -> Vec<FactIndex> {
    let cells = possible_cells(policy, facts, at);
    let (rest, root) = policy.diagram.restrict(policy.root, &cells, &|leaf| leaf);
    by_expected_questions(&rest, root, &cells)
}

/// The facts that an amount which can still be given is reckoned from, in the document's order.
fn amount_facts(policy: &Policy, facts: &Facts, cells: &[CellSet]) -> Vec<FactIndex> {
    let mut open = Vec::new();
    for clause in outcomes_left(policy, cells).into_iter().filter_map(|outcome| policy.clause(outcome)) {
        for remedy in &clause.then.remedies {
            amount::open_facts(policy, facts, remedy)
                .into_iter()
                .for_each(|fact| sorted::insert(&mut open, fact));
        }
    }
    open
}

/// The facts of a diagram, those first that leave the fewest further questions on average; then in the author's order.
fn by_expected_questions(diagram: &Diagram, root: NodeId, cells: &[CellSet]) -> Vec<FactIndex> {
    /// Looking ahead walks the diagram once a cell; beyond this size the author's order has to do.
    const SMALL: usize = 5_000;
    if diagram.size() > SMALL {
        return diagram.facts(root);
    }
    let mut ranked: Vec<(u64, FactIndex)> = Vec::new();
    for fact in diagram.facts(root) {
        sorted::insert(&mut ranked, (questions_after(diagram, root, fact, cells), fact));
    }
    ranked.into_iter().map(|(_, fact)| fact).gather()
}

/// How many facts still matter once this one is known: the mean over its cells, in millionths.
fn questions_after(diagram: &Diagram, root: NodeId, fact: FactIndex, cells: &[CellSet]) -> u64 {
    const MILLION: u64 = 1_000_000;
    let possible = cells.get(fact).copied().unwrap_or_default();
    let mut left = 0;
    for cell in (0..CellSet::BITS).filter(|cell| possible >> cell & 1 == 1) {
        let mut known = cells.to_vec();
        if let Some(set) = known.get_mut(fact) {
            *set = 1 << cell;
        }
        let (rest, root) = diagram.restrict(root, &known, &|leaf| leaf);
        left += rest.facts(root).len() as u64 * MILLION;
    }
    left / u64::from(possible.count_ones().max(1))
}

/// The facts that were tested on the way to the outcomes that are left, in the document's order.
pub(crate) fn facts_on_the_way(policy: &Policy, facts: &Facts, at: Instant) -> Vec<FactIndex> {
    let cells = possible_cells(policy, facts, at);
    let mut id = policy.root;
    let mut tested = Vec::new();
    while let Node::Branch { fact, children } = policy.diagram.get(id) {
        let set = cells.get(*fact).copied().unwrap_or_default();
        if set.count_ones() != 1 {
            break;
        }
        tested.push(*fact);
        match children.get(set.trailing_zeros() as usize) {
            Some(child) => id = *child,
            None => break,
        }
    }
    tested
}
