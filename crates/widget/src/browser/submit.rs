//! Sends a request: the page may object, or send by itself; else it is posted.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object, Promise, Reflect};
use refund_policy::{Json, parse};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::running::{Running, now};
use super::send::{self, Exchange, Post};
use super::{events, lock};
use crate::message::Message;
use crate::outcome::Outcome;

impl Running {
    /// Tells the page of the request, and posts it unless the page has prevented that.
    pub(super) fn submit(self: &Rc<Self>, request: &Json, post: Post) {
        let answer = Rc::new(RefCell::new(None));
        let detail = detail(request, &post, &answer);
        let is_prevented = events::ask(&self.host, "refund-submit", &detail);
        let answer = answer.take();
        let running = self.clone();
        spawn_local(async move {
            let outcome = match (is_prevented, answer) {
                (false, _) => of_exchange(running.post(post).await),
                (true, Some(answer)) => of_page(JsFuture::from(answer).await),
                (true, None) => Outcome::failed("cancelled", true),
            };
            running.send(Message::Answered(outcome));
        });
    }

    async fn post(self: &Rc<Self>, post: Post) -> Exchange {
        let running = self.clone();
        let name = format!("refund-widget:{}", post.id);
        let sent = async move { send::send(&post, move |part| running.send(Message::Progress(part))).await };
        // The same id keeps a request single where there are no locks.
        lock::alone(&name, sent).await.unwrap_or(Exchange::Failed { code: "elsewhere", is_unsent: false })
    }
}

/// `{request, files, respondWith}`: a page that sends by itself prevents the event, and gives a promise of the receipt.
fn detail(request: &Json, post: &Post, answer: &Rc<RefCell<Option<Promise>>>) -> JsValue {
    let answer = answer.clone();
    let respond_with = Closure::once_into_js(move |promise: JsValue| {
        // A value that is no promise is one that is kept already.
        answer.replace(Some(Promise::resolve(&promise)));
    });
    let detail = Object::new();
    let files: Array = post.files.iter().map(|(_, file)| file).collect();
    let members =
        [("request", refund_intl::to_js(request)), ("files", files.into()), ("respondWith", respond_with)];
    for (name, value) in members {
        // A new object takes whatever it is given.
        let _ = Reflect::set(&detail, &name.into(), &value);
    }
    detail.into()
}

/// What the page's own sending came to: its promise gives the receipt, and what it rejects with is shown.
fn of_page(answer: Result<JsValue, JsValue>) -> Outcome {
    let json = |value: &JsValue| refund_intl::from_js(value).unwrap_or(Json::Null);
    match answer {
        Ok(receipt) => Outcome::of_page(json(&receipt)),
        // What an exception says is no member that can be listed.
        Err(reason) if reason.is_instance_of::<js_sys::Error>() => {
            Outcome::of_rejection(&events::message(&reason).into())
        }
        Err(reason) => Outcome::of_rejection(&json(&reason)),
    }
}

fn of_exchange(exchange: Exchange) -> Outcome {
    match exchange {
        Exchange::Answer { status, retry_at, body } => {
            let body = parse(body.as_bytes()).ok();
            Outcome::of_answer(status, retry_at, body.as_ref(), now())
        }
        Exchange::Failed { code, is_unsent } => Outcome::failed(code, is_unsent),
    }
}
