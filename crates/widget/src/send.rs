//! Posting the request, and what the answer means.
//!
//! A multipart form with no header of its own needs no preflight, which many contact endpoints do not answer. The id
//! is in the body; as a header it only goes to the page's own origin.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::Date;
use refund_policy::Gather;
use refund_policy::{Instant, Json};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, File, FormData, Headers, RequestInit, Response, Url};

use crate::message::now;

/// Without files. A slow connection gets more time for each byte.
const TIMEOUT_MILLIS: u32 = 30_000;
const BYTES_A_MILLI: f64 = 20.0;
/// How long to wait where the endpoint is busy and does not say.
const WAIT_MILLIS: i64 = 10_000;

/// What is posted.
pub(crate) struct Post {
    pub(crate) endpoint: String,
    /// The request's UUID.
    pub(crate) id: String,
    /// The request as JSON text.
    pub(crate) body: String,
    /// The files, each under its hash.
    pub(crate) files: Vec<(String, File)>,
}

/// What the endpoint made of it.
pub(crate) enum Outcome {
    /// It was received.
    Sent(Receipt),
    /// It was not, or nobody knows.
    Failed(Failure),
}

/// The endpoint's receipt.
#[derive(Clone)]
pub(crate) struct Receipt {
    /// The receipt as it came.
    pub(crate) json: Json,
    /// What the merchant calls the request.
    pub(crate) reference: String,
    /// When it arrived.
    pub(crate) received_at: Option<Instant>,
}

/// Why a request was not received.
#[derive(Clone)]
pub(crate) struct Failure {
    /// The string that says so, without `failure.`; also the code of the event.
    pub(crate) code: &'static str,
    /// What the endpoint says itself.
    pub(crate) detail: Option<String>,
    /// What is wrong with which field.
    pub(crate) errors: Vec<FieldError>,
    /// When another attempt makes sense.
    pub(crate) retry_at: Option<Instant>,
}

/// What is wrong with a field.
#[derive(Clone)]
pub(crate) struct FieldError {
    /// A JSON pointer into the request.
    pub(crate) pointer: String,
    /// A stable name.
    pub(crate) code: String,
    /// In the endpoint's words.
    pub(crate) detail: String,
}

fn failed(code: &'static str) -> Failure {
    Failure { code, detail: None, errors: Vec::new(), retry_at: None }
}

/// Posts a request.
pub(crate) async fn post(post: Post) -> Outcome {
    let timed_out = Rc::new(Cell::new(false));
    match exchange(&post, &timed_out).await {
        Some((status, retry_after, body)) => understand(status, retry_after, body),
        None if timed_out.get() => Outcome::Failed(failed("timeout")),
        None if is_offline() => Outcome::Failed(failed("offline")),
        None => Outcome::Failed(failed("network")),
    }
}

