//! What would have made a better verdict is true: each change, made, gives the status that it names.

use proptest::collection::vec;
use proptest::prelude::*;
use refund_native::words;
use refund_policy::{Facts, Instant, Locale, Policy, Value, WhatIf, verdict};

use crate::random::{at, facts};
use crate::shipped::{IDS, parse, policy};

/// The status once a change is made.
fn status_after(policy: &Policy, facts: &Facts, at: Instant, change: &WhatIf) -> &'static str {
    let index = policy.document.fact(&change.fact).expect("the change names a fact");
    let mut facts = facts.clone();
    let at = match change.change.split_once(' ') {
        None => {
            facts.set(index, Value::Flag(change.change == "true"));
            at
        }
        Some(("before", point)) => Instant::from_millis(instant(point).millis() - 1000),
        Some(("at", point)) => instant(point),
        Some(("step", _)) => {
            facts.set(index, Value::Instant(Instant::from_millis(0)));
            at
        }
        Some((comparison, constant)) => {
            let constant: f64 = constant.parse().expect("a number");
            let number = match comparison {
                ">" => constant + 0.5,
                "<" => constant - 0.5,
                _ => constant,
            };
            let json = parse(&format!(r#"{{"{}": {number}}}"#, change.fact));
            let changed = Facts::read(policy, &json, at).expect("the number is allowed");
            facts.set(index, changed.get(index).expect("it is known"));
            at
        }
    };
    verdict(policy, &facts, at, words(Locale::En)).status.name()
}

fn instant(text: &str) -> Instant {
    Instant::parse(text).expect("an instant")
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_change_gives_what_it_says(
        which in 0..IDS.len(),
        seeds in vec(any::<u32>(), 16),
        at in at(),
    ) {
        let policy = policy(IDS[which]);
        let seeds: Vec<(bool, u32)> = seeds.into_iter().map(|number| (true, number)).collect();
        let facts = facts(&policy, &seeds, at, 0);
        let verdict = verdict(&policy, &facts, at, words(Locale::Es));
        for change in &verdict.what_if {
            prop_assert_eq!(status_after(&policy, &facts, at, change), change.status.name(), "{}", change.text);
        }
    }
}

/// The changes told for these facts of a policy.
fn changes(id: &str, facts: &str, at: &str, locale: Locale) -> Vec<String> {
    let (policy, at) = (policy(id), instant(at));
    let facts = Facts::read(&policy, &parse(facts), at).expect("the facts are valid");
    verdict(&policy, &facts, at, words(locale)).what_if.into_iter().map(|change| change.text).collect()
}

#[test]
fn a_late_request_learns_until_when_it_would_have_been_in_time() {
    let facts = r#"{"reason": "circumstances_changed", "purchased_at": "2026-11-01T15:00:00+01:00", "forms_delivered": false,
                    "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
    let told = changes("passport-forms", facts, "2026-11-20T10:00:00Z", Locale::En);
    let expected =
        "Had you asked by Sunday 8 November, you would have been entitled to a full refund (€49.90).";
    assert_eq!(told, [expected]);
}

#[test]
fn who_has_not_asked_support_learns_that_it_helps() {
    let facts = r#"{"reason": "technical_problem", "purchased_at": "2026-11-19T15:00:00+01:00",
                    "support_contacted_at": null, "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
    let told = |locale| changes("iptv-subscription", facts, "2026-11-20T10:00:00Z", locale).swap_remove(0);
    let expected = "Once this step is done (“Contact support”) and you have waited 48 hours, \
                    you will be entitled to a full refund (€49.90).";
    assert_eq!(told(Locale::En), expected);
    assert!(
        told(Locale::Fr).contains(
            "\u{a0}») et après 48\u{a0}heures d’attente, vous aurez droit à un remboursement intégral"
        ),
        "{}",
        told(Locale::Fr)
    );
    assert!(told(Locale::Es).contains("») y tras esperar 48 horas, tendrá derecho a un reembolso íntegro"));
}

#[test]
fn another_answer_is_supposed_in_the_authors_words() {
    let facts = r#"{"reason": "update_or_fix", "own_product": true, "licensed": true, "customized": true,
                    "purchased_at": "2026-11-01T15:00:00+01:00"}"#;
    let told = |locale| changes("module-support", facts, "2026-11-20T10:00:00Z", locale);
    assert_eq!(told(Locale::En), ["If the module had not been changed, you would be entitled to support."]);
    assert!(told(Locale::Es)[0].starts_with("Si el módulo no se hubiera modificado, "));
}

