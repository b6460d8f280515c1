//! What is known of one case.
//!
//! A fact that is absent is unknown; a fact that is null is known to be none. Where a fact has a default, absence
//! means the default; where its bounds leave a number one value, that is known too.

use crate::compiled::policy::Policy;
use crate::document::fact_value::read_value;
use crate::document::{Fact, FactIndex, FactKind, Range, Value};
use crate::value::code;
use crate::value::decimal::Decimal;
use crate::value::json::Json;
use crate::value::limits;
use crate::value::money::Money;
use crate::value::problem::{Problem, join};
use crate::value::time::Instant;
use crate::verdict::bounds;

/// The facts of one case, by position; unknown where none is held.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facts(Vec<Option<Value>>);

impl Facts {
    /// No fact known but those with defaults, and numbers that their bounds leave one value.
    pub fn unknown(policy: &Policy) -> Facts {
        let mut facts = Facts::by_default(policy);
        bounds::complete(&policy.document, &mut facts);
        facts
    }

    /// What is known where nothing is given, bounds apart.
    fn by_default(policy: &Policy) -> Facts {
        Facts(policy.document.facts.iter().map(|fact| fact.default).collect())
    }

    /// Nothing known at all, not even by default.
    pub fn blank(policy: &Policy) -> Facts {
        Facts(vec![None; policy.document.facts.len()])
    }

    /// Reads `{"fact": value, …}` as it is known at `at`.
    ///
    /// All problems are told: `unknown_fact`, `wrong_type`, `unknown_choice`, `not_nullable`, `out_of_range`,
    /// `invalid_instant`, `future_instant`, `too_early_instant`, `instant_order`, `unknown_currency`, `negative_amount`, each with a pointer into `json`;
    /// or the one limit that `json` breaks.
    pub fn read(policy: &Policy, json: &Json, at: Instant) -> Result<Facts, Vec<Problem>> {
        limits::check(json).map_err(|problem| vec![problem])?;
        let Some(members) = json.as_object() else {
            return Err(vec![Problem::of(
                code::WRONG_TYPE,
                "",
                format!("the facts are {}, not an object", json.kind()),
            )]);
        };
        let mut facts = Facts::by_default(policy);
        let mut problems = Vec::new();
        for (id, json) in members {
            match read_fact(policy, id, json, at) {
                Ok((index, value)) => facts.set(index, value),
                Err(problem) => problems.push(problem),
            }
        }
        problems.extend(exceeding(policy, &facts));
        problems.extend(preceding(policy, &facts));
        bounds::complete(&policy.document, &mut facts);
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
    pub(crate) fn forget(&mut self, fact: FactIndex) {
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
    pub fn number(&self, fact: FactIndex) -> Option<Decimal> {
        match self.get(fact)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// What was paid, if that is known.
    pub fn amount_paid(&self, policy: &Policy) -> Option<Money> {
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
        let message = format!("`{id}` is not a fact of `{}`", document.id);
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
            let message = format!("`{}` is at most `{}`, which is {limit}", fact.id, other.id);
            Problem::of(code::OUT_OF_RANGE, join("", &fact.id), message)
        })
    };
    policy.document.facts.iter().enumerate().filter_map(limit).collect()
}

/// Instants that lie before the one which they follow.
fn preceding(policy: &Policy, facts: &Facts) -> Vec<Problem> {
    let order = |(index, fact): (FactIndex, &Fact)| {
        let (instant, first) = (facts.instant(index)?, facts.instant(fact.not_before?)?);
        let other = policy.document.facts.get(fact.not_before?)?;
        (instant < first).then(|| {
            let message = format!("`{}` lies before `{}` ({first})", fact.id, other.id);
            let hint = format!("check the dates: `{}` cannot be earlier", fact.id);
            Problem::of(code::INSTANT_ORDER, join("", &fact.id), message).hint(hint)
        })
    };
    policy.document.facts.iter().enumerate().filter_map(order).collect()
}
