//! The message: the shopper's own words, the prepared letter that they become part of, and what it says in their language.

use refund_policy::Gather;
use refund_policy::Locale;

use crate::dom::{Element, el};
use crate::letter::Letter;
use crate::message::{Action, Field};
use crate::outside;
use crate::validate::secret;
use crate::view::known::section;
use crate::view::questions::check;
use crate::view::{Icon, View, button, icon, label, wrong};

impl View<'_> {
    /// The card with the letter, and a warning where it seems to hold a secret.
    pub(crate) fn letter(&self) -> Vec<Element> {
        let Some(letter) = self.state.letter() else { return Vec::new() };
        let draft = letter.draft(self.now);
        let language = self.policy.document.language;
        let mut card = section("message", self.t("message.heading")).class("card").part("card");
        if self.state.session.message.is_none()
            && let Some(asked) = letter.explanation()
        {
            let name = label("words", asked.label.clone()).maybe((!asked.required).then(|| self.optional()));
            let help = asked.help.clone().unwrap_or_default();
            let words = self
                .field(Field::Words, "textarea", &help)
                .attr("rows", "4")
                .value(self.state.session.words.clone());
            card = card.child(self.labelled(name, words, Field::Words, asked.help.clone()));
        }
        let subject = self
            .field(Field::Subject, "input", "")
            .attr("type", "text")
            .attr("lang", language.tag())
            .value(draft.subject.clone());
        let rows = draft.message.lines().count().clamp(8, 18).to_string();
        let message = self
            .field(Field::Message, "textarea", "help")
            .attr("rows", rows)
            .attr("lang", language.tag())
            .value(draft.message.clone());
        let name = label("message", self.t("message.body"));
        let message = self.labelled(name, message, Field::Message, Some(self.about(language)));
        let card = card
            .child(self.labelled(label("subject", self.t("message.subject")), subject, Field::Subject, None))
            .child(el("div").class("beside").child(message).maybe(self.translation(&letter)))
            .maybe(self.edited());
        let secret = secret(&draft.subject, &draft.message).map(|kind| self.secret(kind));
        [Some(card), secret].into_iter().flatten().gather()
    }

    fn about(&self, language: Locale) -> String {
        self.fill("message.language", &[("language", &self.format.language(language.tag()))])
    }

    fn edited(&self) -> Option<Element> {
        let session = &self.state.session;
        (session.subject.is_some() || session.message.is_some()).then(|| {
            el("p")
                .class("edited quiet")
                .child(el("span").text(self.t("message.edited")))
                .text(" ")
                .child(button("link", self.t("message.restore"), Action::Restore))
        })
    }

    /// The same in the shopper's language, to read; not of what they wrote by hand, which they understand.
    fn translation(&self, letter: &Letter) -> Option<Element> {
        let (locale, session) = (self.state.locale, &self.state.session);
        if locale == self.policy.document.language || session.message.is_some() {
            return None;
        }
        let draft = letter.prepared(self.now, locale);
        let language = self.format.language(locale.tag());
        let summary = self.fill("message.translation", &[("language", &language)]);
        Some(
            el("details")
                .key("translation")
                .class("translation")
                .flag("open", outside::is_wide())
                .child(el("summary").class("summary").text(summary))
                .child(
                    el("p").class("translation-text").text([&draft.subject, "\n\n", &draft.message].concat()),
                ),
        )
    }

    fn secret(&self, kind: &str) -> Element {
        let complaint = self.complaint(&Field::Confirm).map(|text| wrong("confirm-wrong", text));
        section("secret", self.t("secret.heading"))
            .class("notice warning")
            .part("warning")
            .child(
                el("p").child(icon(Icon::Shield)).child(el("span").text(self.t(&["secret.", kind].concat()))),
            )
            .child(check("confirm", Field::Confirm, self.state.confirmed, &self.t("secret.confirm")))
            .maybe(complaint)
    }
}
