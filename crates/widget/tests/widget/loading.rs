//! What an element is loaded with.

use refund_native::find_zone;
use refund_policy::{Json, Locale, parse};
use refund_widget::effect::Effect;
use refund_widget::load::{Answer, Loaded, languages, policy};
use refund_widget::message::{Action, Field, LoadError, Message};
use refund_widget::session::Screen;

use crate::support::{Widget, file, focused, json, words};

#[test]
fn the_words_are_in_the_first_language_that_there_are_words_in() {
    let spoken = |tags: &'static [&'static str]| {
        languages(tags.iter().copied(), &[Locale::Es, Locale::Fr, Locale::En])
    };
    assert_eq!(spoken(&["de-AT", "fr-CH", "en"]), (Locale::De, Locale::Fr));
    assert_eq!(spoken(&["", "pt-BR", "ES_mx"]), (Locale::Pt, Locale::Es));
    assert_eq!(spoken(&["fr-CH", "en"]), (Locale::Fr, Locale::Fr));
    assert_eq!(spoken(&["", "ja"]), (Locale::En, Locale::En));
    assert_eq!(languages(["fr", "en"], &[Locale::En]), (Locale::Fr, Locale::En));
}

fn answer(status: u16, body: &[u8]) -> Loaded {
    let told = format!("the server answered {status}");
    Loaded::Asked(Answer { url: "https://shop.example/policy".to_owned(), status, told, body: parse(body) })
}

fn refused(loaded: Loaded) -> LoadError {
    policy(loaded, &find_zone).err().expect("it is refused")
}

#[test]
fn why_there_is_no_policy_is_told_apart_and_names_the_address() {
    let text = file("policies/iptv-subscription/policy.json");
    for (loaded, code, what) in [
        (answer(0, b""), "policy_unreachable", "cannot be had: the server answered 0"),
        (answer(500, b""), "policy_unreachable", "cannot be had: the server answered 500"),
        (answer(302, text.as_bytes()), "policy_unreachable", "cannot be had: the server answered 302"),
        (answer(404, b"<p>"), "policy_not_found", "is not there: the server answered 404"),
        (answer(410, text.as_bytes()), "policy_not_found", "is not there: the server answered 410"),
        (answer(200, b"<!doctype html>"), "policy_unreadable", "is not JSON: the server answered 200"),
    ] {
        let error = refused(loaded);
        assert_eq!(error.code, code);
        assert_eq!(error.message, format!("the policy https://shop.example/policy {what}"));
    }
    assert_eq!(refused(Loaded::Missing).code, "policy_missing");
    assert!(policy(answer(200, text.as_bytes()), &find_zone).is_ok());
    assert!(policy(Loaded::Given(Ok(json(&text))), &find_zone).is_ok());
}

