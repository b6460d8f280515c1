//! Makes the page agree with nodes.
//!
//! It takes the page as it finds it: it compares with the real nodes and their real text, never with a memory of them, because
//! translators, host frameworks, history caches and password managers change them. What is remembered of a node is only what the
//! page cannot tell: its key, what it reacts to, and what the state last said of a field's text, since what is typed there is the
//! truth until the state says something else. A clone is no node of ours, and goes.
//!
//! No node is ever moved: moving costs it the focus, its scroll position and the letter that is being composed. Nodes are known
//! again by tag and key, in order; where somebody has put them out of order, those that are in the way are made anew, and never
//! the one that has the focus.

use std::collections::HashMap;

use gloo_utils::document;
use js_sys::WeakMap;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlCanvasElement, HtmlInputElement, ShadowRoot};

use super::field;
use crate::message::Field;
use crate::node::{Element, Node, On, SLOT_PREFIX, Value};

const HTML: &str = "http://www.w3.org/1999/xhtml";
const SVG: &str = "http://www.w3.org/2000/svg";
/// Attributes that the page itself sets: what is unfolded, where a dragged file would fall, and what is behind the widget.
const LEFT_ALONE: [&str; 3] = ["open", super::offered::MARK, super::theme::THEME];

/// What stands in the page for one element.
pub(super) struct Rendered {
    /// From the page's nodes to the numbers that [`known`](Rendered::known) has them under.
    numbers: WeakMap,
    known: HashMap<u32, Known>,
    next_number: u32,
    /// Counts the renderings: a node that one has not seen is gone.
    rendering: u32,
    /// The previews of files by their hash.
    previews: HashMap<String, HtmlCanvasElement>,
    /// What has the focus, where it is ours and has a key.
    focus: Option<(web_sys::Node, String)>,
}

/// What the page cannot tell of a node.
struct Known {
    key: Option<String>,
    on: Option<On>,
    /// What the state last said that the field holds.
    said: Option<Value>,
    seen_in: u32,
}

impl Rendered {
    /// Nothing yet.
    pub(super) fn new() -> Rendered {
        Rendered {
            numbers: WeakMap::new(),
            known: HashMap::new(),
            next_number: 0,
            rendering: 0,
            previews: HashMap::new(),
            focus: None,
        }
    }

    /// Makes the shadow root show some nodes and nothing else, and the host, beside what the merchant put there, some others.
    pub(super) fn render(&mut self, root: &ShadowRoot, inside: &[Node], beside: &[Node]) {
        self.rendering = self.rendering.wrapping_add(1);
        let host = root.host();
        self.focus =
            field::active(root).or_else(|| field::active(&host.get_root_node())).and_then(|active| {
                let key = self.known(&active)?.key.clone()?;
                Some((active.into(), key))
            });
        self.arrange(root, &children(root), inside, None);
        let ours = self.beside(&host);
        self.arrange(&host, &ours, beside, None);
        self.known.retain(|_, known| known.seen_in == self.rendering);
    }

    /// What stands in the host and is ours, or was once: a framework that keeps markup puts a slotted field back as a clone.
    pub(super) fn beside(&self, host: &web_sys::Element) -> Vec<web_sys::Node> {
        let is_slotted = |child: &web_sys::Node| {
            let slot = child.dyn_ref::<web_sys::Element>().and_then(|child| child.get_attribute("slot"));
            slot.is_some_and(|slot| slot.starts_with(SLOT_PREFIX))
        };
        children(host).into_iter().filter(|child| self.known(child).is_some() || is_slotted(child)).collect()
    }

    /// Holds the preview of a file ready.
    pub(super) fn add_preview(&mut self, sha256: String, canvas: HtmlCanvasElement) {
        self.previews.insert(sha256, canvas);
    }

    /// What a node of the page reacts to.
    pub(super) fn reaction(&self, node: &web_sys::Node) -> Option<&On> {
        self.known(node)?.on.as_ref()
    }

