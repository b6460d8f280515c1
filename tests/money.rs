//! Amounts against exact fractions of whole numbers of any size: what a verdict promises is the exact amount, rounded half
//! up to the minor unit, whatever was paid and however it is shared out.

use iso_currency::IntoEnumIterator;
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;
use proptest::sample::select;
use refund_native::words;
use refund_policy::{Currency, Facts, Instant, Json, Locale, Policy, verdict};

use crate::random::config;
use crate::shipped::parse;

/// The largest amount.
const MOST: i64 = 9_007_199_254_740_991;

/// Currencies with no, two, three and four digits after the point.
const CURRENCIES: [&str; 4] = ["JPY", "EUR", "KWD", "CLF"];

/// A decimal number: digits, and how many of them stand after the point. A fact takes up to 15 digits.
#[derive(Clone, Copy, Debug)]
struct Number {
    digits: i64,
    places: u32,
}

impl Number {
    fn whole(digits: i64) -> Number {
        Number { digits, places: 0 }
    }

    /// As a person would write it.
    fn text(self) -> String {
        let Number { digits, places } = self;
        match places {
            0 => digits.to_string(),
            _ => {
                let scale = 10_i64.pow(places);
                format!("{}.{:0width$}", digits / scale, digits % scale, width = places as usize)
            }
        }
    }

    fn exact(self) -> BigRational {
        BigRational::new(self.digits.into(), BigInt::from(10).pow(self.places))
    }
}

/// How a part of what was paid is found.
#[derive(Clone, Copy, Debug)]
enum How {
    /// `part` of `of` things.
    Share(Number, Number),
    /// All but this ratio.
    Unused(Number),
    /// So many hundredths.
    Percent(Number),
}

impl How {
    /// The fraction of what was paid.
    fn exact(self) -> BigRational {
        match self {
            How::Share(part, of) => part.exact() / of.exact(),
            How::Unused(used) => Number::whole(1).exact() - used.exact(),
            How::Percent(percent) => percent.exact() / Number::whole(100).exact(),
        }
    }

