//! The browser around the element: its languages, the focus, events.

use refund_policy::Locale;
use wasm_bindgen::JsValue;
use web_sys::{
    CustomEvent, CustomEventInit, Document, HtmlElement, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

/// The locale of an element: by its `lang`, that of what it stands in, or the browser's.
pub(crate) fn locale(host: &HtmlElement) -> Locale {
    let own = host.closest("[lang]").ok().flatten().and_then(|element| element.get_attribute("lang"));
    let browser = browser_languages();
    own.iter().chain(&browser).find_map(|tag| Locale::parse(tag)).unwrap_or(Locale::En)
}

fn browser_languages() -> Vec<String> {
    let languages = web_sys::window().map(|window| window.navigator().languages());
    languages.map(|tags| tags.iter().filter_map(|tag| tag.as_string()).collect()).unwrap_or_default()
}

/// Moves the focus, and what is read next into view: to its top, where it is not well in view already.
pub(crate) fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    // Only an element that is gone refuses.
    let _ = element.focus_with_options(&options);
    let height =
        web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).unwrap_or_default();
    let top = element.get_bounding_client_rect().top();
    if top < 0.0 || top > height * 0.6 {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Start);
        options.set_behavior(ScrollBehavior::Auto);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether the focus is on the element or nowhere: then it may be moved without being asked for.
pub(crate) fn has_focus(page: &Document, host: &HtmlElement) -> bool {
    let Some(active) = page.active_element() else { return true };
    host.contains(Some(&active)) || active.tag_name() == "BODY"
}

/// Dispatches an event that leaves shadow roots; false where it was canceled.
pub(crate) fn dispatch(host: &HtmlElement, name: &str, detail: &JsValue) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(name == "refund-submit");
    init.set_detail(detail);
    match CustomEvent::new_with_event_init_dict(name, &init) {
        Ok(event) => host.dispatch_event(&event).unwrap_or(true),
        Err(_) => true,
    }
}
