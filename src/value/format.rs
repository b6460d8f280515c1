//! How dates, amounts, numbers and plurals are written for people: by the host, from the tables of CLDR that it has.
//!
//! The page has `Intl`, the merchant's side ICU4X; both implement [`Format`]. No name of a month, no plural rule and no
//! currency's sign stands in this crate. What does stand here is the house style, once for every host: a year only where
//! it is not the present one, the French "1er", the German "8.", no comma between a Spanish weekday and its date, and which
//! unit a length of time is told in.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use crate::value::decimal::Decimal;
use crate::value::locale::Locale;
use crate::value::money::Money;

/// How a host writes in one locale.
///
/// Dates and times are those of the clock on some wall: the caller has chosen the zone, and a host that thinks in
/// instants takes them as universal time.
pub trait Format: Send + Sync {
    /// The language in which it writes.
    fn locale(&self) -> Locale;

    /// A date, or a time of the day, as the platform writes it, with its year or without. Only styles come here that have
    /// not both; texts are written by [`Format::date`].
    fn platform_date(&self, style: DateStyle, with_year: bool, at: NaiveDateTime) -> String;

    /// An amount with its currency, and as many decimals as ISO 4217 gives that: "€49.90", "¥4,990".
    fn money(&self, amount: Money) -> String;

    /// A number with at most six decimals: "12,345.678".
    fn number(&self, number: Decimal) -> String;

    /// A part of one, as a percentage with at most two decimals: "12.5%".
    fn percent(&self, ratio: Decimal) -> String;

    /// The plural category of a number, by CLDR.
    fn plural(&self, number: u64) -> Plural;

    /// Several things in one phrase: "a, b and c".
    fn list(&self, items: &[String], kind: ListKind) -> String;

    /// A length of time in one unit: "3 days", "48.5 hours".
    fn unit(&self, number: Decimal, unit: TimeUnit) -> String;

    /// A time before or after now: "3 days ago", "in 2 hours", "tomorrow".
    fn relative(&self, number: i64, unit: TimeUnit) -> String;

    /// The sign before decimals.
    fn decimal_sign(&self) -> char;

    /// A date by the house style; its year only where it is another than that of `now`.
    fn date(&self, style: DateStyle, at: NaiveDateTime, now: NaiveDateTime) -> String {
        self.dated(style, at.year() != now.year(), at)
    }

    /// A date by the house style, with its year in any case: for what is kept and read later.
    fn full_date(&self, style: DateStyle, at: NaiveDateTime) -> String {
        self.dated(style, true, at)
    }

    /// A date by the house style, with its year or without.
    fn dated(&self, style: DateStyle, with_year: bool, at: NaiveDateTime) -> String {
        let Some(date) = style.date() else { return self.platform_date(DateStyle::Time, false, at) };
        let text = house_style(self.locale(), date, at, self.platform_date(date, with_year, at));
        // As CLDR's medium patterns join the two in each of the eight languages.
        if style.has_time() { text + ", " + &self.platform_date(DateStyle::Time, false, at) } else { text }
    }

    /// The two ends of a time of several days, what they share said once: "8" and "16 December", for a sentence such as
    /// "from {from} to {until}". Languages that write the day before the month say the month at the end, others ("December
    /// 8", "16") at the beginning.
    fn day_range(&self, from: NaiveDate, until: NaiveDate, now: NaiveDateTime) -> (String, String) {
        let noon = |day: NaiveDate| day.and_hms_opt(12, 0, 0).unwrap_or_default();
        let with_year = [from, until].iter().any(|day| day.year() != now.year());
        let full = |day| self.dated(DateStyle::Day, with_year, noon(day));
        let number = |day| self.dated(DateStyle::DayOfMonth, false, noon(day));
        let month_is_shared = (from.year(), from.month()) == (until.year(), until.month());
        if !month_is_shared {
            let is_one_year = from.year() == until.year() && day_comes_first(&full(until));
            return (self.dated(DateStyle::Day, with_year && !is_one_year, noon(from)), full(until));
        }
        match (day_comes_first(&full(from)), with_year) {
            (true, _) => (number(from), full(until)),
            (false, false) => (full(from), number(until)),
            (false, true) => (full(from), full(until)),
        }
    }

