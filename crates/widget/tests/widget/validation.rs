//! What is wrong with a request, and at which field it is said.

use refund_policy::Locale;
use refund_widget::message::{Action, Field, Message};
use refund_widget::outcome::{Failure, FieldError};
use refund_widget::remaining::{is_counted, remaining};
use refund_widget::session::Screen;
use refund_widget::state::Complaint;
use refund_widget::validate::of_endpoint;

use crate::support::{Widget, focused, picture, posted, strings};

const DEADLINE: &str = r#"{"reason": "technical_problem", "purchased_at": "2026-11-28T12:00:00Z", "support_contacted_at": null, "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
const PROOF: &str = r#"{"reason": "not_as_described", "purchased_at": "2026-11-28T12:00:00Z", "clear_evidence": true, "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
const OUTAGE: &str = r#"{"reason": "service_outage", "outage_hours": 60, "outage_by_merchant": true, "purchased_at": "2026-11-28T12:00:00Z", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;

fn ready(policy: &str, facts: &str) -> Widget {
    let mut widget = Widget::start(policy, facts);
    widget.sign();
    widget
}

#[test]
fn what_is_missing_is_told_in_the_order_in_which_the_fields_stand() {
    let mut widget = Widget::start("iptv-subscription", OUTAGE);
    widget.types(Field::OrderId, "");
    let effects = widget.does(Action::Send);
    assert_eq!(
        widget.complaints(),
        [
            ("wish", "choice.missing"),
            ("words", "evidence.text_missing"),
            ("order-id", "contact.order_missing"),
            ("name", "contact.name_missing"),
            ("email", "contact.email_missing"),
        ]
    );
    assert_eq!((focused(&effects), widget.screen()), (vec!["wish"], Screen::Request));
    assert_eq!(widget.state.live, strings(Locale::En).get("send.check"));
    // What is filled in is no longer complained of.
    widget.types(Field::Name, "Ana");
    widget.types(Field::Wish, "full_refund");
    assert_eq!(widget.complaints().len(), 3);
}

#[test]
fn an_address_has_something_on_both_sides_of_one_at_sign() {
    let mut widget = ready("iptv-subscription", DEADLINE);
    for wrong in ["ana", "ana@example", "a@b@c.de", "a b@c.de", "a@.org"] {
        widget.types(Field::Email, wrong);
        assert_eq!(posted(&widget.does(Action::Send)), None);
        assert_eq!(widget.complaints(), [("email", "contact.email_wrong")], "{wrong}");
    }
    widget.types(Field::Email, "ä+1@mail.example.co.uk ");
    assert!(posted(&widget.does(Action::Send)).is_some());
}

#[test]
fn a_choice_between_remedies_is_made_before_send() {
    let mut widget = ready("iptv-subscription", OUTAGE);
    assert_eq!(focused(&widget.does(Action::Send)), ["wish"]);
    assert_eq!(widget.complaints(), [("wish", "choice.missing")]);
    widget.types(Field::Wish, "full_refund");
    assert!(posted(&widget.does(Action::Send)).is_some());
}

#[test]
fn a_missing_file_is_pointed_out_once_and_not_to_who_has_explained() {
    let mut widget = ready("smm-services", PROOF);
    widget.types(Field::Words, "");
    widget.does(Action::Send);
    assert_eq!(widget.complaints(), [("evidence-clear_proof", "evidence.missing")]);
    // The second time it goes without.
    assert!(posted(&widget.does(Action::Send)).is_some());
    // Who says in words why is not held up at all.
    let mut widget = ready("smm-services", PROOF);
    assert!(posted(&widget.does(Action::Send)).is_some());
}

#[test]
fn where_an_explanation_is_required_it_is_asked_for_every_time() {
    let mut widget = ready("iptv-subscription", DEADLINE);
    widget.types(Field::Words, " ");
    for _ in 0..2 {
        assert_eq!(focused(&widget.does(Action::Send)), ["words"]);
        assert_eq!(widget.complaints(), [("words", "evidence.text_missing")]);
    }
}

