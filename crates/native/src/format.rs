//! Dates, amounts, numbers and plurals by ICU4X, from the tables of CLDR that it carries.
//!
//! Currencies, percentages, units and relative times are ICU4X's experimental parts: its numbers, dates, lists and plurals are
//! stable. The tests hold all of it against Node's `Intl`.

mod cache;
mod data;

use chrono::{Datelike, NaiveDateTime, Timelike};
use fixed_decimal::{Decimal as FixedDecimal, SignedRoundingMode, UnsignedRoundingMode};
use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::enums::CompositeDateTimeFieldSet;
use icu_datetime::fieldsets::{D, MD, MDE, T, YMD, YMDE};
use icu_datetime::options::YearStyle;
use icu_decimal::DecimalFormatter;
use icu_experimental::dimension::currency::formatter::CurrencyFormatter;
use icu_experimental::dimension::percent::formatter::PercentFormatter;
use icu_experimental::dimension::units::categorized_formatter::CategorizedFormatter;
use icu_experimental::dimension::units::options::{UnitsFormatterOptions, Width};
use icu_experimental::measure::category::{CategorizedMeasureUnit, Duration};
use icu_experimental::relativetime::options::Numeric;
use icu_experimental::relativetime::{RelativeTimeFormatter, RelativeTimeFormatterOptions};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale as IcuLocale;
use icu_plurals::{PluralCategory, PluralRules};
use icu_provider::DataError;
use icu_time::{DateTime, Time};
use refund_policy::{Currency, DateStyle, Decimal, Format, ListKind, Locale, Money, Plural, TimeUnit};

use cache::Cache;

/// What ICU4X writes in one language.
pub struct IcuFormat {
    locale: Locale,
    icu: IcuLocale,
    numbers: DecimalFormatter,
    percentages: PercentFormatter<DecimalFormatter>,
    plurals: PluralRules,
    and: ListFormatter,
    or: ListFormatter,
    // What is made when it is first asked for: there are too many of each to make them all.
    dates: Cache<(DateStyle, bool), FixedCalendarDateTimeFormatter<Gregorian, CompositeDateTimeFieldSet>>,
    currencies: Cache<Currency, CurrencyFormatter<DecimalFormatter>>,
}

/// As many decimals as a number is shown with, and as a percentage is.
const NUMBER_DECIMALS: i16 = 6;
const PERCENT_DECIMALS: i16 = 2;

impl IcuFormat {
    /// What is written in this language, in English as Europe does.
    #[expect(
        clippy::expect_used,
        reason = "ICU4X carries the tables of every language, and the tests use each"
    )]
    pub fn new(locale: Locale) -> IcuFormat {
        IcuFormat::load(locale).expect("a language that ICU4X knows")
    }

    fn load(locale: Locale) -> Result<IcuFormat, DataError> {
        let icu = tag(locale);
        Ok(IcuFormat {
            locale,
            numbers: DecimalFormatter::try_new((&icu).into(), Default::default())?,
            percentages: PercentFormatter::try_new((&icu).into(), Default::default())?,
            plurals: PluralRules::try_new_cardinal((&icu).into())?,
            and: ListFormatter::try_new_and((&icu).into(), ListFormatterOptions::default())?,
            or: ListFormatter::try_new_or((&icu).into(), ListFormatterOptions::default())?,
            dates: Cache::default(),
            currencies: Cache::default(),
            icu,
        })
    }
}

/// The variant of a language that is written: for English the European one, since the American puts the month first.
fn tag(locale: Locale) -> IcuLocale {
    match locale {
        Locale::En => icu_locale_core::locale!("en-GB"),
        Locale::Es => icu_locale_core::locale!("es"),
        Locale::Fr => icu_locale_core::locale!("fr"),
        Locale::De => icu_locale_core::locale!("de"),
        Locale::It => icu_locale_core::locale!("it"),
        Locale::Pt => icu_locale_core::locale!("pt"),
        Locale::Nl => icu_locale_core::locale!("nl"),
        Locale::Ca => icu_locale_core::locale!("ca"),
    }
}

impl Format for IcuFormat {
    fn locale(&self) -> Locale {
        self.locale
    }

