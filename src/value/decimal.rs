//! Exact decimal numbers: ratios, hours and counts, as people write them.
//!
//! A binary float is not a fraction that a policy could be held to; every number is read as the shortest decimal
//! that it stands for (0.1 is one tenth) and compared and multiplied exactly.

use std::cmp::Ordering;
use std::fmt;

/// `digits` / 10^`places`, with no trailing zero in `digits` where `places` > 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Decimal {
    digits: i64,
    places: u8,
}

/// Up to 15 significant digits every decimal has its own binary float, so that the way back is certain.
const MAX_DIGITS: f64 = 1e15;
const MAX_PLACES: u8 = 15;
/// Four decimals, and 10 to that power.
const FEW_PLACES: u8 = 4;
const FEW_SCALE: f64 = 1e4;

impl Decimal {
    /// The number 1.
    pub const ONE: Decimal = Decimal { digits: 1, places: 0 };
    /// The greatest number that can be read.
    pub const GREATEST: Decimal = Decimal { digits: 1_000_000_000_000_000, places: 0 };
    /// The least number that can be read.
    pub const LEAST: Decimal = Decimal { digits: -1_000_000_000_000_000, places: 0 };

    /// The shortest decimal that reads as this float, or what it is rounded to 15 significant digits and 15 decimals:
    /// what a program divided has more, and `0.30000000000000004` means 0.3. None from 10^15 on, and for no number.
    pub fn from_f64(number: f64) -> Option<Decimal> {
        if number.is_nan() || number.abs() >= MAX_DIGITS {
            return None;
        }
        // Most numbers have so few decimals, which is found out at once.
        let few = (number * FEW_SCALE).round();
        if few.abs() * 10.0 < MAX_DIGITS && few / FEW_SCALE == number {
            return Some(Decimal::new(few as i64, FEW_PLACES));
        }
        let mut scale = 1.0;
        for places in 0..MAX_PLACES {
            let digits = (number * scale).round();
            let is_full = digits.abs() * 10.0 >= MAX_DIGITS;
            if is_full || digits / scale == number {
                return Some(Decimal::new(digits as i64, places));
            }
            scale *= 10.0;
        }
        Some(Decimal::new((number * scale).round() as i64, MAX_PLACES))
    }

    /// Without trailing zeros after the point.
    fn new(mut digits: i64, mut places: u8) -> Decimal {
        while places > 0 && digits % 10 == 0 {
            digits /= 10;
            places -= 1;
        }
        Decimal { digits, places }
    }

    /// The next number that can be read: nothing that is given lies between them.
    pub fn just_above(self) -> Decimal {
        self.beside(1)
    }

    /// The number before it that can be read.
    pub fn just_below(self) -> Decimal {
        self.beside(-1)
    }

    /// The number that lies one last digit away, with as many digits as can be read.
    fn beside(self, step: i64) -> Decimal {
        let beside = |places: u8| {
            let digits = self.scaled(places) + i128::from(step);
            i64::try_from(digits).ok().filter(|digits| (digits.unsigned_abs() as f64) < MAX_DIGITS)
        };
        let found = (self.places..=MAX_PLACES).rev().find_map(|places| Some((beside(places)?, places)));
        found.map_or(self, |(digits, places)| Decimal::new(digits, places))
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

    /// The whole number, where it has no fraction.
    pub(crate) fn as_whole(self) -> Option<i64> {
        self.is_whole().then_some(self.digits)
    }

    /// The float that reads as this decimal.
    pub fn to_f64(self) -> f64 {
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
    /// As programs write it, with a point: `-0.5`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = power_of_ten(self.places).unsigned_abs();
        let (sign, digits) = (if self.digits < 0 { "-" } else { "" }, self.digits.unsigned_abs());
        write!(out, "{sign}{}", digits / scale)?;
        match usize::from(self.places) {
            0 => Ok(()),
            places => write!(out, ".{:0places$}", digits % scale),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Decimal;

    #[test]
    fn a_float_reads_as_the_decimal_it_was_written_as() {
        for text in ["0", "1", "0.1", "0.09", "0.534", "-0.5", "48.5", "123456.789"] {
            let number = Decimal::from_f64(text.parse().expect("a number"));
            assert_eq!(number.map(|number| number.to_string()).as_deref(), Some(text));
        }
    }

    #[test]
    fn the_next_number_is_the_next_that_can_be_read() {
        let read = |text: &str| Decimal::from_f64(text.parse().expect("a number")).expect("a decimal");
        let both = |text| [read(text).just_below(), read(text).just_above()].map(|number| number.to_string());
        assert_eq!(both("0.5"), ["0.499999999999999", "0.500000000000001"]);
        assert_eq!(both("1"), ["0.999999999999999", "1.00000000000001"]);
        assert_eq!(both("48"), ["47.9999999999999", "48.0000000000001"]);
        assert_eq!(both("0"), ["-0.000000000000001", "0.000000000000001"]);
        assert_eq!(both("-2.5"), ["-2.50000000000001", "-2.49999999999999"]);
        for text in ["0.5", "48", "0", "0.1", "99.99"] {
            for number in [read(text).just_below(), read(text).just_above()] {
                assert_eq!(Decimal::from_f64(number.to_f64()), Some(number), "{number} can be read");
            }
        }
    }

    #[test]
    fn what_a_program_divided_is_rounded_to_fifteen_digits() {
        let read = |number: f64| Decimal::from_f64(number).map(|number| number.to_string());
        assert_eq!(read(0.1 + 0.2).as_deref(), Some("0.3"));
        assert_eq!(read(1.0 / 3.0).as_deref(), Some("0.333333333333333"));
        assert_eq!(read(2.0 / 3.0).as_deref(), Some("0.666666666666667"));
        assert_eq!(read(-1.0 / 30.0).as_deref(), Some("-0.033333333333333"));
        assert_eq!(read(200.0 / 3.0).as_deref(), Some("66.6666666666667"));
        assert_eq!(read(19.99 * 100.0).as_deref(), Some("1999"));
        assert_eq!(read(0.999_999_999_999_999_9).as_deref(), Some("1"));
        assert_eq!(read(1e-300).as_deref(), Some("0"));
        assert_eq!(read(999_999_999_999_999.9).as_deref(), Some("1000000000000000"));
    }

    #[test]
    fn what_is_too_large_or_no_number_is_refused() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e15, -1e300] {
            assert_eq!(Decimal::from_f64(number), None);
        }
    }

    proptest! {
        #[test]
        fn no_float_is_read_farther_away_than_half_its_fifteenth_digit(number in -1e15..1e15_f64, part in 0..16_i32) {
            let number = number / 10_f64.powi(part);
            let read = Decimal::from_f64(number).expect("it is small enough").to_f64();
            let fifteenth = 10_f64.powf(number.abs().log10().floor() - 14.0).max(1e-15);
            // Two floats near it, and their difference, round by a tenth of that each.
            prop_assert!((read - number).abs() <= 0.75 * fifteenth, "{number} is read as {read}");
        }

        #[test]
        fn order_is_the_order_of_floats(left in -100_000_i64..100_000, right in -100_000_i64..100_000) {
            let (left, right) = (left as f64 / 1000.0, right as f64 / 1000.0);
            prop_assert_eq!(Decimal::from_f64(left).cmp(&Decimal::from_f64(right)), left.total_cmp(&right));
        }
    }
}
