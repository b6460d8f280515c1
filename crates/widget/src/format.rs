//! Dates, times, amounts and numbers in the shopper's habits: what www/tools/format.js writes, by the browser's `Intl`.

use js_sys::Date;
use refund_policy::{Decimal, Instant, Money};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The habits of one shopper.
    #[derive(Clone)]
    pub type Format;

    #[wasm_bindgen(method, js_name = date)]
    fn write_date(this: &Format, style: &str, at: f64) -> String;
    #[wasm_bindgen(method, js_name = range)]
    fn write_range(this: &Format, style: &str, from: f64, until: f64) -> String;
    #[wasm_bindgen(method, js_name = relative)]
    fn write_relative(this: &Format, at: f64, now: f64, by_day: bool) -> String;
    #[wasm_bindgen(method, js_name = length)]
    fn write_length(this: &Format, millis: f64) -> String;
    #[wasm_bindgen(method, js_name = number)]
    fn write_number(this: &Format, style: &str, number: f64) -> String;
    #[wasm_bindgen(method, js_name = unit)]
    fn write_unit(this: &Format, number: f64, unit: &str) -> String;
    #[wasm_bindgen(method, js_name = money)]
    fn write_money(this: &Format, amount: f64, currency: &str) -> String;
    #[wasm_bindgen(method, js_name = list)]
    fn write_list(this: &Format, items: Vec<String>, kind: &str) -> String;
    #[wasm_bindgen(method, js_name = plural)]
    fn category(this: &Format, number: f64) -> String;
    #[wasm_bindgen(method, js_name = name)]
    fn write_name(this: &Format, kind: &str, code: &str) -> String;

    /// A size in bytes: "2.4 MB".
    #[wasm_bindgen(method)]
    pub(crate) fn size(this: &Format, bytes: f64) -> String;
    /// The sign before decimals.
    #[wasm_bindgen(method, js_name = sign)]
    pub(crate) fn decimal_sign(this: &Format) -> String;
    /// All currencies that the browser knows; none where it does not tell.
    #[wasm_bindgen(method)]
    pub(crate) fn currencies(this: &Format) -> Vec<String>;
}

/// How a list is joined.
#[derive(Clone, Copy)]
pub(crate) enum Join {
    /// a, b and c.
    And,
    /// a, b or c.
    Or,
}

/// How a date is written.
#[derive(Clone, Copy)]
pub(crate) enum Style {
    /// "Friday, 20 November 2026".
    Date,
    /// "20 November 2026 at 10:00".
    DateTime,
    /// "Friday, 20 November 2026 at 10:00".
    FullDateTime,
    /// "20 Nov 2026, 10:00".
    Short,
    /// "Fri, 20 Nov 2026".
    Weekday,
    /// "20 Nov".
    Day,
    /// "20 Nov, 10:00".
    DayTime,
    /// "Friday, 20 November": a day that is given as its noon in universal time.
    Calendar,
    /// The same for a range: "1–8 December".
    CalendarRange,
}

impl Style {
    fn name(self) -> &'static str {
        match self {
            Style::Date => "date",
            Style::DateTime => "date_time",
            Style::FullDateTime => "full_date_time",
            Style::Short => "short",
            Style::Weekday => "weekday",
            Style::Day => "day",
            Style::DayTime => "day_time",
            Style::Calendar => "calendar",
            Style::CalendarRange => "calendar_range",
        }
    }
}

impl Format {
    /// An instant.
    pub(crate) fn date(&self, style: Style, at: Instant) -> String {
        self.write_date(style.name(), at.millis() as f64)
    }

    /// From one instant to another: "20 Nov 2026, 10:00 – 14:00".
    pub(crate) fn range(&self, style: Style, from: Instant, until: Instant) -> String {
        self.write_range(style.name(), from.millis() as f64, until.millis() as f64)
    }

    /// "3 days ago", "in 2 hours". Days are counted by the calendar on the shopper's wall; where no time is known, only they.
    pub(crate) fn relative(&self, at: Instant, now: Instant, by_day: bool) -> String {
        self.write_relative(at.millis() as f64, now.millis() as f64, by_day)
    }

    /// A length of time in its two largest units: "2 days and 3 hours".
    pub(crate) fn length(&self, millis: i64) -> String {
        self.write_length(millis as f64)
    }

    /// An amount: "49,90 €".
    pub(crate) fn money(&self, money: Money) -> String {
        let scale = 10_f64.powi(money.currency.minor_digits().into());
        self.write_money(money.minor as f64 / scale, money.currency.code())
    }

    /// A number: "1,5".
    pub(crate) fn number(&self, number: Decimal) -> String {
        self.write_number("number", float(number))
    }

    /// A whole number.
    pub(crate) fn count(&self, number: u32) -> String {
        self.write_number("count", number.into())
    }

    /// A part of one: "30 %".
    pub(crate) fn percent(&self, ratio: f64) -> String {
        self.write_number("percent", ratio)
    }

    /// Hours: "48 hours".
    pub(crate) fn hours(&self, hours: Decimal) -> String {
        self.write_unit(float(hours), "hour")
    }

    /// Several things in one phrase.
    pub(crate) fn list(&self, items: Vec<String>, join: Join) -> String {
        let kind = match join {
            Join::And => "conjunction",
            Join::Or => "disjunction",
        };
        self.write_list(items, kind)
    }

    /// The plural category of a number, by CLDR.
    pub(crate) fn plural(&self, number: u32) -> String {
        self.category(number.into())
    }

    /// A language's name: "French".
    pub(crate) fn language(&self, tag: &str) -> String {
        self.write_name("language", tag)
    }

    /// A currency's name: "euro".
    pub(crate) fn currency(&self, code: &str) -> String {
        self.write_name("currency", code)
    }
}

/// Seconds east of universal time on the shopper's wall clock.
pub(crate) fn local_offset(at: Instant) -> i32 {
    // JavaScript counts minutes west.
    Date::new(&JsValue::from_f64(at.millis() as f64)).get_timezone_offset() as i32 * -60
}

/// A decimal as the number that `Intl` takes: only ever shown, never reckoned with.
pub(crate) fn float(number: Decimal) -> f64 {
    let (numerator, denominator) = number.as_fraction();
    numerator as f64 / denominator as f64
}
