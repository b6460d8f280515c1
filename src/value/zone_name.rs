//! Names of time zones, as IANA spells them.
//!
//! Hosts differ in what they take: a browser's `Intl` knows `europe/madrid` and `+01:00`, chrono-tz neither. A policy
//! must mean the same everywhere, so its zone is held against IANA's spelling before any host is asked for it.

/// Words that are not written as a capital and small letters.
const WORDS: [&str; 37] = [
    "ACT",
    "BajaNorte",
    "BajaSur",
    "CET",
    "CHAT",
    "CST6CDT",
    "ComodRivadavia",
    "DeNoronha",
    "DumontDUrville",
    "EET",
    "EST",
    "EST5EDT",
    "EasterIsland",
    "GB",
    "GMT",
    "GMT0",
    "HST",
    "IN",
    "LHI",
    "MET",
    "MST",
    "MST7MDT",
    "McMurdo",
    "NSW",
    "NZ",
    "PRC",
    "PST8PDT",
    "ROC",
    "ROK",
    "SU",
    "UCT",
    "US",
    "UTC",
    "WET",
    "au",
    "es",
    "of",
];

/// A name of a zone in whatever letters, as IANA spells it: `europe/madrid` is `Europe/Madrid`.
pub fn iana_spelling(name: &str) -> String {
    name.split_inclusive(['/', '_', '-', '+']).map(spelled).collect()
}

/// Whether this is a distance from universal time and no zone's name: `+01:00`.
pub fn is_offset(name: &str) -> bool {
    name.starts_with(['+', '-', '−']) || name.starts_with(|first: char| first.is_ascii_digit())
}

/// A word, and what separates it from the next one.
fn spelled(word: &str) -> String {
    let end = word.trim_end_matches(['/', '_', '-', '+']).len();
    let (letters, separator) = word.split_at(end);
    match WORDS.iter().find(|known| known.eq_ignore_ascii_case(letters)) {
        Some(known) => format!("{known}{separator}"),
        None => {
            let mut letters = letters.to_ascii_lowercase();
            letters.get_mut(..1).unwrap_or_default().make_ascii_uppercase();
            letters + separator
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{iana_spelling, is_offset};

    #[test]
    fn every_name_is_found_from_its_small_and_from_its_capital_letters() {
        for zone in chrono_tz::TZ_VARIANTS {
            let name = zone.name();
            assert_eq!(iana_spelling(name), name);
            assert_eq!(iana_spelling(&name.to_ascii_lowercase()), name);
            assert_eq!(iana_spelling(&name.to_ascii_uppercase()), name);
            assert!(!is_offset(name));
        }
    }

    #[test]
    fn what_is_no_name_survives() {
        for name in ["", "/", "ñ/é", "a//b", "+01:00"] {
            assert_eq!(iana_spelling(name).to_lowercase(), name.to_lowercase());
        }
        assert!(is_offset("+01:00") && is_offset("-05") && is_offset("01:00"));
    }
}
