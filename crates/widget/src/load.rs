//! Loading the policy: from its address, or as a document that a script hands over.

use std::rc::Rc;

use refund_policy::Policy;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use crate::message::LoadError;

fn error(code: &str, message: &str) -> LoadError {
    LoadError { code: code.to_owned(), message: message.to_owned(), pointer: String::new() }
}

/// The policy, with its document as the page's scripts may see it.
pub(crate) async fn policy(source: JsValue) -> Result<(Rc<Policy>, JsValue), LoadError> {
    let document = match source.as_string() {
        Some(address) if address.trim().is_empty() => {
            return Err(error("policy_missing", "no policy was given"));
        }
        Some(address) => fetched(&address).await?,
        None if source.is_object() => source,
        None => return Err(error("policy_missing", "no policy was given")),
    };
    let json =
        refund_intl::from_js(&document).map_err(|problem| error("policy_unreadable", &problem.message))?;
    let policy = Policy::read(&json, &refund_intl::find_zone).map_err(|problem| LoadError {
        code: problem.code.to_owned(),
        message: problem.message,
        pointer: problem.pointer,
    })?;
    Ok((Rc::new(policy), document))
}

async fn fetched(address: &str) -> Result<JsValue, LoadError> {
    let response = response(address)
        .await
        .ok_or_else(|| error("policy_unreachable", "the policy could not be loaded"))?;
    if !response.ok() {
        let code =
            if matches!(response.status(), 404 | 410) { "policy_not_found" } else { "policy_unreachable" };
        return Err(error(
            code,
            &["the policy's address answered ", &response.status().to_string()].concat(),
        ));
    }
    let text = match response.text() {
        Ok(text) => JsFuture::from(text).await.ok().and_then(|text| text.as_string()),
        Err(_) => None,
    };
    let text = text.ok_or_else(|| error("policy_unreachable", "the policy could not be loaded"))?;
    js_sys::JSON::parse(&text)
        .map_err(|_| error("policy_unreadable", "the policy's address did not answer with JSON"))
}

async fn response(address: &str) -> Option<Response> {
    let headers = Headers::new().ok()?;
    headers.set("Accept", "application/json").ok()?;
    let options = RequestInit::new();
    options.set_headers(&headers);
    let response = web_sys::window()?.fetch_with_str_and_init(address, &options);
    JsFuture::from(response).await.ok()?.dyn_into().ok()
}
