//! The widget's own words: one language's table, with what the merchant has put over it.
//!
//! A string that is missing shows its key rather than nothing; the tests see to it that none is missing.

use std::collections::BTreeMap;

use refund_policy::verdict::strings::fill;
use refund_policy::{Json, Plural, from_json};
use serde::Deserialize;

/// The words of one language: `{"key": "text with {fields}", "key": {"one": …, "other": …}}`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Strings(BTreeMap<String, Words>);

/// One text, or the forms of a plural by CLDR's categories.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(try_from = "Json")]
enum Words {
    Text(String),
    Forms(BTreeMap<String, String>),
}

impl Strings {
    /// The text of a key.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.find(key).unwrap_or(key)
    }

    /// The text of a key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        match self.0.get(key)? {
            Words::Text(text) => Some(text),
            Words::Forms(_) => None,
        }
    }

    /// The text of a key with its fields filled in.
    pub fn fill(&self, key: &str, fields: &[(&str, &str)]) -> String {
        fill(self.get(key), fields)
    }

    /// A key's text with what it is the label of, as the language joins them.
    pub fn line(&self, key: &str, value: &str) -> String {
        self.fill("label.value", &[("label", self.get(key)), ("value", value)])
    }

    /// The text of a key for a number; `shown` is how that is written.
    pub fn plural(&self, key: &str, category: Plural, shown: &str) -> String {
        self.plural_with(key, category, shown, &[])
    }

    /// The text of a key for a number, with further fields filled in.
    pub fn plural_with(&self, key: &str, category: Plural, shown: &str, fields: &[(&str, &str)]) -> String {
        let form = match self.0.get(key) {
            Some(Words::Forms(forms)) => forms.get(category.name()).or_else(|| forms.get("other")),
            Some(Words::Text(text)) => Some(text),
            None => None,
        };
        let fields: Vec<(&str, &str)> = [("n", shown)].into_iter().chain(fields.iter().copied()).collect();
        fill(form.map_or(key, String::as_str), &fields)
    }

    /// The table with the merchant's own words over it, and the keys of those that have no place in it: there is no such key, or
    /// the text has not the form of the one that it would replace.
    pub fn with(&self, own: &Json) -> (Strings, Vec<String>) {
        let (mut words, mut unfit) = (self.clone(), Vec::new());
        for (key, text) in own.as_object().unwrap_or_default() {
            match self.0.get(key).and_then(|known| known.replaced_by(text)) {
                Some(text) => {
                    words.0.insert(key.clone(), text);
                }
                None => unfit.push(key.clone()),
            }
        }
        (words, unfit)
    }
}

impl Words {
    /// A text for a text, forms for forms; `other` is the form that every language has.
    fn replaced_by(&self, own: &Json) -> Option<Words> {
        match self {
            Words::Text(_) => Some(Words::Text(own.as_str()?.to_owned())),
            Words::Forms(_) => {
                let form =
                    |(category, text): &(String, Json)| Some((category.clone(), text.as_str()?.to_owned()));
                let forms: BTreeMap<String, String> =
                    own.as_object()?.iter().map(form).collect::<Option<_>>()?;
                forms.contains_key("other").then_some(Words::Forms(forms))
            }
        }
    }
}

impl TryFrom<Json> for Words {
    type Error = &'static str;

    fn try_from(json: Json) -> Result<Words, &'static str> {
        match json {
            Json::String(text) => Ok(Words::Text(text)),
            forms => from_json(&forms).map(Words::Forms).map_err(|_| "expected a text, or one for each form"),
        }
    }
}
