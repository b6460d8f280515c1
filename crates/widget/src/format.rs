//! Dates, times, amounts and numbers in the shopper's habits, by the browser's `Intl`.

use js_sys::{Array, Date, Object, Reflect};
use refund_policy::Gather;
use refund_policy::{Decimal, Instant, Money};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> DateTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &DateTimeFormat, millis: f64) -> String;
    #[wasm_bindgen(method, js_name = formatRange)]
    fn format_range(this: &DateTimeFormat, from: f64, until: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> NumberFormat;
    #[wasm_bindgen(method)]
    fn format(this: &NumberFormat, number: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str) -> PluralRules;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: f64) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type RelativeTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> RelativeTimeFormat;
    #[wasm_bindgen(method)]
    fn format(this: &RelativeTimeFormat, number: f64, unit: &str) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type ListFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> ListFormat;
    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, items: &Array) -> String;

    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locale: &str, options: &Object) -> DisplayNames;
    // A code that is no code is an exception.
    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;

    // Not in every browser: an exception where it is missing.
    #[wasm_bindgen(catch, js_namespace = Intl, js_name = supportedValuesOf)]
    fn supported_values_of(key: &str) -> Result<Array, JsValue>;
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// How a list is joined.
#[derive(Clone, Copy)]
pub(crate) enum Join {
    /// a, b and c.
    And,
    /// a, b or c.
    Or,
}

/// The shopper's habits: a BCP 47 tag, with the region where the browser tells it.
#[derive(Clone)]
pub(crate) struct Format(String);

impl Format {
    /// The habits of one who reads `language`: of the browser's first locale in that language.
    pub(crate) fn new(language: &str, browser: &[String]) -> Format {
        let same = |tag: &&String| tag.split('-').next() == Some(language);
        Format(browser.iter().find(same).cloned().unwrap_or_else(|| language.to_owned()))
    }

    fn dates(&self, settings: &[(&str, &str)]) -> DateTimeFormat {
        DateTimeFormat::new(&self.0, &options(settings))
    }

    fn numbers(&self, settings: &[(&str, &str)]) -> NumberFormat {
        NumberFormat::new(&self.0, &options(settings))
    }

    /// "Friday, 20 November 2026".
    pub(crate) fn date(&self, at: Instant) -> String {
        self.dates(&[("dateStyle", "full")]).format(at.millis() as f64)
    }

    /// "20 November 2026 at 10:00".
    pub(crate) fn date_time(&self, at: Instant) -> String {
        self.dates(&[("dateStyle", "long"), ("timeStyle", "short")]).format(at.millis() as f64)
    }

    /// "Friday, 20 November 2026 at 10:00".
    pub(crate) fn full_date_time(&self, at: Instant) -> String {
        self.dates(&[("dateStyle", "full"), ("timeStyle", "short")]).format(at.millis() as f64)
    }

    /// "20 Nov".
    pub(crate) fn day(&self, at: Instant) -> String {
        self.dates(&[("day", "numeric"), ("month", "short")]).format(at.millis() as f64)
    }

    /// "20 Nov 2026, 10:00".
    pub(crate) fn short(&self, at: Instant) -> String {
        self.dates(&[("dateStyle", "medium"), ("timeStyle", "short")]).format(at.millis() as f64)
    }

    /// "Fri, 20 Nov 2026".
    pub(crate) fn weekday(&self, at: Instant) -> String {
        let settings = [("weekday", "short"), ("day", "numeric"), ("month", "short"), ("year", "numeric")];
        self.dates(&settings).format(at.millis() as f64)
    }

    /// "20 Nov 2026, 10:00 – 14:00".
    pub(crate) fn range(&self, from: Instant, until: Instant) -> String {
        let format = self.dates(&[("dateStyle", "medium"), ("timeStyle", "short")]);
        format.format_range(from.millis() as f64, until.millis() as f64)
    }

    /// "3 days ago", "in 2 hours". Days are counted by the calendar on the shopper's wall.
    pub(crate) fn relative(&self, at: Instant, now: Instant) -> String {
        let away = at.millis() - now.millis();
        let days = calendar_days(now, at);
        let (number, unit) = match away.abs() {
            near if near < HOUR => (away / MINUTE, "minute"),
            near if near < DAY => (away / HOUR, "hour"),
            near if near < 60 * DAY => (days, "day"),
            near if near < 730 * DAY => (days * 10 / 304, "month"),
            _ => (days / 365, "year"),
        };
        RelativeTimeFormat::new(&self.0, &options(&[("numeric", "auto")])).format(number as f64, unit)
    }