/// The status, `Retry-After` and the body as JSON; none where no answer came.
async fn exchange(post: &Post, timed_out: &Rc<Cell<bool>>) -> Option<(u16, Option<String>, Option<Json>)> {
    let window = web_sys::window()?;
    let controller = AbortController::new().ok()?;
    let options = RequestInit::new();
    options.set_method("POST");
    options.set_headers(&headers(post)?);
    options.set_body(&form(post)?);
    options.set_signal(Some(&controller.signal()));
    let bytes: f64 = post.files.iter().map(|(_, file)| file.size()).sum();
    let patience = TIMEOUT_MILLIS + (bytes / BYTES_A_MILLI) as u32;
    let flag = timed_out.clone();
    let timeout = Timeout::new(patience, move || {
        flag.set(true);
        controller.abort();
    });
    let response = JsFuture::from(window.fetch_with_str_and_init(&post.endpoint, &options)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let retry_after = response.headers().get("Retry-After").ok().flatten();
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    timeout.cancel();
    let json = js_sys::JSON::parse(&text).ok().and_then(|value| refund_intl::from_js(&value).ok());
    Some((response.status(), retry_after, json))
}

fn form(post: &Post) -> Option<JsValue> {
    let form = FormData::new().ok()?;
    form.append_with_str("request", &post.body).ok()?;
    for (hash, file) in &post.files {
        form.append_with_blob_and_filename(hash, file, &file.name()).ok()?;
    }
    Some(form.into())
}

fn headers(post: &Post) -> Option<JsValue> {
    let headers = Headers::new().ok()?;
    headers.set("Accept", "application/json").ok()?;
    if is_own_origin(&post.endpoint).unwrap_or(false) {
        headers.set("Idempotency-Key", &post.id).ok()?;
    }
    Some(headers.into())
}

fn is_own_origin(endpoint: &str) -> Option<bool> {
    let window = web_sys::window()?;
    let base = window.document()?.base_uri().ok()??;
    Some(Url::new_with_base(endpoint, &base).ok()?.origin() == window.location().origin().ok()?)
}

fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

fn understand(status: u16, retry_after: Option<String>, body: Option<Json>) -> Outcome {
    let receipt = match status {
        200..=299 => body.as_ref().and_then(receipt),
        // What was sent first has arrived, under the same id.
        409 => body.as_ref().and_then(|body| receipt(body.get("receipt")?)),
        _ => None,
    };
    if let Some(receipt) = receipt {
        return Outcome::Sent(receipt);
    }
    let errors = body.as_ref().map(field_errors).unwrap_or_default();
    let code = match status {
        200..=399 => "unclear",
        413 => "too_large",
        429 | 503 => "busy",
        400..=499 if !errors.is_empty() => "fields",
        400..=499 => "refused",
        _ => "server",
    };
    let detail = body.as_ref().and_then(|body| body.get("detail")?.as_str().map(str::to_owned));
    let retry_at = (code == "busy").then(|| retry_at(retry_after.as_deref()));
    Outcome::Failed(Failure { code, detail: detail.filter(|_| code == "refused"), errors, retry_at })
}

/// Reads a receipt: it has a reference at least.
pub(crate) fn receipt(body: &Json) -> Option<Receipt> {
    let reference = body.get("reference")?.as_str()?.to_owned();
    let received_at = body.get("received_at").and_then(Json::as_str).and_then(Instant::parse);
    Some(Receipt { json: body.clone(), reference, received_at })
}

/// The extension `errors` of a problem document (RFC 9457).
fn field_errors(body: &Json) -> Vec<FieldError> {
    let text = |error: &Json, key: &str| error.get(key).and_then(Json::as_str).unwrap_or_default().to_owned();
    let error = |error: &Json| FieldError {
        pointer: text(error, "pointer"),
        code: text(error, "code"),
        detail: text(error, "detail"),
    };
    body.get("errors").and_then(Json::as_list).unwrap_or_default().iter().map(error).gather()
}

/// `Retry-After` is a number of seconds or a date (RFC 9110, section 10.2.3).
fn retry_at(header: Option<&str>) -> Instant {
    let now = now().millis();
    let by = header.map(str::trim).and_then(|header| match header.parse::<u32>() {
        Ok(seconds) => Some(now + i64::from(seconds) * 1000),
        Err(_) => {
            let date = Date::parse(header);
            (!date.is_nan()).then_some(date as i64)
        }
    });
    Instant::from_millis(by.unwrap_or(now + WAIT_MILLIS))
}

#[cfg(test)]
mod tests {
    use refund_policy::Json;

    use super::{Outcome, understand};

    fn code(status: u16, body: Option<Json>) -> &'static str {
        match understand(status, None, body) {
            Outcome::Sent(_) => "sent",
            Outcome::Failed(failure) => failure.code,
        }
    }

    #[test]
    fn a_receipt_needs_a_reference() {
        let receipt = || Json::object([("id", "1".into()), ("reference", "R-1".into())]);
        assert_eq!(code(201, Some(receipt())), "sent");
        assert_eq!(code(409, Some(Json::object([("receipt", receipt())]))), "sent");
        assert_eq!(code(200, None), "unclear");
        assert_eq!(code(200, Some(Json::object([]))), "unclear");
    }

    #[test]
    fn errors_are_told_apart() {
        let error = Json::object([("pointer", "/message".into()), ("code", "too_long".into())]);
        let fields = Json::object([("errors", Json::list([error]))]);
        assert_eq!(code(422, Some(fields)), "fields");
        assert_eq!(code(403, None), "refused");
        assert_eq!(code(409, None), "refused");
        assert_eq!(code(413, None), "too_large");
        assert_eq!(code(500, None), "server");
        assert_eq!(code(502, None), "server");
    }
}
