//! The evaluator's words in every language, with dates and amounts by ICU4X.

use refund_policy::{Languages, Locale, Words};

use crate::format::IcuFormat;

static LANGUAGES: Languages = Languages::new(|locale| Box::new(IcuFormat::new(locale)));

/// The words of a language, made once and kept.
pub fn words(locale: Locale) -> &'static Words {
    LANGUAGES.words(locale)
}

#[cfg(test)]
mod tests {
    use refund_policy::Locale;

    use super::words;

    #[test]
    fn there_are_words_in_every_language() {
        for locale in Locale::ALL {
            assert_eq!(words(locale).locale(), locale);
            assert_eq!(words(locale).text_locale(), locale.of_policies());
        }
    }
}
