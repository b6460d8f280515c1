//! What is known already: from the order, and from the answers, each of which can be changed.

use refund_policy::document::Fact;

use crate::dom::{Element, el};
use crate::format::Join;
use crate::message::Action;
use crate::view::{View, button};

impl View<'_> {
    /// What the merchant gave.
    pub(crate) fn given_facts(&self) -> Option<Element> {
        let given = self.state.given.as_object().unwrap_or_default();
        let list = el("dl").class("rows brief").each(given, &|(id, _)| self.given_row(id)).or_none()?;
        Some(self.known("from-order", "known.heading").child(list))
    }

    fn given_row(&self, id: &str) -> Option<Element> {
        let index = self.policy.document.fact(id)?;
        // What could not be used is not in the case either.
        self.case.json.get(id)?;
        let fact = self.state.fact(index)?;
        Some(row(self.label(fact), self.value(fact, self.case.facts.get(index)?)))
    }

    /// What the shopper answered, but for the question that is being changed.
    pub(crate) fn answers(&self, but: Option<usize>) -> Option<Element> {
        let session = &self.state.session;
        let rows = el("dl")
            .class("rows")
            .each(session.answers.as_object().unwrap_or_default(), &|(id, _)| self.answer_row(id, but))
            .each(&session.unknown, &|id| self.answer_row(id, but))
            .or_none();
        let set_aside = self.set_aside(but);
        if rows.is_none() && set_aside.is_none() {
            return None;
        }
        Some(self.known("answers", "answers.heading").maybe(rows).maybe(set_aside))
    }

    fn known(&self, id: &str, heading: &str) -> Element {
        section_under("h3", id, self.t(heading)).class("known").part("known")
    }

    /// Answers that another one has made needless, in case the shopper looks for them.
    fn set_aside(&self, but: Option<usize>) -> Option<Element> {
        let mut labels = Vec::new();
        for (id, _) in self.state.session.answers.as_object().unwrap_or_default() {
            let Some(index) = self.policy.document.fact(id) else { continue };
            let is_asked = Some(index) == but || self.case.questions.contains(&index);
            if !is_asked && self.case.json.get(id).is_none() {
                labels.extend(self.state.fact(index).map(|fact| self.label(fact)));
            }
        }
        if labels.is_empty() {
            return None;
        }
        let labels = self.format.list(labels, Join::And);
        Some(el("p").class("quiet set-aside").text(self.fill("answers.set_aside", &[("labels", &labels)])))
    }

    fn answer_row(&self, id: &str, but: Option<usize>) -> Option<Element> {
        let index = self.policy.document.fact(id).filter(|index| Some(*index) != but)?;
        let fact = self.state.fact(index)?;
        let value = match self.case.facts.get(index) {
            // What the merchant gives by now stands above.
            _ if self.state.given.get(id).is_some_and(|given| self.case.json.get(id) == Some(given)) => {
                return None;
            }
            Some(value) if self.case.json.get(id).is_some() => self.value(fact, value),
            _ if self.state.session.unknown.contains(&fact.id) && self.case.questions.contains(&index) => {
                self.t("answers.unknown")
            }
            _ => return None,
        };
        let label = self.label(fact);
        let change = button("link", self.t("answers.change"), Action::Change(index))
            .attr("aria-label", self.fill("answers.change_label", &[("label", &label)]));
        Some(row(label, value).key(id).child(el("dd").class("act").child(change)))
    }

    /// A short noun for a fact.
    pub(crate) fn label(&self, fact: &Fact) -> String {
        fact.label.get(self.state.locale).to_owned()
    }
}

/// A name and what it stands for.
pub(crate) fn row(name: impl Into<String>, value: impl Into<String>) -> Element {
    el("div").class("row").child(el("dt").text(name)).child(el("dd").text(value))
}

/// A part of a screen under its heading.
pub(crate) fn section(id: &str, heading: String) -> Element {
    section_under("h4", id, heading)
}

/// A part of a screen under a heading of this level.
pub(crate) fn section_under(level: &'static str, id: &str, heading: String) -> Element {
    let id = [id, "-heading"].concat();
    let heading = el(level).class("heading").attr("id", id.clone()).text(heading);
    el("section").key(id.clone()).attr("aria-labelledby", id).child(heading)
}
