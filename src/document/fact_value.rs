//! One fact's value as JSON: read, with all that can be wrong with it, and written.

use crate::document::{Fact, FactKind, Range, Value};
use crate::value::clock;
use crate::value::code;
use crate::value::convert::to_json;
use crate::value::decimal::Decimal;
use crate::value::json::Json;
use crate::value::money::{Currency, MAX_MINOR, Money};
use crate::value::problem::{Problem, join};
use crate::value::time::Instant;

/// 2000-01-01T00:00:00Z. Nothing that a policy speaks of happened earlier: an earlier instant is a slip, such as a year of
/// two digits.
pub const EARLIEST: Instant = Instant::from_millis(946_684_800_000);

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
            (Value::Number(number), _) => number.into(),
            (Value::Instant(instant), _) => instant.into(),
            (Value::Money(money), _) => to_json(&money),
        }
    }
}

/// Reads one fact's value; `pointer` is where it stands.
pub(crate) fn read_value(fact: &Fact, json: &Json, pointer: &str, at: Instant) -> Result<Value, Problem> {
    let wrong = |expected: &str| {
        let message = format!("`{}` is {expected}, not {}", fact.id, json.kind());
        Problem::of(code::WRONG_TYPE, pointer, message)
    };
    match (&fact.kind, json) {
        (_, Json::Null) if fact.none.is_some() => Ok(Value::None),
        (_, Json::Null) => {
            let message = format!("`{}` cannot be null", fact.id);
            Err(Problem::of(code::NOT_NULLABLE, pointer, message).hint("leave it out where it is not known"))
        }
        (FactKind::Choice(choices), Json::String(id)) => {
            let ids = || choices.iter().map(|choice| choice.id.as_str());
            ids().position(|known| known == id).map(Value::Choice).ok_or_else(|| {
                let message = format!("`{id}` is not a value of `{}`", fact.id);
                let one_of = format!("one of {}", ids().collect::<Vec<_>>().join(", "));
                // The nearest value, if one is near, stands in the place of the list.
                Problem::of(code::UNKNOWN_CHOICE, pointer, message).hint(one_of).suggest(id, ids())
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
    let out_of_range = |limit: &str, value: Option<Decimal>| {
        let message = {
            let found = json.as_decimal().map_or_else(String::new, |number| format!(", not {number}"));
            format!(
                "`{}` {limit}{}{found}",
                fact.id,
                value.map(|number| number.to_string()).unwrap_or_default()
            )
        };
        Problem::of(code::OUT_OF_RANGE, pointer, message)
    };
    let number =
        json.as_decimal().ok_or_else(|| out_of_range("has more than 15 digits before its point", None))?;
    if range.whole && !number.is_whole() {
        return Err(out_of_range("is a whole number", None));
    }
    if let Some(min) = range.min.filter(|min| number < *min) {
        return Err(out_of_range("is at least ", Some(min)));
    }
    if let Some(max) = range.max.filter(|max| number > *max) {
        return Err(out_of_range("is at most ", Some(max)));
    }
    Ok(Value::Number(number))
}

fn read_instant(fact: &Fact, text: &str, pointer: &str, at: Instant) -> Result<Value, Problem> {
    let Some(instant) = Instant::parse(text) else {
        let message = format!("`{}`: `{text}` is not an instant", fact.id);
        let hint = "write RFC 3339 with an offset, such as 2026-11-20T10:00:00+01:00";
        return Err(Problem::of(code::INVALID_INSTANT, pointer, message).hint(hint));
    };
    // A default is read before any request, so it may lie anywhere.
    if instant > clock::latest(at) {
        let message = format!("`{}` lies after the request ({at})", fact.id);
        return Err(
            Problem::of(code::FUTURE_INSTANT, pointer, message).hint("check the date and the zone's offset")
        );
    }
    if instant < EARLIEST {
        let message = format!("`{}` lies before the year 2000 ({text})", fact.id);
        let problem = Problem::of(code::TOO_EARLY_INSTANT, pointer, message);
        return Err(problem.hint("write the year with four digits"));
    }
    Ok(Value::Instant(instant.min(at)))
}

fn read_money(fact: &Fact, json: &Json, pointer: &str) -> Result<Value, Problem> {
    for (key, _) in json.as_object().unwrap_or_default() {
        if key != "minor" && key != "currency" {
            let message = format!("`{key}` is not a key of an amount");
            let problem = Problem::of(code::UNKNOWN_KEY, join(pointer, key), message);
            return Err(problem.suggest(key, ["minor", "currency"]));
        }
    }
    let Some(minor) = json.get("minor").and_then(Json::as_decimal).and_then(Decimal::as_whole) else {
        let message = format!("`{}` needs `minor`, a whole number of minor units", fact.id);
        return Err(Problem::of(code::WRONG_TYPE, join(pointer, "minor"), message).hint("49.90 EUR is 4990"));
    };
    if minor < 0 {
        let message = format!("`{}` is negative", fact.id);
        return Err(Problem::of(code::NEGATIVE_AMOUNT, join(pointer, "minor"), message));
    }
    if minor > MAX_MINOR {
        let message = format!("`{}` is too large", fact.id);
        return Err(Problem::of(code::OUT_OF_RANGE, join(pointer, "minor"), message));
    }
    let code = json.get("currency").and_then(Json::as_str).unwrap_or_default();
    let Some(currency) = Currency::parse(code) else {
        let message = format!("`{code}` is not a currency of ISO 4217");
        let problem = Problem::of(code::UNKNOWN_CURRENCY, join(pointer, "currency"), message);
        let capitals = code.to_ascii_uppercase();
        return Err(match Currency::parse(&capitals) {
            Some(_) => problem.hint(format!("did you mean `{capitals}`?")),
            None => problem.suggest(code, Currency::codes()),
        });
    };
    Ok(Value::Money(Money { minor, currency }))
}
