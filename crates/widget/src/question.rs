//! The question that is being answered: what is typed so far, and what it means as a fact.

use js_sys::Date;
use refund_policy::Gather;
use refund_policy::document::{Fact, FactKind, NumberUnit, Range};
use refund_policy::{Currency, Facts, Instant, Json, Policy, Problem, Value};

use crate::case::names;
use crate::format::{Format, float};
use crate::message::Field;

/// What is typed so far.
pub(crate) struct Entry {
    /// The fact that is asked for, by position.
    pub(crate) fact: usize,
    /// The choice, the date, the amount or the number.
    pub(crate) first: String,
    /// The time or the currency.
    pub(crate) second: String,
    /// "I have not".
    pub(crate) none: bool,
    /// What is wrong with it.
    pub(crate) wrong: Option<Wrong>,
}

/// What is wrong with an entry, for the shopper.
pub(crate) struct Wrong {
    /// The field.
    pub(crate) field: Field,
    /// The string that says it.
    pub(crate) key: &'static str,
    /// Its fields.
    pub(crate) with: Vec<(&'static str, String)>,
}

/// An entry that was understood.
pub(crate) struct Answer {
    /// The fact's value.
    pub(crate) value: Json,
    /// Whether it is an instant of which only the day is known.
    pub(crate) day_only: bool,
}

fn wrong(field: Field, key: &'static str) -> Wrong {
    Wrong { field, key, with: Vec::new() }
}

impl Entry {
    /// An entry for a fact, filled with what was answered before.
    pub(crate) fn new(
        fact: usize,
        kind: &FactKind,
        value: Option<Value>,
        day_only: bool,
        format: &Format,
    ) -> Entry {
        let currency = match kind {
            FactKind::Money => "EUR",
            _ => "",
        };
        let empty =
            Entry { fact, first: String::new(), second: currency.to_owned(), none: false, wrong: None };
        let sign = |text: String| text.replace('.', &format.decimal_sign());
        match (value, kind) {
            (Some(Value::None), _) => Entry { none: true, ..empty },
            (Some(Value::Flag(flag)), _) => Entry { first: flag_id(flag).to_owned(), ..empty },
            (Some(Value::Choice(index)), FactKind::Choice(choices)) => Entry {
                first: choices.get(index).map(|choice| choice.id.clone()).unwrap_or_default(),
                ..empty
            },
            (Some(Value::Number(number)), FactKind::Number(Range { unit, .. })) => {
                let number = match unit {
                    NumberUnit::Ratio => {
                        refund_policy::Decimal::from_f64((float(number) * 1e8).round() / 1e6)
                    }
                    _ => Some(number),
                };
                Entry { first: number.map(|number| sign(number.text())).unwrap_or_default(), ..empty }
            }
            (Some(Value::Instant(at)), _) => {
                let (date, time) = local(at);
                Entry { first: date, second: if day_only { String::new() } else { time }, ..empty }
            }
            (Some(Value::Money(money)), _) => {
                let digits = money.currency.minor_digits();
                let text = plain(money.minor, digits.into());
                Entry { first: sign(text), second: money.currency.code().to_owned(), ..empty }
            }
            _ => empty,
        }
    }

    /// The fact's value, or what is wrong with the entry.
    pub(crate) fn read(
        &self,
        policy: &Policy,
        fact: &Fact,
        known: &Json,
        now: Instant,
    ) -> Result<Answer, Wrong> {
        let answer = self.understand(policy, fact, now)?;
        let mut facts = known.clone();
        facts.set(&fact.id, answer.value.clone());
        let problems = Facts::read(policy, &facts, now).err().unwrap_or_default();
        match problems.iter().find(|problem| names(problem, &fact.id)) {
            Some(problem) => Err(explain(problem, policy, fact, known)),
            None => Ok(answer),
        }
    }

    fn understand(&self, policy: &Policy, fact: &Fact, now: Instant) -> Result<Answer, Wrong> {
        let exact = |value| Ok(Answer { value, day_only: false });
        if self.none {
            return exact(Json::Null);
        }
        match &fact.kind {
            FactKind::Choice(_) if self.first.is_empty() => Err(wrong(Field::First, "problem.choose")),
            FactKind::Choice(_) => exact(self.first.as_str().into()),
            FactKind::Flag if self.first.is_empty() => Err(wrong(Field::First, "problem.choose")),
            FactKind::Flag => exact((self.first == flag_id(true)).into()),
            FactKind::Instant => self.instant(policy, now),
            FactKind::Money => exact(self.money()?),
            FactKind::Number(range) => exact(self.number(range)?),
        }
    }

