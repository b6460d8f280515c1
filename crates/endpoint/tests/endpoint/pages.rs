//! Pages, policies and assets, and their headers.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use refund_endpoint::SHIPPED;
use refund_policy::Json;

use crate::support::{Endpoint, json};

#[tokio::test]
async fn the_index_lists_a_shop_for_every_policy() {
    let endpoint = Endpoint::new();
    let index = endpoint.get("/?lang=es").await;
    assert_eq!(index.status, StatusCode::OK);
    for (id, _) in SHIPPED {
        assert!(index.text().contains(&format!("href=\"/shop/{id}?lang=es\"")), "{id}");
    }
}

#[tokio::test]
async fn the_index_speaks_the_browsers_language() {
    let endpoint = Endpoint::new();
    let asked = Request::get("/").header(header::ACCEPT_LANGUAGE, "de, fr-CH;q=0.9, en;q=0.8");
    let answer = endpoint.send(asked.body(Body::empty()).unwrap()).await;
    assert!(answer.text().contains("<html lang=\"fr\">"));
}

#[tokio::test]
async fn an_order_speaks_its_policys_language_or_the_one_asked_for() {
    let endpoint = Endpoint::new();
    assert!(endpoint.get("/shop/iptv-subscription").await.text().contains("<html lang=\"fr\">"));
    assert!(endpoint.get("/shop/iptv-subscription?lang=es").await.text().contains("<html lang=\"es\">"));
    assert!(endpoint.get("/shop/iptv-subscription?lang=xx").await.text().contains("<html lang=\"fr\">"));
    assert!(endpoint.get("/shop/passport-forms").await.text().contains("<html lang=\"es\">"));
}

#[tokio::test]
async fn an_order_embeds_the_widget_with_recent_facts_and_a_plain_form() {
    let endpoint = Endpoint::new();
    let answer = endpoint.get("/shop/iptv-subscription").await;
    let page = answer.text();
    assert!(
        page.contains("policy=\"/policies/iptv-subscription.json\" endpoint=\"/contact\" lang=\"fr\""),
        "{page}"
    );
    let facts = page.split("facts=\"").nth(1).unwrap().split('"').next().unwrap();
    let facts = json(&facts.replace("&#34;", "\""));
    assert_eq!(facts.get("purchased_at").and_then(Json::as_str), Some("2026-11-18T06:00:00Z"));
    assert_eq!(facts.get("amount_paid"), Some(&json(r#"{"minor": 4990, "currency": "EUR"}"#)));
    assert!(page.contains("<form class=\"plain\" method=\"post\" action=\"/contact\""));
    assert!(page.contains("18 novembre 2026, 07:00"), "the date is local: {page}");
    // Templates that drop white space ran words and attributes together.
    assert!(
        page.contains("<body data-shop=\"iptv-subscription\">") && page.contains("Commande VE-50917"),
        "{page}"
    );
}

#[tokio::test]
async fn a_shop_that_does_not_exist_is_a_page_of_its_own() {
    let endpoint = Endpoint::new();
    let answer = endpoint.get("/shop/%3Cscript%3E?lang=en").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text().contains("There is nothing here") && !answer.text().contains("<script>"));
}

#[tokio::test]
async fn every_answer_has_the_content_security_policy() {
    let endpoint = Endpoint::new();
    for path in
        ["/", "/shop/smm-services", "/policies/smm-services.json", "/widget/refund-widget.js", "/nothing"]
    {
        let answer = endpoint.get(path).await;
        assert_eq!(
            answer.header(header::CONTENT_SECURITY_POLICY),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; \
             img-src 'self' blob: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'",
            "{path}"
        );
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    }
}

#[tokio::test]
async fn pages_have_nothing_inline() {
    let endpoint = Endpoint::new();
    for (id, _) in SHIPPED {
        let answer = endpoint.get(&format!("/shop/{id}")).await;
        let page = answer.text();
        assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick"), "{id}");
        assert!(page.contains("<script type=\"module\" src=\"/widget/refund-widget.js\"></script>"), "{id}");
    }
}

#[tokio::test]
async fn the_widgets_files_have_their_types_and_tags() {
    let endpoint = Endpoint::new();
    let wasm = endpoint.get("/widget/evaluator.wasm").await;
    assert_eq!(wasm.header(header::CONTENT_TYPE), "application/wasm");
    assert_eq!(wasm.header(header::CACHE_CONTROL), "no-cache");
    assert_eq!(
        endpoint.get("/widget/refund-widget.js").await.header(header::CONTENT_TYPE),
        "text/javascript"
    );
    let again =
        Request::get("/widget/evaluator.wasm").header(header::IF_NONE_MATCH, wasm.header(header::ETAG));
    assert_eq!(endpoint.send(again.body(Body::empty()).unwrap()).await.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn answers_are_compressed_where_the_browser_can_read_that() {
    let endpoint = Endpoint::new();
    for (accepted, encoding) in [("br, gzip", "br"), ("gzip", "gzip"), ("identity", "")] {
        for path in ["/widget/refund-widget.js", "/policies/smm-services.json", "/shop/assets/shop.css"] {
            let asked =
                Request::get(path).header(header::ACCEPT_ENCODING, accepted).body(Body::empty()).unwrap();
            assert_eq!(endpoint.send(asked).await.header(header::CONTENT_ENCODING), encoding, "{path}");
        }
    }
}

#[tokio::test]
async fn a_policy_is_served_as_it_is_shipped_and_kept_by_its_tag() {
    let endpoint = Endpoint::new();
    for (id, document) in SHIPPED {
        let path = format!("/policies/{id}.json");
        let answer = endpoint.get(&path).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/json");
        assert_eq!(answer.text(), document);
        let again = Request::get(&path).header(header::IF_NONE_MATCH, answer.header(header::ETAG));
        assert_eq!(endpoint.send(again.body(Body::empty()).unwrap()).await.status, StatusCode::NOT_MODIFIED);
    }
}
