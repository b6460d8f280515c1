//! Nodes as values, and the one function that makes the page agree with them.
//!
//! A screen is a function from the state to [`Node`]s; [`patch`] changes what differs and leaves the rest alone, so
//! that focus, selection and half-typed dates survive a new rendering. Nothing here parses HTML, sets a style or
//! runs a handler: that keeps it within the strictest content security policy.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::Document;

use crate::message::On;

const HTML: &str = "http://www.w3.org/1999/xhtml";
const SVG: &str = "http://www.w3.org/2000/svg";
/// The property that leads from a DOM node to its handler.
const SLOT: &str = "refundHandler";

/// Something that is shown.
pub(crate) enum Node {
    /// A text.
    Text(String),
    /// An element with what is in it.
    Element(Element),
    /// A DOM node that was made elsewhere (a preview's canvas).
    Foreign(web_sys::Element),
}

/// An element that is shown. It is boxed so that building one hands a pointer on and not all of it.
pub(crate) struct Element(Box<Inner>);

#[derive(Default)]
struct Inner {
    tag: &'static str,
    svg: bool,
    key: String,
    attributes: Vec<(&'static str, String)>,
    value: Option<String>,
    checked: Option<bool>,
    on: Option<On>,
    children: Vec<Node>,
}

/// An element of HTML.
pub(crate) fn el(tag: &'static str) -> Element {
    Element(Box::new(Inner { tag, ..Inner::default() }))
}

/// An element of SVG.
pub(crate) fn svg(tag: &'static str) -> Element {
    Element(Box::new(Inner { tag, svg: true, ..Inner::default() }))
}

impl Element {
    /// Sets an attribute.
    pub(crate) fn attr(mut self, name: &'static str, value: impl Into<String>) -> Element {
        self.0.attributes.push((name, value.into()));
        self
    }

    /// Sets an attribute that is there or not.
    pub(crate) fn flag(self, name: &'static str, is_set: bool) -> Element {
        if is_set { self.attr(name, "") } else { self }
    }

    /// Its classes.
    pub(crate) fn class(self, names: impl Into<String>) -> Element {
        self.attr("class", names)
    }

    /// Its name for the merchant's style sheet: `::part(name)`.
    pub(crate) fn part(self, name: &'static str) -> Element {
        self.attr("part", name)
    }

    /// Its id, by which it is also known again in the next rendering.
    pub(crate) fn id(mut self, id: impl Into<String>) -> Element {
        self.0.key = id.into();
        let id = self.0.key.clone();
        self.attr("id", id)
    }

    /// What it is known by in the next rendering, where its place may change.
    pub(crate) fn key(mut self, key: impl Into<String>) -> Element {
        self.0.key = key.into();
        self
    }

    /// The value of a field. What the shopper types is only overwritten where the state says something new.
    pub(crate) fn value(mut self, value: impl Into<String>) -> Element {
        self.0.value = Some(value.into());
        self
    }

    /// Whether a radio button or a check box is on.
    pub(crate) fn checked(mut self, is_on: bool) -> Element {
        self.0.checked = Some(is_on);
        self
    }

    /// What happens on a click, an input, a choice of files or a submission.
    pub(crate) fn on(mut self, on: On) -> Element {
        self.0.on = Some(on);
        self
    }

    /// Puts an element into it.
    pub(crate) fn child(self, child: Element) -> Element {
        self.node(Node::Element(child))
    }

    /// Puts a node into it.
    pub(crate) fn node(mut self, node: Node) -> Element {
        self.0.children.push(node);
        self
    }

