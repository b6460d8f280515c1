//! The budgets of the screens, in words, in the three languages of the policies.

use refund_policy::Locale;
use refund_policy::document::{Document, FactKind};
use refund_widget::node::Node;
use refund_widget::session::Screen;

use super::html::{elements, has_class, seen, words};
use super::page::POLICIES;
use crate::support::{Widget, json};

/// Words before the first question's options, and of a question with its reason.
const BEFORE_OPTIONS: usize = 25;
const QUESTION: usize = 30;
/// Words of the verdict before anything is unfolded.
const VERDICT: usize = 60;
/// Words of an option.
const OPTION: usize = 6;

/// What a page may know of a case, and what a shopper may answer: each fact's values, absent ones apart.
fn values(policy: &str) -> &'static [(&'static str, &'static [&'static str])] {
    match policy {
        "passport-forms" => &[
            (
                "reason",
                &[
                    "changed_mind",
                    "service_not_provided",
                    "forms_not_received",
                    "merchant_error",
                    "circumstances_changed",
                ],
            ),
            (
                "purchased_at",
                &["2026-11-30T10:00:00+01:00", "2026-11-27T11:00:00+01:00", "2026-10-01T11:00:00+01:00"],
            ),
            ("forms_delivered", &["true", "false"]),
            ("forms_used", &["true", "false"]),
            ("amount_paid", &["{\"minor\": 9800, \"currency\": \"EUR\"}"]),
            ("applications_ordered", &["2"]),
            ("applications_cancelled", &["1"]),
            ("chargeback", &["open", "granted"]),
        ],
        "smm-services" => &[
            (
                "reason",
                &[
                    "not_delivered",
                    "not_as_described",
                    "expectations_not_met",
                    "cancel_recurring",
                    "dissatisfied",
                ],
            ),
            (
                "purchased_at",
                &["2026-10-01T11:00:00+02:00", "2026-09-24T11:00:00+02:00", "2026-11-28T11:00:00+01:00"],
            ),
            ("last_payment_at", &["2026-11-29T11:00:00+01:00", "2026-11-29T12:00:00+01:00"]),
            ("clear_evidence", &["true", "false"]),
            ("amount_paid", &["{\"minor\": 16400, \"currency\": \"EUR\"}"]),
        ],
        "iptv-subscription" => &[
            ("reason", &["technical_problem", "changed_mind", "service_outage", "buffering"]),
            ("purchased_at", &["2026-11-28T13:00:00+01:00", "2026-11-10T13:00:00+01:00"]),
            ("support_contacted_at", &["null", "2026-11-29T10:00:00+01:00", "2026-11-20T10:00:00+01:00"]),
            ("outage_hours", &["60", "12"]),
            ("outage_by_merchant", &["true", "false"]),
            ("usage_ratio", &["0.5"]),
            ("amount_paid", &["{\"minor\": 4990, \"currency\": \"EUR\"}"]),
        ],
        "module-support" => &[
            (
                "reason",
                &[
                    "presale_question",
                    "update_or_fix",
                    "third_party_plugin",
                    "training",
                    "shop_system_question",
                ],
            ),
            ("purchased_at", &["2026-11-01T11:00:00+01:00", "2026-01-01T11:00:00+01:00"]),
            ("own_product", &["true", "false"]),
            ("licensed", &["true", "false"]),
            ("customized", &["true", "false"]),
        ],
        _ => &[
            ("purchased_at", &["2026-11-01T11:00:00+01:00"]),
            ("service", &["sms_api", "payment_gateway", "other"]),
            ("reason", &["outage", "incorrect_charge", "processed_transaction", "changed_mind"]),
            ("outage_significant", &["true", "false"]),
            ("usage", &["some"]),
        ],
    }
}

/// So many cases from all over what is possible: steps of a prime meet every value of every fact.
fn cases(policy: &str, most: usize) -> Vec<String> {
    const PRIME: usize = 7919;
    let facts = values(policy);
    let count: usize = facts.iter().map(|(_, values)| values.len() + 1).product();
    (0..most.min(count)).map(|index| case(facts, index * PRIME % count)).collect()
}

