//! The keys that Rust code names: its string literals, and those of which a key is composed.

use std::path::Path;

use anyhow::Result;

use super::shown;
use crate::files::{files, read};

/// A file of code.
pub(super) struct Source {
    file: String,
    text: String,
}

/// A literal that may be a key, or a pattern of keys.
pub(super) struct Literal<'a> {
    file: &'a str,
    line: usize,
    pub(super) pattern: Pattern,
}

/// A key, with a star for each part that is only known at run time: `"headline.{status}.none"` in a `format!` is
/// `headline.*.none`, and `"status."`, to which a name is added, is `status.*`.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Pattern(pub(super) String);

impl Literal<'_> {
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }
}

impl Source {
    /// All files of a folder.
    pub(super) fn all(folder: &Path) -> Result<Vec<Source>> {
        files(folder)?.iter().map(|file| Source::read(file)).collect()
    }

    fn read(file: &Path) -> Result<Source> {
        Ok(Source::new(&shown(file), &String::from_utf8(read(file)?)?))
    }

    /// A file of this text. What only its tests name is not used.
    pub(super) fn new(file: &str, text: &str) -> Source {
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        Source { file: file.to_owned(), text: code.to_owned() }
    }

    /// The literals in it that have the form of a key.
    pub(super) fn literals(&self) -> impl Iterator<Item = Literal<'_>> {
        let code = self.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
        code.flat_map(move |(index, line)| {
            let patterns = in_line(line).into_iter();
            patterns.map(move |pattern| Literal { file: &self.file, line: index + 1, pattern })
        })
    }
}

impl Pattern {
    /// The pattern that a literal is, if it has the form of a key: lower case, digits and `_` in parts joined by dots.
    fn of(literal: &str) -> Option<Pattern> {
        let mut pattern = String::new();
        let mut rest = literal;
        while let Some((before, after)) = rest.split_once('{') {
            let (_, after) = after.split_once('}')?;
            pattern.extend([before, "*"]);
            rest = after;
        }
        pattern.push_str(rest);
        if pattern.ends_with('.') {
            pattern.push('*');
        }
        let is_key = pattern.contains('.') || pattern.starts_with("*_");
        let letters = |letter| matches!(letter, 'a'..='z' | '0'..='9' | '_' | '.' | '*');
        (is_key && pattern.chars().all(letters) && !pattern.starts_with('.')).then_some(Pattern(pattern))
    }

    /// Whether a key is of this pattern.
    pub(super) fn matches(&self, key: &str) -> bool {
        let mut parts = self.0.split('*');
        let Some(mut rest) = parts.next().and_then(|first| key.strip_prefix(first)) else { return false };
        let mut parts = parts.peekable();
        if parts.peek().is_none() {
            return rest.is_empty();
        }
        while let Some(part) = parts.next() {
            // What stands for a star is not empty.
            let Some((first, after)) = rest.split_at_checked(1) else { return false };
            debug_assert!(first.is_ascii());
            rest = match parts.peek() {
                None if part.is_empty() => return true,
                None => return after.ends_with(part),
                Some(_) => match after.split_once(part) {
                    Some((_, after)) => after,
                    None => return false,
                },
            };
        }
        false
    }

    /// What stands before the first dot, if that is known.
    pub(super) fn group(&self) -> Option<&str> {
        let group = self.0.split('.').next()?;
        (!group.contains('*')).then_some(group)
    }
}

/// The literals of a line that have the form of a key. No key has a quote in it, so that every piece between two quotes may be
/// looked at, those outside of literals too: none of them has the form.
fn in_line(line: &str) -> Vec<Pattern> {
    let pieces: Vec<&str> = line.split('"').collect();
    let inner = pieces.get(1..pieces.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().filter_map(|literal| Pattern::of(literal)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Pattern, Source, in_line};

    fn found(line: &str) -> Vec<String> {
        in_line(line).into_iter().map(|Pattern(pattern)| pattern).collect()
    }

    #[test]
    fn literals_with_the_form_of_a_key_are_found() {
        let line = r#"view.t("send.button"), t(if ok { "a.b" } else { "c.d_e" })"#;
        assert_eq!(found(line), ["send.button", "a.b", "c.d_e"]);
        let none: [&str; 0] = [];
        assert_eq!(found(r#"t("Send it."), x("send"), y("./send.js"), z(" a.b"), ".none""#), none);
    }

    #[test]
    fn composed_keys_are_patterns() {
        assert_eq!(found(r#"["status.", name].concat()"#), ["status.*"]);
        assert_eq!(found(r#"t(&format!("headline.{status}.none"))"#), ["headline.*.none"]);
        assert_eq!(found(r#"format!("status.{}", name)"#), ["status.*"]);
        assert_eq!(found(r#"format!("{key}_label")"#), ["*_label"]);
    }

    #[test]
    fn comments_and_tests_name_no_keys() {
        let text = "/// `\"a.b\"`\nt(\"c.d\");\n#[cfg(test)]\nmod tests {\n t(\"e.f\");\n}";
        let source = Source::new("view.rs", text);
        let places: Vec<String> =
            source.literals().map(|literal| format!("{} {}", literal.place(), literal.pattern.0)).collect();
        assert_eq!(places, ["view.rs:2 c.d"]);
    }

    #[test]
    fn a_star_stands_for_something() {
        let matches = |pattern: &str, key| Pattern(pattern.to_owned()).matches(key);
        assert!(matches("status.*", "status.review"));
        assert!(!matches("status.*", "status."));
        assert!(matches("headline.*.none", "headline.review.none"));
        assert!(!matches("headline.*.none", "headline.none"));
        assert!(matches("a.*.b.*", "a.x.b.y"));
        assert!(matches("a.b", "a.b") && !matches("a.b", "a.bc"));
    }
}
