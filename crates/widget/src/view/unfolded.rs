//! What unfolds under the verdict, each once: why, what would change it, what to have ready, the dates of money, rights by
//! law, the answers.

use refund_policy::document::{Amount, EvidenceKind, Status};
use refund_policy::{Decimal, EvidenceAsked, Reason, RemedyGiven, Role, SourceCited};

use super::processing::processing;
use super::shared::{View, button, fold, p, row};
use super::timeline::{other_clock, stretches};
use super::{known, scenarios};
use crate::message::Action;
use crate::node::{Element, Node, h};

/// A heading of more words does not stand on the card.
const SECTION_WORDS: usize = 6;

/// The list under the card.
pub(crate) fn rows(view: &View<'_>) -> Vec<Element> {
    let rows = [open(view), changes(view), what_comes_next(view), Some(rights(view)), answers(view)];
    rows.into_iter().flatten().collect()
}

// Why.

/// The line that says why is the fold itself: it unfolds to the clause, its source, the arithmetic and what else is cited.
pub(crate) fn why(view: &View<'_>) -> Option<Element> {
    let reasons = &view.case.verdict.reasons;
    let deciding = reasons.iter().find(|reason| reason.role == Role::Decides)?;
    let summary = h("span")
        .attr("data-copy", "")
        .child(
            h("span")
                .class("why-title")
                .child(format!("{} ", view.t("why.because")))
                .child(view.said(deciding.title.as_str())),
        )
        .children(section(view, deciding));
    // What is only advised unfolds in a row of its own.
    let is_task = view.case.verdict.status == Status::ActionRequired;
    let required = reasons.iter().filter(|reason| reason.role == Role::Requires && is_task);
    let informing: Vec<Element> = reasons
        .iter()
        .filter(|reason| reason.role == Role::Informs)
        .map(|reason| clause(view, reason))
        .collect();
    let also = (!informing.is_empty()).then(|| p("also", view.t("why.also")));
    let inner = h("div")
        .class("inner")
        .child(p("", deciding.text.as_str()).maybe("lang", view.lang()))
        .children(arithmetic(view))
        .children(because(view, deciding))
        .children(source(view, deciding))
        .children(required.map(|reason| clause(view, reason)))
        .children(also)
        .children(informing);
    let details = h("details")
        .id("why")
        .class("why")
        .attr("part", "clause")
        .child(h("summary").class("summary").child(summary))
        .child(inner);
    Some(details)
}

fn clause(view: &View<'_>, reason: &Reason) -> Element {
    h("div")
        .class("also-clause")
        .child(h("h4").class("clause-title").maybe("lang", view.lang()).child(reason.title.as_str()))
        .child(p("", reason.text.as_str()).maybe("lang", view.lang()))
        .children(source(view, reason))
}

/// The source's heading under the line, where it is short enough to be read there; it stands in full where that unfolds.
fn section(view: &View<'_>, reason: &Reason) -> Option<Element> {
    let section = &reason.source.as_ref()?.section;
    (section.split_whitespace().count() <= SECTION_WORDS).then(|| cite(view, section))
}

/// A heading of the source, in its own language.
fn cite(view: &View<'_>, section: &str) -> Element {
    h("cite").attr("lang", view.policy.document.source.language.as_str()).child(section)
}

fn source(view: &View<'_>, reason: &Reason) -> Option<Element> {
    let SourceCited { document, section, paragraphs } = reason.source.as_ref()?;
    let numbers: Vec<String> = paragraphs.iter().map(u32::to_string).collect();
    let place = match numbers.is_empty() {
        true => format!("{document}, «\u{a0}{section}\u{a0}»"),
        false => format!("{document}, «\u{a0}{section}\u{a0}», {}", numbers.join(", ")),
    };
    Some(p("source", cite(view, &place)))
}

/// The facts that made the clause hold.
fn because(view: &View<'_>, reason: &Reason) -> Option<Element> {
    let known = reason.because.iter().filter_map(|because| {
        let fact = view.fact(&because.fact)?;
        Some((fact, view.known(&because.fact)?))
    });
    let rows = known::rows(view, &known.collect::<Vec<_>>());
    (!rows.is_empty()).then(|| h("dl").class("rows").children(rows))
}

// How an amount comes about.

/// How an amount that is not simply what was paid is reckoned: "€98.00 × 1 of 2".
fn arithmetic(view: &View<'_>) -> Option<Element> {
    let given = view.case.verdict.remedies.iter().find(|given| given.amount.is_some())?;
    let (name, factor) = factor(view, given)?;
    let paid = view.fact("amount_paid")?;
    let rows = [
        known::fact_row(view, paid, view.known("amount_paid")?),
        row(name, format!("× {factor}")),
        row(view.t("amount.comes_to"), view.money(given.amount?)),
    ];
    let note = given.estimate.then(|| p("small", view.t("amount.estimate")));
    Some(h("div").class("arithmetic").child(h("dl").class("rows").children(rows)).children(note))
}

