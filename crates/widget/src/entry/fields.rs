//! What is typed into one field, as a value: a date, an amount, a number.

use chrono::NaiveDate;
use refund_policy::document::{NumberUnit, Range};
use refund_policy::{Currency, Decimal, Json, Money};

use super::{EntryField, Wrong};
use crate::number::{Habit, Misread, Typed, plain, read};
use crate::state::Context;
use crate::wall_clock;

/// A date; a year that nobody can mean is told as that.
pub(super) fn date(text: &str) -> Result<NaiveDate, Wrong> {
    let text = text.trim();
    let year: Option<u32> = text.split('-').next().and_then(|year| year.parse().ok());
    let is_whole = text.split('-').count() == 3;
    if is_whole && year.is_some_and(|year| !(2000..=9999).contains(&year)) {
        return Err(Wrong::first("problem.year"));
    }
    wall_clock::date(text).ok_or(Wrong::first("problem.date"))
}

/// An amount as people type it: with the currency's sign or code, or without.
pub(super) fn amount(typed: &str, code: &str, context: &Context<'_>) -> Result<Json, Wrong> {
    let currency = Currency::parse(code).ok_or(Wrong::new(EntryField::Second, "problem.currency"))?;
    let places = currency.minor_digits();
    let habit = Habit { decimal_sign: context.format.decimal_sign(), places, is_always_whole: places == 0 };
    let typed = typed.trim();
    let text = without_code(typed, code);
    let minor = |typed: Typed| to_minor(typed, places);
    let shown = |typed: Typed| {
        let money = minor(typed).map(|minor| Money { minor: minor.abs(), currency });
        money.map(|money| context.format.money(money)).unwrap_or_default()
    };
    let wrong = |key| Wrong::first(key).with("example", shown(Typed { digits: 4990, places: places.min(2) }));
    match read(text, habit) {
        Ok(found) => {
            let minor = minor(found).ok_or_else(|| wrong("problem.amount"))?;
            Ok(Json::object([("minor", minor.into()), ("currency", code.into())]))
        }
        Err(Misread::NotANumber) => Err(wrong("problem.amount")),
        Err(Misread::TooManyDecimals) if places == 0 => Err(wrong("problem.no_decimals")),
        Err(Misread::TooManyDecimals) => {
            Err(wrong("problem.decimals").with("n", context.format.number(i64::from(places).into())))
        }
        Err(Misread::Ambiguous { thousands, decimals }) => Err(wrong("problem.ambiguous")
            .with("thousands", shown(thousands))
            .with("decimals", shown(decimals))),
    }
}

/// A text without the currency's code at one of its ends.
fn without_code<'a>(text: &'a str, code: &str) -> &'a str {
    let is_code = |part: &&str| part.eq_ignore_ascii_case(code);
    let behind = text.len().checked_sub(code.len()).and_then(|at| text.split_at_checked(at));
    let before = text.split_at_checked(code.len());
    match (before, behind) {
        (_, Some((number, part))) if is_code(&part) => number.trim_end(),
        (Some((part, number)), _) if is_code(&part) => number.trim_start(),
        _ => text,
    }
}

/// Minor units; what is finer is rounded, half up.
fn to_minor(Typed { digits, places }: Typed, minor_digits: u8) -> Option<i64> {
    let power = |exponent: u8| 10_i64.checked_pow(exponent.into());
    match minor_digits.checked_sub(places) {
        Some(missing) => digits.checked_mul(power(missing)?),
        None => {
            let divisor = power(places - minor_digits)?;
            Some((digits + divisor / 2).div_euclid(divisor))
        }
    }
}

/// A number in the unit in which it is typed: a ratio in hundredths.
pub(super) fn number(typed: &str, range: &Range, context: &Context<'_>) -> Result<Json, Wrong> {
    let places = if range.whole { 0 } else { 2 };
    let habit = Habit { decimal_sign: context.format.decimal_sign(), places, is_always_whole: false };
    let shown = |typed: Typed| decimal(typed).map(|number| context.format.number(number)).unwrap_or_default();
    match read(typed, habit) {
        Ok(Typed { digits, places }) => {
            let places = if range.unit == NumberUnit::Ratio { places + 2 } else { places };
            Ok(decimal(Typed { digits, places }).ok_or(Wrong::first("problem.number"))?.into())
        }
        Err(Misread::Ambiguous { thousands, decimals }) if !range.whole => {
            Err(Wrong::first("problem.ambiguous")
                .with("thousands", shown(thousands))
                .with("decimals", shown(decimals)))
        }
        Err(_) if range.whole => Err(Wrong::first("problem.whole")),
        Err(Misread::TooManyDecimals) => {
            Err(Wrong::first("problem.decimals").with("n", context.format.number(i64::from(places).into())))
        }
        Err(_) => Err(Wrong::first("problem.number")),
    }
}

fn decimal(Typed { digits, places }: Typed) -> Option<Decimal> {
    Decimal::from_f64(digits as f64 / 10_f64.powi(places.into()))
}

/// A number as it is typed: a ratio in hundredths.
pub(super) fn shown(number: Decimal, unit: NumberUnit, context: &Context<'_>) -> String {
    let (numerator, denominator) = number.as_fraction();
    let places = usize::try_from(denominator.ilog10()).unwrap_or_default();
    let (numerator, places) = match unit {
        NumberUnit::Ratio if places >= 2 => (numerator, places - 2),
        NumberUnit::Ratio => (numerator * 10_i128.pow(2 - u32::try_from(places).unwrap_or_default()), 0),
        NumberUnit::Hours | NumberUnit::Count => (numerator, places),
    };
    plain(i64::try_from(numerator).unwrap_or_default(), places, context.format.decimal_sign())
}
