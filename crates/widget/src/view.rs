//! What is shown, as a function of the state: the frame around the screens, and what the screens share.

mod answer;
mod evidence;
mod known;
mod letter;
mod paper;
mod processing;
mod questions;
mod receipt;
mod request;
mod sending;
mod timeline;
mod verdict;

use refund_policy::document::{Combination, Fact, FactKind, NumberUnit, RemedyKind};
use refund_policy::{Instant, Policy, Status, Value};

use crate::case::Case;
use crate::dom::{Element, Node, el, svg};
use crate::format::{Format, Join, Style, float};
use crate::message::{Action, Field, LoadError, On, Screen};
use crate::question::is_midnight;
use crate::state::State;
use crate::store;
use crate::strings::Strings;

/// What a screen is made from.
pub(crate) struct View<'a> {
    pub(crate) state: &'a State,
    pub(crate) strings: &'a Strings,
    pub(crate) format: &'a Format,
    pub(crate) policy: &'a Policy,
    pub(crate) case: &'a Case,
    pub(crate) now: Instant,
    /// The number of this element in its page: ids outside its shadow root are the page's.
    pub(crate) serial: u32,
}

/// What stands in the shadow root. The merchant's own children show until everything is there.
pub(crate) fn shadow(state: &State, serial: u32, has_children: bool, now: Instant) -> Vec<Node> {
    let slot = |is_hidden: bool| el("slot").key("children").flag("hidden", is_hidden);
    // Where there are no children, something keeps the place meanwhile: see www/element.js.
    let waiting = || vec![slot(false).child(el("div").class("place")).into()];
    let Some(strings) = &state.strings else { return waiting() };
    match (&state.policy, &state.case) {
        (Some(Err(error)), _) => {
            vec![root(state).child(failed(strings, error, has_children)).into(), slot(false).into()]
        }
        (Some(Ok(policy)), Some(case)) => {
            let view = View { state, strings, format: &state.format, policy, case, now, serial };
            vec![slot(true).into(), view.frame().into()]
        }
        _ => waiting(),
    }
}

/// What stands beside the merchant's children: the fields that a browser fills in by itself only there.
pub(crate) fn light(state: &State, serial: u32, now: Instant) -> Vec<Node> {
    let (Some(strings), Some(Ok(policy)), Some(case)) = (&state.strings, &state.policy, &state.case) else {
        return Vec::new();
    };
    let view = View { state, strings, format: &state.format, policy, case, now, serial };
    if state.session.screen == Screen::Request { view.light_fields() } else { Vec::new() }
}

fn root(state: &State) -> Element {
    el("div").key("root").class("root").part("root").attr("lang", state.locale.tag())
}

fn failed(strings: &Strings, error: &LoadError, has_children: bool) -> Element {
    let known = strings.find(&["error.", &error.code].concat());
    let text = known.unwrap_or_else(|| strings.get("error.policy_invalid"));
    el("section")
        .class("notice error")
        .part("error")
        .attr("role", "alert")
        .child(el("h2").class("notice-title").child(icon(Icon::Cross)).text(strings.get("error.heading")))
        .child(el("p").text(text))
        .maybe(has_children.then(|| el("p").text(strings.get("error.form"))))
        .child(button("secondary", strings.get("error.retry"), Action::Reload))
}