    /// A day without a time is the instant of that day, up to now, which is kinder to the shopper.
    fn instant(&self, policy: &Policy, now: Instant) -> Result<Answer, Wrong> {
        let day_only = self.second.is_empty();
        let is_late = day_only && policy.is_kinder_when_later(self.fact);
        let time = if is_late { "23:59" } else { &self.second };
        let start = moment(&self.first, &self.second).ok_or_else(|| wrong(Field::First, "problem.date"))?;
        let at = moment(&self.first, time).map_or(start, |at| at.min(now).max(start));
        Ok(Answer { value: at.into(), day_only })
    }

    /// The instant that is typed so far, once it is complete.
    pub(crate) fn typed_instant(&self) -> Option<Instant> {
        moment(&self.first, &self.second)
    }

    fn money(&self) -> Result<Json, Wrong> {
        let places = Currency::parse(&self.second).map_or(2, Currency::minor_digits);
        let (digits, given) =
            decimal(&self.first, places).ok_or_else(|| wrong(Field::First, "problem.amount"))?;
        let minor = digits.checked_mul(10_i64.pow(u32::from(places - given)));
        let minor = minor.ok_or_else(|| wrong(Field::First, "problem.amount"))?;
        Ok(Json::object([("minor", minor.into()), ("currency", self.second.as_str().into())]))
    }

