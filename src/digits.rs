//! Whole numbers in digits, read and written without `core::fmt`, which weighs more in a page than all that is written here.

/// A number of only digits.
pub(crate) fn read(digits: &str) -> Option<u32> {
    // A sign would pass `parse`.
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// A number with zeros before it, so that it has this many digits at least.
pub(crate) fn padded(number: u64, width: usize) -> String {
    let mut digits = number.to_string();
    while digits.len() < width {
        digits.insert(0, '0');
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::{padded, read};

    #[test]
    fn only_digits_are_a_number() {
        assert_eq!([read("0042"), read("+42"), read(""), read("4a")], [Some(42), None, None, None]);
    }

    #[test]
    fn zeros_fill_the_width() {
        assert_eq!([padded(7, 2), padded(0, 3), padded(2026, 2)], ["07", "000", "2026"]);
    }
}