#[test]
fn what_is_wrong_inside_a_policy_says_where_and_what_was_meant() {
    assert_eq!(refused(answer(200, br#"{"id": "a", "id": "b"}"#)).code, "duplicate_key");
    assert_eq!(refused(Loaded::Given(Ok(Json::Object(Vec::new())))).code, "missing_key");
    assert_eq!(refused(Loaded::Given(parse(b"{"))).code, parse(b"{").expect_err("it is no JSON").code);
    let text = file("policies/iptv-subscription/policy.json").replace("\"merchant\"", "\"merchnat\"");
    let error = refused(Loaded::Given(Ok(json(&text))));
    assert!(error.message.contains("did you mean `merchant`?"), "{}", error.message);
}

#[test]
fn a_policy_that_cannot_be_had_is_told_and_can_be_asked_for_again() {
    let mut widget = Widget::start("iptv-subscription", "{}");
    let error = || LoadError::new("policy_not_found", "none");
    let told = widget.happens(Message::Policy(Err(error())));
    assert!(matches!(&told[..], [Effect::TellError { code, .. }] if code == "policy_not_found"));
    assert_eq!(widget.state.error, Some(error()));
    assert_eq!(widget.does(Action::Reload), [Effect::LoadPolicy]);
    assert_eq!((widget.state.error.clone(), widget.state.is_reloading), (None, true));
    // It fails again: whoever waits is led to where they can ask once more.
    let told = widget.happens(Message::Policy(Err(error())));
    assert_eq!(focused(&told), ["retry"]);
    widget.does(Action::Reload);
    let told = widget.happens(Message::Policy(Ok(crate::support::policy("iptv-subscription"))));
    assert_eq!(focused(&told), ["question"]);
    assert!(widget.state.case.is_some());
}

#[test]
fn nothing_is_shown_before_the_record_was_read() {
    let mut widget = Widget::new(Locale::En);
    for locale in [Locale::En, Locale::Fr] {
        widget.happens(Message::Words(words(locale)));
    }
    let policy = crate::support::policy("iptv-subscription");
    let context = refund_widget::state::Context {
        now: widget.now,
        zone: &*widget.zone,
        format: &*widget.format,
        is_online: true,
        random: [0; 16],
    };
    let effects = refund_widget::update::update(&mut widget.state, Message::Policy(Ok(policy)), &context);
    let key = "refund-widget:iptv-subscription:".to_owned();
    assert_eq!(effects, [Effect::LoadRecord(key.clone())]);
    assert!(widget.state.case.is_none());
    widget.happens(Message::Record { key: "another".to_owned(), text: None });
    assert!(widget.state.case.is_none());
    widget.happens(Message::Record { key, text: None });
    assert_eq!(widget.asked(), Some("reason"));
}

#[test]
fn facts_that_were_given_in_vain_are_told() {
    let mut widget = Widget::start("iptv-subscription", "{}");
    let facts = r#"{"reason": "changed_mind", "support_contacted_at": null, "odd": 1}"#;
    let told = widget.happens(Message::Given(json(facts)));
    assert!(
        matches!(&told[..], [Effect::TellError { code, pointer, .. }] if code == "unknown_fact" && pointer == "/odd")
    );
    assert_eq!(widget.asked(), Some("purchased_at"));
}

#[test]
fn what_the_shop_gives_is_not_refused_for_the_devices_clock() {
    // The device is two days behind.
    let facts = r#"{"reason": "changed_mind", "purchased_at": "2026-12-02T12:00:00Z"}"#;
    let widget = Widget::start("iptv-subscription", facts);
    let case = widget.state.case.as_ref().expect("a case");
    assert_eq!(case.rejected, []);
    assert_eq!(case.json.get("purchased_at"), Some(&"2026-12-02T12:00:00Z".into()));
    assert_eq!(case.verdict.at.to_string(), "2026-12-02T12:00:00Z");
}

#[test]
fn nothing_is_shown_before_there_are_words() {
    let mut widget = Widget::new(Locale::En);
    widget.happens(Message::Policy(Ok(crate::support::policy("iptv-subscription"))));
    assert!(widget.state.case.is_none());
    widget.happens(Message::Words(words(Locale::En)));
    assert!(widget.state.case.is_none(), "the letter is in the shop's");
    widget.happens(Message::Words(words(Locale::Fr)));
    assert_eq!(widget.asked(), Some("reason"));
}

#[test]
fn another_language_changes_the_texts_and_nothing_that_was_typed() {
    let mut widget = Widget::start("iptv-subscription", r#"{"reason": "buffering"}"#);
    let title = |widget: &Widget| {
        let case = widget.state.case.as_ref().expect("a case");
        case.verdict.deciding().expect("a clause decides").title.clone()
    };
    let english = title(&widget);
    widget.types(Field::Words, "mine");
    widget.happens(Message::Languages { locale: Locale::Es, policy_locale: Locale::Es });
    assert_ne!(title(&widget), english);
    assert_eq!((widget.state.session.words.as_str(), widget.screen()), ("mine", Screen::Answer));
    // Of a language that policies do not speak, the widget's own words alone.
    widget.happens(Message::Words(words(Locale::De)));
    widget.happens(Message::Languages { locale: Locale::De, policy_locale: Locale::En });
    assert_eq!(title(&widget), english);
}
