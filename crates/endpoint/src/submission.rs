//! What was posted, taken apart: the JSON document and the files beside it.
//!
//! Sizes are checked while the body comes in, so that nobody can fill the memory. What the document says is read
//! later (`receive.rs`).

use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, StatusCode};
use refund_policy::Json;

use crate::files::Upload;
use crate::limits;
use crate::problem::{Kind, Refusal};

/// The part of a multipart form that holds the JSON document. All other parts are files.
const REQUEST_PART: &str = "request";

/// A document and its files.
pub(crate) struct Submission {
    pub(crate) posted: Json,
    pub(crate) uploads: Vec<Upload>,
    /// The header `Idempotency-Key`, where it was given.
    pub(crate) key: Option<String>,
}

/// A body that is the document.
pub(crate) async fn from_json(request: Request) -> Result<Submission, Refusal> {
    let key = key(request.headers());
    let body = Bytes::from_request(request, &()).await.map_err(unreadable_body)?;
    if body.len() > limits::REQUEST_BYTES {
        return Err(too_large("request document", limits::REQUEST_BYTES));
    }
    Ok(Submission { posted: parse(&body)?, uploads: Vec::new(), key })
}

/// A form whose part `request` is the document; the files follow it or precede it.
pub(crate) async fn from_multipart(request: Request) -> Result<Submission, Refusal> {
    let key = key(request.headers());
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|rejection| Refusal::new(Kind::Malformed, rejection.body_text()))?;
    let mut document = None;
    let mut uploads = Vec::new();
    let mut total = 0;
    while let Some(field) = form.next_field().await.map_err(unreadable_part)? {
        let part = field.name().unwrap_or_default().to_owned();
        if part == REQUEST_PART {
            document = Some(read_part(field, limits::REQUEST_BYTES, "request document").await?);
            continue;
        }
        let content = read_part(field, limits::FILE_BYTES, "file").await?;
        total += content.len();
        uploads.push(Upload { part, content });
        check_uploads(uploads.len(), total)?;
    }
    let document = document.ok_or_else(|| Refusal::new(Kind::Malformed, "the form has no part `request`"))?;
    Ok(Submission { posted: parse(&document)?, uploads, key })
}

fn check_uploads(count: usize, total: usize) -> Result<(), Refusal> {
    if count > limits::FILES {
        let detail = format!("at most {} files are accepted", limits::FILES);
        return Err(Refusal::field(Kind::Invalid, "/attachments", "too_many_files", detail));
    }
    if total > limits::FILES_BYTES { Err(too_large("sum of the files", limits::FILES_BYTES)) } else { Ok(()) }
}

async fn read_part(mut field: Field<'_>, limit: usize, what: &str) -> Result<Vec<u8>, Refusal> {
    let mut content = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(unreadable_part)? {
        if content.len() + chunk.len() > limit {
            return Err(too_large(what, limit));
        }
        content.extend_from_slice(&chunk);
    }
    Ok(content)
}

fn parse(body: &[u8]) -> Result<Json, Refusal> {
    refund_policy::parse(body).map_err(|problem| match problem.pointer.is_empty() {
        true => Refusal::new(Kind::Malformed, format!("the request document: {problem}")),
        false => Refusal::fields(Kind::Invalid, vec![problem.into()]),
    })
}

fn key(headers: &HeaderMap) -> Option<String> {
    let value = headers.get("idempotency-key")?.to_str().ok()?;
    // As a structured field (the IETF draft) it is a string in quotation marks; most senders leave them out.
    Some(value.trim().trim_matches('"').to_owned())
}

fn too_large(what: &str, limit: usize) -> Refusal {
    Refusal::new(Kind::TooLarge, format!("the {what} has more than {} kB", limit / 1024))
}

pub(crate) fn unreadable_body(rejection: BytesRejection) -> Refusal {
    unreadable(rejection.status(), rejection.body_text())
}

fn unreadable_part(error: MultipartError) -> Refusal {
    unreadable(error.status(), error.body_text())
}

fn unreadable(status: StatusCode, detail: String) -> Refusal {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => too_large("body", limits::BODY_BYTES),
        _ => Refusal::new(Kind::Malformed, detail),
    }
}
