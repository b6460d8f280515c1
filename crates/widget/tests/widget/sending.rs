//! Sending, and what comes of it.

use refund_policy::{Instant, Json};
use refund_widget::effect::Effect;
use refund_widget::message::{Action, Field, FileHandle, Message};
use refund_widget::outcome::{Outcome, Retry};
use refund_widget::session::Screen;

use crate::support::{NOW, Widget, at, focused, json, picture, posted, strings};

const FACTS: &str = r#"{"reason": "technical_problem", "purchased_at": "2026-11-28T12:00:00Z", "support_contacted_at": null, "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;

/// A widget in which everything is filled in.
fn complete() -> Widget {
    let mut widget = Widget::start("iptv-subscription", FACTS);
    widget.sign();
    widget
}

fn sends(widget: &mut Widget) -> (Json, String) {
    let effects = widget.does(Action::Send);
    let (request, body) = posted(&effects).unwrap_or_else(|| panic!("{:?}", widget.complaints()));
    (request.clone(), body.to_owned())
}

fn told(effects: &[Effect]) -> Vec<(&str, &str)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::TellError { code, message, .. } => Some((code.as_str(), message.as_str())),
            _ => None,
        })
        .collect()
}

fn later(millis: i64) -> Instant {
    Instant::from_millis(at(NOW).millis() + millis)
}

#[test]
fn a_request_is_sent_and_its_receipt_shown() {
    let mut widget = complete();
    let effects = widget.does(Action::Send);
    let Some(Effect::Submit { request, endpoint, id, body, files }) = effects.first() else {
        panic!("{effects:?}")
    };
    assert_eq!((endpoint.as_str(), id, files.len()), ("/contact", &widget.state.session.id, 0));
    assert_eq!(&json(body), request);
    assert_eq!(request.get("sent_at"), Some(&NOW.into()));
    assert_eq!(widget.state.live, strings(refund_policy::Locale::En).get("send.sending"));
    // A second press sends nothing a second time.
    assert_eq!(widget.does(Action::Send), []);
    let receipt = r#"{"reference": "R-1"}"#;
    let effects = widget.answered(201, receipt);
    assert_eq!(effects, [Effect::Follow("receipt".to_owned()), Effect::TellSent(json(receipt))]);
    assert_eq!((widget.screen(), widget.state.is_sending), (Screen::Receipt, false));
    // It is found again, and nothing is sent any more.
    let mut again = widget.again("iptv-subscription", FACTS);
    assert_eq!(again.state.receipt.as_ref().map(|receipt| receipt.reference.as_str()), Some("R-1"));
    assert_eq!((again.screen(), again.happens(Message::Submit)), (Screen::Receipt, vec![]));
}

#[test]
fn what_is_sent_is_what_the_fields_show() {
    let mut widget = complete();
    widget.types(Field::Name, "Ana Núñez");
    widget.types(Field::Words, "It stopped on Friday.");
    let (request, _) = sends(&mut widget);
    let text =
        |keys: &[&str]| keys.iter().try_fold(&request, |json, key| json.get(key)).and_then(Json::as_str);
    assert_eq!(text(&["customer", "name"]), Some("Ana Núñez"));
    assert!(text(&["message"]).is_some_and(|message| message.contains("It stopped on Friday.")));
    assert!(
        text(&["message"])
            .is_some_and(|message| message.contains("Ana Núñez") && !message.contains("working"))
    );
    assert_eq!(
        request.get("verdict").and_then(|verdict| verdict.get("status")),
        Some(&"action_required".into())
    );
}

#[test]
fn a_request_that_may_have_arrived_is_sent_again_as_it_was_and_a_changed_one_says_so() {
    let mut widget = complete();
    let (_, first) = sends(&mut widget);
    widget.now = later(60_000);
    widget.answered(500, "");
    assert_eq!(widget.state.failure.as_ref().map(|failure| failure.code), Some("server"));
    assert!(matches!(widget.state.retry, Some(Retry::At(_))) && widget.state.attempts == Some(0));
    let (_, second) = sends(&mut widget);
    assert_eq!(second, first);
    widget.answered(500, "");
    widget.types(Field::Words, "more");
    assert_eq!((widget.state.retry, widget.state.attempts), (None, None));
    let (_, third) = sends(&mut widget);
    assert_ne!(third, first);
    assert_eq!(json(&third).get("id"), json(&first).get("id"));
    let mut stored = widget.again("iptv-subscription", FACTS);
    assert_eq!(stored.state.failure.as_ref().map(|failure| failure.code), Some("interrupted"));
    assert_eq!(sends(&mut stored).1, third, "the same bytes, from another page too");
    let receipt = r#"{"receipt": {"reference": "R-1"}}"#;
    widget.answered(409, receipt);
    assert_eq!(widget.state.session.sent, Some(json(&first)), "the first one is what counts");
    assert!(widget.state.receipt.as_ref().is_some_and(|receipt| receipt.is_earlier));
}

