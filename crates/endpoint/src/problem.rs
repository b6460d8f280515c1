//! Refusals as problem documents (RFC 9457, `application/problem+json`).
//!
//! A refusal has one [`Kind`], a detail for this occurrence, and for fields that are wrong one entry of `errors`
//! each, with a JSON pointer into the request.

use std::io::{self, Write};

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::receipt::Receipt;

/// The kinds of refusal: each has its own status, code and title, and a paragraph in the crate's README.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Malformed,
    CrossOrigin,
    NotFound,
    MethodNotAllowed,
    IdTaken,
    TooLarge,
    UnsupportedType,
    Invalid,
    TooMany,
    Unavailable,
}

impl Kind {
    fn status(self) -> StatusCode {
        match self {
            Kind::Malformed => StatusCode::BAD_REQUEST,
            Kind::CrossOrigin => StatusCode::FORBIDDEN,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Kind::IdTaken => StatusCode::CONFLICT,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::UnsupportedType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Kind::Malformed => "malformed",
            Kind::CrossOrigin => "cross_origin",
            Kind::NotFound => "not_found",
            Kind::MethodNotAllowed => "method_not_allowed",
            Kind::IdTaken => "id_taken",
            Kind::TooLarge => "too_large",
            Kind::UnsupportedType => "unsupported_type",
            Kind::Invalid => "invalid",
            Kind::TooMany => "too_many",
            Kind::Unavailable => "unavailable",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Kind::Malformed => "The request could not be read",
            Kind::CrossOrigin => "The page that sent this is not allowed to",
            Kind::NotFound => "There is nothing here",
            Kind::MethodNotAllowed => "This address is used in another way",
            Kind::IdTaken => "Another request was stored under this id",
            Kind::TooLarge => "The request is too large",
            Kind::UnsupportedType => "This type is not accepted",
            Kind::Invalid => "Something in the request is not valid",
            Kind::TooMany => "Too many requests",
            Kind::Unavailable => "The request could not be stored",
        }
    }
}

/// One thing that is wrong with a field.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub(crate) struct FieldError {
    /// A JSON pointer (RFC 6901) into the request.
    pub(crate) pointer: String,
    pub(crate) code: &'static str,
    pub(crate) detail: String,
}

impl FieldError {
    pub(crate) fn new(
        pointer: impl Into<String>,
        code: &'static str,
        detail: impl Into<String>,
    ) -> FieldError {
        FieldError { pointer: pointer.into(), code, detail: detail.into() }
    }
}

/// A hint belongs to the sentence here: the document has no field of its own for it.
impl From<refund_policy::Problem> for FieldError {
    fn from(problem: refund_policy::Problem) -> FieldError {
        let detail = match problem.hint {
            Some(hint) => format!("{}: {hint}", problem.message),
            None => problem.message,
        };
        FieldError { pointer: problem.pointer, code: problem.code, detail }
    }
}

/// Why a request was not stored.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) kind: Kind,
    pub(crate) detail: String,
    pub(crate) errors: Vec<FieldError>,
    /// What is stored under the id, where that is why.
    receipt: Option<Box<Receipt>>,
    /// Seconds after which another attempt makes sense.
    retry_after: Option<u64>,
}

impl Refusal {
    pub(crate) fn new(kind: Kind, detail: impl Into<String>) -> Refusal {
        Refusal { kind, detail: detail.into(), errors: Vec::new(), receipt: None, retry_after: None }
    }

    /// The refusal of a request whose fields are wrong in these ways.
    pub(crate) fn fields(kind: Kind, errors: Vec<FieldError>) -> Refusal {
        let detail = errors.iter().map(|error| error.detail.as_str()).collect::<Vec<_>>().join("; ");
        Refusal { errors, ..Refusal::new(kind, detail) }
    }

    /// The refusal of a request with one wrong field.
    pub(crate) fn field(
        kind: Kind,
        pointer: impl Into<String>,
        code: &'static str,
        detail: impl Into<String>,
    ) -> Refusal {
        Refusal::fields(kind, vec![FieldError::new(pointer, code, detail)])
    }

    /// Another request has this id. The receipt tells the sender that an earlier version did arrive.
    pub(crate) fn id_taken(receipt: Receipt) -> Refusal {
        let detail = "another request was stored under this id; a changed request needs a new one";
        Refusal { receipt: Some(Box::new(receipt)), ..Refusal::new(Kind::IdTaken, detail) }
    }

    pub(crate) fn too_many(seconds: u64) -> Refusal {
        let detail = format!("too many requests from this address; try again in {seconds} s");
        Refusal { retry_after: Some(seconds), ..Refusal::new(Kind::TooMany, detail) }
    }

    /// The storage failed. What exactly failed is for the server's log and not for a stranger.
    pub(crate) fn unavailable(cause: &dyn std::fmt::Display) -> Refusal {
        // Where the log cannot be written either, the sender still gets an answer.
        let _ = writeln!(io::stderr(), "a request could not be stored: {cause}");
        let detail = "nothing was stored; please try again in a moment";
        Refusal { retry_after: Some(5), ..Refusal::new(Kind::Unavailable, detail) }
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.kind.status()
    }
}

/// The document itself (RFC 9457, section 3.1), with `code`, `errors` and `receipt` as its extensions.
#[derive(Serialize)]
struct Document<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    detail: &'a str,
    code: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt: Option<&'a Receipt>,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let code = self.kind.code();
        let document = Document {
            r#type: format!("{}/blob/main/crates/endpoint/README.md#{code}", env!("CARGO_PKG_REPOSITORY")),
            title: self.kind.title(),
            status: self.status().as_u16(),
            detail: &self.detail,
            code,
            errors: &self.errors,
            receipt: self.receipt.as_deref(),
        };
        let mut response = (self.status(), Json(document)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
