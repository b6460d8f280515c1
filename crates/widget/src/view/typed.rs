//! The fields of a question whose answer is typed: a day with its time, an amount with its currency, a number.

use refund_policy::document::{Fact, FactKind, NumberUnit, Range};
use refund_policy::{Currency, DateStyle};

use super::fields::{input, label, optional, wrong};
use super::shared::View;
use crate::entry::{Entry, EntryField};
use crate::message::Field;
use crate::node::{Element, Node, h};
use crate::wall_clock;

/// The currencies that most shoppers of these merchants pay in.
const COMMON: [&str; 8] = ["EUR", "USD", "GBP", "CHF", "MXN", "CAD", "MAD", "BRL"];

/// The fields, each with its label and what is wrong with it.
pub(crate) fn fields(view: &View<'_>, entry: &Entry, fact: &Fact) -> Element {
    let fields = match &fact.kind {
        FactKind::Instant => instant(view, entry),
        FactKind::Money => money(view, entry),
        FactKind::Number(range) => vec![number(view, entry, range)],
        // These are tapped.
        FactKind::Choice(_) | FactKind::Flag => Vec::new(),
    };
    let meaning = matches!(fact.kind, FactKind::Instant).then(|| meaning(view, entry));
    h("div").class("fields").child(h("div").class("pair").children(fields)).children(meaning)
}

fn instant(view: &View<'_>, entry: &Entry) -> Vec<Element> {
    let today = view.local(view.context.now).date().to_string();
    let date = typed(view, entry, EntryField::First, "input")
        .attr("type", "date")
        .attr("min", "2000-01-01")
        .attr("max", today);
    let time = typed(view, entry, EntryField::Second, "input").attr("type", "time");
    let time_label =
        h("label").class("label").attr("for", "second").child(view.t("question.time")).child(optional(view));
    vec![
        field(view, entry, EntryField::First, label("first", view.t("question.date")), date.into()),
        field(view, entry, EntryField::Second, time_label, time.into()),
    ]
}

fn money(view: &View<'_>, entry: &Entry) -> Vec<Element> {
    let amount =
        typed(view, entry, EntryField::First, "input").attr("type", "text").attr("inputmode", "decimal");
    let known = view.context.format.currencies();
    // A second option of the same value would be the one that is shown as chosen.
    let others = known
        .iter()
        .map(String::as_str)
        .filter(|code| !COMMON.contains(code) && Currency::parse(code).is_some());
    let option = |code: &str| {
        let name = view.context.format.currency_name(code);
        h("option").attr("value", code).child(format!("{code} – {name}"))
    };
    let group = |key, codes: Vec<&str>| {
        h("optgroup").attr("label", view.t(key)).children(codes.into_iter().map(option))
    };
    let currencies = typed(view, entry, EntryField::Second, "select")
        .child(group("question.currency_common", COMMON.to_vec()))
        .child(group("question.currency_all", others.collect()));
    let select = h("div").class("with-sign").child(currencies).child(h("span").class("sign arrow"));
    vec![
        field(view, entry, EntryField::First, label("first", view.t("question.amount")), amount.into()),
        field(view, entry, EntryField::Second, label("second", view.t("question.currency")), select.into()),
    ]
}

fn number(view: &View<'_>, entry: &Entry, range: &Range) -> Element {
    let (key, sign) = match range.unit {
        NumberUnit::Ratio => ("question.ratio", Some("%")),
        NumberUnit::Hours => ("question.hours", Some("h")),
        NumberUnit::Count => ("question.count", None),
    };
    let mode = if range.whole { "numeric" } else { "decimal" };
    let number = typed(view, entry, EntryField::First, "input").attr("type", "text").attr("inputmode", mode);
    let sign = sign.map(|sign| h("span").class("sign").attr("aria-hidden", "true").child(sign));
    let signed = h("div").class("with-sign").child(number).children(sign);
    field(view, entry, EntryField::First, label("first", view.t(key)), signed.into())
}

/// A field of the question. What is wrong is described at the field that it is wrong with.
fn typed(view: &View<'_>, entry: &Entry, part: EntryField, tag: &'static str) -> Element {
    let (id, text) = match part {
        EntryField::First => ("first", &entry.first),
        EntryField::Second => ("second", &entry.second),
    };
    let is_wrong = entry.wrong.as_ref().is_some_and(|wrong| wrong.field == part);
    let about = if is_wrong { "problem meaning" } else { "meaning" };
    let described = if matches!(fact_kind(view, entry), Some(FactKind::Instant)) { about } else { "problem" };
    let field = input(tag, id, Field::Entry(part), text, described, is_wrong);
    if tag == "input" { field.attr("autocomplete", "off") } else { field }
}

fn fact_kind<'a>(view: &View<'a>, entry: &Entry) -> Option<&'a FactKind> {
    view.fact(&entry.fact).map(|fact| &fact.kind)
}

/// A field under its label, with what is wrong.
fn field(view: &View<'_>, entry: &Entry, part: EntryField, label: Element, input: Node) -> Element {
    let problem = entry.wrong.as_ref().filter(|wrong| wrong.field == part).map(|wrong| {
        let example = example(view, entry);
        let mut fields: Vec<(&str, &str)> =
            wrong.fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
        fields.push(("example", &example));
        view.fill(wrong.key, &fields)
    });
    h("div").class("field").child(label).child(input).children(wrong("problem", problem))
}

/// An amount as the shopper might type it.
fn example(view: &View<'_>, entry: &Entry) -> String {
    match Currency::parse(&entry.second).map(Currency::minor_digits) {
        Some(0) => "4990".to_owned(),
        _ => format!("49{}90", view.context.format.decimal_sign()),
    }
}

/// What a typed day is, in words, as soon as it is one: "3 days ago".
fn meaning(view: &View<'_>, entry: &Entry) -> Element {
    let said = wall_clock::date(&entry.first).map(|day| {
        let (at, now) = (day.and_time(chrono::NaiveTime::MIN), view.local(view.context.now));
        let format = view.context.format;
        format!("{} · {}", format.relative_to(at, now, true), format.date(DateStyle::WeekdayDay, at, now))
    });
    h("p").id("meaning").class("meaning").attr("aria-live", "polite").children(said)
}