#[test]
fn an_attempt_is_made_when_it_is_due_and_the_focus_is_left_alone() {
    let mut widget = complete();
    let (_, first) = sends(&mut widget);
    let effects = widget.answered(500, "");
    assert_eq!((focused(&effects), told(&effects)), (vec!["failure"], vec![("server", "")]));
    let Some(Retry::At(due)) = widget.state.retry else { panic!("it is tried again") };
    assert_eq!(widget.happens(Message::Tick), []);
    widget.now = due;
    let effects = widget.happens(Message::Tick);
    assert_eq!(posted(&effects).map(|(_, body)| body.to_owned()), Some(first));
    let effects = widget.answered(500, "");
    assert_eq!((focused(&effects), widget.state.attempts), (vec![], Some(1)));
    assert_eq!(focused(&widget.does(Action::Stop)), ["send"]);
    assert_eq!((widget.state.retry, widget.state.attempts), (None, None));
}

#[test]
fn after_some_attempts_it_is_for_the_shopper_to_come_back() {
    let mut widget = complete();
    sends(&mut widget);
    let mut attempts = 1;
    loop {
        widget.answered(500, "");
        let Some(Retry::At(due)) = widget.state.retry else { break };
        widget.now = due;
        assert!(posted(&widget.happens(Message::Tick)).is_some());
        attempts += 1;
    }
    assert_eq!(attempts, 6);
    assert!(widget.state.failure.is_some());
}

#[test]
fn without_a_connection_it_waits_for_one() {
    let mut widget = complete();
    sends(&mut widget);
    widget.is_online = false;
    widget.happens(Message::Answered(Outcome::failed("offline", true)));
    assert_eq!(widget.state.retry, Some(Retry::Online));
    assert_eq!(widget.happens(Message::Woken), []);
    widget.is_online = true;
    widget.random = [0; 16];
    assert!(posted(&widget.happens(Message::Woken)).is_some());
    // One that is due while there is none waits too.
    widget.answered(500, "");
    widget.is_online = false;
    widget.now = later(600_000);
    assert_eq!(widget.happens(Message::Tick), []);
    assert_eq!(widget.state.retry, Some(Retry::Online));
}

#[test]
fn an_endpoint_that_is_busy_is_left_alone_and_that_is_said() {
    let mut widget = complete();
    sends(&mut widget);
    let outcome = Outcome::of_answer(429, Some(later(30_000)), None, widget.now);
    widget.happens(Message::Answered(outcome));
    assert_eq!(widget.does(Action::Send), []);
    assert_eq!(widget.state.live, strings(refund_policy::Locale::En).get("failure.busy"));
    widget.now = later(31_000);
    assert!(posted(&widget.does(Action::Send)).is_some());
}

#[test]
fn what_has_not_gone_out_has_not_arrived_unless_an_earlier_attempt_may_have() {
    let mut widget = complete();
    let fails = |widget: &mut Widget, is_unsent| {
        widget.happens(Message::Answered(Outcome::failed("network", is_unsent)));
        widget.state.failure.as_ref().map(|failure| failure.is_unsent)
    };
    let (_, first) = sends(&mut widget);
    assert_eq!(fails(&mut widget, true), Some(true));
    let (_, second) = sends(&mut widget);
    assert_eq!(second, first);
    assert_eq!(fails(&mut widget, false), Some(false));
    sends(&mut widget);
    assert_eq!(fails(&mut widget, true), Some(false));
    let again = widget.again("iptv-subscription", FACTS);
    assert_eq!(again.state.failure.as_ref().map(|failure| failure.is_unsent), Some(false));
}

#[test]
fn a_refusal_at_a_field_is_told_there_and_one_elsewhere_as_what_it_is() {
    let mut widget = complete();
    sends(&mut widget);
    let errors = r#"{"errors": [{"pointer": "/customer/email", "code": "invalid_email", "detail": "odd"}]}"#;
    let effects = widget.answered(422, errors);
    assert_eq!(
        (focused(&effects), widget.complaints()),
        (vec!["email"], vec![("email", "contact.email_wrong")])
    );
    assert_eq!(widget.state.session.sent, None);
    sends(&mut widget);
    let errors =
        r#"{"errors": [{"pointer": "/facts/reason", "code": "odd", "detail": "The reason is odd."}]}"#;
    let effects = widget.answered(422, errors);
    assert_eq!(told(&effects), [("refused", "The reason is odd.")]);
    assert_eq!(
        widget.state.failure.as_ref().and_then(|failure| failure.detail.as_deref()),
        Some("The reason is odd.")
    );
    assert_eq!(widget.state.session.sent, None);
}

