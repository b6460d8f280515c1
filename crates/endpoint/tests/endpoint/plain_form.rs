//! The plain form, which works without a script.

use axum::http::StatusCode;
use refund_endpoint::Source;

use crate::support::{Answer, Endpoint};

const FIELDS: &str = "policy=iptv-subscription&lang=fr&name=Ana+N%C3%BA%C3%B1ez&email=ana%40example.com\
                      &order_id=VE-50917&message=Rien+ne+marche.";

async fn send(endpoint: &Endpoint, fields: &str) -> Answer {
    endpoint.post_as("application/x-www-form-urlencoded", fields.to_owned()).await
}

#[tokio::test]
async fn a_plain_form_is_stored_and_answered_with_a_page() {
    let endpoint = Endpoint::new();
    let answer = send(&endpoint, FIELDS).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    let all = endpoint.store().all().unwrap();
    assert_eq!(all[0].request.source, Source::Form);
    assert_eq!(all[0].request.customer_name, "Ana Núñez");
    assert_eq!(all[0].request.verdict, None);
    assert!(answer.text().contains(&all[0].receipt.reference));
    assert!(answer.text().contains("<html lang=\"fr\">"));
}

#[tokio::test]
async fn pressing_the_button_twice_creates_one_request() {
    let endpoint = Endpoint::new();
    let first = send(&endpoint, FIELDS).await;
    let second = send(&endpoint, FIELDS).await;
    assert_eq!((second.status, &second.body), (first.status, &first.body));
    assert_eq!(send(&endpoint, &FIELDS.replace("Rien", "Toujours+rien")).await.status, StatusCode::CREATED);
    assert_eq!(endpoint.counts(), (2, 0));
}

#[tokio::test]
async fn a_form_that_is_not_complete_comes_back_with_what_was_typed() {
    let endpoint = Endpoint::new();
    let answer = send(&endpoint, "lang=es&name=%3Cb%3EAna&email=ana&message=&order_id=A-1").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(page.contains("id=\"wrong-email\"") && page.contains("id=\"wrong-message\""), "{page}");
    assert!(!page.contains("id=\"wrong-name\""));
    assert!(page.contains("value=\"A-1\""));
    assert!(page.contains("Ana") && !page.contains("<b>"), "what was typed is escaped: {page}");
    assert_eq!(endpoint.counts(), (0, 0));
}

#[tokio::test]
async fn an_address_is_one_address() {
    let endpoint = Endpoint::new();
    for address in [
        "a%40b.cd%2Cevil%40x.yz",
        "a%40b.cd%3Bevil",
        "%3Ca%40b.cd%3E",
        "a%40b..cd",
        "a%40.cd",
        "%E2%80%8B%40b.cd",
    ] {
        let answer = send(&endpoint, &FIELDS.replace("ana%40example.com", address)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
        assert!(answer.text().contains("id=\"wrong-email\""), "{address}");
    }
    assert_eq!(endpoint.counts(), (0, 0));
}

#[tokio::test]
async fn what_was_pasted_along_is_not_kept() {
    let endpoint = Endpoint::new();
    let pasted = FIELDS.replace("Ana+", "%E2%80%8BAna%09").replace("ana%40", "%C2%A0ana%40");
    assert_eq!(send(&endpoint, &pasted).await.status, StatusCode::CREATED);
    let stored = &endpoint.store().all().unwrap()[0].request;
    assert_eq!(
        (stored.customer_name.as_str(), stored.customer_email.as_str()),
        ("Ana Núñez", "ana@example.com")
    );
}

#[tokio::test]
async fn nothing_is_lost_where_the_storage_fails() {
    let endpoint = Endpoint::new();
    let connection = rusqlite::Connection::open(endpoint.database()).unwrap();
    connection.execute_batch("DROP TABLE files; DROP TABLE requests").unwrap();
    let answer = send(&endpoint, FIELDS).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains("Rien ne marche."));
}
