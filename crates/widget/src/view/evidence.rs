//! The evidence that belongs to this very request, in its place on the form, with the files that are there.

use refund_policy::EvidenceAsked;
use refund_policy::document::EvidenceKind;

use super::fields::{labelled, optional, wrong};
use super::icon::{Icon, icon};
use super::shared::{View, button, p};
use crate::evidence::{self, is_there};
use crate::message::{Action, Field, ReadFile};
use crate::node::{Element, Node, h};
use crate::session::Attachment;

/// What is asked for beside the message and the order's number, which have fields of their own.
pub(crate) fn evidence(view: &View<'_>) -> Vec<Element> {
    let own: Vec<&EvidenceAsked> =
        view.case.verdict.evidence.iter().filter(|asked| asked.given_by.is_none()).collect();
    let mut items: Vec<Element> = own.iter().map(|asked| item(view, asked)).collect();
    if own.iter().any(|asked| asked.kind == EvidenceKind::File) && !view.state.session.files.is_empty() {
        items.push(about_files(view));
    }
    items
}

fn item(view: &View<'_>, asked: &EvidenceAsked) -> Element {
    match asked.kind {
        EvidenceKind::File => in_files(view, asked),
        EvidenceKind::Text => in_words(view, asked),
    }
}

fn in_words(view: &View<'_>, asked: &EvidenceAsked) -> Element {
    let id = evidence::field(Some(&asked.id));
    let value = view.state.session.evidence.get(&asked.id).map(String::as_str).unwrap_or_default();
    let mut label = vec![view.said(&asked.label)];
    if !asked.required {
        label.push(optional(view));
    }
    let help = asked.help.as_ref().map(|help| view.said(help));
    labelled(view, "input", (&id, Field::Evidence(asked.id.clone())), value, label, help, |input| {
        input.attr("type", "text").attr("autocomplete", "off")
    })
}

/// The place where files fall: its pickers, the files that are there, what is wrong with others.
fn in_files(view: &View<'_>, asked: &EvidenceAsked) -> Element {
    let state = view.state;
    let files = state.session.files.iter().enumerate();
    let rows: Vec<Element> = files
        .filter(|(_, file)| file.evidence.as_deref() == Some(&asked.id))
        .map(|(index, attachment)| file(view, attachment, index))
        .collect();
    let is_there = is_there(state, asked);
    let need = if asked.required { "evidence.required" } else { "evidence.recommended" };
    let about = asked.help.as_ref().map_or_else(|| view.t(need).into(), |help| view.said(help));
    let head = h("div")
        .class("drop")
        .child(icon(if is_there { Icon::Check } else { Icon::Image }))
        .child(
            h("div")
                .class("drop-text")
                .child(
                    h("p").class("label").child(view.said(&asked.label)).children(required_mark(view, asked)),
                )
                .child(p("small quiet", about)),
        )
        .child(
            h("div")
                .class("pickers")
                .child(picker(
                    view,
                    asked,
                    if rows.is_empty() { "evidence.add" } else { "evidence.add_more" },
                    false,
                ))
                .child(picker(view, asked, "evidence.photograph", true)),
        );
    h("div")
        .key(format!("asked-{}", asked.id))
        .class("field evidence")
        .attr("part", "evidence")
        .attr("data-there", is_there.to_string())
        // Where files may be dropped: the browser's layer looks for it.
        .attr("data-evidence", asked.id.clone())
        .child(head)
        .children((!rows.is_empty()).then(|| h("ul").class("files").children(rows)))
        .children(
            (state.reading > 0).then(|| p("reading small quiet", view.t("evidence.reading")).key("reading")),
        )
        .child(wrong_files(view, asked))
}

/// That it is required, beside its label.
pub(super) fn required_mark(view: &View<'_>, asked: &EvidenceAsked) -> Option<Node> {
    (asked.required && asked.help.is_some())
        .then(|| h("span").class("optional").child(format!(" {}", view.t("evidence.required_mark"))).into())
}

/// An unseen input whose label is the button; with the camera only where the device is held in the hand.
fn picker(view: &View<'_>, asked: &EvidenceAsked, key: &'static str, is_camera: bool) -> Element {
    let field = evidence::field(Some(&asked.id));
    let id = if is_camera { format!("{field}-camera") } else { field.clone() };
    let action = view.t(key);
    let name = view.fill("evidence.add_label", &[("action", action), ("label", &asked.label)]);
    let input = h("input")
        .id(id.clone())
        .class("picker unseen")
        .attr("type", "file")
        .attr("aria-label", name)
        .attr("aria-describedby", format!("{field}-wrong"));
    let input = if is_camera {
        input.attr("accept", "image/*").attr("capture", "environment")
    } else {
        input.attr("accept", refund_policy::request::files::ACCEPT).flag("multiple", true)
    };
    h("span")
        .key(id.clone() + "-row")
        .class(if is_camera { "pick camera" } else { "pick" })
        .child(input)
        .child(h("label").class("button link").attr("part", "button").attr("for", id).child(action))
}

fn wrong_files(view: &View<'_>, asked: &EvidenceAsked) -> Element {
    let field = evidence::field(Some(&asked.id));
    let complaints = view.state.complaints.iter().enumerate();
    let own = complaints.filter(|(_, complaint)| complaint.field == field);
    let lines = own.filter_map(|(index, complaint)| {
        wrong(&format!("{field}-wrong-{index}"), Some(view.complaint_text(complaint)))
    });
    h("div").id(format!("{field}-wrong")).children(lines)
}

fn file(view: &View<'_>, attachment: &Attachment, index: usize) -> Element {
    let Attachment { name, size, sha256, .. } = attachment;
    let found = view.state.files.iter().find(|file| file.attachment.sha256 == *sha256);
    let preview = match found {
        Some(ReadFile { has_preview: true, .. }) => Node::Preview(sha256.clone()),
        _ => h("span").class("preview").child(icon(Icon::File)).into(),
    };
    let is_raw = found.is_some_and(|file| file.is_raw);
    h("li")
        .key(sha256.clone())
        .class("file")
        .attr("part", "file")
        .child(preview)
        .child(
            h("div")
                .class("file-text")
                .child(p("file-name", name.as_str()))
                .child(p("small quiet", view.file_size(*size)))
                .children(is_raw.then(|| p("small quiet", view.t("file.raw")))),
        )
        .child(
            button("link", view.t("evidence.remove"), Action::RemoveFile(index))
                .attr("aria-label", view.fill("evidence.remove_label", &[("name", name)])),
        )
}

/// What becomes of files, once there are some.
fn about_files(view: &View<'_>) -> Element {
    let mut text = view.t("evidence.cleaned").to_owned();
    if !view.state.stores_files {
        text = format!("{text} {}", view.t("evidence.not_kept"));
    }
    p("small quiet", text).key("about-files")
}
