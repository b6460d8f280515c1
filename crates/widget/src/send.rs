//! What the endpoint's answer means, and when another attempt makes sense. www/tools/send.js posts.

use js_sys::{Date, Math};
use refund_policy::{Gather, Instant, Json};
use wasm_bindgen::JsValue;

use crate::dom::property;
use crate::message::now;

/// How many attempts are made without being asked for.
pub(crate) const ATTEMPTS: u32 = 5;
/// The first of them comes after this at most, each later one after twice as long, but none after more than the last.
const BACK_OFF_MILLIS: f64 = 4_000.0;
const LONGEST_BACK_OFF_MILLIS: f64 = 60_000.0;
/// How long to wait where the endpoint is busy and does not say.
const BUSY_MILLIS: i64 = 10_000;
/// Nobody watches a countdown for longer: after that it is for the shopper to come back.
const LONGEST_WAIT_MILLIS: i64 = 300_000;

/// What is posted.
pub(crate) struct Post {
    pub(crate) endpoint: String,
    /// The request's UUID.
    pub(crate) id: String,
    /// The request as JSON text.
    pub(crate) body: String,
    /// The files, each under its hash.
    pub(crate) files: js_sys::Array,
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
    /// Whether another version of the request had arrived before, which is the one that counts.
    pub(crate) is_earlier: bool,
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
    /// Before this the endpoint does not want to be asked again.
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

/// When an attempt is made that nobody asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Retry {
    /// At this instant.
    At(Instant),
    /// As soon as there is a connection.
    Online,
}

impl Failure {
    /// A failure of which only the kind is known.
    pub(crate) fn new(code: &'static str) -> Failure {
        Failure { code, detail: None, errors: Vec::new(), retry_at: None }
    }

    /// Whether the request may have arrived all the same.
    pub(crate) fn is_unclear(&self) -> bool {
        !matches!(self.code, "fields" | "refused" | "too_large" | "cancelled")
    }

    /// When to try again by itself, after so many attempts that were made so.
    ///
    /// Back-off is exponential with full jitter, so that those who failed together do not come back together. What the
    /// endpoint asks for (`Retry-After`) is waited for in any case.
    pub(crate) fn retry(&self, attempts: u32, now: Instant) -> Option<Retry> {
        let may_help =
            matches!(self.code, "offline" | "network" | "timeout" | "server" | "busy" | "elsewhere");
        if !may_help || attempts >= ATTEMPTS {
            return None;
        }
        if self.code == "offline" {
            return Some(Retry::Online);
        }
        let now = now.millis();
        let earliest = self.retry_at.map_or(now, |at| at.millis().max(now));
        let back_off = (BACK_OFF_MILLIS * f64::from(1 << attempts)).min(LONGEST_BACK_OFF_MILLIS);
        let at = earliest + (Math::random() * back_off) as i64;
        (earliest - now <= LONGEST_WAIT_MILLIS).then_some(Retry::At(Instant::from_millis(at)))
    }
}

impl Outcome {
    /// What www/tools/send.js says of an exchange.
    pub(crate) fn new(exchange: Result<JsValue, JsValue>) -> Outcome {
        // It is never rejected.
        let exchange = exchange.unwrap_or_default();
        let text = |key: &str| property(&exchange, key).as_string();
        match property(&exchange, "status").as_f64() {
            Some(status) => {
                let body = text("body").and_then(|body| js_sys::JSON::parse(&body).ok());
                let body = body.and_then(|body| refund_intl::from_js(&body).ok());
                understand(status as u16, text("retryAfter"), body)
            }
            None => Outcome::Failed(Failure::new(match text("failed").as_deref() {
                Some("timeout") => "timeout",
                Some("offline") => "offline",
                Some("elsewhere") => "elsewhere",
                _ => "network",
            })),
        }
    }
}

