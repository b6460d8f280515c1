//! Back and Forward stay in the widget.

use refund_policy::Locale;
use refund_widget::effect::Effect;
use refund_widget::message::{Action, Message};
use refund_widget::session::{Place, Screen};

use crate::support::{Widget, focused};

const OUTAGE: &str = r#"{"reason": "service_outage", "outage_hours": 60, "purchased_at": "2026-11-28T12:00:00Z", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;

fn place(screen: Screen, fact: Option<&str>) -> Place {
    Place { screen, fact: fact.map(str::to_owned) }
}

fn pushed(effects: &[Effect]) -> Vec<&Place> {
    let mut places = Vec::new();
    for effect in effects {
        if let Effect::PushPlace(place) = effect {
            places.push(place);
        }
    }
    places
}

#[test]
fn every_step_forward_is_a_place_to_come_back_to() {
    let mut widget = Widget::start("iptv-subscription", "{}");
    let reason = widget.state.place();
    assert_eq!(reason, place(Screen::Questions, Some("reason")));
    let effects = widget.answers("reason", "service_outage");
    let second = widget.state.place();
    assert_eq!(pushed(&effects), [&second]);
    assert_ne!(second, reason);
    let effects = widget.does(Action::Skip);
    assert_eq!(pushed(&effects), [&place(Screen::Answer, None)]);
    let effects = widget.does(Action::Go(Screen::Request));
    assert_eq!(pushed(&effects), [&place(Screen::Request, None)]);

    // And back again, all the way.
    for expected in [place(Screen::Answer, None), second, reason.clone()] {
        let effects = widget.happens(Message::Navigated(expected.clone()));
        assert_eq!((widget.state.place(), pushed(&effects)), (expected, vec![]));
    }
    // The answer that was given is still there, and can be changed.
    assert!(widget.state.is_change);
    assert_eq!(widget.state.entry.as_ref().map(|entry| entry.first.as_str()), Some("service_outage"));
    // Forward.
    widget.happens(Message::Navigated(place(Screen::Request, None)));
    assert_eq!(widget.screen(), Screen::Request);
}

#[test]
fn what_stays_on_its_screen_is_no_new_place() {
    let mut widget = Widget::start("iptv-subscription", OUTAGE);
    for action in
        [Action::Continue, Action::Print, Action::Forget, Action::ForgetCancelled, Action::CopyVerdict]
    {
        assert!(pushed(&widget.does(action)).is_empty());
    }
    assert!(pushed(&widget.happens(Message::Tick)).is_empty());
}

#[test]
fn nobody_goes_back_behind_a_receipt() {
    let mut widget = Widget::start("smm-services", "{}");
    widget.sign();
    widget.does(Action::Send);
    let effects = widget.answered(201, r#"{"reference": "R-1"}"#);
    assert_eq!((widget.screen(), pushed(&effects)), (Screen::Receipt, vec![]));
    for screen in [Screen::Request, Screen::Answer, Screen::Questions] {
        assert_eq!(widget.happens(Message::Navigated(place(screen, None))), []);
        assert_eq!(widget.screen(), Screen::Receipt);
    }
}

#[test]
fn a_place_that_makes_no_sense_leads_to_one_that_does() {
    let mut widget = Widget::start("iptv-subscription", "{}");
    widget.answers("reason", "buffering");
    assert_eq!(widget.screen(), Screen::Answer);
    widget.happens(Message::Navigated(place(Screen::Receipt, None)));
    assert_eq!(widget.screen(), Screen::Answer);
    // A question that is asked no more: the last one that was answered is.
    widget.happens(Message::Navigated(place(Screen::Questions, Some("outage_hours"))));
    assert_eq!(widget.state.place(), place(Screen::Questions, Some("reason")));
    // Where everything was given there is no question to go back to.
    let mut widget = Widget::start("iptv-subscription", r#"{"reason": "buffering"}"#);
    widget.does(Action::Go(Screen::Request));
    widget.happens(Message::Navigated(place(Screen::Questions, None)));
    assert_eq!(widget.screen(), Screen::Answer);
    // And nothing at all before there is a policy.
    let mut widget = Widget::new(Locale::En);
    assert_eq!(widget.happens(Message::Navigated(place(Screen::Request, None))), []);
    assert_eq!(widget.screen(), Screen::Questions);
}

#[test]
fn the_focus_goes_where_the_shopper_goes() {
    let mut widget = Widget::start("iptv-subscription", OUTAGE);
    widget.does(Action::Skip);
    widget.does(Action::Go(Screen::Request));
    assert_eq!(focused(&widget.happens(Message::Navigated(place(Screen::Answer, None)))), ["answer"]);
    let asked = widget.state.questions().next().map(str::to_owned);
    let back = Message::Navigated(place(Screen::Questions, asked.as_deref()));
    assert_eq!(focused(&widget.happens(back)), ["question"]);
}
