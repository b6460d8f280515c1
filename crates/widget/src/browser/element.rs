//! What the shell in JavaScript (www/element.js) calls. It defines the custom element, and delegates to this.

use std::cell::Cell;
use std::rc::Rc;

use refund_policy::{Json, Problem};
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, ShadowRoot};

use super::effects::forget_files;
use super::listen::listen;
use super::load::{self, Given, Loader};
use super::records;
use super::running::{Running, now};
use crate::message::Message;

thread_local! {
    /// How many elements there have been in this page.
    static SERIALS: Cell<u32> = const { Cell::new(0) };
}

/// One element's inside.
#[wasm_bindgen]
pub struct Widget(Rc<Running>);

#[wasm_bindgen]
impl Widget {
    /// Takes over an element that has an open shadow root. `session` is what [`leave`](Widget::leave) gave, if it was called before.
    #[wasm_bindgen(constructor)]
    pub fn new(
        host: HtmlElement,
        root: ShadowRoot,
        loader: Loader,
        given: &Given,
        session: Option<String>,
    ) -> Widget {
        for key in records::forget_old(now()) {
            forget_files(key, None);
        }
        let serial = SERIALS.get() + 1;
        SERIALS.set(serial);
        let widget = Widget(Rc::new(Running::new(host, root, serial, loader, session.as_deref())));
        *widget.0.listening.borrow_mut() = listen(&widget.0);
        ["order-id", "endpoint", "support-url"].into_iter().for_each(|attribute| widget.changed(attribute));
        let (strings, facts) = (given.own_strings(), given.facts());
        if strings.is_undefined() {
            widget.changed("strings")
        } else {
            widget.set_strings(&strings)
        }
        if facts.is_undefined() {
            widget.changed("facts")
        } else {
            widget.set_facts(&facts)
        }
        widget.0.load_strings();
        widget.set_policy(given.policy());
        widget
    }

    /// An attribute has another value.
    pub fn changed(&self, attribute: &str) {
        let value = self.0.host.get_attribute(attribute).unwrap_or_default();
        let object = || match load::parsed(&value) {
            Ok(json) => self.object(attribute, json),
            // JSON with a place at which it is wrong: a key that stands twice.
            Err(Problem { code, message, pointer, .. }) if !pointer.is_empty() => {
                self.0.tell_error(code, &format!("the attribute `{attribute}`: {message}"), &pointer);
                None
            }
            Err(_) => {
                self.0.tell_error("not_json", &format!("the attribute `{attribute}` is not JSON"), "");
                None
            }
        };
        let message = match attribute {
            "endpoint" => Some(Message::Endpoint(value)),
            "order-id" => Some(Message::OrderId(value)),
            "support-url" => Some(Message::SupportUrl(value)),
            "facts" => object().map(Message::Given),
            "strings" => object().map(Message::OwnStrings),
            "lang" => return self.0.load_strings(),
            "policy" => return self.set_policy(JsValue::UNDEFINED),
            _ => None,
        };
        message.into_iter().for_each(|message| self.0.send(message));
    }

    /// Gives the facts that are known.
    pub fn set_facts(&self, facts: &JsValue) {
        self.given("facts", facts).map(Message::Given).into_iter().for_each(|message| self.0.send(message));
    }

    /// Puts words over those of the widget.
    pub fn set_strings(&self, strings: &JsValue) {
        self.given("strings", strings)
            .map(Message::OwnStrings)
            .into_iter()
            .for_each(|message| self.0.send(message));
    }

    /// Gives the policy: its address, or the document. Nothing stands for the attribute.
    pub fn set_policy(&self, policy: JsValue) {
        self.0.set_policy(policy);
    }

    /// The verdict as it stands; null before there is one.
    pub fn verdict(&self) -> JsValue {
        let state = self.0.state.borrow();
        state.case.as_ref().map_or(JsValue::NULL, |case| refund_intl::to_js(&case.verdict.to_json()))
    }

    /// The facts as they stand.
    pub fn facts(&self) -> JsValue {
        let state = self.0.state.borrow();
        refund_intl::to_js(state.case.as_ref().map_or(&state.given, |case| &case.json))
    }

    /// The policy's document; null before there is one.
    pub fn policy(&self) -> JsValue {
        self.0.document().map_or(JsValue::NULL, |document| refund_intl::to_js(&document))
    }

    /// Forgets everything that was typed.
    pub fn reset(&self) {
        self.0.send(Message::Reset);
    }

    /// Sends the request, or points out what is missing.
    pub fn submit(&self) {
        self.0.unheard().into_iter().for_each(|message| self.0.send(message));
        self.0.send(Message::Submit);
    }

    /// Gives the element back as it was found; what was typed is handed out.
    pub fn leave(&self) -> String {
        self.0.leave()
    }
}

impl Widget {
    /// A copy of what a script gives; nothing stands for an empty object.
    fn given(&self, name: &str, value: &JsValue) -> Option<Json> {
        if value.is_null() || value.is_undefined() {
            return Some(Json::Object(Vec::new()));
        }
        match refund_intl::from_js(value) {
            Ok(json) => self.object(name, json),
            // What is wrong inside has its place; a value that is none has not.
            Err(Problem { code, message, pointer, .. }) if !pointer.is_empty() => {
                self.0.tell_error(code, &format!("the {name}: {message}"), &pointer);
                None
            }
            Err(_) => self.object(name, Json::Null),
        }
    }

    fn object(&self, name: &str, json: Json) -> Option<Json> {
        let is_object = json.as_object().is_some();
        if !is_object {
            self.0.tell_error("wrong_type", &format!("the {name} are not an object"), "");
        }
        is_object.then_some(json)
    }
}
