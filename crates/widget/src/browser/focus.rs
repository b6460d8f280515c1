//! Moves the focus, and with it what is read.

use gloo_utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot,
};

/// How far down in the window what has the focus may stand, as a part of its height, without being scrolled to.
const LOW: f64 = 0.6;

/// Moves the focus to a node by its id. Name and e-mail stand beside the shadow root, under an id that is the element's own in its page.
pub(super) fn move_to(root: &ShadowRoot, serial: u32, id: &str) {
    let outside = || document().get_element_by_id(&format!("refund-{serial}-{id}"));
    let Some(element) = root.get_element_by_id(id).or_else(outside) else { return };
    unfold(&element);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        // What cannot have the focus does not get it.
        let _ = element.focus_with_options(&options);
    }
    // The label of a field with an error has to be in view with it.
    show(&labelled(root, &element).unwrap_or(element));
}

/// Opens what the node with this id is folded into.
pub(super) fn unfold_to(root: &ShadowRoot, id: &str) {
    if let Some(element) = root.get_element_by_id(id) {
        unfold(&element);
    }
}

/// Opens what a node is folded into: what is not seen cannot have the focus.
fn unfold(element: &Element) {
    while let Ok(Some(fold)) = element.closest("details:not([open])") {
        if fold.set_attribute("open", "").is_err() {
            return;
        }
    }
}

/// Whether the focus is on the element or nowhere: then it may be moved without being asked for.
pub(super) fn is_here(host: &HtmlElement) -> bool {
    match document().active_element() {
        None => true,
        Some(active) => active.local_name() == "body" || host.contains(Some(&active)),
    }
}

/// Scrolls so that it stands at the top, where it is not well in view already.
fn show(element: &Element) {
    let top = element.get_bounding_client_rect().top();
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    if top < 0.0 || top > height * LOW {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Start);
        options.set_behavior(ScrollBehavior::Auto);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// The label of a field, where it is a field.
fn labelled(root: &ShadowRoot, field: &Element) -> Option<Element> {
    if !super::field::takes_keys(field) {
        return None;
    }
    let selector = format!("label[for=\"{}\"]", field.id());
    let beside = || root.host().query_selector(&selector).ok().flatten();
    root.query_selector(&selector).ok().flatten().or_else(beside)
}
