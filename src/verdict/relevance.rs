//! Which facts change the deadline or the evidence, although the status and what is given are the same.

use crate::compiled::cells::CellSet;
use crate::compiled::condition::compile;
use crate::compiled::diagram::{Diagram, FALSE, Leaf, Memo, NodeId, TRUE, TooComplex};
use crate::compiled::policy::Policy;
use crate::document::{Evidence, FactIndex, Rule, in_document_order};
use crate::value::time::Instant;
use crate::verdict::decide::{Given, Left, can_ask, given, possible_cells, possible_cells_at};
use crate::verdict::facts::Facts;
use crate::verdict::rule::speaks_to;
use crate::verdict::spread::{Sample, samples};
use crate::verdict::timeline::turning_points;

/// The facts that a shopper can be asked for and that change, for some completion of the others, when the status or the
/// remedies end by the passing of time, or what a request should carry; in the document's order.
pub(crate) fn deadline_and_evidence_facts(
    policy: &Policy,
    facts: &Facts,
    at: Instant,
) -> Result<Vec<FactIndex>, TooComplex> {
    let cells = possible_cells(policy, facts, at);
    let paid: Vec<FactIndex> =
        policy.amount_paid.into_iter().filter(|paid| facts.is_unknown(*paid)).collect();
    if paid.is_empty() && cells.iter().all(|set| set.count_ones() == 1) {
        return Ok(Vec::new());
    }
    let outcomes: Vec<Left> = policy
        .outcomes
        .iter()
        .map(|outcome| Left { outcome: outcome.clone(), given: given(policy, facts, outcome) })
        .collect();
    let mut found = Vec::new();
    for evidence in &policy.document.evidence {
        let (needs, root) = needs(policy, &outcomes, &cells, evidence)?;
        found.extend(needs.facts(root));
    }
    // Where nothing was paid, time does not change an amount that it changes otherwise.
    let mut before: Option<(Diagram, NodeId)> = None;
    for sample in samples(policy, facts, &cells, &paid).unwrap_or_default() {
        let (ends, root) = deadlines(policy, &sample, at)?;
        found.extend(ends.facts(root));
        if let Some((others, other_root)) = &before {
            ends.product(root, (others, *other_root), &mut |end, other| {
                if end != other {
                    found.extend(&paid);
                }
                0
            })?;
        }
        before = Some((ends, root));
    }
    found.retain(|fact| can_ask(policy, facts, *fact));
    Ok(in_document_order(found))
}

/// Leads each case to how much a piece of evidence is needed in it.
fn needs(
    policy: &Policy,
    outcomes: &[Left],
    cells: &[CellSet],
    evidence: &Evidence,
) -> Result<(Diagram, NodeId), TooComplex> {
    let (required, root) = applies(policy, outcomes, cells, evidence.required.as_ref())?;
    let (recommended, other) = applies(policy, outcomes, cells, evidence.recommended.as_ref())?;
    required.product(root, (&recommended, other), &mut |required, recommended| {
        if required == TRUE { 2 } else { recommended }
    })
}

/// Leads each case to whether a rule applies to it.
fn applies(
    policy: &Policy,
    outcomes: &[Left],
    cells: &[CellSet],
    rule: Option<&Rule>,
) -> Result<(Diagram, NodeId), TooComplex> {
    let speaks = |leaf: Leaf| {
        let left = outcomes.get(leaf);
        usize::from(rule.zip(left).is_some_and(|(rule, left)| speaks_to(rule, left)))
    };
    let (mut diagram, root) = policy.diagram.restrict(policy.root, cells, &speaks);
    let Some(when) = rule.and_then(|rule| rule.when.as_ref()) else { return Ok((diagram, root)) };
    let mut memo = Memo::default();
    let when = compile(when, &policy.cells, &mut diagram, &mut memo)?;
    let nowhere = diagram.leaf(FALSE);
    let root = diagram.choose(when, root, nowhere, &mut memo)?;
    // The condition knows nothing yet of what is known.
    Ok(diagram.restrict(root, cells, &|leaf| leaf))
}

/// Leads each case to the number of the turning point at which its status or its remedies end, or to the number of all
/// points where they never do. An unknown instant is taken to stay in its cell: it has no turning point.
fn deadlines(policy: &Policy, sample: &Sample, at: Instant) -> Result<(Diagram, NodeId), TooComplex> {
    let Sample { facts, cells } = sample;
    let outcomes: Vec<Given> = policy.outcomes.iter().map(|outcome| given(policy, facts, outcome)).collect();
    let is_alike = |one: &Given, other: &Given| one.status == other.status && one.remedies == other.remedies;
    let alike = |leaf: Leaf| {
        let own = outcomes.get(leaf);
        outcomes.iter().position(|other| own.is_some_and(|own| is_alike(own, other))).unwrap_or(leaf)
    };
    let points = turning_points(policy, facts, at);
    // Up to then a case is where it began; from its end on it is the number of that point, beyond all leaves.
    let (mut diagram, mut root) = policy.diagram.restrict(policy.root, cells, &alike);
    for (number, (point, _)) in points.iter().enumerate() {
        let then = possible_cells_at(policy, facts, at, *point);
        let (later, later_root) = policy.diagram.restrict(policy.root, &then, &alike);
        (diagram, root) = diagram.product(root, (&later, later_root), &mut |began, later| {
            if began < outcomes.len() && began != later { outcomes.len() + number } else { began }
        })?;
    }
    let ends = |leaf: Leaf| leaf.checked_sub(outcomes.len()).unwrap_or(points.len());
    Ok(diagram.restrict(root, cells, &ends))
}
