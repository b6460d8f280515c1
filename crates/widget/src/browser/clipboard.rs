//! Puts texts on the clipboard.

use gloo_utils::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, ShadowRoot};

/// Puts a text on the clipboard; false where that is not allowed.
pub(super) async fn copy(text: &str) -> bool {
    // On plain HTTP and in some web views there is none, whatever the types say.
    let clipboard = window().navigator().clipboard();
    !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// What the screen says in words, of the parts that are worth taking along: those that bear `data-copy`.
pub(super) fn shown(root: &ShadowRoot) -> String {
    let Ok(parts) = root.query_selector_all("[data-copy]") else { return String::new() };
    let text = |at| Some(parts.item(at)?.dyn_ref::<HtmlElement>()?.inner_text());
    let texts = (0..parts.length()).filter_map(text).map(|text| {
        let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
        lines.join("\n")
    });
    texts.filter(|text| !text.is_empty()).collect::<Vec<String>>().join("\n\n")
}
