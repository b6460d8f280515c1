//! Receipts, repetitions, conflicts, tampered verdicts, clocks.

use axum::http::StatusCode;
use refund_endpoint::Source;
use refund_policy::Json;

use crate::support::{Endpoint, ID, NOW, json, post, request, request_with, text};

fn found<'a>(json: &'a Json, pointer: &str) -> Option<&'a Json> {
    pointer.split('/').skip(1).try_fold(json, |json, key| match json {
        Json::List(items) => items.get(key.parse::<usize>().ok()?),
        _ => json.get(key),
    })
}

#[tokio::test]
async fn a_request_gets_a_receipt_and_is_stored_with_both_verdicts() {
    let endpoint = Endpoint::new();
    let answer = endpoint.post(&request()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let receipt = answer.json();
    assert_eq!(found(&receipt, "/id").and_then(Json::as_str), Some(ID));
    assert_eq!(found(&receipt, "/received_at").and_then(Json::as_str), Some(NOW));
    let reference = found(&receipt, "/reference").and_then(Json::as_str).unwrap();

    let stored = endpoint.store().find(reference).unwrap().unwrap();
    assert_eq!(stored.request.source, Source::Widget);
    assert_eq!(stored.request.policy.as_deref(), Some("iptv-subscription"));
    assert_eq!(stored.request.customer_name, "Ana Núñez");
    assert_eq!(stored.request.order_id, "VE-50917");
    assert_eq!(stored.request.posted, request());
    assert_eq!(stored.request.browser_verdict.as_ref(), request().get("verdict"));
    let verdict = stored.request.verdict.unwrap();
    assert_eq!(found(&verdict, "/status").and_then(Json::as_str), Some("action_required"));
    assert_eq!(found(&verdict, "/at").and_then(Json::as_str), Some(NOW));
    assert_eq!(stored.request.differences, json("[]"));
}

#[tokio::test]
async fn the_same_request_again_gets_the_same_answer() {
    let endpoint = Endpoint::new();
    let first = endpoint.post(&request()).await;
    let second = endpoint.post(&request()).await;
    assert_eq!((second.status, &second.body), (first.status, &first.body));
    assert_eq!(endpoint.counts(), (1, 0));
}

#[tokio::test]
async fn a_repetition_may_order_its_members_otherwise() {
    let endpoint = Endpoint::new();
    let first = endpoint.post(&request()).await;
    let Json::Object(mut members) = request() else { panic!("a request is an object") };
    members.reverse();
    let second = endpoint.post(&Json::Object(members)).await;
    assert_eq!((second.status, &second.body), (first.status, &first.body));
}

#[tokio::test]
async fn another_request_under_the_same_id_is_a_conflict() {
    let endpoint = Endpoint::new();
    let receipt = endpoint.post(&request()).await.json();
    let mut other = request();
    other.set("message", "something else".into());
    let answer = endpoint.post(&other).await;
    answer.refuses(409, "id_taken", &[]);
    assert_eq!(answer.json().get("receipt"), Some(&receipt));
    assert_eq!(endpoint.counts(), (1, 0));
}

#[tokio::test]
async fn the_idempotency_key_must_equal_the_id() {
    let endpoint = Endpoint::new();
    let send = |key: &str| {
        let mut sent = post("application/json", text(&request()));
        sent.headers_mut().insert("idempotency-key", key.parse().unwrap());
        endpoint.send(sent)
    };
    send("another").await.refuses(422, "invalid", &["/id key_mismatch"]);
    assert_eq!(send(ID).await.status, StatusCode::CREATED);
    // As a structured field it is a string in quotation marks.
    assert_eq!(send(&format!("\"{ID}\"")).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_tampered_verdict_is_stored_with_its_differences() {
    let endpoint = Endpoint::new();
    let mut tampered = request();
    let mut verdict = tampered.get("verdict").unwrap().clone();
    verdict.set("status", "qualifies".into());
    verdict.set(
        "remedies",
        json(r#"[{"kind": "full_refund", "amount": {"minor": 999900, "currency": "EUR"}}]"#),
    );
    tampered.set("verdict", verdict);
    assert_eq!(endpoint.post(&tampered).await.status, StatusCode::CREATED);

    let stored = endpoint.store().find(ID).unwrap().unwrap().request;
    let pointers: Vec<_> = stored
        .differences
        .as_list()
        .unwrap()
        .iter()
        .map(|item| item.get("pointer").unwrap().as_str().unwrap())
        .collect();
    assert_eq!(pointers, ["/verdict/status", "/verdict/remedies"]);
    assert_eq!(found(&stored.verdict.unwrap(), "/status").and_then(Json::as_str), Some("action_required"));
    assert_eq!(found(&stored.browser_verdict.unwrap(), "/status").and_then(Json::as_str), Some("qualifies"));
}

#[tokio::test]
async fn an_old_copy_of_the_policy_shows_in_the_differences() {
    let endpoint = Endpoint::new();
    let mut old = request();
    let mut policy = old.get("policy").unwrap().clone();
    policy.set("digest", "sha256-of-another-copy".into());
    old.set("policy", policy);
    assert_eq!(endpoint.post(&old).await.status, StatusCode::CREATED);
    let differences = endpoint.store().find(ID).unwrap().unwrap().request.differences;
    assert_eq!(found(&differences, "/0/pointer").and_then(Json::as_str), Some("/policy/digest"));
}

#[tokio::test]
async fn a_fact_a_little_in_the_future_is_evaluated_at_its_own_instant() {
    let endpoint = Endpoint::new();
    let facts = r#"{"reason": "changed_mind", "purchased_at": "2026-11-20T10:09:00Z"}"#;
    let answer = endpoint.post(&request_with(facts, &[])).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let verdict = endpoint.store().find(ID).unwrap().unwrap().request.verdict.unwrap();
    assert_eq!(found(&verdict, "/at").and_then(Json::as_str), Some("2026-11-20T10:09:00Z"));
}

#[tokio::test]
async fn a_fact_far_in_the_future_is_refused() {
    let endpoint = Endpoint::new();
    let facts = r#"{"reason": "changed_mind", "purchased_at": "2026-11-20T10:11:00Z"}"#;
    let answer = endpoint.post(&request_with(facts, &[])).await;
    answer.refuses(422, "invalid", &["/facts/purchased_at future_instant"]);
    assert_eq!(endpoint.counts(), (0, 0));
}

#[tokio::test]
async fn a_wrong_fact_is_named() {
    let endpoint = Endpoint::new();
    let mut wrong = request();
    wrong.set("facts", json(r#"{"reason": "tecnical_problem", "usage": 1}"#));
    let answer = endpoint.post(&wrong).await;
    answer.refuses(422, "invalid", &["/facts/reason unknown_choice", "/facts/usage unknown_fact"]);
    assert!(answer.text().contains("technical_problem"), "the nearest name is suggested: {}", answer.text());
}

#[tokio::test]
async fn the_latest_request_is_listed_first() {
    let endpoint = Endpoint::new();
    endpoint.post(&request()).await;
    let mut second = request();
    second.set("id", "00000000-0000-4000-8000-000000000000".into());
    endpoint.post(&second).await;
    let all = endpoint.store().all().unwrap();
    let ids: Vec<_> = all.iter().map(|stored| stored.receipt.id.as_str()).collect();
    assert_eq!(ids, ["00000000-0000-4000-8000-000000000000", ID]);
    assert_ne!(all[0].receipt.reference, all[1].receipt.reference);
}

/// A posted request with this member of `customer`, or of the request itself, replaced in its text.
async fn posted_with(endpoint: &Endpoint, from: &str, to: &str) -> crate::support::Answer {
    let changed = text(&request()).replacen(from, to, 1);
    assert_ne!(changed, text(&request()), "`{from}` stands in the request");
    endpoint.post_as("application/json", changed).await
}

#[tokio::test]
async fn what_was_pasted_along_is_not_kept() {
    let endpoint = Endpoint::new();
    let mut pasted = request();
    pasted.set(
        "customer",
        json("{\"name\": \"Ana\\tNúñez\\u200b\", \"email\": \"\\u200bana@example.com\\u00a0\"}"),
    );
    pasted.set("order_id", "\u{202e}VE-\u{ad}50917".into());
    pasted.set("subject", "\u{feff}Refund\u{a0}VE".into());
    pasted.set("message", "Hello,\r\n\u{2066}Ana 👩\u{200d}💻\t!".into());
    let answer = endpoint.post(&pasted).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let stored = endpoint.store().find(ID).unwrap().unwrap().request;
    assert_eq!(
        (stored.customer_name.as_str(), stored.customer_email.as_str()),
        ("Ana Núñez", "ana@example.com")
    );
    assert_eq!((stored.order_id.as_str(), stored.subject.as_str()), ("VE-50917", "Refund VE"));
    assert_eq!(stored.message, "Hello,\nAna 👩\u{200d}💻 !");
    assert_eq!(stored.posted, pasted, "what was posted is kept as it came");
}

#[tokio::test]
async fn what_nobody_sees_is_no_name_and_no_address() {
    let endpoint = Endpoint::new();
    posted_with(&endpoint, "Ana Núñez", "\u{200b}\u{3164}").await.refuses(
        422,
        "invalid",
        &["/customer/name missing_name"],
    );
    for address in ["\u{200b}@example.com", "a@b.cd,evil@x.yz", "a,b@x.yz", "<ana@x.yz>", "ana@\u{200b}.com"]
    {
        posted_with(&endpoint, "ana@example.com", address).await.refuses(
            422,
            "invalid",
            &["/customer/email invalid_email"],
        );
    }
}

#[tokio::test]
async fn a_key_given_twice_is_told_with_its_place() {
    let endpoint = Endpoint::new();
    posted_with(&endpoint, "\"reason\":", "\"reason\": \"changed_mind\", \"reason\":").await.refuses(
        422,
        "invalid",
        &["/facts/reason duplicate_key"],
    );
    posted_with(&endpoint, "\"sent_at\":", "\"subject\": \"another\", \"sent_at\":").await.refuses(
        422,
        "invalid",
        &["/subject duplicate_key"],
    );
    assert_eq!(endpoint.counts(), (0, 0));
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped() {
    let endpoint = Endpoint::new();
    let answer = endpoint.post_as("application/json", format!("\u{feff}{}", text(&request()))).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    // With or without it, it is the same request.
    assert_eq!(endpoint.post(&request()).await.body, answer.body);
}

#[tokio::test]
async fn an_id_in_capitals_is_the_same_id() {
    let endpoint = Endpoint::new();
    let first = endpoint.post(&request()).await;
    let answer = posted_with(&endpoint, ID, &ID.to_uppercase()).await;
    assert_eq!((answer.status, &answer.body), (first.status, &first.body));
    assert_eq!(endpoint.counts(), (1, 0));
}

#[tokio::test]
async fn a_number_of_an_order_is_kept() {
    let endpoint = Endpoint::new();
    let answer = posted_with(&endpoint, "\"VE-50917\"", "50917").await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert_eq!(endpoint.store().find(ID).unwrap().unwrap().request.order_id, "50917");
    let endpoint = Endpoint::new();
    posted_with(&endpoint, "\"VE-50917\"", "[\"VE-50917\"]").await.refuses(
        422,
        "invalid",
        &["/order_id wrong_type"],
    );
}

#[tokio::test]
async fn a_clock_that_begins_in_1970_is_a_clock() {
    let endpoint = Endpoint::new();
    let mut early = request();
    early.set("sent_at", "1970-01-01T00:00:00Z".into());
    assert_eq!(endpoint.post(&early).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn the_shoppers_language_is_kept_as_it_was_sent() {
    let endpoint = Endpoint::new();
    let mut japanese = request();
    japanese.set("locale", "ja-JP".into());
    assert_eq!(endpoint.post(&japanese).await.status, StatusCode::CREATED);
    assert_eq!(endpoint.store().find(ID).unwrap().unwrap().request.locale, "ja-JP");
}

#[tokio::test]
async fn a_ratio_that_a_program_divided_is_taken() {
    let endpoint = Endpoint::new();
    let facts = format!(
        r#"{{"reason": "changed_mind", "purchased_at": "2026-11-19T04:00:00Z", "usage_ratio": {}}}"#,
        0.1 + 0.2
    );
    let answer = endpoint.post(&request_with(&facts, &[])).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert_eq!(endpoint.store().find(ID).unwrap().unwrap().request.differences, json("[]"));
}
