//! The letter's sentences: JSON by locale, with the plural keys of CLDR.

use std::collections::BTreeMap;

use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use refund_policy::Locale;
use serde::Deserialize;

use crate::failure::Failure;

/// The sentences in one locale, each named after its place in the letter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Strings {
    pub(crate) qualifies: String,
    pub(crate) qualifies_plain: String,
    pub(crate) action_required: String,
    pub(crate) action_required_plain: String,
    pub(crate) review: String,
    pub(crate) review_plain: String,
    pub(crate) does_not_qualify: String,
    pub(crate) needs_information: Plural,
    pub(crate) of_amount: String,
    pub(crate) of_estimate: String,
    pub(crate) choice_shopper: String,
    pub(crate) choice_merchant: String,
    pub(crate) alternatives: String,
    pub(crate) alternatives_besides: String,
    pub(crate) with_options: String,
    pub(crate) or: String,
    pub(crate) until: String,
    pub(crate) until_end_of: String,
    pub(crate) changes: String,
    pub(crate) otherwise: String,
    pub(crate) change: String,
    pub(crate) change_with_remedies: String,
    pub(crate) why: String,
    pub(crate) r#where: String,
    pub(crate) known: String,
    pub(crate) also: String,
    pub(crate) to_do: String,
    pub(crate) met_at: String,
    pub(crate) to_attach: String,
    pub(crate) required: String,
    pub(crate) recommended: String,
    pub(crate) next: String,
    pub(crate) answer: String,
    pub(crate) payout: String,
    pub(crate) payout_exceptionally: String,
    pub(crate) original_payment_method: String,
    pub(crate) card: String,
    pub(crate) open: String,
    pub(crate) open_though_certain: String,
    pub(crate) policy: String,
    pub(crate) law: String,
    /// Durations such as "48 hours", by unit.
    pub(crate) single: BTreeMap<String, Plural>,
    /// Durations such as "1 to 2 business days", by unit.
    pub(crate) range: BTreeMap<String, Plural>,
}

/// A sentence by CLDR's plural categories. Those of the three languages differ only in what is `one`, and from a million
/// on, which no duration here reaches.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plural {
    one: String,
    other: String,
}

impl Plural {
    /// The form for a count.
    pub(crate) fn of(&self, count: u32, locale: Locale) -> &str {
        match category(count, locale) {
            PluralCategory::One => &self.one,
            _ => &self.other,
        }
    }
}

/// The rules know the three languages, so that the fallback is never taken.
fn category(count: u32, locale: Locale) -> PluralCategory {
    let language: Option<icu_locale_core::Locale> = locale.tag().parse().ok();
    language
        .and_then(|language| PluralRules::try_new(language.into(), PluralRulesOptions::default()).ok())
        .map_or(PluralCategory::Other, |rules| rules.category_for(count))
}

/// The sentences of a locale.
pub(crate) fn strings(locale: Locale) -> Result<Strings, Failure> {
    let text = match locale {
        Locale::Es => include_str!("../strings/es.json"),
        Locale::Fr => include_str!("../strings/fr.json"),
        Locale::En => include_str!("../strings/en.json"),
    };
    serde_json::from_str(text)
        .map_err(|error| Failure::Other(format!("the strings in {}: {error}", locale.tag())))
}

/// A sentence with its `{fields}` filled in. A value is never looked through for fields again.
pub(crate) fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::new();
    let mut rest = sentence;
    while let Some((before, field, after)) = next_field(rest) {
        let value = values.iter().find(|(name, _)| *name == field).map_or(field, |(_, value)| value);
        filled.push_str(before);
        filled.push_str(value);
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
    use refund_policy::Locale;

    use super::{fill, strings};

    #[test]
    fn every_locale_has_every_sentence_and_the_same_fields() {
        for locale in Locale::ALL {
            let strings = strings(locale).unwrap();
            for unit in ["hours", "days", "business_days"] {
                assert!(strings.single.contains_key(unit) && strings.range.contains_key(unit));
            }
            assert!(strings.review.contains("{merchant}") && strings.review.contains("{remedies}"));
        }
    }

    #[test]
    fn plurals_are_those_of_each_language() {
        let form = |locale, count| strings(locale).unwrap().single["hours"].of(count, locale).to_owned();
        assert_eq!(form(Locale::Es, 1), "{max} hora");
        assert_eq!(form(Locale::Es, 0), "{max} horas");
        assert_eq!(form(Locale::Fr, 0), "{max} heure");
        assert_eq!(form(Locale::Fr, 2), "{max} heures");
        assert_eq!(form(Locale::En, 0), "{max} hours");
    }

    #[test]
    fn values_are_not_looked_through_again() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
    }
}
