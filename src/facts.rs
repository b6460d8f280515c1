//! What is known of one case.
//!
//! A fact that is absent is unknown; a fact that is null is known to be none. Where a fact has a default, absence
//! means the default.

use crate::code;
use crate::decimal::Decimal;
use crate::document::{Fact, FactIndex, FactKind, Range, Value};
use crate::gather::Gather;
use crate::json::Json;
use crate::limits;
use crate::money::Money;
use crate::policy::Policy;
use crate::problem::{Problem, join};
use crate::time::Instant;
use crate::value::read_value;

/// The facts of one case, by position; unknown where none is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts(Vec<Option<Value>>);

impl Facts {
    /// No fact known but those with defaults.
    pub fn unknown(policy: &Policy) -> Facts {
        Facts(policy.document.facts.iter().map(|fact| fact.default).gather())
    }

    /// Nothing known at all, not even by default.
    #[cfg(feature = "check")]
    pub(crate) fn blank(policy: &Policy) -> Facts {
        Facts(vec![None; policy.document.facts.len()])
    }

    /// Reads `{"fact": value, …}` as it is known at `at`.
    ///
    /// All problems are told: `unknown_fact`, `wrong_type`, `unknown_choice`, `not_nullable`, `out_of_range`,
    /// `invalid_instant`, `future_instant`, `unknown_currency`, `negative_amount`, each with a pointer into `json`;
    /// or the one limit that `json` breaks.
    pub fn read(policy: &Policy, json: &Json, at: Instant) -> Result<Facts, Vec<Problem>> {
        limits::check(json).map_err(|problem| vec![problem])?;
        let Some(members) = json.as_object() else {
            return Err(vec![Problem::of(code::WRONG_TYPE, "", || {
                ["the facts are ", json.kind(), ", not an object"].concat()
            })]);
        };
        let mut facts = Facts::unknown(policy);
        let mut problems = Vec::new();
        for (id, json) in members {
            match read_fact(policy, id, json, at) {
                Ok((index, value)) => facts.set(index, value),
                Err(problem) => problems.push(problem),
            }
        }
        problems.extend(exceeding(policy, &facts));
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

fn read_fact(policy: &Policy, id: &str, json: &Json, at: Instant) -> Result<(FactIndex, Value), Problem> {
    let document = &policy.document;
    let pointer = join("", id);
    let Some(index) = document.fact(id) else {
        let message = || ["`", id, "` is not a fact of `", &document.id, "`"].concat();
        let known = document.facts.iter().map(|fact| fact.id.as_str());
        return Err(Problem::of(code::UNKNOWN_FACT, pointer, message).suggest(id, known));
    };
    let fact =
        document.facts.get(index).ok_or_else(|| Problem::of(code::UNKNOWN_FACT, pointer.as_str(), id))?;
    Ok((index, read_value(fact, json, &pointer, at)?))
}

/// Numbers that exceed the number which they may not exceed.
fn exceeding(policy: &Policy, facts: &Facts) -> Vec<Problem> {
    let limit = |(index, fact): (FactIndex, &Fact)| {
        let FactKind::Number(Range { at_most: Some(other), .. }) = &fact.kind else { return None };
        let (number, limit) = (facts.number(index)?, facts.number(*other)?);
        let other = policy.document.facts.get(*other)?;
        (number > limit).then(|| {
            let message =
                || ["`", &fact.id, "` is at most `", &other.id, "`, which is ", &limit.to_string()].concat();
            Problem::of(code::OUT_OF_RANGE, join("", &fact.id), message)
        })
    };
    policy.document.facts.iter().enumerate().filter_map(limit).gather()
}
