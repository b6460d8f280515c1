//! Refusals: what cannot be read, is too large, comes too often or from elsewhere.

use std::num::NonZeroU32;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use refund_endpoint::{Config, limits, router};
use refund_policy::Json;

use crate::support::{BOUNDARY, Endpoint, json, post, request, text};

#[tokio::test]
async fn what_is_not_json_is_malformed() {
    let endpoint = Endpoint::new();
    for body in ["", "{", "{\"id\": 1,}", "[1] 2"] {
        endpoint.post_as("application/json", body).await.refuses(400, "malformed", &[]);
    }
    endpoint.post_as("application/json", &b"{\"a\": \"\xff\"}"[..]).await.refuses(400, "malformed", &[]);
}

#[tokio::test]
async fn a_form_that_breaks_off_is_malformed() {
    let endpoint = Endpoint::new();
    let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
    endpoint.post_as("multipart/form-data", "").await.refuses(400, "malformed", &[]);
    endpoint.post_as(&media_type, format!("--{BOUNDARY}\r\nContent-")).await.refuses(400, "malformed", &[]);
    let empty = format!("--{BOUNDARY}--\r\n");
    endpoint.post_as(&media_type, empty).await.refuses(400, "malformed", &[]);
}

#[tokio::test]
async fn another_type_is_not_supported() {
    let endpoint = Endpoint::new();
    endpoint.post_as("text/plain", text(&request())).await.refuses(415, "unsupported_type", &[]);
    let nameless = Request::post("/contact").body(Body::from(text(&request()))).unwrap();
    endpoint.send(nameless).await.refuses(415, "unsupported_type", &[]);
    let parameters = endpoint.post_as("Application/JSON; charset=utf-8", text(&request())).await;
    assert_eq!(parameters.status, StatusCode::CREATED);
}

#[tokio::test]
async fn all_that_is_missing_is_named_at_once() {
    let endpoint = Endpoint::new();
    let (status, code, errors) = endpoint.post(&json("{}")).await.problem();
    assert_eq!((status, code.as_str()), (422, "invalid"));
    for pointer in
        ["/id", "/sent_at", "/policy/id", "/customer/name", "/customer/email", "/subject", "/message"]
    {
        assert!(
            errors.iter().any(|error| error.starts_with(pointer)),
            "{pointer} is missing from {errors:?}"
        );
    }
    assert_eq!(endpoint.counts(), (0, 0));
}

#[tokio::test]
async fn a_request_has_an_id_of_its_own() {
    let endpoint = Endpoint::new();
    for id in ["", "7", "not-a-uuid-at-all"] {
        let mut wrong = request();
        wrong.set("id", id.into());
        endpoint.post(&wrong).await.refuses(422, "invalid", &["/id invalid_id"]);
    }
}

