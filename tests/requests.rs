//! Requests: composed on one side, evaluated again on the other.

use refund_native::words;
use refund_policy::document::RemedyKind;
use refund_policy::request::{Customer, Details, Request, Wish, compose, prefill, read, verify};
use refund_policy::{Facts, Instant, Json, Locale, Policy};

use crate::shipped::{parse, policy};

const FACTS: &str = r#"{"reason": "changed_mind", "purchased_at": "2026-11-18T09:00:00+01:00", "forms_delivered": false,
                        "forms_used": false, "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;

fn at(text: &str) -> Instant {
    Instant::parse(text).expect("an instant")
}

fn composed(policy: &Policy) -> Json {
    let details = Details {
        id: "0b9dfc3e-7c1c-4b59-9d2c-3f1c6a4a5f10".to_owned(),
        customer: Customer { name: "Ana Ruiz".to_owned(), email: "ana@example.org".to_owned() },
        order_id: Some("A-1001".to_owned()),
        ..Details::default()
    };
    compose(
        policy,
        &parse(FACTS),
        &details,
        at("2026-11-20T10:00:00Z"),
        words(Locale::En),
        words(policy.document.language),
    )
    .expect("the facts are valid")
}

fn received(json: &Json) -> Request {
    read(json).unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[test]
fn a_request_is_prefilled_in_the_merchants_language() {
    let request = composed(&policy("passport-forms"));
    let text = |key| request.get(key).and_then(Json::as_str).expect("a text").to_owned();
    assert!(text("subject").starts_with("Solicitud de reembolso"), "{}", text("subject"));
    let message = text("message");
    for part in [
        "A-1001",
        "Ana Ruiz",
        "ana@example.org",
        "49,90\u{a0}€",
        "reembolso íntegro",
        "18 de noviembre de 2026",
    ] {
        assert!(message.contains(part), "{part} is missing in:\n{message}");
    }
    assert!(!message.contains(['{', '}', '[', ']']), "{message}");
}

#[test]
fn an_honest_request_is_found_as_it_was_sent() {
    let policy = policy("passport-forms");
    let verification =
        verify(&policy, &received(&composed(&policy)), at("2026-11-20T10:00:09Z"), words(Locale::En));
    let verification = verification.unwrap_or_else(|problems| panic!("{problems:?}"));
    let pointers: Vec<&str> = verification.differences.iter().map(|one| one.pointer).collect();
    assert_eq!(pointers, [""; 0]);
}

#[test]
fn a_tampered_verdict_is_found_out() {
    let policy = policy("passport-forms");
    let mut json = composed(&policy);
    let mut verdict = json.get("verdict").cloned().expect("a verdict");
    verdict.set("status", "review".into());
    json.set("verdict", verdict);
    let verification = verify(&policy, &received(&json), at("2026-11-20T10:00:09Z"), words(Locale::En))
        .unwrap_or_else(|_| panic!());
    let pointers: Vec<&str> = verification.differences.iter().map(|one| one.pointer).collect();
    assert_eq!(pointers, ["/verdict/status"]);
    assert_eq!(verification.verdict.status.name(), "qualifies");
}

#[test]
fn a_browsers_clock_is_not_trusted() {
    let policy = policy("passport-forms");
    // By the merchant's clock the seven days are over.
    let verification =
        verify(&policy, &received(&composed(&policy)), at("2026-11-26T10:00:00Z"), words(Locale::En));
    let verification = verification.unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(verification.verdict.status.name(), "review");
    assert!(verification.differences.iter().any(|one| one.pointer == "/verdict/status"));
}

#[test]
fn an_incomplete_request_gets_every_problem() {
    let json = parse(
        r#"{"id": "x", "locale": "es", "policy": {"id": "p", "version": "1", "digest": "d"}, "facts": {},
                         "customer": {"name": " ", "email": "ana@example"}, "subject": "s",
                         "attachments": [{"name": "a.png"}]}"#,
    );
    let problems = read(&json).err().expect("it is refused");
    let told: Vec<String> = problems.iter().map(|one| format!("{} {}", one.code, one.pointer)).collect();
    let expected = [
        "missing_key /sent_at",
        "missing_key /message",
        "invalid_id /id",
        "invalid_instant /sent_at",
        "missing_name /customer/name",
        "invalid_email /customer/email",
        "missing_message /message",
        "missing_key /attachments/0/type",
    ];
    let mut sorted = (told.clone(), expected.map(str::to_owned).to_vec());
    sorted.0.sort();
    sorted.1.sort();
    assert_eq!(sorted.0, sorted.1);
}

