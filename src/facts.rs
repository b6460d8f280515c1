//! What is known of one case.
//!
//! A fact that is absent is unknown; a fact that is null is known to be none. Where a fact has a default, absence
//! means the default.

use crate::decimal::Decimal;
use crate::document::{Fact, FactIndex, FactKind, Range};
use crate::json::Json;
use crate::money::{Currency, MAX_MINOR, Money};
use crate::policy::Policy;
use crate::problem::{Problem, join};
use crate::time::Instant;

/// The fact whose instant a timeline begins with.
pub(crate) const PURCHASED_AT: &str = "purchased_at";
/// The fact that refunds are reckoned from.
pub(crate) const AMOUNT_PAID: &str = "amount_paid";

/// The value of a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Value {
    /// Known to be none.
    None,
    /// The position of a choice's value.
    Choice(usize),
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(Decimal),
    /// A point in time.
    Instant(Instant),
    /// An amount of money.
    Money(Money),
}

/// The facts of one case, by position; unknown where none is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts(Vec<Option<Value>>);

impl Facts {
    /// No fact known but those with defaults.
    pub fn unknown(policy: &Policy) -> Facts {
        Facts(policy.document.facts.iter().map(|fact| fact.default).collect())
    }

    /// Reads `{"fact": value, …}` as it is known at `at`.
    ///
    /// All problems are told: `unknown_fact`, `wrong_type`, `unknown_choice`, `not_nullable`, `out_of_range`,
    /// `invalid_instant`, `future_instant`, `unknown_currency`, `negative_amount`, each with a pointer into `json`.
    pub fn read(policy: &Policy, json: &Json, at: Instant) -> Result<Facts, Vec<Problem>> {
        let Some(members) = json.as_object() else {
            return Err(vec![Problem::new(
                "wrong_type",
                "",
                ["the facts are ", json.kind(), ", not an object"].concat(),
            )]);
        };
        let mut facts = Facts::unknown(policy);
        let mut problems = Vec::new();
        for (id, json) in members {
            match read_fact(policy, id, json, at) {
                Ok((index, value)) => facts.set(index, value),
                Err(problem) => problems.push(problem),
            }
        }
        problems.extend(limits(policy, &facts));
        if problems.is_empty() { Ok(facts) } else { Err(problems) }
    }

    /// The value of a fact; none where it is unknown.
    pub fn get(&self, fact: FactIndex) -> Option<Value> {
        self.0.get(fact).copied().flatten()
    }

    /// Whether a fact is unknown.
    pub fn is_unknown(&self, fact: FactIndex) -> bool {
        self.get(fact).is_none()
    }

    /// Makes a fact known.
    pub fn set(&mut self, fact: FactIndex, value: Value) {
        if let Some(slot) = self.0.get_mut(fact) {
            *slot = Some(value);
        }
    }

    /// Makes a fact unknown.
    pub fn forget(&mut self, fact: FactIndex) {
        if let Some(slot) = self.0.get_mut(fact) {
            *slot = None;
        }
    }

    /// The instant of a fact that is known to have one.
    pub(crate) fn instant(&self, fact: FactIndex) -> Option<Instant> {
        match self.get(fact)? {
            Value::Instant(instant) => Some(instant),
            _ => None,
        }
    }

    /// The number of a fact that is known to have one.
    pub(crate) fn number(&self, fact: FactIndex) -> Option<Decimal> {
        match self.get(fact)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// What was paid, if that is known.
    pub(crate) fn amount_paid(&self, policy: &Policy) -> Option<Money> {
        match self.get(policy.amount_paid?)? {
            Value::Money(money) => Some(money),
            _ => None,
        }
    }

    /// The known instants, in no order.
    pub(crate) fn instants(&self) -> impl Iterator<Item = (FactIndex, Instant)> {
        (0..self.0.len()).filter_map(|fact| self.instant(fact).map(|instant| (fact, instant)))
    }
}

impl Fact {
    /// A value as JSON, as it would be given.
    pub fn to_json(&self, value: Value) -> Json {
        match (value, &self.kind) {
            (Value::None, _) => Json::Null,
            (Value::Choice(index), FactKind::Choice(choices)) => {
                choices.get(index).map(|choice| choice.id.as_str()).into()
            }
            (Value::Choice(_), _) => Json::Null,
            (Value::Flag(flag), _) => flag.into(),
            (Value::Number(number), _) => number.to_json(),
            (Value::Instant(instant), _) => instant.to_string().into(),
            (Value::Money(money), _) => money.to_json(),
        }
    }