fn case(facts: &[(&str, &[&str])], mut number: usize) -> String {
    let mut members = Vec::new();
    for (id, values) in facts {
        let choice = number % (values.len() + 1);
        number /= values.len() + 1;
        if let Some(value) = choice.checked_sub(1).and_then(|index| values.get(index)) {
            let is_json = value.starts_with(|first: char| first.is_ascii_digit() || first == '{')
                && value.len() < 4
                || value.starts_with('{')
                || ["true", "false", "null"].contains(value);
            members.push(if is_json {
                format!("\"{id}\": {value}")
            } else {
                format!("\"{id}\": \"{value}\"")
            });
        }
    }
    format!("{{{}}}", members.join(", "))
}

/// Calls `look` with the screen of the verdict in each case and language.
pub(crate) fn each_verdict(most: usize, mut look: impl FnMut(&Widget, &[Node], &str)) {
    for policy in POLICIES {
        for locale in Locale::OF_POLICIES {
            let mut page = Widget::on_page(policy, locale, "{}");
            for case in cases(policy, most) {
                page.happens(refund_widget::message::Message::Given(json(&case)));
                page.state.session.screen = Screen::Answer;
                let nodes = page.shadow();
                look(&page, &nodes, &format!("{policy} {} {case}", locale.tag()));
            }
        }
    }
}

#[test]
fn a_verdict_has_sixty_words_at_most() {
    let mut over = Vec::new();
    each_verdict(100, |_, nodes, case| {
        let text = seen(nodes);
        if words(&text) > VERDICT {
            over.push(format!(
                "{} words: {case}\n  {}",
                words(&text),
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            ));
        }
    });
    assert!(over.is_empty(), "{}\n{}", over.len(), over.join("\n"));
}

#[test]
fn the_first_question_comes_after_twenty_five_words_at_most() {
    let mut over = Vec::new();
    for policy in POLICIES {
        for locale in Locale::OF_POLICIES {
            let purchase = "\"purchased_at\": \"2026-11-28T13:00:00+01:00\"";
            let paid = "\"amount_paid\": {\"minor\": 4990, \"currency\": \"EUR\"}";
            let has_amount = !["module-support", "sms-and-payments"].contains(&policy);
            for facts in ["{}".to_owned(), format!("{{{purchase}}}"), format!("{{{purchase}, {paid}}}")] {
                if facts.contains("amount") && !has_amount {
                    continue;
                }
                let page = Widget::on_page(policy, locale, &facts);
                let text = before_options(&page.shadow());
                if words(&text) > BEFORE_OPTIONS {
                    over.push(format!("{} words: {policy} {}: {text}", words(&text), locale.tag()));
                }
            }
        }
    }
    assert!(over.is_empty(), "{}", over.join("\n"));
}

/// What is seen before the first answer that can be tapped, or the first field.
fn before_options(nodes: &[Node]) -> String {
    let text = seen(nodes);
    let answers = elements(nodes)
        .into_iter()
        .find(|element| has_class(element, "answers") || has_class(element, "fields"));
    let first = answers.map(|answers| seen(&[Node::from(answers.clone())])).unwrap_or_default();
    text.split_once(first.trim()).map_or(text.clone(), |(before, _)| before.to_owned())
}

#[test]
fn a_question_has_thirty_words_at_most_and_an_option_six() {
    for policy in POLICIES {
        for locale in Locale::OF_POLICIES {
            let page = Widget::on_page(policy, locale, "{}");
            let document: &Document = &page.state.policy.as_ref().expect("a policy").document;
            for fact in &document.facts {
                let text = |text: &Option<refund_policy::Text>| {
                    text.as_ref().map_or(0, |text| words(text.get(locale)))
                };
                let count = text(&fact.ask) + text(&fact.why);
                assert!(count <= QUESTION, "{policy} {} {}: {count} words", fact.id, locale.tag());
                let options: Vec<&str> = match &fact.kind {
                    FactKind::Choice(choices) => {
                        choices.iter().map(|choice| choice.label.get(locale)).collect()
                    }
                    _ => fact.none.iter().map(|none| none.get(locale)).collect(),
                };
                for option in options {
                    assert!(words(option) <= OPTION, "{policy} {}: {option}", fact.id);
                }
            }
        }
    }
}