#[tokio::test]
async fn texts_have_a_length_and_lines_are_lines() {
    let endpoint = Endpoint::new();
    let change = |key: &str, value: Json| {
        let mut wrong = request();
        wrong.set(key, value);
        wrong
    };
    let long = change("message", "ñ".repeat(limits::MESSAGE_CHARS + 1).into());
    endpoint.post(&long).await.refuses(422, "invalid", &["/message too_long"]);
    let customer = |name: &str| Json::object([("name", name.into()), ("email", "a@example.com".into())]);
    let long = change("customer", customer(&"a".repeat(limits::NAME_CHARS + 1)));
    endpoint.post(&long).await.refuses(422, "invalid", &["/customer/name too_long"]);
    let injected = change("customer", customer("Ana\r\nBcc: everyone@example.com"));
    endpoint.post(&injected).await.refuses(422, "invalid", &["/customer/name control_character"]);
    for other in ["Ana\u{1b}[2J", "Ana\u{9b}2J", "Ana\0"] {
        endpoint.post(&change("customer", customer(other))).await.refuses(
            422,
            "invalid",
            &["/customer/name control_character"],
        );
    }
    let injected = change("subject", "Hello\nBcc: everyone@example.com".into());
    endpoint.post(&injected).await.refuses(422, "invalid", &["/subject control_character"]);
    let fits = change("message", "ñ".repeat(limits::MESSAGE_CHARS).into());
    assert_eq!(endpoint.post(&fits).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn an_unknown_policy_is_named_with_the_nearest() {
    let endpoint = Endpoint::new();
    let mut wrong = request();
    wrong.set("policy", json(r#"{"id": "iptv-suscription", "version": "1", "digest": "x"}"#));
    let answer = endpoint.post(&wrong).await;
    answer.refuses(422, "invalid", &["/policy/id unknown_policy"]);
    assert!(answer.text().contains("did you mean `iptv-subscription`"), "{}", answer.text());
}

#[tokio::test]
async fn a_document_that_is_too_large_is_refused() {
    let endpoint = Endpoint::new();
    let mut large = request();
    large.set("verdict", "x".repeat(limits::REQUEST_BYTES).into());
    endpoint.post(&large).await.refuses(413, "too_large", &[]);
    endpoint.post_form(&large, &[]).await.refuses(413, "too_large", &[]);
    let endless = " ".repeat(limits::BODY_BYTES + 1);
    endpoint.post_as("application/json", endless).await.refuses(413, "too_large", &[]);
}

#[tokio::test]
async fn deep_nesting_is_malformed_and_no_crash() {
    let endpoint = Endpoint::new();
    let deep = "[".repeat(100_000);
    endpoint.post_as("application/json", deep).await.refuses(400, "malformed", &[]);
}

#[tokio::test]
async fn who_posts_too_often_is_told_to_wait() {
    let endpoint = Endpoint::with(|config| config.burst = NonZeroU32::new(2).unwrap());
    for _ in 0..2 {
        assert_eq!(endpoint.post(&request()).await.status, StatusCode::CREATED);
    }
    let answer = endpoint.post(&request()).await;
    answer.refuses(429, "too_many", &[]);
    assert!(answer.header(header::RETRY_AFTER).parse::<u64>().unwrap() >= 1);
    assert_eq!(endpoint.get("/").await.status, StatusCode::OK, "pages are not limited");
}

#[tokio::test]
async fn pages_of_other_origins_may_not_post() {
    let endpoint = Endpoint::new();
    let from = |origin: &'static str| {
        let mut sent = post("application/json", text(&request()));
        sent.headers_mut().insert(header::HOST, "shop.example".parse().unwrap());
        sent.headers_mut().insert(header::ORIGIN, origin.parse().unwrap());
        sent
    };
    endpoint.send(from("https://elsewhere.example")).await.refuses(403, "cross_origin", &[]);
    assert_eq!(endpoint.send(from("https://shop.example")).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn origins_on_the_list_may_post_and_are_told_so() {
    let endpoint = Endpoint::with(|config| config.origins = vec!["https://shop.example".to_owned()]);
    let preflight = Request::options("/contact")
        .header(header::ORIGIN, "https://shop.example")
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
        .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "content-type, idempotency-key")
        .body(Body::empty())
        .unwrap();
    let answer = endpoint.send(preflight).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "https://shop.example");

    let mut sent = post("application/json", text(&request()));
    sent.headers_mut().insert(header::ORIGIN, "https://shop.example".parse().unwrap());
    sent.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
    let answer = endpoint.send(sent).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "https://shop.example");
}

#[tokio::test]
async fn an_origin_may_be_written_with_its_port_and_in_capitals() {
    for origin in ["https://shop.example:443", "https://Shop.Example"] {
        let endpoint = Endpoint::with(|config| config.origins = vec![origin.to_owned()]);
        let mut sent = post("application/json", text(&request()));
        sent.headers_mut().insert(header::ORIGIN, "https://shop.example".parse().unwrap());
        sent.headers_mut().insert("sec-fetch-site", "cross-site".parse().unwrap());
        let answer = endpoint.send(sent).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{origin}: {}", answer.text());
        assert_eq!(answer.header(header::ACCESS_CONTROL_ALLOW_ORIGIN), "https://shop.example");
    }
}

#[test]
fn what_is_no_origin_is_refused_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::new(folder.path().join("requests.sqlite"), folder.path());
    for origin in ["shop.example/path", "shop.example", "*", "https://*.shop.example", ""] {
        config.origins = vec![origin.to_owned()];
        let refused = router(&config).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(refused.contains("is not an origin"), "{origin}: {refused}");
    }
}

#[tokio::test]
async fn other_methods_and_addresses_have_problem_documents_too() {
    let endpoint = Endpoint::new();
    endpoint.get("/contact").await.refuses(405, "method_not_allowed", &[]);
    endpoint.get("/nothing").await.refuses(404, "not_found", &[]);
    endpoint.get("/policies/nothing.json").await.refuses(404, "not_found", &[]);
    endpoint.get("/policies/iptv-subscription").await.refuses(404, "not_found", &[]);
    endpoint.get("/widget/nothing.js").await.refuses(404, "not_found", &[]);
    endpoint.get("/widget/../requests.sqlite").await.refuses(404, "not_found", &[]);
    endpoint.get("/widget/%2e%2e/requests.sqlite").await.refuses(404, "not_found", &[]);
    let head = Request::builder().method(Method::DELETE).uri("/contact").body(Body::empty()).unwrap();
    endpoint.send(head).await.refuses(405, "method_not_allowed", &[]);
}
