//! What is asked, counted and promised besides what a shopper gets: facts, the zone, steps, evidence, processing times.

use std::cmp::Ordering;

use refund_policy::compiled::condition::compile;
use refund_policy::compiled::diagram::{Diagram, FALSE, Memo, TooComplex};
use refund_policy::document::{
    Choice, Condition, Document, Duration, Fact, FactKind, GivenBy, Processing, Range,
};
use refund_policy::value::problem::join;
use refund_policy::{Json, Value};
use serde::Serialize;

use super::effect::Effect;
use super::joint::Joint;

/// A change of the terms, in a line.
#[derive(Serialize)]
pub struct TermChange {
    /// A JSON pointer into the new document, or where something is gone, into the old one.
    pub pointer: String,
    /// Whether shoppers gain or lose by it, or it merely differs.
    pub effect: Effect,
    /// What changes, in English, with the policy's own names in backticks.
    pub text: String,
}

impl TermChange {
    fn new(pointer: String, text: String) -> TermChange {
        TermChange { pointer, effect: Effect::Differs, text }
    }
}

pub(super) fn changes(joint: &Joint<'_>) -> Result<Vec<TermChange>, TooComplex> {
    let (old, new) = (&joint.old.original.document, &joint.new.original.document);
    let mut changes = Vec::new();
    if old.zone != new.zone {
        let text = format!("days and months are counted in `{}`; they were in `{}`", new.zone, old.zone);
        changes.push(TermChange::new("/zone".to_owned(), text));
    }
    if old.language != new.language {
        let [new, old] = [new, old].map(|document| document.language.tag());
        let text = format!("requests are written in `{new}`; they were in `{old}`");
        changes.push(TermChange::new("/language".to_owned(), text));
    }
    changes.extend(facts(old, new));
    changes.extend(conditions(joint)?);
    changes.extend(evidence(old, new));
    changes.extend(processing(&old.processing, &new.processing));
    Ok(changes)
}

fn facts(old: &Document, new: &Document) -> Vec<TermChange> {
    let mut changes = Vec::new();
    for fact in &new.facts {
        let texts = match old.facts.iter().find(|before| before.id == fact.id) {
            Some(before) => changes_of_fact(old, before, new, fact),
            None => vec![format!("is new: {}", who_gives(fact))],
        };
        changes.extend(texts.into_iter().map(|text| about(fact, text)));
    }
    let gone = old.facts.iter().filter(|fact| new.fact(&fact.id).is_none());
    changes.extend(gone.map(|fact| about(fact, "is gone".to_owned())));
    changes
}

fn about(fact: &Fact, text: String) -> TermChange {
    TermChange::new(join("/facts", &fact.id), format!("`{}` {text}", fact.id))
}

fn who_gives(fact: &Fact) -> String {
    let who = if fact.by_merchant { "only the merchant gives it" } else { "shoppers are asked for it" };
    match fact.default {
        Some(value) => format!("{who}; it is {} where it is not given", said(fact, value)),
        None => who.to_owned(),
    }
}

/// A value as it is written in the policy.
fn said(fact: &Fact, value: Value) -> String {
    match fact.to_json(value) {
        Json::String(text) => format!("`{text}`"),
        Json::Null => "none".to_owned(),
        json => json.compact(),
    }
}

fn changes_of_fact(old: &Document, before: &Fact, new: &Document, now: &Fact) -> Vec<String> {
    let turned = |is: fn(&Fact) -> bool, on: &str, off: &str| match (is(before), is(now)) {
        (false, true) => Some(on.to_owned()),
        (true, false) => Some(off.to_owned()),
        _ => None,
    };
    let besides = [
        turned(|fact| fact.none.is_some(), "can now be none", "can no longer be none"),
        default_change(before, now),
        turned(
            |fact| fact.by_merchant,
            "is no longer asked: only the merchant gives it",
            "is now asked; only the merchant gave it",
        ),
        turned(|fact| fact.context, "can now be told besides", "can no longer be told besides"),
        not_before_change(old, before, new, now),
    ];
    kind_changes(old, before, new, now).into_iter().chain(besides.into_iter().flatten()).collect()
}

fn default_change(before: &Fact, now: &Fact) -> Option<String> {
    let [was, is] = [before, now].map(|fact| fact.default.map(|value| said(fact, value)));
    match (was, is) {
        (Some(was), Some(is)) if was != is => Some(format!("is {is} where it is not given; it was {was}")),
        (Some(was), None) => Some(format!("is asked where it is not given; it was {was}")),
        (None, Some(is)) => Some(format!("is {is} where it is not given; it had no default")),
        _ => None,
    }
}

fn not_before_change(old: &Document, before: &Fact, new: &Document, now: &Fact) -> Option<String> {
    let first = |document: &Document, fact: &Fact| {
        fact.not_before.and_then(|first| document.facts.get(first)).map(|first| first.id.clone())
    };
    match (first(old, before), first(new, now)) {
        (was, is) if was == is => None,
        (_, Some(is)) => Some(format!("can no longer lie before `{is}`")),
        (was, None) => Some(format!("can now lie before `{}`", was.unwrap_or_default())),
    }
}

fn kind_changes(old: &Document, before: &Fact, new: &Document, now: &Fact) -> Vec<String> {
    let (was, is) = (type_name(&before.kind), type_name(&now.kind));
    if was != is {
        return vec![format!("is now {is}; it was {was}")];
    }
    match (&before.kind, &now.kind) {
        (FactKind::Choice(before), FactKind::Choice(now)) => {
            let more = only(now, before).map(|ids| format!("can now be {ids}"));
            let fewer = only(before, now).map(|ids| format!("can no longer be {ids}"));
            more.into_iter().chain(fewer).collect()
        }
        (FactKind::Number(before), FactKind::Number(now)) => {
            let (was, is) = (bounds(old, before), bounds(new, now));
            if was == is { Vec::new() } else { vec![format!("is now {is}; it was {was}")] }
        }
        _ => Vec::new(),
    }
}

