//! What `Intl` writes for the trait, against what ICU4X writes for the same: both sides of a request read alike. (That the two
//! agree in general, `crates/native/tests/intl.rs` tests with Node; here it is our calls of `Intl`, in the browser.)
#![cfg(target_arch = "wasm32")]
#![expect(clippy::expect_used, reason = "a test's helpers fail by panicking")]

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use refund_intl::{IntlFormat, words};
use refund_policy::{
    Currency, DateStyle, Decimal, Format, ListKind, Locale, Money, PageFormat, Plural, TimeUnit,
};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn at(year: i32, month: u32, day: u32) -> NaiveDateTime {
    let day = NaiveDate::from_ymd_opt(year, month, day).expect("a date");
    day.and_hms_opt(13, 5, 0).expect("a time")
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ")
}

fn money(locale: Locale, minor: i64, code: &str) -> String {
    let currency = Currency::parse(code).expect("a currency");
    plain(&IntlFormat::new(locale).money(Money { minor, currency }))
}

#[wasm_bindgen_test]
fn deadlines_are_written_in_the_house_style() {
    let (first, now) = (at(2026, 12, 1), at(2026, 11, 20));
    let expected = [
        (Locale::Es, "martes 1 de diciembre, 13:05"),
        (Locale::Fr, "mardi 1er décembre, 13:05"),
        (Locale::En, "Tuesday 1 December, 13:05"),
        (Locale::De, "Dienstag, 1. Dezember, 13:05"),
        (Locale::It, "martedì 1 dicembre, 13:05"),
        (Locale::Pt, "terça-feira, 1 de dezembro, 13:05"),
        (Locale::Nl, "dinsdag 1 december, 13:05"),
        (Locale::Ca, "dimarts, 1 de desembre, 13:05"),
    ];
    for (locale, text) in expected {
        let format = IntlFormat::new(locale);
        assert_eq!(plain(&format.date(DateStyle::WeekdayDayTime, first, now)), text);
    }
    let english = IntlFormat::new(Locale::En);
    assert_eq!(english.date(DateStyle::Day, at(2027, 1, 4), now), "4 January 2027");
}

#[wasm_bindgen_test]
fn what_two_days_share_is_said_once() {
    let (from, until, now) = (at(2026, 12, 8).date(), at(2026, 12, 16).date(), at(2026, 11, 20));
    let ends = |format: IntlFormat| format.day_range(from, until, now);
    let both = |from: &str, until: &str| (from.to_owned(), until.to_owned());
    assert_eq!(ends(IntlFormat::new(Locale::Fr)), both("8", "16 décembre"));
    assert_eq!(ends(IntlFormat::new(Locale::De)), both("8.", "16. Dezember"));
    assert_eq!(ends(IntlFormat::of_reader(Locale::En, ["en-US"])), both("December 8", "16"));
}

#[wasm_bindgen_test]
fn amounts_have_the_decimals_of_iso_4217() {
    assert_eq!(money(Locale::Es, 4990, "EUR"), "49,90 €");
    assert_eq!(money(Locale::En, 123_456, "EUR"), "€1,234.56");
    assert_eq!(money(Locale::De, 150, "RSD"), "1,50 RSD");
    assert_eq!(money(Locale::De, 5, "KWD"), "0,005 KWD");
    assert_eq!(money(Locale::Ca, 4990, "JPY").replace('¥', "JPY"), "4.990 JPY");
}

#[wasm_bindgen_test]
fn numbers_plurals_and_lists_are_the_languages_own() {
    let number = |number| Decimal::from_f64(number).expect("a decimal");
    let french = IntlFormat::new(Locale::Fr);
    assert_eq!(plain(&french.number(number(1234.5))), "1 234,5");
    assert_eq!(plain(&french.percent(number(0.125))), "12,5 %");
    assert_eq!((french.plural(0), french.plural(2)), (Plural::One, Plural::Other));
    assert_eq!(french.decimal_sign(), ',');
    let items = ["a", "b", "c"].map(str::to_owned);
    assert_eq!(french.list(&items, ListKind::Or), "a, b ou c");
    let english = IntlFormat::new(Locale::En);
    assert_eq!(english.relative(-1, TimeUnit::Day), "yesterday");
    assert_eq!(english.length(TimeDelta::hours(51)), "2 days and 3 hours");
    assert_eq!(english.length(TimeDelta::milliseconds(400)), "1 second");
}

#[wasm_bindgen_test]
fn the_page_tells_names_and_sizes() {
    let english = IntlFormat::new(Locale::En);
    assert_eq!(english.language_name("fr"), "French");
    assert_eq!(english.currency_name("EUR"), "Euro");
    assert_eq!(english.currency_name("no code"), "no code");
    assert_eq!(plain(&english.file_size(2_516_582)), "2.4 MB");
    assert!(english.currencies().contains(&"EUR".to_owned()));
}

#[wasm_bindgen_test]
fn the_words_of_a_language_that_policies_lack_have_others_beside_them() {
    assert_eq!(words(Locale::De).text_locale(), Locale::En);
    assert_eq!(words(Locale::Ca).text_locale(), Locale::Es);
    assert_eq!(words(Locale::De).yes_no(true), "ja");
}