    fn platform_date(&self, style: DateStyle, with_year: bool, at: NaiveDateTime) -> String {
        // What lies outside ICU4X's calendar, and in a table that is compiled in, is not: the fallback is never taken.
        let at_iso = at.to_string();
        let Some(time) = civil(at) else { return at_iso };
        let make =
            || FixedCalendarDateTimeFormatter::try_new((&self.icu).into(), fields(style, with_year)).ok();
        let formatter = self.dates.get((style, with_year), make);
        let text = formatter.map_or(at_iso, |formatter| formatter.format(&time).to_string());
        match text.strip_prefix('0') {
            // Spanish has "9:05" in CLDR, where ICU4X writes two digits for every hour of a clock with 24.
            Some(shorter) if (self.locale, style) == (Locale::Es, DateStyle::Time) => shorter.to_owned(),
            _ => text,
        }
    }

    fn money(&self, amount: Money) -> String {
        let digits = amount.currency.minor_digits();
        let mut value = FixedDecimal::from(amount.minor);
        value.multiply_pow10(-i16::from(digits));
        let make = || currency_formatter(&self.icu, amount.currency);
        match self.currencies.get(amount.currency, make) {
            Some(formatter) => formatter.format_fixed_decimal(&value).to_string(),
            None => format!("{} {value}", amount.currency.code()),
        }
    }

    fn number(&self, number: Decimal) -> String {
        self.numbers.format(&rounded(fixed(number), NUMBER_DECIMALS)).to_string()
    }

    fn percent(&self, ratio: Decimal) -> String {
        let mut hundredths = fixed(ratio);
        hundredths.multiply_pow10(2);
        self.percentages.format(&rounded(hundredths, PERCENT_DECIMALS)).to_string()
    }

    fn plural(&self, number: u64) -> Plural {
        match self.plurals.category_for(number) {
            PluralCategory::Zero => Plural::Zero,
            PluralCategory::One => Plural::One,
            PluralCategory::Two => Plural::Two,
            PluralCategory::Few => Plural::Few,
            PluralCategory::Many => Plural::Many,
            PluralCategory::Other => Plural::Other,
        }
    }

    fn list(&self, items: &[String], kind: ListKind) -> String {
        let formatter = match kind {
            ListKind::And => &self.and,
            ListKind::Or => &self.or,
        };
        formatter.format(items.iter()).to_string()
    }

    fn unit(&self, number: Decimal, unit: TimeUnit) -> String {
        let mut options = UnitsFormatterOptions::default();
        options.width = Width::Long;
        let (locale, measure) = (&self.icu, || measure(unit));
        // Which units a language has in which of its tables is its own affair.
        let formatter = CategorizedFormatter::try_new_core(locale.into(), measure(), options)
            .or_else(|_| CategorizedFormatter::try_new_extended(locale.into(), measure(), options))
            .or_else(|_| CategorizedFormatter::try_new_outlier(locale.into(), measure(), options));
        let number = rounded(fixed(number), NUMBER_DECIMALS);
        formatter.map_or(number.to_string(), |formatter| formatter.format_fixed_decimal(&number).to_string())
    }

    fn relative(&self, number: i64, unit: TimeUnit) -> String {
        let number = FixedDecimal::from(number);
        let formatter = relative_formatter(&self.icu, unit);
        formatter.map_or(number.to_string(), |formatter| formatter.format(number).to_string())
    }

    fn decimal_sign(&self) -> char {
        let half = Decimal::from_f64(0.5).map(|half| self.number(half)).unwrap_or_default();
        half.chars().find(|letter| !letter.is_numeric()).unwrap_or('.')
    }
}

