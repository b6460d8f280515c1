//! The verdict in one sentence. Its words follow from the status and the remedies alone, and say no more than these do.

use refund_policy::document::{Combination, RemedyKind, Status};
use refund_policy::{Money, RemedyGiven, Scenario, Verdict};

use super::shared::{View, fill_nodes};
use crate::node::{Node, h};

/// What the verdict's card says first.
#[derive(Default)]
pub(crate) struct Answer {
    /// The sentence; empty where the amount is all of it.
    pub(crate) sentence: Vec<Node>,
    /// What it comes to, where one amount or two ends say it.
    pub(crate) amount: Option<Node>,
    /// What is possible, or belongs to it.
    pub(crate) note: Option<String>,
    /// Whether the sentence says until when to ask.
    pub(crate) says_deadline: bool,
}

impl Answer {
    fn sentence(text: impl Into<String>) -> Answer {
        Answer { sentence: vec![text.into().into()], ..Answer::default() }
    }

    fn amount(text: String, is_range: bool) -> Answer {
        let class = if is_range { "amount range" } else { "amount" };
        let amount = h("span").class(class).attr("part", "amount").child(text);
        Answer { amount: Some(amount.into()), ..Answer::default() }
    }

    /// The shortest that is true: the amount, where there is one.
    pub(crate) fn short(&self) -> Vec<Node> {
        match &self.amount {
            Some(amount) => vec![amount.clone()],
            None if self.says_deadline => Vec::new(),
            None => self.sentence.clone(),
        }
    }
}

/// The verdict in one sentence.
pub(crate) fn headline(view: &View<'_>) -> Answer {
    match view.case.verdict.status {
        Status::Qualifies => given(view),
        Status::ActionRequired => with_step(view),
        Status::Review => reviewed(view),
        Status::DoesNotQualify => refused(view),
        Status::NeedsInformation => open(view),
    }
}

/// The same before all is answered, without the date, which stands in a line of its own there.
pub(crate) fn certain(view: &View<'_>) -> Answer {
    match view.case.verdict.status {
        Status::ActionRequired if !view.ends_in_review() => given(view),
        _ => headline(view),
    }
}

/// What the policy promises.
fn given(view: &View<'_>) -> Answer {
    let verdict = &view.case.verdict;
    let phrase = || remedies(view, &verdict.remedies);
    match (verdict.choice, verdict.remedies.as_slice()) {
        (_, []) => Answer::sentence(view.t("headline.covered")),
        (_, [only]) => amount_back(view, only)
            .unwrap_or_else(|| Answer::sentence(view.fill("headline.entitled", &[("remedies", &phrase())]))),
        (Combination::Shopper, _) => {
            {
                // What each comes to stands on its button.
                let kinds: Vec<RemedyKind> = verdict.remedies.iter().map(|remedy| remedy.kind).collect();
                let remedies = view.remedies(&kinds, Combination::Shopper);
                Answer::sentence(view.fill("headline.choose", &[("remedies", &remedies)]))
            }
        }
        (Combination::Merchant, _) => {
            Answer::sentence(view.fill("headline.one_of", &[("remedies", &phrase())]))
        }
        (Combination::InOrder, _) => {
            Answer::sentence(view.fill("headline.first", &[("remedies", &phrase())]))
        }
        (Combination::All, all) => all_of(view, all),
    }
}

/// Money, and what comes with it.
fn all_of(view: &View<'_>, all: &[RemedyGiven]) -> Answer {
    let (money, others): (Vec<&RemedyGiven>, Vec<&RemedyGiven>) =
        all.iter().partition(|remedy| remedy.kind.is_refund());
    let kinds: Vec<RemedyKind> = others.iter().map(|remedy| remedy.kind).collect();
    match money.as_slice() {
        [only] if !kinds.is_empty() => amount_back(view, only).map(|answer| {
            let others = view.remedies(&kinds, Combination::All);
            Answer { note: Some(view.fill("headline.and", &[("remedies", &others)])), ..answer }
        }),
        _ => None,
    }
    .unwrap_or_else(|| {
        Answer::sentence(view.fill("headline.entitled", &[("remedies", &remedies(view, all))]))
    })
}

