//! What is known already: from the order, and from the answers, each of which can be changed; and what was left open.

use refund_policy::document::Fact;
use refund_policy::{DateStyle, ListKind, Value};

use super::icon::{Icon, icon};
use super::shared::{View, button, p, row, unseen};
use crate::entry::names;
use crate::message::Action;
use crate::node::{Element, Node, h};

/// The facts that the merchant gave and that could be used.
pub(crate) fn given<'a>(view: &View<'a>) -> Vec<(&'a Fact, Value)> {
    let members = view.state.given.as_object().unwrap_or_default();
    let is_used = |id: &str| !view.case.rejected.iter().any(|problem| names(problem, id));
    let used = members.iter().filter(|(id, _)| view.case.json.get(id).is_some() && is_used(id));
    used.filter_map(|(id, _)| Some((view.fact(id)?, view.known(id)?))).collect()
}

/// What the page gave, in one line that unfolds: "28 Nov, 13:00 · €49.90".
pub(crate) fn given_line(view: &View<'_>) -> Option<Element> {
    let given = given(view);
    let short = |(fact, value): &(&Fact, Value)| match *value {
        Value::Instant(at) if view.state.session.day_only.contains(&fact.id) => {
            Some(view.date(DateStyle::ShortDay, at))
        }
        Value::Instant(at) => Some(view.date(DateStyle::ShortDayTime, at)),
        Value::Money(money) => Some(view.money(money)),
        _ => None,
    };
    // Flags and numbers say nothing without their names: they are told where it unfolds.
    let told: Vec<String> = given.iter().filter_map(short).take(2).collect();
    if given.is_empty() {
        return None;
    }
    let summary = match told.is_empty() {
        true => view.t("given.order").to_owned(),
        false => told.join(" · "),
    };
    let details = h("details")
        .id("from-order")
        .class("order")
        .attr("part", "known")
        .child(
            h("summary").class("summary").child(unseen(format!("{} ", view.t("given.order")))).child(summary),
        )
        .child(h("dl").class("rows inner").children(rows(view, &given)));
    Some(details)
}

/// Facts and their values, in rows.
pub(crate) fn rows(view: &View<'_>, facts: &[(&Fact, Value)]) -> Vec<Element> {
    facts.iter().map(|(fact, value)| fact_row(view, fact, *value)).collect()
}

/// A fact and its value, in a row.
pub(crate) fn fact_row(view: &View<'_>, fact: &Fact, value: Value) -> Element {
    row(view.said(view.say_label(fact)), value_node(view, fact, value)).key(fact.id.clone())
}

/// A value in words, with its language where these are the policy's.
pub(crate) fn value_node(view: &View<'_>, fact: &Fact, value: Value) -> Node {
    let words = view.value(fact, value);
    if View::is_said(value) { view.said(words) } else { words.into() }
}

/// What the shopper answered, but for the question that is being changed: one line each, with Change.
pub(crate) fn answers(view: &View<'_>, but: Option<&str>) -> Option<Element> {
    let session = &view.state.session;
    let ids = session.answers.iter().map(|(id, _)| id).chain(&session.unknown);
    let lines: Vec<Element> =
        ids.filter(|id| Some(id.as_str()) != but).filter_map(|id| answer_line(view, id)).collect();
    let aside = set_aside(view, but);
    if lines.is_empty() && aside.is_none() {
        return None;
    }
    let list = (!lines.is_empty()).then(|| h("ul").class("given").children(lines));
    Some(h("div").key("answers").class("known").attr("part", "known").children(list).children(aside))
}

fn answer_line(view: &View<'_>, id: &str) -> Option<Element> {
    let fact = view.fact(id)?;
    let known = view.case.json.get(id);
    // What the merchant gives by now stands above.
    if known.is_some() && known == view.state.given.get(id) {
        return None;
    }
    let said = match (known.and(view.known(id)), &fact.kind) {
        // A choice says by itself what it is about.
        (Some(value), refund_policy::document::FactKind::Choice(_)) => vec![value_node(view, fact, value)],
        (Some(value), _) => labelled(view, fact, value_node(view, fact, value)),
        (None, _) => {
            let is_open = view.state.session.unknown.iter().any(|open| open == id)
                && view.case.questions.iter().any(|open| open == id);
            if !is_open {
                return None;
            }
            labelled(view, fact, view.t("answers.unknown").into())
        }
    };
    let change = ask_again(view, fact, view.t("answers.change"));
    Some(h("li").key(id).class("given-line").child(h("span").children(said)).child(change))
}

fn labelled(view: &View<'_>, fact: &Fact, value: Node) -> Vec<Node> {
    let label = h("span").class("given-label").child(view.said(view.say_label(fact)));
    vec![label.into(), " ".into(), h("span").class("given-value").child(value).into()]
}

/// A button that asks a question again; what it is about is said only where it is not seen.
fn ask_again(view: &View<'_>, fact: &Fact, text: &str) -> Element {
    let what = view.say_label(fact).to_string();
    // The button's own text is the label of what it is about.
    let rest = view.fill("label.value", &[("label", ""), ("value", &what)]);
    button("link", text, Action::Change(fact.id.clone())).child(unseen(rest))
}

/// Answers that another one has made needless, in case the shopper looks for them.
fn set_aside(view: &View<'_>, but: Option<&str>) -> Option<Element> {
    let case = view.case;
    let is_needless = |id: &str| {
        Some(id) != but && !case.questions.iter().any(|open| open == id) && case.json.get(id).is_none()
    };
    let answers = view.state.session.answers.iter().filter(|(id, _)| is_needless(id));
    let labels: Vec<String> =
        answers.filter_map(|(id, _)| view.fact(id)).map(|fact| view.say_label(fact).to_owned()).collect();
    let text =
        || view.fill("answers.set_aside", &[("labels", &view.context.format.list(&labels, ListKind::And))]);
    (!labels.is_empty()).then(|| p("quiet small", text()))
}

/// Questions that were left open, each with a button that asks it; but for the one that stands on the card.
pub(crate) fn open_questions(view: &View<'_>, but: Option<&str>) -> Vec<Element> {
    let open = view.case.questions.iter().filter(|id| Some(id.as_str()) != but);
    let facts = open.filter_map(|id| view.fact(id));
    facts
        .map(|fact| {
            h("li")
                .key(fact.id.clone())
                .class("given-line")
                .child(h("span").child(view.said(view.say_label(fact))))
                .child(ask_again(view, fact, view.t("open.answer")))
        })
        .collect()
}

/// What the merchant gave in vain, until the shopper has answered it.
pub(crate) fn rejected(view: &View<'_>) -> Vec<Element> {
    let members = view.state.given.as_object().unwrap_or_default();
    let is_open = |id: &String| {
        view.case.json.get(id).is_none()
            && !view.state.session.unknown.contains(id)
            && view.case.rejected.iter().any(|problem| names(problem, id))
    };
    let in_vain = members.iter().map(|(id, _)| id).filter(|id| is_open(id));
    in_vain
        .map(|id| {
            let label = view.fact(id).map_or(id.as_str(), |fact| view.say_label(fact));
            h("p")
                .key(format!("given-{id}"))
                .class("notice")
                .child(icon(Icon::Info))
                .child(h("span").child(view.fill("problem.given", &[("label", label)])))
        })
        .collect()
}
