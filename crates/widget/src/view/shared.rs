//! What the screens share: values in words, and the elements of which all of them are made.

use chrono::{NaiveDateTime, TimeDelta};
use refund_policy::document::{
    Clause, Combination, EvidenceKind, Fact, FactKind, NumberUnit, RemedyKind, Status, Step,
};
use refund_policy::{
    DateStyle, Decimal, Instant, ListKind, Money, Policy, RemedyGiven, StepDue, Text, TimeUnit, Value,
};

use super::icon::{Icon, icon};
use crate::deadline::deadline;
use crate::message::Action;
use crate::node::{Element, Node, On, h};
use crate::state::{Case, Complaint, Context, State};
use crate::strings::Strings;
use crate::wall_clock;

/// What a screen is made from: the state, as far as every screen needs it, at one instant.
pub(crate) struct View<'a> {
    /// All that the widget knows.
    pub(crate) state: &'a State,
    /// What the outside is like.
    pub(crate) context: &'a Context<'a>,
    /// The widget's own words.
    strings: &'a Strings,
    /// The policy.
    pub(crate) policy: &'a Policy,
    /// The case as it stands.
    pub(crate) case: &'a Case,
    /// The number of this element in its page: ids outside its shadow root are the page's.
    pub(crate) serial: u32,
}

impl<'a> View<'a> {
    /// What screens are made from, once all of it is there.
    pub(crate) fn new(state: &'a State, context: &'a Context<'a>, serial: u32) -> Option<View<'a>> {
        Some(View {
            state,
            context,
            strings: state.strings.as_ref()?,
            policy: state.policy.as_deref()?,
            case: state.case.as_ref()?,
            serial,
        })
    }

    // The widget's own words.

    /// The text of a key; the key itself where there is none, which the tests see to.
    pub(crate) fn t(&self, key: &'a str) -> &'a str {
        self.strings.get(key)
    }

    /// The text of a key, if there is one.
    pub(crate) fn find(&self, key: &str) -> Option<&'a str> {
        self.strings.find(key)
    }

    /// The text of a key with its fields filled in.
    pub(crate) fn fill(&self, key: &str, fields: &[(&str, &str)]) -> String {
        self.strings.fill(key, fields)
    }

    /// The text of a key with what it is the label of, as the language joins them.
    pub(crate) fn line(&self, key: &str, value: &str) -> String {
        self.strings.line(key, value)
    }

    /// The text of a key for a number of things, which stands for `{n}` in it.
    pub(crate) fn plural(&self, key: &str, number: u64) -> String {
        self.strings.plural(key, self.context.format.plural(number), &self.whole(number))
    }

    // The policy's words.

    /// A text of the policy in the language that is nearest to the widget's.
    pub(crate) fn say(&self, text: &'a Text) -> &'a str {
        text.get(self.state.policy_locale)
    }

    /// A short noun for a fact.
    pub(crate) fn say_label(&self, fact: &'a Fact) -> &'a str {
        self.say(&fact.label)
    }

    /// The language of the policy's words, where it is not that of the widget's own.
    pub(crate) fn lang(&self) -> Option<&'static str> {
        let State { locale, policy_locale, .. } = self.state;
        (locale != policy_locale).then(|| policy_locale.tag())
    }

    /// The policy's words among others: a screen reader pronounces them in their own language.
    pub(crate) fn said(&self, text: impl Into<String>) -> Node {
        let text = text.into();
        match self.lang() {
            Some(lang) => h("span").attr("lang", lang).child(text).into(),
            None => text.into(),
        }
    }

    /// A fact by its id.
    pub(crate) fn fact(&self, id: &str) -> Option<&'a Fact> {
        self.policy.document.facts.iter().find(|fact| fact.id == id)
    }

    /// What is known of a fact, be it by default.
    pub(crate) fn known(&self, id: &str) -> Option<Value> {
        self.case.facts.get(self.policy.document.fact(id)?)
    }

    /// A fact's value in words.
    pub(crate) fn value(&self, fact: &'a Fact, value: Value) -> String {
        match (value, &fact.kind) {
            (Value::None, _) => fact.none.as_ref().map_or_else(String::new, |none| self.say(none).to_owned()),
            (Value::Choice(index), FactKind::Choice(choices)) => {
                choices.get(index).map_or_else(String::new, |choice| self.say(&choice.label).to_owned())
            }
            (Value::Choice(_), _) => String::new(),
            (Value::Flag(flag), _) => self.t(if flag { "question.yes" } else { "question.no" }).to_owned(),
            (Value::Instant(at), _) if self.state.session.day_only.contains(&fact.id) => {
                self.date(DateStyle::WeekdayDay, at)
            }
            (Value::Instant(at), _) => self.date(DateStyle::WeekdayDayTime, at),
            (Value::Money(money), _) => self.money(money),
            (Value::Number(number), FactKind::Number(range)) => self.quantity(number, range.unit),
            (Value::Number(number), _) => self.context.format.number(number),
        }
    }

    /// Whether a value is said in the policy's words rather than in the widget's own.
    pub(crate) fn is_said(value: Value) -> bool {
        matches!(value, Value::None | Value::Choice(_))
    }

    /// A number of what a fact counts.
    pub(crate) fn quantity(&self, number: Decimal, unit: NumberUnit) -> String {
        let format = self.context.format;
        match unit {
            NumberUnit::Ratio => format.percent(number),
            NumberUnit::Hours => format.unit(number, TimeUnit::Hour),
            NumberUnit::Count => format.number(number),
        }
    }

    /// A remedy's name, as it stands in a sentence.
    pub(crate) fn remedy(&self, kind: RemedyKind) -> &'a str {
        self.find(&format!("remedy.{}", kind.name())).unwrap_or_else(|| kind.name())
    }