impl View<'_> {
    /// The text of a key.
    pub(crate) fn t(&self, key: &str) -> String {
        self.strings.get(key)
    }

    /// The text of a key with its fields.
    pub(crate) fn fill(&self, key: &str, fields: &[(&str, &str)]) -> String {
        self.strings.fill(key, fields)
    }

    fn frame(&self) -> Element {
        let state = self.state;
        let screen = match state.session.screen {
            Screen::Questions => self.questions(),
            Screen::Answer => self.answer(),
            Screen::Request => self.request(),
            Screen::Receipt => self.receipt(),
        };
        root(state)
            .child(self.head())
            .child(el("p").key("live").class("unseen").attr("role", "status").text(state.live.clone()))
            .children(self.notices())
            .child(screen)
            .maybe(self.foot())
    }

    fn head(&self) -> Element {
        let document = &self.policy.document;
        el("header")
            .class("head")
            .part("head")
            .child(el("p").class("merchant").flag("data-copy", true).text(document.merchant.clone()))
            .child(
                el("h2")
                    .class("title")
                    .part("title")
                    .flag("data-copy", true)
                    .text(document.title.get(self.state.locale)),
            )
            .child(self.progress())
    }

    fn progress(&self) -> Element {
        let steps = ["progress.case", "progress.answer", "progress.request"];
        let here =
            Screen::ALL.iter().position(|(_, screen)| *screen == self.state.session.screen).unwrap_or(0);
        let mut list =
            el("ol").class("progress").part("progress").attr("aria-label", self.t("progress.label"));
        for (index, key) in steps.into_iter().enumerate() {
            let item = el("li").class(if index < here { "past" } else { "" });
            let item = if index == here { item.attr("aria-current", "step") } else { item };
            list = list.child(item.child(el("span").text(self.t(key))));
        }
        list
    }

    /// What was found on the device, and what the merchant gave in vain.
    fn notices(&self) -> Vec<Element> {
        let mut notices = Vec::new();
        if let (Some(saved_at), Screen::Questions | Screen::Answer) =
            (self.state.restored, self.state.session.screen)
        {
            let text = self.fill("store.restored", &[("date", &self.format.date(Style::DateTime, saved_at))]);
            notices.push(el("p").key("restored").class("quiet").text(text));
        }
        let given = self.state.given.as_object().unwrap_or_default();
        for (id, _) in given {
            if self.case.rejected.iter().any(|problem| crate::case::names(problem, id)) {
                let fact = self.policy.document.fact(id).and_then(|index| self.state.fact(index));
                let label = fact.map_or(id.as_str(), |fact| fact.label.get(self.state.locale));
                let text = self.fill("problem.given", &[("label", label)]);
                notices.push(
                    el("p")
                        .key(["given-", id].concat())
                        .class("notice")
                        .child(icon(Icon::Info))
                        .child(el("span").text(text)),
                );
            }
        }
        notices
    }

    fn foot(&self) -> Option<Element> {
        let state = self.state;
        if state.session.is_empty() || state.session.screen == Screen::Receipt {
            return None;
        }
        let text = if state.keeps {
            let category = self.format.plural(store::DAYS);
            self.strings.plural("store.kept", &category, &self.format.count(store::DAYS))
        } else {
            self.t("store.not_kept")
        };
        let foot = el("footer").class("foot").child(el("span").text(text)).text(" ");
        Some(foot.child(button("link", self.t("store.forget"), Action::Forget)))
    }

    /// A fact's value in words.
    pub(crate) fn value(&self, fact: &Fact, value: Value) -> String {
        match (value, &fact.kind) {
            (Value::None, _) => {
                fact.none.as_ref().map(|none| none.get(self.state.locale).to_owned()).unwrap_or_default()
            }
            (Value::Choice(index), FactKind::Choice(choices)) => choices
                .get(index)
                .map(|choice| choice.label.get(self.state.locale).to_owned())
                .unwrap_or_default(),
            (Value::Flag(flag), _) => self.t(if flag { "question.yes" } else { "question.no" }),
            (Value::Number(number), FactKind::Number(range)) => match range.unit {
                NumberUnit::Ratio => self.format.percent(float(number)),
                NumberUnit::Hours => self.format.hours(number),
                NumberUnit::Count => self.format.number(number),
            },
            (Value::Instant(at), _) if self.state.session.day_only.contains(&fact.id) => {
                self.fill("answers.day_only", &[("date", &self.format.date(Style::Weekday, at))])
            }
            (Value::Instant(at), _) => self.format.date(Style::Short, at),
            (Value::Money(money), _) => self.format.money(money),
            (Value::Choice(_) | Value::Number(_), _) => String::new(),
        }
    }

    /// Several remedies in one phrase.
    pub(crate) fn remedies(&self, kinds: &[RemedyKind], choice: Combination) -> String {
        let names: Vec<String> =
            kinds.iter().map(|kind| self.t(&["remedy.", kind.name()].concat())).collect();
        match choice {
            Combination::All => self.format.list(names, Join::And),
            Combination::Shopper | Combination::Merchant => self.format.list(names, Join::Or),
            Combination::InOrder => {
                let in_order = |first: String, then: String| {
                    self.fill("remedy.in_order", &[("first", &first), ("then", &then)])
                };
                names.into_iter().reduce(in_order).unwrap_or_default()
            }
        }
    }

    /// An instant as the end of a time: "the end of Sunday" where it is a midnight on the shopper's wall.
    pub(crate) fn end(&self, until: Instant) -> String {
        if !is_midnight(until) {
            return self.format.date(Style::FullDateTime, until);
        }
        let last = Instant::from_millis(until.millis() - 1);
        self.fill("deadline.end_of", &[("date", &self.format.date(Style::Date, last))])
    }

    /// What is wrong with a field, if something is.
    pub(crate) fn complaint(&self, field: &Field) -> Option<String> {
        let complaint = self.state.complaints.iter().find(|complaint| complaint.field == *field)?;
        Some(complaint.text(self.state))
    }
}