#[test]
fn a_lost_file_is_added_again_or_taken_away() {
    let mut widget = ready("smm-services", PROOF);
    widget.happens(Message::Offered {
        evidence: "clear_proof".to_owned(),
        files: vec![refund_widget::message::FileHandle(1)],
    });
    widget.happens(Message::FileRead {
        evidence: "clear_proof".to_owned(),
        name: "a.png".to_owned(),
        result: Ok(picture("a", 1)),
    });
    widget.state.files.clear();
    widget.happens(Message::FileFound { sha256: "a".to_owned(), found: Ok(None) });
    assert_eq!(posted(&widget.does(Action::Send)), None);
    assert_eq!(widget.complaints(), [("evidence-clear_proof", "file.lost")]);
    widget.does(Action::RemoveFile(0));
    assert!(posted(&widget.does(Action::Send)).is_some());
}

#[test]
fn what_looks_secret_is_to_be_confirmed() {
    let mut widget = ready("iptv-subscription", DEADLINE);
    widget.types(Field::Words, "My password: hunter2");
    assert_eq!(focused(&widget.does(Action::Send)), ["confirm"]);
    assert_eq!(widget.complaints(), [("confirm", "secret.confirm_missing")]);
    widget.types(Field::Confirm, "true");
    // What was confirmed is what was read then.
    widget.types(Field::Words, "My password: hunter2!");
    assert_eq!(posted(&widget.does(Action::Send)), None);
    widget.types(Field::Confirm, "true");
    assert!(posted(&widget.does(Action::Send)).is_some());
}

#[test]
fn what_is_too_long_is_told_while_it_is_typed_and_never_refused_in_silence() {
    for (field, length, id) in [
        (Field::Words, 10_001, "words"),
        (Field::Message, 10_001, "message"),
        (Field::Subject, 301, "subject"),
        (Field::Name, 201, "name"),
        (Field::Email, 255, "email"),
        (Field::OrderId, 101, "order-id"),
    ] {
        let mut widget = ready("iptv-subscription", DEADLINE);
        let long = match field {
            Field::Email => "a@b.".to_owned() + &"é".repeat(length - 4),
            _ => "é".repeat(length),
        };
        widget.types(field.clone(), &long);
        assert_eq!(widget.complaints(), [(id, "problem.too_long")]);
        let left = remaining(&widget.state, &widget.context(), &field).expect("it has a limit");
        assert!(left < 0 && is_counted(&field, left), "{id} {left}");
        assert_eq!(focused(&widget.does(Action::Send)), [id]);
        assert_eq!(widget.complaints(), [(id, "problem.too_long")], "{id}");
        // Shortened by what is too much, it is taken.
        let fitting: String =
            long.chars().take(length - usize::try_from(-left).expect("it is positive")).collect();
        widget.types(field.clone(), &fitting);
        assert_eq!(
            (widget.complaints(), remaining(&widget.state, &widget.context(), &field)),
            (vec![], Some(0))
        );
        assert!(posted(&widget.does(Action::Send)).is_some(), "{id}: {:?}", widget.complaints());
    }
}

#[test]
fn a_text_that_no_request_can_hold_is_told_too() {
    let mut widget = ready("iptv-subscription", DEADLINE);
    widget.types(Field::Message, &"x".repeat(30_000));
    assert_eq!(focused(&widget.does(Action::Send)), ["message"]);
    assert_eq!(widget.complaints(), [("message", "problem.too_long")]);
}

#[test]
fn room_is_counted_only_when_it_gets_little() {
    let mut widget = ready("iptv-subscription", DEADLINE);
    let left = remaining(&widget.state, &widget.context(), &Field::Name).expect("a limit");
    assert_eq!((left, is_counted(&Field::Name, left)), (197, false));
    widget.types(Field::Name, &"x".repeat(181));
    let left = remaining(&widget.state, &widget.context(), &Field::Name).expect("a limit");
    assert_eq!((left, is_counted(&Field::Name, left)), (19, true));
    // Words are a part of the message, and share its room.
    let of = |field| remaining(&widget.state, &widget.context(), &field);
    assert_eq!(of(Field::Words), of(Field::Message));
    assert_eq!(of(Field::Confirm), None);
}

