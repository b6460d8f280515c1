//! What is typed is stored, shared between tabs, found again and forgotten.

use refund_policy::Locale;
use refund_widget::effect::Effect;
use refund_widget::entry::EntryField;
use refund_widget::message::{Action, Field, FileHandle, Message};
use refund_widget::session::{Screen, Session, StoredEntry};

use crate::support::{NOW, Widget, at, focused, picture, strings};

const IPTV: &str = "iptv-subscription";

fn start() -> Widget {
    Widget::start(IPTV, "{}")
}

#[test]
fn what_is_typed_is_stored_at_once_and_found_again() {
    let mut widget = start();
    assert!(widget.storage.is_empty());
    widget.answers("reason", "technical_problem");
    widget.types(Field::Entry(EntryField::First), "2026-11-2");
    let keys: Vec<&String> = widget.storage.keys().collect();
    assert_eq!(keys, ["refund-widget:iptv-subscription:A-1"]);
    let (fact, first) = ("support_contacted_at".to_owned(), "2026-11-2".to_owned());
    let entry = StoredEntry { fact, first, second: String::new(), is_change: false };
    assert_eq!(widget.stored().and_then(|session| session.entry), Some(entry));
    let mut again = widget.again(IPTV, "{}");
    let entry = again.state.entry.as_ref().expect("a question");
    assert_eq!((entry.fact.as_str(), entry.first.as_str()), ("support_contacted_at", "2026-11-2"));
    assert_eq!((&again.state.session.id, again.state.restored), (&widget.state.session.id, Some(at(NOW))));
    again.does(Action::ForgetConfirmed);
    assert!(again.storage.is_empty());
}

#[test]
fn an_orders_session_stays_with_the_order() {
    let mut widget = start();
    widget.types(Field::Words, "mine");
    widget.happens(Message::OrderId("B-2".to_owned()));
    assert_eq!(widget.state.session.words, "");
    widget.types(Field::Words, "other");
    widget.happens(Message::OrderId("A-1".to_owned()));
    assert_eq!(widget.state.session.words, "mine");
    assert_eq!(widget.storage.len(), 2);
}

#[test]
fn another_policy_has_a_session_of_its_own() {
    let mut widget = start();
    widget.types(Field::Words, "mine");
    widget.happens(Message::Policy(Ok(crate::support::policy("passport-forms"))));
    assert_eq!((widget.state.session.words.as_str(), widget.asked()), ("", Some("reason")));
    widget.happens(Message::Policy(Ok(crate::support::policy(IPTV))));
    assert_eq!(widget.state.session.words, "mine");
}

#[test]
fn what_another_tab_stores_is_taken_over_before_anything_else_and_what_it_forgets_is_forgotten() {
    let (mut one, mut other) = (start(), start());
    let share = |from: &Widget, to: &mut Widget| to.storage = from.storage.clone();
    one.types(Field::Words, "from one");
    share(&one, &mut other);
    other.happens(Message::Woken);
    assert_eq!(other.state.session.words, "from one");
    assert_eq!(other.state.live, strings(Locale::En).get("store.other_tab"));
    other.types(Field::Name, "Ana");
    share(&other, &mut one);
    one.types(Field::Email, "ana@example.org");
    let session = &one.state.session;
    assert_eq!([&session.words, &session.name, &session.email], ["from one", "Ana", "ana@example.org"]);
    share(&one, &mut other);
    other.does(Action::ForgetConfirmed);
    share(&other, &mut one);
    one.happens(Message::Woken);
    assert_eq!(one.state.session.words, "");
}

#[test]
fn time_alone_stores_nothing() {
    let mut widget = start();
    widget.types(Field::Words, "mine");
    let before = widget.storage.clone();
    widget.now = at("2026-11-30T17:00:00Z");
    for message in [Message::Tick, Message::Woken, Message::Progress(0.5)] {
        widget.happens(message);
    }
    assert_eq!(widget.storage, before);
}

#[test]
fn a_browser_that_stores_nothing_loses_nothing_that_is_typed() {
    let mut widget = Widget::new(Locale::En);
    widget.can_store = false;
    let mut widget = widget.started(IPTV, "{}");
    assert!(widget.state.stores);
    for words in ["I", "It", "It s"] {
        widget.types(Field::Words, words);
        assert_eq!((widget.state.session.words.as_str(), widget.state.stores), (words, false));
    }
    // Files are not kept either.
    let effects =
        widget.happens(Message::Offered { evidence: "screenshot".to_owned(), files: vec![FileHandle(0)] });
    assert!(matches!(&effects[..], [Effect::ReadFile { key: None, .. }]));
    // It has room again.
    widget.can_store = true;
    widget.types(Field::Words, "It stopped");
    assert!(widget.state.stores && widget.stored().is_some());
}