    /// Several remedies in one phrase.
    pub(crate) fn remedies(&self, kinds: &[RemedyKind], choice: Combination) -> String {
        self.joined(kinds.iter().map(|kind| self.remedy(*kind).to_owned()).collect(), choice)
    }

    /// Several things in one phrase, as a combination of remedies joins them.
    pub(crate) fn joined(&self, names: Vec<String>, choice: Combination) -> String {
        let then = |first: String, then: String| {
            self.fill("remedies.in_order", &[("first", &first), ("then", &then)])
        };
        match choice {
            Combination::InOrder => names.into_iter().reduce(then).unwrap_or_default(),
            Combination::All => self.context.format.list(&names, ListKind::And),
            Combination::Shopper | Combination::Merchant => self.context.format.list(&names, ListKind::Or),
        }
    }

    // What follows from the verdict.

    /// Until when to ask so as to lose nothing; none where time takes nothing away.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        deadline(self.case)
    }

    /// The clause that decides, as the policy has it.
    pub(crate) fn deciding(&self) -> Option<&'a Clause> {
        let id = &self.case.verdict.deciding()?.clause;
        self.policy.document.clauses.iter().find(|clause| clause.id == *id)
    }

    /// Whether nothing is promised once the steps are done: the merchant decides then.
    pub(crate) fn ends_in_review(&self) -> bool {
        let is_review = self.deciding().is_some_and(|clause| clause.then.status == Status::Review);
        let verdict = &self.case.verdict;
        is_review || (verdict.status == Status::ActionRequired && verdict.choice == Combination::Merchant)
    }

    /// Whether the policy gives money back at all, or else something like support.
    pub(crate) fn is_about_refunds(&self) -> bool {
        let mut remedies = self.policy.document.clauses.iter().flat_map(|clause| &clause.then.remedies);
        remedies.any(|remedy| remedy.kind.is_refund())
    }

    /// Whether the request has to carry a file.
    pub(crate) fn asks_for_files(&self) -> bool {
        let evidence = &self.case.verdict.evidence;
        evidence.iter().any(|asked| asked.required && asked.kind == EvidenceKind::File)
    }

    /// The least and the most money that can still come of the case, where these differ.
    pub(crate) fn range(&self) -> Option<(Money, Money)> {
        self.case.verdict.range.map(|range| (range.least, range.most))
    }

    /// The least and the most that a remedy can come to, where its amount is not known.
    pub(crate) fn between(&self, remedy: &RemedyGiven) -> Option<(Money, Money)> {
        remedy.between.map(|range| (range.least, range.most))
    }

    /// Where a step is taken: the policy's link, or the merchant's support page or address.
    pub(crate) fn link(&self, step: &StepDue) -> Option<String> {
        step.link.as_deref().and_then(address).or_else(|| address(&self.state.support_url))
    }

    /// The same of a step as the policy has it.
    pub(crate) fn step_link(&self, step: &Step) -> Option<String> {
        step.link.as_deref().and_then(address).or_else(|| address(&self.state.support_url))
    }

    /// What a remedy comes to in words, where something of it is known: "€49.90", "about €20", "between €49 and €98".
    pub(crate) fn amount(&self, given: &RemedyGiven) -> Option<String> {
        let range = || {
            let (least, most) = self.between(given)?;
            let ends = [("least", &*self.money(least)), ("most", &*self.money(most))];
            Some(self.fill("amount.from_to", &ends))
        };
        match given.amount {
            Some(amount) if given.estimate => {
                Some(self.fill("amount.estimated", &[("amount", &self.money(amount))]))
            }
            Some(amount) => Some(self.money(amount)),
            None => range(),
        }
    }

    /// The way of having an alternative, in the policy's words.
    pub(crate) fn option(&self, kind: RemedyKind, id: &str) -> Option<&'a str> {
        let known = self.deciding()?.then.alternatives.iter().find(|known| known.kind == kind)?;
        Some(self.say(&known.options.iter().find(|option| option.id == id)?.label))
    }

    // Numbers, amounts and dates.

    /// An amount with its currency.
    pub(crate) fn money(&self, money: Money) -> String {
        self.context.format.money(money)
    }

    /// A whole number.
    pub(crate) fn whole(&self, number: u64) -> String {
        self.context.format.number(Decimal::from(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    /// The size of a file.
    pub(crate) fn file_size(&self, bytes: u64) -> String {
        self.context.format.file_size(bytes)
    }

    /// The name of a language.
    pub(crate) fn language_name(&self, tag: &str) -> String {
        self.context.format.language_name(tag)
    }

    /// How long it is until an instant, in its two largest units.
    pub(crate) fn length_until(&self, until: Instant) -> String {
        let left = until.millis().saturating_sub(self.context.now.millis()).max(1);
        self.context.format.length(TimeDelta::milliseconds(left))
    }

    /// The shopper's clock at an instant.
    pub(crate) fn local(&self, at: Instant) -> NaiveDateTime {
        wall_clock::local(at, self.context.zone)
    }

    /// A date on the shopper's wall, with its year where that is not the present one.
    pub(crate) fn date(&self, style: DateStyle, at: Instant) -> String {
        self.context.format.date(style, self.local(at), self.local(self.context.now))
    }

    /// A date that is kept and read later, with its year.
    pub(crate) fn full_date(&self, style: DateStyle, at: Instant) -> String {
        self.context.format.full_date(style, self.local(at))
    }

    /// Whether a day ends and another begins on the shopper's wall.
    pub(crate) fn is_midnight(&self, at: Instant) -> bool {
        let local = self.local(at);
        local.time() == chrono::NaiveTime::MIN
    }

    /// The last moment of a time that ends: the day where it is a whole one, "Friday 4 December", or else the instant.
    ///
    /// It stands after a word such as "by", which takes the day in.
    pub(crate) fn last_moment(&self, until: Instant) -> String {
        match self.is_midnight(until) {
            true => self.date(DateStyle::WeekdayDay, just_before(until)),
            false => self.date(DateStyle::WeekdayDayTime, until),
        }
    }

    /// The last moment of a time that ends, for the eye and for programs.
    pub(crate) fn deadline_node(&self, until: Instant) -> Node {
        time_node(until, self.last_moment(until))
    }

    /// The same without the day of the week, where every word counts.
    pub(crate) fn short_deadline_node(&self, until: Instant) -> Node {
        let text = match self.is_midnight(until) {
            true => self.date(DateStyle::Day, just_before(until)),
            false => self.date(DateStyle::DayTime, until),
        };
        time_node(until, text)
    }

    // What is wrong.

    /// What is wrong with a field of the request, if something is.
    pub(crate) fn complaint(&self, field: &str) -> Option<String> {
        let found = self.state.complaints.iter().find(|complaint| complaint.field == field)?;
        Some(self.complaint_text(found))
    }

    /// A complaint in words. What the endpoint says itself is nearer to the matter than any text of ours.
    pub(crate) fn complaint_text(&self, complaint: &Complaint) -> String {
        complaint.text(self.strings)
    }
}

fn time_node(at: Instant, text: String) -> Node {
    h("strong").child(h("time").attr("datetime", at.to_string()).child(text)).into()
}

/// A template with elements in the place of its `{fields}`.
pub(crate) fn fill_nodes(template: &str, mut fields: Vec<(&str, Node)>) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        nodes.push(Node::from(before));
        let Some((name, behind)) = after.split_once('}') else { break };
        if let Some(place) = fields.iter().position(|(field, _)| *field == name) {
            nodes.push(fields.swap_remove(place).1);
        }
        rest = behind;
    }
    nodes.push(Node::from(rest));
    nodes.retain(|node| *node != Node::Text(String::new()));
    nodes
}

