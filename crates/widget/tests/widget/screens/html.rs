//! Nodes as HTML, to look at and to count.

use refund_widget::message::Action;
use refund_widget::node::{Element, Node, On, Value};

/// Nodes as HTML text.
pub(crate) fn html(nodes: &[Node]) -> String {
    nodes.iter().map(written).collect()
}

fn written(node: &Node) -> String {
    match node {
        Node::Text(text) => escaped(text),
        Node::Preview(_) => "<canvas class=\"preview\"></canvas>".to_owned(),
        Node::Element(element) => element_written(element),
    }
}

fn element_written(element: &Element) -> String {
    let mut tag = format!("<{}", element.tag);
    for (name, value) in &element.attributes {
        tag.push_str(&format!(" {name}=\"{}\"", escaped(value)));
    }
    let inside = match &element.value {
        Some(Value::Checked(true)) => {
            tag.push_str(" checked");
            String::new()
        }
        Some(Value::Text(text)) if element.tag == "input" => {
            tag.push_str(&format!(" value=\"{}\"", escaped(text)));
            String::new()
        }
        Some(Value::Text(text)) if element.tag == "textarea" => escaped(text),
        _ => html(&element.children),
    };
    match element.tag {
        "input" => format!("{tag}>"),
        name => format!("{tag}>{inside}</{name}>"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// Every element, in the order in which they stand.
pub(crate) fn elements(nodes: &[Node]) -> Vec<&Element> {
    let mut found = Vec::new();
    for node in nodes {
        if let Node::Element(element) = node {
            found.push(element);
            found.extend(elements(&element.children));
        }
    }
    found
}

/// An element's attribute.
pub(crate) fn attribute<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

pub(crate) fn has_class(element: &Element, class: &str) -> bool {
    attribute(element, "class").is_some_and(|classes| classes.split(' ').any(|known| known == class))
}

/// What buttons and forms do.
pub(crate) fn actions(nodes: &[Node]) -> Vec<Action> {
    let action = |element: &&Element| match &element.on {
        Some(On::Click(action) | On::Submit(action)) => Some(action.clone()),
        _ => None,
    };
    elements(nodes).iter().filter_map(action).collect()
}

/// What is seen before anything is unfolded: not what only readers or paper have, nor the labels of pictures.
pub(crate) fn seen(nodes: &[Node]) -> String {
    let mut text = String::new();
    for node in nodes {
        match node {
            Node::Text(part) => text.push_str(part),
            Node::Preview(_) => {}
            Node::Element(element) => text.push_str(&seen_of(element)),
        }
    }
    text
}

fn seen_of(element: &Element) -> String {
    let is_hidden = ["unseen", "on-paper"].iter().any(|class| has_class(element, class));
    if element.is_svg || is_hidden || attribute(element, "hidden").is_some() || element.tag == "option" {
        return String::new();
    }
    let is_closed = element.tag == "details";
    let shown = element.children.iter().filter(|child| !is_closed || is_summary(child));
    format!(" {} ", seen(&shown.cloned().collect::<Vec<_>>()))
}

fn is_summary(node: &Node) -> bool {
    matches!(node, Node::Element(element) if element.tag == "summary")
}

/// A word is what stands between spaces and has a letter or a digit.
pub(crate) fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}
