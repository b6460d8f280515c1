//! What amounts come to over all completions of the unknown facts that they are computed from.
//!
//! An amount never falls while one of its numbers rises, or never rises, so its least and its greatest lie at the ends of
//! the cells in which the numbers may lie. Those ends are numbers that can be given: a fact has 15 digits at most, so even
//! a cell without its bound has a last number. What was paid has two ends as well: of nothing all parts are the same; of the
//! most that can be paid parts that differ stay apart, which rounding may make the same of less. Where a fact may be none,
//! that is a value besides, of which no amount is computed.

use serde::Serialize;

use crate::compiled::cells::{CellSet, Cells};
use crate::compiled::policy::{Outcome, Policy};
use crate::document::{FactIndex, FactKind, RemedyKind, Value};
use crate::value::money::{MAX_MINOR, Money};
use crate::verdict::amount::{self, RemedyGiven};
use crate::verdict::bounds::number_range;
use crate::verdict::decide::{Left, facts_of_amounts, outcomes_left};
use crate::verdict::facts::Facts;

/// Between which two amounts of one currency something lies, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct MoneyRange {
    /// The least.
    pub least: Money,
    /// The greatest.
    pub most: Money,
}

/// Facts that stand for all others: what is known, and for each unknown fact of an amount one of its `stand_ins`.
pub(crate) struct Sample {
    pub(crate) facts: Facts,
    /// Where all facts may lie then.
    pub(crate) cells: Vec<CellSet>,
}

/// Beyond so many samples an amount counts as unknown. Two numbers with eight cells each have 256.
const MOST: usize = 4_096;

/// The samples of these unknown facts, numbers or what was paid, within the cells in which all facts may lie; none where
/// there are too many.
pub(crate) fn samples(
    policy: &Policy,
    facts: &Facts,
    cells: &[CellSet],
    unknown: &[FactIndex],
) -> Option<Vec<Sample>> {
    let mut samples = vec![Sample { facts: facts.clone(), cells: cells.to_vec() }];
    for fact in unknown {
        let values = stand_ins(policy, facts, cells, unknown, *fact);
        if samples.len().saturating_mul(values.len()) > MOST {
            return None;
        }
        samples =
            samples.iter().flat_map(|sample| values.iter().map(|value| sample.with(*fact, *value))).collect();
    }
    samples.retain(|sample| is_in_order(policy, &sample.facts));
    Some(samples)
}

impl Sample {
    fn with(&self, fact: FactIndex, (cell, value): (usize, Value)) -> Sample {
        let mut sample = Sample { facts: self.facts.clone(), cells: self.cells.clone() };
        sample.facts.set(fact, value);
        if let Some(set) = sample.cells.get_mut(fact) {
            *set = 1 << cell;
        }
        sample
    }
}

/// The values that stand for all others of an unknown fact, each with its cell.
fn stand_ins(
    policy: &Policy,
    facts: &Facts,
    cells: &[CellSet],
    unknown: &[FactIndex],
    fact: FactIndex,
) -> Vec<(usize, Value)> {
    let mut values = if policy.amount_paid == Some(fact) {
        let paid = |minor| (0, Value::Money(Money::of_no_currency(minor)));
        vec![paid(0), paid(MAX_MINOR)]
    } else {
        ends(policy, facts, cells, unknown, fact)
    };
    let set = cells.get(fact).copied().unwrap_or_default();
    if let Some(none) = policy.cells.get(fact).and_then(Cells::none)
        && set >> none & 1 == 1
    {
        values.push((none, Value::None));
    }
    values
}

/// The ends of the cells in which a number may lie, each with its cell. Where it and another unknown number limit each
/// other, the other's ends are among them: there the two meet.
fn ends(
    policy: &Policy,
    facts: &Facts,
    cells: &[CellSet],
    numbers: &[FactIndex],
    fact: FactIndex,
) -> Vec<(usize, Value)> {
    let mut values = Vec::new();
    let are_partners =
        |other: FactIndex| limit(policy, other) == Some(fact) || limit(policy, fact) == Some(other);
    for other in numbers.iter().copied().filter(|other| *other == fact || are_partners(*other)) {
        let partition = policy.cells.get(other).zip(number_range(&policy.document, facts, other));
        let Some((partition, range)) = partition else { continue };
        for cell in bits(cells.get(other).copied().unwrap_or_default()) {
            values.extend(partition.ends(cell, &range).into_iter().flatten());
        }
    }
    values.sort_unstable();
    values.dedup();
    let own = policy.cells.get(fact).zip(number_range(&policy.document, facts, fact));
    let Some((partition, range)) = own else { return Vec::new() };
    let set = cells.get(fact).copied().unwrap_or_default();
    let mut ends = Vec::new();
    for value in values {
        let cell = partition.of_number(value);
        if range.allows(value) && set >> cell & 1 == 1 {
            ends.push((cell, Value::Number(value)));
        }
    }
    ends
}

/// The number that another may not exceed.
fn limit(policy: &Policy, fact: FactIndex) -> Option<FactIndex> {
    match &policy.document.facts.get(fact)?.kind {
        FactKind::Number(range) => range.at_most,
        _ => None,
    }
}

/// Whether no number exceeds its limit.
fn is_in_order(policy: &Policy, facts: &Facts) -> bool {
    (0..policy.document.facts.len()).all(|fact| {
        let pair = facts.number(fact).zip(limit(policy, fact).and_then(|limit| facts.number(limit)));
        pair.is_none_or(|(number, limit)| number <= limit)
    })
}

/// The members of a set, in their order.
pub(crate) fn bits(set: CellSet) -> impl Iterator<Item = usize> {
    (0..CellSet::BITS as usize).filter(move |bit| set >> bit & 1 == 1)
}