    /// Puts an element into it where there is one.
    pub(crate) fn maybe(self, child: Option<Element>) -> Element {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Puts what is shown of each item into it. The function is called, and not compiled anew: it is used everywhere.
    pub(crate) fn each<T>(mut self, items: &[T], show: &dyn Fn(&T) -> Option<Element>) -> Element {
        for item in items {
            self = self.maybe(show(item));
        }
        self
    }

    /// The element, or nothing where nothing is in it.
    pub(crate) fn or_none(self) -> Option<Element> {
        if self.0.children.is_empty() { None } else { Some(self) }
    }

    /// Puts elements into it. A plain loop: `extend` would be compiled anew for every kind of iterator, at length.
    pub(crate) fn children(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        for child in children {
            self = self.child(child);
        }
        self
    }

    /// Puts a text into it.
    pub(crate) fn text(self, text: impl Into<String>) -> Element {
        self.node(Node::Text(text.into()))
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Node {
        Node::Element(element)
    }
}

/// A node that stands in the page.
pub(crate) struct Mounted {
    dom: web_sys::Node,
    /// What it was made from; its children are in `children`.
    view: Node,
    children: Vec<Mounted>,
    slot: Option<usize>,
}

/// The handlers of what stands in the page, by the number that each node bears.
pub(crate) type Handlers = Vec<On>;

/// Makes `parent`, whose own nodes are `old`, show `new`; nodes that others put there stay.
///
/// Nodes are known again by tag and key, in order: none is ever moved, since moving costs it the focus.
pub(crate) fn patch(
    page: &Document,
    parent: &web_sys::Node,
    old: Vec<Mounted>,
    new: Vec<Node>,
    handlers: &mut Handlers,
) -> Vec<Mounted> {
    let mut mounted = Vec::with_capacity(new.len());
    let mut rest = old.into_iter();
    for node in new {
        let place = rest.as_slice().iter().position(|candidate| same(&candidate.view, &node));
        let next = match place {
            Some(place) => {
                rest.by_ref().take(place).for_each(|gone| remove(parent, &gone));
                rest.next().and_then(|known| update(page, known, node, handlers))
            }
            None => {
                let Some(made) = create(page, node, handlers) else { continue };
                let before = rest.as_slice().first().map(|next| &next.dom);
                // The page's tree only refuses a node that would contain itself.
                let _ = parent.insert_before(&made.dom, before);
                Some(made)
            }
        };
        mounted.extend(next);
    }
    rest.for_each(|gone| remove(parent, &gone));
    mounted
}

fn same(old: &Node, new: &Node) -> bool {
    match (old, new) {
        (Node::Text(_), Node::Text(_)) => true,
        (Node::Element(old), Node::Element(new)) => old.0.tag == new.0.tag && old.0.key == new.0.key,
        (Node::Foreign(old), Node::Foreign(new)) => old == new,
        _ => false,
    }
}

fn remove(parent: &web_sys::Node, gone: &Mounted) {
    // Somebody else may have taken it away already (a host page's framework).
    let _ = parent.remove_child(&gone.dom);
}

fn create(page: &Document, node: Node, handlers: &mut Handlers) -> Option<Mounted> {
    match node {
        Node::Text(text) => {
            let dom = page.create_text_node(&text).into();
            Some(Mounted { dom, view: Node::Text(text), children: Vec::new(), slot: None })
        }
        Node::Foreign(element) => {
            let dom = element.clone().into();
            Some(Mounted { dom, view: Node::Foreign(element), children: Vec::new(), slot: None })
        }
        Node::Element(element) => {
            let Inner { tag, svg: is_svg, key, .. } = &*element.0;
            let namespace = if *is_svg { SVG } else { HTML };
            let dom = page.create_element_ns(Some(namespace), tag).ok()?.into();
            // As if it had stood there without anything.
            let bare = Inner { tag, key: key.clone(), ..Inner::default() };
            let view = Node::Element(Element(Box::new(bare)));
            update(page, Mounted { dom, view, children: Vec::new(), slot: None }, element.into(), handlers)
        }
    }
}

fn update(page: &Document, old: Mounted, new: Node, handlers: &mut Handlers) -> Option<Mounted> {
    let Mounted { dom, view, children, slot } = old;
    match (view, new) {
        (Node::Text(before), Node::Text(text)) => {
            if before != text {
                dom.set_text_content(Some(&text));
            }
            Some(Mounted { dom, view: Node::Text(text), children, slot })
        }
        (Node::Element(Element(before)), Node::Element(Element(mut inner))) => {
            set_attributes(dom.unchecked_ref(), &before.attributes, &inner.attributes);
            let slot = set_handler(&dom, slot, inner.on.take(), handlers);
            let children = patch(page, &dom, children, std::mem::take(&mut inner.children), handlers);
            set_properties(&dom, &before, &inner);
            Some(Mounted { dom, view: Node::Element(Element(inner)), children, slot })
        }
        (view, _) => Some(Mounted { dom, view, children, slot }),
    }
}

fn set_attributes(dom: &web_sys::Element, old: &[(&'static str, String)], new: &[(&'static str, String)]) {
    for (name, _) in old.iter().filter(|(name, _)| !new.iter().any(|(kept, _)| kept == name)) {
        let _ = dom.remove_attribute(name);
    }
    for (name, value) in new.iter().filter(|attribute| !old.contains(attribute)) {
        let _ = dom.set_attribute(name, value);
    }
}

fn set_handler(dom: &JsValue, old: Option<usize>, on: Option<On>, handlers: &mut Handlers) -> Option<usize> {
    let slot = on.map(|on| {
        handlers.push(on);
        handlers.len() - 1
    });
    if slot != old {
        set_property(dom, SLOT, &slot.map_or(JsValue::UNDEFINED, |slot| JsValue::from_f64(slot as f64)));
    }
    slot
}

/// A value comes after the children: a `select` can only take one of its options.
fn set_properties(dom: &JsValue, old: &Inner, new: &Inner) {
    if let Some(value) = new.value.as_ref().filter(|_| new.value != old.value) {
        let value = JsValue::from_str(value);
        if property(dom, "value") != value {
            set_property(dom, "value", &value);
        }
    }
    if let Some(checked) = new.checked {
        let checked = JsValue::from_bool(checked);
        if property(dom, "checked") != checked {
            set_property(dom, "checked", &checked);
        }
    }
}

/// A property of a JavaScript object; undefined where it has none.
pub(crate) fn property(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn set_property(object: &JsValue, name: &str, value: &JsValue) {
    // A DOM node takes every property.
    let _ = js_sys::Reflect::set(object, &JsValue::from_str(name), value);
}

/// The handler of the node on which an event happened, or of the nearest around it; with that node.
pub(crate) fn handler<'a>(event: &web_sys::Event, handlers: &'a Handlers) -> Option<(JsValue, &'a On)> {
    event.composed_path().iter().find_map(|node| {
        let slot = property(&node, SLOT).as_f64()?;
        let on = handlers.get(slot as usize)?;
        on.is_for(&event.type_()).then_some((node, on))
    })
}

#[cfg(test)]
#[cfg(target_arch = "wasm32")]
mod tests {
    use wasm_bindgen::JsCast;
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::{Document, Element as DomElement, HtmlInputElement};

    use super::{Element, Handlers, Mounted, Node, el, patch, svg};
    use crate::message::{Field, On};

    /// A place in the page, and what stands in it.
    struct Place {
        page: Document,
        parent: DomElement,
        mounted: Vec<Mounted>,
        handlers: Handlers,
    }

    impl Place {
        fn new() -> Place {
            let page = web_sys::window().unwrap().document().unwrap();
            let parent = page.create_element("div").unwrap();
            page.body().unwrap().append_child(&parent).unwrap();
            Place { page, parent, mounted: Vec::new(), handlers: Vec::new() }
        }

        fn show(&mut self, elements: Vec<Element>) {
            self.handlers.clear();
            let nodes = elements.into_iter().map(Node::Element).collect();
            let old = std::mem::take(&mut self.mounted);
            self.mounted = patch(&self.page, &self.parent, old, nodes, &mut self.handlers);
        }

        fn html(&self) -> String {
            self.parent.inner_html()
        }

        fn find(&self, selector: &str) -> DomElement {
            self.parent.query_selector(selector).unwrap().unwrap()
        }
    }

    #[wasm_bindgen_test]
    fn what_differs_is_changed() {
        let mut place = Place::new();
        place.show(vec![
            el("p").class("a").flag("hidden", true).text("one"),
            el("ul").child(el("li").text("x")),
        ]);
        assert_eq!(place.html(), r#"<p class="a" hidden="">one</p><ul><li>x</li></ul>"#);
        place.show(vec![el("p").class("b").text("two"), el("ul")]);
        assert_eq!(place.html(), r#"<p class="b">two</p><ul></ul>"#);
        place.show(Vec::new());
        assert_eq!(place.html(), "");
    }

    #[wasm_bindgen_test]
    fn nodes_are_known_again_and_never_moved() {
        let mut place = Place::new();
        let item = |key: &str| el("li").key(key).text(key);
        place.show(vec![item("a"), item("b"), item("c")]);
        let (b, c) = (place.find("li:nth-child(2)"), place.find("li:nth-child(3)"));
        place.show(vec![item("b"), item("new"), item("c")]);
        assert_eq!(place.html(), "<li>b</li><li>new</li><li>c</li>");
        assert!(place.find("li:nth-child(1)") == b && place.find("li:nth-child(3)") == c);
    }

    #[wasm_bindgen_test]
    fn what_was_typed_and_the_focus_survive() {
        let mut place = Place::new();
        let field = || el("input").id("field").value("").on(On::Input(Field::Name));
        place.show(vec![field()]);
        let input: HtmlInputElement = place.find("#field").dyn_into().unwrap();
        input.focus().unwrap();
        input.set_value("typed");
        place.show(vec![el("p").text("news"), field()]);
        assert_eq!(input.value(), "typed");
        assert_eq!(place.page.active_element().as_ref(), Some(input.as_ref()));
        place.show(vec![el("p").text("news"), field().value("told")]);
        assert_eq!(input.value(), "told");
    }

    #[wasm_bindgen_test]
    fn a_choice_and_a_tick_follow_the_state() {
        let mut place = Place::new();
        let option = |value: &'static str| el("option").attr("value", value);
        let form = |chosen: &str, is_on| {
            let select = el("select").child(option("a")).child(option("b")).value(chosen);
            el("form").child(select).child(el("input").attr("type", "checkbox").checked(is_on))
        };
        place.show(vec![form("b", true)]);
        let chosen = |place: &Place| super::property(&place.find("select"), "value").as_string().unwrap();
        let is_on = |place: &Place| super::property(&place.find("input"), "checked").as_bool().unwrap();
        assert_eq!((chosen(&place).as_str(), is_on(&place)), ("b", true));
        place.show(vec![form("a", false)]);
        assert_eq!((chosen(&place).as_str(), is_on(&place)), ("a", false));
    }

    #[wasm_bindgen_test]
    fn others_nodes_stay_and_svg_is_svg() {
        let mut place = Place::new();
        let theirs = place.page.create_element("form").unwrap();
        place.parent.append_child(&theirs).unwrap();
        place.show(vec![svg("svg").child(svg("path").attr("d", "M0 0"))]);
        assert_eq!(place.find("path").namespace_uri().as_deref(), Some("http://www.w3.org/2000/svg"));
        place.show(Vec::new());
        assert_eq!(place.html(), "<form></form>");
    }
}