/// An amount of money that goes back; none where none is known.
fn amount_back(view: &View<'_>, remedy: &RemedyGiven) -> Option<Answer> {
    if !remedy.kind.is_refund() {
        return None;
    }
    let range = || view.between(remedy).map(|(least, most)| range(view, least, most));
    remedy.amount.map(|amount| exactly(view, amount, remedy.estimate)).or_else(range)
}

fn exactly(view: &View<'_>, amount: Money, is_estimate: bool) -> Answer {
    let key = if is_estimate { "amount.about" } else { "amount.back" };
    Answer::amount(view.fill(key, &[("amount", &view.money(amount))]), false)
}

fn range(view: &View<'_>, least: Money, most: Money) -> Answer {
    let (low, high) = (view.money(least), view.money(most));
    match least.minor {
        0 => Answer::amount(view.fill("amount.up_to", &[("amount", &high)]), true),
        _ => Answer::amount(view.fill("amount.between", &[("least", &low), ("most", &high)]), true),
    }
}

/// A step is missing: for what is promised, or only for the merchant to look at the case.
///
/// Where the time to ask runs, the request comes first, for it need not wait for the step.
fn with_step(view: &View<'_>) -> Answer {
    let by = view.deadline();
    let date = |until| vec![("date", view.deadline_node(until))];
    if !view.ends_in_review() {
        let answer = given(view);
        let Some(until) = by else { return answer };
        let sentence = match &answer.amount {
            Some(_) => fill_nodes(view.t("headline.send_by"), date(until)),
            None => {
                let remedies = remedies(view, &view.case.verdict.remedies);
                let fields = vec![("date", view.deadline_node(until)), ("remedies", remedies.into())];
                fill_nodes(view.t("headline.send_by_for"), fields)
            }
        };
        return Answer { sentence, says_deadline: true, ..answer };
    }
    let step = view.case.verdict.steps.first();
    let title = step.map_or(view.t("headline.what_is_missing").into(), |step| view.said(step.title.as_str()));
    let sentence = match by {
        Some(until) => fill_nodes(
            view.t("headline.step_review_by"),
            vec![("step", title), ("date", view.deadline_node(until))],
        ),
        None => fill_nodes(view.t("headline.step_review"), vec![("step", title)]),
    };
    Answer { sentence, note: possible(view), says_deadline: by.is_some(), amount: None }
}

/// The merchant decides: what is possible is told, and nothing promised but an investigation where there is one.
fn reviewed(view: &View<'_>) -> Answer {
    let verdict = &view.case.verdict;
    match verdict.remedies.as_slice() {
        [only] if only.kind == RemedyKind::Investigation => Answer::sentence(view.t("headline.investigated")),
        [] => Answer::sentence(view.t("headline.looked_at")),
        _ => Answer { note: possible(view), ..Answer::sentence(view.t("headline.review")) },
    }
}

/// What a review can lead to.
fn possible(view: &View<'_>) -> Option<String> {
    let remedies = remedies(view, &view.case.verdict.remedies);
    (!remedies.is_empty()).then(|| view.fill("headline.possible", &[("remedies", &remedies)]))
}

/// Not covered, and what can be had all the same.
fn refused(view: &View<'_>) -> Answer {
    let kinds: Vec<RemedyKind> = view.case.verdict.alternatives.iter().map(|given| given.kind).collect();
    let is_about_refunds = view.is_about_refunds();
    match kinds.as_slice() {
        [] if is_about_refunds => Answer::sentence(view.t("headline.no_refund")),
        [] => Answer::sentence(view.t("headline.not_covered")),
        [RemedyKind::Cancellation] if is_about_refunds => {
            Answer::sentence(view.t("headline.no_refund_cancel"))
        }
        _ => {
            let alternatives = view.remedies(&kinds, Combination::Shopper);
            Answer::sentence(view.fill("headline.not_covered_but", &[("alternatives", &alternatives)]))
        }
    }
}

