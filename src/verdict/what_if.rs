//! What would have made a better verdict: one change at a time, the nearest first.
//!
//! Only changes that can help the shopper are told, and none of the reason they gave: that would invite another one.
//! Each is exact: the policy is decided again with one fact in another cell, or at another instant.

use serde::Serialize;

use crate::compiled::cells::CellSet;
use crate::compiled::policy::Policy;
use crate::document::{Fact, FactIndex, FactKind, Range, Status, Step, Test, Value};
use crate::value::time::Instant;
use crate::value::window::Span;
use crate::verdict::decide::{Decision, decide, decide_in, possible_cells};
use crate::verdict::distance::distance;
use crate::verdict::explain::steps_due;
use crate::verdict::facts::Facts;
use crate::verdict::timeline::{turning_points, until};
use crate::verdict::words::{Change, Mood, Words, symbol};

/// A change that would have given a better status.
#[derive(Clone, Serialize)]
pub struct WhatIf {
    /// The fact that it is about.
    pub fact: String,
    /// The change, for programs: `before INSTANT`, `at INSTANT`, `true`, `false`, `> 48`, `step contact_support`.
    pub change: String,
    /// The status that it would give.
    pub status: Status,
    /// The same in a sentence.
    pub text: String,
}

/// The changes that would bring the case nearer to a promise, the best first, then the nearest.
pub(crate) fn what_if(
    policy: &Policy,
    facts: &Facts,
    at: Instant,
    now: &Decision,
    words: &Words,
) -> Vec<WhatIf> {
    if now.status == Status::NeedsInformation || now.status == Status::Qualifies {
        return Vec::new();
    }
    let asked = Asked { policy, facts, at, words, distance: distance(policy, now) };
    let mut changes: Vec<Ranked> = later(&asked).into_iter().collect();
    changes.extend(otherwise(&asked));
    changes.extend(earlier(&asked));
    let mut ranked = Vec::new();
    for distance in 0..asked.distance {
        for (_, change) in changes.iter().filter(|(left, _)| *left == distance) {
            ranked.push(change.clone());
        }
    }
    ranked
}

/// The case, and how far it is from a promise as it stands.
struct Asked<'a> {
    policy: &'a Policy,
    facts: &'a Facts,
    at: Instant,
    words: &'a Words,
    distance: u8,
}

/// A change with the distance that it leaves.
type Ranked = (u8, WhatIf);

/// The next instant at which waiting alone betters the status.
fn later(asked: &Asked<'_>) -> Option<Ranked> {
    let Asked { policy, facts, at, .. } = *asked;
    for (point, fact) in turning_points(policy, facts, at) {
        let decision = decide(policy, facts, point);
        if asked.is_bettered_by(&decision) {
            let end = until(policy, facts, point, &decision);
            let condition = Condition::new(format!("at {point}"), |say| say.from(point, end));
            return Some(asked.change(fact, condition, &decision, Mood::ToCome));
        }
    }
    None
}

/// The last instants before which a better status was to be had, each better than those after it.
fn earlier(asked: &Asked<'_>) -> Vec<Ranked> {
    let Asked { policy, facts, at, .. } = *asked;
    let start = policy.purchased_at.and_then(|fact| facts.instant(fact));
    let points = turning_points(policy, facts, start.unwrap_or(Instant::from_millis(i64::MIN)));
    let mut changes: Vec<Ranked> = Vec::new();
    for (point, fact) in points.into_iter().rev().filter(|(point, _)| *point <= at) {
        let decision = decide(policy, facts, Instant::from_millis(point.millis() - 1));
        let is_news = changes.iter().all(|(known, _)| distance(policy, &decision) < *known);
        if asked.is_bettered_by(&decision) && is_news {
            let condition = Condition::new(format!("before {point}"), move |say| say.asked_before(point));
            changes.push(asked.change(fact, condition, &decision, Mood::Past));
        }
    }
    changes
}

/// The facts which, in the nearest other cell, better the status.
fn otherwise(asked: &Asked<'_>) -> Vec<Ranked> {
    let Asked { policy, facts, at, .. } = *asked;
    let cells = possible_cells(policy, facts, at);
    let facts_known = policy.document.facts.iter().enumerate();
    facts_known.filter_map(|(index, fact)| nearest_better(asked, &cells, index, fact)).collect()
}

fn nearest_better(asked: &Asked<'_>, cells: &[CellSet], index: FactIndex, fact: &Fact) -> Option<Ranked> {
    let Asked { policy, facts, at, .. } = *asked;
    let value = facts.get(index).filter(|value| can_differ(fact, *value))?;
    let partition = policy.cells.get(index)?;
    let current = partition.of(value, at, policy.zone())?;
    let mut unknown = facts.clone();
    unknown.forget(index);
    let possible = possible_cells(policy, &unknown, at).get(index).copied().unwrap_or_default();
    let mut changed = cells.to_vec();
    for away in 1..partition.count() {
        for cell in [current.checked_sub(away), current.checked_add(away)].into_iter().flatten() {
            if cell >= partition.count() || possible >> cell & 1 == 0 {
                continue;
            }
            *changed.get_mut(index)? = 1 << cell;
            let decision = decide_in(policy, facts, &changed);
            if asked.is_bettered_by(&decision)
                && let Some(condition) = condition(asked, index, fact, cell, current)
            {
                // A step can still be taken; another answer is only supposed.
                let is_step = matches!(fact.kind, FactKind::Instant);
                let mood = if is_step { Mood::ToCome } else { Mood::Supposed };
                return Some(asked.change(index, condition, &decision, mood));
            }
        }
    }
    None
}

