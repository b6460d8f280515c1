//! What should not be in a message: passwords, card numbers, keys. A guess that may be wrong either way, so it only ever warns.

/// What a text seems to hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Secret {
    /// A password.
    Password,
    /// The number of a card.
    CardNumber,
    /// A key of a program.
    Key,
}

impl Secret {
    /// The string that warns of it.
    pub fn key(self) -> &'static str {
        match self {
            Secret::Password => "secret.password",
            Secret::CardNumber => "secret.card_number",
            Secret::Key => "secret.key",
        }
    }
}

/// What a text seems to hold that should not be sent.
pub fn looks_secret(text: &str) -> Option<Secret> {
    if has_password(text) {
        Some(Secret::Password)
    } else if has_card_number(text) {
        Some(Secret::CardNumber)
    } else if text.split_whitespace().any(|word| has_known_start(word) || is_key(word)) {
        Some(Secret::Key)
    } else {
        None
    }
}

const WORDS: [&str; 13] = [
    "contraseña",
    "contrasena",
    "contrasenya",
    "clave",
    "password",
    "passwd",
    "passwort",
    "kennwort",
    "wachtwoord",
    "senha",
    "mot de passe",
    "pwd",
    "mdp",
];

/// The word for a password and what looks like one: anything behind a colon, otherwise a word with a digit.
fn has_password(text: &str) -> bool {
    let text: String = text.chars().map(small).collect();
    WORDS.iter().any(|word| {
        text.match_indices(word)
            .any(|(at, _)| text.get(at + word.len()..).is_some_and(is_followed_by_password))
    })
}

/// The small letter, of Latin-1's: the words have no others.
fn small(letter: char) -> char {
    match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(letter as u32 + 0x20).unwrap_or(letter),
        other => other,
    }
}

fn is_followed_by_password(after: &str) -> bool {
    let after = after.trim_start();
    // "is", as the languages of the words have it.
    let without_verb = ["est", "es", "is", "ist", "é", "è"].iter().find_map(|verb| {
        after
            .strip_prefix(verb)
            .filter(|rest| rest.starts_with(|letter: char| letter.is_whitespace() || letter == ':'))
    });
    [Some(after), without_verb].into_iter().flatten().any(|after| {
        let after = after.trim_start();
        let word = |text: &str| text.split_whitespace().next().unwrap_or_default().to_owned();
        match after.strip_prefix([':', '=']) {
            Some(behind) => word(behind.trim_start()).chars().count() >= 4,
            None => {
                let word = word(after);
                word.chars().count() >= 6 && word.contains(|letter: char| letter.is_ascii_digit())
            }
        }
    })
}

/// 13 to 19 digits, alone or in groups, whose check digit is right (ISO/IEC 7812-1, Luhn's formula).
fn has_card_number(text: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '-');
    text.split(|letter: char| !is_part(letter)).any(|run| {
        let digits: Vec<u32> = run.chars().filter_map(|letter| letter.to_digit(10)).collect();
        (13..=19).contains(&digits.len())
            && has_check_digit(&digits)
            && digits.iter().any(|digit| *digit != 0)
    })
}

fn has_check_digit(digits: &[u32]) -> bool {
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let weighed = digits.iter().rev().enumerate().map(|(index, digit)| match index % 2 {
        0 => *digit,
        _ => doubled(*digit),
    });
    weighed.sum::<u32>() % 10 == 0
}

/// As well-known keys begin.
fn has_known_start(word: &str) -> bool {
    const STARTS: [&str; 8] =
        ["sk_live_", "sk_test_", "rk_live_", "AKIA", "ghp_", "xoxb-", "-----BEGIN", "eyJhbGci"];
    STARTS.iter().any(|start| word.starts_with(start))
}

/// Long, of nothing but letters, digits and a few signs, and with capitals, small letters and digits mixed.
fn is_key(word: &str) -> bool {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '+' | '=' | '-');
    word.len() >= 32
        && word.chars().all(is_part)
        && word.contains(|letter: char| letter.is_ascii_uppercase())
        && word.contains(|letter: char| letter.is_ascii_lowercase())
        && word.contains(|letter: char| letter.is_ascii_digit())
}
