//! Dates, amounts, numbers and plurals by the JavaScript engine's `Intl`.
//!
//! What is shown is decided by who calls; here it is only written. Formatters are slow to make, so each is made once.

use std::sync::{Mutex, OnceLock, PoisonError};

use chrono::{Datelike, NaiveDateTime};
use js_sys::Intl::{DateTimeFormat, DisplayNames, ListFormat, NumberFormat, PluralRules, RelativeTimeFormat};
use js_sys::{Array, Date, JsString, Object, Reflect};
use refund_policy::{DateStyle, Decimal, Format, ListKind, Locale, Money, PageFormat, Plural, TimeUnit};
use wasm_bindgen::prelude::*;

/// What `Intl` writes for one shopper.
pub struct IntlFormat {
    locale: Locale,
    tags: Array,
    dates: Made<(DateStyle, bool), DateTimeFormat>,
    numbers: Made<Numbers, NumberFormat>,
    plurals: OnceLock<PluralRules>,
    and: OnceLock<ListFormat>,
    or: OnceLock<ListFormat>,
    relative: OnceLock<RelativeTimeFormat>,
}

/// The few that were made so far.
struct Made<K, V>(Mutex<Vec<(K, V)>>);

/// What kind of number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Plain,
    Percent,
    Money(&'static str, u8),
    Time(TimeUnit),
    /// A size in this unit, with at most so many decimals.
    Size(&'static str, u8),
}

/// As many decimals as a number is shown with, and as a percentage is.
const NUMBER_DECIMALS: u8 = 6;
const PERCENT_DECIMALS: u8 = 2;

impl IntlFormat {
    /// What is written in this language, as it is in the first country that comes to mind, and in English as Europe does.
    pub fn new(locale: Locale) -> IntlFormat {
        let tag = if locale == Locale::En { "en-GB" } else { locale.tag() };
        IntlFormat::by_tag(locale, tag)
    }

    /// The habits of one who reads this language: those of the first of their browser's languages that is a variant of it.
    pub fn of_reader<'a>(locale: Locale, languages: impl IntoIterator<Item = &'a str>) -> IntlFormat {
        let has_region = |tag: &&str| tag.contains('-') && Locale::parse(tag) == Some(locale);
        match languages.into_iter().find(has_region) {
            Some(tag) => IntlFormat::by_tag(locale, tag),
            None => IntlFormat::new(locale),
        }
    }

    fn by_tag(locale: Locale, tag: &str) -> IntlFormat {
        IntlFormat {
            locale,
            tags: Array::of1(&tag.into()),
            dates: Made::new(),
            numbers: Made::new(),
            plurals: OnceLock::new(),
            and: OnceLock::new(),
            or: OnceLock::new(),
            relative: OnceLock::new(),
        }
    }

    fn dates(&self, style: DateStyle, with_year: bool) -> DateTimeFormat {
        self.dates.get((style, with_year), || {
            DateTimeFormat::new(&self.tags, &options(&date_options(style, with_year)))
        })
    }

    /// A number as `Intl` takes it: in digits, since a binary float may be another.
    fn written(&self, kind: Numbers, number: &str) -> String {
        let format =
            self.numbers.get(kind, || NumberFormat::new(&self.tags, &options(&number_options(kind))));
        text(format.format().call1(&JsValue::UNDEFINED, &number.into()).ok()).unwrap_or(number.to_owned())
    }

    fn name(&self, kind: &str, code: &str) -> String {
        let names = DisplayNames::new(&self.tags, &options(&[("type", kind.into())]));
        // What is no code at all is an exception.
        let of =
            Reflect::get(&names, &"of".into()).ok().and_then(|of| of.dyn_into::<js_sys::Function>().ok());
        text(of.and_then(|of| of.call1(&names, &code.into()).ok())).unwrap_or(code.to_owned())
    }
}

impl Format for IntlFormat {
    fn locale(&self) -> Locale {
        self.locale
    }

    fn platform_date(&self, style: DateStyle, with_year: bool, at: NaiveDateTime) -> String {
        let written = self.dates(style, with_year).format().call1(&JsValue::UNDEFINED, &date(at));
        text(written.ok()).unwrap_or_default()
    }

    fn money(&self, amount: Money) -> String {
        let digits = amount.currency.minor_digits();
        self.written(Numbers::Money(amount.currency.code(), digits), &major_units(amount))
    }

    fn number(&self, number: Decimal) -> String {
        self.written(Numbers::Plain, &number.to_string())
    }

    fn percent(&self, ratio: Decimal) -> String {
        self.written(Numbers::Percent, &ratio.to_string())
    }

    fn plural(&self, number: u64) -> Plural {
        let rules = self.plurals.get_or_init(|| PluralRules::new(&self.tags, &Object::new()));
        let name = String::from(rules.select(number as f64));
        Plural::ALL.into_iter().find(|plural| plural.name() == name).unwrap_or(Plural::Other)
    }

    fn list(&self, items: &[String], kind: ListKind) -> String {
        let (made, name) = match kind {
            ListKind::And => (&self.and, "conjunction"),
            ListKind::Or => (&self.or, "disjunction"),
        };
        let format = made.get_or_init(|| ListFormat::new(&self.tags, &options(&[("type", name.into())])));
        format.format(&items.iter().map(JsValue::from).collect::<Array>()).into()
    }

