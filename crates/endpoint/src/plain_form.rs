//! The plain form: what is sent where no script runs.
//!
//! It carries no facts, so it is stored unevaluated, and it is answered with a page. Its id is drawn from its
//! content: pressing the button twice creates one request.

use axum::Form as Urlencoded;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use refund_policy::request::clean::{clean_line, clean_text};
use refund_policy::request::is_email;
use refund_policy::{Json, Locale};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::app::{App, blocking};
use crate::limits;
use crate::problem::{Kind, Refusal};
use crate::receipt::Receipt;
use crate::receive::{line_error, receipt, text_error};
use crate::shop::{self, Field};
use crate::store::{self, Source};

/// The form's fields. All may be missing: a missing one is an empty one.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct PlainForm {
    policy: String,
    lang: String,
    name: String,
    email: String,
    order_id: String,
    message: String,
}

/// A page with a reference, or the form again with what was typed.
pub(crate) async fn answer(app: App, request: Request) -> Response {
    let form = match Urlencoded::<PlainForm>::from_request(request, &()).await {
        Ok(Urlencoded(form)) => form,
        Err(rejection) => return Refusal::new(Kind::Malformed, rejection.body_text()).into_response(),
    };
    let locale = shop::locale(&form.lang).unwrap_or(Locale::En);
    let wrong = wrong_fields(&form);
    if !wrong.is_empty() {
        let refusal = Refusal::new(Kind::Invalid, "fields of the form are missing or too long");
        return refused(&app, locale, &form, wrong, &refusal);
    }
    let (handle, typed) = (app.clone(), form.clone());
    match blocking(move || keep(&handle, locale, &typed)).await {
        Ok(receipt) => shop::sent(&app, locale, policy(&app, &form), &receipt.reference),
        Err(refusal) => refused(&app, locale, &form, Vec::new(), &refusal),
    }
}

fn refused(app: &App, locale: Locale, form: &PlainForm, wrong: Vec<Field>, refusal: &Refusal) -> Response {
    let view = shop::Form {
        policy: &form.policy,
        name: &form.name,
        email: &form.email,
        order_id: &form.order_id,
        message: &form.message,
        wrong,
    };
    shop::refused(app, locale, refusal.status(), view)
}

fn wrong_fields(form: &PlainForm) -> Vec<Field> {
    let line = |text: &str, limit| line_error("", text, limit).is_none();
    let email = clean_line(&form.email);
    let checks = [
        (Field::Name, !clean_line(&form.name).is_empty() && line(&form.name, limits::NAME_CHARS)),
        (Field::Email, is_email(&email) && line(&form.email, limits::EMAIL_CHARS)),
        (Field::OrderId, line(&form.order_id, limits::ORDER_ID_CHARS)),
        (
            Field::Message,
            !clean_text(&form.message).is_empty()
                && text_error("", &form.message, limits::MESSAGE_CHARS).is_none(),
        ),
    ];
    checks.into_iter().filter(|(_, fine)| !fine).map(|(field, _)| field).collect()
}

/// The policy that the form names, if it is one.
fn policy<'a>(app: &'a App, form: &PlainForm) -> Option<&'a str> {
    app.policies.find(&form.policy).map(|policy| policy.document.id.as_str())
}

fn keep(app: &App, locale: Locale, form: &PlainForm) -> Result<Receipt, Refusal> {
    let id = id(form);
    let posted = posted(&id, locale, form);
    let request = store::Request {
        id,
        source: Source::Form,
        policy: policy(app, form).map(str::to_owned),
        locale: locale.tag().to_owned(),
        customer_name: clean_line(&form.name),
        customer_email: clean_line(&form.email),
        order_id: clean_line(&form.order_id),
        subject: String::new(),
        message: clean_text(&form.message),
        posted,
        browser_verdict: None,
        verdict: None,
        differences: Json::List(Vec::new()),
    };
    receipt(app.store.keep(&request, &[], (app.clock)()).map_err(|error| Refusal::unavailable(&error))?)
}

/// A UUID of version 8 (RFC 9562, section 5.8) from the fields' hash.
fn id(form: &PlainForm) -> String {
    let fields = [&form.policy, &form.lang, &form.name, &form.email, &form.order_id, &form.message];
    let hash = fields.iter().fold(Sha256::new(), |hash, field| hash.chain_update(field).chain_update([0]));
    let (mut bytes, hash) = ([0; 16], hash.finalize());
    bytes.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

/// The form in the shape of the request format, as far as it goes.
fn posted(id: &str, locale: Locale, form: &PlainForm) -> Json {
    let text = |text: &str| Json::from(text);
    Json::object([
        ("id", text(id)),
        ("locale", text(locale.tag())),
        ("policy", Json::object([("id", text(&form.policy))])),
        ("customer", Json::object([("name", text(&form.name)), ("email", text(&form.email))])),
        ("order_id", text(&form.order_id)),
        ("message", text(&form.message)),
    ])
}