/// What it is of, and how much of it; none where that is not known, or is all of it.
fn factor(view: &View<'_>, given: &RemedyGiven) -> Option<(Node, String)> {
    let remedies = &view.deciding()?.then.remedies;
    // A share of all of it is a full refund.
    let how = remedies.iter().find(|remedy| remedy.kind == given.kind)?.amount;
    let format = view.context.format;
    let number = |fact: usize| match view.case.facts.get(fact)? {
        refund_policy::Value::Number(number) => Some(number),
        _ => None,
    };
    match how {
        Amount::Share { part, of } => {
            let label = &view.policy.document.facts.get(part)?.label;
            let (part, of) = (format.number(number(part)?), format.number(number(of)?));
            Some((view.said(view.say(label)), view.fill("amount.share", &[("part", &part), ("whole", &of)])))
        }
        Amount::Unused(ratio) => {
            let unused = 1.0 - number(ratio)?.to_f64();
            Some((view.t("amount.unused").into(), format.percent(Decimal::from_f64(unused)?)))
        }
        Amount::Percent(percent) => {
            let ratio = percent.to_f64() / 100.0;
            Some((view.t("amount.percent").into(), format.percent(Decimal::from_f64(ratio)?)))
        }
        Amount::Unnamed | Amount::Paid => None,
    }
}

// The list.

/// Questions that were left open.
fn open(view: &View<'_>) -> Option<Element> {
    let lines = known::open_questions(view, scenarios::asked_inline(view));
    let summary = view.plural("open.heading", lines.len() as u64);
    (!lines.is_empty()).then(|| fold("open", summary, [h("ul").class("given").children(lines).into()]))
}

/// What would change the verdict, and how time does.
fn changes(view: &View<'_>) -> Option<Element> {
    let what_if = &view.case.verdict.what_if;
    let list = (!what_if.is_empty()).then(|| {
        let lines = what_if.iter().map(|change| h("li").child(change.text.as_str()));
        h("ul").class("list").maybe("lang", view.lang()).children(lines)
    });
    let time = stretches(view);
    if list.is_none() && time.is_none() {
        return None;
    }
    let inner = list.into_iter().chain(time).chain(other_clock(view)).map(Node::from);
    Some(fold("changes", view.t("what_if.heading"), inner))
}

/// What to have ready for the request, when an answer comes, and the money.
fn what_comes_next(view: &View<'_>) -> Option<Element> {
    // While the answer is open both are too, and who asks although nothing is given needs neither.
    let verdict = &view.case.verdict;
    let is_futile = verdict.status == Status::DoesNotQualify && verdict.alternatives.is_empty();
    if verdict.status == Status::NeedsInformation || is_futile {
        return None;
    }
    let inner: Vec<Node> = evidence(view).into_iter().chain(processing(view)).map(Node::from).collect();
    (!inner.is_empty())
        .then(|| fold("next", view.t("processing.heading"), inner).attr("part", "fold processing"))
}

/// What a request should carry.
fn evidence(view: &View<'_>) -> Option<Element> {
    let evidence = &view.case.verdict.evidence;
    let line = |asked: &EvidenceAsked| {
        let need = if asked.required { "evidence.required" } else { "evidence.recommended" };
        let help = asked.help.as_ref().filter(|_| asked.kind == EvidenceKind::File);
        h("li")
            .child(h("b").child(view.said(asked.label.as_str())))
            .child(format!(" – {}", view.t(need)))
            .children(help.map(|help| p("small quiet", help.as_str()).maybe("lang", view.lang())))
    };
    (!evidence.is_empty()).then(|| {
        h("section")
            .key("evidence")
            .attr("aria-labelledby", "evidence-heading")
            .child(h("h4").id("evidence-heading").class("clause-title").child(view.t("evidence.heading")))
            .child(h("ul").class("list").children(evidence.iter().map(line)))
    })
}

/// What the law gives stands beside what the policy gives.
fn rights(view: &View<'_>) -> Element {
    fold("rights", view.t("rights.heading"), [p("", view.t("rights.text")).attr("part", "rights").into()])
}

/// What is known, each answer with Change; what can be taken along; and how to forget all of it.
fn answers(view: &View<'_>) -> Option<Element> {
    let given = known::given(view);
    let from_order = (!given.is_empty()).then(|| h("dl").class("rows").children(known::rows(view, &given)));
    let inner = known::answers(view, None)
        .into_iter()
        .chain(from_order)
        .chain([take_along(view)])
        .chain(super::foot::foot(view))
        .map(Node::from);
    Some(fold("your-answers", view.t("answers.heading"), inner))
}

/// The answer on paper and as text.
fn take_along(view: &View<'_>) -> Element {
    let copy = if view.state.copied == Some(true) { "take.copied" } else { "take.copy" };
    h("div")
        .class("tools")
        .child(button("link", view.t("take.print"), Action::Print).id("print"))
        .child(button("link", view.t(copy), Action::CopyVerdict).id("copy"))
}
