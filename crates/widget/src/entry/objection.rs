//! What the evaluator objects to, by its codes, as something to say at the field.

use refund_policy::document::{Fact, FactIndex, FactKind, Range};
use refund_policy::{DateStyle, Decimal, Instant, Json, Policy, Problem};

use super::fields::shown;
use super::{EntryField, Wrong};
use crate::state::Context;
use crate::wall_clock;

/// What is wrong with an answer.
pub(super) fn objection(
    problem: &Problem,
    policy: &Policy,
    fact: &Fact,
    known: &Json,
    context: &Context<'_>,
) -> Wrong {
    match problem.code {
        "future_instant" => Wrong::first("problem.future"),
        "too_early_instant" => Wrong::first("problem.year"),
        "instant_order" => {
            let index = policy.document.fact(&fact.id).unwrap_or_default();
            let first = follows(policy, index, known).map(|at| shown_instant(at, context));
            Wrong::first("problem.not_before").with("date", first.unwrap_or_default())
        }
        "unknown_currency" => Wrong::new(EntryField::Second, "problem.currency"),
        "negative_amount" => Wrong::first("problem.negative"),
        "out_of_range" => match &fact.kind {
            FactKind::Number(range) => out_of_range(range, policy, known, context),
            _ => Wrong::first("problem.too_large"),
        },
        _ => Wrong::first("problem.other"),
    }
}

/// A bound is told in the unit in which it is typed.
fn out_of_range(range: &Range, policy: &Policy, known: &Json, context: &Context<'_>) -> Wrong {
    let shown = |number: Decimal| shown(number, range.unit, context);
    let other = range.at_most.and_then(|other| policy.document.facts.get(other));
    let limit = other.and_then(|other| known.get(&other.id)).and_then(Json::as_decimal).or(range.max);
    match (range.min, limit) {
        (Some(min), Some(max)) => {
            Wrong::first("problem.range").with("min", shown(min)).with("max", shown(max))
        }
        (Some(min), None) => Wrong::first("problem.at_least").with("min", shown(min)),
        (None, Some(max)) => Wrong::first("problem.at_most").with("max", shown(max)),
        (None, None) => Wrong::first("problem.number"),
    }
}

/// That another instant, which follows this one, would lie before it.
pub(super) fn not_after(at: Instant, context: &Context<'_>) -> Wrong {
    Wrong::first("problem.not_after").with("date", shown_instant(at, context))
}

/// The instant that this one follows, where both are known to be in an order.
pub(super) fn follows(policy: &Policy, fact: FactIndex, known: &Json) -> Option<Instant> {
    let facts = &policy.document.facts;
    let first = facts.get(facts.get(fact)?.not_before?)?;
    Instant::parse(known.get(&first.id)?.as_str()?)
}

/// The facts that follow this one, and their instants: the earliest.
pub(super) fn followed_by<'a>(
    policy: &'a Policy,
    fact: FactIndex,
    known: &Json,
) -> Option<(&'a Fact, Instant)> {
    let later = policy.document.facts.iter().filter(|later| later.not_before == Some(fact));
    let known = later.filter_map(|later| Some((later, Instant::parse(known.get(&later.id)?.as_str()?)?)));
    known.min_by_key(|(_, at)| *at)
}

/// An instant on the shopper's wall.
fn shown_instant(at: Instant, context: &Context<'_>) -> String {
    let local = |at| wall_clock::local(at, context.zone);
    context.format.date(DateStyle::WeekdayDayTime, local(at), local(context.now))
}