/// The parts of a date that a style has; a style with a time of the day is put together from two.
fn fields(style: DateStyle, with_year: bool) -> CompositeDateTimeFieldSet {
    use icu_datetime::fieldsets::enums::DateFieldSet;
    let date = match (style, with_year) {
        (DateStyle::Time, _) => {
            return CompositeDateTimeFieldSet::Time(icu_datetime::fieldsets::enums::TimeFieldSet::T(T::hm()));
        }
        (DateStyle::DayOfMonth, _) => DateFieldSet::D(D::long()),
        (DateStyle::Day | DateStyle::DayTime, false) => DateFieldSet::MD(MD::long()),
        (DateStyle::Day | DateStyle::DayTime, true) => DateFieldSet::YMD(full_year(YMD::long())),
        (DateStyle::WeekdayDay | DateStyle::WeekdayDayTime, false) => DateFieldSet::MDE(MDE::long()),
        (DateStyle::WeekdayDay | DateStyle::WeekdayDayTime, true) => {
            DateFieldSet::YMDE(YMDE::long().with_year_style(YearStyle::Full))
        }
        (DateStyle::ShortDay | DateStyle::ShortDayTime, false) => DateFieldSet::MD(MD::medium()),
        (DateStyle::ShortDay | DateStyle::ShortDayTime, true) => DateFieldSet::YMD(full_year(YMD::medium())),
        (DateStyle::ShortWeekdayDay, false) => DateFieldSet::MDE(MDE::medium()),
        (DateStyle::ShortWeekdayDay, true) => {
            DateFieldSet::YMDE(YMDE::medium().with_year_style(YearStyle::Full))
        }
    };
    CompositeDateTimeFieldSet::Date(date)
}

fn full_year(fields: YMD) -> YMD {
    fields.with_year_style(YearStyle::Full)
}

/// A time as ICU4X has it.
fn civil(at: NaiveDateTime) -> Option<DateTime<Gregorian>> {
    let month = u8::try_from(at.month()).ok()?;
    let day = u8::try_from(at.day()).ok()?;
    let (hour, minute) = (u8::try_from(at.hour()).ok()?, u8::try_from(at.minute()).ok()?);
    Some(DateTime {
        date: Date::try_new_gregorian(at.year(), month, day).ok()?,
        time: Time::try_new(hour, minute, 0, 0).ok()?,
    })
}

fn currency_formatter(locale: &IcuLocale, currency: Currency) -> Option<CurrencyFormatter<DecimalFormatter>> {
    let code = currency.code().to_lowercase().parse::<icu_locale_core::extensions::unicode::Value>().ok()?;
    let data = data::WithDecimals(currency.minor_digits());
    CurrencyFormatter::try_new_symbol_unstable(
        &data,
        locale.into(),
        (&code).try_into().ok()?,
        Default::default(),
    )
    .ok()
}

fn relative_formatter(locale: &IcuLocale, unit: TimeUnit) -> Result<RelativeTimeFormatter, DataError> {
    let make = match unit {
        TimeUnit::Second => RelativeTimeFormatter::try_new_long_second,
        TimeUnit::Minute => RelativeTimeFormatter::try_new_long_minute,
        TimeUnit::Hour => RelativeTimeFormatter::try_new_long_hour,
        TimeUnit::Day => RelativeTimeFormatter::try_new_long_day,
        TimeUnit::Month => RelativeTimeFormatter::try_new_long_month,
        TimeUnit::Year => RelativeTimeFormatter::try_new_long_year,
    };
    make(locale.into(), RelativeTimeFormatterOptions::default().with_numeric(Numeric::Auto))
}

fn measure(unit: TimeUnit) -> CategorizedMeasureUnit<Duration> {
    match unit {
        TimeUnit::Second => Duration::second(),
        TimeUnit::Minute => Duration::minute(),
        TimeUnit::Hour => Duration::hour(),
        TimeUnit::Day => Duration::day(),
        TimeUnit::Month => Duration::month(),
        TimeUnit::Year => Duration::year(),
    }
}

/// An exact decimal as ICU4X has it.
fn fixed(number: Decimal) -> FixedDecimal {
    number.to_string().parse().unwrap_or_default()
}

/// Half away from zero, as `Intl` does.
fn rounded(mut number: FixedDecimal, decimals: i16) -> FixedDecimal {
    let mode = SignedRoundingMode::Unsigned(UnsignedRoundingMode::HalfExpand);
    number.round_with_mode(-decimals, mode);
    number.absolute.trim_start();
    number.absolute.trim_end();
    number
}
