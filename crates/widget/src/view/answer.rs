//! The answer's screen: the verdict, why, how it changes over time, what happens then.

use refund_policy::Gather;
use refund_policy::document::{Duration, DurationUnit};
use refund_policy::{Because, Reason, Role};

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
            .maybe(self.still_open())
            .maybe(self.timeline())
            .maybe(self.why())
            .maybe(self.what_if())
            .maybe(self.processing())
            .child(self.rights())
            .maybe(self.answers(None))
            .maybe(self.given_facts())
            .child(el("div").class("actions end").child(self.to_request()))
    }

    /// Questions that were left open and would still say more.
    fn still_open(&self) -> Option<Element> {
        let rows: Vec<Element> =
            self.case.questions.iter().filter_map(|index| self.open_row(*index)).gather();
        if rows.is_empty() {
            return None;
        }
        let open =
            section("open", self.t("open.heading")).class("block").child(el("p").text(self.t("open.text")));
        Some(open.child(el("dl").class("rows").children(rows)))
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
        let deciding = reasons.iter().find(|reason| reason.role == Role::Decides);
        let informing: Vec<Element> = reasons
            .iter()
            .filter(|reason| reason.role == Role::Informs)
            .map(|reason| self.clause(reason))
            .gather();
        if deciding.is_none() && informing.is_empty() {
            return None;
        }
        let also = (!informing.is_empty()).then(|| {
            let summary = el("summary").class("summary").text(self.t("clause.also"));
            el("details").class("more").part("more").child(summary).children(informing)
        });
        let why = section("why", self.t("clause.heading")).class("block").part("clause");
        Some(why.maybe(deciding.map(|reason| self.clause(reason))).maybe(also))
    }

    fn clause(&self, reason: &Reason) -> Element {
        let because: Vec<Element> =
            reason.because.iter().filter_map(|because| self.because(because)).gather();
        let rests = (!because.is_empty()).then(|| {
            let intro = el("p").class("quiet").text(self.t("clause.because"));
            el("div").class("because").child(intro).child(el("dl").class("rows").children(because))
        });
        let source = reason.source.as_ref().map(|citation| {
            let values = [("document", reason.document.as_str()), ("section", &citation.section)];
            let cite = el("cite").text(self.fill("clause.source", &values));
            el("p").class("source").child(icon(Icon::File)).child(cite)
        });
        el("div")
            .key(reason.clause.clone())
            .class("clause")
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
        if changes.is_empty() {
            return None;
        }
        let items = changes.iter().map(|change| el("li").text(change.text.clone()));
        Some(
            section("what-if", self.t("what_if.heading"))
                .class("block")
                .child(el("ul").class("list").children(items)),
        )
    }

    /// How long the merchant takes.
    pub(crate) fn processing(&self) -> Option<Element> {
        let processing = &self.case.verdict.processing;
        let mut items = Vec::new();
        if let Some(answer) = processing.answer {
            items.push(self.fill("processing.answer", &[("time", &self.duration(answer))]));
        }
        if let Some(payout) = processing.payout {
            items.push(self.fill("processing.payout", &[("time", &self.duration(payout))]));
            if let Some((max, unit)) = payout.exceptionally {
                items.push(self.fill("processing.exceptionally", &[("time", &self.count(max, unit, None))]));
            }
        }
        if let Some(text) =
            processing.method.as_ref().and_then(|method| self.strings.find(&["processing.", method].concat()))
        {
            items.push(text);
        }
        if items.is_empty() {
            return None;
        }
        let items = items.into_iter().map(|text| el("li").text(text));
        let list = el("ul").class("list").children(items);
        Some(
            section("processing", self.t("processing.heading")).class("block").part("processing").child(list),
        )
    }

    fn duration(&self, duration: Duration) -> String {
        self.count(duration.max, duration.unit, Some(duration.min).filter(|min| *min < duration.max))
    }

    fn count(&self, max: u32, unit: DurationUnit, min: Option<u32>) -> String {
        let max_shown = self.format.count(max);
        let shown =
            min.map_or(max_shown.clone(), |min| [self.format.count(min).as_str(), "–", &max_shown].concat());
        self.strings.plural(&["duration.", unit.name()].concat(), &self.format.plural(max), &shown)
    }

    /// What the law gives stands beside what the policy gives; a second lane has its place here.
    fn rights(&self) -> Element {
        section("rights", self.t("rights.heading"))
            .class("block rights")
            .part("rights")
            .child(el("p").child(icon(Icon::Shield)).child(el("span").text(self.t("rights.text"))))
    }
}
