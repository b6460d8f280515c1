//! What the endpoint's answer means, and when another attempt makes sense.

use refund_policy::{Instant, Json};

/// How many attempts are made without being asked for.
pub const ATTEMPTS: u32 = 5;
/// The first of them comes after this at most, each later one after twice as long, but none after more than the last.
const BACK_OFF_MILLIS: i64 = 4_000;
const LONGEST_BACK_OFF_MILLIS: i64 = 60_000;
/// How long to wait where the endpoint is busy and does not say.
const BUSY_MILLIS: i64 = 10_000;
/// Nobody watches a countdown for longer: after that it is for the shopper to come back.
const LONGEST_WAIT_MILLIS: i64 = 300_000;

/// What became of an attempt to send.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// It was received.
    Received(Receipt),
    /// It was not, or nobody knows.
    Failed(Failure),
}

/// The endpoint's receipt.
#[derive(Clone, PartialEq, Debug)]
pub struct Receipt {
    /// As it came.
    pub json: Json,
    /// What the merchant calls the request; empty where a page that sends by itself has no name for it.
    pub reference: String,
    /// When it arrived.
    pub received_at: Option<Instant>,
    /// Where the case can be followed, where the endpoint says so: an http(s) address.
    pub case_url: Option<String>,
    /// Whether another version had arrived before, which is the one that counts.
    pub is_earlier: bool,
}

/// Why a request was not received.
#[derive(Clone, PartialEq, Debug)]
pub struct Failure {
    /// The string that says so, without `failure.`, and the event's code.
    pub code: &'static str,
    /// What the endpoint says itself.
    pub detail: Option<String>,
    /// What is wrong with fields of the request.
    pub errors: Vec<FieldError>,
    /// Before this it does not want to be asked again.
    pub retry_at: Option<Instant>,
    /// Whether it is certain that the request was not received.
    pub is_unsent: bool,
}

/// What is wrong with a field of the request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldError {
    /// Where in the request.
    pub pointer: String,
    /// The code.
    pub code: String,
    /// What the endpoint says.
    pub detail: String,
}

/// When an attempt is made that nobody asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Retry {
    /// At an instant.
    At(Instant),
    /// As soon as there is a connection.
    Online,
}

impl Outcome {
    /// A failure of which only the kind is known: `offline`, `network`, `timeout`, `elsewhere` or `cancelled`.
    pub fn failed(code: &'static str, is_unsent: bool) -> Outcome {
        Outcome::Failed(Failure { is_unsent, ..Failure::new(code) })
    }

    /// What an endpoint answered: its status, until when it asks to wait, and its body where that is JSON.
    pub fn of_answer(status: u16, retry_at: Option<Instant>, body: Option<&Json>, now: Instant) -> Outcome {
        // With 409, what was sent first has arrived, under the same id.
        let is_earlier = status == 409;
        let receipt = match status {
            200..=299 => body.and_then(Receipt::read),
            409 => body.and_then(|body| Receipt::read(body.get("receipt")?)),
            _ => None,
        };
        if let Some(receipt) = receipt {
            return Outcome::Received(Receipt { is_earlier, ..receipt });
        }
        let errors = body.map(field_errors).unwrap_or_default();
        let code = match status {
            ..400 => "unclear",
            408 => "timeout",
            409 => "conflict",
            413 => "too_large",
            429 | 503 => "busy",
            400..500 if !errors.is_empty() => "fields",
            400..500 => "refused",
            500.. => "server",
        };
        let detail = body.and_then(|body| text(body, "detail")).filter(|_| code == "refused");
        let soon = Instant::from_millis(now.millis() + BUSY_MILLIS);
        let retry_at = (code == "busy").then(|| retry_at.unwrap_or(soon));
        Outcome::Failed(Failure { code, detail, errors, retry_at, is_unsent: false })
    }

    /// What the promise of a page gave that sends by itself: its receipt, whatever it holds.
    pub fn of_page(value: Json) -> Outcome {
        Outcome::Received(Receipt::of(&value))
    }

    /// What that promise was rejected with: what an exception says, a text, or a problem document.
    pub fn of_rejection(value: &Json) -> Outcome {
        let said = |key| text(value, key).filter(|said| !said.trim().is_empty());
        let detail = value.as_str().map(str::to_owned).or_else(|| said("detail")).or_else(|| said("message"));
        let errors = field_errors(value);
        let code = if errors.is_empty() { "refused" } else { "fields" };
        Outcome::Failed(Failure { detail, errors, ..Failure::new(code) })
    }
}

impl Receipt {
    /// Reads a receipt: it has a reference at least.
    pub fn read(json: &Json) -> Option<Receipt> {
        text(json, "reference").map(|_| Receipt::of(json))
    }

    /// A receipt that is known to be one, whatever it holds.
    pub fn of(json: &Json) -> Receipt {
        let is_link = |url: &String| ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme));
        Receipt {
            json: json.clone(),
            reference: text(json, "reference").unwrap_or_default(),
            received_at: text(json, "received_at").and_then(|at| Instant::parse(&at)),
            case_url: text(json, "case_url").filter(is_link),
            is_earlier: false,
        }
    }
}

impl Failure {
    /// One of which only the kind is known.
    pub fn new(code: &'static str) -> Failure {
        Failure { code, detail: None, errors: Vec::new(), retry_at: None, is_unsent: false }
    }

    /// Whether the request may have arrived all the same.
    pub fn is_unclear(&self) -> bool {
        !matches!(self.code, "fields" | "refused" | "too_large" | "cancelled")
    }

    /// The string that says what has become of the request.
    pub fn heading(&self) -> &'static str {
        match self.code {
            "refused" => "failure.refused",
            _ if self.is_unsent => "failure.heading",
            _ => "failure.unconfirmed",
        }
    }

    /// When to try again by itself, after so many attempts that were made so; none where that would not help.
    ///
    /// Back-off is exponential with full jitter, so that those who failed together do not come back together. What the endpoint asks
    /// for (`Retry-After`) is waited for in any case.
    pub fn retry(&self, attempts: u32, now: Instant, random: [u8; 16]) -> Option<Retry> {
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
        let back_off = (BACK_OFF_MILLIS << attempts).min(LONGEST_BACK_OFF_MILLIS);
        let at = earliest + below(back_off, random);
        (earliest - now <= LONGEST_WAIT_MILLIS).then_some(Retry::At(Instant::from_millis(at)))
    }
}

/// A number from 0 to below `limit`, all about equally likely.
fn below(limit: i64, random: [u8; 16]) -> i64 {
    let [first, second, third, fourth, ..] = random;
    let part = u32::from_le_bytes([first, second, third, fourth]);
    (i64::from(part) * limit) >> 32
}

fn text(json: &Json, key: &str) -> Option<String> {
    json.get(key).and_then(Json::as_str).map(str::to_owned)
}

/// The extension `errors` of a problem document (RFC 9457).
fn field_errors(body: &Json) -> Vec<FieldError> {
    let part = |error: &Json, key| text(error, key).unwrap_or_default();
    let errors = body.get("errors").and_then(Json::as_list).unwrap_or_default();
    let error = |error| FieldError {
        pointer: part(error, "pointer"),
        code: part(error, "code"),
        detail: part(error, "detail"),
    };
    errors.iter().map(error).collect()
}
