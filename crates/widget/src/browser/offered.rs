//! Files on their way into the widget: chosen, dropped or pasted. What an event offers has to be taken while it lasts.

use gloo_utils::document;
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, DragEvent, Element, Event, File, FileList, HtmlInputElement, Node, ShadowRoot,
};

/// The place that a file dragged over the widget would fall into.
pub(super) const MARK: &str = "data-over";
/// An element with this attribute, an evidence's id, takes files.
const EVIDENCE: &str = "data-evidence";

/// The evidence that an event offers files for, and the files. A drop beside the places counts for the first one: else it would
/// cost the shopper the page.
pub(super) fn offered(event: &Event, root: &ShadowRoot) -> Option<(String, Vec<File>)> {
    let all = root.query_selector_all(&format!("[{EVIDENCE}]")).ok()?;
    let places: Vec<Element> = (0..all.length()).filter_map(|at| all.item(at)?.dyn_into().ok()).collect();
    let target: Option<Node> = event.composed_path().get(0).dyn_into().ok();
    let place = places.iter().find(|place| place.contains(target.as_ref())).or(places.first())?;
    let files = match event.type_().as_str() {
        "change" => chosen(target.as_ref()?.dyn_ref()?),
        "paste" => pasted(event.dyn_ref()?, target.as_ref()?, root),
        _ => dragged(event.dyn_ref()?, place),
    };
    (!files.is_empty()).then(|| (place.get_attribute(EVIDENCE).unwrap_or_default(), files))
}

/// A picker is emptied, so that the same file can be chosen again after it was removed.
fn chosen(picker: &HtmlInputElement) -> Vec<File> {
    if picker.type_() != "file" {
        return Vec::new();
    }
    let files = listed(picker.files());
    picker.set_value("");
    files
}

/// A picture in the clipboard. Text that brings a picture of itself along (from a word processor) is pasted as text, and what is
/// pasted into the merchant's own fields is theirs. Where nothing has the focus, it is meant for the widget.
fn pasted(event: &ClipboardEvent, target: &Node, root: &ShadowRoot) -> Vec<File> {
    let is_ours =
        root.contains(Some(target)) || document().body().is_some_and(|body| body.is_same_node(Some(target)));
    let Some(data) = event.clipboard_data().filter(|_| is_ours && !event.default_prevented()) else {
        return Vec::new();
    };
    let is_text = data.types().iter().any(|kind| kind == "text/plain");
    let files = listed(data.files());
    if is_text || files.is_empty() {
        return Vec::new();
    }
    event.prevent_default();
    files
}

fn dragged(event: &DragEvent, place: &Element) -> Vec<File> {
    let Some(data) = event.data_transfer().filter(|data| data.types().iter().any(|kind| kind == "Files"))
    else {
        return Vec::new();
    };
    event.prevent_default();
    let goes_on_to: Option<Node> = event.related_target().and_then(|target| target.dyn_into().ok());
    let is_over = match event.type_().as_str() {
        "dragover" => true,
        "dragleave" => goes_on_to.is_some_and(|target| place.contains(Some(&target))),
        _ => false,
    };
    // The name is one.
    let _ = place.toggle_attribute_with_force(MARK, is_over);
    if event.type_() == "drop" { listed(data.files()) } else { Vec::new() }
}

fn listed(files: Option<FileList>) -> Vec<File> {
    files.map(|files| (0..files.length()).filter_map(|at| files.item(at)).collect()).unwrap_or_default()
}
