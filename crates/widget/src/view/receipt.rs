//! The receipt: what the shopper keeps.

use crate::dom::{Element, el};
use crate::format::Style;
use crate::message::Action;
use crate::view::known::row;
use crate::view::{Icon, View, button, icon};

impl View<'_> {
    pub(crate) fn receipt(&self) -> Element {
        let screen = el("div").key("receipt").class("screen");
        let Some(receipt) = &self.state.receipt else { return screen };
        let received = receipt
            .received_at
            .map(|at| row(self.t("receipt.received"), self.format.date(Style::FullDateTime, at)));
        let reference = el("dd").class("reference").part("reference").text(receipt.reference.clone());
        let facts = el("dl")
            .class("rows")
            .child(el("div").class("row").child(el("dt").text(self.t("receipt.reference"))).child(reference))
            .maybe(received);
        let card = el("section")
            .class("card verdict")
            .part("card receipt")
            .attr("data-status", "qualifies")
            .attr("aria-labelledby", "receipt")
            .child(el("div").class("seal").child(icon(Icon::Check)))
            .child(
                el("h3")
                    .id("receipt")
                    .class("headline")
                    .attr("tabindex", "-1")
                    .text(self.t("receipt.heading")),
            )
            .child(facts)
            .maybe(receipt.is_earlier.then(|| el("p").text(self.t("receipt.earlier"))))
            .child(el("p").class("quiet").text(self.t("receipt.keep")))
            .child(
                el("div")
                    .class("actions")
                    .child(button("secondary", self.t("receipt.save"), Action::Save))
                    .child(button("secondary", self.t("take.print"), Action::Print)),
            );
        let summary = el("summary").class("summary").text(self.t("receipt.content"));
        let content = el("details").class("more").part("more").child(summary).children(self.content());
        screen
            .child(card)
            .maybe(self.request_on_paper())
            .maybe(self.processing())
            .child(el("div").class("block").child(content))
            .child(el("div").class("actions end").child(button(
                "quiet",
                self.t("receipt.again"),
                Action::Forget,
            )))
    }
}
