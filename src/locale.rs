//! The three languages of the policies, and texts that exist in all of them.

use crate::json::Json;

/// A language in which a policy speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Locale {
    /// Spanish.
    Es,
    /// French.
    Fr,
    /// English.
    En,
}

impl Locale {
    /// All of them, in the order in which documents write them.
    pub const ALL: [Locale; 3] = [Locale::Es, Locale::Fr, Locale::En];

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
        }
    }
}

/// A text for people, in every locale: an object from their tags to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Text(Json);

impl Text {
    /// Reads `{"es": …, "fr": …, "en": …}`; none where a locale is missing.
    pub(crate) fn read(json: &Json) -> Option<Text> {
        let is_there = |locale: Locale| json.get(locale.tag()).and_then(Json::as_str).is_some();
        Locale::ALL.into_iter().all(is_there).then(|| Text(json.clone()))
    }

    /// The text in this locale.
    pub fn get(&self, locale: Locale) -> &str {
        self.0.get(locale.tag()).and_then(Json::as_str).unwrap_or_default()
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
        assert_eq!(Locale::parse("de"), None);
        assert_eq!(Locale::parse(""), None);
    }
}
