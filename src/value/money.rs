//! Money: integer minor units and an ISO 4217 currency.

use serde::de::{Deserialize, Deserializer, Error, Unexpected};
use serde::ser::{Serialize, Serializer};

/// An ISO 4217 currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Currency(&'static str);

/// An amount of money.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Money {
    /// How many of the currency's minor units (cents), never negative.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

/// The largest amount: what a JavaScript number holds exactly.
pub(crate) const MAX_MINOR: i64 = 9_007_199_254_740_991;

/// The active codes of ISO 4217 (list one), funds and metals left out, grouped by their minor unit's digits.
const CODES: [(u8, &str); 4] = [
    (0, "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF"),
    (
        2,
        "AEDAFNALLAMDAOAARSAUDAWGAZNBAMBBDBDTBMDBNDBOBBRLBSDBTNBWPBYNBZDCADCDFCHFCNYCOPCRCCUPCVECZKDKKDOPDZDEGPERNETB\
         EURFJDFKPGBPGELGHSGIPGMDGTQGYDHKDHNLHTGHUFIDRILSINRIRRJMDKESKGSKHRKPWKYDKZTLAKLBPLKRLRDLSLMADMDLMGAMKDMMKMNT\
         MOPMRUMURMVRMWKMXNMYRMZNNADNGNNIONOKNPRNZDPABPENPGKPHPPKRPLNQARRONRSDRUBSARSBDSCRSDGSEKSGDSHPSLESOSSRDSSPSTN\
         SVCSYPSZLTHBTJSTMTTOPTRYTTDTWDTZSUAHUSDUYUUZSVEDVESWSTXCDXCGYERZARZMWZWG",
    ),
    (3, "BHDIQDJODKWDLYDOMRTND"),
    (4, "CLFUYW"),
];

impl Currency {
    /// The currency of a code in capitals.
    pub fn parse(code: &str) -> Option<Currency> {
        find(code).map(|(known, _)| Currency(known))
    }

    /// Its code.
    pub fn code(&self) -> &'static str {
        self.0
    }

    /// How many decimal digits its minor unit stands for: 2 for EUR, 0 for JPY.
    pub fn minor_digits(self) -> u8 {
        find(self.0).map_or(2, |(_, digits)| digits)
    }

    /// All codes.
    pub(crate) fn codes() -> impl Iterator<Item = &'static str> {
        CODES.iter().flat_map(|(_, group)| (0..group.len()).step_by(3).filter_map(|at| group.get(at..at + 3)))
    }
}

/// A code as the table has it, with its digits.
fn find(code: &str) -> Option<(&'static str, u8)> {
    for (digits, group) in CODES {
        let mut rest = group;
        while let Some((known, after)) = rest.split_at_checked(3) {
            if known == code {
                return Some((known, digits));
            }
            rest = after;
        }
    }
    None
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Currency, D::Error> {
        let code = String::deserialize(deserializer)?;
        let unfit = || D::Error::invalid_value(Unexpected::Str(&code), &"a currency of ISO 4217");
        Currency::parse(&code).ok_or_else(unfit)
    }
}

impl Money {
    /// An amount to reckon with where it is in no currency yet: `XXX` is ISO 4217's code for none.
    pub(crate) fn of_no_currency(minor: i64) -> Money {
        Money { minor, currency: Currency("XXX") }
    }

    /// A fraction of the amount, rounded half up to the minor unit, and never more than the amount.
    pub(crate) fn times(self, fraction: (i128, i128)) -> Money {
        Money { minor: times(self.minor, fraction), ..self }
    }
}

/// A fraction of so many minor units, as [`Money::times`] has it.
#[inline]
pub(crate) fn times(minor: i64, (part, of): (i128, i128)) -> i64 {
    if part >= of {
        return minor;
    }
    if part <= 0 {
        return 0;
    }
    // Half up: floor((2·amount·part + of) / (2·of)). A numerator that is below its denominator has 16 digits, and so
    // has the amount; the denominator has 31 at most. All of it is far below what an i128 holds.
    let (dividend, divisor) = (2 * i128::from(minor) * part + of, 2 * of);
    // Nearly all fit into 64 bits, in which wasm divides several times as fast.
    match (i64::try_from(dividend), i64::try_from(divisor)) {
        (Ok(dividend), Ok(divisor)) => dividend / divisor,
        _ => i64::try_from(dividend / divisor).unwrap_or(minor),
    }
}

#[cfg(test)]
mod tests {
    use super::{Currency, Money};

    fn euros(minor: i64) -> Money {
        Money { minor, currency: Currency::parse("EUR").expect("a currency") }
    }

    #[test]
    fn currencies_are_known_with_their_digits() {
        let digits = |code| Currency::parse(code).map(Currency::minor_digits);
        assert_eq!(digits("EUR"), Some(2));
        assert_eq!(digits("JPY"), Some(0));
        assert_eq!(digits("KWD"), Some(3));
        for unknown in ["", "eur", "EURO", "ABC", "URF"] {
            assert_eq!(digits(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn every_code_has_three_letters() {
        assert_eq!(Currency::codes().filter(|code| code.len() == 3).count(), Currency::codes().count());
        assert!(Currency::codes().all(|code| Currency::parse(code).is_some()));
    }

    #[test]
    fn fractions_round_half_up_and_stay_below_the_whole() {
        assert_eq!(euros(99).times((91, 100)).minor, 90);
        assert_eq!(euros(1).times((1, 2)).minor, 1);
        assert_eq!(euros(50).times((99, 100)).minor, 50);
        assert_eq!(euros(100).times((2, 3)).minor, 67);
        assert_eq!(euros(100).times((3, 2)).minor, 100);
        assert_eq!(euros(100).times((0, 5)).minor, 0);
    }
}
