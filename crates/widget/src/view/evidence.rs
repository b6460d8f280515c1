//! The checklist of what belongs to this very request, with the files that are there.

use refund_policy::EvidenceAsked;
use refund_policy::document::{EvidenceKind, GivenBy};
use refund_policy::request::Attachment;

use crate::dom::{Element, Node, el};
use crate::evidence::{ACCEPT, FILE_BYTES, FILES};
use crate::message::{Action, Field};
use crate::view::known::section;
use crate::view::{Icon, View, button, icon, wrong};

impl View<'_> {
    pub(crate) fn evidence(&self) -> Option<Element> {
        let asked = &self.case.verdict.evidence;
        if asked.is_empty() {
            return None;
        }
        let takes_files = asked.iter().any(|asked| asked.kind == EvidenceKind::File);
        let list = el("ul").class("checklist").children(asked.iter().map(|asked| self.asked(asked)));
        Some(
            section("evidence", self.t("evidence.heading"))
                .class("card")
                .part("card evidence")
                .child(list)
                .maybe(takes_files.then(|| self.about_files())),
        )
    }

    fn asked(&self, asked: &EvidenceAsked) -> Element {
        let is_there = self.state.has(asked);
        let tag = match (is_there, asked.required) {
            (true, _) => "steps.done",
            (false, true) => "evidence.required",
            (false, false) => "evidence.recommended",
        };
        let title = el("p")
            .class("asked-title")
            .child(el("span").text(asked.label.clone()))
            .text(" ")
            .child(el("span").class("tag").text(self.t(tag)));
        let item = el("li")
            .key(asked.id.clone())
            .class("asked")
            .attr("data-there", if is_there { "true" } else { "false" })
            .child(icon(if is_there { Icon::Check } else { Icon::File }).key("icon"));
        let body = el("div").class("asked-body").child(title);
        match (asked.given_by, asked.kind) {
            (Some(GivenBy::OrderId), _) => item.child(body.child(self.below("evidence.in_order"))),
            (Some(GivenBy::Message), _) => item.child(body.child(self.below("evidence.in_message"))),
            (None, EvidenceKind::Text) => item.child(body.child(self.in_words(asked))),
            // Where files may be dropped: see www/tools/offered.js.
            (None, EvidenceKind::File) => {
                item.attr("data-evidence", asked.id.clone()).child(self.in_files(body, asked))
            }
        }
    }

    fn below(&self, key: &str) -> Element {
        el("p").class("quiet").text(self.t(key))
    }

    fn in_words(&self, asked: &EvidenceAsked) -> Element {
        let typed = self
            .state
            .session
            .evidence
            .get(&asked.id)
            .and_then(refund_policy::Json::as_str)
            .unwrap_or_default();
        let field = Field::Evidence(asked.id.clone());
        let input = self
            .field(field.clone(), "input", "")
            .attr("type", "text")
            .attr("aria-label", asked.label.clone())
            .value(typed);
        self.labelled(el("span"), input, field, asked.help.clone())
    }

    /// Adds the files that are there, the pickers, and what is wrong.
    fn in_files(&self, body: Element, asked: &EvidenceAsked) -> Element {
        let all = self.state.session.files.iter().enumerate();
        let rows: Vec<Element> = all
            .filter(|(_, file)| file.evidence.as_deref() == Some(&asked.id))
            .map(|(index, file)| self.file(index, file))
            .collect();
        let add = if rows.is_empty() { "evidence.add" } else { "evidence.add_more" };
        let list = (!rows.is_empty()).then(|| el("ul").class("files").children(rows));
        let reading = (self.state.reading > 0)
            .then(|| el("p").key("reading").class("reading quiet").text(self.t("evidence.reading")));
        let pickers = el("div")
            .key("pickers")
            .class("actions pickers")
            .child(self.picker(asked, add, false))
            .child(self.picker(asked, "evidence.photograph", true))
            .child(el("span").class("drop-hint quiet").text(self.t("evidence.drop")));
        body.maybe(asked.help.as_ref().map(|help| el("p").class("quiet").text(help.clone())))
            .maybe(list)
            .maybe(reading)
            .child(pickers)
            .child(self.wrong_files(&asked.id))
    }

    /// An unseen input whose label is the button; with the camera only where the device is held in the hand.
    fn picker(&self, asked: &EvidenceAsked, action: &str, is_camera: bool) -> Element {
        let field = Field::Evidence(asked.id.clone()).id();
        let id = if is_camera { [&field, "-camera"].concat() } else { field.clone() };
        let action = self.t(action);
        let name = self.fill("evidence.add_label", &[("action", &action), ("label", &asked.label)]);
        let input = el("input")
            .id(id.clone())
            .class("picker unseen")
            .attr("type", "file")
            .attr("aria-label", name)
            .attr("aria-describedby", [&field, "-wrong"].concat());
        let input = if is_camera {
            input.attr("accept", "image/*").attr("capture", "environment")
        } else {
            input.attr("accept", ACCEPT).flag("multiple", true)
        };
        let label = el("label").class("button secondary pick").part("button").attr("for", id).text(action);
        el("span").class(if is_camera { "pick-row camera" } else { "pick-row" }).child(input).child(label)
    }

    fn wrong_files(&self, evidence: &str) -> Element {
        let field = Field::Evidence(evidence.to_owned());
        let complaints =
            self.state.complaints.iter().enumerate().filter(|(_, complaint)| complaint.field == field);
        let complaints = complaints.map(|(index, complaint)| {
            wrong(["wrong-", evidence, &index.to_string()].concat(), complaint.text(self.state))
        });
        el("div").id([&field.id(), "-wrong"].concat()).children(complaints)
    }

    fn file(&self, index: usize, file: &Attachment) -> Element {
        let name = &file.name;
        let content = self.state.content(&file.sha256);
        let preview: Node = match content.and_then(|content| content.preview.as_ref()) {
            Some(canvas) => Node::Foreign(canvas.clone()),
            None => el("span").class("preview").child(icon(Icon::File)).into(),
        };
        let remove = button("link", self.t("evidence.remove"), Action::RemoveFile(index))
            .attr("aria-label", self.fill("evidence.remove_label", &[("name", name)]));
        let raw = content
            .filter(|content| content.is_raw())
            .map(|_| el("span").class("quiet").text(self.t("file.raw")));
        let text = el("span")
            .class("file-text")
            .child(el("span").class("file-name").text(name.clone()))
            .child(el("span").class("quiet").text(self.format.size(file.size as f64)))
            .maybe(raw);
        el("li").key(file.sha256.clone()).class("file").part("file").node(preview).child(text).child(remove)
    }

    /// What may be added, and what becomes of it.
    fn about_files(&self) -> Element {
        let (size, count) =
            (self.format.size(FILE_BYTES), self.format.count(u32::try_from(FILES).unwrap_or(0)));
        let limits = self.fill("evidence.limits", &[("size", &size), ("count", &count)]);
        let cleaned = self.t("evidence.cleaned");
        let is_kept = self.state.keeps_files || self.state.session.files.is_empty();
        let kept = if is_kept { String::new() } else { [" ", &self.t("evidence.not_kept")].concat() };
        el("p").class("help").text([&limits, " ", &cleaned, &kept].concat())
    }
}
