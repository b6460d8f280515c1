//! What the page's scripts do for the inside (www/tools): plumbing of the browser that decides nothing.
//!
//! It is handed in, so that a build for bundlers can bring its own, and so that what is rarely needed is loaded late.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ShadowRoot};

use crate::format::Format;

#[wasm_bindgen]
extern "C" {
    /// What www/inside.js hands in. Its promises are never rejected, but for those of what could not be loaded.
    #[derive(Clone)]
    pub type Tools;

    /// Tells a function what happens, by a word and a value: see [`crate::element`]. Gives a function that ends it.
    #[wasm_bindgen(method)]
    pub(crate) fn listen(this: &Tools, root: &ShadowRoot, hear: &JsValue) -> Function;

    /// A locale's strings.
    #[wasm_bindgen(method)]
    pub(crate) fn strings(this: &Tools, locale: &str) -> Promise;

    /// The habits of one who reads this language.
    #[wasm_bindgen(method)]
    pub(crate) fn format(this: &Tools, language: &str) -> Format;

    /// The document of an address, or the one that is given: `{status, document}`.
    #[wasm_bindgen(method)]
    pub(crate) fn load(this: &Tools, source: &JsValue) -> Promise;

    /// The language that the element is told, or an empty text; then those of the browser.
    #[wasm_bindgen(method)]
    pub(crate) fn languages(this: &Tools, host: &HtmlElement) -> Array;

    /// Moves the focus, and what is read next into view.
    #[wasm_bindgen(method)]
    pub(crate) fn focus(this: &Tools, element: &Element);

    /// Whether the focus is on the element or nowhere.
    #[wasm_bindgen(method, js_name = hasFocus)]
    pub(crate) fn has_focus(this: &Tools, host: &HtmlElement) -> bool;

    /// Dispatches an event; false where it was canceled.
    #[wasm_bindgen(method)]
    pub(crate) fn dispatch(this: &Tools, host: &HtmlElement, name: &str, detail: &JsValue) -> bool;

    /// Puts a text on the clipboard; false where that is not allowed.
    #[wasm_bindgen(method)]
    pub(crate) fn copy(this: &Tools, text: &str) -> Promise;

    /// What is shown, in words: of the elements that bear `data-copy`.
    #[wasm_bindgen(method)]
    pub(crate) fn text(this: &Tools, root: &ShadowRoot) -> String;

    /// Offers a text as a file.
    #[wasm_bindgen(method)]
    pub(crate) fn save(this: &Tools, name: &str, media_type: &str, text: &str);

    /// Prints the element alone.
    #[wasm_bindgen(method)]
    pub(crate) fn print(this: &Tools, host: &HtmlElement);

    /// Offers a deadline as a file for a calendar: what is the same for the same request, the instant in milliseconds.
    #[wasm_bindgen(method)]
    pub(crate) fn calendar(this: &Tools, name: &str, id: &str, until: f64, summary: &str, description: &str);

    /// Loads what reads files.
    #[wasm_bindgen(method)]
    pub(crate) fn prepare(this: &Tools);

    /// A file as it will be sent, kept under a session if one is named; or what is wrong with it: see
    /// [`crate::evidence::Picked`].
    #[wasm_bindgen(method)]
    pub(crate) fn read(this: &Tools, file: &JsValue, limit: f64, session: Option<&str>) -> Promise;

    /// A file that was kept, with its preview; undefined where it is gone.
    #[wasm_bindgen(method)]
    pub(crate) fn find(this: &Tools, session: &str, hash: &str) -> Promise;

    /// Forgets a file of a session; all of them, where none is named.
    #[wasm_bindgen(method)]
    pub(crate) fn drop(this: &Tools, session: &str, hash: Option<&str>);

    /// Forgets what was kept before this, in milliseconds.
    #[wasm_bindgen(method)]
    pub(crate) fn tidy(this: &Tools, before: f64);

    /// Posts a request: `{status, retryAfter, body}`, or `{failed}`. `hear` is told what part has gone out.
    #[wasm_bindgen(method)]
    pub(crate) fn send(
        this: &Tools,
        endpoint: &str,
        id: &str,
        body: &str,
        files: &Array,
        hear: &JsValue,
    ) -> Promise;
}
