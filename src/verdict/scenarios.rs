//! Scenarios: the answers to the next question, and what each leads to.

use serde::Serialize;

use crate::compiled::cells::CellSet;
use crate::compiled::policy::Policy;
use crate::document::{Fact, FactIndex, FactKind, Range, Status, Value};
use crate::value::decimal::Decimal;
use crate::value::time::Instant;
use crate::verdict::amount::RemedyGiven;
use crate::verdict::answer::{Answer, Telling};
use crate::verdict::bounds::number_range;
use crate::verdict::decide::{decide_in, outcomes_left};
use crate::verdict::facts::Facts;
use crate::verdict::spread::{bits, open_numbers};
use crate::verdict::words::Words;

/// What an answer to the next question leads to.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Scenario {
    /// The fact that the question asks for.
    pub fact: String,
    /// The answer, or several that lead to the same.
    pub answer: String,
    /// The status then; [`Status::NeedsInformation`] while more is open.
    pub status: Status,
    /// What the policy gives then, as far as it is certain.
    pub remedies: Vec<RemedyGiven>,
}

/// More are not told.
const MOST: usize = 8;
/// So few numbers are answers of their own, where an amount is computed from them.
const MOST_NUMBERS: usize = 8;

/// The answers to the next question, those that lead to the same in one; none where all lead to the same.
pub(crate) fn scenarios(
    policy: &Policy,
    facts: &Facts,
    at: Instant,
    cells: &[CellSet],
    next: Option<FactIndex>,
    words: &Words,
) -> Vec<Scenario> {
    let Some((index, fact)) = next.and_then(|index| Some((index, policy.document.facts.get(index)?))) else {
        return Vec::new();
    };
    let mut joined: Vec<(Vec<Answer>, Status, Vec<RemedyGiven>)> = Vec::new();
    for (answer, status, remedies) in each_answer(policy, facts, at, cells, index, fact) {
        let same =
            joined.iter_mut().find(|(_, known, given)| *known == status && tell_the_same(given, &remedies));
        match same {
            Some((answers, ..)) => answers.push(answer),
            None => joined.push((vec![answer], status, remedies)),
        }
    }
    if joined.len() < 2 {
        return Vec::new();
    }
    let telling = Telling::new(fact, words, at, policy.zone());
    let scenario = |(answers, status, remedies): (Vec<Answer>, Status, Vec<RemedyGiven>)| Scenario {
        fact: fact.id.clone(),
        answer: telling.phrase(&answers),
        status,
        remedies,
    };
    joined.into_iter().take(MOST).map(scenario).collect()
}

/// Whether nobody who is told of these remedies could tell them apart.
fn tell_the_same(one: &[RemedyGiven], other: &[RemedyGiven]) -> bool {
    let told = |remedy: &RemedyGiven| (remedy.kind, remedy.amount, remedy.between, remedy.estimate);
    one.iter().map(told).eq(other.iter().map(told))
}

/// Each answer with the status and the remedies that it leads to.
fn each_answer(
    policy: &Policy,
    facts: &Facts,
    at: Instant,
    cells: &[CellSet],
    index: FactIndex,
    fact: &Fact,
) -> Vec<(Answer, Status, Vec<RemedyGiven>)> {
    let Some(partition) = policy.cells.get(index) else { return Vec::new() };
    let possible = cells.get(index).copied().unwrap_or_default();
    let lead = |cell: usize, facts: &Facts| {
        let mut cells = cells.to_vec();
        if let Some(set) = cells.get_mut(index) {
            *set = 1 << cell;
        }
        let decision = decide_in(policy, facts, &cells);
        (decision.status, decision.remedies)
    };
    let numbers = single_numbers(policy, facts, cells, index);
    if !numbers.is_empty() {
        let led = numbers.into_iter().filter_map(|number| {
            let cell = partition.of_number(number);
            let mut known = facts.clone();
            known.set(index, Value::Number(number));
            let (status, remedies) = lead(cell, &known);
            (possible >> cell & 1 == 1).then_some((Answer::Number(number), status, remedies))
        });
        return led.collect();
    }
    let led = bits(possible).filter_map(|cell| {
        let answer = match &fact.kind {
            _ if partition.none() == Some(cell) => Answer::None,
            FactKind::Choice(_) => Answer::Choice(cell),
            FactKind::Flag => Answer::Flag(cell == 1),
            FactKind::Number(_) => Answer::Numbers(partition.cuts_around(cell)),
            FactKind::Instant => Answer::Instants(partition.starts(cell, at, policy.zone())),
            FactKind::Money => return None,
        };
        let (status, remedies) = lead(cell, facts);
        Some((answer, status, remedies))
    });
    led.collect()
}

/// The whole numbers that a fact may be, where they are few and an amount that is left is computed from it.
fn single_numbers(policy: &Policy, facts: &Facts, cells: &[CellSet], index: FactIndex) -> Vec<Decimal> {
    let is_in_an_amount = outcomes_left(policy, cells)
        .iter()
        .any(|outcome| open_numbers(policy, facts, outcome).contains(&index));
    match number_range(&policy.document, facts, index) {
        Some(Range { min: Some(min), max: Some(max), whole: true, .. }) if is_in_an_amount => {
            let first = if min.is_whole() { min.floor() } else { min.floor().saturating_add(1) };
            let numbers = first..=max.floor();
            let is_few = max.floor().saturating_sub(first) < MOST_NUMBERS as i64;
            if is_few { numbers.map(Decimal::from).collect() } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}
