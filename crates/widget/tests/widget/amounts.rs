//! Numbers as people type them.

use proptest::prelude::*;
use refund_widget::number::{Habit, Misread, Typed, plain, read};

const SPANISH: Habit = Habit { decimal_sign: ',', places: 2, is_always_whole: false };
const ENGLISH: Habit = Habit { decimal_sign: '.', places: 2, is_always_whole: false };

fn number(digits: i64, places: u8) -> Result<Typed, Misread> {
    Ok(Typed { digits, places })
}

/// In Spanish and in English alike.
fn in_both(text: &str, expected: Result<Typed, Misread>) {
    for habit in [SPANISH, ENGLISH] {
        assert_eq!(read(text, habit), expected, "{text} {habit:?}");
    }
}

#[test]
fn numbers_are_read_as_people_type_them() {
    for (text, digits, places) in [
        ("49,90", 4990, 2),
        ("49.9", 499, 1),
        ("49", 49, 0),
        (" 49 ", 49, 0),
        ("1.234,50 €", 123_450, 2),
        ("€1,234.50", 123_450, 2),
        ("1 234,50", 123_450, 2),
        ("1\u{a0}234,50", 123_450, 2),
        ("1\u{202f}234.50", 123_450, 2),
        ("1,234.50", 123_450, 2),
        ("1’234.50", 123_450, 2),
        ("1'234.50", 123_450, 2),
        ("1 234", 1234, 0),
        ("1'234", 1234, 0),
        ("1.234.567", 1_234_567, 0),
        ("1,234,567.8", 12_345_678, 1),
        ("1234,5", 12_345, 1),
        ("-5", -5, 0),
        ("\u{2212}5", -5, 0),
        ("+5", 5, 0),
        ("5.", 5, 0),
        (".5", 5, 1),
        ("0,05", 5, 2),
        ("12 %", 12, 0),
    ] {
        in_both(text, number(digits, places));
    }
}

#[test]
fn what_is_no_number_is_none() {
    for text in [
        "",
        ",",
        ".",
        "-",
        "abc",
        "4x9",
        "1,5,5",
        "12,34.5",
        "1 23",
        "1.23.4",
        "1.234,5.6",
        "1,23,456.78",
        "99999999999999999",
        "1.234 567",
        "12'34",
        "0.123.456",
    ] {
        in_both(text, Err(Misread::NotANumber));
    }
}

#[test]
fn three_digits_after_the_only_sign_are_asked_again_in_every_language() {
    for (text, digits) in
        [("47.999", 47_999), ("1.234", 1234), ("1,234", 1234), ("12.000", 12_000), ("-1,234 €", -1234)]
    {
        let thousands = Typed { digits, places: 0 };
        let decimals = Typed { digits, places: 3 };
        in_both(text, Err(Misread::Ambiguous { thousands, decimals }));
    }
    // A group of thousands does not begin with nothing, or with a zero.
    for text in ["0.999", ".999", "0,125", "1234.567"] {
        in_both(text, Err(Misread::TooManyDecimals));
    }
}

#[test]
fn more_decimals_than_are_possible_are_asked_again() {
    for text in ["1,2345", "49.9000", "12.345678", "1.234,567"] {
        in_both(text, Err(Misread::TooManyDecimals));
    }
    let yen = Habit { places: 0, is_always_whole: true, ..ENGLISH };
    assert_eq!(read("1.5", yen), Err(Misread::TooManyDecimals));
    assert_eq!(read("4990.00", yen), Err(Misread::TooManyDecimals));
    // There are no parts of a yen that it could be.
    assert_eq!(read("1.500", yen), number(1500, 0));
}

#[test]
fn a_currency_of_three_decimals_is_written_by_the_language() {
    let dinar = |decimal_sign| Habit { decimal_sign, places: 3, is_always_whole: false };
    assert_eq!(read("1.234", dinar('.')), number(1234, 3));
    assert_eq!(read("1,234", dinar(',')), number(1234, 3));
    assert!(matches!(read("1,234", dinar('.')), Err(Misread::Ambiguous { .. })));
    assert_eq!(read("1,234.567", dinar('.')), number(1_234_567, 3));
}

#[test]
fn minor_units_are_written_plainly() {
    let all = [(5, 2), (4990, 2), (500, 0), (-5, 2), (0, 3)].map(|(minor, places)| plain(minor, places, '.'));
    assert_eq!(all, ["0.05", "49.90", "500", "-0.05", "0.000"]);
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(minor in -9_000_000_000_000_i64..9_000_000_000_000) {
        for habit in [SPANISH, ENGLISH] {
            prop_assert_eq!(read(&plain(minor, 2, habit.decimal_sign), habit), number(minor, 2));
        }
    }

    #[test]
    fn nothing_that_is_typed_breaks_it(text in any::<String>(), digits in "[0-9.,' €-]{0,12}") {
        let _ = read(&text, SPANISH);
        if let Ok(Typed { digits: read, .. }) = read(&digits, SPANISH) {
            let kept: String = digits.chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(Some(read.abs()), kept.parse().ok());
        }
    }
}
