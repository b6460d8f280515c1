//! `POST /contact`: the three forms in which a request may come, and the answer to each.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use refund_policy::request::files::essence;

use crate::app::{App, blocking};
use crate::plain_form;
use crate::problem::{Kind, Refusal};
use crate::receipt::Receipt;
use crate::receive::receive;
use crate::submission::{self, Submission};

/// A receipt or a problem document; for a plain form a page.
pub(crate) async fn contact(State(app): State<App>, request: Request) -> Response {
    let media_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    match essence(media_type.unwrap_or_default()).as_str() {
        "application/json" => answer(app, submission::from_json(request).await).await,
        "multipart/form-data" => answer(app, submission::from_multipart(request).await).await,
        "application/x-www-form-urlencoded" => plain_form::answer(app, request).await,
        other => unsupported(other).into_response(),
    }
}

async fn answer(app: App, submission: Result<Submission, Refusal>) -> Response {
    let received = match submission {
        Ok(submission) => blocking(move || receive(&app, submission)).await,
        Err(refusal) => Err(refusal),
    };
    received.map_or_else(IntoResponse::into_response, |receipt| created(&receipt))
}

/// The same body for the first time and for every repetition.
fn created(receipt: &Receipt) -> Response {
    let mut response = (StatusCode::CREATED, Json(receipt)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn unsupported(media_type: &str) -> Refusal {
    let detail = format!("`{media_type}` is not accepted; send application/json or multipart/form-data");
    Refusal::new(Kind::UnsupportedType, detail)
}
