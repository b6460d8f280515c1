//! The request's screen: what is asked for, what the shopper adds, who asks, the message behind a fold, Send.

use refund_policy::document::{Combination, Fact, FactKind, RemedyKind};
use refund_policy::{EvidenceAsked, RemedyGiven, Value};

use super::evidence::{evidence, required_mark};
use super::fields::{choices, labelled, optional, wrong};
use super::icon::{Icon, icon};
use super::letter::letter;
use super::sending::sending;
use super::shared::{View, button, capitalized, p};
use crate::letter::{explanation, order_id};
use crate::message::{Action, Field};
use crate::node::{Element, Node, On, h};
use crate::remaining::{is_counted, remaining};
use crate::session::Screen;

/// The screen.
pub(crate) fn request(view: &View<'_>) -> Element {
    let form = h("div")
        .key("fields")
        .class("card")
        .attr("part", "card")
        .child(words(view))
        .children(context_facts(view))
        .children(evidence(view))
        .children(order(view))
        .child(slotted(view, "name"))
        .child(slotted(view, "email"));
    h("form")
        .key("request")
        .class("screen")
        .flag("novalidate", true)
        .on(On::Submit(Action::Send))
        .child(asked(view))
        .child(form)
        .children(letter(view))
        .child(sending(view))
        .child(p("back", button("link", view.t("request.back"), Action::Go(Screen::Answer))))
}

// What is asked for.

