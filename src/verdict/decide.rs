//! Decides: which outcomes the known facts leave, what is certain of them, and which facts are missing for the rest.
//!
//! In which order to ask for these, `questions` says.

use serde::Serialize;

use crate::compiled::cells::{CellSet, Cells};
use crate::compiled::diagram::{Leaf, Node};
use crate::compiled::policy::{Outcome, Policy};
use crate::document::fact_value::EARLIEST;
use crate::document::{Alternative, Combination, FactIndex, FactKind, RemedyKind, Status, in_document_order};
use crate::value::time::Instant;
use crate::verdict::amount::{self, RemedyGiven};
use crate::verdict::bounds::number_range;
use crate::verdict::facts::Facts;
use crate::verdict::questions::{Ending, Lookahead, Undecided, in_order};
use crate::verdict::spread::common_remedies;

/// What a policy gives at one instant, without texts: the short form of a verdict, for many cases at once.
#[derive(Serialize)]
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
    #[serde(skip)]
    pub left: Vec<Left>,
}

/// An alternative that is open to the shopper.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct AlternativeGiven {
    /// What it is.
    pub kind: RemedyKind,
    /// The ids of the ways in which it can be had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
}

/// An outcome that the facts leave, and what it gives.
pub struct Left {
    /// Where a case ends up.
    pub outcome: Outcome,
    /// What it gives.
    pub given: Given,
}

/// What an outcome gives.
#[derive(Clone, PartialEq)]
pub struct Given {
    /// The status.
    pub status: Status,
    /// What the policy gives.
    pub remedies: Vec<RemedyGiven>,
    /// How several remedies combine.
    pub choice: Combination,
    /// What the shopper can have although, or besides.
    pub alternatives: Vec<AlternativeGiven>,
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
        .collect();
    let status = shared(&left, |given| given.status).unwrap_or(Status::NeedsInformation);
    Decision {
        status,
        remedies: common_remedies(policy, facts, cells, &left),
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
pub fn possible_cells(policy: &Policy, facts: &Facts, at: Instant) -> Vec<CellSet> {
    possible_cells_at(policy, facts, at, at)
}

/// For each fact the cells in which it may lie at `time`, if it was there at the request at `at`.
pub(crate) fn possible_cells_at(policy: &Policy, facts: &Facts, at: Instant, time: Instant) -> Vec<CellSet> {
    let (document, zone) = (&policy.document, policy.zone());
    let of = |(fact, cells): (FactIndex, &Cells)| match facts.get(fact) {
        Some(value) => cells.of(value, time, zone).map_or(0, |cell| 1 << cell),
        None => match document.facts.get(fact).map(|fact| &fact.kind) {
            Some(FactKind::Number(range)) => {
                cells.possible_numbers(&number_range(document, facts, fact).unwrap_or_else(|| range.clone()))
            }
            Some(FactKind::Instant) => cells.possible_starts((EARLIEST.min(at), at), time, zone),
            _ => cells.possible_values(),
        },
    };
    policy.cells.iter().enumerate().map(of).collect()
}

/// The outcomes that can be reached through these cells.
pub(crate) fn outcomes_left<'a>(policy: &'a Policy, cells: &[CellSet]) -> Vec<&'a Outcome> {
    let leaves = policy.diagram.leaves(policy.root, cells);
    leaves.into_iter().filter_map(|leaf| policy.outcomes.get(leaf)).collect()
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
pub fn given(policy: &Policy, facts: &Facts, outcome: &Outcome) -> Given {
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
        options: alternative.options.iter().map(|option| option.id.clone()).collect(),
    };
    Given {
        status: status(policy, outcome),
        remedies: grant.remedies.iter().map(|remedy| amount::resolve(policy, facts, remedy)).collect(),
        choice: grant.choice,
        alternatives: grant.alternatives.iter().map(alternative).collect(),
    }
}

/// The facts that can still change the status, a remedy, an alternative or an amount, the best question first.
///
/// Only what a shopper can be asked: not what has a default or is the merchant's to give. What only an amount is
/// computed from comes last.
pub fn missing(policy: &Policy, facts: &Facts, at: Instant, lookahead: Lookahead) -> Vec<FactIndex> {
    if !(0..policy.document.facts.len()).any(|fact| can_ask(policy, facts, fact)) {
        return Vec::new();
    }
    let cells = possible_cells(policy, facts, at);
    // Outcomes that give the same are one leaf, so that what only leads from one to the other drops out.
    let given: Vec<Given> = policy.outcomes.iter().map(|outcome| given(policy, facts, outcome)).collect();
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
pub fn citing_facts(policy: &Policy, facts: &Facts, at: Instant) -> Vec<FactIndex> {
    let cells = possible_cells(policy, facts, at);
    undecided_facts(policy, facts, &cells, &|leaf| leaf, Lookahead::Full)
}

/// The facts that tell apart what the outcomes stand for, the best question first.
fn undecided_facts(
    policy: &Policy,
    facts: &Facts,
    cells: &[CellSet],
    leaf: &dyn Fn(Leaf) -> Leaf,
    lookahead: Lookahead,
) -> Vec<FactIndex> {
    let (diagram, root) = policy.diagram.restrict(policy.root, cells, leaf);
    let mut endings = Vec::new();
    for outcome in &policy.outcomes {
        let amount_facts = facts_of_amounts(policy, facts, outcome);
        endings.push(Ending { status: status(policy, outcome), amount_facts });
    }
    let can_ask = |fact| can_ask(policy, facts, fact);
    let undecided = Undecided { diagram: &diagram, root, cells, endings: &endings, can_ask: &can_ask };
    in_order(&undecided, lookahead)
}

pub(crate) fn can_ask(policy: &Policy, facts: &Facts, fact: FactIndex) -> bool {
    facts.is_unknown(fact) && policy.document.facts.get(fact).is_some_and(|fact| !fact.by_merchant)
}

/// The facts that an amount which can still be given is computed from, in the document's order.
fn amount_facts(policy: &Policy, facts: &Facts, cells: &[CellSet]) -> Vec<FactIndex> {
    let left = outcomes_left(policy, cells).into_iter();
    in_document_order(left.flat_map(|outcome| facts_of_amounts(policy, facts, outcome)).collect())
}

/// The unknown facts that an outcome's amounts are computed from.
pub(crate) fn facts_of_amounts(policy: &Policy, facts: &Facts, outcome: &Outcome) -> Vec<FactIndex> {
    let mut found = Vec::new();
    if let Some(clause) = policy.clause(outcome) {
        for remedy in &clause.then.remedies {
            found.append(&mut amount::open_facts(policy, facts, remedy));
        }
    }
    found
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
