//! Headers: what a page may do, and how long an answer may be kept.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use tower_http::set_header::SetResponseHeaderLayer;

/// What the pages may load and do: only what this server sends them. Wasm needs a word of its own under `script-src`.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; img-src 'self' blob: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'";

/// Kept, but asked for anew each time: the names of the files carry no version.
pub(crate) const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

/// The headers that every answer has. `same-origin` as the referrer policy lets a plain form name its origin.
pub(crate) fn everywhere() -> [SetResponseHeaderLayer<HeaderValue>; 5] {
    [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ]
    .map(|(name, value)| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
}

/// A document of this program, which the browser may keep as long as its tag stays the same.
pub(crate) fn tagged(
    asked: &HeaderMap,
    media_type: &'static str,
    tag: &str,
    content: &'static str,
) -> Response {
    // Weak, since it goes out compressed or not under one tag.
    let tag = format!("W/\"{tag}\"");
    let fresh = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|known| known.trim() == tag || known.trim() == "*"));
    let mut response = match fresh {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(header::CONTENT_TYPE, media_type)], Body::from(content)).into_response(),
    };
    response.headers_mut().insert(header::CACHE_CONTROL, REVALIDATE);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}
