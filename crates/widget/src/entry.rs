//! The question that is being answered: what is typed so far, and what it means as a fact.

mod fields;
mod objection;

use chrono::NaiveTime;
use refund_policy::document::{Fact, FactIndex, FactKind};
use refund_policy::{Facts, Instant, Json, Money, Policy, Problem, Value, clock, parse};

use crate::number::plain;
use crate::state::Context;
use crate::wall_clock;
use fields::{amount, date, number, shown};
use objection::{followed_by, follows, not_after, objection};

/// What is typed so far.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Entry {
    /// The fact's id.
    pub fact: String,
    /// The date, the amount, the number; the choice, where one had been answered before.
    pub first: String,
    /// The time, or the currency.
    pub second: String,
    /// The parts that hold something which the browser calls incomplete, and so gives as nothing.
    pub incomplete: Vec<EntryField>,
    /// What is wrong with it, once that was said.
    pub wrong: Option<Wrong>,
}

/// A part of an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EntryField {
    /// The date, the amount or the number.
    First,
    /// The time or the currency.
    Second,
}

/// What is wrong with an entry, for the shopper.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// Where.
    pub field: EntryField,
    /// The string that says it.
    pub key: &'static str,
    /// What is filled into it.
    pub fields: Vec<(&'static str, String)>,
}

/// An entry that was understood.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// The fact's value.
    pub value: Json,
    /// Whether it is an instant of which only the day is known.
    pub is_day_only: bool,
}

/// The ids of the answers to a yes-no question.
pub const YES: &str = "yes";
/// See [`YES`].
pub const NO: &str = "no";
/// What stands for "I have not" among the answers of a line: no choice bears this id.
pub const NONE: &str = "null";

impl EntryField {
    /// The id of its node.
    pub fn id(self) -> &'static str {
        match self {
            EntryField::First => "first",
            EntryField::Second => "second",
        }
    }
}

impl Wrong {
    fn new(field: EntryField, key: &'static str) -> Wrong {
        Wrong { field, key, fields: Vec::new() }
    }

    fn first(key: &'static str) -> Wrong {
        Wrong::new(EntryField::First, key)
    }

    fn with(mut self, name: &'static str, text: impl Into<String>) -> Wrong {
        self.fields.push((name, text.into()));
        self
    }
}

impl Answer {
    fn exact(value: impl Into<Json>) -> Answer {
        Answer { value: value.into(), is_day_only: false }
    }
}

impl Entry {
    /// An entry for a fact, filled with what was answered before.
    pub fn new(fact: &Fact, value: Option<Value>, is_day_only: bool, context: &Context<'_>) -> Entry {
        let currency = if matches!(fact.kind, FactKind::Money) { "EUR" } else { "" };
        let (first, second) = match value {
            None | Some(Value::None) => (String::new(), currency.to_owned()),
            Some(Value::Instant(at)) => {
                let (date, time) = wall_clock::fields(wall_clock::local(at, context.zone));
                (date, if is_day_only { String::new() } else { time })
            }
            Some(Value::Money(Money { minor, currency })) => {
                let text = plain(minor, currency.minor_digits().into(), context.format.decimal_sign());
                (text, currency.code().to_owned())
            }
            Some(value) => (id_of(fact, value, context), String::new()),
        };
        Entry { fact: fact.id.clone(), first, second, ..Entry::default() }
    }

    /// An entry that stands in one line: a choice's id, [`YES`] or [`NO`], [`NONE`], a number, an amount, a date with a time or without.
    pub fn of_line(fact: &Fact, typed: &str) -> Entry {
        let (first, second) = match fact.kind {
            FactKind::Instant => typed.split_once(['T', ' ']).unwrap_or((typed, "")),
            FactKind::Money => (typed, "EUR"),
            _ => (typed, ""),
        };
        Entry {
            fact: fact.id.clone(),
            first: first.to_owned(),
            second: second.to_owned(),
            ..Entry::default()
        }
    }

    /// The fact's value, or what is wrong with the entry; `known` are the facts besides.
    pub fn read(&self, policy: &Policy, known: &Json, context: &Context<'_>) -> Result<Answer, Wrong> {
        let index = policy.document.fact(&self.fact).ok_or(Wrong::first("problem.other"))?;
        let fact = policy.document.facts.get(index).ok_or(Wrong::first("problem.other"))?;
        let answer = self.understood(policy, index, fact, known, context)?;
        checked(answer, policy, fact, known, context)
    }