/// The last instant before an end, which is on the last day.
pub(crate) fn just_before(until: Instant) -> Instant {
    Instant::from_millis(until.millis().saturating_sub(1))
}

/// A phrase as it stands at the beginning; a test holds that those of the tables begin with a letter of ASCII.
pub(crate) fn capitalized(phrase: &str) -> String {
    let mut phrase = phrase.to_owned();
    if let Some(first) = phrase.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    phrase
}

/// An address that a link may lead to: a page, an e-mail address, a telephone number; nothing that runs.
pub(crate) fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let is_link = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| text.starts_with(scheme));
    let is_email =
        !text.contains([':', '/', ' ']) && text.split('@').filter(|part| !part.is_empty()).count() == 2;
    match (is_link, is_email) {
        (true, _) => Some(text.to_owned()),
        (false, true) => Some(format!("mailto:{text}")),
        (false, false) => None,
    }
}

// Elements.

/// A button that does something. `look` is its class beside `button`: `primary`, `secondary` or `link`.
pub(crate) fn button(look: &str, text: impl Into<Node>, action: Action) -> Element {
    let part = if look == "primary" { "button primary" } else { "button" };
    h("button")
        .attr("type", "button")
        .class(format!("button {look}"))
        .attr("part", part)
        .on(On::Click(action))
        .child(text)
}

