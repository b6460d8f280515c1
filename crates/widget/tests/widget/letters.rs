//! The letter: the shopper's own words in what the policy prefills.

use refund_policy::Locale;
use refund_widget::evidence::is_there;
use refund_widget::letter::{
    draft, is_undecided, mail_link, options, order_id, prepared, request, wish, with_paragraphs,
};
use refund_widget::message::{Action, Field, Message};
use refund_widget::session::Screen;

use crate::support::{Widget, at};

const OUTAGE: &str = r#"{"reason": "service_outage", "outage_hours": 60, "outage_by_merchant": true, "purchased_at": "2026-11-28T12:00:00Z", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
const LATE_CANCELLATION: &str = r#"{"reason": "cancel_recurring", "last_payment_at": "2026-11-12T12:00:00Z", "amount_paid": {"minor": 1990, "currency": "EUR"}}"#;

fn message(widget: &Widget) -> String {
    draft(&widget.state, &widget.context()).message
}

#[test]
fn own_words_follow_the_introduction() {
    let with = |message, words: &[&str]| {
        with_paragraphs(message, &words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(with("Hi,\n\nIntro.\n\nBye", &["A", "B"]), "Hi,\n\nIntro.\n\nA\n\nB\n\nBye");
    assert_eq!(with("Hi", &["A", "B"]), "Hi\n\nA\n\nB");
    assert_eq!(with("Hi,\n\nIntro.", &["A"]), "Hi,\n\nIntro.\n\nA");
    assert_eq!(with("Hi", &[]), "Hi");
}

#[test]
fn it_is_written_in_the_merchants_language_and_read_in_the_shoppers() {
    for (locale, policy) in
        [(Locale::En, "iptv-subscription"), (Locale::Es, "smm-services"), (Locale::Fr, "passport-forms")]
    {
        let widget = Widget::start_in(locale, policy, "{}");
        let merchant = widget.state.policy.as_ref().expect("a policy").document.language;
        let (sent, read) = (message(&widget), prepared(&widget.state, &widget.context(), locale).message);
        assert_ne!(sent, read, "{policy}");
        assert_eq!(sent, prepared(&widget.state, &widget.context(), merchant).message);
        let greeting = match locale {
            Locale::Es => "Buenos",
            Locale::Fr => "Bonjour",
            _ => "Hello",
        };
        assert!(read.starts_with(greeting) && !sent.starts_with(greeting), "{read}");
    }
}

#[test]
fn what_was_changed_by_hand_stays_and_is_what_is_sent() {
    let mut widget = Widget::start("iptv-subscription", OUTAGE);
    widget.sign();
    widget.types(Field::Message, "Mine");
    widget.types(Field::Subject, "About it");
    let sent = request(&widget.state, widget.now).expect("it can be composed");
    assert_eq!((sent.get("message"), sent.get("subject")), (Some(&"Mine".into()), Some(&"About it".into())));
    widget.does(Action::RestoreMessage);
    assert!(message(&widget).contains("It stopped working."));
}

#[test]
fn words_in_another_field_reach_a_message_that_was_changed_by_hand() {
    let mut widget = Widget::start("iptv-subscription", OUTAGE);
    widget.types(Field::Words, "It stopped.");
    let changed = message(&widget).replace("Bonjour", "Salut");
    widget.types(Field::Message, &changed);
    widget.types(Field::Words, "It stopped on Friday.");
    assert!(
        message(&widget).contains("\n\nIt stopped on Friday.\n\n") && message(&widget).starts_with("Salut")
    );
    widget.types(Field::Words, "");
    assert_eq!(message(&widget), changed.replace("\n\nIt stopped.", ""));
    // Letter by letter, and where the message holds nothing of it.
    widget.types(Field::Message, "A\n\nB\n\nC");
    for words in ["N", "Ne", "New"] {
        widget.types(Field::Words, words);
    }
    assert_eq!(message(&widget), "A\n\nB\n\nNew\n\nC");
}

#[test]
fn a_clock_that_was_set_back_does_not_take_the_facts_away() {
    let mut widget = Widget::start("iptv-subscription", OUTAGE);
    let before = message(&widget);
    widget.now = at("2026-11-20T10:00:00Z");
    assert_eq!(message(&widget), before);
}

#[test]
fn the_orders_number_is_the_one_that_was_typed_or_else_given() {
    let mut widget = Widget::start("iptv-subscription", "{}");
    assert_eq!(order_id(&widget.state), "A-1");
    widget.types(Field::OrderId, " B-2 ");
    assert_eq!(order_id(&widget.state), "B-2");
    widget.types(Field::OrderId, "");
    assert_eq!(order_id(&widget.state), "");
}

#[test]
fn invisible_characters_are_not_sent() {
    let mut widget = Widget::start("iptv-subscription", OUTAGE);
    widget.sign();
    widget.types(Field::Email, "\u{200b}ana@example.org");
    widget.types(Field::Name, " Ana\tPérez\u{202e}");
    widget.types(Field::OrderId, "A\u{feff}-1");
    widget.types(Field::Words, "Too\u{2066} late\u{200b}");
    let sent = request(&widget.state, widget.now).expect("it can be composed");
    let text = |keys: &[&str]| {
        keys.iter()
            .try_fold(&sent, |json, key| json.get(key))
            .and_then(|json| json.as_str())
            .expect("a text")
            .to_owned()
    };
    assert_eq!(text(&["customer", "email"]), "ana@example.org");
    assert_eq!(text(&["customer", "name"]), "Ana Pérez");
    assert_eq!(text(&["order_id"]), "A-1");
    assert!(text(&["message"]).contains("\n\nToo late\n\n"), "{}", text(&["message"]));
}

#[test]
fn a_wish_goes_along_as_long_as_it_is_open() {
    let mut widget = Widget::start("iptv-subscription", OUTAGE);
    let chosen = |widget: &Widget| wish(&widget.state).map(|wish| (wish.kind.name(), wish.option));
    assert!(is_undecided(&widget.state));
    widget.does(Action::Choose("extension".to_owned()));
    assert_eq!((chosen(&widget), widget.screen()), (Some(("extension", None)), Screen::Request));
    assert!(!is_undecided(&widget.state));
    // With other facts there is no such choice.
    widget.happens(Message::Given(crate::support::json(r#"{"reason": "buffering"}"#)));
    assert_eq!((chosen(&widget), is_undecided(&widget.state)), (None, false));
    widget.happens(Message::Given(crate::support::json(OUTAGE)));
    widget.types(Field::Wish, "credit");
    assert_eq!((chosen(&widget), is_undecided(&widget.state)), (None, true));
}

#[test]
fn the_letter_asks_for_the_chosen_remedy_and_for_nothing_else() {
    let mut widget = Widget::start_in(Locale::En, "iptv-subscription", OUTAGE);
    widget.types(Field::Wish, "extension");
    let read = prepared(&widget.state, &widget.context(), Locale::En).message;
    assert!(read.contains("extension") && !read.contains("a full refund"), "{read}");
    widget.types(Field::Wish, "full_refund");
    let read = prepared(&widget.state, &widget.context(), Locale::En).message;
    assert!(!read.contains("extension"), "{read}");
}

#[test]
fn an_alternative_is_wanted_in_one_of_its_ways() {
    let mut widget = Widget::start("smm-services", LATE_CANCELLATION);
    let ways: Vec<&str> = options(&widget.state, "cancellation").iter().map(|way| way.id.as_str()).collect();
    assert_eq!(ways, ["end_of_cycle", "immediately"]);
    assert!(options(&widget.state, "credit").is_empty());
    let chosen = |widget: &Widget| wish(&widget.state).map(|wish| (wish.kind.name(), wish.option));
    widget.does(Action::Choose("cancellation/immediately".to_owned()));
    assert_eq!(chosen(&widget), Some(("cancellation", Some("immediately".to_owned()))));
    for unclear in ["cancellation", "cancellation/never", "", "credit"] {
        widget.types(Field::Wish, unclear);
        assert_eq!(chosen(&widget), None, "{unclear}");
    }
}

#[test]
fn a_reason_that_was_tapped_is_no_explanation() {
    let mut widget = Widget::start("iptv-subscription", OUTAGE);
    let explained = |widget: &Widget| {
        let asked = refund_widget::letter::explanation(&widget.state).expect("the policy asks for one");
        (asked.required, is_there(&widget.state, asked))
    };
    assert_eq!(explained(&widget), (true, false));
    widget.types(Field::Words, " ");
    assert_eq!(explained(&widget), (true, false));
    widget.types(Field::Words, "It was down for days.");
    assert_eq!(explained(&widget), (true, true));
}

#[test]
fn a_mail_goes_to_the_mailbox_that_the_page_names() {
    let mut widget = Widget::start("iptv-subscription", OUTAGE);
    widget.sign();
    let link = |widget: &Widget| mail_link(&widget.state, &widget.context()).href;
    assert!(link(&widget).starts_with("mailto:?subject="), "{}", link(&widget));
    widget.happens(Message::Endpoint("mailto:help@shop.example?cc=desk@shop.example".to_owned()));
    let href = link(&widget);
    assert!(href.starts_with("mailto:help@shop.example?cc="), "{href}");
    assert_eq!(href.matches('?').count(), 1);
    assert_eq!(href.matches("%0A").count(), href.matches("%0D%0A").count());
    assert!(href.contains("&subject=") && href.contains("&body="));
}