    fn understood(
        &self,
        policy: &Policy,
        index: FactIndex,
        fact: &Fact,
        known: &Json,
        context: &Context<'_>,
    ) -> Result<Answer, Wrong> {
        match &fact.kind {
            _ if fact.none.is_some() && self.first == NONE => Ok(Answer::exact(Json::Null)),
            FactKind::Choice(_) | FactKind::Flag if self.first.is_empty() => {
                Err(Wrong::first("problem.choose"))
            }
            FactKind::Choice(_) => Ok(Answer::exact(self.first.as_str())),
            FactKind::Flag => Ok(Answer::exact(self.first == YES)),
            FactKind::Instant => self.instant(policy, index, known, context),
            FactKind::Money => amount(&self.first, &self.second, context).map(Answer::exact),
            FactKind::Number(range) => number(&self.first, range, context).map(Answer::exact),
        }
    }

    /// A day without a time is the instant of that day, up to now, which is better for the shopper; and on the day of what it follows or
    /// what follows it, no earlier or later than that.
    fn instant(
        &self,
        policy: &Policy,
        index: FactIndex,
        known: &Json,
        context: &Context<'_>,
    ) -> Result<Answer, Wrong> {
        if self.incomplete.contains(&EntryField::First) {
            return Err(Wrong::first("problem.date"));
        }
        if self.incomplete.contains(&EntryField::Second) {
            return Err(Wrong::new(EntryField::Second, "problem.time"));
        }
        let date = date(&self.first)?;
        let on = |time: NaiveTime| wall_clock::instant(date.and_time(time), context.zone);
        if !self.second.trim().is_empty() {
            let time =
                wall_clock::time(self.second.trim()).ok_or(Wrong::new(EntryField::Second, "problem.time"))?;
            return Ok(Answer::exact(on(time)));
        }
        let start = on(NaiveTime::MIN);
        let end = on(NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default());
        let best = if policy.later_is_better(index) { end.min(context.now) } else { start };
        let on_this_day = |at: &Instant| (start..=end).contains(at);
        let not_before = follows(policy, index, known).filter(on_this_day).unwrap_or(start);
        let not_after = followed_by(policy, index, known).map(|(_, at)| at).filter(on_this_day);
        let at = best.max(not_before).min(not_after.unwrap_or(end.max(best)));
        Ok(Answer { value: at.into(), is_day_only: true })
    }

    /// The instant that is typed so far, once it is complete.
    pub fn typed_instant(&self, context: &Context<'_>) -> Option<Instant> {
        let date = date(&self.first).ok()?;
        let time = match self.second.trim() {
            "" => NaiveTime::MIN,
            text => wall_clock::time(text)?,
        };
        Some(wall_clock::instant(date.and_time(time), context.zone))
    }
}

/// The answer of one of a few buttons: a choice's id, yes or no, a number as JSON has it.
pub fn chosen(
    id: &str,
    policy: &Policy,
    fact: &Fact,
    known: &Json,
    context: &Context<'_>,
) -> Result<Answer, Wrong> {
    let value = match fact.kind {
        FactKind::Flag => Json::from(id == YES),
        FactKind::Number(_) => parse(id.as_bytes()).unwrap_or(Json::from(id)),
        _ => Json::from(id),
    };
    checked(Answer::exact(value), policy, fact, known, context)
}

/// The id of the answer that a value is, among a few; a number as it is typed.
pub fn id_of(fact: &Fact, value: Value, context: &Context<'_>) -> String {
    match (value, &fact.kind) {
        (Value::Flag(flag), _) => (if flag { YES } else { NO }).to_owned(),
        (Value::Choice(index), FactKind::Choice(choices)) => {
            choices.get(index).map(|choice| choice.id.clone()).unwrap_or_default()
        }
        (Value::Number(number), FactKind::Number(range)) => shown(number, range.unit, context),
        _ => String::new(),
    }
}

/// The answer, unless the evaluator objects to it.
fn checked(
    answer: Answer,
    policy: &Policy,
    fact: &Fact,
    known: &Json,
    context: &Context<'_>,
) -> Result<Answer, Wrong> {
    let mut facts = known.clone();
    facts.set(&fact.id, answer.value.clone());
    // The merchant's facts may be ahead of the device's clock.
    let at = clock::not_before_given(policy, known, context.now);
    let problems = Facts::read(policy, &facts, at).err().unwrap_or_default();
    if let Some(problem) = problems.iter().find(|problem| names(problem, &fact.id)) {
        return Err(objection(problem, policy, fact, known, context));
    }
    // What lies before this one would be left out, and asked again without a word of why.
    let later = policy.document.fact(&fact.id).and_then(|index| followed_by(policy, index, known));
    match later.filter(|(later, _)| problems.iter().any(|problem| names(problem, &later.id))) {
        Some((_, at)) => Err(not_after(at, context)),
        None => Ok(answer),
    }
}

/// Whether a problem is with a fact. Ids have no letter that a JSON pointer would escape.
pub fn names(problem: &Problem, fact: &str) -> bool {
    problem.pointer.split('/').nth(1) == Some(fact)
}
