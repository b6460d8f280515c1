//! Offers a text as a file.

use gloo_file::{Blob, ObjectUrl};
use gloo_timers::callback::Timeout;
use gloo_utils::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlAnchorElement;

/// Safari reads what is offered a while after the click.
const MILLIS: u32 = 40_000;

/// Offers a text as a file of this name and media type.
pub(super) fn offer(name: &str, media_type: &str, text: &str) {
    let url = ObjectUrl::from(Blob::new_with_options(text, Some(media_type)));
    let Ok(link) = document().create_element("a") else { return };
    let link: HtmlAnchorElement = link.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The address ends with its value.
    Timeout::new(MILLIS, move || drop(url)).forget();
}