    fn number(&self, range: &Range) -> Result<Json, Wrong> {
        let places = if range.whole { 0 } else { 2 };
        let key = if range.whole { "problem.whole" } else { "problem.number" };
        let (digits, mut given) = decimal(&self.first, places).ok_or_else(|| wrong(Field::First, key))?;
        if range.unit == NumberUnit::Ratio {
            given += 2;
        }
        Ok(if given == 0 { digits.into() } else { Json::Float(digits as f64 / 10_f64.powi(given.into())) })
    }
}

/// The choice that stands for yes or no.
pub(crate) fn flag_id(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

/// The evaluator's objection, by code, as something to say at the field.
fn explain(problem: &Problem, policy: &Policy, fact: &Fact, known: &Json) -> Wrong {
    match problem.code {
        "future_instant" => wrong(Field::First, "problem.future"),
        "unknown_currency" => wrong(Field::Second, "problem.currency"),
        "negative_amount" => wrong(Field::First, "problem.negative"),
        "out_of_range" => match &fact.kind {
            FactKind::Number(range) => out_of_range(range, policy, known),
            _ => wrong(Field::First, "problem.amount"),
        },
        _ => wrong(Field::First, "problem.other"),
    }
}

fn out_of_range(range: &Range, policy: &Policy, known: &Json) -> Wrong {
    let hundredfold = if range.unit == NumberUnit::Ratio { 100.0 } else { 1.0 };
    let shown = |number: f64| {
        refund_policy::Decimal::from_f64(number * hundredfold).map(refund_policy::Decimal::text)
    };
    let limit = range.at_most.and_then(|other| {
        let other = policy.document.facts.get(other)?;
        known.get(&other.id)?.as_decimal()
    });
    let min = range.min.and_then(|min| shown(float(min)));
    let max = limit.or(range.max).and_then(|max| shown(float(max)));
    let key = match (&min, &max) {
        (Some(_), Some(_)) => "problem.range",
        (Some(_), None) => "problem.at_least",
        (None, Some(_)) => "problem.at_most",
        (None, None) => "problem.number",
    };
    let with = [("min", min), ("max", max)].into_iter().filter_map(|(name, value)| Some((name, value?)));
    Wrong { field: Field::First, key, with: with.gather() }
}

/// A date and a time (or the day's start) on the shopper's wall clock.
fn moment(date: &str, time: &str) -> Option<Instant> {
    let numbers =
        |text: &str, sign| text.split(sign).map(|part| part.parse::<i32>().ok()).collect::<Option<Vec<_>>>();
    let [year, month, day] = numbers(date, '-')?.try_into().ok()?;
    let [hour, minute] = match time {
        "" => [0, 0],
        time => numbers(time, ':')?.get(..2)?.try_into().ok()?,
    };
    let year = u32::try_from(year).ok()?;
    let millis = Date::new_with_year_month_day_hr_min(year, month - 1, day, hour, minute).get_time();
    (!millis.is_nan()).then_some(Instant::from_millis(millis as i64))
}

/// The date and the time on the shopper's wall clock, as the browser's fields write them.
pub(crate) fn local(at: Instant) -> (String, String) {
    let wall = Date::new(&wasm_bindgen::JsValue::from_f64(at.millis() as f64));
    let two = |number: u32| padded(number, 2);
    let date = [padded(wall.get_full_year(), 4), two(wall.get_month() + 1), two(wall.get_date())].join("-");
    (date, [two(wall.get_hours()), two(wall.get_minutes())].join(":"))
}

/// Whether a day ends and another begins on the shopper's wall clock.
pub(crate) fn is_midnight(at: Instant) -> bool {
    local(at).1 == "00:00"
}

fn padded(number: u32, width: usize) -> String {
    let digits = number.to_string();
    "0".repeat(width.saturating_sub(digits.len())) + &digits
}

/// Minor units as a decimal with a point.
fn plain(minor: i64, places: usize) -> String {
    let digits = minor.to_string();
    let padded = "0".repeat((places + 1).saturating_sub(digits.len())) + &digits;
    let (whole, fraction) = padded.split_at(padded.len() - places);
    if fraction.is_empty() { whole.to_owned() } else { [whole, ".", fraction].concat() }
}

/// A decimal as people type it: its digits, and how many of them are decimals, at most `places`.
///
/// The last comma or point is the decimal sign, unless three digits follow where so many decimals are not possible:
/// then it groups thousands, as it does where it stands more than once.
fn decimal(text: &str, places: u8) -> Option<(i64, u8)> {
    let typed: String = text.chars().filter(|c| !c.is_whitespace() && !"€$£%'’".contains(*c)).collect();
    let (whole, fraction) = match typed.rfind(SIGNS) {
        Some(at) if is_decimal_sign(&typed, at, places) => (typed.get(..at)?, typed.get(at + 1..)?),
        _ => (typed.as_str(), ""),
    };
    let groups = || whole.split(SIGNS);
    let in_groups = groups().skip(1).all(|group| group.len() == 3);
    if !in_groups || fraction.len() > usize::from(places) {
        return None;
    }
    let digits = groups().chain([fraction]).collect::<Vec<_>>().concat();
    Some((digits.parse().ok()?, u8::try_from(fraction.len()).ok()?))
}

const SIGNS: [char; 2] = [',', '.'];

fn is_decimal_sign(typed: &str, at: usize, places: u8) -> bool {
    let sign = typed.get(at..=at).unwrap_or_default();
    let follows = typed.len() - at - 1;
    let repeated = typed.matches(SIGNS).filter(|found| *found == sign).count() > 1;
    !repeated && (follows != 3 || places >= 3)
}

#[cfg(test)]
mod tests {
    use super::{decimal, plain};

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for (text, expected) in [
            ("49,90", Some((4990, 2))),
            ("49.9", Some((499, 1))),
            ("49", Some((49, 0))),
            ("1.234,50 €", Some((123_450, 2))),
            ("1 234,50", Some((123_450, 2))),
            ("1,234.50", Some((123_450, 2))),
            ("1.234", Some((1234, 0))),
            ("1.234.567", Some((1_234_567, 0))),
            ("-5", Some((-5, 0))),
            ("", None),
            ("abc", None),
            ("1,2345", None),
            ("1,5,5", None),
            ("12,34.5", None),
            ("5.", Some((5, 0))),
        ] {
            assert_eq!(decimal(text, 2), expected, "{text}");
        }
    }

    #[test]
    fn decimals_are_as_many_as_the_currency_has() {
        assert_eq!(decimal("1.234", 3), Some((1234, 3)));
        assert_eq!(decimal("1.5", 0), None);
        assert_eq!(decimal("1.500", 0), Some((1500, 0)));
    }

    #[test]
    fn minor_units_are_written_plainly() {
        assert_eq!(plain(5, 2), "0.05");
        assert_eq!(plain(4990, 2), "49.90");
        assert_eq!(plain(500, 0), "500");
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod wall_clock {
    use refund_policy::Instant;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{local, moment};

    #[wasm_bindgen_test]
    fn a_moment_is_read_as_it_was_shown() {
        for text in ["2026-11-20T09:05:00Z", "2026-03-29T12:00:00Z", "1999-12-31T23:59:00Z"] {
            let at = Instant::parse(text).unwrap();
            let (date, time) = local(at);
            assert_eq!(moment(&date, &time), Some(at));
        }
    }

    #[wasm_bindgen_test]
    fn what_is_no_moment_is_none() {
        for (date, time) in [("", ""), ("2026-11", ""), ("2026-11-20", "10"), ("x-y-z", "")] {
            assert_eq!(moment(date, time), None);
        }
    }
}
