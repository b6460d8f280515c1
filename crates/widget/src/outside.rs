//! The browser around the element: its languages, the focus, the clipboard, downloads, events.

use js_sys::Array;
use refund_policy::Gather;
use refund_policy::Locale;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CustomEvent, CustomEventInit, Document, HtmlAnchorElement, HtmlElement,
    ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition, Url,
};

use crate::format::Format;

/// The locale of an element, and how its shopper writes dates and numbers: by its `lang`, that of what it stands in,
/// or the browser's.
pub(crate) fn habits(host: &HtmlElement) -> (Locale, Format) {
    let browser = browser_languages();
    let own = host.closest("[lang]").ok().flatten().and_then(|element| element.get_attribute("lang"));
    let locale = own.iter().chain(&browser).find_map(|tag| Locale::parse(tag)).unwrap_or(Locale::En);
    (locale, Format::new(locale.tag(), &browser))
}

fn browser_languages() -> Vec<String> {
    let languages = web_sys::window().map(|window| window.navigator().languages());
    languages.map(|tags| tags.iter().filter_map(|tag| tag.as_string()).gather()).unwrap_or_default()
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

/// Puts a text on the clipboard; false where that is not allowed.
pub(crate) async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = window.navigator().clipboard();
    // Missing on plain HTTP.
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Offers a text as a file.
pub(crate) fn save(page: &Document, name: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type("text/plain;charset=utf-8");
    let parts = Array::of1(&JsValue::from_str(text));
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    if let Some(link) =
        page.create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok())
    {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    // The download has begun with the click.
    let _ = Url::revoke_object_url(&address);
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