/// A button that does something.
pub(crate) fn button(class: &'static str, text: impl Into<String>, action: Action) -> Element {
    el("button")
        .attr("type", "button")
        .class(["button ", class].concat())
        .part("button")
        .on(On::Click(action))
        .text(text)
}

/// What is wrong, beside its field.
pub(crate) fn wrong(id: impl Into<String>, text: impl Into<String>) -> Element {
    el("p").id(id).class("wrong").child(icon(Icon::Cross)).child(el("span").text(text))
}

/// A field's label.
pub(crate) fn label(field: impl Into<String>, text: impl Into<String>) -> Element {
    el("label").attr("for", field).class("label").text(text)
}

/// A picture that says again what a text beside it says.
#[derive(Clone, Copy)]
pub(crate) enum Icon {
    Check,
    Step,
    Scale,
    Cross,
    Question,
    Clock,
    Info,
    File,
    Shield,
    Calendar,
    Printer,
    Copy,
}

impl Icon {
    /// The icon of a status.
    pub(crate) fn of(status: Status) -> Icon {
        match status {
            Status::Qualifies => Icon::Check,
            Status::ActionRequired => Icon::Step,
            Status::Review => Icon::Scale,
            Status::DoesNotQualify => Icon::Cross,
            Status::NeedsInformation => Icon::Question,
        }
    }

    fn path(self) -> &'static str {
        match self {
            Icon::Check => "M8 12.5l2.8 2.8L16.5 9M12 3a9 9 0 100 18 9 9 0 000-18z",
            Icon::Step => "M4 18h5v-5h5V8h6M15 3l5 5-5 5",
            Icon::Scale => "M12 4v16M7 20h10M5 7h14M5 7l-2.5 6a2.6 2.6 0 005 0zM19 7l-2.5 6a2.6 2.6 0 005 0z",
            Icon::Cross => "M9 9l6 6M15 9l-6 6M12 3a9 9 0 100 18 9 9 0 000-18z",
            Icon::Question => {
                "M9.6 9.4a2.5 2.5 0 114.1 1.9c-.9.7-1.7 1.2-1.7 2.4M12 17v.1M12 3a9 9 0 100 18 9 9 0 000-18z"
            }
            Icon::Clock => "M12 7v5l3.2 2M12 3a9 9 0 100 18 9 9 0 000-18z",
            Icon::Info => "M12 11v5M12 8v.1M12 3a9 9 0 100 18 9 9 0 000-18z",
            Icon::File => "M7 3h7l4 4v14H7zM14 3v4h4M10 12h5M10 16h5",
            Icon::Calendar => "M5 6h14v14H5zM5 10h14M9 3v5M15 3v5M12 13v4M10 15h4",
            Icon::Printer => "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
            Icon::Copy => "M9 9h11v11H9zM15 9V4H4v11h5",
            Icon::Shield => "M12 3l7 3v5c0 4.6-2.9 8-7 10-4.1-2-7-5.4-7-10V6z",
        }
    }
}

/// An icon, unseen by a screen reader.
pub(crate) fn icon(icon: Icon) -> Element {
    svg("svg")
        .attr("class", "icon")
        .attr("viewBox", "0 0 24 24")
        .attr("aria-hidden", "true")
        .child(svg("path").attr("d", icon.path()))
}