#[test]
fn wrong_facts_point_into_the_request() {
    let policy = policy("passport-forms");
    let mut json = composed(&policy);
    json.set("facts", parse(r#"{"reason": "bored"}"#));
    let problems = verify(&policy, &received(&json), at("2026-11-20T10:00:09Z"), words(Locale::En))
        .err()
        .expect("it is refused");
    assert_eq!(problems.first().map(|one| one.pointer.as_str()), Some("/facts/reason"));
}

#[test]
fn what_the_shopper_chose_is_what_the_message_asks_for() {
    let policy = policy("iptv-subscription");
    let facts = r#"{"reason": "service_outage", "outage_by_merchant": true, "outage_hours": 60,
                    "purchased_at": "2026-11-01T09:00:00+01:00", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#;
    let wish = Wish { kind: RemedyKind::Extension, option: None };
    let details = Details { wish: Some(wish), ..Details::default() };
    let request = compose(
        &policy,
        &parse(facts),
        &details,
        at("2026-11-20T10:00:00Z"),
        words(Locale::Fr),
        words(policy.document.language),
    );
    let request = request.unwrap_or_else(|problems| panic!("{problems:?}"));
    let text = |key| request.get(key).and_then(Json::as_str).expect("a text");
    assert!(text("message").contains("Je demande une prolongation."), "{}", text("message"));
    assert_eq!(text("subject"), "Demande de prolongation");
    assert!(!text("message").contains("rembours"), "{}", text("message"));
    assert_eq!(
        request.get("wish").map(Json::compact).as_deref(),
        Some(r#"{"kind":"extension","option":null}"#)
    );
}

#[test]
fn a_request_from_a_clock_that_is_a_little_ahead_is_found_as_it_was_sent() {
    let policy = policy("passport-forms");
    let mut request = received(&composed(&policy));
    let found = |request: &Request, now| verify(&policy, request, at(now), words(Locale::En));
    request.facts.set("purchased_at", "2026-11-20T10:00:00Z".into());
    request.verdict = found(&request, "2026-11-20T10:00:00Z").expect("the facts are valid").verdict.to_json();
    let verification = found(&request, "2026-11-20T09:50:00Z").expect("ten minutes are taken");
    assert_eq!(verification.verdict.at, at("2026-11-20T10:00:00Z"));
    assert!(verification.differences.is_empty());
    let problems = found(&request, "2026-11-20T09:49:59Z").err().expect("more are not");
    assert_eq!((problems[0].code, problems[0].pointer.as_str()), ("future_instant", "/facts/purchased_at"));
}

/// What a message asks for, in the language in which this reader reads the policy.
fn asked_for(id: &str, facts: &str, locale: Locale) -> (String, String) {
    let (policy, at) = (policy(id), at("2026-11-20T10:00:00Z"));
    let facts = Facts::read(&policy, &parse(facts), at).unwrap_or_else(|problems| panic!("{problems:?}"));
    let draft = prefill(&policy, &facts, &Details::default(), at, words(locale));
    (draft.subject, draft.message)
}

#[test]
fn what_is_promised_is_claimed_and_what_is_not_is_asked_for() {
    let promised = asked_for("passport-forms", FACTS, Locale::Es).1;
    assert!(promised.contains("Solicito un reembolso íntegro (49,90\u{a0}€)."), "{promised}");
    let open = r#"{"service": "sms_api", "reason": "outage", "outage_significant": true}"#;
    let open = asked_for("sms-and-payments", open, Locale::Fr).1;
    assert!(open.contains("Je vous prie d’étudier ma demande\u{a0}: "), "{open}");
}

#[test]
fn no_clause_is_quoted_against_the_shopper() {
    let (subject, message) = asked_for("iptv-subscription", r#"{"reason": "buffering"}"#, Locale::En);
    assert_eq!(subject, "Request");
    assert!(message.contains("Please look at my case."), "{message}");
    assert!(!message.contains("not refunded"), "{message}");
}

#[test]
fn a_message_never_mixes_two_languages() {
    for locale in Locale::ALL {
        let draft = asked_for("passport-forms", FACTS, locale);
        assert_eq!(draft, asked_for("passport-forms", FACTS, locale.of_policies()), "{}", locale.tag());
        assert!(!draft.1.contains(['{', '}', '[', ']']), "{}", draft.1);
    }
}