    /// Whether this is the fact that refunds are reckoned from.
    pub(crate) fn is_amount_paid(&self) -> bool {
        self.id == AMOUNT_PAID && matches!(self.kind, FactKind::Money)
    }
}

fn read_fact(policy: &Policy, id: &str, json: &Json, at: Instant) -> Result<(FactIndex, Value), Problem> {
    let document = &policy.document;
    let pointer = join("", id);
    let Some(index) = document.fact(id) else {
        let message = ["`", id, "` is not a fact of `", &document.id, "`"].concat();
        let known = document.facts.iter().map(|fact| fact.id.as_str());
        return Err(Problem::new("unknown_fact", pointer, message).suggest(id, known));
    };
    let fact = document.facts.get(index).ok_or_else(|| Problem::new("unknown_fact", pointer.as_str(), id))?;
    Ok((index, read_value(fact, json, &pointer, at)?))
}

/// Reads one fact's value; `pointer` is where it stands.
pub(crate) fn read_value(fact: &Fact, json: &Json, pointer: &str, at: Instant) -> Result<Value, Problem> {
    let wrong = |expected: &str| {
        let message = ["`", &fact.id, "` is ", expected, ", not ", json.kind()].concat();
        Problem::new("wrong_type", pointer, message)
    };
    match (&fact.kind, json) {
        (_, Json::Null) if fact.none.is_some() => Ok(Value::None),
        (_, Json::Null) => {
            let message = ["`", &fact.id, "` cannot be null"].concat();
            Err(Problem::new("not_nullable", pointer, message).hint("leave it out where it is not known"))
        }
        (FactKind::Choice(choices), Json::String(id)) => {
            let ids = || choices.iter().map(|choice| choice.id.as_str());
            ids().position(|known| known == id).map(Value::Choice).ok_or_else(|| {
                let message = ["`", id, "` is not a value of `", &fact.id, "`"].concat();
                let problem = Problem::new("unknown_choice", pointer, message);
                match crate::problem::nearest(id, ids()) {
                    Some(_) => problem.suggest(id, ids()),
                    None => problem.hint(["one of ", &ids().collect::<Vec<_>>().join(", ")].concat()),
                }
            })
        }
        (FactKind::Choice(_), _) => Err(wrong("one of several words")),
        (FactKind::Flag, Json::Bool(flag)) => Ok(Value::Flag(*flag)),
        (FactKind::Flag, _) => Err(wrong("true or false")),
        (FactKind::Number(range), Json::Integer(_) | Json::Float(_)) => {
            read_number(fact, range, json, pointer)
        }
        (FactKind::Number(range), _) => Err(wrong(if range.whole { "a whole number" } else { "a number" })),
        (FactKind::Instant, Json::String(text)) => read_instant(fact, text, pointer, at),
        (FactKind::Instant, _) => Err(wrong("an instant (RFC 3339, with an offset)")),
        (FactKind::Money, Json::Object(_)) => read_money(fact, json, pointer),
        (FactKind::Money, _) => Err(wrong("an amount {\"minor\", \"currency\"}")),
    }
}

fn read_number(fact: &Fact, range: &Range, json: &Json, pointer: &str) -> Result<Value, Problem> {
    let out_of_range = |message: &[&str]| {
        let message = ["`", &fact.id, "` ", &message.concat()].concat();
        Problem::new("out_of_range", pointer, message)
    };
    let number = json.as_decimal().ok_or_else(|| out_of_range(&["has more than 15 digits"]))?;
    if range.whole && !number.is_whole() {
        return Err(out_of_range(&["is a whole number, not ", &number.to_string()]));
    }
    if let Some(min) = range.min.filter(|min| number < *min) {
        return Err(out_of_range(&["is at least ", &min.to_string(), ", not ", &number.to_string()]));
    }
    if let Some(max) = range.max.filter(|max| number > *max) {
        return Err(out_of_range(&["is at most ", &max.to_string(), ", not ", &number.to_string()]));
    }
    Ok(Value::Number(number))
}

fn read_instant(fact: &Fact, text: &str, pointer: &str, at: Instant) -> Result<Value, Problem> {
    let Some(instant) = Instant::parse(text) else {
        let message = ["`", &fact.id, "`: `", text, "` is not an instant"].concat();
        let hint = "write RFC 3339 with an offset, such as 2026-11-20T10:00:00+01:00";
        return Err(Problem::new("invalid_instant", pointer, message).hint(hint));
    };
    // A default is read before any request, so it may lie anywhere.
    if instant > at {
        let message = ["`", &fact.id, "` lies after the request (", &at.to_string(), ")"].concat();
        return Err(
            Problem::new("future_instant", pointer, message).hint("check the date and the zone's offset")
        );
    }
    Ok(Value::Instant(instant))
}

fn read_money(fact: &Fact, json: &Json, pointer: &str) -> Result<Value, Problem> {
    for (key, _) in json.as_object().unwrap_or_default() {
        if key != "minor" && key != "currency" {
            let message = ["`", key, "` is not a key of an amount"].concat();
            let problem = Problem::new("unknown_key", join(pointer, key), message);
            return Err(problem.suggest(key, ["minor", "currency"]));
        }
    }
    let Some(minor) = json.get("minor").and_then(Json::as_i64) else {
        let message = ["`", &fact.id, "` needs `minor`, a whole number of minor units"].concat();
        return Err(Problem::new("wrong_type", join(pointer, "minor"), message).hint("49.90 EUR is 4990"));
    };
    if minor < 0 {
        let message = ["`", &fact.id, "` is negative"].concat();
        return Err(Problem::new("negative_amount", join(pointer, "minor"), message));
    }
    if minor > MAX_MINOR {
        let message = ["`", &fact.id, "` is too large"].concat();
        return Err(Problem::new("out_of_range", join(pointer, "minor"), message));
    }
    let code = json.get("currency").and_then(Json::as_str).unwrap_or_default();
    let Some(currency) = Currency::parse(code) else {
        let message = ["`", code, "` is not a currency of ISO 4217"].concat();
        let problem = Problem::new("unknown_currency", join(pointer, "currency"), message);
        let capitals = code.to_ascii_uppercase();
        return Err(match Currency::parse(&capitals) {
            Some(_) => problem.hint(["did you mean `", &capitals, "`?"].concat()),
            None => problem.suggest(code, Currency::codes()),
        });
    };
    Ok(Value::Money(Money { minor, currency }))
}

/// Numbers that exceed the number which they may not exceed.
fn limits(policy: &Policy, facts: &Facts) -> Vec<Problem> {
    let limit = |(index, fact): (FactIndex, &Fact)| {
        let FactKind::Number(Range { at_most: Some(other), .. }) = &fact.kind else { return None };
        let (number, limit) = (facts.number(index)?, facts.number(*other)?);
        let other = policy.document.facts.get(*other)?;
        (number > limit).then(|| {
            let message =
                ["`", &fact.id, "` is at most `", &other.id, "`, which is ", &limit.to_string()].concat();
            Problem::new("out_of_range", join("", &fact.id), message)
        })
    };
    policy.document.facts.iter().enumerate().filter_map(limit).collect()
}
