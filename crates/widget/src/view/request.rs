//! The request's screen: evidence, who asks, the message, and what will be sent.

use refund_policy::Gather;
use refund_policy::document::GivenBy;

use crate::dom::{Element, Node, el};
use crate::message::{Action, Field, On, Screen};
use crate::view::known::section;
use crate::view::{View, button, label, wrong};

impl View<'_> {
    pub(crate) fn request(&self) -> Element {
        let heading =
            el("h3").id("request").class("ask").attr("tabindex", "-1").text(self.t("request.heading"));
        el("form")
            .key("request")
            .class("screen")
            .flag("novalidate", true)
            .on(On::Submit(Action::Send))
            .child(
                el("div")
                    .class("intro")
                    .child(heading)
                    .child(el("p").class("lead").text(self.t("request.intro"))),
            )
            .maybe(self.evidence())
            .child(self.contact())
            .children(self.letter())
            .child(self.sending())
            .child(el("div").class("actions end").child(button(
                "quiet",
                self.t("request.back"),
                Action::Go(Screen::Answer),
            )))
    }

    fn contact(&self) -> Element {
        // Label, field and complaint come from outside the shadow root, where autofill works.
        let slotted = |field: &'static str| {
            let slot = |part: &str| el("slot").attr("name", ["refund-", field, "-", part].concat());
            el("div").class("field").children(["label", "help", "input", "wrong"].map(slot))
        };
        section("contact", self.t("contact.heading"))
            .class("card")
            .part("card")
            .child(slotted("name"))
            .child(slotted("email"))
            .child(self.order())
    }

    fn order(&self) -> Element {
        // The policy may call it otherwise: a licence key, an invoice's number.
        let asked = self.case.verdict.evidence.iter().find(|asked| asked.given_by == Some(GivenBy::OrderId));
        let name = asked.map_or_else(|| self.t("contact.order"), |asked| asked.label.clone());
        let help = asked.and_then(|asked| asked.help.clone()).unwrap_or_else(|| self.t("contact.order_help"));
        let value = self.state.letter().map(|letter| letter.order_id().to_owned()).unwrap_or_default();
        let typed = self.state.session.order_id.clone().unwrap_or(value);
        let optional = asked.is_none_or(|asked| !asked.required);
        let name = label("order-id", name).maybe(optional.then(|| self.optional()));
        let input = self
            .field(Field::OrderId, "input", &help)
            .attr("autocomplete", "off")
            .attr("type", "text")
            .value(typed);
        self.labelled(name, input, Field::OrderId, Some(help))
    }

    pub(crate) fn optional(&self) -> Element {
        el("span").class("optional").text([" ", &self.t("question.optional")].concat())
    }

    /// A field, described by its help and by what is wrong with it.
    pub(crate) fn field(&self, field: Field, tag: &'static str, help: &str) -> Element {
        let id = field.id();
        let is_wrong = self.complaint(&field).is_some();
        let describe =
            if help.is_empty() { [&id, "-wrong"].concat() } else { [&id, "-wrong ", &id, "-help"].concat() };
        el(tag)
            .id(id)
            .class("input")
            .part("input")
            .attr("aria-invalid", if is_wrong { "true" } else { "false" })
            .attr("aria-describedby", describe)
            .on(On::Input(field))
    }

    /// A field under its label, with help and what is wrong.
    pub(crate) fn labelled(
        &self,
        label: Element,
        input: Element,
        field: Field,
        help: Option<String>,
    ) -> Element {
        let id = field.id();
        let help = help.map(|text| el("p").id([&id, "-help"].concat()).class("help").text(text));
        let complaint = self.complaint(&field).map(|text| wrong([&id, "-wrong"].concat(), text));
        el("div").class("field").child(label).maybe(help).child(input).maybe(complaint)
    }

    /// Name and e-mail: the nodes that stand beside the merchant's children and show in the slots.
    pub(crate) fn light_fields(&self) -> Vec<Node> {
        let session = &self.state.session;
        let help = self.t("contact.email_help");
        let name = self.light_field("name", "text", Field::Name, &session.name, None);
        let email = self.light_field("email", "email", Field::Email, &session.email, Some(help));
        [name, email].into_iter().flatten().map(Node::from).gather()
    }

    fn light_field(
        &self,
        name: &'static str,
        kind: &str,
        field: Field,
        value: &str,
        help: Option<String>,
    ) -> Vec<Element> {
        let id = self.light_id(name);
        let slot = |tag, part: &str| {
            let key = ["refund-", name, "-", part].concat();
            el(tag).attr("slot", key.clone()).key(key)
        };
        let complaint = self.complaint(&field);
        let wrong_id = [&id, "-wrong"].concat();
        let help_id = [&id, "-help"].concat();
        let input = slot("input", "input")
            .attr("id", id.clone())
            .attr("type", kind)
            .attr("name", name)
            .attr("autocomplete", name)
            .attr("aria-required", "true")
            .attr("aria-invalid", if complaint.is_some() { "true" } else { "false" })
            .attr("aria-describedby", [&wrong_id, " ", &help_id].concat())
            .on(On::Input(field))
            .value(value);
        let label = slot("label", "label").attr("for", id).text(self.t(&["contact.", name].concat()));
        let help = help.map(|text| slot("span", "help").attr("id", help_id).text(text));
        let complaint = complaint.map(|text| slot("span", "wrong").attr("id", wrong_id).text(text));
        [Some(label), Some(input), help, complaint].into_iter().flatten().gather()
    }

    /// An id that is the element's own among all of its page.
    fn light_id(&self, name: &str) -> String {
        ["refund-", &self.serial.to_string(), "-", name].concat()
    }
}