#[test]
fn a_page_that_sends_by_itself_gives_the_receipt_or_the_reason() {
    let mut widget = complete();
    sends(&mut widget);
    let effects = widget.happens(Message::Answered(Outcome::of_rejection(&json(r#""Closed on Mondays""#))));
    assert_eq!(told(&effects), [("refused", "Closed on Mondays")]);
    sends(&mut widget);
    widget.happens(Message::Answered(Outcome::of_page(json(r#"{"reference": "P-9"}"#))));
    assert_eq!(
        (widget.screen(), widget.state.receipt.as_ref().map(|receipt| receipt.reference.as_str())),
        (Screen::Receipt, Some("P-9"))
    );
    // A receipt that has no reference is one all the same, here and after a reload.
    let mut widget = complete();
    sends(&mut widget);
    widget.happens(Message::Answered(Outcome::of_page(json("{}"))));
    assert_eq!(widget.screen(), Screen::Receipt);
    assert_eq!(widget.again("iptv-subscription", FACTS).screen(), Screen::Receipt);
}

#[test]
fn nothing_is_posted_where_there_is_no_endpoint_and_that_is_said() {
    for endpoint in ["", "mailto:refunds@example.org", "https://"] {
        let mut widget = complete();
        widget.happens(Message::Endpoint(endpoint.to_owned()));
        let effects = widget.happens(Message::Submit);
        assert_eq!(posted(&effects), None);
        assert_eq!(told(&effects).first().map(|(code, _)| *code), Some("no_endpoint"), "{endpoint}");
        assert!(!widget.state.is_sending);
    }
}

#[test]
fn files_go_along_once_they_are_read() {
    let mut widget = complete();
    let offered = || Message::Offered { evidence: "screenshot".to_owned(), files: vec![FileHandle(1)] };
    widget.happens(offered());
    assert_eq!(posted(&widget.does(Action::Send)), None);
    assert_eq!(widget.state.live, strings(refund_policy::Locale::En).get("evidence.reading"));
    widget.happens(Message::FileRead {
        evidence: "screenshot".to_owned(),
        name: "a.png".to_owned(),
        result: Ok(picture("a", 3)),
    });
    let effects = widget.does(Action::Send);
    let Some(Effect::Submit { files, request, .. }) = effects.first() else { panic!("{effects:?}") };
    assert_eq!(files, &[("a".to_owned(), FileHandle(1))]);
    let sent = request.get("attachments").and_then(Json::as_list).expect("a list");
    assert_eq!(sent[0].get("evidence"), Some(&"screenshot".into()));
    // The receipt is there: nothing of the file need stay on the device.
    let effects = widget.answered(201, r#"{"reference": "R-1"}"#);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::DropFiles { sha256: None, .. })));
    assert!(widget.state.session.files.is_empty());
}

#[test]
fn an_answer_to_what_was_forgotten_meanwhile_is_nobodys() {
    let mut widget = complete();
    sends(&mut widget);
    widget.does(Action::ForgetConfirmed);
    assert_eq!(widget.answered(201, r#"{"reference": "R-1"}"#), []);
    assert!(widget.state.receipt.is_none());
}

#[test]
fn the_letter_and_the_receipt_are_taken_along_as_text() {
    let mut widget = complete();
    let effects = widget.does(Action::CopyMessage);
    let Some(Effect::Copy(text)) = effects.first() else { panic!("{effects:?}") };
    assert!(text.contains("\n\nIt stopped working.\n\n"), "{text}");
    widget.happens(Message::Copied(true));
    assert_eq!(widget.state.copied, Some(true));
    let saved = |widget: &mut Widget| match widget.does(Action::Save).into_iter().next() {
        Some(Effect::SaveText { name, text }) => (name, text),
        other => panic!("{other:?}"),
    };
    assert_eq!(saved(&mut widget), ("refund-A-1.txt".to_owned(), text.clone()));
    sends(&mut widget);
    widget.answered(201, r#"{"reference": "R-1", "received_at": "2026-11-30T16:00:05Z"}"#);
    let (name, text) = saved(&mut widget);
    assert_eq!(name, "refund-A-1.txt");
    let lines: Vec<&str> = text.lines().take(3).collect();
    let strings = strings(refund_policy::Locale::En);
    assert_eq!(lines[0], strings.line("receipt.reference", "R-1"));
    assert!(lines[1].contains("17:00"), "on the shopper's wall: {}", lines[1]);
    assert!(text.contains("It stopped working."));
}

#[test]
fn the_deadline_goes_into_the_calendar() {
    for locale in [refund_policy::Locale::Es, refund_policy::Locale::Fr, refund_policy::Locale::En] {
        let mut widget = Widget::start_in(locale, "iptv-subscription", FACTS);
        let effects = widget.does(Action::Calendar);
        let [Effect::Calendar { name, id, until, summary, description }] = &effects[..] else {
            panic!("{effects:?}")
        };
        assert_eq!((name.as_str(), id.as_str()), ("refund-A-1.ics", "iptv-subscription-A-1"));
        assert_eq!(until.to_string(), "2026-12-01T12:00:00Z");
        let title = widget.state.policy.as_ref().map(|policy| policy.document.title.get(locale).to_owned());
        assert!(summary.contains(&title.expect("a policy")), "{summary}");
        assert!(description.contains("A-1"));
    }
    let mut open = Widget::start("iptv-subscription", "{}");
    assert_eq!(open.does(Action::Calendar), []);
}
