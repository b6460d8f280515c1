//! What ICU4X writes, held against the `Intl` of Node: a page and a merchant's side write the same.
//!
//! Kinds of spaces count as one. Where the two differ, because one of them has the tables of another year, both are told in
//! `intl-differences.json`, so that a new table is read before it is believed.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::io::Write;
use std::process::{Command, Stdio};

use chrono::{NaiveDate, NaiveDateTime};
use refund_native::IcuFormat;
use refund_policy::{Currency, DateStyle, Decimal, Format, ListKind, Locale, Money, Plural, TimeUnit};
use serde_json::{Value, json};

/// Writes each case of a list with `Intl`, as crates/intl does.
const SCRIPT: &str = r#"
const cases = JSON.parse(require("fs").readFileSync(0, "utf8"));
const written = ({ tag, kind, options, values }) => {
  if (kind === "date") return new Intl.DateTimeFormat(tag, { ...options, timeZone: "UTC" }).format(values[0]);
  if (kind === "number") return new Intl.NumberFormat(tag, options).format(values[0]);
  if (kind === "plural") return new Intl.PluralRules(tag).select(values[0]);
  if (kind === "list") return new Intl.ListFormat(tag, options).format(values);
  if (kind === "relative") return new Intl.RelativeTimeFormat(tag, options).format(...values);
};
console.log(JSON.stringify(cases.map(written)));
"#;

/// Symbols of currencies that CLDR has given up since: a language, what ICU4X writes, what Node 20 writes in its place. The tests
/// of the npm package read the same list.
const DIFFERENCES: &str = include_str!("intl-differences.json");

/// German dates with their year: ICU4X's medium length is all in numbers, "04.12.2026".
fn is_in_numbers(locale: Locale, style: DateStyle, with_year: bool) -> bool {
    locale == Locale::De && style.is_short() && with_year
}

const STYLES: [DateStyle; 6] = [
    DateStyle::DayOfMonth,
    DateStyle::Day,
    DateStyle::WeekdayDay,
    DateStyle::ShortDay,
    DateStyle::ShortWeekdayDay,
    DateStyle::Time,
];

const UNITS: [TimeUnit; 6] =
    [TimeUnit::Second, TimeUnit::Minute, TimeUnit::Hour, TimeUnit::Day, TimeUnit::Month, TimeUnit::Year];

/// What is asked of `Intl`, and what ICU4X writes for it.
struct Case {
    intl: Value,
    icu: String,
}

fn tag(locale: Locale) -> &'static str {
    if locale == Locale::En { "en-GB" } else { locale.tag() }
}

fn case(locale: Locale, kind: &str, options: Value, values: Value, icu: String) -> Case {
    Case { intl: json!({"tag": tag(locale), "kind": kind, "options": options, "values": values}), icu }
}

fn at(year: i32, month: u32, day: u32, hour: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(hour, 5, 0).unwrap()
}

fn dates(format: &dyn Format) -> Vec<Case> {
    let months = (1..=12).map(|month| at(2026, month, 2 * month - 1, month + 8));
    let all = months.chain([at(2027, 1, 1, 0), at(2028, 2, 29, 9), at(1999, 12, 31, 23)]);
    all.flat_map(|at| {
        STYLES.iter().flat_map(move |style| [false, true].map(|with_year| (at, *style, with_year)))
    })
    .filter(|(_, style, with_year)| !with_year || !matches!(style, DateStyle::DayOfMonth | DateStyle::Time))
    .filter(|(_, style, with_year)| !is_in_numbers(format.locale(), *style, *with_year))
    .map(|(at, style, with_year)| {
        let names = if style.is_short() { "short" } else { "long" };
        let mut options = json!({});
        if style.has_weekday() {
            options["weekday"] = names.into();
        }
        if style != DateStyle::Time {
            options["day"] = "numeric".into();
        }
        if style != DateStyle::Time && style != DateStyle::DayOfMonth {
            options["month"] = names.into();
        }
        if with_year {
            options["year"] = "numeric".into();
        }
        if style == DateStyle::Time {
            options["timeStyle"] = "short".into();
        }
        let icu = format.platform_date(style, with_year, at);
        case(format.locale(), "date", options, json!([at.and_utc().timestamp_millis()]), icu)
    })
    .collect()
}

fn amounts(format: &dyn Format) -> Vec<Case> {
    let currencies = ["EUR", "USD", "GBP", "CHF", "JPY", "KWD", "RSD", "IQD", "BRL", "PLN"];
    let amounts = [0, 5, 4990, 9800, 123_456, 1_234_567, 98_765_432_100];
    let all = currencies.into_iter().flat_map(|code| amounts.map(|minor| (code, minor)));
    all.map(|(code, minor)| {
        let currency = Currency::parse(code).unwrap();
        let digits = currency.minor_digits();
        let options = json!({
            "style": "currency", "currency": code, "minimumFractionDigits": digits, "maximumFractionDigits": digits,
        });
        let major = minor as f64 / 10_f64.powi(digits.into());
        case(format.locale(), "number", options, json!([major]), format.money(Money { minor, currency }))
    })
    .collect()
}

