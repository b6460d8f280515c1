//! What each answer to the next question would lead to: as a list while the status depends on it, as buttons where a few
//! numbers only tell how much.

use refund_policy::document::Status;
use refund_policy::{RemedyGiven, Scenario};

use super::headline::is_promised;
use super::shared::{View, p};
use super::timeline::status_key;
use crate::message::Action;
use crate::node::{Element, Node, On, h};

/// More are no help any more.
const MOST: usize = 4;
/// An answer of more words is told together with others, as "other answers".
const MOST_WORDS: usize = 7;
/// All rows together have no more words than this: the card is to be read at a glance.
const ALL_WORDS: usize = 18;

/// The scenarios, where there are any to tell.
pub(crate) fn scenarios(view: &View<'_>) -> Option<Element> {
    let scenarios = &view.case.verdict.scenarios;
    let fact = view.fact(&scenarios.first()?.fact)?;
    let label = view.say(&fact.label);
    if view.case.verdict.status != Status::NeedsInformation {
        return numbers(view, scenarios);
    }
    if is_promised(view) {
        return None;
    }
    let (told, others) = told_apart(view, scenarios);
    let mut rows: Vec<Element> = told
        .iter()
        .map(|scenario| {
            row(view.said(scenario.answer.as_str()), result(view, scenario.status, &scenario.remedies))
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    if let Some(first) = others.first() {
        let is_one =
            others.iter().all(|other| other.status == first.status && other.remedies == first.remedies);
        let then = if is_one { result(view, first.status, &first.remedies) } else { depends(view) };
        rows.push(row(view.t("scenario.others").into(), then));
    }
    Some(
        h("section")
            .key("scenarios")
            .class("scenarios-block")
            .attr("data-copy", "")
            .child(p("small quiet", view.said(label)))
            .child(h("dl").class("scenarios").children(rows)),
    )
}

/// The scenarios that are told, and the others: those that decide nothing yet, and those for which there is no room.
fn told_apart<'a>(view: &View<'_>, scenarios: &'a [Scenario]) -> (Vec<&'a Scenario>, Vec<&'a Scenario>) {
    let (mut told, mut others, mut words) = (Vec::new(), Vec::new(), 0);
    let count = |text: &str| text.split_whitespace().count();
    let is_binary = scenarios.len() == 2;
    for scenario in scenarios {
        let result = result_text(view, scenario.status, &scenario.remedies);
        let added = count(&scenario.answer) + count(&result);
        let decides = scenario.status != Status::NeedsInformation || is_binary;
        let fits =
            count(&scenario.answer) <= MOST_WORDS && words + added <= ALL_WORDS && told.len() < MOST - 1;
        if decides && fits {
            words += added;
            told.push(scenario);
        } else {
            others.push(scenario);
        }
    }
    // The last of four needs no "others".
    match others.as_slice() {
        [only] if count(&only.answer) <= MOST_WORDS && only.status != Status::NeedsInformation => {
            told.push(only);
            (told, Vec::new())
        }
        _ => (told, others),
    }
}

fn row(answer: Node, result: Vec<Node>) -> Element {
    h("div").child(h("dt").child(answer)).child(h("dd").children(result))
}

/// What comes of an answer: the amount where there is one, or the status.
fn result(view: &View<'_>, status: Status, remedies: &[RemedyGiven]) -> Vec<Node> {
    let text: Node = result_text(view, status, remedies).into();
    match status {
        Status::ActionRequired => vec![text, " ".into(), h("small").child(view.t("scenario.step")).into()],
        _ => vec![text],
    }
}

fn result_text(view: &View<'_>, status: Status, remedies: &[RemedyGiven]) -> String {
    match (status, remedies) {
        (Status::Qualifies | Status::ActionRequired, [first, ..]) => {
            view.amount(first).unwrap_or_else(|| view.remedy(first.kind).to_owned())
        }
        _ => view.t(status_key(status)).to_owned(),
    }
}

fn depends(view: &View<'_>) -> Vec<Node> {
    vec![view.t(status_key(Status::NeedsInformation)).into()]
}

/// A few numbers, each a button with what it comes to: a tap answers, and nothing waits for it.
fn numbers(view: &View<'_>, scenarios: &[Scenario]) -> Option<Element> {
    let fact = view.fact(&scenarios.first()?.fact)?;
    let is_number = |scenario: &Scenario| scenario.answer.parse::<u32>().is_ok();
    let has_amount =
        |scenario: &Scenario| scenario.remedies.first().is_some_and(|given| given.amount.is_some());
    // Without its amount a number is no choice, and is asked where the others are that are open.
    if scenarios.len() > MOST || !scenarios.iter().all(|scenario| is_number(scenario) && has_amount(scenario))
    {
        return None;
    }
    let choice = |scenario: &Scenario| {
        let amount = scenario.remedies.first().and_then(|given| view.amount(given));
        let answer = Action::Answer(fact.id.clone(), scenario.answer.clone());
        h("button")
            .id(format!("number-{}", scenario.answer))
            .attr("type", "button")
            .class("choice")
            .attr("part", "option")
            .on(On::Click(answer))
            .child(
                h("span")
                    .child(h("b").child(scenario.answer.as_str()))
                    .child(" ")
                    .children(amount.map(|amount| h("small").child(amount))),
            )
    };
    let text = view.say(fact.ask.as_ref().unwrap_or(&fact.label));
    Some(
        h("fieldset")
            .key("numbers")
            .class("choices")
            .child(h("legend").class("ask").maybe("lang", view.lang()).child(text))
            .child(h("div").class("two").children(scenarios.iter().map(choice))),
    )
}

/// The question that a few numbers answer on the card itself.
pub(crate) fn asked_inline<'a>(view: &View<'a>) -> Option<&'a str> {
    let scenarios = &view.case.verdict.scenarios;
    let is_inline =
        view.case.verdict.status != Status::NeedsInformation && numbers(view, scenarios).is_some();
    scenarios.first().filter(|_| is_inline).map(|scenario| scenario.fact.as_str())
}

/// Whether the card holds a question.
pub(crate) fn is_asking(view: &View<'_>) -> bool {
    scenarios(view).is_some()
}
