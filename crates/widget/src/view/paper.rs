//! What is only printed: on paper the answer has the evidence beside it, and the receipt the clause.

use refund_policy::Json;

use crate::dom::{Element, el};
use crate::view::View;
use crate::view::known::{row, section};

impl View<'_> {
    /// What a request should carry, as a list to tick off.
    pub(crate) fn evidence_on_paper(&self) -> Option<Element> {
        let asked = &self.case.verdict.evidence;
        let rows: Vec<Element> =
            asked.iter().map(|asked| self.asked_on_paper(&asked.label, asked.required)).collect();
        (!rows.is_empty()).then(|| self.on_paper("evidence", "evidence.heading", rows))
    }

    /// The clause and the evidence as the request named them, whatever the policy says by now.
    pub(crate) fn request_on_paper(&self) -> Vec<Element> {
        let Some(verdict) = self.state.session.sent.as_ref().and_then(|sent| sent.get("verdict")) else {
            return Vec::new();
        };
        let list = |key: &str| verdict.get(key).and_then(Json::as_list).unwrap_or_default();
        let clause = list("reasons").first().map(|reason| {
            let source = reason.get("source").map(|source| {
                let values =
                    [("document", &*text(source, "document")), ("section", &text(source, "section"))];
                row(self.fill("clause.source", &values), "")
            });
            let clause = row(text(reason, "title"), text(reason, "text"));
            self.on_paper("clause", "clause.heading", [clause].into_iter().chain(source).collect())
        });
        let asked = list("evidence")
            .iter()
            .map(|asked| self.asked_on_paper(&text(asked, "label"), text(asked, "need") == "required"));
        let evidence = self.on_paper("evidence", "evidence.heading", asked.collect());
        clause.into_iter().chain([evidence]).collect()
    }

    fn asked_on_paper(&self, label: &str, is_required: bool) -> Element {
        row(label, self.t(if is_required { "evidence.required" } else { "evidence.recommended" }))
    }

    fn on_paper(&self, id: &str, heading: &str, rows: Vec<Element>) -> Element {
        section(id, self.t(heading)).class("block on-paper").child(el("dl").class("rows").children(rows))
    }
}

fn text(json: &Json, key: &str) -> String {
    json.get(key).and_then(Json::as_str).unwrap_or_default().to_owned()
}