fn numbers(format: &dyn Format) -> Vec<Case> {
    let all = [0.0, 1.0, 48.5, 999.0, 1234.0, 12345.678, 0.1234567, 1_000_000.0, -2.5];
    let ratios = [0.0, 0.5, 0.125, 0.33333, 1.0, 0.005, 12.5];
    let plain = json!({"maximumFractionDigits": 6});
    let percent = json!({"style": "percent", "maximumFractionDigits": 2});
    let decimal = |number| Decimal::from_f64(number).unwrap();
    let locale = format.locale();
    let numbers = all
        .map(|number| case(locale, "number", plain.clone(), json!([number]), format.number(decimal(number))));
    let ratios = ratios.map(|number| {
        case(locale, "number", percent.clone(), json!([number]), format.percent(decimal(number)))
    });
    numbers.into_iter().chain(ratios).collect()
}

fn plurals(format: &dyn Format) -> Vec<Case> {
    let all = (0..=22).chain([100, 101, 1000, 999_999, 1_000_000, 2_000_000]);
    let name = |number| Plural::name(format.plural(number)).to_owned();
    all.map(|number| case(format.locale(), "plural", json!({}), json!([number]), name(number))).collect()
}

fn lists(format: &dyn Format) -> Vec<Case> {
    let items = ["a", "Italia", "i costi", "ocho", "und so"];
    let kinds = [(ListKind::And, "conjunction"), (ListKind::Or, "disjunction")];
    let all = (0..=items.len()).flat_map(|count| kinds.map(|kind| (count, kind)));
    all.map(|(count, (kind, name))| {
        let items: Vec<String> = items.iter().take(count).map(|item| (*item).to_owned()).collect();
        let icu = format.list(&items, kind);
        case(format.locale(), "list", json!({"type": name}), json!(items), icu)
    })
    .collect()
}

fn times(format: &dyn Format) -> Vec<Case> {
    let locale = format.locale();
    let lengths = UNITS.iter().flat_map(|unit| [0.0, 1.0, 2.0, 48.5, 1200.0].map(|number| (*unit, number)));
    let lengths = lengths.map(|(unit, number)| {
        let options =
            json!({"style": "unit", "unit": unit.name(), "unitDisplay": "long", "maximumFractionDigits": 6});
        let icu = format.unit(Decimal::from_f64(number).unwrap(), unit);
        case(locale, "number", options, json!([number]), icu)
    });
    let far = UNITS.iter().flat_map(|unit| [-30, -2, -1, 0, 1, 2, 30].map(|number| (*unit, number)));
    let far = far.map(|(unit, number)| {
        let icu = format.relative(number, unit);
        case(locale, "relative", json!({"numeric": "auto"}), json!([number, unit.name()]), icu)
    });
    lengths.chain(far).collect()
}

fn by_intl(cases: &[Case]) -> Vec<String> {
    let asked: Vec<&Value> = cases.iter().map(|case| &case.intl).collect();
    let mut node = Command::new("node")
        .args(["--eval", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("node cannot be started: {error}"));
    node.stdin.take().unwrap().write_all(serde_json::to_string(&asked).unwrap().as_bytes()).unwrap();
    let answer = node.wait_with_output().unwrap();
    assert!(answer.status.success());
    serde_json::from_slice(&answer.stdout).unwrap()
}

fn with_plain_spaces(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ")
}

#[test]
fn both_write_the_same() {
    let known: Vec<[String; 3]> = serde_json::from_str(DIFFERENCES).unwrap();
    let mut differences = Vec::new();
    for locale in Locale::ALL {
        let format = IcuFormat::new(locale);
        let cases: Vec<Case> = [dates, amounts, numbers, plurals, lists, times]
            .into_iter()
            .flat_map(|some| some(&format))
            .collect();
        for (case, intl) in cases.iter().zip(by_intl(&cases)) {
            let (icu, intl) = (with_plain_spaces(&case.icu), with_plain_spaces(&intl));
            let is_known =
                known.iter().any(|[tag, own, other]| tag == locale.tag() && icu.replace(own, other) == intl);
            if icu != intl && !is_known {
                differences.push(format!("[{:?}, {icu:?}, {intl:?}],", locale.tag()));
            }
        }
    }
    differences.dedup();
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn what_two_days_share_is_said_once() {
    let (from, until) = (at(2026, 12, 8, 9).date(), at(2026, 12, 16, 9).date());
    for (locale, ends) in [
        (Locale::En, ["8", "16 December"]),
        (Locale::Fr, ["8", "16 décembre"]),
        (Locale::De, ["8.", "16. Dezember"]),
    ] {
        let (first, last) = IcuFormat::new(locale).day_range(from, until, at(2026, 11, 20, 9));
        assert_eq!([first, last], ends);
    }
}
