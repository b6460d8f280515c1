//! Fields: what the shopper fills in, with label, help and what is wrong.

use super::icon::{Icon, icon};
use super::shared::View;
use crate::message::Field;
use crate::node::{Element, Node, On, h};

/// A field's label.
pub(crate) fn label(field: &str, text: impl Into<Node>) -> Element {
    h("label").class("label").attr("for", field).child(text)
}

/// That a field may be left empty, behind its label's text.
pub(crate) fn optional(view: &View<'_>) -> Node {
    h("span").class("optional").child(format!(" {}", view.t("question.optional"))).into()
}

/// What is wrong, beside its field.
pub(crate) fn wrong(id: &str, text: Option<String>) -> Option<Element> {
    text.map(|text| h("p").id(id).class("wrong").child(icon(Icon::Cross)).child(h("span").child(text)))
}

/// A field: an `input`, a `textarea` or a `select`, with what it holds. What is wrong with it has the id `problem`.
pub(crate) fn input(
    tag: &'static str,
    id: &str,
    field: Field,
    value: &str,
    problem: &str,
    is_wrong: bool,
) -> Element {
    h(tag)
        .id(id)
        .class("input")
        .attr("part", "input")
        .maybe("aria-invalid", is_wrong.then_some("true"))
        .attr("aria-describedby", problem)
        .value(value)
        .on(On::Input(field))
}

/// A field of the request under its label, with help and what is wrong, which have its id with `-help` and `-wrong`.
pub(crate) fn labelled(
    view: &View<'_>,
    tag: &'static str,
    (id, field): (&str, Field),
    value: &str,
    text: impl IntoIterator<Item = Node>,
    help: Option<Node>,
    more: impl FnOnce(Element) -> Element,
) -> Element {
    let complaint = view.complaint(id);
    let problem = format!("{id}-wrong");
    let help_id = format!("{id}-help");
    let described = if help.is_some() { format!("{problem} {help_id}") } else { problem.clone() };
    h("div")
        .key(format!("{id}-field"))
        .class("field")
        .child(h("label").class("label").attr("for", id).children(text))
        .children(help.map(|help| h("p").id(help_id).class("help").child(help)))
        .child(more(input(tag, id, field, value, &described, complaint.is_some())))
        .children(wrong(&problem, complaint))
}

/// One of several, each with its value and its text. The first bears the field's id, so that the focus finds it.
pub(crate) fn choices(name: &str, field: Field, chosen: &str, options: Vec<(String, Node)>) -> Element {
    let option = |(index, (value, text)): (usize, (String, Node))| {
        let id = if index == 0 { name.to_owned() } else { format!("{name}-{value}") };
        let radio = h("input")
            .id(id)
            .class("radio")
            .attr("type", "radio")
            .attr("name", name)
            .attr("value", value.clone())
            .checked(value == chosen)
            .on(On::Input(field.clone()));
        h("label")
            .key(format!("{value}-option"))
            .class("option")
            .attr("part", "option")
            .child(radio)
            .child(h("span").child(text))
    };
    h("div").class("options").children(options.into_iter().enumerate().map(option))
}
