//! The questions' screen: one question, why it is asked, and what is known so far.

use refund_policy::Gather;
use refund_policy::document::{Fact, FactKind, NumberUnit, Range};
use refund_policy::{Currency, Status};

use crate::dom::{Element, el};
use crate::format::Style;
use crate::message::{Action, Field, On, now};
use crate::question::{Entry, flag_id, local};
use crate::view::known::section_under;
use crate::view::{Icon, View, button, icon, label, wrong};

/// The currencies that most shoppers of these merchants pay in.
const COMMON: [&str; 8] = ["EUR", "USD", "GBP", "CHF", "MXN", "CAD", "MAD", "BRL"];

impl View<'_> {
    pub(crate) fn questions(&self) -> Element {
        let screen = el("div").key("questions").class("screen");
        let Some(entry) = &self.state.entry else { return screen };
        let Some(fact) = self.state.fact(entry.fact) else { return screen };
        let is_first = self.state.session.is_empty();
        screen
            .maybe(is_first.then(|| el("p").class("lead").text(self.t("intro.text"))))
            .maybe(self.given_facts())
            .maybe(self.answers(Some(entry.fact)))
            .maybe(self.certain())
            .child(self.question(entry, fact))
    }

    fn question(&self, entry: &Entry, fact: &Fact) -> Element {
        let ask = fact.ask.as_ref().unwrap_or(&fact.label).get(self.state.locale);
        let problem = entry.wrong.as_ref().map(|wrong| {
            let with: Vec<(&str, &str)> =
                wrong.with.iter().map(|(name, text)| (*name, text.as_str())).gather();
            let example = self.example(entry);
            self.fill(wrong.key, &[with, vec![("example", &example)]].concat())
        });
        let why = fact.why.as_ref().map(|why| {
            let why = why.get(self.state.locale);
            let intro = el("span").class("why-intro").text(self.t("question.why"));
            el("p").id("why").class("why").child(intro).text(" ").text(why)
        });
        let fields = el("fieldset")
            .class("fieldset")
            .attr("aria-describedby", "problem why")
            .child(el("legend").class("legend").child(
                el("h3").id("question").class("ask").part("question").attr("tabindex", "-1").text(ask),
            ))
            .maybe(why)
            .child(self.fields(entry, fact))
            .maybe(problem.map(|text| wrong("problem", text)));
        el("form")
            .key(["question-", &fact.id].concat())
            .class("card question")
            .part("card")
            .flag("novalidate", true)
            .on(On::Submit(Action::Continue))
            .child(fields)
            .child(self.actions(fact))
            .maybe(self.remaining())
    }

    fn actions(&self, fact: &Fact) -> Element {
        // Somebody always knows why they write; what they may not know is when, how much, how long.
        let may_stay_open = fact.context || !matches!(fact.kind, FactKind::Choice(_));
        let continue_ = el("button")
            .attr("type", "submit")
            .class("button primary")
            .part("button primary")
            .text(self.t("question.continue"));
        let cancel = button("quiet", self.t("question.cancel"), Action::Cancel);
        let unknown = button("quiet", self.t("question.unknown"), Action::Unknown).id("unknown");
        let unknown = unknown.attr("aria-describedby", "unknown-help");
        let follows =
            may_stay_open.then(|| el("p").id("unknown-help").class("help").text(self.follows(fact)));
        el("div")
            .class("actions")
            .child(continue_)
            .maybe(may_stay_open.then_some(unknown))
            .maybe(self.state.is_change.then_some(cancel))
            .maybe(follows)
    }

    /// What follows from "I don't know".
    fn follows(&self, fact: &Fact) -> String {
        let verdict = &self.case.verdict;
        if let Some(value) = fact.default {
            return self.fill("unknown.default", &[("value", &self.value(fact, value))]);
        }
        let is_decisive = verdict.status == Status::NeedsInformation && verdict.missing.contains(&fact.id);
        self.t(match (fact.context, is_decisive) {
            (true, _) => "unknown.context",
            (false, true) => "unknown.decides",
            (false, false) => "unknown.details",
        })
    }

    /// How much is still to come, at most: every answer can make further questions needless.
    fn remaining(&self) -> Option<Element> {
        if self.state.is_change {
            return None;
        }
        let left = u32::try_from(self.state.questions().count().saturating_sub(1)).unwrap_or(0);
        let text = match left {
            0 => self.t("question.last"),
            left => {
                self.strings.plural("question.remaining", &self.format.plural(left), &self.format.count(left))
            }
        };
        Some(el("p").class("remaining").text(text))
    }

    /// What holds whatever is answered next.
    fn certain(&self) -> Option<Element> {
        let verdict = &self.case.verdict;
        if verdict.status == Status::NeedsInformation {
            return None;
        }
        let skip = button("link", self.t("question.skip"), Action::Skip);
        Some(
            section_under("h3", "certain", self.t("certain.heading"))
                .class("certain")
                .part("certain")
                .attr("data-status", verdict.status.name())
                .child(fact_line(
                    Icon::of(verdict.status),
                    "certain-line headline-line",
                    self.certain_headline(),
                ))
                .maybe(self.deadline_line().map(|line| fact_line(Icon::Clock, "certain-line", line)))
                .child(el("p").class("quiet").text(self.t("certain.text")))
                .child(skip),
        )
    }

    /// A question about a fact with a default can still change what is given: then only the status is certain.
    fn certain_headline(&self) -> String {
        let has_default = |fact: usize| self.state.fact(fact).is_some_and(|fact| fact.default.is_some());
        let status = self.case.verdict.status.name();
        let general = self.strings.find(&["headline.", status, ".none"].concat());
        match general.filter(|_| self.state.questions().any(has_default)) {
            Some(general) => general,
            None => self.headline(),
        }
    }

    fn fields(&self, entry: &Entry, fact: &Fact) -> Element {
        let locale = self.state.locale;
        let mut named = Vec::new();
        let fields = el("div").class("fields");
        let fields = match &fact.kind {
            FactKind::Choice(choices) => {
                for choice in choices {
                    named.push((choice.id.clone(), choice.label.get(locale).to_owned()));
                }
                fields.child(radios("options", Field::First, &entry.first, named))
            }
            FactKind::Flag => {
                for (flag, key) in [(true, "question.yes"), (false, "question.no")] {
                    named.push((flag_id(flag).to_owned(), self.t(key)));
                }
                fields.child(radios("options two", Field::First, &entry.first, named))
            }
            FactKind::Instant => self.instant(fields, entry),
            FactKind::Money => fields.child(self.money(entry)),
            FactKind::Number(range) => fields.child(self.number(entry, range)),
        };
        let none = fact.none.as_ref();
        fields.maybe(none.map(|none| check("none", Field::None, entry.none, none.get(locale))))
    }

    fn instant(&self, fields: Element, entry: &Entry) -> Element {
        let date = input(entry, Field::First, "date", &entry.first)
            .attr("max", local(now()).0)
            .attr("aria-describedby", "problem time-help meaning")
            .flag("disabled", entry.none);
        let time = input(entry, Field::Second, "time", &entry.second)
            .attr("aria-describedby", "time-help")
            .flag("disabled", entry.none);
        let optional = el("span").class("optional").text(self.t("question.optional"));
        let pair = el("div")
            .class("pair")
            .child(el("div").class("field").child(label("first", self.t("question.date"))).child(date))
            .child(
                el("div")
                    .class("field")
                    .child(label("second", self.t("question.time")).text(" ").child(optional))
                    .child(time),
            );
        // Always there, so that nothing jumps when it fills.
        let meaning = el("p").id("meaning").class("meaning").attr("aria-live", "polite");
        let help = el("p").id("time-help").class("help").text(self.t("question.time_help"));
        fields.child(pair).child(meaning.text(self.meaning(entry))).child(help)
    }

    /// "3 days ago · Fri, 20 Nov 2026", as soon as a date is typed.
    fn meaning(&self, entry: &Entry) -> String {
        let Some(at) = entry.typed_instant().filter(|_| !entry.none) else { return String::new() };
        let relative = self.format.relative(at, self.now, entry.second.is_empty());
        [&relative, " · ", &self.format.date(Style::Weekday, at)].concat()
    }

    fn money(&self, entry: &Entry) -> Element {
        let option = |code: &str| {
            let name = [code, " – ", &self.format.currency(code)].concat();
            Some(el("option").attr("value", code.to_owned()).text(name))
        };
        // A second option of the same value would be the one that is shown as chosen.
        let is_other = |code: &str| !COMMON.contains(&code) && Currency::parse(code).is_some();
        let group = |name: &str| el("optgroup").attr("label", self.t(name));
        let common = group("question.currency_common").each(&COMMON, &|code| option(code));
        let others = group("question.currency_all")
            .each(&self.format.currencies(), &|code| is_other(code).then(|| option(code)).flatten());
        let currencies = el("select")
            .id("second")
            .class("input")
            .part("input")
            .on(On::Input(Field::Second))
            .attr("aria-invalid", is_wrong(entry, &Field::Second))
            .child(common)
            .child(others)
            .value(entry.second.clone());
        let amount = input(entry, Field::First, "text", &entry.first)
            .attr("inputmode", "decimal")
            .attr("aria-describedby", "problem");
        el("div")
            .class("pair")
            .child(el("div").class("field").child(label("first", self.t("question.amount"))).child(amount))
            .child(
                el("div")
                    .class("field")
                    .child(label("second", self.t("question.currency")))
                    .child(currencies),
            )
    }

    /// An amount as the shopper might type it.
    fn example(&self, entry: &Entry) -> String {
        match Currency::parse(&entry.second).map(Currency::minor_digits) {
            Some(0) => "4990".to_owned(),
            _ => ["49", &self.format.decimal_sign(), "90"].concat(),
        }
    }

    fn number(&self, entry: &Entry, range: &Range) -> Element {
        let (name, sign) = match range.unit {
            NumberUnit::Ratio => ("question.ratio", Some("%")),
            NumberUnit::Hours => ("question.hours", Some("h")),
            NumberUnit::Count => ("question.count", None),
        };
        let mode = if range.whole { "numeric" } else { "decimal" };
        let number = input(entry, Field::First, "text", &entry.first)
            .attr("inputmode", mode)
            .attr("aria-describedby", "problem");
        let sign = sign.map(|sign| el("span").class("sign").attr("aria-hidden", "true").text(sign));
        let with_sign = el("div").class("with-sign").child(number).maybe(sign);
        el("div").class("field short").child(label("first", self.t(name))).child(with_sign)
    }

    /// The status, as a picture and a word.
    pub(crate) fn pill(&self, status: Status) -> Element {
        el("p")
            .class("pill")
            .part("status")
            .attr("data-status", status.name())
            .child(icon(Icon::of(status)))
            .child(el("span").text(self.t(&["status.", status.name()].concat())))
    }
}

