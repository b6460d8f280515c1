//! What the screens say and what they never do; that every field has a label, and every button does something.

use std::collections::BTreeSet;

use refund_policy::{Locale, Status};
use refund_widget::message::{Action, Field, LoadError, Message};
use refund_widget::node::Node;
use refund_widget::session::Screen;

use super::budgets::each_verdict;
use super::html::{actions, attribute, elements, has_class, html, seen};
use crate::support::Widget;

/// What nobody says aloud, or says more than is true.
const NEVER: [&str; 7] = [
    "The policy grants it",
    "This rests on",
    "Time does not change this answer",
    "le correspondería",
    "JSON",
    "First a step",
    "D’abord une étape",
];

const SPANISH_DAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];

#[test]
fn nothing_is_said_that_nobody_says() {
    each_verdict(20, |page, nodes, case| {
        let text = html(nodes);
        for phrase in NEVER {
            assert!(!text.contains(phrase), "{phrase}: {case}");
        }
        assert!(!text.contains("{"), "a field that nothing was filled into: {case}\n{text}");
        match page.state.locale {
            Locale::Fr => {
                assert!(!is_first_without_ordinal(&text), "1 instead of 1er: {case}");
                let colons = text.match_indices(": ").filter_map(|(at, _)| text[..at].chars().next_back());
                let unspaced: Vec<char> = colons.filter(|before| before.is_alphabetic()).collect();
                assert!(unspaced.is_empty(), "a colon without its space: {case}\n{text}");
            }
            Locale::Es => {
                for day in SPANISH_DAYS {
                    assert!(!text.contains(&format!("{day}, ")), "a comma after {day}: {case}");
                }
            }
            _ => {}
        }
    });
}

/// Whether the first of a month stands there as "1 décembre".
fn is_first_without_ordinal(text: &str) -> bool {
    let months = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    months
        .iter()
        .any(|month| [" 1 ", ">1 ", "\u{a0}1 "].iter().any(|one| text.contains(&format!("{one}{month}"))))
}

#[test]
fn where_a_deadline_runs_and_the_request_need_not_wait_it_comes_first() {
    let mut found = 0;
    each_verdict(40, |page, nodes, case| {
        let verdict = &page.state.case.as_ref().expect("a case").verdict;
        let deciding = verdict.deciding().map(|reason| reason.clause.as_str());
        let is_review = matches!(deciding, Some("partial_after_window" | "not_as_described_unproven"));
        if verdict.status == Status::ActionRequired && verdict.act_by.is_some() && !is_review {
            let headline = elements(nodes)
                .into_iter()
                .find(|element| attribute(element, "id") == Some("answer"))
                .expect("a headline");
            let inside = html(&headline.children);
            assert!(inside.contains("<time"), "{case}: {inside}");
            found += 1;
        }
    });
    assert!(found > 3, "{found}");
}

#[test]
fn the_headline_says_no_more_than_the_status_and_the_remedies() {
    each_verdict(40, |page, nodes, case| {
        let verdict = &page.state.case.as_ref().expect("a case").verdict;
        let amount = elements(nodes).into_iter().find(|element| attribute(element, "part") == Some("amount"));
        let promises =
            matches!(verdict.status, Status::Qualifies | Status::ActionRequired | Status::NeedsInformation);
        assert!(amount.is_none() || promises, "an amount is told large where nothing is promised: {case}");
        if verdict.status == Status::DoesNotQualify {
            assert!(!seen(nodes).contains('€'), "{case}");
        }
    });
}

#[test]
fn every_field_has_a_label_and_every_id_is_there_once() {
    for page in pages() {
        let nodes = page.shadow();
        let elements = elements(&nodes);
        let ids: Vec<&str> = elements.iter().filter_map(|element| attribute(element, "id")).collect();
        let once: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), once.len(), "{ids:?}");
        for field in elements.iter().filter(|element| ["input", "select", "textarea"].contains(&element.tag))
        {
            let id = attribute(field, "id").expect("a field has an id");
            let is_labelled = attribute(field, "aria-label").is_some()
                || elements.iter().any(|label| label.tag == "label" && attribute(label, "for") == Some(id))
                || elements.iter().any(|label| {
                    has_class(label, "option") && html(&label.children).contains(&format!("id=\"{id}\""))
                });
            assert!(is_labelled, "{id}");
        }
    }
}

