//! The evaluator's own sentences: one table a language, `strings/<locale>.json`.
//!
//! Their `{fields}` are filled in where they are used. That each table has the keys and fields of the English one is tested.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::Error;

use crate::value::convert::{Unfit, from_json};
use crate::value::locale::Locale;
use crate::value::parse::parse;

/// One language's sentences, by key: `{"what_if.asked_by": "Had you asked by {day}"}`.
///
/// That a key of the code is in every table, and that none is there which no code names, is held by xtask's check of strings.
#[derive(Clone, Deserialize)]
#[serde(transparent)]
pub struct Strings(BTreeMap<String, String>);

impl Strings {
    /// Reads a table; the error says what is no sentence in it.
    pub fn read(json: &str) -> Result<Strings, Unfit> {
        let table = parse(json.as_bytes()).map_err(|problem| Unfit::custom(problem.message))?;
        from_json(&table)
    }

    /// The sentence of a key; the key itself where it is missing, for the tests to see.
    pub(crate) fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The sentence of a key that ends in a name, if there is one.
    pub(crate) fn named(&self, group: &str, name: &str) -> Option<&str> {
        self.find(&format!("{group}{name}"))
    }

    fn find(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// The sentence of a key with its `{fields}` filled in.
    pub(crate) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.get(key), values)
    }
}

/// The table of a language as it stands in the source, for who carries all of them. A page fetches its own.
pub fn table(locale: Locale) -> &'static str {
    match locale {
        Locale::Es => include_str!("strings/es.json"),
        Locale::Fr => include_str!("strings/fr.json"),
        Locale::En => include_str!("strings/en.json"),
        Locale::De => include_str!("strings/de.json"),
        Locale::It => include_str!("strings/it.json"),
        Locale::Pt => include_str!("strings/pt.json"),
        Locale::Nl => include_str!("strings/nl.json"),
        Locale::Ca => include_str!("strings/ca.json"),
    }
}

/// A sentence with its `{fields}` filled in. A value is never looked through for fields again.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = sentence;
    while let Some((before, field, after)) = next_field(rest) {
        filled.push_str(before);
        match values.iter().find(|(name, _)| *name == field) {
            Some((_, value)) => filled.push_str(value),
            // What nobody gives stays as it is, for the tests to see.
            None => filled.extend(["{", field, "}"]),
        }
        rest = after;
    }
    filled + rest
}

fn next_field(text: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = text.split_once('{')?;
    let (field, after) = after.split_once('}')?;
    Some((before, field, after))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::{Strings, fill, table};
    use crate::document::{RemedyKind, Status};
    use crate::value::locale::Locale;

    #[test]
    fn every_remedy_and_status_has_its_names() {
        for locale in Locale::ALL {
            let strings = Strings::read(table(locale)).expect("a table");
            let names = |group: &str| {
                let names = strings.0.keys().filter_map(|key| key.strip_prefix(group)).map(str::to_owned);
                names.collect::<BTreeSet<_>>()
            };
            let all = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
            let remedies = all(&RemedyKind::ALL.map(|(name, _)| name));
            assert_eq!(names("remedy."), remedies);
            assert_eq!(names("request.title."), remedies);
            assert_eq!(names("status."), all(&Status::ALL.map(|(name, _)| name)));
        }
    }

    /// A table's leaves: where each stands, and its fields.
    fn leaves(json: &Value, path: &str, found: &mut Vec<(String, BTreeSet<String>)>) {
        match json {
            Value::Object(members) => {
                members.iter().for_each(|(key, value)| leaves(value, &format!("{path}/{key}"), found));
            }
            Value::String(text) => {
                assert!(!text.trim().is_empty(), "{path} is empty");
                let fields = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
                found.push((path.to_owned(), fields.map(|(name, _)| name.to_owned()).collect()));
            }
            other => panic!("{path}: {other}"),
        }
    }

    #[test]
    fn every_table_has_the_fields_of_the_english_one() {
        let all = Locale::ALL.map(|locale| {
            let mut found = Vec::new();
            leaves(&serde_json::from_str(table(locale)).expect("JSON"), locale.tag(), &mut found);
            found.into_iter().map(|(path, fields)| (path[2..].to_owned(), fields)).collect::<Vec<_>>()
        });
        let english = Locale::ALL.iter().position(|locale| *locale == Locale::En).expect("English");
        for (locale, table) in Locale::ALL.iter().zip(&all) {
            assert_eq!(table, &all[english], "{}", locale.tag());
        }
    }

    #[test]
    fn values_are_not_looked_through_again() {
        assert_eq!(fill("{a} and {b}, {c}", &[("a", "{b}"), ("b", "2")]), "{b} and 2, {c}");
    }
}