#[test]
fn a_storage_that_is_full_keeps_what_it_had_and_nobody_loses_what_they_type() {
    let mut widget = start();
    widget.types(Field::Words, "before");
    widget.can_store = false;
    widget.types(Field::Words, "after");
    widget.types(Field::Name, "Ana");
    assert_eq!((widget.state.session.words.as_str(), widget.state.session.name.as_str()), ("after", "Ana"));
    assert_eq!(widget.stored().map(|session| session.words).as_deref(), Some("before"));
}

#[test]
fn a_record_that_is_none_of_ours_or_too_old_is_forgotten() {
    for text in [
        "{",
        "null",
        r#"{"saved_at": "2026-11-01T10:00:00Z", "id": "x", "answers": {}, "evidence": {}, "words": "old"}"#,
    ] {
        let mut widget = Widget::new(Locale::En);
        widget.storage.insert("refund-widget:iptv-subscription:A-1".to_owned(), text.to_owned());
        let widget = widget.started(IPTV, "{}");
        assert_eq!((widget.state.session.words.as_str(), widget.state.restored), ("", None), "{text}");
        assert!(widget.storage.is_empty(), "{text}");
    }
}

#[test]
fn an_element_that_was_away_for_a_moment_goes_on_where_it_was() {
    let mut widget = start();
    widget.sign();
    let text = widget.state.session.to_text();
    let mut back = Widget::new(Locale::En);
    back.storage = widget.storage.clone();
    back.state.session = Session::parse(&text, back.now).expect("a session");
    let back = back.started(IPTV, "{}");
    assert_eq!(
        (back.state.restored, back.screen(), back.state.session.name.as_str()),
        (None, Screen::Request, "Ana")
    );
}

#[test]
fn starting_again_is_asked_first_and_never_costs_the_reference_unasked() {
    let mut widget = start();
    widget.sign();
    widget.does(Action::Send);
    widget.answered(201, r#"{"reference": "R-1"}"#);
    assert_eq!(focused(&widget.does(Action::Forget)), ["forgetting"]);
    let reference = |widget: &Widget| widget.state.receipt.as_ref().map(|receipt| receipt.reference.clone());
    assert_eq!((widget.state.is_forgetting, reference(&widget).as_deref()), (true, Some("R-1")));
    assert_eq!(focused(&widget.does(Action::ForgetCancelled)), ["forget"]);
    assert_eq!((widget.state.is_forgetting, reference(&widget).as_deref()), (false, Some("R-1")));
    widget.does(Action::Forget);
    widget.random = [3; 16];
    let before = widget.state.session.id.clone();
    assert_eq!(focused(&widget.does(Action::ForgetConfirmed)), ["question"]);
    assert_eq!(
        (reference(&widget), widget.screen(), widget.state.is_forgetting),
        (None, Screen::Questions, false)
    );
    assert_ne!(widget.state.session.id, before);
    assert!(widget.storage.is_empty());
    assert_eq!(widget.state.live, strings(Locale::En).get("store.forgotten"));
    // What the merchant gives and where the request goes is still known.
    assert_eq!((widget.state.endpoint.as_str(), widget.state.given_order.as_str()), ("/contact", "A-1"));
}

#[test]
fn everything_is_erased_only_once_that_was_confirmed() {
    let mut widget = start();
    widget.types(Field::Words, "mine");
    widget.does(Action::Forget);
    assert_eq!(widget.state.session.words, "mine");
    // Whoever goes on has not confirmed it.
    widget.does(Action::Go(Screen::Request));
    assert!(!widget.state.is_forgetting);
    assert_eq!(widget.state.session.words, "mine");
}

#[test]
fn a_script_that_resets_does_not_want_the_focus() {
    let mut widget = start();
    widget.happens(Message::Offered { evidence: "screenshot".to_owned(), files: vec![FileHandle(0)] });
    widget.happens(Message::FileRead {
        evidence: "screenshot".to_owned(),
        name: "a.png".to_owned(),
        result: Ok(picture("a", 1)),
    });
    let effects = widget.happens(Message::Reset);
    assert_eq!(focused(&effects), [""; 0]);
    assert!(matches!(&effects[..], [Effect::DropFiles { sha256: None, .. }]), "{effects:?}");
    assert!(widget.storage.is_empty());
}