/// The values that only the one choice has.
fn only(one: &[Choice], other: &[Choice]) -> Option<String> {
    let only = one.iter().filter(|choice| other.iter().all(|other| other.id != choice.id));
    let ids: Vec<String> = only.map(|choice| format!("`{}`", choice.id)).collect();
    (!ids.is_empty()).then(|| ids.join(", "))
}

fn type_name(kind: &FactKind) -> &'static str {
    match kind {
        FactKind::Choice(_) => "a choice",
        FactKind::Flag => "a flag",
        FactKind::Number(Range { whole: true, .. }) => "a whole number",
        FactKind::Number(_) => "a number",
        FactKind::Instant => "an instant",
        FactKind::Money => "an amount of money",
    }
}

fn bounds(document: &Document, range: &Range) -> String {
    let limit = range.at_most.and_then(|limit| document.facts.get(limit));
    let bounds: Vec<String> = [
        range.min.map(|min| format!("at least {min}")),
        range.max.map(|max| format!("at most {max}")),
        limit.map(|limit| format!("at most `{}`", limit.id)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if bounds.is_empty() { "any number".to_owned() } else { bounds.join(" and ") }
}

/// Steps: their conditions are compared by the cases in which they hold.
fn conditions(joint: &Joint<'_>) -> Result<Vec<TermChange>, TooComplex> {
    let (old, new) = (&joint.old.policy.document, &joint.new.policy.document);
    let mut changes = Vec::new();
    let step = |id: &str, text: &str| TermChange::new(join("/steps", id), format!("the step `{id}` {text}"));
    for now in &new.steps {
        match old.steps.iter().find(|before| before.id == now.id) {
            None => changes.push(step(&now.id, "is new")),
            Some(before) if !is_same(joint, before.met_when.as_ref(), now.met_when.as_ref())? => {
                changes.push(step(&now.id, "counts as done in other cases"));
            }
            Some(_) => {}
        }
    }
    let gone = old.steps.iter().filter(|before| new.steps.iter().all(|now| now.id != before.id));
    changes.extend(gone.map(|before| step(&before.id, "is gone")));
    Ok(changes)
}

/// Whether two conditions hold in the same cases; one that is missing never holds.
fn is_same(
    joint: &Joint<'_>,
    before: Option<&Condition>,
    now: Option<&Condition>,
) -> Result<bool, TooComplex> {
    let (mut diagram, mut memo) = (Diagram::default(), Memo::default());
    let mut root = |condition: Option<&Condition>| match condition {
        Some(condition) => compile(condition, joint.cells(), &mut diagram, &mut memo),
        None => Ok(diagram.leaf(FALSE)),
    };
    // Nodes exist once, so that equal functions have the same.
    Ok(root(before)? == root(now)?)
}

fn evidence(old: &Document, new: &Document) -> Vec<TermChange> {
    let mut changes = Vec::new();
    for now in &new.evidence {
        let Some(before) = old.evidence.iter().find(|before| before.id == now.id) else { continue };
        let mut changed = |text: String| {
            changes.push(TermChange::new(join("/evidence", &now.id), format!("`{}` {text}", now.id)));
        };
        if before.kind != now.kind {
            changed(format!("is now a {}; it was a {}", now.kind.name(), before.kind.name()));
        }
        if before.given_by != now.given_by {
            let part = |given_by: Option<GivenBy>| match given_by {
                Some(part) => format!("the request's `{}`", part.name()),
                None => "a field of its own".to_owned(),
            };
            changed(format!("is now given by {}; it was by {}", part(now.given_by), part(before.given_by)));
        }
    }
    changes
}

fn processing(old: &Processing, new: &Processing) -> Vec<TermChange> {
    let times = [("answer", old.answer, new.answer), ("payout", old.payout, new.payout)];
    let mut changes: Vec<TermChange> = times
        .into_iter()
        .filter(|(_, before, now)| before != now)
        .map(|(key, before, now)| TermChange {
            pointer: join("/processing", key),
            effect: slower(before, now),
            text: format!("the {key} takes {}; it took {}", duration(now), duration(before)),
        })
        .collect();
    if old.method != new.method {
        let [is, was] = [new, old].map(|processing| match &processing.method {
            Some(method) => format!("by `{method}`"),
            None => "in no named way".to_owned(),
        });
        let text = format!("the payout goes {is}; it went {was}");
        changes.push(TermChange::new("/processing/method".to_owned(), text));
    }
    changes
}

/// Times in one unit can be compared; others merely differ.
fn slower(before: Option<Duration>, now: Option<Duration>) -> Effect {
    let (Some(before), Some(now)) = (before, now) else { return Effect::Differs };
    if before.unit != now.unit || before.exceptionally != now.exceptionally {
        return Effect::Differs;
    }
    match (now.min.cmp(&before.min), now.max.cmp(&before.max)) {
        (Ordering::Greater | Ordering::Equal, Ordering::Greater | Ordering::Equal) => Effect::Loses,
        (Ordering::Less | Ordering::Equal, Ordering::Less | Ordering::Equal) => Effect::Gains,
        _ => Effect::Differs,
    }
}

fn duration(duration: Option<Duration>) -> String {
    let Some(duration) = duration else { return "no named time".to_owned() };
    let mut text = format!("{} to {} {}", duration.min, duration.max, duration.unit.name());
    if let Some((most, unit)) = duration.exceptionally {
        text += &format!(", exceptionally {most} {}", unit.name());
    }
    text
}
