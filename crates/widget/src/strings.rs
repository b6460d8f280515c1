//! The widget's own words: one locale's table, as it was loaded.
//!
//! A missing string shows its key rather than nothing; the tests see to it that none is missing.

use wasm_bindgen::JsValue;

use crate::dom::property;

/// The strings of one locale: `{"key": "text with {fields}", "key": {"one": …, "other": …}}`.
#[derive(Clone)]
pub(crate) struct Strings(JsValue);

impl Strings {
    /// A table that JavaScript has loaded.
    pub(crate) fn new(table: JsValue) -> Strings {
        Strings(table)
    }

    /// The text of a key.
    pub(crate) fn get(&self, key: &str) -> String {
        self.find(key).unwrap_or_else(|| key.to_owned())
    }

    /// The text of a key, if there is one.
    pub(crate) fn find(&self, key: &str) -> Option<String> {
        property(&self.0, key).as_string()
    }

    /// The text of a key with its fields filled in.
    pub(crate) fn fill(&self, key: &str, fields: &[(&str, &str)]) -> String {
        fill(&self.get(key), fields)
    }

    /// The text of a key for a number: `category` is its plural category by CLDR, `shown` how it is written.
    pub(crate) fn plural(&self, key: &str, category: &str, shown: &str) -> String {
        let forms = property(&self.0, key);
        let form = [category, "other"].iter().find_map(|form| property(&forms, form).as_string());
        fill(form.as_deref().unwrap_or(key), &[("n", shown)])
    }
}

/// Replaces each `{field}` by its text.
fn fill(template: &str, fields: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = template;
    // By characters: a search for strings would bring its whole algorithm along.
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        match fields.iter().find(|(field, _)| *field == name) {
            Some((_, value)) => text.push_str(value),
            None => text.extend(["{", name, "}"]),
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn fields_are_filled_in() {
        assert_eq!(fill("{n} of {all}, {n}", &[("n", "1"), ("all", "2")]), "1 of 2, 1");
        assert_eq!(fill("{unknown}", &[]), "{unknown}");
    }
}