    /// What the state last said that a field holds.
    pub(super) fn said(&self, node: &web_sys::Node) -> Option<&Value> {
        self.known(node)?.said.as_ref()
    }

    /// The fields in which something is typed, with what the state last said of them.
    pub(super) fn fields(&self, root: &ShadowRoot) -> Vec<(web_sys::Element, Field, String)> {
        let selector = "input, select, textarea";
        let found = [root.query_selector_all(selector), root.host().query_selector_all(selector)];
        let nodes = found.iter().flatten().flat_map(|list| (0..list.length()).filter_map(|at| list.item(at)));
        nodes
            .filter_map(|node| match self.known(&node)? {
                Known { on: Some(On::Input(field)), said: Some(Value::Text(said)), .. } => {
                    Some((node.unchecked_into(), field.clone(), said.clone()))
                }
                _ => None,
            })
            .collect()
    }

    /// Makes a part of what stands in `parent` agree with some nodes; what is new comes before `end`.
    fn arrange(
        &mut self,
        parent: &web_sys::Node,
        found: &[web_sys::Node],
        nodes: &[Node],
        end: Option<&web_sys::Node>,
    ) {
        if let Some((place, at)) = self.anchor(found, nodes) {
            // What holds the focus stays, and the rest is arranged around it.
            let (before, after) = (found.split_at_checked(place), nodes.split_at_checked(at));
            if let (Some((before, [anchor, rest @ ..])), Some((nodes_before, [node, nodes_after @ ..]))) =
                (before, after)
            {
                self.arrange(parent, before, nodes_before, Some(anchor));
                self.update(anchor, node);
                return self.arrange(parent, rest, nodes_after, end);
            }
        }
        let mut rest = found.iter();
        for node in nodes {
            match self.place(rest.as_slice(), node) {
                Some(place) => {
                    rest.by_ref().take(place).for_each(|gone| remove(parent, gone));
                    if let Some(real) = rest.next() {
                        self.update(real, node);
                    }
                }
                None => {
                    let Some(made) = self.create(node) else { continue };
                    // The reference is a child, unless somebody took it away a moment ago.
                    let _ = parent.insert_before(&made, rest.as_slice().first().or(end));
                    self.update(&made, node);
                }
            }
        }
        rest.for_each(|gone| remove(parent, gone));
    }

    /// The place of what holds the focus, among what is there and among what is to be there.
    fn anchor(&self, found: &[web_sys::Node], nodes: &[Node]) -> Option<(usize, usize)> {
        let (focused, key) = self.focus.as_ref()?;
        let at = nodes.iter().position(|node| holds(node, key))?;
        let place = found.iter().position(|real| real.contains(Some(focused)))?;
        self.is_same(found.get(place)?, nodes.get(at)?).then_some((place, at))
    }

    /// Which of these real nodes a node is. A search skips what is not ours, and never something with a key that is not asked for:
    /// a paragraph that is not there any more must not cost the field behind it.
    fn place(&self, found: &[web_sys::Node], node: &Node) -> Option<usize> {
        let key = if let Node::Element(element) = node { element.key.as_ref() } else { None };
        for (place, real) in found.iter().enumerate() {
            if self.is_same(real, node) {
                return Some(place);
            }
            let may_skip = key.is_some() || self.known(real).is_none_or(|known| known.key.is_none());
            if !may_skip {
                return None;
            }
        }
        None
    }

    fn is_same(&self, real: &web_sys::Node, node: &Node) -> bool {
        match node {
            Node::Text(_) => real.node_type() == web_sys::Node::TEXT_NODE,
            Node::Preview(sha256) => {
                self.previews.get(sha256).is_some_and(|canvas| canvas.is_same_node(Some(real)))
            }
            Node::Element(element) => {
                let real_tag = real.dyn_ref::<web_sys::Element>().map(web_sys::Element::local_name);
                let is_ours = self.known(real).is_some_and(|known| known.key == element.key);
                is_ours && real_tag.as_deref() == Some(element.tag)
            }
        }
    }