    fn unit(&self, number: Decimal, unit: TimeUnit) -> String {
        self.written(Numbers::Time(unit), &number.to_string())
    }

    fn relative(&self, number: i64, unit: TimeUnit) -> String {
        let format = self
            .relative
            .get_or_init(|| RelativeTimeFormat::new(&self.tags, &options(&[("numeric", "auto".into())])));
        format.format(number as f64, unit.name()).into()
    }

    fn decimal_sign(&self) -> char {
        let half = self.written(Numbers::Plain, "0.5");
        half.chars().find(|letter| !letter.is_numeric()).unwrap_or('.')
    }
}

impl PageFormat for IntlFormat {
    fn currency_name(&self, code: &str) -> String {
        self.name("currency", code)
    }

    fn language_name(&self, tag: &str) -> String {
        self.name("language", tag)
    }

    fn currencies(&self) -> Vec<String> {
        // Browsers before 2022 do not tell.
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or_default();
        let tells = Reflect::get(&intl, &"supportedValuesOf".into()).unwrap_or_default();
        let Some(tells) = tells.dyn_ref::<js_sys::Function>() else { return Vec::new() };
        let codes = tells.call1(&intl, &"currency".into()).unwrap_or_default();
        codes.dyn_into::<Array>().unwrap_or_default().iter().filter_map(|code| code.as_string()).collect()
    }

    fn file_size(&self, bytes: u64) -> String {
        const KILOBYTE: f64 = 1024.0;
        let size = bytes as f64;
        let (number, unit) = match size < 1e6 {
            true => ((size / KILOBYTE).max(1.0), "kilobyte"),
            false => (size / KILOBYTE / KILOBYTE, "megabyte"),
        };
        let decimals = u8::from(number < 10.0);
        let number = Decimal::from_f64(number).unwrap_or(Decimal::GREATEST);
        self.written(Numbers::Size(unit, decimals), &number.to_string())
    }

    fn time_range(
        &self,
        style: DateStyle,
        from: NaiveDateTime,
        until: NaiveDateTime,
        now: NaiveDateTime,
    ) -> String {
        let with_year = [from, until].iter().any(|at| at.year() != now.year());
        let range = self.dates(style, with_year).format_range(&date(from), &date(until));
        range.map(String::from).unwrap_or_default()
    }
}

impl<K: PartialEq, V: Clone> Made<K, V> {
    fn new() -> Made<K, V> {
        Made(Mutex::new(Vec::new()))
    }

    fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = made.iter().find(|(known, _)| *known == key) {
            return known.clone();
        }
        let new = make();
        made.push((key, new.clone()));
        new
    }
}

/// The options of `Intl` for a style of date. Times on a wall are taken as universal ones.
fn date_options(style: DateStyle, with_year: bool) -> Vec<(&'static str, JsValue)> {
    if style == DateStyle::Time {
        return vec![("timeStyle", "short".into()), ("timeZone", "UTC".into())];
    }
    let names = if style.is_short() { "short" } else { "long" };
    let date = style.date();
    let parts = [
        ("weekday", names, style.has_weekday()),
        ("day", "numeric", date.is_some()),
        ("month", names, date.is_some_and(|date| date != DateStyle::DayOfMonth)),
        ("year", "numeric", with_year),
        ("hour", "numeric", style.has_time()),
        ("minute", "2-digit", style.has_time()),
        ("timeZone", "UTC", true),
    ];
    parts
        .into_iter()
        .filter(|(_, _, is_shown)| *is_shown)
        .map(|(name, value, _)| (name, value.into()))
        .collect()
}

fn number_options(kind: Numbers) -> Vec<(&'static str, JsValue)> {
    match kind {
        Numbers::Plain => vec![("maximumFractionDigits", NUMBER_DECIMALS.into())],
        Numbers::Percent => {
            vec![("style", "percent".into()), ("maximumFractionDigits", PERCENT_DECIMALS.into())]
        }
        // CLDR's own decimals are those of everyday prices: none for the Serbian dinar, which has a hundred para.
        Numbers::Money(code, digits) => vec![
            ("style", "currency".into()),
            ("currency", code.into()),
            ("minimumFractionDigits", digits.into()),
            ("maximumFractionDigits", digits.into()),
        ],
        Numbers::Time(unit) => vec![
            ("style", "unit".into()),
            ("unit", unit.name().into()),
            ("unitDisplay", "long".into()),
            ("maximumFractionDigits", NUMBER_DECIMALS.into()),
        ],
        Numbers::Size(unit, decimals) => {
            vec![("style", "unit".into()), ("unit", unit.into()), ("maximumFractionDigits", decimals.into())]
        }
    }
}

fn options(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        // A plain object takes every member.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

/// The instant at which a clock in universal time shows this.
fn date(at: NaiveDateTime) -> Date {
    Date::new(&(at.and_utc().timestamp_millis() as f64).into())
}

/// "49.90" for 4990 cents.
fn major_units(amount: Money) -> String {
    let places = usize::from(amount.currency.minor_digits());
    let sign = if amount.minor < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", amount.minor.unsigned_abs(), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn text(value: Option<JsValue>) -> Option<String> {
    value.and_then(|value| value.dyn_into::<JsString>().ok()).map(String::from)
}