fn is_wrong(entry: &Entry, field: &Field) -> &'static str {
    if entry.wrong.as_ref().is_some_and(|wrong| wrong.field == *field) { "true" } else { "false" }
}

fn input(entry: &Entry, field: Field, kind: &'static str, value: &str) -> Element {
    el("input")
        .id(field.id())
        .class("input")
        .part("input")
        .attr("type", kind)
        .attr("autocomplete", "off")
        .attr("aria-invalid", is_wrong(entry, &field))
        .on(On::Input(field))
        .value(value)
}

/// A line behind an icon.
fn fact_line(sign: Icon, class: &'static str, text: String) -> Element {
    el("p").class(class).child(icon(sign)).child(el("span").text(text))
}

/// One of several, each with its id and its text. The first bears the field's id, so that the focus finds it.
pub(crate) fn radios(
    class: &'static str,
    field: Field,
    chosen: &str,
    options: Vec<(String, String)>,
) -> Element {
    let name = field.id();
    let mut radios = el("div").class(class);
    for (index, (id, text)) in options.into_iter().enumerate() {
        let input = el("input")
            .class("radio")
            .attr("type", "radio")
            .attr("name", name.clone())
            .attr("value", id.clone())
            .checked(chosen == id)
            .on(On::Input(field.clone()));
        let input = if index == 0 { input.attr("id", name.clone()) } else { input };
        let option = el("label").key(id).class("option").part("option");
        radios = radios.child(option.child(input).child(el("span").text(text)));
    }
    radios
}

/// A box that can be ticked.
pub(crate) fn check(id: &'static str, field: Field, is_on: bool, text: &str) -> Element {
    let input = el("input").id(id).class("radio").attr("type", "checkbox").checked(is_on).on(On::Tick(field));
    el("label").class("option").part("option").child(input).child(el("span").text(text))
}
