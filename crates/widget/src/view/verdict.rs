//! The verdict: one card that answers, and one list that unfolds.

use refund_policy::document::{Combination, Condition, EvidenceKind, Status, Step, Test};
use refund_policy::{DateStyle, Decimal, Instant, RemedyGiven, Span, StepDue, TimeUnit, Unit};

use super::headline::{Answer, asked_for, headline};
use super::icon::{Icon, icon};
use super::shared::{View, button, fill_nodes, folds, p};
use super::timeline::{slim, status_key};
use super::{scenarios, unfolded};
use crate::message::Action;
use crate::node::{Element, Node, On, h};
use crate::session::Screen;

/// The screen of the verdict.
pub(crate) fn verdict(view: &View<'_>) -> Element {
    let as_of =
        view.fill("print.as_of", &[("date", &view.full_date(DateStyle::WeekdayDayTime, view.context.now))]);
    h("div")
        .key("verdict")
        .class("screen")
        .child(p("on-paper", as_of))
        .child(card(view))
        .children(folds(unfolded::rows(view)))
        .children(anyway(view))
}

/// The card with the answer.
fn card(view: &View<'_>) -> Element {
    let status = view.case.verdict.status;
    let answer = headline(view);
    let options = options(view);
    let is_asking = options.is_some() || scenarios::is_asking(view);
    let main = options.is_none().then(|| main_button(view)).flatten();
    h("section")
        .key("card")
        .class("card verdict")
        .attr("part", "card verdict")
        .attr("data-status", status.name())
        .attr("aria-labelledby", "answer")
        .child(top(view, status))
        .child(said(view, answer))
        .children((!is_asking).then(|| slim(view)).flatten())
        .children(scenarios::scenarios(view))
        .children(helps(view))
        .children(options)
        .children(main)
        .children(steps_beside(view))
        .children(unfolded::why(view))
}

/// The status as a picture and a word; beside it, where a deadline runs, the entry for the calendar.
fn top(view: &View<'_>, status: Status) -> Element {
    let key = match status {
        Status::ActionRequired if view.ends_in_review() => "pill.incomplete",
        _ => status_key(status),
    };
    let pill = h("p")
        .class("pill")
        .attr("part", "status")
        .attr("data-copy", "")
        .child(icon(Icon::of(status)))
        .child(h("span").child(view.t(key)));
    let calendar = view.deadline().map(|_| {
        h("button")
            .id("calendar")
            .attr("type", "button")
            .class("tool")
            .attr("part", "button")
            .attr("aria-label", view.t("take.calendar"))
            .attr("title", view.t("take.calendar"))
            .on(On::Click(Action::Calendar))
            .child(icon(Icon::Calendar))
    });
    h("div").class("top").child(pill).children(calendar)
}

/// The headline with its amount, until when to ask, and what is possible.
fn said(view: &View<'_>, answer: Answer) -> Element {
    let by = view.deadline().filter(|_| !answer.says_deadline).map(|until| by(view, until));
    let has_amount = answer.amount.is_some();
    let sentence =
        (!answer.sentence.is_empty()).then(|| h("span").class("sentence").children(answer.sentence));
    let heading = h("h3")
        .id("answer")
        .class(if has_amount { "headline with-amount" } else { "headline" })
        .attr("part", "headline")
        .attr("tabindex", "-1")
        .attr("data-copy", "")
        .children(sentence.map(Node::from).into_iter().flat_map(|sentence| [sentence, " ".into()]))
        .children(answer.amount);
    h("div")
        .class("answer")
        .child(heading)
        .children(answer.note.map(|note| p("note", note).attr("data-copy", "")))
        .children(by)
}

fn by(view: &View<'_>, until: Instant) -> Element {
    let is_open = view.case.verdict.status == Status::NeedsInformation;
    let template = view.t(if is_open { "by.nothing_lost" } else { "by.ask" });
    h("p")
        .class("by")
        .attr("part", "deadline")
        .attr("data-copy", "")
        .children(fill_nodes(template, vec![("date", view.deadline_node(until))]))
}

/// The button that goes on to the request and says what it asks for.
fn main_button(view: &View<'_>) -> Option<Element> {
    let verdict = &view.case.verdict;
    let action = match (verdict.status, verdict.alternatives.first()) {
        // Nothing is given: whoever asks all the same does so below.
        (Status::DoesNotQualify, None) => return None,
        (Status::DoesNotQualify, Some(alternative)) => Action::Choose(alternative.kind.name().to_owned()),
        _ => Action::Go(Screen::Request),
    };
    Some(button("primary wide", asked_for(view), action).id("ask"))
}

/// Where the policy gives nothing, the shopper can still write to the merchant.
fn anyway(view: &View<'_>) -> Option<Element> {
    let refused = view.case.verdict.status == Status::DoesNotQualify;
    let anyway = || button("link centred", view.t("ask.anyway"), Action::Choose(String::new())).id("anyway");
    refused.then(anyway)
}

