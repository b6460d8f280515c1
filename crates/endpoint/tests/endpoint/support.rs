//! An endpoint on a database of its own with a clock that stands still, and requests to send to it.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use refund_endpoint::{Config, Store, router, shipped};
use refund_native::words;
use refund_policy::request::{Attachment, Customer, Details, compose};
use refund_policy::{Instant, Json, Locale, Policy};
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tower::ServiceExt;

/// The endpoint's clock.
pub(crate) const NOW: &str = "2026-11-20T10:00:00Z";
pub(crate) const ID: &str = "5f0c1c3e-2b7a-4d55-9a3e-0c6f4a5b7d10";
pub(crate) const BOUNDARY: &str = "a-boundary-between-parts";

pub(crate) struct Endpoint {
    router: Router,
    folder: TempDir,
}

/// An answer: its status, headers and body.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Endpoint {
    pub(crate) fn new() -> Endpoint {
        Endpoint::with(|_| {})
    }

    pub(crate) fn with(change: impl FnOnce(&mut Config)) -> Endpoint {
        let folder = tempfile::tempdir().unwrap();
        let widget = folder.path().join("dist");
        std::fs::create_dir(&widget).unwrap();
        std::fs::write(widget.join("evaluator.wasm"), b"\0asm").unwrap();
        std::fs::write(widget.join("refund-widget.js"), "export {};".repeat(100)).unwrap();
        let mut config = Config::new(folder.path().join("requests.sqlite"), widget);
        config.clock = Arc::new(|| instant(NOW));
        config.burst = NonZeroU32::MAX;
        change(&mut config);
        Endpoint { router: router(&config).unwrap(), folder }
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("requests.sqlite")
    }

    pub(crate) fn store(&self) -> Store {
        Store::open_existing(&self.database()).unwrap()
    }

    /// How many requests and how many files are stored.
    pub(crate) fn counts(&self) -> (i64, i64) {
        let connection = rusqlite::Connection::open(self.database()).unwrap();
        let count = |sql| connection.query_row(sql, [], |row| row.get(0)).unwrap();
        (count("SELECT count(*) FROM requests"), count("SELECT count(*) FROM files"))
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, request: &Json) -> Answer {
        self.post_as("application/json", text(request)).await
    }

    pub(crate) async fn post_as(&self, media_type: &str, body: impl Into<Body>) -> Answer {
        self.send(post(media_type, body)).await
    }

    pub(crate) async fn post_form(&self, request: &Json, files: &[(&str, &[u8])]) -> Answer {
        let media_type = format!("multipart/form-data; boundary={BOUNDARY}");
        self.post_as(&media_type, multipart(request, files)).await
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// `status code`, and for each wrong field `pointer code`.
    pub(crate) fn problem(&self) -> (u16, String, Vec<String>) {
        assert_eq!(self.header(header::CONTENT_TYPE), "application/problem+json", "{}", self.text());
        let json = self.json();
        let member = |json: &Json, key: &str| json.get(key).and_then(Json::as_str).unwrap().to_owned();
        for key in ["type", "title", "detail"] {
            assert!(!member(&json, key).is_empty());
        }
        assert_eq!(json.get("status").and_then(Json::as_i64), Some(i64::from(self.status.as_u16())));
        let errors = json.get("errors").and_then(Json::as_list).unwrap_or_default();
        let errors = errors.iter().map(|error| [member(error, "pointer"), member(error, "code")].join(" "));
        (self.status.as_u16(), member(&json, "code"), errors.collect())
    }

    /// The refusal has this status and code, and these wrong fields.
    pub(crate) fn refuses(&self, status: u16, code: &str, errors: &[&str]) {
        let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(self.problem(), (status, code.to_owned(), errors));
    }
}

pub(crate) fn instant(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

pub(crate) fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

pub(crate) fn text(json: &Json) -> String {
    serde_json::to_string(json).unwrap()
}

pub(crate) fn post(media_type: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post("/contact").header(header::CONTENT_TYPE, media_type).body(body.into()).unwrap()
}

/// What a shopper of the television shop would send: bought 30 hours ago, support contacted 20 hours ago.
pub(crate) fn request() -> Json {
    request_with(
        r#"{"reason": "technical_problem", "purchased_at": "2026-11-19T04:00:00Z",
            "support_contacted_at": "2026-11-19T14:00:00Z", "amount_paid": {"minor": 4990, "currency": "EUR"}}"#,
        &[],
    )
}

pub(crate) fn request_with(facts: &str, attachments: &[(&str, &str, &[u8])]) -> Json {
    let attachments = attachments.iter().map(|(name, media_type, content)| Attachment {
        name: (*name).to_owned(),
        media_type: (*media_type).to_owned(),
        size: content.len() as u64,
        sha256: sha256(content),
        evidence: Some("screenshot".to_owned()),
    });
    let details = Details {
        id: ID.to_owned(),
        customer: Customer { name: "Ana Núñez".to_owned(), email: "ana@example.com".to_owned() },
        order_id: Some("VE-50917".to_owned()),
        attachments: attachments.collect(),
        ..Details::default()
    };
    let policy =
        Policy::read(&json(shipped("iptv-subscription").unwrap()), &refund_native::find_zone).unwrap();
    // Composed a quarter of an hour ahead, so that a test may send facts of a browser whose clock is ahead.
    let at = Instant::from_millis(instant(NOW).millis() + 15 * 60_000);
    compose(&policy, &json(facts), &details, at, words(Locale::Fr), words(policy.document.language)).unwrap()
}

pub(crate) fn sha256(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A multipart form: the request, then the files by their part names.
pub(crate) fn multipart(request: &Json, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    let mut part = |name: &str, rest: &str, content: &[u8]| {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    };
    part("request", "", text(request).as_bytes());
    for (name, content) in files {
        part(name, "; filename=\"file\"\r\nContent-Type: application/octet-stream", content);
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// The smallest that counts as a PNG.
pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n";
