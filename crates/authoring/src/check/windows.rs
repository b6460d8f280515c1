//! Windows after one instant of which neither certainly ends first, where that changes what is given.

use refund_policy::compiled::policy::{Outcome, deciding_conditions};
use refund_policy::document::{FactIndex, Test};
use refund_policy::value::problem::{join, nth};
use refund_policy::{Json, Policy, Problem, Span, Unit, code};

use super::difference::{Difference, difference};
use super::grants::{listed, same};
use super::{Diagnostic, note};
use crate::case_set::cases;
use crate::describe::length;
use crate::region::{Region, witness};
use crate::window_order::ends_before;

/// Pairs of windows whose order depends on the date, and with it the outcome.
pub(super) fn uncertain_order(json: &Json, policy: &Policy) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for fact in 0..policy.document.facts.len() {
        let spans = deciding_spans(policy, fact);
        for (index, one) in spans.iter().enumerate() {
            let others = spans.iter().skip(index + 1);
            diagnostics.extend(others.filter_map(|other| order_of(json, policy, fact, [*one, *other])));
        }
    }
    diagnostics
}

/// The windows of an instant that clauses and steps test.
fn deciding_spans(policy: &Policy, fact: FactIndex) -> Vec<Span> {
    let mut spans = Vec::new();
    for condition in deciding_conditions(&policy.document) {
        condition.each_test(&mut |tested, test| {
            if let Test::Within(span) | Test::Elapsed(span) = test
                && tested == fact
                && !spans.contains(span)
            {
                spans.push(*span);
            }
        });
    }
    spans
}

fn order_of(json: &Json, policy: &Policy, fact: FactIndex, spans: [Span; 2]) -> Option<Diagnostic> {
    let [one, other] = spans;
    ends_before(one, other, policy.zone())?;
    ends_before(other, one, policy.zone())?;
    let mut found = cells_between(policy, fact, spans).into_iter().filter_map(|[first, second]| {
        difference(policy, fact, [1 << first, 1 << second], &|found| it_matters(policy, found))
    });
    let Difference { one: first, other: second } = found.next()?;
    let id = &policy.document.facts.get(fact)?.id;
    let cases = cases(policy, &first.without(fact));
    let message = format!(
        "neither {} nor {} after `{id}` certainly ends first; between their ends, {cases}, {} if the former is over, and \
         {} if the latter is",
        length(one),
        length(other),
        decides(policy, &first),
        decides(policy, &second),
    );
    let problem = Problem::of(code::UNCERTAIN_ORDER, place(json, id, spans)?, message)
        .hint("count both in one unit, or say under `accepted` that either order is meant");
    Some(note(problem).about([id]).witness(witness(policy, &first)).witness(witness(policy, &second)))
}

/// The pairs of cells in which the one window is over and the other open, and the other way round, all others alike.
fn cells_between(policy: &Policy, fact: FactIndex, [one, other]: [Span; 2]) -> Vec<[usize; 2]> {
    let Some(cells) = policy.cells.get(fact) else { return Vec::new() };
    let (spans, open) = cells.windows();
    let bit = |span: Span| spans.iter().position(|known| *known == span).map_or(0, |index| 1_u64 << index);
    let (one, other) = (bit(one), bit(other));
    let cell = |wanted: u64| open.iter().position(|set| *set == wanted);
    let firsts = open.iter().enumerate().filter(|(_, set)| **set & (one | other) == other);
    firsts.filter_map(|(first, set)| Some([first, cell(set ^ one ^ other)?])).collect()
}

/// Whether the two sides get different things, and a case can lie in both. (A gap is told as one.)
fn it_matters(policy: &Policy, found: &Difference) -> bool {
    let sides = [&found.one, &found.other];
    let [one, other] = sides.map(|side| policy.outcomes.get(side.leaf));
    let differ = |one: &Outcome, other: &Outcome| {
        let grants = policy.clause(one).zip(policy.clause(other));
        grants.is_some_and(|(first, second)| one.unmet != other.unmet || !same(&first.then, &second.then))
    };
    one.zip(other).is_some_and(|(one, other)| differ(one, other))
        && sides.iter().all(|side| witness(policy, side).is_some())
}

/// Which clause decides in a region, and what it asks for.
fn decides(policy: &Policy, region: &Region) -> String {
    let Some(outcome) = policy.outcomes.get(region.leaf) else { return String::new() };
    let clause = policy.clause(outcome).map_or("", |clause| clause.id.as_str());
    let steps = outcome.unmet.iter().filter_map(|step| policy.document.steps.get(*step));
    match listed(steps.map(|step| format!("`{}`", step.id))) {
        steps if steps.is_empty() => format!("`{clause}` decides"),
        steps => format!("`{clause}` decides and asks for {steps}"),
    }
}

/// Where the document tests the last of these windows.
fn place(json: &Json, fact: &str, spans: [Span; 2]) -> Option<String> {
    let mut places = Vec::new();
    for key in ["clauses", "steps"] {
        if let Some(part) = json.get(key) {
            windows(part, &join("", key), fact, &mut places);
        }
    }
    places.into_iter().rev().find(|(span, _)| spans.contains(span)).map(|(_, place)| place)
}

/// The windows after a fact in a part of the document, each with its place.
fn windows(json: &Json, pointer: &str, fact: &str, places: &mut Vec<(Span, String)>) {
    for (index, item) in json.as_list().unwrap_or_default().iter().enumerate() {
        windows(item, &nth(pointer, index), fact, places);
    }
    for (key, member) in json.as_object().unwrap_or_default() {
        let place = join(pointer, key);
        let after = member.get("of").or(member.get("since")).and_then(Json::as_str);
        match span(member) {
            Some(span) if after == Some(fact) => places.push((span, place)),
            _ => windows(member, &place, fact, places),
        }
    }
}

fn span(window: &Json) -> Option<Span> {
    Unit::ALL.iter().find_map(|(name, unit)| {
        let count = u32::try_from(window.get(name)?.as_i64()?).ok()?;
        Some(Span { count, unit: *unit })
    })
}
