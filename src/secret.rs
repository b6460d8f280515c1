//! Finds what should not be in a message: passwords, card numbers, keys.
//!
//! A guess that may be wrong either way, so it only ever warns.

use crate::gather::Gather;
/// What a message seems to hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Secret {
    /// A password.
    Password,
    /// A payment card's number.
    CardNumber,
    /// A key or token of some service.
    Key,
}

impl Secret {
    /// Its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Secret::Password => "password",
            Secret::CardNumber => "card_number",
            Secret::Key => "key",
        }
    }
}

/// The first kind of secret that a text seems to hold.
pub fn looks_secret(text: &str) -> Option<Secret> {
    if has_password(text) {
        Some(Secret::Password)
    } else if has_card_number(text) {
        Some(Secret::CardNumber)
    } else if text.split_whitespace().any(is_key) {
        Some(Secret::Key)
    } else {
        None
    }
}

/// The word for a password and what looks like one: anything behind a colon, otherwise a word with a digit.
fn has_password(text: &str) -> bool {
    const WORDS: [&str; 9] =
        ["contraseña", "contrasena", "clave", "password", "passwd", "passwort", "mot de passe", "pwd", "mdp"];
    const VERBS: [&str; 3] = ["es", "est", "is"];
    // Unicode's tables of small letters would weigh more than this whole check.
    let text = text.to_ascii_lowercase().replace('Ñ', "ñ");
    let follows = |after: &str, test: fn(&str) -> bool| after.split_whitespace().next().is_some_and(test);
    WORDS.iter().any(|word| {
        // At every place: a search for strings would bring its whole algorithm along.
        let behind = (0..text.len()).filter_map(|start| text.get(start..)?.strip_prefix(word));
        behind.map(str::trim_start).any(|after| {
            let after = VERBS.iter().find_map(|verb| after.strip_prefix(verb)).unwrap_or(after).trim_start();
            match after.strip_prefix([':', '=']) {
                Some(value) => follows(value, |value| value.chars().count() >= 4),
                None => follows(after, |word| {
                    word.chars().count() >= 6 && word.contains(|c: char| c.is_ascii_digit())
                }),
            }
        })
    })
}

/// 13 to 19 digits, alone or in groups, whose check digit is right (ISO/IEC 7812-1, Luhn's formula).
fn has_card_number(text: &str) -> bool {
    text.split(|character: char| !(character.is_ascii_digit() || character == ' ' || character == '-')).any(
        |run| {
            let digits: Vec<u32> = run.chars().filter_map(|character| character.to_digit(10)).gather();
            (13..=19).contains(&digits.len()) && luhn(&digits)
        },
    )
}

fn luhn(digits: &[u32]) -> bool {
    let weigh = |(index, digit): (usize, &u32)| match (index % 2, *digit) {
        (0, digit) => digit,
        (_, digit) if digit > 4 => 2 * digit - 9,
        (_, digit) => 2 * digit,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(weigh).sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != 0)
}

/// A word that begins as well-known keys do, or is long and mixes capitals, small letters and digits.
fn is_key(word: &str) -> bool {
    const PREFIXES: [&str; 8] =
        ["sk_live_", "sk_test_", "rk_live_", "AKIA", "ghp_", "xoxb-", "-----BEGIN", "eyJhbGci"];
    let has = |test: fn(&u8) -> bool| word.as_bytes().iter().any(test);
    let mixed = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
    let plain =
        word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'='));
    PREFIXES.iter().any(|prefix| word.starts_with(prefix)) || (word.len() >= 32 && mixed && plain)
}

#[cfg(test)]
mod tests {
    use super::{Secret, looks_secret};

    #[test]
    fn what_looks_secret_is_found() {
        let secrets = [
            ("Mi contraseña es hunter2!", Secret::Password),
            ("Mot de passe : azerty123", Secret::Password),
            ("CONTRASEÑA: hunter2", Secret::Password),
            ("password=letmein", Secret::Password),
            ("Servidor: raíz, clave: abcd", Secret::Password),
            ("contraseña hunter2", Secret::Password),
            ("Mi contraseña es: secreto", Secret::Password),
            ("tarjeta 4111 1111 1111 1111", Secret::CardNumber),
            ("clé sk_live_4eC39HqLyjWDarjtT1", Secret::Key),
            ("aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE", Secret::Key),
        ];
        for (text, secret) in secrets {
            assert_eq!(looks_secret(text), Some(secret), "{text}");
        }
    }

    #[test]
    fn ordinary_messages_are_left_alone() {
        let messages = [
            "He olvidado mi contraseña y no puedo entrar.",
            "Pedido 4111 1111 1111 1112 del 3 de noviembre",
            "Order 2026-11-20-000123, tel. +34 600 000 000",
            "https://example.org/pedidos/ABCDEF0123456789abcdef0123456789",
            "La contraseña no funciona",
            "La contraseña es incorrecta y la clave es que nadie responde.",
        ];
        for text in messages {
            assert_eq!(looks_secret(text), None, "{text}");
        }
    }
}
