//! The start and every question: what is certain so far, one question with its answers to tap, and what was answered.

use refund_policy::document::{Fact, FactKind, Status};

use super::headline;
use super::icon::{Icon, icon};
use super::known;
use super::shared::{View, button, fill_nodes, p};
use super::typed;
use crate::entry::Entry;
use crate::message::Action;
use crate::node::{Element, Node, On, h};

/// The screen of the question that is being asked.
pub(crate) fn questions(view: &View<'_>) -> Element {
    let screen = h("div").key("questions").class("screen");
    let Some(entry) = &view.state.entry else { return screen };
    let Some(fact) = view.fact(&entry.fact) else { return screen };
    screen
        .children(certain(view))
        .child(question(view, entry, fact))
        .children(known::answers(view, Some(&fact.id)))
        .children(onward(view))
}

/// What is certain already, whatever is answered next; what the page gave in one line that unfolds.
fn certain(view: &View<'_>) -> Option<Element> {
    let status = view.case.verdict.status;
    let answer = headline::certain(view);
    let by = by_line(view);
    let given = known::given_line(view);
    // "It depends" is no news before the first question.
    let is_news = status != Status::NeedsInformation || answer.amount.is_some() || by.is_some();
    if !is_news && given.is_none() {
        return None;
    }
    let is_open = status == Status::NeedsInformation && answer.amount.is_none();
    let headline = if is_open { Vec::new() } else { answer.short() };
    let said = h("div")
        .class("answer")
        .children(
            (!headline.is_empty())
                .then(|| h("p").class("headline").attr("part", "headline").children(headline)),
        )
        .children(by);
    Some(
        h("div")
            .key("certain")
            .class("card certain")
            .attr("part", "card certain")
            .attr("data-status", status.name())
            .children(is_news.then_some(said))
            .children(given),
    )
}

/// Until when to ask, and that nothing is lost until then where more is open than the answer.
fn by_line(view: &View<'_>) -> Option<Element> {
    let at = view.deadline()?;
    let is_open = view.case.verdict.status == Status::NeedsInformation;
    let template = view.t(if is_open { "by.nothing_lost" } else { "by.ask" });
    Some(
        h("p")
            .class("by")
            .attr("part", "deadline")
            .children(fill_nodes(template, vec![("date", view.short_deadline_node(at))])),
    )
}

/// The question with its answers: a tap on one goes on; what is typed has Continue.
fn question(view: &View<'_>, entry: &Entry, fact: &Fact) -> Element {
    let text = view.say(fact.ask.as_ref().unwrap_or(&fact.label));
    let heading = h("h3")
        .id("question")
        .class("ask")
        .attr("part", "question")
        .attr("tabindex", "-1")
        .maybe("lang", view.lang())
        .child(text);
    let why = fact.why.as_ref().map(|why| p("why-asked", view.said(view.say(why))).id("why"));
    let described = if why.is_some() { "problem why" } else { "problem" };
    let (first, rows) = match &fact.kind {
        FactKind::Choice(choices) => {
            let answer = |id: &str, text: Node| option(view, entry, fact, id, text);
            (
                None,
                choices.iter().map(|choice| answer(&choice.id, view.said(view.say(&choice.label)))).collect(),
            )
        }
        FactKind::Flag => {
            let answer = |id: &str, key| option(view, entry, fact, id, view.t(key).into());
            (None, vec![answer("yes", "question.yes"), answer("no", "question.no")])
        }
        _ => (Some(typed::fields(view, entry, fact)), Vec::new()),
    };
    let is_typed = first.is_some();
    let none =
        fact.none.as_ref().map(|none| row(view.said(view.say(none)), Action::NotAtAll, "tap").id("none"));
    let unknown = row(view.t("question.unknown").into(), Action::Unknown, "tap unsure").id("unknown");
    let answers = h("ul")
        .class("answers")
        .attr("part", "answers")
        .children(rows.into_iter().chain(none).chain([unknown]).map(|row| h("li").child(row)));
    let go_on = is_typed.then(|| {
        let text = view.t("question.continue");
        h("button").attr("type", "submit").class("button primary").attr("part", "button primary").child(text)
    });
    h("form")
        .key(format!("question-{}", fact.id))
        .class("question")
        .attr("novalidate", "")
        .on(On::Submit(Action::Continue))
        .child(
            h("fieldset")
                .class("fieldset")
                .attr("aria-describedby", described)
                .child(h("legend").class("legend").child(heading))
                .children(first)
                .children(go_on)
                .children(problem(view, entry, is_typed))
                .child(answers)
                .children(why),
        )
}

/// An answer to tap; the one that had been given before is marked.
fn option(view: &View<'_>, entry: &Entry, fact: &Fact, id: &str, text: Node) -> Element {
    let is_chosen = view.state.is_change && entry.first == id;
    let look = if is_chosen { "tap chosen" } else { "tap" };
    row(text, Action::Answer(fact.id.clone(), id.to_owned()), look)
        .id(format!("answer-{id}"))
        .maybe("aria-current", is_chosen.then_some("true"))
}

fn row(text: Node, action: Action, look: &str) -> Element {
    h("button")
        .attr("type", "button")
        .class(format!("{look} chevron"))
        .attr("part", "answer")
        .on(On::Click(action))
        .child(h("span").child(text))
}

/// What is wrong with an answer that was tapped; what was typed has it at its field.
fn problem(view: &View<'_>, entry: &Entry, is_typed: bool) -> Option<Element> {
    let wrong = entry.wrong.as_ref().filter(|_| !is_typed)?;
    Some(
        h("p")
            .id("problem")
            .class("wrong")
            .child(icon(Icon::Cross))
            .child(h("span").child(view.t(wrong.key))),
    )
}

/// What can be done instead of answering, and how much is still to come at most.
fn onward(view: &View<'_>) -> Option<Element> {
    let state = view.state;
    if state.is_change {
        let keep = button("link", view.t("question.cancel"), Action::Cancel);
        return Some(h("div").key("onward").class("onward-row").child(keep));
    }
    let left = view.case.questions.len().saturating_sub(1);
    let remaining = (left > 0).then(|| p("quiet small", view.plural("question.remaining", left as u64)));
    let is_certain = view.case.verdict.status != Status::NeedsInformation;
    let skip = is_certain.then(|| button("link", view.t("question.skip"), Action::Skip));
    (remaining.is_some() || skip.is_some())
        .then(|| h("div").key("onward").class("onward-row").children(remaining).children(skip))
}
