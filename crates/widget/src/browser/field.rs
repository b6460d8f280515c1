//! What a field of the page holds, whichever of the three kinds it is.

use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Node, ShadowRoot,
};

/// The text that a field holds.
pub(super) fn text(field: &Element) -> Option<String> {
    let input = || field.dyn_ref().map(HtmlInputElement::value);
    let area = || field.dyn_ref().map(HtmlTextAreaElement::value);
    let select = || field.dyn_ref().map(HtmlSelectElement::value);
    input().or_else(area).or_else(select)
}

/// Sets the text of a field where it holds another one; where it has the focus, the caret stays where it was.
pub(super) fn set_text(field: &Element, value: &str) {
    if text(field).as_deref() == Some(value) {
        return;
    }
    let has_focus = active(&field.get_root_node()).is_some_and(|active| active.is_same_node(Some(field)));
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        // A field for a date or an address tells no caret.
        let caret = input.selection_start().ok().flatten().filter(|_| has_focus);
        input.set_value(value);
        if let Some(caret) = caret {
            let _ = input.set_selection_range(caret, caret);
        }
    } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        let caret = area.selection_start().ok().flatten().filter(|_| has_focus);
        area.set_value(value);
        if let Some(caret) = caret {
            let _ = area.set_selection_range(caret, caret);
        }
    } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
    }
}

/// What has the focus in a document or a shadow root.
pub(super) fn active(root: &Node) -> Option<Element> {
    match root.dyn_ref::<ShadowRoot>() {
        Some(root) => root.active_element(),
        None => root.dyn_ref::<Document>()?.active_element(),
    }
}

/// Whether it holds something that the browser cannot read yet: the hour of a time without its minutes.
pub(super) fn is_incomplete(field: &Element) -> bool {
    field.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.validity().bad_input())
}

/// Whether letters are typed into it, or something is chosen by them.
pub(super) fn takes_keys(element: &Element) -> bool {
    ["input", "select", "textarea"].contains(&element.local_name().as_str())
}

/// Whether it has a single line, in which Enter goes on.
pub(super) fn is_one_line(element: &Element) -> bool {
    const OTHERS: [&str; 7] = ["button", "checkbox", "file", "image", "radio", "reset", "submit"];
    element.dyn_ref::<HtmlInputElement>().is_some_and(|input| !OTHERS.contains(&input.type_().as_str()))
}
