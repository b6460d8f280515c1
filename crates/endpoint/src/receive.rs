//! A request on its way into the store: read, checked, evaluated again, kept.
//!
//! Nothing of it is believed. The verdict that came with it is kept as a claim beside the endpoint's own, which is
//! made with the endpoint's copy of the policy and its clock.

use refund_native::words;
use refund_policy::request::clean::{clean_line, clean_text};
use refund_policy::request::files::essence;
use refund_policy::request::{self, Customer, Verification};
use refund_policy::{Instant, Json, Locale, Policy, nearest, to_json};

use crate::app::App;
use crate::files;
use crate::limits;
use crate::problem::{FieldError, Kind, Refusal};
use crate::receipt::Receipt;
use crate::store::{Kept, Request, Source};
use crate::submission::Submission;

/// The receipt of a request that is stored, now or already.
pub(crate) fn receive(app: &App, submission: Submission) -> Result<Receipt, Refusal> {
    let now = (app.clock)();
    let Submission { mut posted, uploads, key } = submission;
    let request = read(&posted, key.as_deref())?;
    // An id in capitals is the same id, and so the same request.
    posted.set("id", request.id.as_str().into());
    let files = files::matched(&request.attachments, uploads)?;
    // A repetition gets its receipt even if time or the policy has moved on since.
    if let Some(kept) = app.store.kept(&request.id, &posted).map_err(|error| Refusal::unavailable(&error))? {
        return receipt(kept);
    }
    let policy = find_policy(app, &request.policy.id)?;
    let verification = evaluate(policy, &request, now)?;
    let kept = app.store.keep(&to_keep(posted, request, &verification), &files, now);
    receipt(kept.map_err(|error| Refusal::unavailable(&error))?)
}

/// What the store says, as an answer.
pub(crate) fn receipt(kept: Kept) -> Result<Receipt, Refusal> {
    match kept {
        Kept::Yes(receipt) => Ok(receipt),
        Kept::Taken(receipt) => Err(Refusal::id_taken(receipt)),
    }
}

/// The request's own form, with all that is wrong in it at once.
fn read(posted: &Json, key: Option<&str>) -> Result<request::Request, Refusal> {
    let invalid = |errors| Refusal::fields(Kind::Invalid, errors);
    let request = request::read(posted)
        .map_err(|problems| invalid(problems.into_iter().map(FieldError::from).collect()))?;
    let mut errors = too_long(&request);
    errors.extend(misplaced(&request, key));
    if errors.is_empty() { Ok(cleaned(request)) } else { Err(invalid(errors)) }
}

/// The request without what its sender pasted along and nobody sees. What was posted is kept beside it as it came.
fn cleaned(request: request::Request) -> request::Request {
    request::Request {
        customer: Customer {
            name: clean_line(&request.customer.name),
            email: clean_line(&request.customer.email),
        },
        order_id: request.order_id.as_deref().map(clean_line),
        subject: clean_line(&request.subject),
        message: clean_text(&request.message),
        ..request
    }
}

/// What the request format leaves open and this endpoint requires.
fn misplaced(request: &request::Request, key: Option<&str>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if key.is_some_and(|key| !key.eq_ignore_ascii_case(&request.id)) {
        errors.push(FieldError::new(
            "/id",
            "key_mismatch",
            "the id differs from the header `Idempotency-Key`",
        ));
    }
    for (index, attachment) in request.attachments.iter().enumerate() {
        if essence(&attachment.media_type).is_empty() {
            errors.push(FieldError::new(
                format!("/attachments/{index}/type"),
                "wrong_type",
                "the type is empty",
            ));
        }
    }
    errors
}

/// Texts beyond their limits, and line breaks in what must be one line: names and subjects end up in mail headers.
fn too_long(request: &request::Request) -> Vec<FieldError> {
    let order_id = request.order_id.as_deref().unwrap_or_default();
    let mut errors: Vec<FieldError> = [
        ("/customer/name", request.customer.name.as_str(), limits::NAME_CHARS),
        ("/customer/email", &request.customer.email, limits::EMAIL_CHARS),
        ("/order_id", order_id, limits::ORDER_ID_CHARS),
        ("/subject", &request.subject, limits::SUBJECT_CHARS),
    ]
    .into_iter()
    .filter_map(|(pointer, text, limit)| line_error(pointer, text, limit))
    .collect();
    errors.extend(text_error("/message", &request.message, limits::MESSAGE_CHARS));
    errors.extend(request.attachments.iter().enumerate().filter_map(|(index, attachment)| {
        line_error(&format!("/attachments/{index}/name"), &attachment.name, limits::FILE_NAME_CHARS)
    }));
    errors
}

/// What is wrong with a text of one line. A tab was pasted and is cleaned; a line break is what an attack is made of.
pub(crate) fn line_error(pointer: &str, text: &str, limit: usize) -> Option<FieldError> {
    if text.chars().any(|letter| letter.is_control() && letter != '\t') {
        return Some(FieldError::new(
            pointer,
            "control_character",
            "there is a line break or a control character in it",
        ));
    }
    text_error(pointer, text, limit)
}

/// What is wrong with a text of several lines.
pub(crate) fn text_error(pointer: &str, text: &str, limit: usize) -> Option<FieldError> {
    let length = limits::length(text);
    (length > limit).then(|| {
        FieldError::new(
            pointer,
            "too_long",
            format!("the text has {length} characters; at most {limit} are accepted"),
        )
    })
}

fn find_policy<'a>(app: &'a App, id: &str) -> Result<&'a Policy, Refusal> {
    app.policies.find(id).ok_or_else(|| {
        let hint = nearest(id, app.policies.ids()).map(|near| format!("; did you mean `{near}`?"));
        let detail = format!("there is no policy `{id}` here{}", hint.unwrap_or_default());
        Refusal::field(Kind::Invalid, "/policy/id", "unknown_policy", detail)
    })
}

fn evaluate(policy: &Policy, request: &request::Request, now: Instant) -> Result<Verification, Refusal> {
    request::verify(policy, request, now, words(request.locale)).map_err(|problems| {
        Refusal::fields(Kind::Invalid, problems.into_iter().map(FieldError::from).collect())
    })
}

fn to_keep(posted: Json, request: request::Request, verification: &Verification) -> Request {
    Request {
        id: request.id,
        source: Source::Widget,
        policy: Some(request.policy.id),
        locale: language(&posted, request.locale),
        customer_name: request.customer.name,
        customer_email: request.customer.email,
        order_id: request.order_id.unwrap_or_default(),
        subject: request.subject,
        message: request.message,
        browser_verdict: posted.get("verdict").cloned(),
        verdict: Some(verification.verdict.to_json()),
        differences: to_json(&verification.differences),
        posted,
    }
}

/// The shopper's language as their browser calls it: the merchant answers in it, even where no text here is in it.
fn language(posted: &Json, read: Locale) -> String {
    let tag = posted.get("locale").and_then(Json::as_str).unwrap_or_default();
    let is_tag = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    match (1..=limits::LANGUAGE_CHARS).contains(&tag.len()) && tag.bytes().all(is_tag) {
        true => tag.to_owned(),
        false => read.tag().to_owned(),
    }
}