    /// A length of time in its two largest units: "2 days and 3 hours". What is left of a second counts as one, for a
    /// wait of half a second is not over yet.
    fn length(&self, length: TimeDelta) -> String {
        let seconds = length.num_milliseconds().max(0).unsigned_abs().div_ceil(1000);
        let parts = match seconds {
            ..MINUTE => [(seconds, TimeUnit::Second), (0, TimeUnit::Second)],
            MINUTE..HOUR => [(seconds / MINUTE, TimeUnit::Minute), (0, TimeUnit::Second)],
            HOUR..DAY => [(seconds / HOUR, TimeUnit::Hour), (seconds % HOUR / MINUTE, TimeUnit::Minute)],
            DAY..TWO_MONTHS => [(seconds / DAY, TimeUnit::Day), (seconds % DAY / HOUR, TimeUnit::Hour)],
            _ => [(seconds / MONTH, TimeUnit::Month), (0, TimeUnit::Day)],
        };
        let named = parts.into_iter().filter(|(number, _)| *number > 0);
        let named =
            named.map(|(number, unit)| self.unit(i64::try_from(number).unwrap_or(i64::MAX).into(), unit));
        self.list(&named.collect::<Vec<_>>(), ListKind::And)
    }

    /// How far away a time is: "3 days ago", "in 2 hours". Days are counted by the calendar, and are all that is told
    /// where `by_day` says that no time of the day is known.
    fn relative_to(&self, at: NaiveDateTime, now: NaiveDateTime, by_day: bool) -> String {
        let away = at - now;
        let days = (at.date() - now.date()).num_days();
        let far = away.num_seconds().unsigned_abs();
        let (number, unit) = match far {
            ..HOUR if !by_day => (away.num_minutes(), TimeUnit::Minute),
            HOUR..DAY if !by_day => (away.num_hours(), TimeUnit::Hour),
            0..TWO_MONTHS => (days, TimeUnit::Day),
            // Months of 30.4 days, years of 365: nobody looks closer from so far away.
            TWO_MONTHS..TWO_YEARS => (days * 10 / 304, TimeUnit::Month),
            TWO_YEARS.. => (days / 365, TimeUnit::Year),
        };
        self.relative(number, unit)
    }
}

/// What the page tells beyond [`Format`], from tables that a merchant's side has no use for.
pub trait PageFormat: Format {
    /// The name of a currency by its code; the code where it has none.
    fn currency_name(&self, code: &str) -> String;

    /// The name of a language by its BCP 47 tag; the tag where it has none.
    fn language_name(&self, tag: &str) -> String;

    /// All currencies that the platform knows, by their codes.
    fn currencies(&self) -> Vec<String>;

    /// The size of a file: "2.4 MB".
    fn file_size(&self, bytes: u64) -> String;

    /// A time from one instant to another, what they share said once: "20 Nov, 10:00 – 14:00".
    fn time_range(
        &self,
        style: DateStyle,
        from: NaiveDateTime,
        until: NaiveDateTime,
        now: NaiveDateTime,
    ) -> String;
}

/// What of a date is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DateStyle {
    /// "4", and "4." in German.
    DayOfMonth,
    /// "4 December".
    Day,
    /// "4 December, 13:00".
    DayTime,
    /// "Friday 4 December".
    WeekdayDay,
    /// "Friday 4 December, 13:00".
    WeekdayDayTime,
    /// "4 Dec".
    ShortDay,
    /// "4 Dec, 13:00".
    ShortDayTime,
    /// "Fri 4 Dec".
    ShortWeekdayDay,
    /// "13:00".
    Time,
}

/// The plural categories of CLDR, by which string tables tell their forms apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Plural {
    /// `zero`
    Zero,
    /// `one`
    One,
    /// `two`
    Two,
    /// `few`
    Few,
    /// `many`
    Many,
    /// `other`
    Other,
}

/// How things are joined.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ListKind {
    /// "a, b and c"
    And,
    /// "a, b or c"
    Or,
}

/// A unit of time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum TimeUnit {
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MONTH: u64 = 30 * DAY;
const TWO_MONTHS: u64 = 60 * DAY;
const TWO_YEARS: u64 = 730 * DAY;

impl DateStyle {
    /// Whether it names the day of the week.
    pub fn has_weekday(self) -> bool {
        matches!(self, DateStyle::WeekdayDay | DateStyle::WeekdayDayTime | DateStyle::ShortWeekdayDay)
    }

