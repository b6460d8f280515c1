//! What is printed: texts for people, JSON for programs.
//!
//! Policies, facts and requests are other people's, and what they hold must not steer the terminal: no escape sequence
//! clears it, no character turns a line round.

use std::fmt::Display;
use std::io::{self, Write};

use serde::Serialize;

use crate::failure::Failure;

/// Prints a text of several lines.
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    Ok(io::stdout().lock().write_all(printable(text).as_bytes())?)
}

/// Prints a value as JSON for people and programs.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::from)?;
    Ok(writeln!(io::stdout().lock(), "{}", escaped(text))?)
}

/// Writes a value as a line of JSON.
pub(crate) fn json_line(out: &mut impl Write, value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(io::Error::from)?;
    Ok(writeln!(out, "{}", escaped(text))?)
}

/// Tells something on standard error. Where that cannot be written either, nobody is there to be told.
pub(crate) fn tell(text: &impl Display) {
    let _ = io::stderr().lock().write_all(printable(&text.to_string()).as_bytes());
}

/// A text of several lines, of which every character that would steer a terminal is shown as �.
pub(crate) fn printable(text: &str) -> String {
    let shown = |letter: char| match letter {
        '\n' => '\n',
        '\t' => ' ',
        steering if steers(steering) => char::REPLACEMENT_CHARACTER,
        other => other,
    };
    text.replace("\r\n", "\n").chars().map(shown).collect()
}

/// A text that is part of a line: a line break in it would begin a line that looks like ours.
pub(crate) fn line(text: &str) -> String {
    printable(text).replace('\n', &char::REPLACEMENT_CHARACTER.to_string())
}

/// Control characters, and those that turn the direction of a line or end it.
fn steers(letter: char) -> bool {
    let turns = matches!(letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    letter.is_control() || turns || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// A JSON text in which such characters are escaped: it reads as the same value. What is below U+0020 is escaped already,
/// and the line breaks are those between members.
fn escaped(text: String) -> String {
    if !text.contains(|letter| steers(letter) && letter != '\n') {
        return text;
    }
    let escape = |letter: char| match letter {
        steering if steers(steering) && steering != '\n' => format!("\\u{:04x}", u32::from(steering)),
        other => other.to_string(),
    };
    text.chars().map(escape).collect()
}

#[cfg(test)]
mod tests {
    use super::{escaped, line, printable};

    #[test]
    fn what_steers_a_terminal_is_shown_and_not_done() {
        assert_eq!(printable("a\u{1b}[2J\u{9b}31m\r\nb\tc\u{202e}\r"), "a�[2J�31m\nb c��");
        assert_eq!(line("a\nerror: b"), "a�error: b");
        assert_eq!(printable("Núñez 👩\u{200d}💻"), "Núñez 👩\u{200d}💻");
    }

    #[test]
    fn escaped_json_reads_as_the_same() {
        let value = serde_json::json!({"a": "\u{9b}\u{202e}\n\u{7f}", "b\u{2028}": 1});
        let text = escaped(serde_json::to_string_pretty(&value).expect("JSON"));
        assert!(text.chars().all(|letter| letter == '\n' || !super::steers(letter)), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"), value);
    }
}
