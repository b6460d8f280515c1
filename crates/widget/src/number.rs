//! Numbers as people type them: "1.234,50 €", "1'234.50", "49,9".
//!
//! What can be read in two ways is not guessed at: three digits after the only sign may be thousands or decimals, by country and
//! by habit, and the difference is a thousandfold.

/// A decimal number: `digits` / 10^`places`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Typed {
    /// All its digits.
    pub digits: i64,
    /// How many of them are decimals.
    pub places: u8,
}

/// Why a text is no number that can be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Misread {
    /// It is none.
    NotANumber,
    /// It has more decimals than are possible.
    TooManyDecimals,
    /// It may be one or the other.
    Ambiguous {
        /// With the sign between thousands.
        thousands: Typed,
        /// With the sign before decimals.
        decimals: Typed,
    },
}

/// How numbers are written where one is typed.
#[derive(Clone, Copy, Debug)]
pub struct Habit {
    /// The sign before decimals in the shopper's language.
    pub decimal_sign: char,
    /// How many decimals are possible.
    pub places: u8,
    /// Whether decimals are not even thinkable, as with yen.
    pub is_always_whole: bool,
}

/// What a JavaScript number holds exactly.
const MOST: i64 = 9_007_199_254_740_991;

/// The number of a text.
pub fn read(text: &str, habit: Habit) -> Result<Typed, Misread> {
    let text: String = text.chars().filter(|letter| !is_unit(*letter)).collect();
    let text = text.trim();
    let (is_negative, text) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(text) => (true, text.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (first, rest) = groups(text)?;
    let read = |whole: &[Group<'_>], fraction: &str| {
        let all: Vec<&str> = [first].into_iter().chain(whole.iter().map(|(_, group)| *group)).collect();
        typed(&all, fraction, is_negative)
    };
    match rest.split_last() {
        None => read(&[], ""),
        Some(((sign @ (',' | '.'), fraction), before)) if before.iter().all(|(other, _)| other != sign) => {
            // A sign that stands once, and last.
            let is_grouped = before.is_empty() || are_thousands(first, before);
            let may_be_thousands = before.is_empty() && are_thousands(first, &rest);
            match (is_grouped, may_be_thousands) {
                (false, _) => Err(Misread::NotANumber),
                (true, true) if habit.is_always_whole => read(&rest, ""),
                (true, true) if habit.places < 3 || *sign != habit.decimal_sign => {
                    Err(Misread::Ambiguous { thousands: read(&rest, "")?, decimals: read(&[], fraction)? })
                }
                (true, _) if fraction.len() > usize::from(habit.places) => {
                    read(before, fraction).and(Err(Misread::TooManyDecimals))
                }
                (true, _) => read(before, fraction),
            }
        }
        Some(_) if are_thousands(first, &rest) => read(&rest, ""),
        Some(_) => Err(Misread::NotANumber),
    }
}

/// Minor units, or any digits of which so many are decimals, with this sign before them.
pub fn plain(digits: i64, places: usize, sign: char) -> String {
    let mut text = format!("{:0>width$}", digits.unsigned_abs(), width = places + 1);
    if places > 0 {
        text.insert(text.len() - places, sign);
    }
    if digits < 0 {
        text.insert(0, '-');
    }
    text
}

/// A sign, and the digits behind it.
type Group<'a> = (char, &'a str);

/// What people write beside a number, and what says nothing of it.
fn is_unit(letter: char) -> bool {
    matches!(letter, '€' | '$' | '£' | '¥' | '%')
}

/// The digits before the first sign, and each further sign with the digits behind it.
fn groups(text: &str) -> Result<(&str, Vec<Group<'_>>), Misread> {
    let is_sign = |letter: char| !letter.is_ascii_digit();
    let mut groups = Vec::new();
    let mut rest = text;
    let first = rest.split(is_sign).next().unwrap_or_default();
    rest = rest.get(first.len()..).unwrap_or_default();
    while let Some(sign) = rest.chars().next() {
        let behind = rest.get(sign.len_utf8()..).unwrap_or_default();
        let group = behind.split(is_sign).next().unwrap_or_default();
        rest = behind.get(group.len()..).unwrap_or_default();
        let sign = match sign {
            ',' | '.' => sign,
            '\'' | '\u{2019}' => '\'',
            space if space.is_whitespace() => ' ',
            _ => return Err(Misread::NotANumber),
        };
        groups.push((sign, group));
    }
    Ok((first, groups))
}

/// Whether digits are grouped by thousands, by the same sign throughout.
fn are_thousands(first: &str, rest: &[Group<'_>]) -> bool {
    let sign = rest.first().map(|(sign, _)| *sign);
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.iter().all(|(other, group)| Some(*other) == sign && group.len() == 3)
}

fn typed(groups: &[&str], fraction: &str, is_negative: bool) -> Result<Typed, Misread> {
    let digits = format!("{}{fraction}", groups.concat());
    let digits = digits.parse().ok().filter(|digits: &i64| *digits <= MOST).ok_or(Misread::NotANumber)?;
    let places = u8::try_from(fraction.len()).map_err(|_| Misread::NotANumber)?;
    Ok(Typed { digits: if is_negative { -digits } else { digits }, places })
}
