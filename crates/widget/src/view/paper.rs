//! What is only printed: on paper the answer has the evidence beside it, and the receipt the clause and the evidence.

use refund_policy::Json;

use crate::dom::Element;
use crate::view::View;
use crate::view::known::{row, section};

impl View<'_> {
    /// What a request should carry, as a list to tick off.
    pub(crate) fn evidence_on_paper(&self) -> Option<Element> {
        let asked = &self.case.verdict.evidence;
        let mut list = self.on_paper("evidence", "evidence.heading");
        for asked in asked {
            list = list.child(self.asked_on_paper(&asked.label, asked.required));
        }
        (!asked.is_empty()).then_some(list)
    }

    /// The clause and the evidence as the request named them, whatever the policy says by now.
    pub(crate) fn request_on_paper(&self) -> Option<Element> {
        let verdict = self.state.session.sent.as_ref()?.get("verdict")?;
        let list = |key: &str| verdict.get(key).and_then(Json::as_list).unwrap_or_default();
        let mut paper = self.on_paper("clause", "clause.heading");
        if let Some(reason) = list("reasons").first() {
            paper = paper.child(row(text(reason, "title"), text(reason, "text")));
            let source = reason.get("source").unwrap_or(&Json::Null);
            let (document, section) = (text(source, "document"), text(source, "section"));
            let values = [("document", document.as_str()), ("section", &section)];
            paper = paper.child(row(self.fill("clause.source", &values), ""));
        }
        for asked in list("evidence") {
            paper =
                paper.child(self.asked_on_paper(&text(asked, "label"), text(asked, "need") == "required"));
        }
        Some(paper)
    }

    fn asked_on_paper(&self, label: &str, is_required: bool) -> Element {
        row(label, self.t(if is_required { "evidence.required" } else { "evidence.recommended" }))
    }

    fn on_paper(&self, id: &str, heading: &str) -> Element {
        section(id, self.t(heading)).class("block on-paper")
    }
}

fn text(json: &Json, key: &str) -> String {
    json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned()
}