    fn create(&mut self, node: &Node) -> Option<web_sys::Node> {
        match node {
            Node::Text(text) => Some(document().create_text_node(text).into()),
            Node::Preview(sha256) => self.previews.get(sha256).cloned().map(Into::into),
            Node::Element(element) => {
                let namespace = if element.is_svg { SVG } else { HTML };
                let made = document().create_element_ns(Some(namespace), element.tag).ok()?;
                for (name, value) in element.attributes.iter().filter(|(name, _)| LEFT_ALONE.contains(name)) {
                    let _ = made.set_attribute(name, value);
                }
                let made: web_sys::Node = made.into();
                self.numbers.set(&made, &self.next_number.into());
                let key = element.key.clone();
                self.known
                    .insert(self.next_number, Known { key, on: None, said: None, seen_in: self.rendering });
                self.next_number = self.next_number.wrapping_add(1);
                Some(made)
            }
        }
    }

    fn update(&mut self, real: &web_sys::Node, node: &Node) {
        match node {
            Node::Text(text) if real.text_content().as_ref() != Some(text) => {
                real.set_text_content(Some(text))
            }
            Node::Element(element) => self.update_element(real.unchecked_ref(), element),
            Node::Text(_) | Node::Preview(_) => {}
        }
    }

    fn update_element(&mut self, real: &web_sys::Element, element: &Element) {
        set_attributes(real, element);
        self.arrange(real, &children(real), &element.children, None);
        let rendering = self.rendering;
        let Some(known) = self.known_mut(real) else { return };
        let before = std::mem::replace(&mut known.said, element.value.clone());
        known.on.clone_from(&element.on);
        known.seen_in = rendering;
        // After the children: a `select` can only take one of its options.
        match &element.value {
            Some(Value::Text(text)) if before != element.value => field::set_text(real, text),
            Some(Value::Checked(is_checked)) => {
                if let Some(input) =
                    real.dyn_ref::<HtmlInputElement>().filter(|input| input.checked() != *is_checked)
                {
                    input.set_checked(*is_checked);
                }
            }
            _ => {}
        }
    }

    fn number(&self, real: &JsValue) -> Option<u32> {
        self.numbers.get(real.unchecked_ref()).as_f64().map(|number| number as u32)
    }

    fn known(&self, real: &web_sys::Node) -> Option<&Known> {
        self.known.get(&self.number(real)?)
    }

    fn known_mut(&mut self, real: &web_sys::Node) -> Option<&mut Known> {
        let number = self.number(real)?;
        self.known.get_mut(&number)
    }
}

/// Whether a node is the one with this key, or has it in it.
fn holds(node: &Node, key: &str) -> bool {
    let Node::Element(element) = node else { return false };
    element.key.as_deref() == Some(key) || element.children.iter().any(|child| holds(child, key))
}

fn children(parent: &web_sys::Node) -> Vec<web_sys::Node> {
    let list = parent.child_nodes();
    (0..list.length()).filter_map(|at| list.item(at)).collect()
}

fn remove(parent: &web_sys::Node, gone: &web_sys::Node) {
    // Removing what had the focus is an event, in which a script of the page may already have taken it away.
    let _ = parent.remove_child(gone);
}

/// A field beside the merchant's children keeps what a password manager notes on it; within the shadow root everything is ours.
fn set_attributes(real: &web_sys::Element, element: &Element) {
    for (name, value) in &element.attributes {
        if real.get_attribute(name).as_ref() != Some(value) && !LEFT_ALONE.contains(name) {
            // The names are the view's, and are names.
            let _ = real.set_attribute(name, value);
        }
    }
    if element.attributes.iter().any(|(name, _)| *name == "slot") {
        return;
    }
    for name in real.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        let is_known =
            element.attributes.iter().any(|(known, _)| *known == name) || LEFT_ALONE.contains(&name.as_str());
        if !is_known {
            let _ = real.remove_attribute(&name);
        }
    }
}

#[cfg(test)]
mod tests;