/// What is the shopper's to choose: between remedies, or how an alternative is wanted. A tap chooses and goes on.
fn options(view: &View<'_>) -> Option<Element> {
    let verdict = &view.case.verdict;
    if verdict.choice == Combination::Shopper
        && verdict.remedies.len() > 1
        && verdict.status != Status::Review
    {
        let options = verdict.remedies.iter().map(|remedy| remedy_option(view, remedy)).collect();
        return Some(chooser(None, options));
    }
    let alternative = verdict.alternatives.iter().find(|given| !given.options.is_empty())?;
    let kind = alternative.kind;
    let known = view.deciding()?.then.alternatives.iter().find(|known| known.kind == kind)?;
    let options = known.options.iter().map(|option| {
        let wish = format!("{}/{}", kind.name(), option.id);
        choice(h("b").child(view.said(view.say(&option.label))), None, wish)
    });
    Some(chooser(Some(view.t("choice.how")), options.collect()))
}

fn remedy_option(view: &View<'_>, remedy: &RemedyGiven) -> Element {
    let name = view.remedy(remedy.kind).to_owned();
    match remedy.amount.filter(|_| remedy.kind.is_refund()) {
        Some(amount) => {
            let title = view.fill("amount.back", &[("amount", &view.money(amount))]);
            choice(h("b").child(title), Some(name), remedy.kind.name().to_owned())
        }
        None => choice(h("b").child(name), None, remedy.kind.name().to_owned()),
    }
}

fn choice(title: Element, more: Option<String>, wish: String) -> Element {
    let more = more.map(|more| h("small").child(more));
    h("button")
        .id(format!("choose-{}", wish.replace('/', "-")))
        .attr("type", "button")
        .class("choice chevron")
        .attr("part", "option")
        .on(On::Click(Action::Choose(wish)))
        .child(h("span").child(title).children(more))
}

/// The headline is the question already where the remedies are the choice.
fn chooser(question: Option<&str>, options: Vec<Element>) -> Element {
    let group = h("fieldset").key("options").class("choices").attr("data-copy", "");
    let group = match question {
        Some(question) => group.child(h("legend").class("ask").child(question)),
        None => group.attr("aria-labelledby", "answer"),
    };
    group.child(h("div").class("stack").children(options))
}

/// The files that the merchant needs to look at the case, where these are what is missing.
fn helps(view: &View<'_>) -> Option<Element> {
    if view.case.verdict.status != Status::ActionRequired || !view.ends_in_review() {
        return None;
    }
    let evidence = view.case.verdict.evidence.iter();
    let files = evidence.filter(|asked| asked.required && asked.kind == EvidenceKind::File);
    let lines: Vec<Element> = files
        .map(|asked| h("li").child(icon(Icon::Image)).child(h("span").child(view.said(asked.label.as_str()))))
        .collect();
    (!lines.is_empty()).then(|| h("ul").key("helps").class("helps").children(lines))
}

/// What is to be done beside the request: each a row that leads there, or unfolds.
fn steps_beside(view: &View<'_>) -> Vec<Element> {
    let steps = view.case.verdict.steps.iter();
    // What the request brings along is no row of its own.
    let is_in_headline = view.case.verdict.status == Status::ActionRequired && view.ends_in_review();
    let skipped = usize::from(is_in_headline && view.asks_for_files());
    steps.skip(skipped).map(|due| beside(view, due)).collect()
}

fn beside(view: &View<'_>, due: &StepDue) -> Element {
    let title = h("b").child(view.said(due.title.as_str()));
    let more = step_state(view, due).map(|text| h("small").child(text));
    let body = h("span").child(title).children(more);
    let text = p("", due.text.as_str()).maybe("lang", view.lang());
    let is_task = view.case.verdict.status == Status::ActionRequired;
    match view.link(due).filter(|_| is_task) {
        Some(address) => h("a")
            .key(format!("step-{}", due.id))
            .class("beside")
            .attr("part", "step")
            .attr("href", address)
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .child(icon(Icon::Chat))
            .child(body)
            .child(icon(Icon::Out)),
        None => h("details")
            .id(format!("step-{}", due.id))
            .class("beside-fold")
            .attr("part", "step")
            .child(h("summary").class("beside").child(icon(Icon::Step)).child(body))
            .child(h("div").class("inner").child(text)),
    }
}

/// Whether a step that is needed is under way, and until when; or how long it takes.
fn step_state(view: &View<'_>, due: &StepDue) -> Option<String> {
    // A step that stands before nothing is advice, and not a task.
    if view.case.verdict.status != Status::ActionRequired {
        return None;
    }
    if let Some(met) = due.met_at {
        return Some(view.fill("step.met", &[("date", &view.date(DateStyle::DayTime, met))]));
    }
    let step = view.policy.document.steps.iter().find(|step| step.id == due.id)?;
    Some(match wait(step) {
        Some(span) => view.fill("step.takes", &[("time", &length(view, span))]),
        None => view.t("step.needed").to_owned(),
    })
}

/// How long after it was begun a step counts as done.
pub(crate) fn wait(step: &Step) -> Option<Span> {
    match step.met_when.as_ref()? {
        Condition::Test(_, Test::Elapsed(span)) => Some(*span),
        _ => None,
    }
}

/// A window's length in words.
pub(crate) fn length(view: &View<'_>, span: Span) -> String {
    let unit = match span.unit {
        Unit::Hours => TimeUnit::Hour,
        Unit::Days => TimeUnit::Day,
        Unit::Months => TimeUnit::Month,
    };
    view.context.format.unit(Decimal::from(i64::from(span.count)), unit)
}