    /// The same without the time of the day; none where nothing is left.
    pub fn date(self) -> Option<DateStyle> {
        match self {
            DateStyle::Time => None,
            DateStyle::DayTime => Some(DateStyle::Day),
            DateStyle::WeekdayDayTime => Some(DateStyle::WeekdayDay),
            DateStyle::ShortDayTime => Some(DateStyle::ShortDay),
            DateStyle::DayOfMonth
            | DateStyle::Day
            | DateStyle::WeekdayDay
            | DateStyle::ShortDay
            | DateStyle::ShortWeekdayDay => Some(self),
        }
    }

    /// Whether it names the time of the day.
    pub fn has_time(self) -> bool {
        matches!(
            self,
            DateStyle::DayTime | DateStyle::WeekdayDayTime | DateStyle::ShortDayTime | DateStyle::Time
        )
    }

    /// Whether its names are abbreviated.
    pub fn is_short(self) -> bool {
        matches!(self, DateStyle::ShortDay | DateStyle::ShortDayTime | DateStyle::ShortWeekdayDay)
    }
}

impl Plural {
    /// All of them.
    pub const ALL: [Plural; 6] =
        [Plural::Zero, Plural::One, Plural::Two, Plural::Few, Plural::Many, Plural::Other];

    /// Its name in CLDR, which is its key in string tables.
    pub fn name(self) -> &'static str {
        match self {
            Plural::Zero => "zero",
            Plural::One => "one",
            Plural::Two => "two",
            Plural::Few => "few",
            Plural::Many => "many",
            Plural::Other => "other",
        }
    }
}

impl TimeUnit {
    /// Its name in CLDR.
    pub fn name(self) -> &'static str {
        match self {
            TimeUnit::Second => "second",
            TimeUnit::Minute => "minute",
            TimeUnit::Hour => "hour",
            TimeUnit::Day => "day",
            TimeUnit::Month => "month",
            TimeUnit::Year => "year",
        }
    }
}

/// What our texts do otherwise than CLDR's patterns.
fn house_style(locale: Locale, style: DateStyle, at: NaiveDateTime, text: String) -> String {
    match locale {
        // French counts the first of a month as an ordinal: Imprimerie nationale, Lexique, "Dates".
        Locale::Fr if at.day() == 1 => ordinal_first(&text),
        // A German day is an ordinal, which CLDR only marks where a month follows.
        Locale::De if style == DateStyle::DayOfMonth && !text.ends_with('.') => text + ".",
        // No comma between a weekday and its date: Real Academia, Ortografía; and "Friday 4 December".
        Locale::Es | Locale::En if style.has_weekday() => without_comma(&text),
        _ => text,
    }
}

/// "mardi 1 décembre" as "mardi 1er décembre"; as it is where it has been written so already.
fn ordinal_first(text: &str) -> String {
    let Some((before, after)) = text.split_once('1') else { return text.to_owned() };
    let stands_alone = after.chars().next().is_none_or(char::is_whitespace);
    if stands_alone { format!("{before}1er{after}") } else { text.to_owned() }
}

/// "martes, 1 de diciembre" as "martes 1 de diciembre"; "Tuesday, December 1" stays.
fn without_comma(text: &str) -> String {
    match text.split_once(", ") {
        Some((weekday, date)) if day_comes_first(date) => format!("{weekday} {date}"),
        _ => text.to_owned(),
    }
}

fn day_comes_first(date: &str) -> bool {
    date.starts_with(|letter: char| letter.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::{ordinal_first, without_comma};

    #[test]
    fn the_first_of_a_month_is_an_ordinal_in_french() {
        for (text, expected) in [
            ("1", "1er"),
            ("mardi 1 décembre 2021", "mardi 1er décembre 2021"),
            ("1\u{a0}déc.", "1er\u{a0}déc."),
            ("mardi 1er décembre", "mardi 1er décembre"),
        ] {
            assert_eq!(ordinal_first(text), expected);
        }
    }

    #[test]
    fn no_comma_stands_between_a_weekday_and_its_date() {
        for (text, expected) in [
            ("miércoles, 2 de diciembre", "miércoles 2 de diciembre"),
            ("Tuesday, 1 December 2026", "Tuesday 1 December 2026"),
            ("Tuesday 1 December", "Tuesday 1 December"),
            ("Tuesday, December 1, 2026", "Tuesday, December 1, 2026"),
        ] {
            assert_eq!(without_comma(text), expected);
        }
    }
}
