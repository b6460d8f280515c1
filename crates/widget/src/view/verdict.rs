//! The verdict in one sentence, what it comes to, until when, and what is still to be done for it.

use refund_policy::document::{Amount, Combination, RemedyKind};
use refund_policy::{Facts, Instant, RemedyGiven, Segment, Status, StepDue, Value};

use crate::dom::{Element, el};
use crate::format::{Style, float, local_offset};
use crate::letter::options;
use crate::message::{Action, Field, Screen};
use crate::view::known::section;
use crate::view::questions::radios;
use crate::view::{Icon, View, button, icon};

impl View<'_> {
    /// The card with the answer.
    pub(crate) fn verdict(&self) -> Element {
        let status = self.case.verdict.status;
        let headline = el("h3")
            .id("answer")
            .class("headline")
            .part("headline")
            .attr("tabindex", "-1")
            .text(self.headline());
        el("section")
            .class("card verdict")
            .part("card verdict")
            .attr("data-status", status.name())
            .attr("aria-labelledby", "answer")
            .child(self.pill(status))
            .child(headline)
            .maybe(self.amounts())
            .maybe(self.deadline())
            .maybe(self.steps())
            .maybe(self.choices())
            .child(el("div").class("actions").child(self.to_request()))
    }

    /// Whatever the answer is, the shopper can write to the merchant.
    pub(crate) fn to_request(&self) -> Element {
        let key = match self.case.verdict.status {
            Status::DoesNotQualify => "verdict.write_anyway",
            _ => "verdict.request",
        };
        button("primary", self.t(key), Action::Go(Screen::Request)).attr("part", "button primary")
    }

    /// The verdict in one sentence.
    pub(crate) fn headline(&self) -> String {
        let verdict = &self.case.verdict;
        let kinds: Vec<RemedyKind> = verdict.remedies.iter().map(|given| given.kind).collect();
        let remedies = self.remedies(&kinds, verdict.choice);
        let alternatives: Vec<RemedyKind> = verdict.alternatives.iter().map(|given| given.kind).collect();
        let name = ["headline.", verdict.status.name()].concat();
        match verdict.status {
            Status::NeedsInformation => self.t(&name),
            Status::DoesNotQualify if alternatives.is_empty() => self.t(&name),
            Status::DoesNotQualify => {
                let alternatives = self.remedies(&alternatives, Combination::Shopper);
                self.fill(&[&name, ".alternatives"].concat(), &[("alternatives", &alternatives)])
            }
            _ if kinds.is_empty() => self.t(&[&name, ".none"].concat()),
            _ => self.fill(&name, &[("remedies", &remedies)]),
        }
    }

    /// What each remedy comes to, with the arithmetic where it is not simply all that was paid.
    fn amounts(&self) -> Option<Element> {
        let verdict = &self.case.verdict;
        let is_promised = matches!(verdict.status, Status::Qualifies | Status::ActionRequired);
        let single = verdict.remedies.len() == 1;
        let rows: Vec<Element> =
            verdict.remedies.iter().filter_map(|given| self.amount(given, single, is_promised)).collect();
        (!rows.is_empty()).then(|| el("div").class("amounts").part("amount").children(rows))
    }

    fn amount(&self, given: &RemedyGiven, single: bool, is_promised: bool) -> Option<Element> {
        let amount = self.format.money(given.amount?);
        let shown = if given.estimate { self.fill("amount.about", &[("amount", &amount)]) } else { amount };
        let name = (!single)
            .then(|| el("span").class("amount-name").text(self.t(&["remedy.", given.kind.name()].concat())));
        let class = if single && is_promised { "amount" } else { "amount small" };
        let arithmetic = self.arithmetic(given).map(|text| el("span").class("arithmetic").text(text));
        let note = given.estimate.then(|| el("span").class("arithmetic").text(self.t("amount.estimate")));
        Some(
            el("p")
                .class("amount-row")
                .maybe(name)
                .child(el("strong").class(class).text(shown))
                .maybe(arithmetic)
                .maybe(note),
        )
    }

    /// "€99.80 × 1 of 2".
    fn arithmetic(&self, given: &RemedyGiven) -> Option<String> {
        let deciding = self.case.verdict.deciding()?;
        let clause = self.policy.document.clauses.iter().find(|clause| clause.id == deciding.clause)?;
        let paid = match self.case.facts.get(self.policy.document.fact("amount_paid")?)? {
            Value::Money(money) => self.format.money(money),
            _ => return None,
        };
        let remedy = clause.then.remedies.iter().find(|remedy| remedy.kind == given.kind)?;
        let number = |fact| number(&self.case.facts, fact);
        match remedy.amount {
            Amount::Unnamed | Amount::Paid => None,
            Amount::Share { part, of } => {
                let (part, whole) = (self.format.number(number(part)?), self.format.number(number(of)?));
                Some(self.fill("amount.share", &[("paid", &paid), ("part", &part), ("whole", &whole)]))
            }
            Amount::Unused(ratio) => {
                let unused = self.format.percent(1.0 - float(number(ratio)?));
                Some(self.fill("amount.unused", &[("paid", &paid), ("unused", &unused)]))
            }
            Amount::Percent(percent) => {
                let percent = self.format.percent(float(percent) / 100.0);
                Some(self.fill("amount.percent", &[("paid", &paid), ("percent", &percent)]))
            }
        }
    }

    fn deadline(&self) -> Option<Element> {
        let verdict = &self.case.verdict;
        if verdict.status == Status::NeedsInformation {
            return None;
        }
        let Some((until, is_loss)) = self.last_moment() else {
            let holds = matches!(verdict.status, Status::Qualifies | Status::Review);
            return holds.then(|| el("p").class("deadline quiet").text(self.t("deadline.none")));
        };
        let key = if is_loss { "deadline.send_by" } else { "deadline.holds_until" };
        let left =
            self.fill("deadline.left", &[("time", &self.format.length(until.millis() - self.now.millis()))]);
        let zone = &self.policy.document.zone;
        let elsewhere = (self.policy.zone().offset_at(until) != local_offset(until)).then(|| {
            let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
            el("span").class("quiet").text(self.fill("deadline.zone", &[("zone", &city)]))
        });
        let when =
            el("time").attr("datetime", until.to_string()).class("deadline-date").text(self.end(until));
        Some(
            el("p").class("deadline").part("deadline").child(icon(Icon::Clock)).child(
                el("span")
                    .class("deadline-text")
                    .child(el("span").class("deadline-label").text(self.t(key)))
                    .child(when)
                    .child(el("span").class("deadline-left").part("time-left").text(left))
                    .maybe(elsewhere),
            ),
        )
    }

    /// Until when to send the request so as not to lose what is given now; and whether something is lost then at all.
    ///
    /// A step that is met by waiting changes the status and not what is given, so that the time runs on past it.
    fn last_moment(&self) -> Option<(Instant, bool)> {
        let verdict = &self.case.verdict;
        let promises = |status| matches!(status, Status::Qualifies | Status::ActionRequired);
        if !promises(verdict.status) {
            return Some((verdict.until?, !verdict.remedies.is_empty()));
        }
        let mut until = verdict.until?;
        let kinds: Vec<RemedyKind> = verdict.remedies.iter().map(|given| given.kind).collect();
        let same = |segment: &&Segment| promises(segment.status) && segment.remedies == kinds;
        while let Some(next) = verdict.timeline.iter().filter(same).find(|segment| segment.from == until) {
            until = next.until?;
        }
        Some((until, true))
    }

    fn steps(&self) -> Option<Element> {
        let steps = &self.case.verdict.steps;
        if steps.is_empty() {
            return None;
        }
        let list = el("ol").class("steps").children(steps.iter().map(|step| self.step(step)));
        Some(section("steps", self.t("steps.heading")).class("block").child(list))
    }

    fn step(&self, step: &StepDue) -> Element {
        let (state, when) = match step.met_at {
            None => ("to_do", None),
            Some(at) => {
                let relative = self.format.relative(at, self.now, false);
                let date = self.format.date(Style::DateTime, at);
                ("running", Some(self.fill("steps.met_from", &[("date", &date), ("relative", &relative)])))
            }
        };
        // A step that stands before nothing is advice, and not a task.
        let is_task = self.case.verdict.status == Status::ActionRequired;
        let tag = is_task.then(|| el("span").class("tag").text(self.t(&["steps.", state].concat())));
        el("li")
            .class("step")
            .attr("data-state", state)
            .child(
                el("p").class("step-title").child(el("span").text(step.title.clone())).text(" ").maybe(tag),
            )
            .child(el("p").text(step.text.clone()))
            .maybe(when.map(|when| el("p").class("quiet").text(when)))
    }

    /// What is the shopper's to choose: between remedies, and how an alternative is wanted.
    fn choices(&self) -> Option<Element> {
        let verdict = &self.case.verdict;
        let wish = &self.state.session.wish;
        if verdict.choice == Combination::Shopper && verdict.remedies.len() > 1 {
            let named = verdict
                .remedies
                .iter()
                .map(|given| (given.kind.name(), self.t(&["remedy.", given.kind.name()].concat())));
            let radios = radios("options", Field::Wish, wish, named);
            return Some(self.choice("choice.heading", radios));
        }
        let given = verdict.alternatives.iter().find(|given| !given.options.is_empty())?;
        let options: Vec<(String, String)> = options(self.policy, self.case, given.kind.name())
            .iter()
            .map(|option| {
                let id = [given.kind.name(), "/", &option.id].concat();
                (id, option.label.get(self.state.locale).to_owned())
            })
            .collect();
        let named = options.iter().map(|(id, text)| (id.as_str(), text.clone()));
        Some(self.choice("alternatives.options", radios("options", Field::Wish, wish, named)))
    }

    fn choice(&self, heading: &str, radios: Element) -> Element {
        let legend = el("legend").class("heading").text(self.t(heading));
        el("fieldset").class("fieldset block").child(legend).child(radios)
    }
}

fn number(facts: &Facts, fact: usize) -> Option<refund_policy::Decimal> {
    match facts.get(fact)? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}
