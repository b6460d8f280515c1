//! The checklist of what belongs to this very request, with the files that are there.

use refund_policy::EvidenceAsked;
use refund_policy::Gather;
use refund_policy::document::{EvidenceKind, GivenBy};

use crate::dom::{Element, Node, el};
use crate::evidence::{ACCEPT, Attached, FILE_BYTES, FILES};
use crate::message::{Action, Field, On};
use crate::view::known::section;
use crate::view::{Icon, View, button, icon, wrong};

impl View<'_> {
    pub(crate) fn evidence(&self) -> Option<Element> {
        let asked = &self.case.verdict.evidence;
        if asked.is_empty() {
            return None;
        }
        let takes_files = asked.iter().any(|asked| asked.kind == EvidenceKind::File);
        let limits = takes_files.then(|| {
            let (size, count) =
                (self.format.size(FILE_BYTES), self.format.count(u32::try_from(FILES).unwrap_or(0)));
            let limits = self.fill("evidence.limits", &[("size", &size), ("count", &count)]);
            el("p").class("help").text([limits.as_str(), " ", &self.t("evidence.not_kept")].concat())
        });
        let list = el("ul").class("checklist").children(asked.iter().map(|asked| self.asked(asked)));
        Some(
            section("evidence", self.t("evidence.heading"))
                .class("card")
                .part("card evidence")
                .child(list)
                .maybe(limits),
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
        let body = match (asked.given_by, asked.kind) {
            (Some(GivenBy::OrderId), _) => body.child(self.below("evidence.in_order")),
            (Some(GivenBy::Message), _) => body.child(self.below("evidence.in_message")),
            (None, EvidenceKind::Text) => body.child(self.in_words(asked)),
            (None, EvidenceKind::File) => body.children(self.files(asked).into_iter().flatten()),
        };
        item.child(body)
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

    fn files(&self, asked: &EvidenceAsked) -> [Option<Element>; 4] {
        let is_it = |file: &Attached| file.is.evidence.as_deref() == Some(&asked.id);
        let all = self.state.files.iter().enumerate();
        let rows: Vec<Element> =
            all.filter(|(_, file)| is_it(file)).map(|(index, file)| self.file(index, file)).gather();
        let action = self.t(if rows.is_empty() { "evidence.add" } else { "evidence.add_more" });
        let help = asked.help.as_ref().map(|help| el("p").class("quiet").text(help.clone()));
        let field = Field::Evidence(asked.id.clone());
        let complaints =
            self.state.complaints.iter().enumerate().filter(|(_, complaint)| complaint.field == field);
        let complaints = complaints.map(|(index, complaint)| {
            wrong(["wrong-", &asked.id, &index.to_string()].concat(), complaint.text(self.state))
        });
        let complaints = el("div").id([&field.id(), "-wrong"].concat()).children(complaints);
        // The input itself is unseen; its label is the button, and shows its focus.
        let name = self.fill("evidence.add_label", &[("action", &action), ("label", &asked.label)]);
        let input = el("input")
            .id(field.id())
            .class("picker unseen")
            .attr("type", "file")
            .attr("accept", ACCEPT)
            .flag("multiple", true)
            .attr("aria-label", name)
            .attr("aria-describedby", [&field.id(), "-wrong"].concat())
            .on(On::Files(asked.id.clone()));
        let label =
            el("label").class("button secondary pick").part("button").attr("for", field.id()).text(action);
        let list = (!rows.is_empty()).then(|| el("ul").class("files").children(rows));
        let picker = el("div").key("picker").class("pick-row").child(input).child(label);
        [help, list, Some(picker), Some(complaints)]
    }

    fn file(&self, index: usize, file: &Attached) -> Element {
        let name = &file.is.name;
        let preview: Node = match &file.preview {
            Some(canvas) => Node::Foreign(canvas.clone()),
            None => el("span").class("preview").child(icon(Icon::File)).into(),
        };
        let remove = button("link", self.t("evidence.remove"), Action::RemoveFile(index))
            .attr("aria-label", self.fill("evidence.remove_label", &[("name", name)]));
        el("li")
            .key(file.is.sha256.clone())
            .class("file")
            .part("file")
            .node(preview)
            .child(
                el("span")
                    .class("file-text")
                    .child(el("span").class("file-name").text(name.clone()))
                    .child(el("span").class("quiet").text(self.format.size(file.size()))),
            )
            .child(remove)
    }
}