/// What the shopper asks for: the one thing that the policy gives, or what they chose.
pub(crate) enum Asked<'a> {
    /// These remedies together, or the merchant's choice of them.
    Remedies(Vec<&'a RemedyGiven>, Combination),
    /// Something that is open beside the policy's remedies, in a way of having it.
    Alternative(RemedyKind, Option<&'a str>),
    /// The choice between remedies is the shopper's, and not made yet.
    Open,
    /// Nothing that has a name: that the merchant looks at the case.
    Review,
}

impl<'a> Asked<'a> {
    /// What follows from the verdict and from what the shopper chose.
    pub(crate) fn of(view: &View<'a>) -> Asked<'a> {
        let verdict = &view.case.verdict;
        let wish = view.state.session.wish.as_str();
        let (kind, option) = wish.split_once('/').map_or((wish, None), |(kind, option)| (kind, Some(option)));
        if let Some(alternative) = verdict.alternatives.iter().find(|given| given.kind.name() == kind) {
            return Asked::Alternative(
                alternative.kind,
                option.and_then(|id| view.option(alternative.kind, id)),
            );
        }
        let is_choice = verdict.choice == Combination::Shopper && verdict.remedies.len() > 1;
        match verdict.remedies.iter().find(|given| given.kind.name() == kind) {
            Some(given) if is_choice => Asked::Remedies(vec![given], verdict.choice),
            _ if is_choice => Asked::Open,
            _ if verdict.remedies.is_empty() => Asked::Review,
            _ => Asked::Remedies(verdict.remedies.iter().collect(), verdict.choice),
        }
    }

    /// It in words, as they stand in a sentence.
    pub(crate) fn words(&self, view: &View<'_>) -> String {
        match self {
            Asked::Remedies(given, choice) => {
                let kinds: Vec<RemedyKind> = given.iter().map(|given| given.kind).collect();
                view.remedies(&kinds, *choice)
            }
            Asked::Alternative(kind, None) => view.remedy(*kind).to_owned(),
            Asked::Alternative(kind, Some(way)) => {
                view.fill("asked.way", &[("remedy", view.remedy(*kind)), ("way", way)])
            }
            Asked::Open => view.t("asked.open").to_owned(),
            Asked::Review => view.t("asked.review").to_owned(),
        }
    }

    /// The amount that comes with it, where it is one, in words: "€49.90", "about €20", "€49 to €98".
    pub(crate) fn amount(&self, view: &View<'_>) -> Option<String> {
        let Asked::Remedies(given, _) = self else { return None };
        let mut amounts = given.iter().filter_map(|given| view.amount(given));
        let only = amounts.next()?;
        amounts.next().is_none().then_some(only)
    }
}

fn asked(view: &View<'_>) -> Element {
    let asked = Asked::of(view);
    let words = capitalized(&asked.words(view));
    let order = order_id(view.state);
    let with_order = |text: &str| match order.is_empty() {
        true => text.to_owned(),
        false => {
            let order = view.fill("asked.order", &[("order", order)]);
            if text.is_empty() { order } else { format!("{text} · {order}") }
        }
    };
    let card = h("section")
        .key("asked")
        .class("card asked")
        .attr("part", "card")
        .attr("aria-labelledby", "request")
        .child(
            h("h3")
                .id("request")
                .class("small quiet")
                .attr("part", "headline")
                .attr("tabindex", "-1")
                .child(view.t("asked.heading")),
        );
    let card = match (&asked, asked.amount(view)) {
        (Asked::Open, _) => return card.child(chooser(view)),
        (_, Some(amount)) => {
            card.child(p("amount", amount).attr("part", "amount")).child(p("small quiet", with_order(&words)))
        }
        (_, None) => card
            .child(p("asked-what", words))
            .children((!order.is_empty()).then(|| p("small quiet", with_order("")))),
    };
    // Who chose can choose again; no choice is hidden behind Back.
    card.children(is_choice(view).then(|| chooser(view)))
}

fn is_choice(view: &View<'_>) -> bool {
    let verdict = &view.case.verdict;
    verdict.choice == Combination::Shopper && verdict.remedies.len() > 1
        || verdict.alternatives.iter().any(|given| !given.options.is_empty())
}

/// What is the shopper's to choose: between remedies, or how an alternative is wanted.
fn chooser(view: &View<'_>) -> Element {
    let verdict = &view.case.verdict;
    let mut options: Vec<(String, Node)> = Vec::new();
    if verdict.choice == Combination::Shopper && verdict.remedies.len() > 1 {
        let option = |given: &RemedyGiven| {
            let name = capitalized(view.remedy(given.kind));
            let text = match view.amount(given) {
                Some(amount) => view.fill("asked.with_amount", &[("remedy", &name), ("amount", &amount)]),
                None => name,
            };
            (given.kind.name().to_owned(), text.into())
        };
        options.extend(verdict.remedies.iter().map(option));
    }
    for given in &verdict.alternatives {
        let ways = given.options.iter().filter_map(|id| Some((id, view.option(given.kind, id)?)));
        options.extend(ways.map(|(id, way)| (format!("{}/{id}", given.kind.name()), view.said(way))));
    }
    h("fieldset")
        .key("wish-field")
        .class("fieldset")
        .attr("aria-describedby", "wish-wrong")
        .child(h("legend").class("unseen").child(view.t("asked.choose")))
        .child(choices("wish", Field::Wish, &view.state.session.wish, options))
        .children(wrong("wish-wrong", view.complaint("wish")))
}

// What the shopper adds.

/// "Anything to add?"; where the policy requires an explanation, that.
fn words(view: &View<'_>) -> Element {
    let asked = explanation(view.state);
    let required = asked.filter(|asked| asked.required);
    let label: Vec<Node> = match required {
        Some(asked) => std::iter::once(view.said(&asked.label)).chain(required_mark(view, asked)).collect(),
        None => vec![view.t("words.label").into(), optional(view)],
    };
    let help = required.and_then(|asked| asked.help.as_ref()).map(|help| view.said(help));
    let field = labelled(
        view,
        "textarea",
        ("words", Field::Words),
        &view.state.session.words,
        label,
        help,
        |input| input.attr("rows", "2").maybe("aria-required", required.map(|_| "true")),
    );
    field.children(counter(view, "words", &Field::Words))
}

/// How much room is left, once it is little.
pub(crate) fn counter(view: &View<'_>, id: &str, field: &Field) -> Option<Element> {
    let left = remaining(view.state, view.context, field).filter(|left| is_counted(field, *left))?;
    let text = match u64::try_from(left) {
        Ok(left) => view.plural("limit.left", left),
        Err(_) => view.plural("limit.over", left.unsigned_abs()),
    };
    let look = if left < 0 { "counter over" } else { "counter quiet" };
    Some(p(look, text).id(format!("{id}-left")).attr("aria-live", "polite"))
}

/// Facts that decide nothing and help whoever looks at the case: one optional line each.
fn context_facts(view: &View<'_>) -> Vec<Element> {
    view.state.context_facts().filter_map(|fact| context_fact(view, fact)).collect()
}

fn context_fact(view: &View<'_>, fact: &Fact) -> Option<Element> {
    let known = view.known(&fact.id);
    let mut options: Vec<(&str, Node)> = vec![("", view.t("context.none").into())];
    let chosen = match (&fact.kind, known) {
        (FactKind::Choice(all), known) => {
            options.extend(all.iter().map(|one| (one.id.as_str(), Node::from(view.say(&one.label)))));
            match known {
                Some(Value::Choice(index)) => all.get(index).map_or("", |one| one.id.as_str()),
                _ => "",
            }
        }
        (FactKind::Flag, known) => {
            options.extend([("yes", view.t("question.yes").into()), ("no", view.t("question.no").into())]);
            match known {
                Some(Value::Flag(true)) => "yes",
                Some(Value::Flag(false)) => "no",
                _ => "",
            }
        }
        // What is typed is a question of its own.
        _ => return None,
    };
    let id = format!("context-{}", fact.id);
    let label = fact.ask.as_ref().unwrap_or(&fact.label);
    let options = options.into_iter().map(|(value, text)| h("option").attr("value", value).child(text));
    let label = [view.said(view.say(label)), optional(view)];
    Some(labelled(view, "select", (&id, Field::Context(fact.id.clone())), chosen, label, None, |select| {
        select.maybe("lang", view.lang()).children(options)
    }))
}

// Who asks.

/// The order's number, where the page does not give it.
fn order(view: &View<'_>) -> Option<Element> {
    if !view.state.given_order.trim().is_empty() {
        return None;
    }
    // The policy may call it otherwise: a licence key, an invoice's number.
    let is_number =
        |asked: &&EvidenceAsked| asked.given_by == Some(refund_policy::document::GivenBy::OrderId);
    let asked = view.case.verdict.evidence.iter().find(is_number);
    let mut label = vec![match asked {
        Some(asked) => view.said(&asked.label),
        None => view.t("contact.order").into(),
    }];
    if !asked.is_some_and(|asked| asked.required) {
        label.push(optional(view));
    }
    let help = asked.and_then(|asked| asked.help.as_ref()).map(|help| view.said(help));
    let value = view.state.session.order_id.clone().unwrap_or_default();
    Some(
        labelled(view, "input", ("order-id", Field::OrderId), &value, label, help, |input| {
            input.attr("type", "text").attr("autocomplete", "off")
        })
        .children(counter(view, "order-id", &Field::OrderId)),
    )
}

/// Name and e-mail come from outside the shadow root, where autofill works.
fn slotted(view: &View<'_>, name: &'static str) -> Element {
    let slot = |part: &str| h("slot").key(format!("{name}-{part}")).attr("name", slot_of(name, part));
    let wrong = view.complaint(name).map(|_| {
        h("p").key(format!("{name}-wrong")).class("wrong").child(icon(Icon::Cross)).child(slot("wrong"))
    });
    h("div")
        .key(format!("{name}-field"))
        .class("field")
        .child(slot("label"))
        .children((name == "email").then(|| slot("help")))
        .child(slot("input"))
        .children(wrong)
}

/// Name and e-mail: the nodes that stand beside the merchant's children and show in the slots.
pub(crate) fn light_fields(view: &View<'_>) -> Vec<Node> {
    let session = &view.state.session;
    [
        light_field(view, ("name", Field::Name, "text"), &session.name, None),
        light_field(
            view,
            ("email", Field::Email, "email"),
            &session.email,
            Some(view.t("contact.email_help")),
        ),
    ]
    .concat()
}

fn slot_of(name: &str, part: &str) -> String {
    format!("refund-{name}-{part}")
}

fn light_field(
    view: &View<'_>,
    (name, field, kind): (&'static str, Field, &'static str),
    value: &str,
    help: Option<&str>,
) -> Vec<Node> {
    // An id that is the element's own among all of its page.
    let id = format!("refund-{}-{name}", view.serial);
    let complaint = view.complaint(name);
    let slotted = |tag, part: &str| h(tag).key(slot_of(name, part)).attr("slot", slot_of(name, part));
    let label = match name {
        "name" => view.t("contact.name"),
        _ => view.t("contact.email"),
    };
    let input = slotted("input", "input")
        .attr("id", id.clone())
        .attr("type", kind)
        .attr("name", name)
        .attr("autocomplete", name)
        // No form of the page's owns it: no form has this id.
        .attr("form", format!("refund-{}-no-form", view.serial))
        .attr("aria-required", "true")
        .attr("aria-invalid", complaint.is_some().to_string())
        .attr("aria-describedby", format!("{id}-wrong {id}-help"))
        .value(value)
        .on(On::Input(field));
    let described =
        |part: &str, text: &str| slotted("span", part).attr("id", format!("{id}-{part}")).child(text);
    let mut nodes = vec![slotted("label", "label").attr("for", id.clone()).child(label).into(), input.into()];
    nodes.extend(help.map(|help| described("help", help).into()));
    nodes.extend(complaint.map(|wrong| described("wrong", &wrong).into()));
    nodes
}