/// Whether a shopper's case could honestly have been otherwise in this: not in their reason, nor in what is the merchant's.
fn can_differ(fact: &Fact, value: Value) -> bool {
    let kind = match fact.kind {
        FactKind::Flag | FactKind::Number(_) => true,
        FactKind::Instant => value == Value::None,
        FactKind::Choice(_) | FactKind::Money => false,
    };
    kind && !fact.by_merchant
}

/// A condition of a change.
struct Condition<'a> {
    /// The same for programs.
    machine: String,
    /// The same in words.
    say: Box<dyn Fn(Change<'_>) -> String + 'a>,
    /// Whether these words quote the policy.
    quotes: bool,
}

impl<'a> Condition<'a> {
    fn new(machine: String, say: impl Fn(Change<'_>) -> String + 'a) -> Condition<'a> {
        Condition { machine, say: Box::new(say), quotes: false }
    }

    fn quoting(machine: String, say: impl Fn(Change<'_>) -> String + 'a) -> Condition<'a> {
        Condition { quotes: true, ..Condition::new(machine, say) }
    }
}

/// The condition that a fact is in another cell.
fn condition<'a>(
    asked: &Asked<'a>,
    index: FactIndex,
    fact: &'a Fact,
    cell: usize,
    current: usize,
) -> Option<Condition<'a>> {
    let Asked { policy, words, .. } = *asked;
    let words = words.quoting();
    let label = fact.label.get(words.locale());
    match &fact.kind {
        FactKind::Flag => {
            let yes = cell == 1;
            let supposed = fact.suppose.get(usize::from(yes))?.as_ref();
            Some(Condition::quoting(yes.to_string(), move |say| match supposed {
                Some(text) => text.get(words.locale()).to_owned(),
                None => say.if_the_answer_were(label, words.yes_no(yes)),
            }))
        }
        FactKind::Number(Range { unit, .. }) => {
            let (comparison, constant) = policy.cells.get(index)?.edge(cell, current)?;
            let number = words.compared(comparison, constant, *unit);
            let machine = format!("{} {constant}", symbol(comparison));
            Some(Condition::quoting(machine, move |say| say.if_it_were(label, &number)))
        }
        FactKind::Instant => {
            let (step, wait) = step_after(policy, index)?;
            let wait = wait.filter(|wait| asked.lasts(index, *wait));
            let title = step.title.get(words.locale());
            Some(Condition::quoting(format!("step {}", step.id), move |say| say.once_done(title, wait)))
        }
        FactKind::Choice(_) | FactKind::Money => None,
    }
}

/// The step that this instant meets, and the waiting time after it.
fn step_after(policy: &Policy, fact: FactIndex) -> Option<(&Step, Option<Span>)> {
    policy.document.steps.iter().find_map(|step| {
        let (mut is_tested, mut wait) = (false, None);
        step.met_when.as_ref()?.each_test(&mut |tested, test| {
            if tested == fact {
                is_tested = true;
                wait = match test {
                    Test::Elapsed(span) => Some(*span),
                    _ => wait,
                };
            }
        });
        is_tested.then_some((step, wait))
    })
}

impl Asked<'_> {
    /// Whether a request can wait until the step, taken at once, is over: nobody is told to miss a window by waiting.
    fn lasts(&self, fact: FactIndex, wait: Span) -> bool {
        let mut facts = self.facts.clone();
        facts.set(fact, Value::Instant(self.at));
        self.is_bettered_by(&decide(self.policy, &facts, wait.end(self.at, self.policy.zone())))
    }

    fn is_bettered_by(&self, decision: &Decision) -> bool {
        distance(self.policy, decision) < self.distance
    }

    /// The change as it is told, with the steps that are left then.
    fn change(&self, fact: FactIndex, condition: Condition<'_>, decision: &Decision, mood: Mood) -> Ranked {
        let Asked { policy, at, .. } = *self;
        let steps = match decision.status {
            Status::ActionRequired => steps_due(policy, decision),
            _ => Vec::new(),
        };
        let words = match condition.quotes || !steps.is_empty() {
            true => self.words.quoting(),
            false => self.words,
        };
        let say = words.change(at, policy.zone());
        let remedies = words.remedies(&decision.remedies, decision.choice);
        let left = distance(policy, decision);
        let result = say.result(&(condition.say)(say), mood, left < 2, &remedies);
        let steps = steps.iter().map(|step| say.step(step.title.get(words.locale())));
        let text = std::iter::once(result).chain(steps).collect::<Vec<_>>().join(" ");
        let fact = policy.document.facts.get(fact).map(|fact| fact.id.clone()).unwrap_or_default();
        (left, WhatIf { fact, change: condition.machine, status: decision.status, text })
    }
}
