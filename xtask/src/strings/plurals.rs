//! Plural forms: a string has one for each of CLDR's categories that its language has, and no other.

use std::collections::BTreeSet;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use super::Finding;
use super::compare::{differing, fields};
use super::table::Table;

/// The fields that have the number by which the form is chosen.
const COUNTS: [&str; 2] = ["n", "count"];

/// The forms of a plural, by their names.
type Forms = [(String, String)];

/// What is wrong with a string that has plural forms in English too.
pub(super) fn wrong(table: &Table, key: &str, forms: &Forms, original: &Forms) -> Option<Finding> {
    let Some(rules) = rules(&table.locale) else {
        let hint = "name the file by a BCP 47 tag, such as `ca.json`";
        return Some(table.finding(key, "is in a language without plural rules", hint));
    };
    let written: BTreeSet<&str> = forms.iter().map(|(form, _)| form.as_str()).collect();
    if written != categories(&rules).collect() || written.len() != forms.len() {
        let written: Vec<&str> = written.into_iter().collect();
        return Some(table.finding(key, format!("has the forms {}", quoted(&written)), hint(&table.locale)));
    }
    let expected = original.iter().find(|(form, _)| form == "other").map(|(_, text)| fields(text));
    let expected = expected.unwrap_or_default();
    forms.iter().find_map(|(form, text)| {
        let fields = fields(text);
        let is_named = COUNTS.iter().any(|count| fields.contains(count)) || !is_single(&rules, form);
        let missed = expected.iter().filter(|field| is_named || !COUNTS.contains(field));
        let is_right = missed.eq(&fields);
        (!is_right).then(|| differing(table, &format!("{key}/{form}"), &fields, &expected))
    })
}

/// How to mend plural forms in a language.
pub(super) fn hint(locale: &str) -> String {
    match rules(locale) {
        Some(rules) => format!("write one form each for {}", quoted(&categories(&rules).collect::<Vec<_>>())),
        None => "write the forms that CLDR has for this language".to_owned(),
    }
}

fn rules(locale: &str) -> Option<PluralRules> {
    let locale: Locale = locale.parse().ok()?;
    PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()
}

/// In CLDR's order.
fn categories(rules: &PluralRules) -> impl Iterator<Item = &'static str> {
    let all: Vec<PluralCategory> = rules.categories().collect();
    NAMES.into_iter().filter(move |(_, category)| all.contains(category)).map(|(name, _)| name)
}

const NAMES: [(&str, PluralCategory); 6] = [
    ("zero", PluralCategory::Zero),
    ("one", PluralCategory::One),
    ("two", PluralCategory::Two),
    ("few", PluralCategory::Few),
    ("many", PluralCategory::Many),
    ("other", PluralCategory::Other),
];

/// Whether a form is for one number alone, so that a text can name it in words: `one` in English, not in French, where it
/// is for 0 as well.
fn is_single(rules: &PluralRules, form: &str) -> bool {
    // Categories that are for a few numbers have them among the first hundreds.
    let numbers = (0..=1000_u32).filter(|number| {
        NAMES.iter().any(|(name, category)| *name == form && *category == rules.category_for(*number))
    });
    numbers.count() == 1
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Table, wrong};
    use crate::strings::table::Text;

    /// What is told about a string with these forms in a locale, beside English with `one` and `other`.
    fn told(locale: &str, forms: &str) -> Option<String> {
        let parse = |locale: &str, forms: &str| {
            let table = format!(r#"{{"duration.days": {forms}}}"#);
            Table::parse(format!("{locale}.json"), locale, &table).unwrap()
        };
        let (table, english) =
            (parse(locale, forms), parse("en", r#"{"one": "{n} day", "other": "{n} days"}"#));
        let [Some(Text::Forms(forms)), Some(Text::Forms(original))] =
            [&table, &english].map(|table| table.get("duration.days"))
        else {
            unreachable!("both have plural forms")
        };
        wrong(&table, "duration.days", forms, original).map(|finding| finding.to_string())
    }

    #[test]
    fn a_language_has_exactly_its_categories() {
        assert_eq!(told("de", r#"{"one": "{n} Tag", "other": "{n} Tage"}"#), None);
        assert_eq!(told("ja", r#"{"other": "{n} 日"}"#), None);
        for locale in ["es", "fr", "it", "pt", "ca"] {
            assert_eq!(told(locale, r#"{"one": "{n}", "many": "{n}", "other": "{n}"}"#), None, "{locale}");
            assert!(told(locale, r#"{"one": "{n}", "other": "{n}"}"#).is_some(), "{locale}");
        }
        assert_eq!(
            told("es", r#"{"one": "{n} día", "other": "{n} días"}"#).unwrap(),
            "es.json: `duration.days` has the forms `one`, `other`\n  hint: write one form each for `one`, `many`, `other`\n"
        );
        assert_eq!(
            told("de", r#"{"one": "{n}", "other": "{n}", "few": "{n}"}"#).unwrap(),
            "de.json: `duration.days` has the forms `few`, `one`, `other`\n  hint: write one form each for `one`, `other`\n"
        );
    }

    #[test]
    fn a_form_has_the_fields_of_english() {
        assert_eq!(
            told("de", r#"{"one": "{n} Tag", "other": "{m} Tage"}"#).unwrap(),
            "de.json: `duration.days/other` lacks {n} and has {m}, which English has not\n  hint: write each of {n} where it reads well\n"
        );
    }

    #[test]
    fn a_form_for_one_number_may_name_it_in_words() {
        assert_eq!(told("de", r#"{"one": "ein Tag", "other": "{n} Tage"}"#), None);
        // `one` is for 0 too.
        assert!(told("fr", r#"{"one": "un jour", "many": "{n} jours", "other": "{n} jours"}"#).is_some());
        assert!(told("de", r#"{"one": "ein Tag", "other": "Tage"}"#).is_some());
    }
}