    /// A length of time in its two largest units: "2 days and 3 hours".
    pub(crate) fn length(&self, millis: i64) -> String {
        let parts = match millis.max(0) {
            long if long >= 60 * DAY => vec![(long / (DAY * 304 / 10), "month")],
            long if long >= DAY => vec![(long / DAY, "day"), (long % DAY / HOUR, "hour")],
            long if long >= HOUR => vec![(long / HOUR, "hour"), (long % HOUR / MINUTE, "minute")],
            long if long >= MINUTE => vec![(long / MINUTE, "minute")],
            // Rounded up: a wait of half a second is not over yet.
            short => vec![((short + 999) / 1000, "second")],
        };
        let shown =
            parts.into_iter().filter(|(number, _)| *number > 0).map(|(number, unit)| self.unit(number, unit));
        self.list(shown, Join::And)
    }

    fn unit(&self, number: i64, unit: &str) -> String {
        self.numbers(&[("style", "unit"), ("unit", unit), ("unitDisplay", "long")]).format(number as f64)
    }

    /// An amount: "49,90 €".
    pub(crate) fn money(&self, money: Money) -> String {
        let scale = 10_f64.powi(money.currency.minor_digits().into());
        let settings = [("style", "currency"), ("currency", money.currency.code())];
        self.numbers(&settings).format(money.minor as f64 / scale)
    }

    /// A number: "1,5".
    pub(crate) fn number(&self, number: Decimal) -> String {
        self.numbers(&[("maximumFractionDigits", "6")]).format(float(number))
    }

    /// A whole number.
    pub(crate) fn count(&self, number: u32) -> String {
        self.numbers(&[]).format(number.into())
    }

    /// A part of one: "30 %".
    pub(crate) fn percent(&self, ratio: f64) -> String {
        self.numbers(&[("style", "percent"), ("maximumFractionDigits", "2")]).format(ratio)
    }

    /// Hours: "48 hours".
    pub(crate) fn hours(&self, hours: Decimal) -> String {
        self.numbers(&[("style", "unit"), ("unit", "hour"), ("unitDisplay", "long")]).format(float(hours))
    }

    /// A size in bytes: "2.4 MB".
    pub(crate) fn size(&self, bytes: f64) -> String {
        let (number, unit) = if bytes < 1e6 {
            ((bytes / 1024.0).max(1.0), "kilobyte")
        } else {
            (bytes / 1_048_576.0, "megabyte")
        };
        let settings = [
            ("style", "unit"),
            ("unit", unit),
            ("maximumFractionDigits", if number < 10.0 { "1" } else { "0" }),
        ];
        self.numbers(&settings).format(number)
    }

    /// Several things in one phrase.
    pub(crate) fn list(&self, items: impl IntoIterator<Item = String>, join: Join) -> String {
        let kind = match join {
            Join::And => "conjunction",
            Join::Or => "disjunction",
        };
        let items: Array = items.into_iter().map(JsValue::from).collect();
        ListFormat::new(&self.0, &options(&[("type", kind)])).format(&items)
    }

    /// The plural category of a number, by CLDR.
    pub(crate) fn plural(&self, number: u32) -> String {
        PluralRules::new(&self.0).select(number.into())
    }

    /// A language's name: "French".
    pub(crate) fn language(&self, tag: &str) -> String {
        self.name("language", tag)
    }

    /// A currency's name: "euro".
    pub(crate) fn currency(&self, code: &str) -> String {
        self.name("currency", code)
    }

    fn name(&self, kind: &str, code: &str) -> String {
        let names = DisplayNames::new(&self.0, &options(&[("type", kind)]));
        names.of(code).ok().flatten().unwrap_or_else(|| code.to_owned())
    }

    /// The sign before decimals.
    pub(crate) fn decimal_sign(&self) -> char {
        let shown = self.numbers(&[]).format(0.5);
        shown.chars().find(|sign| !sign.is_ascii_digit()).unwrap_or('.')
    }
}

/// Seconds east of universal time on the shopper's wall clock.
pub(crate) fn local_offset(at: Instant) -> i32 {
    // JavaScript counts minutes west.
    Date::new(&JsValue::from_f64(at.millis() as f64)).get_timezone_offset() as i32 * -60
}