fn understand(status: u16, retry_after: Option<String>, body: Option<Json>) -> Outcome {
    let receipt = match status {
        200..=299 => body.as_ref().and_then(receipt),
        // What was sent first has arrived, under the same id.
        409 => body.as_ref().and_then(|body| receipt(body.get("receipt")?)),
        _ => None,
    };
    if let Some(receipt) = receipt {
        return Outcome::Sent(Receipt { is_earlier: status == 409, ..receipt });
    }
    let errors = body.as_ref().map(field_errors).unwrap_or_default();
    let code = match status {
        200..=399 => "unclear",
        408 => "timeout",
        409 => "conflict",
        413 => "too_large",
        429 | 503 => "busy",
        400..=499 if !errors.is_empty() => "fields",
        400..=499 => "refused",
        _ => "server",
    };
    let detail = body.as_ref().and_then(|body| body.get("detail")?.as_str().map(str::to_owned));
    let retry_at = (code == "busy").then(|| retry_at(retry_after.as_deref(), now()));
    Outcome::Failed(Failure { code, detail: detail.filter(|_| code == "refused"), errors, retry_at })
}

/// Reads a receipt: it has a reference at least.
pub(crate) fn receipt(body: &Json) -> Option<Receipt> {
    let reference = body.get("reference")?.as_str()?.to_owned();
    let received_at = body.get("received_at").and_then(Json::as_str).and_then(Instant::parse);
    Some(Receipt { json: body.clone(), reference, received_at, is_earlier: false })
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
fn retry_at(header: Option<&str>, now: Instant) -> Instant {
    let now = now.millis();
    let by = header.map(str::trim).and_then(|header| match header.parse::<u32>() {
        Ok(seconds) => Some(now + i64::from(seconds) * 1000),
        Err(_) => {
            let date = Date::parse(header);
            (!date.is_nan()).then_some(date as i64)
        }
    });
    Instant::from_millis(by.unwrap_or(now + BUSY_MILLIS))
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
        assert_eq!(code(408, None), "timeout");
        assert_eq!(code(409, None), "conflict");
        assert_eq!(code(413, None), "too_large");
        assert_eq!(code(500, None), "server");
        assert_eq!(code(502, None), "server");
    }
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod browser_tests {
    use refund_policy::Instant;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::{ATTEMPTS, Failure, Retry, retry_at};

    const NOW: i64 = 1_800_000_000_000;

    /// How long a failure is waited for at least and at most, in milliseconds; none where it is not tried again by itself.
    fn waits(failure: &Failure, attempts: u32) -> Option<(i64, i64)> {
        let millis = |retry| match retry {
            Retry::At(at) => Instant::millis(at) - NOW,
            Retry::Online => -1,
        };
        let wait = |_| failure.retry(attempts, Instant::from_millis(NOW)).map(millis);
        let all: Vec<i64> = (0..500).map(wait).collect::<Option<_>>()?;
        Some((*all.iter().min()?, *all.iter().max()?))
    }

    #[wasm_bindgen_test]
    fn back_off_doubles_with_full_jitter_and_ends() {
        let failure = Failure::new("network");
        for (attempts, most) in (0..ATTEMPTS).zip([4_000, 8_000, 16_000, 32_000, 60_000]) {
            let (from, to) = waits(&failure, attempts).unwrap();
            assert!(from >= 0 && from < most / 10 && to > most * 9 / 10 && to < most, "{from} {to}");
        }
        assert_eq!(waits(&failure, ATTEMPTS), None);
    }

    #[wasm_bindgen_test]
    fn what_trying_again_cannot_mend_is_left_to_the_shopper() {
        for code in ["fields", "refused", "too_large", "conflict", "unclear", "cancelled", "interrupted"] {
            assert_eq!(waits(&Failure::new(code), 0), None, "{code}");
        }
        assert_eq!(waits(&Failure::new("offline"), 0), Some((-1, -1)));
    }

    #[wasm_bindgen_test]
    fn what_the_endpoint_asks_for_is_waited_for() {
        let busy = |header| {
            let retry_at = Some(retry_at(header, Instant::from_millis(NOW)));
            waits(&Failure { retry_at, ..Failure::new("busy") }, 0)
        };
        let from = |seconds: i64, header| {
            let (from, to) = busy(header).unwrap();
            assert!(from >= seconds * 1000 && to < seconds * 1000 + 4_000, "{header:?}: {from} {to}");
        };
        from(30, Some("30"));
        from(80, Some("Fri, 15 Jan 2027 08:01:20 GMT"));
        from(0, Some("Fri, 15 Jan 2027 07:00:00 GMT"));
        from(10, Some("soon"));
        from(10, None);
        // Nobody watches an hour pass.
        assert!(busy(Some("3600")).is_none());
    }
}