#[test]
fn every_action_can_be_reached() {
    let found: BTreeSet<&'static str> =
        pages().iter().flat_map(|page| actions(&page.shadow())).map(|action| name(&action)).collect();
    let all = [
        "Answer",
        "CopyMessage",
        "CopyVerdict",
        "Calendar",
        "Cancel",
        "Change",
        "Choose",
        "Continue",
        "Forget",
        "ForgetCancelled",
        "ForgetConfirmed",
        "Go",
        "NotAtAll",
        "Print",
        "Reload",
        "RestoreMessage",
        "Send",
        "Skip",
        "Unknown",
    ];
    for action in all {
        assert!(found.contains(action), "{action}");
    }
}

fn name(action: &Action) -> &'static str {
    match action {
        Action::Continue => "Continue",
        Action::Answer(..) => "Answer",
        Action::Unknown => "Unknown",
        Action::NotAtAll => "NotAtAll",
        Action::Skip => "Skip",
        Action::Cancel => "Cancel",
        Action::Change(_) => "Change",
        Action::Go(_) => "Go",
        Action::Choose(_) => "Choose",
        Action::RemoveFile(_) => "RemoveFile",
        Action::Send => "Send",
        Action::Stop => "Stop",
        Action::Forget => "Forget",
        Action::ForgetConfirmed => "ForgetConfirmed",
        Action::ForgetCancelled => "ForgetCancelled",
        Action::Reload => "Reload",
        Action::RestoreMessage => "RestoreMessage",
        Action::CopyMessage => "CopyMessage",
        Action::CopyVerdict => "CopyVerdict",
        Action::Calendar => "Calendar",
        Action::Print => "Print",
        Action::Save => "Save",
    }
}

/// A walk past most of what there is to see.
fn pages() -> Vec<Widget> {
    let facts =
        r#"{"purchased_at": "2026-11-28T13:00:00+01:00", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
    let page = || Widget::on_page("iptv-subscription", Locale::En, facts);
    let answered = || {
        let mut page = page();
        page.picks("reason", "technical_problem");
        page
    };
    let verdict = || {
        let mut page = answered();
        page.does(Action::NotAtAll);
        page
    };
    let mut changed = verdict();
    changed.does(Action::Change("reason".to_owned()));
    let mut forgetting = verdict();
    forgetting.does(Action::Forget);
    let mut request = verdict();
    request.does(Action::Go(Screen::Request));
    let mut edited = verdict();
    edited.does(Action::Go(Screen::Request));
    edited.happens(Message::Typed(Field::Message, "In my own words".to_owned()));
    let mut choice = page();
    choice.picks("reason", "service_outage").enters("60", "").picks("outage_by_merchant", "yes");
    let mut failed = page();
    let error =
        LoadError { code: "policy_not_found".to_owned(), message: String::new(), pointer: String::new() };
    failed.happens(Message::Policy(Err(error)));
    let mut unsent = verdict();
    unsent.happens(Message::Endpoint("mailto:shop@example.com".to_owned()));
    unsent.does(Action::Go(Screen::Request));
    let certain = Widget::on_page("sms-and-payments", Locale::En, "{}");
    vec![page(), answered(), verdict(), changed, forgetting, request, edited, choice, failed, unsent, certain]
}

#[test]
fn an_error_says_what_to_do_and_shows_the_merchants_own_children() {
    let mut page = Widget::on_page("iptv-subscription", Locale::En, "{}");
    let error =
        LoadError { code: "policy_not_found".to_owned(), message: String::new(), pointer: String::new() };
    page.happens(Message::Policy(Err(error)));
    let nodes = page.shadow();
    assert!(
        matches!(nodes.last(), Some(Node::Element(slot)) if slot.tag == "slot" && attribute(slot, "hidden").is_none())
    );
    assert!(seen(&nodes).contains("Try again"));
}
