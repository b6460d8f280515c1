//! The evaluator's words in every language, with dates and amounts by `Intl`, for who carries all tables. A page fetches those
//! that it needs.

use refund_policy::{Languages, Locale, Words};

use crate::format::IntlFormat;

static LANGUAGES: Languages = Languages::new(|locale| Box::new(IntlFormat::new(locale)));

/// The words of a language, made once and kept.
pub fn words(locale: Locale) -> &'static Words {
    LANGUAGES.words(locale)
}