/// The remedies of an outcome in each sample that leads to it; none where there are too many.
pub(crate) fn remedies_in_samples(
    policy: &Policy,
    facts: &Facts,
    cells: &[CellSet],
    left: &Left,
) -> Option<Vec<Vec<RemedyGiven>>> {
    let numbers = open_numbers(policy, facts, &left.outcome);
    if numbers.is_empty() {
        return Some(vec![left.given.remedies.clone()]);
    }
    let may_miss = numbers.iter().any(|fact| cells.get(*fact).is_some_and(|set| set.count_ones() > 1));
    let leads_here =
        |sample: &Sample| !may_miss || outcomes_left(policy, &sample.cells).contains(&&left.outcome);
    let clause = policy.clause(&left.outcome);
    let remedies = |sample: &Sample| -> Vec<RemedyGiven> {
        let granted = clause.map(|clause| clause.then.remedies.as_slice()).unwrap_or_default();
        granted.iter().map(|remedy| amount::resolve(policy, &sample.facts, remedy)).collect()
    };
    let samples = samples(policy, facts, cells, &numbers)?;
    Some(samples.iter().filter(|sample| leads_here(sample)).map(remedies).collect())
}

/// The unknown numbers that an outcome's amounts are computed from.
pub(crate) fn open_numbers(policy: &Policy, facts: &Facts, outcome: &Outcome) -> Vec<FactIndex> {
    let mut numbers = facts_of_amounts(policy, facts, outcome);
    numbers.retain(|fact| Some(*fact) != policy.amount_paid);
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The remedies that all outcomes have in common: those of the same kinds, with what their amounts have in common.
///
/// A refund of what is cancelled stays one where it may come to all that was paid.
pub(crate) fn common_remedies(
    policy: &Policy,
    facts: &Facts,
    cells: &[CellSet],
    left: &[Left],
) -> Vec<RemedyGiven> {
    let Some((first, rest)) = left.split_first() else { return Vec::new() };
    let is_open = |left: &Left| !open_numbers(policy, facts, &left.outcome).is_empty();
    if rest.iter().all(|other| other.given.remedies == first.given.remedies) && !left.iter().any(is_open) {
        return first.given.remedies.clone();
    }
    let count = first.given.remedies.len();
    if rest.iter().any(|other| other.given.remedies.len() != count) {
        return Vec::new();
    }
    let samples: Option<Vec<Vec<Vec<RemedyGiven>>>> =
        left.iter().map(|left| remedies_in_samples(policy, facts, cells, left)).collect();
    let common = |place: usize| {
        let untold: Vec<&RemedyGiven> =
            left.iter().filter_map(|left| left.given.remedies.get(place)).collect();
        match &samples {
            Some(samples) => common_remedy(samples, &untold, place),
            None => without_amount(&untold),
        }
    };
    (0..count).map(common).collect::<Option<Vec<RemedyGiven>>>().unwrap_or_default()
}

/// What a remedy is in all samples of all outcomes, unless its kind differs. `untold` is what it is in each outcome
/// without a sample.
fn common_remedy(
    samples: &[Vec<Vec<RemedyGiven>>],
    untold: &[&RemedyGiven],
    place: usize,
) -> Option<RemedyGiven> {
    let of_outcome = |samples: &Vec<Vec<RemedyGiven>>| -> Vec<RemedyGiven> {
        samples.iter().filter_map(|remedies| remedies.get(place).cloned()).collect()
    };
    let told: Vec<Vec<RemedyGiven>> = samples.iter().map(of_outcome).collect();
    let kind_of = |remedies: &Vec<RemedyGiven>| {
        let first = remedies.first()?.kind;
        let is_one = remedies.iter().all(|remedy| remedy.kind == first);
        // Only a prorated refund's kind hangs on its numbers.
        Some(if is_one { first } else { RemedyKind::ProratedRefund })
    };
    let mut kinds = told.iter().map(kind_of);
    let kind = kinds.next()??;
    if !kinds.all(|other| other == Some(kind)) {
        return None;
    }
    let remedies = || told.iter().flatten();
    let amounts: Option<Vec<Money>> = remedies().map(|remedy| remedy.amount).collect();
    let range = amounts.as_deref().and_then(range_of);
    let amount = range.filter(|range| range.least == range.most).map(|range| range.least);
    let between = range.filter(|_| amount.is_none());
    let without = without_amount(untold)?;
    Some(RemedyGiven {
        kind,
        amount,
        between,
        estimate: range.is_some() && remedies().any(|remedy| remedy.estimate),
        open: if amount.is_some() { amount::Open::Nothing } else { without.open },
    })
}

/// The same without an amount.
fn without_amount(untold: &[&RemedyGiven]) -> Option<RemedyGiven> {
    let (first, rest) = untold.split_first()?;
    let is_one = rest.iter().all(|other| other.open == first.open && other.amount == first.amount);
    let open = if is_one { first.open } else { amount::Open::Differs };
    let is_kind = rest.iter().all(|other| other.kind == first.kind);
    is_kind.then_some(RemedyGiven { kind: first.kind, amount: None, between: None, estimate: false, open })
}

/// The least and the greatest of amounts of one currency.
pub(crate) fn range_of(amounts: &[Money]) -> Option<MoneyRange> {
    let first = *amounts.first()?;
    amounts.iter().try_fold(MoneyRange { least: first, most: first }, |range, amount| {
        (amount.currency == first.currency).then_some(MoneyRange {
            least: if amount.minor < range.least.minor { *amount } else { range.least },
            most: if amount.minor > range.most.minor { *amount } else { range.most },
        })
    })
}
