//! Prints the element alone, of all that stands in the page, with everything in it unfolded.

use gloo_events::EventListener;
use gloo_utils::window;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CssStyleSheet, Document, Element, Node, ShadowRoot};

/// What is printed alone bears this attribute meanwhile.
const MARK: &str = "data-refund-print";
/// Whatever does not hold it is hidden, and what holds it adds nothing of its own.
const ALONE: &str = "@media print {
  :not(:has([data-refund-print]), [data-refund-print], [data-refund-print] *) { display: none !important; }
  :has([data-refund-print]) { all: revert !important; display: block !important; }
}";

/// Prints an element.
pub(super) fn print(element: &Element) {
    let Ok(sheet) = CssStyleSheet::new() else { return };
    // The text is a style sheet.
    let _ = sheet.replace_sync(ALONE);
    let folded = folded(element);
    let hosts = hosts(element);
    set(&hosts, &sheet, &folded, true);
    EventListener::once(&window(), "afterprint", move |_| set(&hosts, &sheet, &folded, false)).forget();
    // Where a frame may not print, nothing is.
    let _ = window().print();
}

fn set(hosts: &[Element], sheet: &CssStyleSheet, folded: &[Element], is_printing: bool) {
    for host in hosts {
        let _ = host.toggle_attribute_with_force(MARK, is_printing);
        adopt(&host.get_root_node(), sheet, is_printing);
    }
    for details in folded {
        let _ = details.toggle_attribute_with_force("open", is_printing);
    }
}

/// The element, and the hosts of the shadow roots that it stands in.
fn hosts(element: &Element) -> Vec<Element> {
    let around = |inner: &Element| Some(inner.get_root_node().dyn_ref::<ShadowRoot>()?.host());
    std::iter::successors(Some(element.clone()), around).collect()
}

fn folded(element: &Element) -> Vec<Element> {
    let found = element.shadow_root().and_then(|root| root.query_selector_all("details:not([open])").ok());
    let Some(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

fn adopt(root: &Node, sheet: &CssStyleSheet, is_added: bool) {
    let of_shadow = root.dyn_ref::<ShadowRoot>().map(ShadowRoot::adopted_style_sheets);
    let sheets = of_shadow.or_else(|| root.dyn_ref::<Document>().map(Document::adopted_style_sheets));
    let others = sheets.into_iter().flat_map(|sheets| sheets.iter().collect::<Vec<JsValue>>());
    let others = others.filter(|other| !js_sys::Object::is(other, sheet));
    let all: Array = others.chain(is_added.then(|| sheet.into())).collect();
    match (root.dyn_ref::<ShadowRoot>(), root.dyn_ref::<Document>()) {
        (Some(root), _) => root.set_adopted_style_sheets(&all),
        (_, Some(document)) => document.set_adopted_style_sheets(&all),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use gloo_utils::{body, document, window};
    use js_sys::{Function, Reflect};
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::{Event, ShadowRootInit, ShadowRootMode};

    use super::{MARK, print};

    #[wasm_bindgen_test]
    fn everything_is_unfolded_while_it_is_printed_and_as_it_was_after() {
        Reflect::set(&window(), &"print".into(), &Function::new_no_args("")).unwrap();
        let host = document().create_element("div").unwrap();
        body().append_child(&host).unwrap();
        let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).unwrap();
        root.set_inner_html("<details></details><details open></details>");
        let open = || root.query_selector_all("details[open]").unwrap().length();
        let sheets = document().adopted_style_sheets().length();
        print(&host);
        assert_eq!((open(), host.has_attribute(MARK)), (2, true));
        assert_eq!(document().adopted_style_sheets().length(), sheets + 1);
        window().dispatch_event(&Event::new("afterprint").unwrap()).unwrap();
        assert_eq!((open(), host.has_attribute(MARK)), (1, false));
        assert_eq!(document().adopted_style_sheets().length(), sheets);
        host.remove();
    }
}
