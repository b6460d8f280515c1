//! The answer's screen: the verdict, why, how it changes over time, what happens then.

use refund_policy::{Because, Reason, Role, Status};

use crate::dom::{Element, el};
use crate::message::Action;
use crate::view::known::{row, section};
use crate::view::{Icon, View, button, icon};

impl View<'_> {
    pub(crate) fn answer(&self) -> Element {
        el("div")
            .key("answer")
            .class("screen")
            .child(self.verdict())
            .maybe(self.timeline())
            .maybe(
                (self.case.verdict.status != Status::NeedsInformation).then(|| self.still_open()).flatten(),
            )
            .maybe(self.why())
            .maybe(self.what_if())
            .maybe(self.processing())
            .child(self.rights())
            .maybe(self.answers(None))
            .maybe(self.given_facts())
            .child(el("div").class("actions end").child(self.to_request()))
            .maybe(self.evidence_on_paper())
    }

    /// Questions that were left open: what the answer depends on, or what would still make it more precise.
    pub(crate) fn still_open(&self) -> Option<Element> {
        let rows = el("dl").class("rows").each(&self.case.questions, &|index| self.open_row(*index));
        let rows = rows.or_none()?;
        let is_decisive = self.case.verdict.status == Status::NeedsInformation;
        let text = self.t(if is_decisive { "open.decides" } else { "open.text" });
        Some(section("open", self.t("open.heading")).class("block").child(el("p").text(text)).child(rows))
    }

    fn open_row(&self, index: usize) -> Option<Element> {
        let label = self.label(self.state.fact(index)?);
        let answer = button("link", self.t("open.answer"), Action::Change(index))
            .attr("aria-label", self.fill("open.answer_label", &[("label", &label)]));
        let name = el("dt").text(label);
        Some(el("div").class("row").child(name).child(el("dd").class("act").child(answer)))
    }

    fn why(&self) -> Option<Element> {
        let reasons = &self.case.verdict.reasons;
        let as_what = |role| move |reason: &Reason| (reason.role == role).then(|| self.clause(reason));
        let informing = el("div").each(reasons, &as_what(Role::Informs)).or_none().map(|clauses| {
            let summary = el("summary").class("summary").text(self.t("clause.also"));
            el("details").class("more").part("more").child(summary).child(clauses)
        });
        let deciding = el("div").each(reasons, &as_what(Role::Decides)).or_none();
        if deciding.is_none() && informing.is_none() {
            return None;
        }
        let why = section("why", self.t("clause.heading")).class("block").part("clause");
        Some(why.maybe(deciding).maybe(informing))
    }

    fn clause(&self, reason: &Reason) -> Element {
        let because = el("dl").class("rows").each(&reason.because, &|because| self.because(because));
        let rests = because.or_none().map(|because| {
            let intro = el("p").class("quiet").text(self.t("clause.because"));
            el("div").class("because").child(intro).child(because)
        });
        let source = reason.source.as_ref().map(|citation| {
            let values = [("document", reason.document.as_str()), ("section", &citation.section)];
            let cite = el("cite").text(self.fill("clause.source", &values));
            el("p").class("source").child(icon(Icon::File)).child(cite)
        });
        el("div")
            .key(reason.clause.clone())
            .class("clause")
            .flag("data-copy", reason.role == Role::Decides)
            .child(el("h5").class("clause-title").text(reason.title.clone()))
            .child(el("p").text(reason.text.clone()))
            .maybe(source)
            .maybe(rests)
    }

    fn because(&self, because: &Because) -> Option<Element> {
        let index = self.policy.document.fact(&because.fact)?;
        let fact = self.state.fact(index)?;
        Some(row(self.label(fact), self.value(fact, self.case.facts.get(index)?)))
    }

    fn what_if(&self) -> Option<Element> {
        let changes = &self.case.verdict.what_if;
        let list = el("ul").class("list").each(changes, &|change| Some(el("li").text(change.text.clone())));
        let list = list.or_none()?;
        Some(section("what-if", self.t("what_if.heading")).class("block").child(list))
    }

    /// What the law gives stands beside what the policy gives; a second lane has its place here.
    fn rights(&self) -> Element {
        section("rights", self.t("rights.heading"))
            .class("block rights")
            .part("rights")
            .child(el("p").child(icon(Icon::Shield)).child(el("span").text(self.t("rights.text"))))
    }
}
