//! Decides: which outcomes the known facts leave, what is certain of them, and which facts are missing for the rest.
//!
//! In which order to ask for these, `questions` says.

use crate::amount::{self, RemedyGiven};
use crate::cells::{CellSet, Cells};
use crate::diagram::{Leaf, Node};
use crate::document::{Alternative, Combination, FactIndex, RemedyKind, Status};
use crate::facts::Facts;
use crate::gather::Gather;
use crate::json::Json;
use crate::policy::{Outcome, Policy};
use crate::questions::{Ending, Lookahead, Undecided, in_order};
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
    let leaves = policy.diagram.leaves(policy.root, cells);
    leaves.into_iter().filter_map(|leaf| policy.outcomes.get(leaf)).gather()
}

fn status(policy: &Policy, outcome: &Outcome) -> Status {
    match policy.clause(outcome) {
        // No clause speaks to the case: when in doubt the merchant decides.
        None => Status::Review,
        Some(clause) if outcome.unmet.is_empty() => clause.then.status,
        Some(_) => Status::ActionRequired,
    }
}

/// What an outcome gives, with amounts as far as these facts tell.
pub(crate) fn given(policy: &Policy, facts: &Facts, outcome: &Outcome) -> Given {
    let Some(clause) = policy.clause(outcome) else {
        return Given {
            status: status(policy, outcome),
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
        status: status(policy, outcome),
        remedies: grant.remedies.iter().map(|remedy| amount::resolve(policy, facts, remedy)).gather(),
        choice: grant.choice,
        alternatives: grant.alternatives.iter().map(alternative).gather(),
    }
}

/// The facts that can still change the status, a remedy, an alternative or an amount, the best question first.
///
/// Only what a shopper can be asked: not what has a default or is the merchant's to give. What only an amount is
/// reckoned from comes last.
pub fn missing(policy: &Policy, facts: &Facts, at: Instant, lookahead: Lookahead) -> Vec<FactIndex> {
    let cells = possible_cells(policy, facts, at);
    // Outcomes that give the same are one leaf, so that what only leads from one to the other drops out.
    let given: Vec<Given> = policy.outcomes.iter().map(|outcome| given(policy, facts, outcome)).gather();
    let same = |leaf: Leaf| {
        let own = given.get(leaf);
        given.iter().position(|other| own.is_some_and(|own| gives_alike(own, other))).unwrap_or(leaf)
    };
    let mut missing = undecided_facts(policy, facts, &cells, &same, lookahead);
    for fact in amount_facts(policy, facts, &cells) {
        if !missing.contains(&fact) {
            missing.push(fact);
        }
    }
    missing.retain(|fact| can_ask(policy, facts, *fact));
    missing
}

/// Whether two outcomes give the same status, remedies, alternatives and amounts.
fn gives_alike(left: &Given, right: &Given) -> bool {
    left.status == right.status && left.remedies == right.remedies && left.alternatives == right.alternatives
}

/// The facts that still decide which clause is cited, although it gives the same.
pub(crate) fn citing_facts(policy: &Policy, facts: &Facts, at: Instant) -> Vec<FactIndex> {
    let cells = possible_cells(policy, facts, at);
    undecided_facts(policy, facts, &cells, &|leaf| leaf, Lookahead::Full)
}

/// The facts that tell apart what the outcomes stand for, the best question first.
fn undecided_facts(
    policy: &Policy,
    facts: &Facts,
    cells: &[CellSet],
    stands_for: &dyn Fn(Leaf) -> Leaf,
    lookahead: Lookahead,
) -> Vec<FactIndex> {
    let (diagram, root) = policy.diagram.restrict(policy.root, cells, stands_for);
    let mut endings = Vec::new();
    for outcome in &policy.outcomes {
        let reckoned = reckoned_facts(policy, facts, outcome);
        endings.push(Ending { status: status(policy, outcome), reckoned });
    }
    let can_ask = |fact| can_ask(policy, facts, fact);
    let undecided = Undecided { diagram: &diagram, root, cells, endings: &endings, can_ask: &can_ask };
    in_order(&undecided, lookahead)
}

fn can_ask(policy: &Policy, facts: &Facts, fact: FactIndex) -> bool {
    facts.is_unknown(fact) && policy.document.facts.get(fact).is_some_and(|fact| !fact.by_merchant)
}

/// The facts that an amount which can still be given is reckoned from, in the document's order.
fn amount_facts(policy: &Policy, facts: &Facts, cells: &[CellSet]) -> Vec<FactIndex> {
    let mut open = Vec::new();
    for outcome in outcomes_left(policy, cells) {
        for fact in reckoned_facts(policy, facts, outcome) {
            sorted::insert(&mut open, fact);
        }
    }
    open
}

/// The unknown facts that an outcome's amounts are reckoned from.
fn reckoned_facts(policy: &Policy, facts: &Facts, outcome: &Outcome) -> Vec<FactIndex> {
    let mut reckoned = Vec::new();
    if let Some(clause) = policy.clause(outcome) {
        for remedy in &clause.then.remedies {
            reckoned.append(&mut amount::open_facts(policy, facts, remedy));
        }
    }
    reckoned
}

/// The facts that were tested on the way to the outcomes that are left, in the document's order.
pub(crate) fn facts_on_the_way(policy: &Policy, facts: &Facts, at: Instant) -> Vec<FactIndex> {
    let cells = possible_cells(policy, facts, at);
    let mut id = policy.root;
    let mut tested = Vec::new();
    while let Node::Branch { fact, children } = policy.diagram.get(id) {
        let set = cells.get(fact).copied().unwrap_or_default();
        if set.count_ones() != 1 {
            break;
        }
        tested.push(fact);
        match children.get(set.trailing_zeros() as usize) {
            Some(child) => id = *child,
            None => break,
        }
    }
    tested
}
