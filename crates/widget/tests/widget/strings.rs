//! The words, and what a merchant puts over them.

use refund_policy::document::RemedyKind;
use refund_policy::{Locale, Plural};
use refund_widget::effect::Effect;
use refund_widget::message::Message;
use refund_widget::strings::Strings;

use crate::support::{Widget, file, json};

const TABLE: &str = r#"{"plain": "text", "with.fields": "{n} of {all}, {n}", "many": {"one": "{n} day", "other": "{n} days"}, "label.value": "{label} : {value}"}"#;

fn table() -> Strings {
    serde_json::from_str(TABLE).expect("a table")
}

#[test]
fn fields_are_filled_in() {
    let fill = |fields| table().fill("with.fields", fields);
    assert_eq!(fill(&[("n", "1"), ("all", "2")]), "1 of 2, 1");
    assert_eq!(fill(&[("n", "$& {all}")]), "$& {all} of {all}, $& {all}");
    assert_eq!(table().line("plain", "{value}"), "text : {value}");
}

#[test]
fn a_string_that_is_missing_shows_its_key() {
    let table = table();
    assert_eq!([table.get("plain"), table.get("none"), table.get("many")], ["text", "none", "many"]);
    assert_eq!(table.find("none"), None);
}

#[test]
fn plurals_have_the_form_of_their_category_or_the_one_that_every_language_has() {
    let shown = |key, category| table().plural(key, category, "5");
    assert_eq!(shown("many", Plural::One), "5 day");
    assert_eq!(shown("many", Plural::Few), "5 days");
    assert_eq!(shown("none", Plural::One), "none");
}

fn with(own: &str) -> (Strings, Vec<String>) {
    table().with(&json(own))
}

#[test]
fn a_merchants_words_replace_those_of_the_same_key_and_form() {
    let (strings, unfit) = with(
        r#"{"plain": "own", "many": {"other": "{n} d"}, "unknown": "x", "with.fields": {"other": "x"}}"#,
    );
    assert_eq!(unfit, ["unknown", "with.fields"]);
    assert_eq!(strings.get("plain"), "own");
    assert_eq!(strings.plural("many", Plural::One, "5"), "5 d");
    assert_eq!(strings.get("with.fields"), "{n} of {all}, {n}");
}

#[test]
fn words_of_another_form_are_told() {
    let unfit = |own| with(own).1;
    assert_eq!(unfit(r#"{"many": "x"}"#), ["many"]);
    assert_eq!(unfit(r#"{"many": {"one": "x"}}"#), ["many"]);
    assert_eq!(unfit(r#"{"many": {"other": 1}}"#), ["many"]);
    assert_eq!(unfit(r#"{"plain": null, "toString": "x"}"#), ["plain", "toString"]);
    assert_eq!(unfit("[1]"), [""; 0]);
}

#[test]
fn the_page_is_told_once_of_words_that_do_not_fit() {
    let mut widget = Widget::start("iptv-subscription", "{}");
    let own = json(r#"{"send.button": "Go", "odd": "x"}"#);
    let told = widget.happens(Message::OwnStrings(own));
    let odd = |effect: &Effect| matches!(effect, Effect::TellError { pointer, .. } if pointer == "/odd");
    assert_eq!(told.iter().filter(|effect| odd(effect)).count(), 1);
    let words =
        |widget: &Widget| widget.state.strings.as_ref().map(|strings| strings.get("send.button").to_owned());
    assert_eq!(words(&widget).as_deref(), Some("Go"));
    // Another language comes: the merchant's words stay over it.
    let told = widget.happens(Message::Strings(crate::support::strings(refund_policy::Locale::Es)));
    assert!(!told.iter().any(odd));
    assert_eq!(words(&widget).as_deref(), Some("Go"));
}

#[test]
fn whatever_the_state_says_is_there_in_every_language() {
    let sources = [
        "entry",
        "entry/fields",
        "entry/objection",
        "evidence",
        "letter",
        "outcome",
        "secret",
        "state",
        "validate",
    ]
    .map(|name| format!("{name}.rs"));
    let updates = ["answering", "export", "filling", "questions", "sending", "storage"]
        .map(|name| format!("update/{name}.rs"));
    let all: String =
        sources.iter().chain(&updates).map(|name| file(&format!("crates/widget/src/{name}"))).collect();
    let is_key = |text: &&str| {
        let mut parts = text.split('.');
        let is_word = |part: &str| {
            !part.is_empty() && part.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
        };
        parts.clone().count() == 2 && parts.all(is_word)
    };
    let keys: Vec<&str> = all.split('"').filter(is_key).collect();
    assert!(keys.len() > 50, "{keys:?}");
    for locale in Locale::ALL {
        let table = crate::support::strings(locale);
        for key in &keys {
            assert_ne!(table.plural(key, Plural::Other, "5"), *key, "{locale:?}");
        }
    }
}

#[test]
fn what_begins_a_line_begins_with_a_letter_that_is_capitalized_without_a_table_of_letters() {
    for locale in Locale::ALL {
        let table = crate::support::strings(locale);
        let remedies = RemedyKind::ALL.map(|(name, _)| format!("remedy.{name}"));
        for key in remedies.iter().map(String::as_str).chain(["asked.review"]) {
            let phrase = table.get(key);
            assert!(phrase.starts_with(|letter: char| letter.is_ascii_alphabetic()), "{locale:?}: {phrase}");
        }
    }
}