    /// The amount in a policy, and the facts beside what was paid that it is reckoned from.
    fn written(self) -> (String, String) {
        match self {
            How::Share(part, of) => {
                let facts = format!(r#","part":{},"of":{}"#, part.text(), of.text());
                (r#"{"share":{"part":"part","of":"of"}}"#.to_owned(), facts)
            }
            How::Unused(used) => (r#"{"unused":"used"}"#.to_owned(), format!(r#","used":{}"#, used.text())),
            How::Percent(percent) => (format!(r#"{{"percent":{}}}"#, percent.text()), String::new()),
        }
    }
}

/// Half up, to a whole number of minor units, and never more than what was paid.
fn rounded(paid: i64, fraction: &BigRational) -> i64 {
    let half = BigRational::new(1.into(), 2.into());
    let exact = BigRational::from_integer(paid.into()) * fraction;
    let minor = (exact + half).floor().to_integer().min(paid.into());
    minor.try_into().expect("it is no more than what was paid")
}

fn policy(amount: &str) -> Policy {
    let text = r#"{"es":"x","fr":"x","en":"x"}"#;
    let number = |range: &str| format!(r#"{{"type":"number","label":{text},"ask":{text},{range}}}"#);
    let document = format!(
        r#"{{"id":"money","version":"1","zone":"UTC","language":"en","merchant":"x","title":{text},
            "source":{{"document":"x","language":"en"}},
            "facts":{{"amount_paid":{{"type":"money","label":{text},"ask":{text}}},"part":{},"of":{},"used":{}}},
            "clauses":[{{"id":"all","title":{text},"text":{text},
                         "then":{{"status":"qualifies","remedies":[{{"kind":"partial_refund","amount":{amount}}}]}}}}],
            "request":{{"subject":{text},"message":{text}}}}}"#,
        number(r#""min":0"#),
        number(r#""min":0.000000000000001"#),
        number(r#""min":0,"max":1"#),
    );
    Policy::read(&parse(&document), &refund_native::find_zone).unwrap_or_else(|problem| panic!("{problem}"))
}

/// The amount in the verdict, as JSON.
fn promised(paid: i64, currency: &str, how: How) -> Json {
    let at = Instant::from_millis(0);
    let (amount, facts) = how.written();
    let policy = policy(&amount);
    let facts = parse(&format!(r#"{{"amount_paid":{{"minor":{paid},"currency":"{currency}"}}{facts}}}"#));
    let facts = Facts::read(&policy, &facts, at).unwrap_or_else(|problems| panic!("{how:?}: {problems:?}"));
    let verdict = verdict(&policy, &facts, at, words(Locale::En)).to_json();
    let remedies = verdict.get("remedies").and_then(Json::as_list).expect("remedies");
    remedies[0].get("amount").cloned().expect("an amount")
}

fn check(paid: i64, currency: &str, how: How) -> Result<(), TestCaseError> {
    let expected = rounded(paid, &how.exact());
    let expected = Json::object([("minor", expected.into()), ("currency", currency.into())]);
    prop_assert_eq!(promised(paid, currency, how), expected, "{:?} of {}", how, paid);
    Ok(())
}

/// Small amounts, ordinary ones, and up to the largest.
fn paid() -> impl Strategy<Value = i64> {
    prop_oneof![0..=20_i64, 0..=1_000_000_i64, 0..=MOST, Just(MOST)]
}

/// A number from `least` on with up to 15 digits, some of them after the point.
fn number(least: i64) -> impl Strategy<Value = Number> {
    (1..=15_u32, 0..=14_u32).prop_flat_map(move |(length, places)| {
        (least..10_i64.pow(length)).prop_map(move |digits| Number { digits, places })
    })
}

/// From 0 to 1, with up to 15 digits after the point.
fn ratio() -> impl Strategy<Value = Number> {
    (0..=14_u32)
        .prop_flat_map(|places| (0..=10_i64.pow(places)).prop_map(move |digits| Number { digits, places }))
}

/// Part and whole, in whole numbers or not.
fn share() -> impl Strategy<Value = How> {
    let whole = (1..10_i64.pow(15), any::<u64>())
        .prop_map(|(of, part)| (Number::whole((part % (of as u64 + 1)) as i64), Number::whole(of)));
    let few = (1..=12_i64, 0..=12_i64).prop_map(|(of, part)| (Number::whole(part), Number::whole(of)));
    let decimal = (number(0), number(1));
    prop_oneof![whole, few, decimal].prop_map(|(part, of)| How::Share(part, of))
}

fn how() -> impl Strategy<Value = How> {
    let percent = ratio().prop_map(|ratio| match ratio.places {
        0..=1 => Number::whole(ratio.digits),
        places => Number { digits: ratio.digits, places: places - 2 },
    });
    prop_oneof![share(), ratio().prop_map(How::Unused), percent.prop_map(How::Percent)]
}

proptest! {
    #![proptest_config(config(1_000))]

    #[test]
    fn an_amount_is_the_exact_one_rounded_half_up(paid in paid(), currency in select(&CURRENCIES[..]), how in how()) {
        check(paid, currency, how)?;
    }

    /// Exact halves are rare among random fractions: here an odd number is halved.
    #[test]
    fn exactly_half_a_minor_unit_is_one_more(left in 0..500_000_i64, right in 0..1_000_i64, more in 1..1_000_i64) {
        let (left, right, times) = (2 * left + 1, 2 * right + 1, right + more);
        let share = How::Share(Number::whole(right), Number::whole(2 * times));
        prop_assert_eq!(rounded(left * times, &share.exact()), (left * right + 1) / 2);
        check(left * times, "EUR", share)?;
    }
}

#[test]
fn boundaries() {
    let part = |digits, places| Number { digits, places };
    let share = |part, of| How::Share(Number::whole(part), Number::whole(of));
    let cases = [
        ("nothing was paid", 0, share(1, 3), 0),
        ("nothing is given back", 4_990, share(0, 3), 0),
        ("all is given back", 4_990, share(3, 3), 4_990),
        ("more is given back than was paid for", 4_990, share(4, 3), 4_990),
        ("half a minor unit", 1, share(1, 2), 1),
        ("just less than half", 1, How::Unused(part(500_000_000_000_001, 15)), 0),
        ("just more than half", 1, How::Unused(part(499_999_999_999_999, 15)), 1),
        ("a third of a price", 4_990, share(1, 3), 1_663),
        ("two thirds of a price", 4_990, share(2, 3), 3_327),
        ("all is used", 4_990, How::Unused(Number::whole(1)), 0),
        ("nothing is used", 4_990, How::Unused(Number::whole(0)), 4_990),
        ("a ratio that binary floats put just below half", 100, How::Unused(part(715, 3)), 29),
        ("a percentage that binary floats put just above the whole", 100, How::Percent(Number::whole(7)), 7),
        ("no percent", MOST, How::Percent(Number::whole(0)), 0),
        ("a hundred percent", MOST, How::Percent(Number::whole(100)), MOST),
        ("the most, halved", MOST, share(1, 2), 4_503_599_627_370_496),
        ("the most, but the smallest part", MOST, How::Unused(part(1, 15)), 9_007_199_254_740_982),
        (
            "the most, by the finest of shares",
            MOST,
            share(999_999_999_999_998, 999_999_999_999_999),
            9_007_199_254_740_982,
        ),
        ("scales that are far apart", MOST, How::Share(part(1, 15), Number::whole(999_999_999_999_999)), 0),
        (
            "scales that are far apart the other way",
            MOST,
            How::Share(Number::whole(999_999_999_999_999), part(1, 15)),
            MOST,
        ),
        ("the finest of both", MOST, How::Share(part(1, 15), part(2, 15)), 4_503_599_627_370_496),
    ];
    for (name, paid, how, expected) in cases {
        assert_eq!(rounded(paid, &how.exact()), expected, "{name}: the oracle");
        for currency in CURRENCIES {
            let amount = promised(paid, currency, how);
            assert_eq!(amount.get("minor").and_then(Json::as_i64), Some(expected), "{name}: {currency}");
        }
    }
}

#[test]
fn currencies_have_the_digits_of_iso_4217() {
    let mut known = 0;
    for currency in iso_currency::Currency::iter().filter(|currency| !currency.is_special()) {
        let (code, digits) = (currency.code(), currency.exponent());
        match Currency::parse(code) {
            Some(own) => assert_eq!(Some(u16::from(own.minor_digits())), digits, "{code}"),
            None => assert!(currency.is_fund() || currency.is_superseded().is_some(), "{code} is not known"),
        }
        known += 1;
    }
    assert!(known > 150, "{known} currencies were compared");
}
