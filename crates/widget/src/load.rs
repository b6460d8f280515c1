//! The policy, as www/tools/load.js has loaded it from its address or as a script has handed it over.

use std::rc::Rc;

use refund_policy::Policy;
use wasm_bindgen::JsValue;

use crate::dom::property;
use crate::message::LoadError;

/// The policy, with its document as the page's scripts may see it.
pub(crate) fn policy(answer: &JsValue) -> Result<(Rc<Policy>, JsValue), LoadError> {
    let unreachable = || error("policy_unreachable", "the policy could not be loaded");
    if !answer.is_object() {
        return Err(unreachable());
    }
    match property(answer, "status").as_f64().map(|status| status as u16) {
        Some(200..=299) => {}
        Some(404 | 410) => return Err(error("policy_not_found", "there is nothing at the policy's address")),
        Some(_) => return Err(unreachable()),
        None => return Err(error("policy_missing", "no policy was given")),
    }
    let document = property(answer, "document");
    if document.is_undefined() {
        return Err(error("policy_unreadable", "the policy's address did not answer with JSON"));
    }
    let json =
        refund_intl::from_js(&document).map_err(|problem| error("policy_unreadable", &problem.message))?;
    let policy = Policy::read(&json, &refund_intl::find_zone).map_err(|problem| LoadError {
        code: problem.code.to_owned(),
        message: problem.message,
        pointer: problem.pointer,
    })?;
    Ok((Rc::new(policy), document))
}

fn error(code: &str, message: &str) -> LoadError {
    LoadError { code: code.to_owned(), message: message.to_owned(), pointer: String::new() }
}
