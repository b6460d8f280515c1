//! References: what a shopper reads out on the telephone to have a request found.
//!
//! A reference is drawn from the hash of the request's id. So it needs no source of randomness, and the rare
//! collision is resolved by drawing again with the next attempt's number.

use sha2::{Digest, Sha256};

/// Digits and capitals that are not mistaken for another when read or heard: no 0 O, 1 I L, 2 Z, 5 S, 8 B, U.
const ALPHABET: [char; 24] = [
    '3', '4', '6', '7', '9', 'A', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'T', 'V',
    'W', 'X', 'Y',
];

/// Two groups of four: 24^8 is 110 thousand million references.
const GROUPS: [usize; 2] = [4, 4];

/// The reference for this request id, such as `7KXM-P3QA`. Another attempt gives another one.
pub(crate) fn draw(id: &str, attempt: u32) -> String {
    let hash = Sha256::new().chain_update(id).chain_update(attempt.to_be_bytes()).finalize();
    let mut letters = hash.iter().map(|&byte| letter(byte));
    GROUPS.map(|length| letters.by_ref().take(length).collect::<String>()).join("-")
}

/// What a person typed, as it is stored: in capitals, with its hyphen.
pub(crate) fn normalize(typed: &str) -> String {
    let letters: String = typed.chars().filter(|character| character.is_alphanumeric()).collect();
    let letters = letters.to_uppercase();
    match letters.split_at_checked(GROUPS.first().copied().unwrap_or_default()) {
        Some((first, second)) => [first, second].join("-"),
        None => letters,
    }
}

/// A byte's letter. 256 is no multiple of 24, so the first 16 letters are a little more frequent: no harm here.
fn letter(byte: u8) -> char {
    ALPHABET.get(usize::from(byte) % ALPHABET.len()).copied().unwrap_or('X')
}

#[cfg(test)]
mod tests {
    use super::{draw, normalize};

    #[test]
    fn a_reference_is_stable_and_another_attempt_differs() {
        let first = draw("6f1f6e0c-0000-4000-8000-000000000000", 0);
        assert_eq!(first.len(), 9);
        assert_eq!(first, draw("6f1f6e0c-0000-4000-8000-000000000000", 0));
        assert_ne!(first, draw("6f1f6e0c-0000-4000-8000-000000000000", 1));
    }

    #[test]
    fn a_typed_reference_is_found_without_case_and_hyphen() {
        assert_eq!(normalize("7kxm p3qa"), "7KXM-P3QA");
        assert_eq!(normalize("7KXM-P3QA"), "7KXM-P3QA");
        assert_eq!(normalize("7k"), "7K");
    }
}
