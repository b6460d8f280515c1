//! What the endpoint's answer means, and when it is asked again.

use refund_policy::{Instant, Json};
use refund_widget::outcome::{ATTEMPTS, Failure, FieldError, Outcome, Receipt, Retry};

use crate::support::{at, json};

const NOW: &str = "2027-01-15T08:00:00Z";

fn answer(status: u16, retry_at: Option<Instant>, body: &str) -> Outcome {
    Outcome::of_answer(status, retry_at, serde_json::from_str::<Json>(body).ok().as_ref(), at(NOW))
}

fn code(status: u16, body: &str) -> &'static str {
    match answer(status, None, body) {
        Outcome::Received(_) => "received",
        Outcome::Failed(failure) => failure.code,
    }
}

fn received(outcome: Outcome) -> Receipt {
    match outcome {
        Outcome::Received(receipt) => receipt,
        Outcome::Failed(failure) => panic!("{failure:?}"),
    }
}

fn failed(outcome: Outcome) -> Failure {
    match outcome {
        Outcome::Received(receipt) => panic!("{receipt:?}"),
        Outcome::Failed(failure) => failure,
    }
}

#[test]
fn a_receipt_needs_a_reference() {
    let body = r#"{"id": "1", "reference": "R-1", "received_at": "2026-11-20T10:00:00Z", "case_url": "https://shop.example/case/1"}"#;
    let receipt = received(answer(201, None, body));
    assert_eq!((receipt.reference.as_str(), receipt.received_at), ("R-1", Some(at("2026-11-20T10:00:00Z"))));
    assert_eq!(
        (receipt.case_url.as_deref(), receipt.is_earlier),
        (Some("https://shop.example/case/1"), false)
    );
    assert_eq!(receipt.json, json(body));
    assert!(received(answer(409, None, &format!(r#"{{"receipt": {body}}}"#))).is_earlier);
    for (status, body) in
        [(200, ""), (200, "{}"), (200, r#"{"reference": 5}"#), (200, r#""R-1""#), (302, body)]
    {
        assert_eq!(code(status, body), "unclear", "{body}");
    }
}

#[test]
fn what_else_it_holds_may_be_missing_or_odd() {
    let receipt = received(answer(
        200,
        None,
        r#"{"reference": "R", "case_url": "javascript:alert(1)", "received_at": 5}"#,
    ));
    assert_eq!((receipt.received_at, receipt.case_url), (None, None));
}

#[test]
fn errors_are_told_apart() {
    let codes = [422, 403, 408, 409, 413, 429, 500, 502, 503].map(|status| code(status, ""));
    assert_eq!(
        codes,
        ["refused", "refused", "timeout", "conflict", "too_large", "busy", "server", "server", "busy"]
    );
    let body = r#"{"detail": "no", "errors": [{"pointer": "/message", "code": "too_long"}, 5]}"#;
    let failure = failed(answer(422, None, body));
    let error = |pointer: &str, code: &str| FieldError {
        pointer: pointer.to_owned(),
        code: code.to_owned(),
        detail: String::new(),
    };
    assert_eq!((failure.code, &failure.detail), ("fields", &None));
    assert_eq!(failure.errors, [error("/message", "too_long"), error("", "")]);
    assert_eq!(failed(answer(403, None, r#"{"detail": "no"}"#)).detail.as_deref(), Some("no"));
    assert_eq!(
        failed(Outcome::failed("offline", true)),
        Failure { is_unsent: true, ..Failure::new("offline") }
    );
}

#[test]
fn a_page_that_sends_by_itself_gives_the_receipt_or_says_why_not() {
    let receipt = received(Outcome::of_page(json(r#"{"reference": "P-1"}"#)));
    assert_eq!(receipt.reference, "P-1");
    // It vouches for it even where it has no name for it.
    for value in ["null", "{}", "5", r#"{"reference": 7}"#] {
        assert_eq!(received(Outcome::of_page(json(value))).reference, "", "{value}");
    }
    let detail = |value: &str| failed(Outcome::of_rejection(&json(value))).detail;
    assert_eq!(detail(r#""Closed today""#).as_deref(), Some("Closed today"));
    assert_eq!(detail(r#"{"message": "Failed to fetch"}"#).as_deref(), Some("Failed to fetch"));
    assert_eq!(detail(r#"{"detail": "No", "message": "x"}"#).as_deref(), Some("No"));
    assert_eq!(detail("null"), None);
    let failure = failed(Outcome::of_rejection(&json(
        r#"{"errors": [{"pointer": "/customer/email", "code": "invalid_email"}]}"#,
    )));
    assert_eq!((failure.code, failure.errors.len()), ("fields", 1));
}

#[test]
fn what_may_have_arrived_is_not_called_failed() {
    let unclear = ["fields", "refused", "too_large", "cancelled", "network", "unclear", "interrupted"]
        .map(|code| Failure::new(code).is_unclear());
    assert_eq!(unclear, [false, false, false, false, true, true, true]);
    let heading = |code, is_unsent| Failure { is_unsent, ..Failure::new(code) }.heading();
    assert_eq!(heading("network", true), "failure.heading");
    assert_eq!(heading("network", false), "failure.unconfirmed");
    assert_eq!(heading("refused", true), "failure.refused");
}

/// How long a failure is waited for at least and at most, in milliseconds; none where it is not tried again by itself.
fn waits(failure: &Failure, attempts: u32) -> Option<(i64, i64)> {
    let wait = |byte| match failure.retry(attempts, at(NOW), [byte; 16])? {
        Retry::At(instant) => Some(instant.millis() - at(NOW).millis()),
        Retry::Online => None,
    };
    Some((wait(0)?, wait(0xff)?))
}

#[test]
fn back_off_doubles_with_full_jitter_and_ends() {
    let failure = Failure::new("network");
    for (attempts, most) in (0..).zip([4_000, 8_000, 16_000, 32_000, 60_000]) {
        assert_eq!(waits(&failure, attempts), Some((0, most - 1)));
    }
    assert_eq!(waits(&failure, ATTEMPTS), None);
}

#[test]
fn what_trying_again_cannot_mend_is_left_to_the_shopper() {
    for code in ["fields", "refused", "too_large", "conflict", "unclear", "cancelled", "interrupted"] {
        assert_eq!(Failure::new(code).retry(0, at(NOW), [0; 16]), None, "{code}");
    }
    assert_eq!(Failure::new("offline").retry(0, at(NOW), [0; 16]), Some(Retry::Online));
}

#[test]
fn what_the_endpoint_asks_for_is_waited_for() {
    let later = |seconds: i64| Some(Instant::from_millis(at(NOW).millis() + seconds * 1000));
    let busy = |retry_at| waits(&failed(answer(429, retry_at, "")), 0);
    let from = |seconds: i64| Some((seconds * 1000, seconds * 1000 + 3_999));
    assert_eq!(busy(later(30)), from(30));
    assert_eq!(busy(later(0)), from(0));
    assert_eq!(busy(later(-3_600)), from(0));
    assert_eq!(busy(None), from(10));
    // Nobody watches an hour pass.
    assert_eq!(busy(later(3_600)), None);
    assert_eq!(failed(answer(503, later(3_600), "")).retry_at, later(3_600));
}
