//! Questions and answers.

use refund_policy::{Json, Locale, Status};
use refund_widget::entry::EntryField;
use refund_widget::message::{Action, Field, Message};
use refund_widget::session::Screen;

use crate::support::{Widget, focused, json, strings};

#[test]
fn one_tap_answers_and_goes_on() {
    let mut widget = Widget::start("iptv-subscription", "{}");
    assert_eq!((widget.screen(), widget.asked()), (Screen::Questions, Some("reason")));
    assert_eq!(focused(&widget.answers("reason", "service_outage")), ["question"]);
    assert_eq!(widget.state.session.answer("reason"), Some(&"service_outage".into()));
    assert_ne!(widget.asked(), Some("reason"));
}

#[test]
fn after_the_last_question_comes_the_verdict() {
    let mut widget =
        Widget::start("iptv-subscription", r#"{"reason": "service_outage", "outage_by_merchant": true}"#);
    let mut asked = Vec::new();
    while let Some(fact) = widget.asked().map(str::to_owned) {
        match fact.as_str() {
            "outage_hours" => {
                widget.types(Field::Entry(EntryField::First), "60");
                widget.does(Action::Continue);
            }
            "amount_paid" => {
                widget.types(Field::Entry(EntryField::First), "49.90");
                widget.does(Action::Continue);
            }
            other => panic!("{other} changes nothing any more"),
        }
        asked.push(fact);
    }
    assert_eq!(asked, ["outage_hours", "amount_paid"]);
    assert_eq!((widget.screen(), widget.state.status()), (Screen::Answer, Some(Status::Qualifies)));
}

#[test]
fn a_typed_answer_is_taken_by_continue_alone() {
    let mut widget = Widget::start(
        "iptv-subscription",
        r#"{"reason": "technical_problem", "support_contacted_at": null}"#,
    );
    let fact = widget.asked().expect("a question").to_owned();
    assert_eq!(fact, "purchased_at");
    assert_eq!(focused(&widget.does(Action::Continue)), ["first"]);
    assert_eq!(
        widget.state.entry.as_ref().and_then(|entry| entry.wrong.as_ref()).map(|wrong| wrong.key),
        Some("problem.date")
    );
    widget.types(Field::Entry(EntryField::First), "2026-11-28");
    assert!(widget.state.entry.as_ref().is_some_and(|entry| entry.wrong.is_none()));
    assert_eq!(focused(&widget.does(Action::Continue)), ["question"]);
}

#[test]
fn unknown_stays_unknown() {
    let facts = r#"{"applications_ordered": 2, "reason": "changed_mind", "purchased_at": "2026-11-27T10:00:00Z", "forms_delivered": false, "amount_paid": {"minor": 9800, "currency": "EUR"}}"#;
    let mut widget = Widget::start("passport-forms", facts);
    assert_eq!(widget.asked(), Some("applications_cancelled"));
    assert_eq!(focused(&widget.does(Action::Unknown)), ["answer"]);
    assert_eq!(widget.state.session.unknown, ["applications_cancelled"]);
    assert_eq!(widget.screen(), Screen::Answer);
    let sent = |widget: &Widget| widget.state.case.as_ref().expect("a case").json.clone();
    assert_eq!(sent(&widget).get("applications_cancelled"), None);
    // Beside the verdict it can be tapped after all, and the shopper stays there.
    assert_eq!(focused(&widget.answers("applications_cancelled", "1")), ["answer"]);
    assert_eq!(
        (widget.screen(), sent(&widget).get("applications_cancelled")),
        (Screen::Answer, Some(&Json::Integer(1)))
    );
    assert_eq!(widget.state.session.unknown, [""; 0]);
    // What cannot be is asked again.
    widget.answers("applications_cancelled", "3");
    assert_eq!((widget.screen(), widget.asked()), (Screen::Questions, Some("applications_cancelled")));
    assert_eq!(
        widget.state.entry.as_ref().and_then(|entry| entry.wrong.as_ref()).map(|wrong| wrong.key),
        Some("problem.range")
    );
}

#[test]
fn everything_may_be_left_open() {
    for policy in
        ["iptv-subscription", "passport-forms", "smm-services", "module-support", "sms-and-payments"]
    {
        let mut widget = Widget::start(policy, "{}");
        for _ in 0..20 {
            if widget.asked().is_none() {
                break;
            }
            widget.does(Action::Unknown);
        }
        assert_eq!((widget.asked(), widget.screen()), (None, Screen::Answer), "{policy}");
        assert_eq!(
            widget.state.case.as_ref().map(|case| case.json.compact()).as_deref(),
            Some("{}"),
            "{policy}"
        );
        assert!(widget.state.session.answers.is_empty());
    }
}

#[test]
fn what_only_interests_the_reviewer_is_no_question() {
    let mut widget = Widget::start("sms-and-payments", r#"{"service": "other", "reason": "other"}"#);
    let mut asked = Vec::new();
    while let Some(fact) = widget.asked().map(str::to_owned) {
        widget.does(Action::Unknown);
        asked.push(fact);
    }
    assert!(!asked.iter().any(|fact| fact == "usage" || fact == "purchased_at"), "{asked:?}");
}

#[test]
fn a_certain_answer_is_said_in_the_shoppers_language() {
    for locale in [Locale::Es, Locale::Fr, Locale::En] {
        let facts =
            r#"{"purchased_at": "2026-11-01T12:00:00Z", "support_contacted_at": "2026-11-02T12:00:00Z"}"#;
        let mut widget = Widget::start_in(locale, "iptv-subscription", facts);
        assert_eq!(widget.state.status(), Some(Status::NeedsInformation));
        widget.answers("reason", "technical_problem");
        assert!(widget.asked().is_some(), "the amount is still asked for");
        assert_eq!(widget.state.live, strings(locale).get("status.review"));
    }
}

#[test]
fn an_answer_can_be_changed_or_stay_after_all() {
    let mut widget = Widget::start("iptv-subscription", "{}");
    widget.answers("reason", "service_outage");
    let next = widget.asked().map(str::to_owned);
    widget.does(Action::Skip);
    assert_eq!(widget.screen(), Screen::Answer);
    assert_eq!(focused(&widget.does(Action::Change("reason".to_owned()))), ["question"]);
    let entry = widget.state.entry.clone().expect("it is asked again");
    assert_eq!(
        (entry.first.as_str(), widget.state.is_change, widget.screen()),
        ("service_outage", true, Screen::Questions)
    );
    widget.happens(Message::Tick);
    assert_eq!(widget.asked(), Some("reason"));
    widget.does(Action::Cancel);
    assert_eq!((widget.asked().map(str::to_owned), widget.state.is_change), (next, false));
    assert_eq!(widget.state.session.answer("reason"), Some(&"service_outage".into()));
}

#[test]
fn an_answer_that_another_one_made_needless_is_kept_and_not_sent() {
    let mut widget = Widget::start("iptv-subscription", "{}");
    widget.answers("reason", "service_outage");
    widget.does(Action::Change("outage_by_merchant".to_owned()));
    widget.answers("outage_by_merchant", "yes");
    widget.does(Action::Change("reason".to_owned()));
    widget.answers("reason", "buffering");
    let case = widget.state.case.as_ref().expect("a case");
    assert_eq!(case.json.get("outage_by_merchant"), None);
    assert_eq!(widget.state.session.answer("outage_by_merchant"), Some(&true.into()));
}

#[test]
fn facts_that_come_later_change_what_is_asked() {
    let mut widget = Widget::start("iptv-subscription", "{}");
    widget.happens(Message::Given(json(r#"{"reason": "buffering"}"#)));
    assert_eq!((widget.asked(), widget.screen()), (None, Screen::Answer));
}

#[test]
fn what_is_not_of_the_policy_changes_nothing() {
    let mut widget = Widget::start("iptv-subscription", "{}");
    assert_eq!(widget.answers("odd", "yes"), []);
    assert_eq!(widget.does(Action::Change("odd".to_owned())), []);
    assert_eq!(widget.asked(), Some("reason"));
    widget.answers("reason", "odd");
    assert_eq!(widget.state.session.answer("reason"), None);
    assert_eq!(
        widget.state.entry.as_ref().and_then(|entry| entry.wrong.as_ref()).map(|wrong| wrong.key),
        Some("problem.other")
    );
}
