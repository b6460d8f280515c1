//! A table as its file has it: in its order, with keys that are there twice.

use std::fmt;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::Finding;
use crate::files::read;
use crate::process::root;

/// One locale's strings. A group within the file's object gives its keys a prefix: `{"a": {"b": "…"}}` has the key `a.b`.
pub(super) struct Table {
    /// From the root of the checkout.
    pub(super) file: String,
    pub(super) locale: String,
    pub(super) strings: Vec<(String, Text)>,
}

/// A text, or its plural forms by the names of CLDR's categories.
pub(super) enum Text {
    Single(String),
    Forms(Vec<(String, String)>),
}

/// What a key has in a file. It is read by hand because a map would drop keys that come twice, and their order.
enum Entry {
    Text(String),
    Group(Vec<(String, Entry)>),
}

impl Table {
    pub(super) fn read(folder: &str, locale: &str) -> Result<Table> {
        let file = file(folder, locale);
        let text = String::from_utf8(read(&root().join(&file))?)?;
        Table::parse(file.clone(), locale, &text).with_context(|| format!("{file} is no table of strings"))
    }

    pub(super) fn parse(file: String, locale: &str, text: &str) -> Result<Table> {
        let mut strings = Vec::new();
        flatten(serde_json::from_str(text)?, "", &mut strings);
        Ok(Table { file, locale: locale.to_owned(), strings })
    }

    pub(super) fn get(&self, key: &str) -> Option<&Text> {
        self.strings.iter().find(|(name, _)| name == key).map(|(_, string)| string)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.strings.iter().map(|(key, _)| key.as_str())
    }

    pub(super) fn finding(&self, key: &str, problem: impl Into<String>, hint: impl Into<String>) -> Finding {
        Finding { place: self.file.clone(), key: key.to_owned(), problem: problem.into(), hint: hint.into() }
    }
}

/// Where a locale's strings are, from the root of the checkout.
pub(super) fn file(folder: &str, locale: &str) -> String {
    format!("{folder}/{locale}.json")
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Text::Single(text) => write!(f, "\"{text}\""),
            Text::Forms(forms) => {
                let forms: Vec<String> =
                    forms.iter().map(|(form, text)| format!("\"{form}\": \"{text}\"")).collect();
                write!(f, "{{{}}}", forms.join(", "))
            }
        }
    }
}

fn flatten(entry: Entry, key: &str, strings: &mut Vec<(String, Text)>) {
    match entry {
        Entry::Text(text) => strings.push((key.to_owned(), Text::Single(text))),
        Entry::Group(entries) if entries.iter().any(|(name, _)| name == "other") => {
            let forms = entries.into_iter().map(|(name, entry)| match entry {
                Entry::Text(text) => (name, text),
                // No form of a plural has forms: its text is empty, which is told.
                Entry::Group(_) => (name, String::new()),
            });
            strings.push((key.to_owned(), Text::Forms(forms.collect())));
        }
        Entry::Group(entries) => {
            for (name, entry) in entries {
                let name = if key.is_empty() { name } else { format!("{key}.{name}") };
                flatten(entry, &name, strings);
            }
        }
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entry, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Entry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or an object of texts")
            }

            fn visit_str<E>(self, text: &str) -> Result<Entry, E> {
                Ok(Entry::Text(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entry, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entry::Group(entries))
            }
        }

        deserializer.deserialize_any(Read)
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn groups_prefix_their_keys_and_plural_forms_are_one_string() {
        let text = r#"{"a": "A", "b": {"c": {"one": "1", "other": "n"}, "d": "D"}, "a": "B"}"#;
        let table = Table::parse("en.json".to_owned(), "en", text).unwrap();
        let strings: Vec<String> = table.strings.iter().map(|(key, text)| format!("{key}: {text}")).collect();
        assert_eq!(
            strings,
            ["a: \"A\"", "b.c: {\"one\": \"1\", \"other\": \"n\"}", "b.d: \"D\"", "a: \"B\""]
        );
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(Table::parse("en.json".to_owned(), "en", r#"{"a": 1}"#).is_err());
    }
}