/// All currencies that the browser knows; none where it does not tell.
pub(crate) fn currencies() -> Vec<String> {
    let codes = supported_values_of("currency").unwrap_or_default();
    codes.iter().filter_map(|code| code.as_string()).gather()
}

/// A decimal as the number that `Intl` takes: only ever shown, never reckoned with.
pub(crate) fn float(number: Decimal) -> f64 {
    let (numerator, denominator) = number.as_fraction();
    numerator as f64 / denominator as f64
}

/// How many midnights of the shopper's wall lie between two instants.
fn calendar_days(from: Instant, to: Instant) -> i64 {
    let midnight = |at: Instant| {
        let wall = Date::new(&JsValue::from_f64(at.millis() as f64));
        let (year, month, day) = (wall.get_full_year(), wall.get_month(), wall.get_date());
        // In universal time all days are equally long.
        Date::new(&JsValue::from_f64(0.0)).set_utc_full_year_with_month_date(year, month as i32, day as i32)
    };
    ((midnight(to) - midnight(from)) / DAY as f64) as i64
}

fn options(settings: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in settings {
        // A plain object takes every property.
        let _ = Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    options
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests {
    use refund_policy::{Currency, Decimal, Instant, Money};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{Format, Join};

    fn format(tag: &str) -> Format {
        Format(tag.to_owned())
    }

    /// With plain spaces, whichever kind the browser's tables have.
    fn plain(text: String) -> String {
        text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ")
    }

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[wasm_bindgen_test]
    fn habits_are_the_browsers_in_the_elements_language() {
        let browser = ["de-DE", "es-MX", "es-ES"].map(str::to_owned);
        assert_eq!(Format::new("es", &browser).0, "es-MX");
        assert_eq!(Format::new("fr", &browser).0, "fr");
    }

    #[wasm_bindgen_test]
    fn amounts_and_numbers_follow_the_locale() {
        let money = |minor, code| Money { minor, currency: Currency::parse(code).unwrap() };
        assert_eq!(plain(format("es-ES").money(money(4990, "EUR"))), "49,90 €");
        assert_eq!(plain(format("en-GB").money(money(4990, "EUR"))), "€49.90");
        assert_eq!(plain(format("fr-FR").money(money(500, "JPY"))), "500 JPY");
        assert_eq!(plain(format("fr-FR").percent(0.3)), "30 %");
        assert_eq!(plain(format("fr-FR").number(Decimal::from_f64(48.5).unwrap())), "48,5");
        assert_eq!(plain(format("en-GB").size(200.0)), "1 kB");
        assert_eq!(plain(format("en-GB").size(2.5 * 1_048_576.0)), "2.5 MB");
        assert_eq!((format("es").decimal_sign(), format("en").decimal_sign()), (',', '.'));
    }

    #[wasm_bindgen_test]
    fn times_are_told_relative_to_now() {
        let now = at("2026-11-20T12:00:00Z");
        let relative = |text| format("es-ES").relative(at(text), now);
        assert_eq!(relative("2026-11-17T12:00:00Z"), "hace 3 días");
        assert_eq!(relative("2026-11-20T10:00:00Z"), "hace 2 horas");
        assert_eq!(relative("2026-11-22T12:00:00Z"), "pasado mañana");
        assert_eq!(relative("2026-08-20T12:00:00Z"), "hace 3 meses");
    }

    #[wasm_bindgen_test]
    fn lengths_have_their_two_largest_units() {
        let length = |millis| format("en-GB").length(millis);
        assert_eq!(length(2 * 86_400_000 + 3 * 3_600_000 + 1), "2 days and 3 hours");
        assert_eq!(length(3_600_000), "1 hour");
        assert_eq!(length(61_000), "1 minute");
        assert_eq!(length(1_001), "2 seconds");
    }

    #[wasm_bindgen_test]
    fn lists_and_plurals_follow_the_language() {
        let items = || ["a", "b", "c"].map(str::to_owned);
        assert_eq!(format("es").list(items(), Join::Or), "a, b o c");
        assert_eq!(format("fr").list(items(), Join::And), "a, b et c");
        assert_eq!([format("fr").plural(0), format("en").plural(0)], ["one", "other"]);
        assert_eq!(format("es").language("fr"), "francés");
    }
}
