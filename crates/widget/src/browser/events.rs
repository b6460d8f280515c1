//! What the page is told: events that bubble, and leave the shadow roots that the element may stand in.

use refund_policy::Json;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// What went wrong, as `refund-error` says it.
#[derive(Serialize)]
pub(super) struct ErrorDetail<'a> {
    pub(super) code: &'a str,
    pub(super) message: &'a str,
    pub(super) pointer: &'a str,
}

/// Tells the page of something.
pub(super) fn tell(host: &HtmlElement, name: &str, detail: &Json) {
    dispatch(host, name, &refund_intl::to_js(detail), false);
}

/// Tells the page of something that it may object to; whether it has.
pub(super) fn ask(host: &HtmlElement, name: &str, detail: &JsValue) -> bool {
    !dispatch(host, name, detail, true)
}

/// What an exception says.
pub(super) fn message(exception: &JsValue) -> Option<String> {
    let of_error = || exception.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    exception.as_string().or_else(of_error)
}

fn dispatch(host: &HtmlElement, name: &str, detail: &JsValue, is_cancelable: bool) -> bool {
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    options.set_composed(true);
    options.set_cancelable(is_cancelable);
    options.set_detail(detail);
    let event = CustomEvent::new_with_event_init_dict(name, &options);
    event.and_then(|event| host.dispatch_event(&event)).unwrap_or(true)
}

#[cfg(test)]
mod tests {
    use gloo_events::{EventListener, EventListenerOptions};
    use gloo_utils::document;
    use refund_policy::Json;
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::{CustomEvent, HtmlElement};

    use super::{ask, tell};

    #[wasm_bindgen_test]
    fn a_page_may_object_to_what_it_is_asked_and_to_nothing_else() {
        let host: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        let options = EventListenerOptions::enable_prevent_default();
        let prevent = |name: &'static str| {
            EventListener::new_with_options(&host, name, options, |event| {
                assert!(event.dyn_ref::<CustomEvent>().unwrap().composed());
                event.prevent_default();
            })
        };
        assert!(!ask(&host, "refund-submit", &wasm_bindgen::JsValue::NULL));
        let listeners = [prevent("refund-submit"), prevent("refund-sent")];
        assert!(ask(&host, "refund-submit", &wasm_bindgen::JsValue::NULL));
        tell(&host, "refund-sent", &Json::Null);
        drop(listeners);
    }
}