/// A row of the list under a card: its name is seen, the rest unfolds. Its key is also its id.
pub(crate) fn fold(key: &str, summary: impl Into<Node>, children: impl IntoIterator<Item = Node>) -> Element {
    h("details")
        .id(key)
        .class("fold")
        .attr("part", "fold")
        .child(h("summary").class("summary").attr("part", "summary").child(summary))
        .child(h("div").class("inner").children(children))
}

/// The list of what unfolds.
pub(crate) fn folds(rows: impl IntoIterator<Item = Element>) -> Option<Element> {
    let rows: Vec<Element> = rows.into_iter().collect();
    (!rows.is_empty()).then(|| h("div").key("folds").class("folds").attr("part", "folds").children(rows))
}

/// A name and what it stands for, in a `dl`.
pub(crate) fn row(name: impl Into<Node>, value: impl Into<Node>) -> Element {
    h("div").class("row").child(h("dt").child(name)).child(h("dd").child(value))
}

/// A paragraph.
pub(crate) fn p(class: &str, text: impl Into<Node>) -> Element {
    h("p").class(class).child(text)
}

/// A line behind an icon.
pub(crate) fn line(class: &str, sign: Icon, text: impl Into<Node>) -> Element {
    h("p").class(class).child(icon(sign)).child(h("span").child(text))
}

/// What only a screen reader says.
pub(crate) fn unseen(text: impl Into<Node>) -> Element {
    h("span").class("unseen").child(text)
}
