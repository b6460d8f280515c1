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