#[test]
fn optional_lines_become_facts_and_are_never_in_the_way() {
    let facts = r#"{"service": "payment_gateway", "reason": "processed_transaction", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
    let mut widget = Widget::start("sms-and-payments", facts);
    assert_eq!(widget.screen(), Screen::Answer);
    let lines: Vec<&str> = widget.state.context_facts().map(|fact| fact.id.as_str()).collect();
    assert_eq!(lines, ["purchased_at", "usage"]);
    widget.sign();
    let fact = |widget: &Widget, id: &str| {
        let request =
            refund_widget::update::current_request(&widget.state, &widget.context()).expect("a request");
        request.get("facts").and_then(|facts| facts.get(id)).cloned()
    };
    assert_eq!(fact(&widget, "usage"), None);
    widget.types(Field::Context("usage".to_owned()), "some");
    widget.types(Field::Context("purchased_at".to_owned()), "2026-11-28");
    assert_eq!(fact(&widget, "usage"), Some("some".into()));
    assert!(fact(&widget, "purchased_at").is_some());
    assert_eq!(widget.state.session.day_only, ["purchased_at"]);
    widget.types(Field::Context("usage".to_owned()), "");
    assert_eq!(fact(&widget, "usage"), None);
    // Half a date is no answer, and is told when it would be sent.
    widget.happens(Message::Incomplete(Field::Context("purchased_at".to_owned())));
    assert_eq!(fact(&widget, "purchased_at"), None);
    assert_eq!(focused(&widget.does(Action::Send)), ["context-purchased_at"]);
    widget.types(Field::Context("purchased_at".to_owned()), "0026-11-28");
    widget.does(Action::Send);
    assert_eq!(widget.complaints(), [("context-purchased_at", "problem.year")]);
    widget.types(Field::Context("purchased_at".to_owned()), "2026-11-28 13:00");
    let effects = widget.does(Action::Send);
    let (request, _) = posted(&effects).expect("it is sent");
    assert_eq!(
        request.get("facts").and_then(|facts| facts.get("purchased_at")),
        Some(&"2026-11-28T12:00:00Z".into())
    );
}

#[test]
fn what_the_endpoint_finds_wrong_is_told_where_it_can_be_mended() {
    let mut widget = ready("smm-services", PROOF);
    widget.state.session.files.push(refund_widget::session::Attachment {
        evidence: Some("clear_proof".to_owned()),
        ..picture("a", 1).attachment
    });
    let error = |pointer: &str, code: &str, detail: &str| FieldError {
        pointer: pointer.to_owned(),
        code: code.to_owned(),
        detail: detail.to_owned(),
    };
    let errors = vec![
        error("/message", "too_long", "long"),
        error("/customer/email", "invalid_email", "odd"),
        error("/customer/name", "missing_key", ""),
        error("/subject", "odd", "odd subject"),
        error("/attachments/0/type", "odd", "odd file"),
        error("/attachments/9", "odd", ""),
        error("/facts/reason", "odd", ""),
    ];
    let told = of_endpoint(&widget.state, &Failure { errors, ..Failure::new("fields") });
    let fields: Vec<&str> = told.iter().map(|complaint| complaint.field.as_str()).collect();
    assert_eq!(fields, ["evidence-clear_proof", "name", "email", "subject", "message"]);
    let strings = strings(Locale::En);
    let said: Vec<String> = told.iter().map(|complaint| complaint.text(&strings)).collect();
    assert!(said[0].contains("odd file"), "{said:?}");
    assert_eq!(said[1], strings.get("contact.name_missing"));
    assert_eq!(said[4], Complaint::new("message", "problem.too_long").text(&strings));
    let file = Complaint::new("evidence-x", "file.total").with("name", "a.png").with("size", "25 MB");
    assert!(file.text(&strings).contains("a.png") && file.text(&strings).contains("25 MB"));
}
