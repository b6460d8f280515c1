//! The inside of the refund-widget element: what www/element.js calls.
//!
//! The evaluator decides (`refund_policy`); here a case is asked for, shown and sent. Data goes one way: something
//! happens (`message`), the state takes it in (`state`), the page is made to show it (`view`, `dom`).
//! Nothing here stores or sends anything that the shopper has not asked to be sent, except on their own device.

// The modules stand in reading order.
mod element;
mod message;
mod state;

mod case;
mod evidence;
mod letter;
mod question;
mod validate;

mod view;

mod dom;
mod format;
mod load;
mod outside;
mod send;
mod store;
mod strings;
mod tools;

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

use std::rc::Rc;

use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

pub use tools::Tools;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The inside of one element, for its shell.
#[wasm_bindgen]
pub struct Inside(Rc<element::Inside>);

#[wasm_bindgen]
impl Inside {
    /// Takes over an element that has an open shadow root.
    ///
    /// `policy` and `facts` are what scripts have set, `kept` is what [`Inside::leave`] gave; each may be undefined.
    #[wasm_bindgen(constructor)]
    pub fn new(
        host: HtmlElement,
        tools: Tools,
        policy: JsValue,
        facts: JsValue,
        kept: JsValue,
    ) -> Result<Inside, JsValue> {
        let inside = element::Inside::start(host, tools, policy, &facts, &kept);
        inside.map(Inside).ok_or_else(|| JsValue::from_str("the element has no shadow root"))
    }

    /// An attribute has another value.
    pub fn changed(&self, attribute: &str) {
        self.0.changed(attribute);
    }

    /// The verdict as it stands; null before there is one.
    pub fn verdict(&self) -> JsValue {
        self.0.verdict()
    }

    /// The facts as they stand.
    pub fn facts(&self) -> JsValue {
        self.0.facts()
    }

    /// Gives facts.
    pub fn set_facts(&self, facts: &JsValue) {
        self.0.set_facts(facts);
    }

    /// The policy's document; null before there is one.
    pub fn policy(&self) -> JsValue {
        self.0.policy()
    }

    /// Gives the policy: its address, or the document.
    pub fn set_policy(&self, policy: JsValue) {
        self.0.set_policy(policy);
    }

    /// Forgets everything that was typed.
    pub fn reset(&self) {
        self.0.reset();
    }

    /// Sends the request, or points out what is missing.
    pub fn submit(&self) {
        self.0.submit();
    }

    /// Gives the element back as it was found; what was typed is handed out.
    pub fn leave(&self) -> JsValue {
        self.0.leave()
    }
}

/// The SHA-256 of bytes in hexadecimal. The browser hashes files; this is for pages on plain HTTP, where it does not.
#[wasm_bindgen]
pub fn sha256(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or('0');
    Sha256::digest(bytes).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn hashes_are_written_in_hexadecimal() {
        assert!(super::sha256(b"abc").starts_with("ba7816bf8f01cfea414140de5dae2223b00361a396177a9c"));
    }
}
