//! What the page's scripts do for the inside (www/tools): plumbing of the browser that decides nothing.
//!
//! It is handed in, so that a build for bundlers can bring its own, and so that what is rarely needed is loaded late.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlElement, ShadowRoot};

use crate::format::Format;

#[wasm_bindgen]
extern "C" {
    /// What www/inside.js hands in. Its promises are never rejected, but for those of what could not be loaded.
    #[derive(Clone)]
    pub type Tools;

    /// A locale's strings.
    #[wasm_bindgen(method)]
    pub(crate) fn strings(this: &Tools, locale: &str) -> Promise;

    /// The habits of one who reads this language.
    #[wasm_bindgen(method)]
    pub(crate) fn format(this: &Tools, language: &str) -> Format;

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

    /// The evidence that an event offers files for, and the files; empty where it offers none.
    #[wasm_bindgen(method)]
    pub(crate) fn offered(this: &Tools, event: &Event, root: &ShadowRoot) -> Array;

    /// A file as it will be sent, or what is wrong with it: see [`crate::evidence::Picked`].
    #[wasm_bindgen(method)]
    pub(crate) fn read(this: &Tools, file: &JsValue, limit: f64) -> Promise;

    /// Keeps a file of a session on the device; false where the browser does not.
    #[wasm_bindgen(method)]
    pub(crate) fn keep(this: &Tools, session: &str, hash: &str, file: &JsValue) -> Promise;

    /// A file that was kept, with its preview; undefined where it is gone.
    #[wasm_bindgen(method)]
    pub(crate) fn find(this: &Tools, session: &str, hash: &str) -> Promise;

    /// Forgets a file of a session; all of them, where none is named.
    #[wasm_bindgen(method)]
    pub(crate) fn drop(this: &Tools, session: &str, hash: Option<&str>);

    /// Loads what reads files.
    #[wasm_bindgen(method)]
    pub(crate) fn prepare(this: &Tools);

    /// Forgets what was kept before this, in milliseconds.
    #[wasm_bindgen(method)]
    pub(crate) fn tidy(this: &Tools, before: f64);

    /// Posts a request: `{status, retryAfter, body}`, or `{failed}`. `progress` hears what part has gone out.
    #[wasm_bindgen(method)]
    pub(crate) fn send(
        this: &Tools,
        endpoint: &str,
        id: &str,
        body: &str,
        files: &Array,
        progress: &Function,
    ) -> Promise;
}
