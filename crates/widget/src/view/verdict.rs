//! The verdict in one sentence, what it comes to, until when, and what is still to be done for it.

use refund_policy::Gather;
use refund_policy::document::{Amount, Combination, RemedyKind};
use refund_policy::{Facts, Instant, RemedyGiven, Status, StepDue, Value, Verdict};

use crate::case::is_promise;
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
        let is_open = status == Status::NeedsInformation;
        let headline = el("h3")
            .id("answer")
            .class("headline")
            .part("headline")
            .attr("tabindex", "-1")
            .flag("data-copy", true)
            .text(self.headline());
        el("section")
            .class("card verdict")
            .part("card verdict")
            .attr("data-status", status.name())
            .attr("aria-labelledby", "answer")
            .child(self.pill(status).flag("data-copy", true))
            .child(headline)
            .maybe(self.amounts())
            .maybe(self.deadline())
            .maybe(self.picture())
            .maybe(is_open.then(|| self.still_open()).flatten())
            .maybe(self.steps())
            .maybe(self.choices())
            .child(el("div").class("actions").child(self.to_request()))
            .child(self.taking())
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
        let kinds: Vec<RemedyKind> = verdict.remedies.iter().map(|given| given.kind).gather();
        let remedies = self.remedies(&kinds, verdict.choice);
        let alternatives: Vec<RemedyKind> = verdict.alternatives.iter().map(|given| given.kind).gather();
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
        let remedies = &self.case.verdict.remedies;
        let is_known = |given: &&RemedyGiven| given.amount.is_some();
        let is_only = remedies.iter().filter(is_known).count() == 1;
        let amounts = el("div").class("amounts").part("amount").flag("data-copy", true);
        amounts.each(remedies, &|given| self.amount(given, is_only)).or_none()
    }

    fn amount(&self, given: &RemedyGiven, is_only: bool) -> Option<Element> {
        let amount = self.format.money(given.amount?);
        let shown = if given.estimate { self.fill("amount.about", &[("amount", &amount)]) } else { amount };
        // Beside other remedies it is said which one this is.
        let name = (self.case.verdict.remedies.len() > 1)
            .then(|| el("p").class("amount-name").text(self.t(&["remedy.", given.kind.name()].concat())));
        let is_large = is_only && is_promise(self.case.verdict.status);
        let class = if is_large { "amount" } else { "amount small" };
        let note = given.estimate.then(|| el("p").class("quiet").text(self.t("amount.estimate")));
        Some(
            el("div")
                .class("amount-row")
                .maybe(name)
                .child(el("p").class(class).text(shown))
                .maybe(self.arithmetic(given))
                .maybe(note),
        )
    }

    /// How an amount that is not simply what was paid is reckoned: "€98.00 paid, × 1 of 2 applications".
    fn arithmetic(&self, given: &RemedyGiven) -> Option<Element> {
        let deciding = self.case.verdict.deciding()?;
        let clause = self.policy.document.clauses.iter().find(|clause| clause.id == deciding.clause)?;
        let remedy = clause.then.remedies.iter().find(|remedy| remedy.kind == given.kind)?;
        let paid = self.policy.document.fact("amount_paid")?;
        let amount = self.value(self.state.fact(paid)?, self.case.facts.get(paid)?);
        let number = |fact| number(&self.case.facts, fact);
        let label = |fact| self.state.fact(fact).map(|fact| self.label(fact));
        let (factor, name) = match remedy.amount {
            Amount::Unnamed | Amount::Paid => return None,
            Amount::Share { part, of } => {
                let (share, whole) = (self.format.number(number(part)?), self.format.number(number(of)?));
                (self.fill("amount.share", &[("part", &share), ("whole", &whole)]), label(part)?)
            }
            Amount::Unused(ratio) => {
                (self.format.percent(1.0 - float(number(ratio)?)), self.t("amount.unused"))
            }
            Amount::Percent(percent) => {
                (self.format.percent(float(percent) / 100.0), self.t("amount.percent"))
            }
        };
        let rows = [(label(paid)?, amount), (name, ["× ", &factor].concat())];
        let mut list = el("dl").class("arithmetic");
        for (name, number) in rows {
            list = list.child(el("dt").text(name)).child(el("dd").text(number));
        }
        Some(list)
    }

    /// Until when to write, or until when nothing else holds.
    fn deadline(&self) -> Option<Element> {
        let Verdict { status, until, .. } = self.case.verdict;
        let (key, until) = match (self.case.deadline(), until) {
            (Some(until), _) => ("deadline.send_by", until),
            (None, Some(until)) if matches!(status, Status::Review | Status::DoesNotQualify) => {
                ("deadline.holds_until", until)
            }
            (None, None) if matches!(status, Status::Qualifies | Status::Review) => {
                return Some(el("p").class("deadline quiet").text(self.t("deadline.none")));
            }
            _ => return None,
        };
        let text = el("span")
            .class("deadline-text")
            .child(el("span").class("deadline-label").text(self.t(key)))
            .child(
                el("time").attr("datetime", until.to_string()).class("deadline-date").text(self.end(until)),
            )
            .child(el("span").class("deadline-left").part("time-left").text(self.time_left(until)))
            .maybe(self.elsewhere(until));
        let deadline = el("p").class("deadline").part("deadline").flag("data-copy", true);
        Some(deadline.child(icon(Icon::Clock)).child(text))
    }

    fn time_left(&self, until: Instant) -> String {
        let time = self.format.length(until.millis() - self.now.millis());
        self.fill("deadline.left", &[("time", &time)])
    }

    /// That the policy counts by other clocks than the shopper's.
    fn elsewhere(&self, until: Instant) -> Option<Element> {
        if self.policy.zone().offset_at(until) == local_offset(until) {
            return None;
        }
        let zone = &self.policy.document.zone;
        let city = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
        Some(el("span").class("quiet").text(self.fill("deadline.zone", &[("zone", &city)])))
    }

    /// Until when to write, in a line.
    pub(crate) fn deadline_line(&self) -> Option<String> {
        Some([&self.t("deadline.send_by"), ": ", &self.end(self.case.deadline()?)].concat())
    }

    /// What the shopper can take along: the deadline in a calendar, the answer on paper and as text.
    fn taking(&self) -> Element {
        let tool =
            |sign, key: &str, action| button("link tool", "", action).child(icon(sign)).text(self.t(key));
        let is_copied = self.state.copied == Some(true);
        el("div")
            .class("tools")
            .maybe(self.case.deadline().map(|_| tool(Icon::Calendar, "take.calendar", Action::Calendar)))
            .child(tool(Icon::Printer, "take.print", Action::Print))
            .child(tool(
                if is_copied { Icon::Check } else { Icon::Copy },
                if is_copied { "ways.copied" } else { "take.copy" },
                Action::CopyAnswer,
            ))
    }

    fn steps(&self) -> Option<Element> {
        let steps = &self.case.verdict.steps;
        let list = el("ol").class("steps").each(steps, &|step| Some(self.step(step))).or_none()?;
        Some(section("steps", self.t("steps.heading")).class("block").flag("data-copy", true).child(list))
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
        let mut named = Vec::new();
        if verdict.choice == Combination::Shopper && verdict.remedies.len() > 1 {
            for given in &verdict.remedies {
                let name = given.kind.name();
                named.push((name.to_owned(), self.t(&["remedy.", name].concat())));
            }
            return Some(self.choice("choice.heading", named));
        }
        let given = verdict.alternatives.iter().find(|given| !given.options.is_empty())?;
        for option in options(self.policy, self.case, given.kind.name()) {
            let id = [given.kind.name(), "/", &option.id].concat();
            named.push((id, option.label.get(self.state.locale).to_owned()));
        }
        Some(self.choice("alternatives.options", named))
    }

    fn choice(&self, heading: &str, named: Vec<(String, String)>) -> Element {
        let legend = el("legend").class("heading").text(self.t(heading));
        let radios = radios("options", Field::Wish, &self.state.session.wish, named);
        el("fieldset").class("fieldset block").child(legend).child(radios)
    }
}

fn number(facts: &Facts, fact: usize) -> Option<refund_policy::Decimal> {
    match facts.get(fact)? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}