/// What is still open: the ends between which the answer lies, where these are money.
fn open(view: &View<'_>) -> Answer {
    let verdict = &view.case.verdict;
    if let Some((least, most)) = view.range() {
        return range(view, least, most);
    }
    match verdict.remedies.as_slice() {
        [only] if is_promised(view) => amount_back(view, only),
        _ => None,
    }
    .unwrap_or_else(|| Answer::sentence(view.t("headline.depends")))
}

/// Whether what is given is certain before it is whether a step stands before it.
pub(crate) fn is_promised(view: &View<'_>) -> bool {
    let Verdict { status, remedies, scenarios, .. } = &view.case.verdict;
    let is_promise =
        |scenario: &Scenario| matches!(scenario.status, Status::Qualifies | Status::ActionRequired);
    *status == Status::NeedsInformation
        && !remedies.is_empty()
        && !scenarios.is_empty()
        && scenarios.iter().all(is_promise)
}

/// The remedies in one phrase, each with what it comes to where that is known.
fn remedies(view: &View<'_>, given: &[RemedyGiven]) -> String {
    let named = |remedy: &RemedyGiven| {
        let name = view.remedy(remedy.kind).to_owned();
        match remedy.amount {
            Some(amount) => {
                let key = if remedy.estimate { "remedies.about" } else { "remedies.with_amount" };
                view.fill(key, &[("remedy", &name), ("amount", &view.money(amount))])
            }
            None => name,
        }
    };
    view.joined(given.iter().map(named).collect(), view.case.verdict.choice)
}

/// What the main button asks for, in the words of a request.
pub(crate) fn asked_for(view: &View<'_>) -> String {
    let verdict = &view.case.verdict;
    let kinds: Vec<RemedyKind> = match verdict.remedies.is_empty() {
        true => verdict.alternatives.iter().map(|given| given.kind).collect(),
        false => verdict.remedies.iter().map(|given| given.kind).collect(),
    };
    let ask_for = || match (verdict.choice, kinds.first()) {
        // The first is what is given; the next only where it fails.
        (Combination::InOrder, Some(first)) => view.fill("ask.for", &[("remedies", view.remedy(*first))]),
        _ => view.fill("ask.for", &[("remedies", &view.remedies(&kinds, verdict.choice))]),
    };
    match verdict.status {
        Status::Qualifies | Status::ActionRequired | Status::NeedsInformation
            if is_promised(view)
                || (verdict.status != Status::NeedsInformation && !view.ends_in_review()) =>
        {
            match verdict.remedies.as_slice() {
                [] => view.t("ask.shop").to_owned(),
                [only] if only.kind.is_refund() => match only.amount {
                    Some(amount) if !only.estimate => {
                        view.fill("ask.amount", &[("amount", &view.money(amount))])
                    }
                    _ => view.t("ask.refund").to_owned(),
                },
                _ => ask_for(),
            }
        }
        Status::Qualifies | Status::ActionRequired if view.asks_for_files() => {
            view.t("ask.evidence").to_owned()
        }
        Status::DoesNotQualify if !kinds.is_empty() => ask_for(),
        Status::DoesNotQualify => view.t("ask.anyway").to_owned(),
        Status::NeedsInformation if view.range().is_some() => view.t("ask.refund").to_owned(),
        Status::NeedsInformation => view.t("ask.shop").to_owned(),
        Status::Review if kinds == [RemedyKind::Investigation] => ask_for(),
        Status::Qualifies | Status::ActionRequired | Status::Review => view.t("ask.review").to_owned(),
    }
}
