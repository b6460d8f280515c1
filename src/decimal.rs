//! Exact decimal numbers: ratios, hours and counts, as people write them.
//!
//! A binary float is not a fraction that a policy could be held to; every number is read as the shortest decimal
//! that it stands for (0.1 is one tenth) and compared and multiplied exactly.

use std::cmp::Ordering;
use std::fmt;

use crate::digits;

/// `digits` / 10^`places`, with no trailing zero in `digits` where `places` > 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Decimal {
    digits: i64,
    places: u8,
}

/// Up to 15 significant digits every decimal has its own binary float, so that the way back is certain.
const MAX_DIGITS: f64 = 1e15;
const MAX_PLACES: u8 = 15;

impl Decimal {
    /// The number 1.
    pub const ONE: Decimal = Decimal { digits: 1, places: 0 };

    /// The shortest decimal that reads as this float; none where that takes more than 15 digits.
    pub fn from_f64(number: f64) -> Option<Decimal> {
        let mut scale = 1.0;
        for places in 0..=MAX_PLACES {
            let digits = (number * scale).round();
            if digits.abs() >= MAX_DIGITS {
                return None;
            }
            if digits / scale == number {
                return Some(Decimal { digits: digits as i64, places });
            }
            scale *= 10.0;
        }
        None
    }

    /// As programs write it, with a point: `-0.5`.
    pub fn text(self) -> String {
        self.written(".")
    }

    /// As people write it, with this sign before the fraction.
    pub(crate) fn written(self, sign: &str) -> String {
        let places = usize::from(self.places);
        let mut text = digits::padded(self.digits.unsigned_abs(), places + 1);
        if places > 0 {
            text.insert_str(text.len() - places, sign);
        }
        if self.digits < 0 {
            text.insert(0, '-');
        }
        text
    }

    /// The number as a fraction: (numerator, denominator), the denominator a power of ten.
    pub fn as_fraction(self) -> (i128, i128) {
        (self.digits.into(), power_of_ten(self.places).into())
    }

    /// This number in proportion to another, as a fraction of whole numbers.
    pub(crate) fn over(self, other: Decimal) -> (i128, i128) {
        let places = self.places.max(other.places);
        (self.scaled(places), other.scaled(places))
    }

    /// The number times 10^`places`, which it has at most.
    fn scaled(self, places: u8) -> i128 {
        i128::from(self.digits) * i128::from(power_of_ten(places - self.places))
    }

    /// The greatest whole number that is not above it.
    pub(crate) fn floor(self) -> i64 {
        self.digits.div_euclid(power_of_ten(self.places))
    }

    /// The number in hundredths: a ratio as a percentage.
    pub(crate) fn times_hundred(self) -> Decimal {
        match self.places {
            0 => Decimal { digits: self.digits.saturating_mul(100), places: 0 },
            1 => Decimal { digits: self.digits.saturating_mul(10), places: 0 },
            places => Decimal { digits: self.digits, places: places - 2 },
        }
    }

    /// The whole number, where it has no fraction.
    pub(crate) fn as_whole(self) -> Option<i64> {
        self.is_whole().then_some(self.digits)
    }

    /// The float that reads as this decimal.
    pub(crate) fn to_f64(self) -> f64 {
        self.digits as f64 / power_of_ten(self.places) as f64
    }

    /// Whether it has no fraction.
    pub fn is_whole(self) -> bool {
        self.places == 0
    }
}

fn power_of_ten(places: u8) -> i64 {
    10_i64.pow(places.into())
}

/// Quotient and remainder of numbers that are not negative, bit by bit: in a page this is a tenth of the library's division.
pub(crate) fn divide(number: i128, by: i128) -> (i128, i128) {
    let (mut quotient, mut rest, mut left) = (0, 0, number);
    for _ in 0..i128::BITS {
        rest = rest << 1 | i128::from(left < 0);
        left <<= 1;
        quotient <<= 1;
        if rest >= by {
            rest -= by;
            quotient |= 1;
        }
    }
    (quotient, rest)
}

impl From<i64> for Decimal {
    fn from(digits: i64) -> Decimal {
        Decimal { digits, places: 0 }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        let (left, right) = self.over(*other);
        left.cmp(&right)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Decimal, divide};

    #[test]
    fn a_float_reads_as_the_decimal_it_was_written_as() {
        for text in ["0", "1", "0.1", "0.09", "0.534", "-0.5", "48.5", "123456.789"] {
            let number = Decimal::from_f64(text.parse().expect("a number"));
            assert_eq!(number.map(|number| number.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_no_short_decimal_is_refused() {
        for number in [0.1 + 0.2, f64::NAN, f64::INFINITY, 1e300, 1e-300] {
            assert_eq!(Decimal::from_f64(number), None);
        }
    }

    proptest! {
        #[test]
        fn division_is_that_of_the_library(number in 0..i128::MAX / 2, by in 1..i128::MAX / 2, shift in 0..120_u32) {
            for (number, by) in [(number, by), (number, (by >> shift).max(1)), (number >> shift, by)] {
                prop_assert_eq!(divide(number, by), (number / by, number % by));
            }
        }

        #[test]
        fn order_is_the_order_of_floats(left in -100_000_i64..100_000, right in -100_000_i64..100_000) {
            let (left, right) = (left as f64 / 1000.0, right as f64 / 1000.0);
            prop_assert_eq!(Decimal::from_f64(left).cmp(&Decimal::from_f64(right)), left.total_cmp(&right));
        }
    }
}
