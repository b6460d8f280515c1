//! The letter's sentences: one table a language, `strings/<locale>.json`, with the plural keys of CLDR.

use std::collections::BTreeMap;

use refund_policy::{Format, Locale};
use serde::Deserialize;

use crate::failure::Failure;

/// The sentences in one language, each named after its place in the letter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Strings {
    pub(crate) qualifies: String,
    pub(crate) qualifies_plain: String,
    pub(crate) step_promised: String,
    pub(crate) step_promised_by: String,
    pub(crate) step_note: String,
    pub(crate) step_review: String,
    pub(crate) step_review_plain: String,
    pub(crate) review: String,
    pub(crate) review_plain: String,
    pub(crate) review_investigation: String,
    pub(crate) does_not_qualify: String,
    pub(crate) needs_information: Plural,
    pub(crate) range: String,
    pub(crate) range_up_to: String,
    pub(crate) send_by: String,
    pub(crate) send_by_open: String,
    pub(crate) choice_shopper: String,
    pub(crate) choice_merchant: String,
    pub(crate) alternatives: String,
    pub(crate) alternatives_besides: String,
    pub(crate) changes: String,
    pub(crate) otherwise: String,
    pub(crate) scenarios: String,
    pub(crate) scenario: String,
    pub(crate) change: String,
    pub(crate) change_with_remedies: String,
    pub(crate) why: String,
    pub(crate) r#where: String,
    pub(crate) known: String,
    pub(crate) also: String,
    pub(crate) to_do: String,
    pub(crate) met_at: String,
    pub(crate) link: String,
    pub(crate) to_attach: String,
    pub(crate) required: String,
    pub(crate) recommended: String,
    pub(crate) evidence: String,
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
    pub(crate) from_to: BTreeMap<String, Plural>,
}

/// A sentence by CLDR's plural categories.
#[derive(Deserialize)]
pub(crate) struct Plural(BTreeMap<String, String>);

impl Plural {
    /// The form for a count. Every language has `other`, for the categories that it does not tell apart.
    pub(crate) fn of(&self, count: u32, format: &dyn Format) -> &str {
        let form = self.0.get(format.plural(count.into()).name());
        form.or_else(|| self.0.get("other")).map_or("", String::as_str)
    }
}

/// The sentences of a language.
pub(crate) fn strings(locale: Locale) -> Result<Strings, Failure> {
    serde_json::from_str(table(locale))
        .map_err(|error| Failure::Other(format!("the strings in {}: {error}", locale.tag())))
}

fn table(locale: Locale) -> &'static str {
    match locale {
        Locale::Es => include_str!("../strings/es.json"),
        Locale::Fr => include_str!("../strings/fr.json"),
        Locale::En => include_str!("../strings/en.json"),
        Locale::De => include_str!("../strings/de.json"),
        Locale::It => include_str!("../strings/it.json"),
        Locale::Pt => include_str!("../strings/pt.json"),
        Locale::Nl => include_str!("../strings/nl.json"),
        Locale::Ca => include_str!("../strings/ca.json"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use icu_plurals::{PluralRules, PluralRulesOptions};
    use refund_native::words;
    use refund_policy::Locale;
    use serde_json::Value;

    use super::{Plural, strings, table};

    /// The categories that CLDR tells apart in a language.
    fn categories(locale: Locale) -> BTreeSet<String> {
        let tag: icu_locale_core::Locale = locale.tag().parse().unwrap();
        let rules = PluralRules::try_new(tag.into(), PluralRulesOptions::default()).unwrap();
        rules.categories().map(|category| format!("{category:?}").to_lowercase()).collect()
    }

    /// Each sentence with its fields; a plural counts as one, and has the forms of its language.
    fn sentences(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
        fn fields(text: &str) -> BTreeSet<String> {
            let fields = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
            fields.map(|(name, _)| name.to_owned()).collect()
        }
        fn walk(json: &Value, path: &str, locale: Locale, found: &mut BTreeMap<String, BTreeSet<String>>) {
            match json {
                Value::String(text) => {
                    found.insert(path.to_owned(), fields(text));
                }
                Value::Object(forms) if forms.contains_key("other") => {
                    let keys: BTreeSet<String> = forms.keys().cloned().collect();
                    assert_eq!(keys, categories(locale), "{}{path}", locale.tag());
                    found.insert(path.to_owned(), fields(forms["other"].as_str().unwrap()));
                }
                Value::Object(members) => members
                    .iter()
                    .for_each(|(key, value)| walk(value, &format!("{path}/{key}"), locale, found)),
                other => panic!("{path}: {other}"),
            }
        }
        let mut found = BTreeMap::new();
        walk(&serde_json::from_str(table(locale)).unwrap(), "", locale, &mut found);
        found
    }

    #[test]
    fn every_language_has_every_sentence_with_the_same_fields() {
        for locale in Locale::ALL {
            let strings = strings(locale).unwrap();
            for unit in ["hours", "days", "business_days"] {
                assert!(strings.single.contains_key(unit) && strings.from_to.contains_key(unit));
            }
            assert_eq!(sentences(locale), sentences(Locale::En), "{}", locale.tag());
        }
    }

    #[test]
    fn plurals_are_those_of_each_language() {
        let form = |locale, count| {
            let plural: &Plural = &strings(locale).unwrap().single["hours"];
            plural.of(count, words(locale).format()).to_owned()
        };
        assert_eq!(form(Locale::Es, 1), "{max} hora");
        assert_eq!(form(Locale::Es, 0), "{max} horas");
        assert_eq!(form(Locale::Fr, 0), "{max} heure");
        assert_eq!(form(Locale::Fr, 2), "{max} heures");
        assert_eq!(form(Locale::En, 0), "{max} hours");
        assert_eq!(form(Locale::De, 2), "{max} Stunden");
    }
}
