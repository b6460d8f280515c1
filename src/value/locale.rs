//! The languages in which the evaluator speaks, and the texts of policies, which are in three of them.

use serde::ser::{Serialize, Serializer};

use crate::value::json::Json;

/// A language in which shoppers are spoken to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Locale {
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// English.
    En,
    /// German.
    De,
    /// Italian.
    It,
    /// Portuguese.
    Pt,
    /// Dutch.
    Nl,
    /// Catalan.
    Ca,
}

impl Locale {
    /// All of them.
    pub const ALL: [Locale; 8] =
        [Locale::Es, Locale::Fr, Locale::En, Locale::De, Locale::It, Locale::Pt, Locale::Nl, Locale::Ca];

    /// Those in which policies have their texts, in the order in which documents write them.
    pub const OF_POLICIES: [Locale; 3] = [Locale::Es, Locale::Fr, Locale::En];

    /// The locale of a BCP 47 tag, by its language alone: `es-MX` is Spanish.
    pub fn parse(tag: &str) -> Option<Locale> {
        let language = match tag.as_bytes() {
            [first, second] | [first, second, b'-' | b'_', ..] => [*first, *second],
            _ => return None,
        };
        Locale::ALL.into_iter().find(|locale| language.eq_ignore_ascii_case(locale.tag().as_bytes()))
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::Es => "es",
            Locale::Fr => "fr",
            Locale::En => "en",
            Locale::De => "de",
            Locale::It => "it",
            Locale::Pt => "pt",
            Locale::Nl => "nl",
            Locale::Ca => "ca",
        }
    }

    /// The language in which who reads this one reads a policy, where nothing more is known of them.
    pub fn of_policies(self) -> Locale {
        match self {
            Locale::Es | Locale::Fr | Locale::En => self,
            Locale::Ca => Locale::Es,
            Locale::De | Locale::It | Locale::Pt | Locale::Nl => Locale::En,
        }
    }
}

impl Serialize for Locale {
    /// Its tag.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.tag())
    }
}

/// A text of a policy: an object from the tags of its languages to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Text(Json);

impl Text {
    /// Reads `{"es": …, "fr": …, "en": …}`; none where a locale is missing.
    pub fn read(json: &Json) -> Option<Text> {
        let is_there = |locale: Locale| json.get(locale.tag()).and_then(Json::as_str).is_some();
        Locale::OF_POLICIES.into_iter().all(is_there).then(|| Text(json.clone()))
    }

    /// The text in this language, or in the one in which its readers read a policy.
    pub fn get(&self, locale: Locale) -> &str {
        self.0.get(locale.of_policies().tag()).and_then(Json::as_str).unwrap_or_default()
    }
}

impl Default for Text {
    /// A text that says nothing.
    fn default() -> Text {
        Text(Json::Null)
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn a_tag_is_read_by_its_language() {
        assert_eq!(Locale::parse("es-MX"), Some(Locale::Es));
        assert_eq!(Locale::parse("FR"), Some(Locale::Fr));
        assert_eq!(Locale::parse("pt-BR"), Some(Locale::Pt));
        assert_eq!(Locale::parse("pl"), None);
        assert_eq!(Locale::parse(""), None);
    }
}