/// Support was contacted 40 hours after the purchase: the 72 hours end before its 48 do.
const CONTACTED_LATE: &str = r#"{"reason": "technical_problem", "purchased_at": "2026-11-17T10:00:00Z",
    "support_contacted_at": "2026-11-19T02:00:00Z", "amount_paid": {"minor": 4990, "currency": "EUR"}, "usage_ratio": 0.5}"#;

#[test]
fn a_past_chance_names_the_step_that_it_would_have_taken() {
    let told = |locale| changes("iptv-subscription", CONTACTED_LATE, "2026-11-20T12:00:00Z", locale);
    let expected = "Had you asked before Friday 20 November, 11:00, you would have been entitled to a full refund (€49.90). \
                    Approval then takes this step: “Contact support”.";
    assert_eq!(told(Locale::En), [expected]);
    assert!(
        told(Locale::Es)[0].ends_with(" Antes de aprobarse hará falta este paso: «Contacte con el soporte».")
    );
    assert!(
        told(Locale::Fr)[0].contains(", vous auriez eu droit à un remboursement intégral (49,90\u{a0}€).")
    );
}

#[test]
fn what_waiting_betters_ends_where_it_gets_worse_again() {
    let facts = r#"{"reason": "technical_problem", "purchased_at": "2026-11-18T12:00:00Z",
                    "support_contacted_at": "2026-11-18T22:00:00Z", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
    let told = changes("iptv-subscription", facts, "2026-11-20T10:00:00Z", Locale::En);
    let expected = "From Friday 20 November, 23:00 until Saturday 21 November, 13:00, you will be entitled to a full refund (€49.90).";
    assert_eq!(told, [expected]);
}

#[test]
fn two_remedies_follow_one_verb() {
    let facts = r#"{"reason": "cancel_recurring", "purchased_at": "2026-10-01T10:00:00Z", "last_payment_at": "2026-11-01T10:00:00Z"}"#;
    let told = |locale| changes("smm-services", facts, "2026-11-20T10:00:00Z", locale).swap_remove(0);
    let es = "Si lo hubiera pedido el domingo 8 de noviembre como muy tarde, habría tenido derecho a un reembolso íntegro y la cancelación.";
    let fr = "Si vous aviez fait la demande au plus tard le dimanche 8 novembre, vous auriez eu droit à un remboursement intégral et la résiliation.";
    assert_eq!((told(Locale::Es).as_str(), told(Locale::Fr).as_str()), (es, fr));
}

#[test]
fn nobody_is_told_to_miss_a_window_by_waiting() {
    let facts = r#"{"reason": "technical_problem", "purchased_at": "2026-11-17T15:00:00+01:00",
                    "support_contacted_at": null, "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
    let told = changes("iptv-subscription", facts, "2026-11-20T10:00:00Z", Locale::En);
    let expected =
        "Once this step is done (“Contact support”), you will be entitled to a full refund (€49.90).";
    assert_eq!(told, [expected]);
}

#[test]
fn nothing_is_told_to_who_already_qualifies() {
    let facts = r#"{"reason": "service_not_provided"}"#;
    assert_eq!(changes("passport-forms", facts, "2026-11-20T10:00:00Z", Locale::En), [""; 0]);
}
