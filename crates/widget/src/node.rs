//! What is shown, as values. A screen is a function from the state to nodes; `browser` makes the page agree with them.
//!
//! Nothing here parses HTML, sets a style or runs a handler: that keeps the widget within the strictest content security policy.

use std::ops::{Deref, DerefMut};

use crate::message::{Action, Field};

/// What the names of the slots begin with in which fields beside the merchant's own children show: what bears such a name there and
/// is not a node of the last rendering is a stranger's copy of one.
pub const SLOT_PREFIX: &str = "refund-";

/// Something that is shown.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// An element.
    Element(Element),
    /// A text.
    Text(String),
    /// The preview of a file, by its SHA-256: a canvas that `browser` has drawn.
    Preview(String),
}

/// An element of HTML or SVG, made one part after the other.
#[derive(Clone, PartialEq, Debug)]
pub struct Element(Box<Parts>);

/// What an element consists of.
#[derive(Clone, PartialEq, Debug)]
pub struct Parts {
    /// Its tag.
    pub tag: &'static str,
    /// Whether it is one of SVG's.
    pub is_svg: bool,
    /// What it is known by among its siblings in the next rendering; its id, where it has one.
    pub key: Option<String>,
    /// Its attributes, in the order in which they were set; each name once.
    pub attributes: Vec<(&'static str, String)>,
    /// What a field holds.
    pub value: Option<Value>,
    /// What it reacts to.
    pub on: Option<On>,
    /// What stands in it.
    pub children: Vec<Node>,
}

/// What a field holds: a property of the page's node, and no attribute.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// The text of an input, a text area or a select.
    Text(String),
    /// Whether a box or a radio button is ticked.
    Checked(bool),
}

/// What an element reacts to.
#[derive(Clone, PartialEq, Debug)]
pub enum On {
    /// A click, or a key that does the same.
    Click(Action),
    /// The submission of a form.
    Submit(Action),
    /// Something typed or chosen: the field's text becomes the state's.
    Input(Field),
    /// A box that is ticked or not: `"true"` or the empty text becomes the state's.
    Tick(Field),
}

/// An element of HTML.
pub fn h(tag: &'static str) -> Element {
    element(tag, false)
}

/// An element of SVG.
pub fn svg(tag: &'static str) -> Element {
    element(tag, true)
}

fn element(tag: &'static str, is_svg: bool) -> Element {
    let (attributes, children) = (Vec::new(), Vec::new());
    Element(Box::new(Parts { tag, is_svg, key: None, attributes, value: None, on: None, children }))
}

impl Deref for Element {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Element {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

impl Element {
    /// Sets an attribute.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Element {
        self.attributes.retain(|(known, _)| *known != name);
        self.attributes.push((name, value.into()));
        self
    }

    /// Sets an attribute without a value where `is_there` holds.
    #[must_use]
    pub fn flag(self, name: &'static str, is_there: bool) -> Element {
        if is_there { self.attr(name, "") } else { self }
    }

    /// Sets an attribute where there is a value for it.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Element {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets the class.
    #[must_use]
    pub fn class(self, class: impl Into<String>) -> Element {
        self.attr("class", class)
    }

    /// Sets the id, by which it is also known in the next rendering.
    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Element {
        let id = id.into();
        self.key(id.clone()).attr("id", id)
    }

    /// Sets what it is known by in the next rendering.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Element {
        self.key = Some(key.into());
        self
    }

    /// Sets the text that a field holds.
    #[must_use]
    pub fn value(mut self, text: impl Into<String>) -> Element {
        self.value = Some(Value::Text(text.into()));
        self
    }

    /// Sets whether a box is ticked.
    #[must_use]
    pub fn checked(mut self, is_checked: bool) -> Element {
        self.value = Some(Value::Checked(is_checked));
        self
    }

    /// Sets what it reacts to.
    #[must_use]
    pub fn on(mut self, on: On) -> Element {
        self.on = Some(on);
        self
    }

    /// Adds a child.
    #[must_use]
    pub fn child(mut self, child: impl Into<Node>) -> Element {
        self.children.push(child.into());
        self
    }

    /// Adds children; none for an `Option` that is none.
    #[must_use]
    pub fn children<T: Into<Node>>(mut self, children: impl IntoIterator<Item = T>) -> Element {
        self.children.extend(children.into_iter().map(Into::into));
        self
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Node {
        Node::Element(element)
    }
}

impl From<String> for Node {
    fn from(text: String) -> Node {
        Node::Text(text)
    }
}

impl From<&str> for Node {
    fn from(text: &str) -> Node {
        Node::Text(text.to_owned())
    }
}
