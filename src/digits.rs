//! Whole numbers in digits, read and written without `core::fmt`, which weighs more in a page than all that is written here.

/// A number of only digits; none where there is no digit, or the number is too large.
pub fn read(digits: &str) -> Option<u32> {
    let mut number: Option<u32> = None;
    for digit in digits.chars() {
        number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit.to_digit(10)?)?);
    }
    number
}

/// A number in digits.
pub fn written(number: usize) -> String {
    padded(number as u64, 1)
}

/// A number with zeros before it, so that it has this many digits at least.
pub(crate) fn padded(mut number: u64, width: usize) -> String {
    let mut digits = String::new();
    while number > 0 || digits.len() < width {
        digits.insert(0, char::from(b'0' + (number % 10) as u8));
        number /= 10;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::{padded, read, written};

    #[test]
    fn only_digits_are_a_number() {
        assert_eq!([read("0042"), read("+42"), read(""), read("4a")], [Some(42), None, None, None]);
        assert_eq!([read("4294967295"), read("4294967296")], [Some(u32::MAX), None]);
    }

    #[test]
    fn zeros_fill_the_width() {
        assert_eq!([padded(7, 2), padded(0, 3), padded(2026, 2)], ["07", "000", "2026"]);
        assert_eq!([padded(u64::MAX, 1), written(0), written(120)], ["18446744073709551615", "0", "120"]);
    }
}
